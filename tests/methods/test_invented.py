"""A method is one file: those that nobody else knows of are answered and written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import geopandas as gpd
import numpy as np
import openpyxl
import pyogrio
import pytest
from matplotlib.image import AxesImage

from hotspot_app import methods
from hotspot_app.brief.called import namer
from hotspot_app.brief.export import write_map
from hotspot_app.brief.layers import write_layers
from hotspot_app.brief.officer import officer_page
from hotspot_app.brief.page import map_page
from hotspot_app.brief.results import write_results
from hotspot_app.brief.workbook import write_workbook
from hotspot_app.cli.main import main
from hotspot_app.draw.looks.plain_key import plain_key
from hotspot_app.draw.maps.figure import map_figure
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import BASE, ChartKind
from hotspot_app.project.answer.choices import choices
from hotspot_app.project.ask.params import read_params
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from tests.invented import IDS, invented

pytestmark = pytest.mark.slow

MAPPED = ("signed", "turned", "paired", "circled", "charted", "spread")
BARE = ("unmapped", "tabled")

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module", autouse=True)
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = methods.all_methods()
    with invented(tmp_path_factory.mktemp("methods")):
        yield
    assert methods.all_methods() == before


@pytest.fixture(scope="module")
def ask(practice_stages: Stages) -> Ask:
    held: dict[str, Answer] = {}

    def answered(method: str) -> Answer:
        if method not in held:
            asked = Asked(method=method, when="last-6")
            held[method] = practice_stages.answer(practice_files(), asked)
        return held[method]

    return answered


@pytest.mark.parametrize("method", IDS)
def test_it_is_offered_with_its_parameters(ask: Ask, method: str) -> None:
    answer = ask(method)
    offered = choices(answer.material, answer.tally, "rate").methods
    assert {each.id: lacks for each, lacks in offered}[method] == ""
    assert read_params(methods.get(method), {"share": "20"}).share == 20
    with pytest.raises(WordsError, match="share"):
        read_params(methods.get(method), {"share": "100"})


@pytest.mark.parametrize("method", IDS)
def test_every_area_has_its_counts_whatever_is_found(ask: Ask, method: str) -> None:
    answer = ask(method)
    names = [column.name for column in methods.get(method).columns]
    assert names[: len(BASE)] == [column.name for column in BASE]
    assert [*answer.outcome.values.columns] == names
    assert answer.outcome.values.index.equals(answer.areas.index)
    assert answer.shown_values["count"].sum() == 5_882
    page = officer_page(answer, None, namer(answer))
    assert len(page.places) == 5


@pytest.mark.parametrize("method", MAPPED)
def test_it_is_drawn_on_paper_and_for_officers(ask: Ask, method: str) -> None:
    page = map_page(ask(method))
    assert page is not None
    sheet = map_figure(page)
    texts = [text.get_text() for text in sheet.texts]
    assert page.key.title in texts
    said = " ".join(texts)
    for entry in page.key.entries:
        words = (entry.row, entry.column) if page.key.across else (entry.label,)
        assert all(each in said for each in words)
        assert f"{entry.count:,}" in texts
    assert plain_key(page.key).entries


@pytest.mark.parametrize("method", BARE)
def test_without_a_map_there_is_none_and_all_else_is_there(
    ask: Ask, method: str, tmp_path: Path
) -> None:
    answer = ask(method)
    assert map_page(answer) is None
    with pytest.raises(InputError, match="has no map"):
        write_map(answer, tmp_path / "a.png")
    write_results(answer, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"values.csv", "summary.json", "notes.txt"} <= names
    assert {n for n in names if n.startswith("chart")} == {
        f"chart-{chart.id}.png" for chart in answer.method.charts
    }
    told = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))
    assert set(told["tables"]) == set(answer.method.gives.tables)


def test_a_chart_of_every_kind_is_a_file(ask: Ask, tmp_path: Path) -> None:
    answer = ask("charted")
    kinds = {chart.id: chart.kind for chart in answer.charts}
    assert set(kinds.values()) == set(get_args(ChartKind))
    write_results(answer, tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").glob("chart-*")}
    assert names == {f"chart-{name}.png" for name in kinds}


@pytest.mark.parametrize("method", IDS)
def test_its_columns_and_tables_are_in_the_workbook(
    ask: Ask, method: str, tmp_path: Path
) -> None:
    answer = ask(method)
    write_workbook(answer, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    heads = {sheet.title: [cell.value for cell in sheet[1]] for sheet in book}
    own = answer.method.columns[len(BASE) :]
    assert {column.heading for column in own} <= set(heads["Areas"])
    for name, columns in answer.method.gives.tables.items():
        assert heads[name.capitalize()] == [column.heading for column in columns]


def test_layers_are_drawn_listed_and_written(ask: Ask, tmp_path: Path) -> None:
    answer = ask("circled")
    page = map_page(answer)
    assert page is not None
    sheet = map_figure(page)
    texts = [text.get_text() for text in sheet.texts]
    first = texts.index("Layers")
    assert texts[first + 1 : first + 3] == ["Their middles", "Circles"]
    assert "Layers: Circles and Their middles" in sheet.alt
    drawn = {artist.get_gid() for artist in sheet.axes[0].get_children()}
    assert {"own-lines", "own-points"} <= drawn
    write_layers(answer, tmp_path / "a.gpkg")
    circle = gpd.read_file(tmp_path / "a.gpkg", layer="circles")
    assert circle.geometry.area[0] == pytest.approx(np.pi * 900**2, rel=0.01)
    assert circle.crs == "EPSG:27700"
    kinds = dict(pyogrio.list_layers(tmp_path / "a.gpkg"))
    assert (kinds["circles"], kinds["spots"]) == ("MultiPolygon", "Unknown")
    assert gpd.read_file(tmp_path / "a.gpkg", layer="spots").geom_type[0] == "Point"


def test_a_surface_is_drawn_in_its_classes_and_written_as_a_grid(
    ask: Ask, tmp_path: Path
) -> None:
    answer = ask("spread")
    surface, page = answer.outcome.surface, map_page(answer)
    assert surface is not None
    assert page is not None
    assert page.key.unit == "cell"
    known = np.isfinite(surface.values)
    assert sum(entry.count for entry in page.key.entries) == known.sum()
    (image,) = (a for a in map_figure(page).axes[0].images if isinstance(a, AxesImage))
    fills = {entry.fill for entry in page.key.entries}
    pixels = np.asarray(image.get_array())
    shown = pixels[pixels[..., 3] > 0][:, :3]
    assert {"#{:02x}{:02x}{:02x}".format(*each) for each in shown} == fills
    write_results(answer, tmp_path / "out")
    lines = (tmp_path / "out" / "surface.asc").read_text("utf-8").splitlines()
    head = dict(line.split() for line in lines[:6])
    assert (int(head["nrows"]), int(head["ncols"])) == surface.values.shape
    read = np.loadtxt(lines[6:])
    np.testing.assert_array_equal(read == -9999, ~known)
    np.testing.assert_allclose(read[known], surface.values[known], rtol=1e-5)
    write_layers(answer, tmp_path / "a.gpkg")
    assert "layer_styles" not in dict(pyogrio.list_layers(tmp_path / "a.gpkg"))


@pytest.mark.parametrize("method", ["signed", "turned", "paired"])
def test_its_classes_are_in_the_layer_with_their_style(
    ask: Ask, method: str, tmp_path: Path
) -> None:
    answer, path = ask(method), tmp_path / "a.gpkg"
    page = map_page(answer)
    assert page is not None
    write_layers(answer, path)
    counts = gpd.read_file(path, layer="areas")["map_class"].value_counts().to_dict()
    assert counts == {e.label: e.count for e in page.key.entries if e.count}
    with closing(sqlite3.connect(path)) as base:
        ((style,),) = base.execute("SELECT styleQML FROM layer_styles").fetchall()
    assert all(f'label="{entry.label}"' in style for entry in page.key.entries)


def test_the_command_line_runs_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, out = practice_files(), tmp_path / "out"
    asked = [
        "run",
        "--areas",
        str(files.areas),
        "--method",
        "signed",
        "--out",
        str(out),
    ]
    asked += [word for path in files.crime for word in ("--crime", str(path))]
    assert main([*asked, "--measure", "count", "--param", "share=20"]) == 0
    assert "Signed: found" in capsys.readouterr().out
    told = json.loads((out / "summary.json").read_text("utf-8"))
    assert told["params"] == {"share": 20.0}
