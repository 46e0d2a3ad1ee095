"""`inspect`: what a file is, before anything is asked of it."""

from __future__ import annotations

import gzip
import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from hotspot_app.cli.main import main
from hotspot_app.project.intake import recognise

KINDS = {
    "areas": "boundaries",
    "wards": "boundaries",
    "residents": "residents",
    "residents_of_2011": "residents",
    "deprivation": "deprivation",
    "lookup": "lookup between codes",
    "counts": "ready counts",
}


def inspected(call: Any, *paths: Any) -> list[dict[str, Any]]:
    done = call.plain("inspect", "--json", *map(str, paths))
    assert done.code == 0, done.out
    told: list[dict[str, Any]] = json.loads(done.out)
    return told


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_file_is_recognised(call: Any, town: Any, name: str) -> None:
    (told,) = inspected(call, getattr(town, name))
    assert told["kind"] == KINDS[name]
    assert told["path"].startswith(name)


def test_boundaries_tell_level_and_vintage(call: Any, town: Any) -> None:
    (told,) = inspected(call, town.areas)
    assert (told["level"], told["codes_of"], told["areas"]) == ("lsoa", 2021, 64)
    (told,) = inspected(call, town.wards)
    assert (told["level"], told["codes_of"], told["areas"]) == ("ward", 2025, 4)


def test_a_police_uk_file_tells_force_months_and_vintage(call: Any, town: Any) -> None:
    (path,) = town.crime("2025-02-testshire-street.csv")
    (told,) = inspected(call, path)
    assert told["kind"] == "incidents (police.uk street)"
    assert told["source"] == "Testshire Constabulary"
    assert told["months"] == ["2025-02"]
    assert told["rows"] == town.rows["Date"].str.startswith("2025-02").sum()
    assert told["sha256"] == sha256(Path(path).read_bytes()).hexdigest()


def test_an_extract_tells_its_columns_and_what_isnt_kept(
    call: Any, town: Any, tmp_path: Path
) -> None:
    rows = town.rows.drop(columns="code")
    rows["Victim Name"] = "A. Person"
    rows.to_csv(tmp_path / "extract.csv", index=False, sep=";", encoding="utf-8-sig")
    (told,) = inspected(call, tmp_path / "extract.csv")
    assert told["kind"] == "incidents (extract)"
    assert told["columns"]["easting"] == "Easting"
    assert "Victim Name" not in told["columns"].values()
    assert told["columns_not_kept"] == 1
    assert told["delimiter"] == "semicolon"
    assert "Person" not in json.dumps(told)


def test_a_folder_and_an_archive_are_looked_into(
    call: Any, town: Any, tmp_path: Path
) -> None:
    assert len(inspected(call, town.folder / "crime")) == 5
    with zipfile.ZipFile(tmp_path / "police.zip", "w") as archive:
        for month in ("2025-01", "2025-02"):
            name = f"{month}-testshire-street.csv"
            archive.write(town.crime(name)[0], f"{month}/{name}")
    told = inspected(call, tmp_path / "police.zip")
    assert [each["archive"] for each in told] == ["police.zip"] * 2
    packed = tmp_path / "police.csv.gz"
    packed.write_bytes(gzip.compress(Path(town.crime("police.csv")[0]).read_bytes()))
    (told_packed,) = inspected(call, packed)
    assert told_packed["rows"] == 3000


def test_other_formats(call: Any, town: Any, tmp_path: Path) -> None:
    pd.read_csv(town.residents).to_excel(tmp_path / "people.xlsx", index=False)
    areas = gpd.read_file(town.areas)
    areas.to_file(tmp_path / "areas.gpkg")
    (tmp_path / "shape").mkdir()
    areas.to_file(tmp_path / "shape" / "areas.shp")
    shutil.make_archive(str(tmp_path / "zipped"), "zip", tmp_path / "shape")
    told = inspected(
        call,
        tmp_path / "people.xlsx",
        tmp_path / "areas.gpkg",
        tmp_path / "shape" / "areas.shp",
        tmp_path / "zipped.zip",
    )
    assert [each["kind"] for each in told] == ["residents"] + ["boundaries"] * 3


def test_it_is_told_in_words_too(call: Any, town: Any) -> None:
    done = call.plain("inspect", town.areas, town.residents)
    assert done.code == 0
    assert done.out.startswith("areas.geojson: boundaries\n    level: lsoa\n")
    assert "residents.csv: residents" in done.out


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00" * 100, b"hello\n", b"a,b\n", b"<html></html>", b"PK\x03\x04half"],
    ids=["empty", "zeros", "prose", "header", "web page", "half a zip"],
)
@pytest.mark.parametrize("end", [".csv", ".geojson", ".gpkg", ".shp", ".xlsx", ".zip"])
def test_rubbish_is_told_to_be_none(
    call: Any, tmp_path: Path, content: bytes, end: str
) -> None:
    path = tmp_path / f"rubbish{end}"
    path.write_bytes(content)
    done = call.plain("inspect", str(path))
    assert done.code == 3
    assert "rubbish" in done.err
    listed = call.plain("inspect", "--json", str(path))
    (told,) = json.loads(listed.out)
    assert told["kind"] == ""
    assert told["problem"]


def test_one_bad_file_hides_no_good_one(call: Any, town: Any, tmp_path: Path) -> None:
    done = call.plain(
        "inspect", str(tmp_path / "gone.csv"), str(tmp_path), town.residents
    )
    assert done.code == 3
    assert "residents.csv: residents" in done.out


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


def test_a_reader_that_panics_hides_no_good_file(
    town: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def panic(path: Path) -> None:
        raise PanicException("14 Acacia Avenue")

    monkeypatch.setattr(recognise, "_areas", panic)
    assert main(["inspect", str(town.areas), str(town.residents)]) == 1
    said = capsys.readouterr()
    assert "couldn't be read: a fault of Hotspot's own" in said.err
    assert "Acacia" not in said.err
    assert "residents.csv: residents" in said.out


def test_a_line_without_end_is_tried_by_one_reader(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others would hold the whole of it, and part it: it may be hundreds of MB."""
    path = tmp_path / "line.csv"
    path.write_bytes(b"Ref,What\n" + b"x" * 5_000_000)
    tried: list[str] = []
    readers = dict.fromkeys(recognise._READERS, tried.append)
    monkeypatch.setattr(recognise, "_READERS", readers)
    done = call.plain("inspect", str(path))
    assert done.code == 3
    assert "line.csv, line 2: has no line end in 4 MB" in done.err
    assert not tried
