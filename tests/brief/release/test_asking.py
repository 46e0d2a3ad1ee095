"""What is made public is the same for all truths that agree on what is published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from hotspot_app.brief.content import WITHHELD, Document
from hotspot_app.brief.layers import area_layer
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.build import Issue, build
from hotspot_app.brief.products.listed import product
from hotspot_app.brief.products.parts import PARTS
from hotspot_app.brief.release.asking import Asking
from hotspot_app.brief.workbook import months_table
from hotspot_app.errors import WordsError
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages

CODES = [f"A{n:02d}" for n in range(36)]
ASKED = Asked(
    method="local_moran",
    types=("Burglary",),
    first="2025-02",
    last="2025-02",
    compare_first="2025-01",
    compare_last="2025-01",
)
ONE = {"A03": 1, "A07": 3, "A20": 2, "A33": 4}
OTHER = {"A03": 3, "A07": 2, "A20": 4, "A33": 1}
"""Counts from 1 to 4 that add up alike."""


def usual(n: int) -> int:
    """Return what a square has: many in a corner."""
    return 40 if n // 6 < 2 and n % 6 < 2 else 6 + n % 5


def town(folder: Path, small: dict[str, int], of: str = "2025-02") -> Files:
    """Make a town of 36 squares; some counts of a month are given."""
    folder.mkdir()
    places = [divmod(n, 6) for n in range(36)]
    squares = [
        shapely.box(x, y, x + 500, y + 500)
        for x, y in ((441_000 + 500 * i, 112_000 + 500 * j) for i, j in places)
    ]
    names = [f"Square {code}" for code in CODES]
    gpd.GeoDataFrame(
        {"code": CODES, "name": names}, geometry=squares, crs="EPSG:27700"
    ).to_file(folder / "areas.geojson")
    rows = []
    for n, code in enumerate(CODES):
        for month in ("2025-01", "2025-02"):
            count = small.get(code, usual(n)) if month == of else usual(n)
            rows.append((code, "Burglary", month, count))
            rows.append((code, "Robbery", month, 9 + n % 7))
    pd.DataFrame(rows, columns=["area_code", "type", "month", "count"]).to_csv(
        folder / "counts.csv", index=False
    )
    pd.DataFrame({"code": CODES, "residents_2021": 900}).to_csv(
        folder / "residents.csv", index=False
    )
    return Files(
        areas=folder / "areas.geojson",
        counts=folder / "counts.csv",
        residents=folder / "residents.csv",
    )


def public(
    files: Files, name: str = "pag", asked: Asked = ASKED
) -> tuple[Document, Answers]:
    project = Project(files, asked)
    asking = Asking(project, Stages(), "public")
    answers = Answers(asked, asking, asking.report)
    wanted = product(name, PARTS.keys(), [each.id for each in all_methods()])
    issue = Issue("OFFICIAL - FOR PUBLIC RELEASE", audience="public")
    return build(wanted, answers, issue), answers


def everything(document: Document) -> list[object]:
    """Return all that a document holds, pictures as they are drawn."""
    told: list[object] = [document.title, document.subtitle, document.sources]
    for section in document.sections:
        told += [section.title, section.notes]
        told += [(each.id, each.text) for each in section.sentences()]
        for table in section.tables():
            told += [table, table.full]
        for picture in section.pictures():
            told += [picture.alt, picture.caption, picture.png]
    return told


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Document, Answers]]:
    folder = tmp_path_factory.mktemp("public")
    return [
        public(town(folder / str(n), small)) for n, small in enumerate((ONE, OTHER))
    ]


@pytest.mark.slow
def test_two_truths_that_publish_the_same_look_the_same(both):
    (one, of_one), (other, of_other) = both
    assert set(ONE) <= of_one.main.withheld
    assert of_one.main.withheld == of_other.main.withheld
    for mine, theirs in zip(everything(one), everything(other), strict=True):
        assert repr(mine) == repr(theirs)
    layers = [area_layer(answers.main) for answers in (of_one, of_other)]
    pd.testing.assert_frame_equal(*layers)


@pytest.mark.slow
def test_a_withheld_area_has_no_figure_anywhere(both):
    (document, answers), _ = both
    layer = area_layer(answers.main).set_index("code")
    hidden = layer.loc[[*ONE]]
    assert hidden["count"].isna().all()
    assert hidden["rate"].isna().all()
    assert hidden["map_class"].eq("Withheld, or no data").all()
    assert layer["count"].notna().sum() == 36 - len(answers.main.withheld)
    for section in document.sections:
        told = [each.text for each in section.sentences()]
        assert not [each for each in told for code in ONE if f"Square {code}" in each]
        for table in section.tables():
            for row in (table.full or table).rows:
                if any(str(cell) in ONE for cell in row):
                    numbers = [c for c in row if isinstance(c, int | float)]
                    assert not numbers, (table.id, row)


@pytest.mark.slow
def test_the_total_is_the_true_one(both):
    (_, answers), _ = both
    true = sum(ONE.get(code, usual(n)) for n, code in enumerate(CODES))
    assert answers.main.total == true
    assert f"{true}" in answers.main.comparison.sentence("It")


@pytest.mark.slow
def test_an_internal_brief_withholds_nothing(tmp_path):
    project = Project(town(tmp_path / "t", ONE), ASKED)
    asking = Asking(project, Stages(), "internal")
    answer = asking(replace(ASKED))
    assert answer.withheld == frozenset()
    assert answer.shown_values["count"]["A03"] == 1
    assert asking.report() == ()
    assert not asking.ledger


def test_a_place_of_which_the_count_before_is_withheld_is_told_of_without_it(tmp_path):
    files = town(tmp_path / "t", {"A00": 2, "A01": 3, "A07": 0}, "2025-01")
    document, answers = public(files, "tasking", replace(ASKED, method="rate_map"))
    page = answers.officer
    listed = {each.codes[0]: each for each in page.places}
    assert {"A00", "A01"} <= answers.main.withheld
    assert listed["A00"].count.startswith("40 crimes")
    assert listed["A00"].change == listed["A01"].change == ""
    assert "New: up from 0" in listed["A07"].change
    told = " ".join((*page.changed, *page.decide))
    assert "Square A07" in told
    assert "Square A00" not in told
    (table,) = document.sections[0].tables()
    row = next(each for each in table.rows if "Square A00" in str(each[1]))
    assert row[2] == 40
    assert row[-2:] == (WITHHELD, "")
    assert table.footed.endswith(f" {WITHHELD} Withheld.")


def test_no_place_is_said_to_be_quiet_where_counts_before_are_withheld(tmp_path):
    """What is known of none can't be told to be neither new nor rising."""
    small = dict.fromkeys(CODES, 3)
    files = town(tmp_path / "t", small, "2025-01")
    _, answers = public(files, "tasking", replace(ASKED, method="rate_map"))
    page = answers.officer
    assert all(each.change == "" for each in page.places)
    assert "who leads" in " ".join(page.decide)


