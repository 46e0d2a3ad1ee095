"""An answer as a folder: table, numbers and notes."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.brief.cells import safe_text
from hotspot_app.brief.results import FIRST, notes, summary, values_table, versions
from hotspot_app.method import Note
from hotspot_app.project.files import Files
from hotspot_app.project.pipeline import Answer, run
from hotspot_app.project.question import Asked

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
    assert table is not None
    assert tuple(table.columns[: len(FIRST)]) == FIRST
    assert list(table["code"]) == CODES
    assert not table.columns.duplicated().any()


def test_names_are_safe_and_numbers_untouched(answer: Answer) -> None:
    table = values_table(answer)
    assert table is not None
    assert answer.outcome.values is not None
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
    assert table is not None
    assert list(table["code"]) == CODES[6:]


def test_a_method_without_values_has_no_table(answer: Answer) -> None:
    assert (
        values_table(replace(answer, outcome=replace(answer.outcome, values=None)))
        is None
    )


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


def test_no_caution_is_said_to_be_none(answer: Answer) -> None:
    assert "Cautions\n- None.\n" in notes(replace(answer, notes=()))


def test_versions_are_those_of_what_calculates() -> None:
    told = versions()
    assert told["numpy"] == np.__version__
    assert told["esda"].startswith("2.9")


@given(st.text())
def test_no_text_is_left_that_a_spreadsheet_would_run(text: str) -> None:
    safe = safe_text(text)
    assert isinstance(safe, str)
    assert safe[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert safe.removeprefix("'") == text.removeprefix("'")


@given(st.one_of(st.floats(allow_nan=False), st.integers(), st.none()))
def test_what_is_no_text_is_left_alone(value: object) -> None:
    assert safe_text(value) == value
