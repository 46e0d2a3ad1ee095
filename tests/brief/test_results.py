"""An answer as a folder: table, numbers and notes."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.brief.cells import safe_text
from hotspot_app.brief.results import (
    FIRST,
    notes,
    summary,
    values_table,
    write_results,
)
from hotspot_app.clusters import asked_later
from hotspot_app.method import OPINION_LATER, Note
from hotspot_app.project.answer.opinion import with_second_opinion
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run
from hotspot_app.stats.clustering.second_opinion import Agreement

Ask = Callable[..., Answer]

CODES = [f"T{i:03d}" for i in range(36)]


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """Answer a question on 36 squares, one of them nobody's home."""
    folder = tmp_path_factory.mktemp("town")
    corners = [(441_000 + 500 * (i % 6), 112_000 + 500 * (i // 6)) for i in range(36)]
    gpd.GeoDataFrame(
        {"code": CODES, "name": [f"=Square {i}" for i in range(36)]},
        geometry=[shapely.box(x, y, x + 500, y + 500) for x, y in corners],
        crs="EPSG:27700",
    ).to_file(folder / "areas.geojson")
    number = np.repeat(np.arange(36), np.arange(1, 37))
    pd.DataFrame(
        {
            "Crime Number": [f"N{i}" for i in range(len(number))],
            "Offence Type": "Burglary",
            "Date": "2025-01-10",
            "Easting": [corners[n][0] + 250 for n in number],
            "Northing": [corners[n][1] + 250 for n in number],
        }
    ).to_csv(folder / "police.csv", index=False)
    pd.DataFrame({"code": CODES, "residents_2021": [0] + [900] * 35}).to_csv(
        folder / "residents.csv", index=False
    )
    files = Files(
        areas=folder / "areas.geojson",
        crime=(folder / "police.csv",),
        residents=folder / "residents.csv",
    )
    return run(files, Asked(method="local_moran", params={"permutations": "9999"}))


def test_shared_columns_come_first_and_in_order(answer: Answer) -> None:
    table = values_table(answer)
    assert tuple(table.columns[: len(FIRST)]) == FIRST
    assert list(table["code"]) == CODES
    assert not table.columns.duplicated().any()


def test_types_are_a_file_where_a_period_is_compared_with(
    compared: Answer, answer: Answer, tmp_path: Path
) -> None:
    write_results(compared, tmp_path / "out")
    table = pd.read_csv(tmp_path / "out" / "by-type.csv")
    assert table.columns[:4].tolist() == ["kind", "name", "before", "now"]
    assert table["name"].tolist() == ["All crime", "Burglary"]
    assert set(table["compared_with"]) == {"February 2025"}
    assert set(table["period"]) == {"April 2025"}
    assert pd.api.types.is_integer_dtype(table["now"])
    told = summary(compared)["by_type"]
    assert [row["now"] for row in told] == table["now"].tolist()
    assert "By type: April 2025 against February 2025" in notes(compared)
    write_results(replace(answer, notes=()), tmp_path / "out")
    assert not (tmp_path / "out" / "by-type.csv").exists()
    assert summary(answer)["by_type"] is None


def test_names_are_safe_and_numbers_untouched(answer: Answer) -> None:
    table = values_table(answer)
    assert table["name"].str.startswith("'=Square").all()
    values = answer.outcome.values
    for name in ("rate", "z", "p"):
        np.testing.assert_array_equal(table[name], values[name])
    assert values["name"].str.startswith("=").all()


def test_areas_around_the_district_are_in_no_table(answer: Answer) -> None:
    shown = answer.areas["shown"].copy()
    shown.iloc[:6] = False
    part = replace(answer, areas=answer.areas.assign(shown=shown))
    table = values_table(part)
    assert list(table["code"]) == CODES[6:]


def test_the_summary_is_json_without_a_number_that_isnt_one(answer: Answer) -> None:
    numbers = {"gone": math.nan, "endless": math.inf, "half": np.float64(0.5)}
    odd = replace(answer, outcome=replace(answer.outcome, summary=numbers))
    told = json.loads(json.dumps(summary(odd), allow_nan=False))
    assert told["summary"] == {"gone": None, "endless": None, "half": 0.5}
    assert told["reconciliation"]["read"] == 666
    assert told["method"] == "local_moran"


def test_cautions_come_before_choices(answer: Answer) -> None:
    added = (Note("Take care.", caution=True), Note("This was chosen."))
    text = notes(replace(answer, notes=added))
    assert text.startswith(answer.explanation.headline)
    cautions, choices = text.index("Cautions"), text.index("How it was made")
    assert cautions < text.index("- Take care.") < choices
    assert choices < text.index("- This was chosen.") < text.index("\nSources\n")


@pytest.mark.slow
@pytest.mark.parametrize("method", ["local_moran", "gi_star", "global_moran"])
def test_a_second_opinion_is_asked_for_where_results_are_written(
    ask: Ask, method: str, tmp_path: Path
) -> None:
    found = ask(method)
    assert OPINION_LATER in found.notes
    write_results(found, tmp_path / "out")
    told = (tmp_path / "out" / "notes.txt").read_text(encoding="utf-8")
    assert "A second calculation by esda 2.9" in told
    assert "agrees for 35 areas" in told
    assert OPINION_LATER.text not in told
    once = with_second_opinion(found)
    assert len(once.notes) == len(found.notes)
    assert with_second_opinion(once) is once


def test_a_second_opinion_that_differs_is_a_caution(ask: Ask) -> None:
    found = ask("global_moran")
    opinion = asked_later(lambda: Agreement("2.9", 36, 0.1))
    wrong = replace(found.outcome, second_opinion=opinion)
    notes = with_second_opinion(replace(found, outcome=wrong)).notes
    cautions = [note.text for note in notes if note.caution]
    assert any("DOES NOT AGREE for 36 areas" in text for text in cautions)


def test_no_caution_is_said_to_be_none(answer: Answer) -> None:
    assert "Cautions\n- None.\n" in notes(replace(answer, notes=()))


@given(st.text())
def test_no_text_is_left_that_a_spreadsheet_would_run(text: str) -> None:
    safe = safe_text(text)
    assert isinstance(safe, str)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert safe.removeprefix("'") == text.removeprefix("'")


@given(st.one_of(st.floats(allow_nan=False), st.integers(), st.none()))
def test_what_is_no_text_is_left_alone(value: object) -> None:
    assert safe_text(value) == value
