"""The list of places that stand out, as files give it."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import openpyxl
import pandas as pd
import pytest

from hotspot_app.brief.called import namer
from hotspot_app.brief.hotspots import hotspot_columns, hotspots_table
from hotspot_app.brief.layers import write_layers
from hotspot_app.brief.results import write_results
from hotspot_app.brief.workbook import write_workbook
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.stats.chance.rate_ratio import rate_ratio

ASKED = Asked(method="local_moran", measure="eb", when="last-12", against="before")


@pytest.fixture(scope="module")
def answer(practice_stages: Stages) -> Answer:
    return practice_stages.answer(practice_files(), ASKED)


def test_a_row_is_what_its_areas_have_together(answer: Answer) -> None:
    table = hotspots_table(answer)
    assert [*table.columns] == [*hotspot_columns(answer)]
    values, name = answer.shown_values, namer(answer)
    assert len(table) == len(answer.listing.standing) > 1
    whole = values["count"].sum()
    compared = answer.comparison
    assert compared is not None
    for number, (row, each) in enumerate(
        zip(table.to_dict("records"), answer.listing.standing, strict=True), 1
    ):
        own = values.loc[[*each.codes]]
        assert row["listed"] == number
        assert (own["listed"] == number).all()
        assert (own["hotspot"] == row["hotspot"]).all()
        assert row["count"] == own["count"].sum()
        assert row["percent"] == pytest.approx(100 * own["count"].sum() / whole)
        people = own["denominator"].sum()
        assert row["rate"] == pytest.approx(1000 * own["count"].sum() / people)
        assert row["rate_lower"] < row["rate"] < row["rate_upper"]
        assert row["excess"] == pytest.approx(own["excess"].sum())
        assert row["codes"].split("; ") == [*each.codes]
        assert row["name"] == name(each.codes).name
        assert (row["before"], row["now"]) == (own["before"].sum(), own["now"].sum())
        ratio = rate_ratio(
            (row["now"], row["before"]),
            (float(compared.days), float(compared.days_before)),
        )
        assert row["change_p"] == pytest.approx(ratio.p)
    assert table["excess"].is_monotonic_decreasing


def test_counts_have_no_columns_of_rates(practice_stages: Stages) -> None:
    asked = Asked(method="count_map", when="last-12")
    table = hotspots_table(practice_stages.answer(practice_files(), asked))
    assert not {"rate", "denominator", "before", "change_p"} & {*table.columns}


def test_the_layer_has_their_outlines(answer: Answer, tmp_path: Path) -> None:
    write_layers(answer, tmp_path / "map.gpkg")
    layer = gpd.read_file(tmp_path / "map.gpkg", layer="hotspots")
    table = hotspots_table(answer)
    assert layer["listed"].tolist() == table["listed"].tolist()
    ground = answer.areas.geometry.area
    for shape, codes in zip(layer.geometry, table["codes"], strict=True):
        whole = ground[codes.split("; ")].sum()
        assert shape.area == pytest.approx(whole, rel=1e-3)


@pytest.mark.slow
def test_it_is_in_folder_and_workbook(answer: Answer, tmp_path: Path) -> None:
    write_results(answer, tmp_path / "out")
    read = pd.read_csv(tmp_path / "out" / "hotspots.csv")
    write_workbook(answer, tmp_path / "all.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "all.xlsx")["Hotspots"]
    rows = [*sheet.iter_rows(min_row=2, values_only=True)]
    table = hotspots_table(answer)
    assert read["count"].tolist() == table["count"].tolist()
    assert [row[0] for row in rows] == table["listed"].tolist()
    assert [row[2] for row in rows] == table["name"].tolist()
