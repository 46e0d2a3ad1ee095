"""Boundaries after troubles that analysts have described, counted in all the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from hotspot_app.errors import InputError, WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run
from hotspot_app.remedies import NameCodes

pytestmark = [pytest.mark.realdata, pytest.mark.slow]


@pytest.fixture(scope="module")
def cases(real: Path) -> Path:
    """The folder of troubled files."""
    return real.parent / "cases"


@pytest.fixture(scope="module")
def usual(real: Path, cases: Path) -> dict[str, Any]:
    """The files that the cases stand in for, one by one."""
    return {
        "areas": real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        "crime": (cases / "rms.csv",),
        "residents": cases / "residents.csv",
    }


def answered(files: dict[str, Any], **asked: str) -> Answer:
    return run(Files(**files), Asked(method="count_map", **asked))


def count(answer: Answer) -> pd.Series[float]:
    return answer.outcome.values["count"]


@pytest.fixture(scope="module")
def right(usual: dict[str, Any]) -> pd.Series[float]:
    """How many there are in each LSOA."""
    counts = count(answered(usual))
    assert counts.sum() == 1_500
    return counts


@pytest.mark.parametrize(
    "name",
    [
        "42-prj/datum_ordnance_survey_great_brit/lsoa.shp",
        "42-prj/gcs_airy_d_unknown/lsoa.shp",
        "36-topojson/lsoa.topojson",
        "37-other-formats/lsoa.gdb",
        "37-other-formats/lsoa.gdb.zip",
    ],
)
def test_boundaries_in_another_form_count_the_same(
    cases: Path, usual: dict[str, Any], right: pd.Series[float], name: str
) -> None:
    found = count(answered(usual | {"areas": cases / name}))
    pd.testing.assert_series_equal(found, right)


def test_an_export_that_says_it_is_cut_is_refused(
    cases: Path, usual: dict[str, Any]
) -> None:
    cut = cases / "35-cut-export" / "query.geojson"
    with pytest.raises(InputError, match=r"exceededTransferLimit\): only 100 areas"):
        answered(usual | {"areas": cut})


def test_areas_that_residents_name_and_no_shape_has_are_told(
    cases: Path, usual: dict[str, Any], tmp_path: Path
) -> None:
    whole = json.loads((cases / "35-cut-export" / "query.geojson").read_bytes())
    silent = tmp_path / "query.geojson"
    silent.write_text(json.dumps({name: whole[name] for name in ("type", "features")}))
    told = [n.text for n in answered(usual | {"areas": silent}).notes if n.caution]
    assert any(
        "names 52 areas of Southampton that have no shape in query.geojson (E01017243"
        in text
        for text in told
    )
    assert not any("no shape" in note.text for note in answered(usual).notes)


@pytest.mark.parametrize("name", ["cp1252_nocpg", "utf8_nocpg"])
def test_wards_are_called_what_they_are_called(
    cases: Path, usual: dict[str, Any], name: str
) -> None:
    wards = cases / "39-dbf-encoding" / name / "wards.shp"
    files = usual | {"areas": wards}
    del files["residents"]
    answer = answered(files)
    assert count(answer).sum() == 1_500
    assert answer.areas["name"].iloc[0] == "St Mary’s – Café Quarter"


def test_wards_of_boundary_line_have_the_codes_of_the_ons(
    real: Path, cases: Path, usual: dict[str, Any]
) -> None:
    wards = cases / "30-boundary-line" / "bdline.gpkg"
    plain = real / "boundaries" / "E06000045_wards2025_bgc.geojson"
    found = count(answered(usual | {"wards": wards}, level="ward"))
    expected = count(answered(usual | {"wards": plain}, level="ward"))
    assert found.sum() == expected.sum() == 1_500
    # one incident lies on a border, which the two files draw a few centimetres apart
    pd.testing.assert_series_equal(found, expected, rtol=0, atol=1)
    named = usual | {"wards": wards, "ward_code_column": "Area_Code"}
    with pytest.raises(InputError, match="Area_Code doesn't tell areas apart"):
        answered(named, level="ward")


def test_a_joined_shapefile_can_be_told_its_columns(
    cases: Path, usual: dict[str, Any], right: pd.Series[float]
) -> None:
    (joined,) = (cases / "32-joined-shapefile").rglob("joined.shp")
    with pytest.raises(InputError) as told:
        answered(usual | {"areas": joined})
    assert told.value.remedies == (NameCodes(),)
    named = {"areas": joined, "code_column": "Lower_Laye"}
    pd.testing.assert_series_equal(count(answered(usual | named)), right)


def test_beats_meet_codes_that_lost_their_zeros(
    cases: Path, usual: dict[str, Any]
) -> None:
    beats = cases / "45-leading-zeros"
    files = {"areas": beats / "beats.gpkg", "level": "beat"}
    by_code = count(answered(files | {"crime": (beats / "crimes.xlsx",)}))
    by_point = count(answered(files | {"crime": usual["crime"]}))
    assert by_code.sum() == 1_500
    pd.testing.assert_series_equal(by_code, by_point)


@pytest.mark.parametrize("name", ["quote.csv", "zwsp.csv"])
def test_residents_by_codes_with_dirt_around_them(
    cases: Path, usual: dict[str, Any], name: str
) -> None:
    given = usual | {"residents": cases / "55-dirty-codes" / name}
    found = run(Files(**given), Asked(method="rate_map")).outcome.values
    plain = run(Files(**usual), Asked(method="rate_map")).outcome.values
    assert found is not None
    assert plain is not None
    pd.testing.assert_series_equal(found["rate"], plain["rate"])


def test_names_of_any_signs_leave_no_line_of_a_library(
    cases: Path, usual: dict[str, Any], tmp_path: Path
) -> None:
    beats = cases / "80-odd-names" / "beats.gpkg"
    command = [sys.executable, "-m", "hotspot_app", "run", "--areas", beats]
    command += ["--level", "beat", "--method", "count_map", "--out", tmp_path]
    command += ["--crime", *usual["crime"]]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    table = (tmp_path / "values.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbfcode,name")
    assert "Ynys Môn".encode() in table
    assert "a box for 3 signs of names" in (tmp_path / "notes.txt").read_text("utf-8")


def test_ranks_of_one_city_are_not_of_england(
    cases: Path, usual: dict[str, Any]
) -> None:
    files = Files(**usual, deprivation=cases / "64-no-ranks" / "local.csv")
    with pytest.raises(WordsError, match="no domain in it has ranks of England"):
        run(files, Asked(method="deprivation_gradient"))