def test_no_sentence_begins_with_a_place_whose_count_is_withheld(tmp_path):
    """Stand-ins have a highest rate too: "The old square 0: 3.3 per 1,000"."""
    files = town(tmp_path / "t", dict.fromkeys(CODES, 3))
    areas = gpd.read_file(files.areas)
    areas["name"] = [f"the old square {n}" for n in range(36)]
    areas.to_file(files.areas)
    document, answers = public(files, "pag", replace(ASKED, method="rate_map"))
    assert len(answers.main.withheld) == 36
    said = [one.text for each in document.sections for one in each.sentences()]
    assert [each for each in said if "old square" in each.lower()] == []


def test_a_part_of_the_map_is_refused(tmp_path):
    """Its counts by type and month aren't planned for, and would stand on stand-ins."""
    files = town(tmp_path / "t", ONE)
    asked = replace(ASKED, within=("A00", "A01"), within_words="the corner")
    with pytest.raises(WordsError, match="is of the whole map"):
        public(files, "tasking", asked)


def test_pages_on_wards_are_refused_with_the_reason(tmp_path):
    files = town(tmp_path / "t", ONE)
    corners = [(441_000, 112_000), (442_500, 112_000)]
    gpd.GeoDataFrame(
        {"WD25CD": ["E05990001", "E05990002"], "WD25NM": ["West", "East"]},
        geometry=[shapely.box(x, y, x + 1500, y + 3000) for x, y in corners],
        crs="EPSG:27700",
    ).to_file(tmp_path / "wards.geojson")
    files = replace(files, wards=tmp_path / "wards.geojson")
    asked = replace(ASKED, level="ward", method="count_map")
    with pytest.raises(WordsError, match="East: a public product is of the whole map"):
        public(files, "profiles", asked)


def test_no_series_of_months_is_drawn_from_stand_ins(tmp_path):
    none = dict.fromkeys(CODES, 0) | {"A05": 2}
    _, answers = public(town(tmp_path / "t", none, "2025-01"), "tasking")
    assert any(each.startswith("Counts by month") for each in answers.report())
    assert months_table(answers.main)["count"].isna().all()
