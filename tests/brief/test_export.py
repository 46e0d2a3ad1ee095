"""One file, of the kind its name asks for."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from matplotlib.image import imread

from hotspot_app import paths
from hotspot_app.brief.export import write_layer, write_map, write_table
from hotspot_app.brief.page import SHOWS_THROUGH, map_page
from hotspot_app.brief.results import values_table, write_results
from hotspot_app.errors import InputError
from hotspot_app.overlay import Picture, Shapes
from hotspot_app.project.ask.own_layer import Drawn, OwnLayer
from hotspot_app.project.steps.answer import Answer

Write = Callable[[Answer, Path], None]
SVG = "{http://www.w3.org/2000/svg}"

STARTS: dict[str, tuple[Write, bytes]] = {
    "map.png": (write_map, b"\x89PNG"),
    "map.SVG": (write_map, b"<?xml"),
    "my.map.pdf": (write_map, b"%PDF"),
    "table.xlsx": (write_table, b"PK"),
    "table.csv": (write_table, b"\xef\xbb\xbfcode,name,count"),
    "layer.gpkg": (write_layer, b"SQLite format 3"),
}


def test_a_marking_stands_in_every_file_that_has_room_for_it(
    compared: Answer, tmp_path: Path
) -> None:
    marking = "OFFICIAL-SENSITIVE"
    write_map(compared, tmp_path / "map.svg", marking=marking)
    drawing = (tmp_path / "map.svg").read_text("utf-8")
    assert drawing.count(f">{marking}<") >= 2
    write_layer(compared, tmp_path / "layer.gpkg", marking)
    assert marking.encode() in (tmp_path / "layer.gpkg").read_bytes()
    write_table(compared, tmp_path / "table.xlsx", marking)
    with zipfile.ZipFile(tmp_path / "table.xlsx") as book:
        sheets = [name for name in book.namelist() if "worksheets/sheet" in name]
        assert all(book.read(name).count(marking.encode()) == 2 for name in sheets)
        assert marking.encode() in book.read("docProps/core.xml")
        assert marking.encode() in book.read("xl/sharedStrings.xml")


@pytest.mark.parametrize("name", STARTS)
def test_the_name_decides_the_kind(compared: Answer, tmp_path: Path, name: str) -> None:
    write, start = STARTS[name]
    write(compared, tmp_path / "new folder" / name)
    assert (tmp_path / "new folder" / name).read_bytes().startswith(start)
    assert [file.name for file in (tmp_path / "new folder").iterdir()] == [name]


@pytest.mark.parametrize("moment", ["scratch_in", "_finish", "alone", "_check_there"])
@pytest.mark.parametrize("name", [*STARTS, ""], ids=[*STARTS, "folder"])
def test_a_folder_removed_at_any_moment_is_told(
    compared: Answer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    moment: str,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    real = getattr(paths, moment)

    @contextmanager
    def at_its_beginning(*given: Any) -> Iterator[Any]:
        with real(*given) as begun:
            shutil.rmtree(out)
            yield begun

    def before(*given: Any) -> Any:
        shutil.rmtree(out, ignore_errors=True)
        return real(*given)

    inside = moment in {"scratch_in", "alone"}
    monkeypatch.setattr(paths, moment, at_its_beginning if inside else before)
    write = STARTS[name][0] if name else write_results
    with pytest.raises(InputError, match="the folder was removed or moved"):
        write(compared, out / name)
    assert not out.exists()


# --- with layers of the analyst's own ---------------------------------------------

ROUTE = shapely.LineString([(441_000, 112_000), (444_000, 115_000)])
SPECIAL = "© Crown copyright (2026) <licence> & more"


@pytest.fixture
def drawn() -> list[Drawn]:
    route = gpd.GeoDataFrame(geometry=[ROUTE], crs="EPSG:27700")
    green = np.full((9, 9, 4), (0, 170, 0, 255), dtype=np.uint8)
    return [
        (OwnLayer(Path("Ground.tif")), Picture("Ground", green, (4e5, 1e5, 5e5, 2e5))),
        (OwnLayer(Path("roads.gpkg"), SPECIAL), Shapes("roads", route)),
    ]


SAID = (f"roads: {SPECIAL}", "Source of 'Ground.tif' not stated.")


def test_svg_has_layers_and_whose_they_are(
    compared: Answer, drawn: list[Drawn], tmp_path: Path
) -> None:
    write_map(compared, tmp_path / "m.svg", drawn)
    root = ET.parse(tmp_path / "m.svg").getroot()
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert {*SAID, "Layers", "roads", "Ground"} <= {*words}
    assert SHOWS_THROUGH in " ".join(words)
    named = {each.get("id"): each for each in root.iter(f"{SVG}g")}
    assert [*named["own-lines"].iter(f"{SVG}path")]
    assert [*root.iter(f"{SVG}image")]


def test_pdf_has_layers_and_whose_they_are(
    compared: Answer, drawn: list[Drawn], tmp_path: Path
) -> None:
    write_map(compared, tmp_path / "m.pdf", drawn)
    content = (tmp_path / "m.pdf").read_bytes()
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    pages = b"".join(zlib.decompress(each) for each in streams if each[:1] == b"x")
    words = [
        b"".join(re.findall(rb"\(((?:\\.|[^\\)])*)\)", line))
        for line in re.findall(rb"BT.*?ET", pages, re.DOTALL)
    ]
    plain = {re.sub(rb"\\(.)", rb"\1", line).decode("latin-1") for line in words}
    assert {*SAID, "roads", "Ground"} <= plain
    assert content.count(b"/Subtype /Image") == 2  # on the map and in the legend


def test_png_has_the_picture_under_the_map(
    compared: Answer, drawn: list[Drawn], tmp_path: Path
) -> None:
    write_map(compared, tmp_path / "m.png", drawn)
    write_map(compared, tmp_path / "bare.png")
    counts = []
    for name in ("m.png", "bare.png"):
        pixels = (np.asarray(imread(tmp_path / name))[..., :3] * 255).round()
        counts.append(int((pixels == (0, 170, 0)).all(axis=2).sum()))
    assert counts[0] > 100_000
    assert counts[1] == 0


def test_only_the_layers_drawn_are_attributed(
    compared: Answer, drawn: list[Drawn]
) -> None:
    page = map_page(compared, drawn[1:])
    assert page is not None
    assert page.sources[-1] == SAID[0]
    assert not any("Ground" in line for line in page.sources)
    assert SHOWS_THROUGH not in page.key.notes
    bare = map_page(compared)
    assert bare is not None
    assert page.sources[:-1] == bare.sources


@pytest.mark.parametrize("write", [write_map, write_table, write_layer])
@pytest.mark.parametrize("name", ["answer", "answer.docx", ".png"])
def test_another_kind_is_refused_with_those_there_are(
    compared: Answer, tmp_path: Path, write: Write, name: str
) -> None:
    with pytest.raises(InputError, match=r"End it in \.\w+") as told:
        write(compared, tmp_path / name)
    assert " and " not in told.value.hint
    assert not [*tmp_path.iterdir()]


def test_the_csv_is_the_table_and_runs_nothing(
    compared: Answer, tmp_path: Path
) -> None:
    write_table(compared, tmp_path / "t.csv")
    read = pd.read_csv(tmp_path / "t.csv", dtype={"code": str}, keep_default_na=False)
    table = values_table(compared)
    assert list(read.columns) == list(table.columns)
    assert list(read["name"]) == [f"'=1+{i}" for i in range(36)]
    assert list(read["count"]) == list(table["count"])


def test_a_map_that_a_method_does_not_draw_is_refused(
    compared: Answer, tmp_path: Path
) -> None:
    outcome = replace(compared.outcome, map=None)
    bare = replace(compared, method=replace(compared.method, map=None), outcome=outcome)
    with pytest.raises(InputError, match="has no map"):
        write_map(bare, tmp_path / "a.png")
    assert not [*tmp_path.iterdir()]
    write_table(bare, tmp_path / "a.csv")
    write_layer(bare, tmp_path / "a.gpkg")


@pytest.mark.parametrize("name", STARTS)
def test_a_folder_that_can_not_be_written_is_told(
    compared: Answer, tmp_path: Path, name: str
) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="can't write here"):
        STARTS[name][0](compared, tmp_path / "out" / name)


def test_the_layer_holds_what_the_table_holds(compared: Answer, tmp_path: Path) -> None:
    write_layer(compared, tmp_path / "l.gpkg")
    table = values_table(compared)
    fields = set(pyogrio.read_info(tmp_path / "l.gpkg", layer="areas")["fields"])
    assert fields == {*table.columns, "map_class", "rate_note"}
