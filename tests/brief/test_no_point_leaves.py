"""No exact point, address or free text of an extract leaves in any file made."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from hotspot_app.brief.called import namer
from hotspot_app.brief.export import write_layer, write_map, write_table
from hotspot_app.brief.officer import officer_page
from hotspot_app.brief.results import write_results
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import save
from hotspot_app.project.save.recovery import SafetyCopy
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import run

SECRET = ("441237", "112391", "Flat 7", "7 Larch", "07700", "example.org", "SO14 9ZZ")
"""Parts of what the extract holds, in no other file given."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    folder = tmp_path_factory.mktemp("exact")
    corners = [(441_000 + 500 * (i % 6), 112_000 + 500 * (i // 6)) for i in range(36)]
    gpd.GeoDataFrame(
        {
            "code": [f"E01{i:06d}" for i in range(36)],
            "name": [f"S {i}" for i in range(36)],
        },
        geometry=[shapely.box(x, y, x + 500, y + 500) for x, y in corners],
        crs="EPSG:27700",
    ).to_file(folder / "areas.geojson")
    places = ["Flat 7, 7 Larch Road, SO14 9ZZ", "ring 07700 900123", "j@example.org"]
    rows = [
        {
            "Offence Type": "Burglary",
            "Date": "07700 900123" if n == 3 else "2025-01-10",
            "Easting": 441_237.46 + 500 * (n % 5 if n > 150 else 0),
            "Northing": 112_391.82,
            "Location": places[n % 3],
        }
        for n in range(200)
    ]
    pd.DataFrame(rows).to_csv(folder / "police.csv", index=False)
    return Files(areas=folder / "areas.geojson", crime=(folder / "police.csv",))


@pytest.fixture(scope="module")
def answer(files: Files) -> Answer:
    return run(files, Asked(method="gi_star"))


def texts_in(path: Path) -> list[bytes]:
    """Return all bytes of a file, packed parts unpacked too."""
    content = path.read_bytes()
    found = [content]
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        unpacking = zlib.decompressobj()
        try:
            found.append(unpacking.decompress(stream))
        except zlib.error:
            continue
    return found


def test_no_file_of_an_answer_holds_what_is_exact(
    answer: Answer, files: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOTSPOT_HOME", str(tmp_path / "own"))
    write_results(answer, tmp_path / "results")
    for kind in ("png", "svg", "pdf"):
        write_map(answer, tmp_path / f"map.{kind}")
    for kind in ("xlsx", "csv"):
        write_table(answer, tmp_path / f"table.{kind}")
    write_layer(answer, tmp_path / "layers.gpkg")
    project = Project(files=files, asked=Asked(method="gi_star"))
    save(project, tmp_path / "project.hotspot")
    copy = SafetyCopy()
    copy.keep(project, None)
    page = officer_page(answer, None, namer(answer))
    (tmp_path / "officer.txt").write_text(repr(page), encoding="utf-8")
    made = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.suffix for path in made} >= {
        ".json", ".txt", ".csv", ".xlsx", ".gpkg", ".png", ".svg", ".pdf", ".hotspot",
        ".unsaved",
    }  # fmt: skip
    found = [
        (path.name, secret)
        for path in made
        for text in texts_in(path)
        for secret in SECRET
        if secret.encode() in text or secret.encode("utf-16-le") in text
    ]
    copy.end()
    assert found == []


def test_the_commonest_points_are_told_as_area_and_count(
    answer: Answer, tmp_path: Path
) -> None:
    write_results(answer, tmp_path / "results")
    told = json.loads((tmp_path / "results" / "summary.json").read_text("utf-8"))
    first = told["stacked_points"][0]
    assert list(first) == ["place", "code", "rows", "share"]
    assert (first["code"], first["rows"]) == ("E01000000", 159)
    notes = (tmp_path / "results" / "notes.txt").read_text("utf-8")
    assert f"(in {first['place']}, {first['code']}) holds 1" in notes
