"""Maps, tables, layers and the officer's page at a level of named groups."""

from __future__ import annotations

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from hotspot_app.brief.called import namer
from hotspot_app.brief.export import write_layer, write_table
from hotspot_app.brief.officer import officer_page
from hotspot_app.brief.page import map_page
from hotspot_app.brief.page_words import facts
from hotspot_app.brief.results import summary
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.placed import place
from hotspot_app.project.steps.tally import count

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def material(practice_material: Material) -> Material:
    return practice_material


@pytest.fixture(scope="module")
def groups(material: Material) -> dict[str, tuple[str, ...]]:
    codes = tuple(material.areas.areas.index)
    return {"Old Town": codes[:40], "The Heights": codes[40:70]}


@pytest.fixture(scope="module")
def whole(material: Material) -> Answer:
    return asked(material, {}, "")


@pytest.fixture(scope="module")
def found(material: Material, groups: dict[str, tuple[str, ...]]) -> Answer:
    return asked(material, groups, "locality")


def asked(material: Material, groups: dict[str, tuple[str, ...]], level: str) -> Answer:
    placed = place(material, level=level, groups={"locality": groups})
    question = Asked(method="rate_map", level=level, when="last-6", against="before")
    return answer(material, count(material, placed), question)


def test_the_map_names_them_and_compares_with_the_town(
    found: Answer, whole: Answer
) -> None:
    page = map_page(found)
    assert page is not None
    assert page.key.unit == "locality"
    assert page.outlines is None
    assert page.labels is not None
    assert page.labels["name"].tolist() == ["Old Town", "The Heights"]
    assert found.whole_rate == pytest.approx(whole.whole_rate)
    assert page.key.notes[-1] == f"Wrenmouth as a whole: {whole.whole_rate:.1f}."
    assert facts(found)[0] == "All crime in the 2 localities"


def test_tables_hold_what_their_areas_hold(
    found: Answer, whole: Answer, groups: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    write_table(found, tmp_path / "table.csv")
    table = pd.read_csv(tmp_path / "table.csv", index_col="code")
    assert whole.comparison is not None
    for name, codes in groups.items():
        areas = whole.outcome.values.loc[list(codes)]
        before = whole.comparison.areas.loc[list(codes), "count_before"]
        assert table.at[name, "count"] == areas["count"].sum()
        assert table.at[name, "denominator"] == areas["denominator"].sum()
        assert table.at[name, "before"] == before.sum()


def test_the_layer_has_their_shapes(
    found: Answer, whole: Answer, groups: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    write_layer(found, tmp_path / "map.gpkg")
    layer = gpd.read_file(tmp_path / "map.gpkg", layer="areas").set_index("code")
    ground = whole.areas.geometry.area
    for name, codes in groups.items():
        expected = ground[list(codes)].sum()
        assert layer.geometry.area[name] == pytest.approx(expected, rel=1e-6)


def test_the_summary_says_what_they_are_made_of(
    found: Answer, whole: Answer, groups: dict[str, tuple[str, ...]]
) -> None:
    told = json.loads(json.dumps(summary(found)))
    assert told["question"]["level"] == "locality"
    assert told["groups"] == {name: sorted(codes) for name, codes in groups.items()}
    assert summary(whole)["groups"] == {}


def test_an_officer_reads_their_names(found: Answer) -> None:
    page = officer_page(found, found, namer(found))
    names = [each.name for each in page.places]
    assert names == ["Old Town"]  # The Heights have less than their share
    assert any("in the 2 localities as a whole" in line for line in page.changed)
