"""One file, of the kind its name asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from hotspot_app.brief.export import write_layer, write_map, write_table
from hotspot_app.brief.results import values_table
from hotspot_app.errors import InputError
from hotspot_app.project.pipeline import Answer

Write = Callable[[Answer, Path], None]

STARTS: dict[str, tuple[Write, bytes]] = {
    "map.png": (write_map, b"\x89PNG"),
    "map.SVG": (write_map, b"<?xml"),
    "my.map.pdf": (write_map, b"%PDF"),
    "table.xlsx": (write_table, b"PK"),
    "table.csv": (write_table, b"\xef\xbb\xbfcode,name,count"),
    "layer.gpkg": (write_layer, b"SQLite format 3"),
}


@pytest.mark.parametrize("name", STARTS)
def test_the_name_decides_the_kind(compared: Answer, tmp_path: Path, name: str) -> None:
    write, start = STARTS[name]
    write(compared, tmp_path / "new folder" / name)
    assert (tmp_path / "new folder" / name).read_bytes().startswith(start)
    assert [file.name for file in (tmp_path / "new folder").iterdir()] == [name]


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
    assert table is not None
    assert list(read.columns) == list(table.columns)
    assert list(read["name"]) == [f"'=1+{i}" for i in range(36)]
    assert list(read["count"]) == list(table["count"])


def test_what_a_method_does_not_find_is_refused(
    compared: Answer, tmp_path: Path
) -> None:
    nothing = replace(compared, outcome=replace(compared.outcome, values=None))
    for write, name in (
        (write_map, "a.png"),
        (write_table, "a.csv"),
        (write_layer, "a.gpkg"),
    ):
        with pytest.raises(InputError, match=r"there is no layer|has no (map|table)"):
            write(nothing, tmp_path / name)
    assert not [*tmp_path.iterdir()]


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
    assert table is not None
    fields = set(pyogrio.read_info(tmp_path / "l.gpkg", layer="areas")["fields"])
    assert fields == {*table.columns, "map_class"}
