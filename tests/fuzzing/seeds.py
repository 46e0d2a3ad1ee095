"""Small valid files of every kind the app may be given, made up here."""

from __future__ import annotations

import gzip
import json
import os
import struct
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import save
from tests.fuzzing.packed import ods, xls, xlsx, zipped
from tests.fuzzing.tables import AREAS, TABLES

_GRID: Final = "EPSG:27700"


@dataclass(frozen=True)
class Seed:
    """A valid file.

    Attributes
    ----------
    kind
        What its content is, which says who reads it: "street", "map", ...
    form
        How it is written, which says how it is spoilt: "csv", "gpkg", ...
    main
        Name of the file, or folder, that is given.
    files
        Name, in a folder of its own, to content: all that belongs to it.
    """

    kind: str
    form: str
    main: str
    files: Mapping[str, bytes]


def seeds() -> tuple[Seed, ...]:
    """Make them all; the same every time but for the numbers geodatabases draw."""
    os.environ["OGR_CURRENT_DATE"] = "2025-01-01T00:00:00.000Z"
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": "2025-01-01T00:00:00.000Z"})
    made = [*_tables(), *_maps(), *_pictures(), *_own()]
    return tuple(sorted(made, key=lambda each: (each.kind, each.form, each.main)))


def _one(kind: str, form: str, name: str, content: bytes) -> Seed:
    return Seed(kind, form, name, {name: content})


# --- tables -------------------------------------------------------------------------


def _tables() -> Iterator[Seed]:
    for kind, text in TABLES.items():
        content = text.encode()
        yield _one(kind, "csv", "data.csv", content)
        yield _one(kind, "xlsx", "data.xlsx", xlsx(text))
        packed = zipped([("2025-01/data.csv", content), ("2025-01/readme.pdf", b"%")])
        yield _one(kind, "zip", "data.zip", packed)
    yield _one("extract", "api", "crimes.json", _answer())
    for kind in ("extract", "residents", "counts"):
        yield _one(kind, "xls", "data.xls", xls(TABLES[kind]))
        yield _one(kind, "ods", "data.xlsx", ods(TABLES[kind]))
        packed = gzip.compress(TABLES[kind].encode(), mtime=0)
        yield _one(kind, "gz", "data.csv.gz", packed)


def _answer() -> bytes:
    """Make an answer of police.uk's API."""
    crimes = [
        {
            "category": "burglary",
            "location_type": "Force",
            "location": {
                "latitude": f"50.9{i:03d}",
                "longitude": f"-1.4{i:03d}",
                "street": {"id": i, "name": "On or near High Street"},
            },
            "outcome_status": None,
            "persistent_id": f"{i:064x}",
            "id": i,
            "month": f"2025-0{i % 9 + 1}",
        }
        for i in range(12)
    ]
    return json.dumps(crimes).encode()


# --- maps ---------------------------------------------------------------------------


def areas() -> gpd.GeoDataFrame:
    """Ten areas, one with a hole and one of two parts."""
    west, south = 442_000, 112_000
    shapes: list[Any] = [
        shapely.box(
            west + 500 * (i % 5),
            south + 500 * (i // 5),
            west + 500 * (i % 5) + 500,
            south + 500 * (i // 5) + 500,
        )
        for i in range(10)
    ]
    shapes[0] -= shapes[0].centroid.buffer(100, quad_segs=2)
    shapes[9] |= shapely.box(west + 3_000, south, west + 3_100, south + 100)
    shapes[9] = shapely.MultiPolygon(shapely.get_parts(shapes[9]).tolist())
    columns = {
        "LSOA21CD": list(AREAS),
        "LSOA21NM": [f"Town 00{i}A" for i in range(10)],
        "LAD22CD": ["E06000045"] * 10,
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=_GRID)


def _of_parts(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Make every shape one of parts: a geodatabase takes shapes of one kind."""
    parts = [
        shapely.MultiPolygon(shapely.get_parts(shape).tolist())
        for shape in frame.geometry
    ]
    return frame.set_geometry(parts, crs=_GRID)


def _maps() -> Iterator[Seed]:
    frame = areas()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shapefile = {"driver": "ESRI Shapefile", "DBF_DATE_LAST_UPDATE": "2025-01-01"}
        for one, options in (
            ("areas.geojson", {"driver": "GeoJSON"}),
            ("areas.gpkg", {"driver": "GPKG"}),
            ("areas.shp", shapefile),
            ("areas.gdb", {"driver": "OpenFileGDB"}),
        ):
            whole = frame if one != "areas.gdb" else _of_parts(frame)
            pyogrio.write_dataframe(whole, folder / one, **options)
        for form in ("geojson", "gpkg"):
            main = f"areas.{form}"
            content = (folder / main).read_bytes()
            yield _one("map", form, main, content)
            yield _one("map", "zip", "areas.zip", zipped([(main, content)]))
        degrees = frame.to_crs("EPSG:4326").to_json(drop_id=True).encode()
        yield _one("map", "geojson", "degrees.json", degrees)
        ends = ("shp", "shx", "dbf", "prj", "cpg")
        parts = {f"areas.{e}": (folder / f"areas.{e}").read_bytes() for e in ends}
        yield Seed("map", "shp", "areas.shp", parts)
        yield _one("map", "zip", "areas.zip", zipped(parts.items()))
        tables = {
            f"areas.gdb/{file.name}": file.read_bytes()
            for file in sorted((folder / "areas.gdb").iterdir())
        }
        yield Seed("map", "gdb", "areas.gdb", tables)
        yield _one("map", "zip", "areas.zip", zipped(tables.items()))
    yield _one("map", "geojson", "areas.topojson", topology())


def topology() -> bytes:
    """Ten squares in a row, with the arcs between them shared."""
    arcs = [[[x, 0], [0, 1]] for x in range(11)]
    arcs += [[[x, y], [1, 0]] for x in range(10) for y in (0, 1)]
    squares = [
        {
            "type": "Polygon",
            "arcs": [[11 + 2 * x, x + 1, ~(12 + 2 * x), ~x]],
            "properties": {"LSOA21CD": AREAS[x], "LSOA21NM": f"Town 00{x}A"},
        }
        for x in range(10)
    ]
    told = {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [-1.4, 50.9]},
        "objects": {"areas": {"type": "GeometryCollection", "geometries": squares}},
        "arcs": arcs,
    }
    return json.dumps(told).encode()


# --- pictures -----------------------------------------------------------------------


def _pictures() -> Iterator[Seed]:
    yield _one("picture", "tif", "picture.tif", geotiff())


def geotiff(side: int = 16) -> bytes:
    """Write a picture by hand, in strips of four rows."""
    pixels = np.arange(side * side * 3, dtype=np.uint8).tobytes()
    strips = [pixels[i : i + side * 12] for i in range(0, len(pixels), side * 12)]
    keys = (1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 27700)
    starts = [8 + side * 12 * i for i in range(len(strips))]
    tags: list[tuple[int, str, tuple[Any, ...]]] = [
        (256, "H", (side,)),
        (257, "H", (side,)),
        (258, "H", (8, 8, 8)),
        (259, "H", (1,)),
        (262, "H", (2,)),
        (273, "I", tuple(starts)),
        (277, "H", (3,)),
        (278, "H", (4,)),
        (279, "I", tuple(map(len, strips))),
        (284, "H", (1,)),
        (33432, "s", (b"Made up by nobody\0",)),
        (33550, "d", (100.0, 100.0, 0.0)),
        (33922, "d", (0.0, 0.0, 0.0, 442_000.0, 113_000.0, 0.0)),
        (34735, "H", keys),
    ]
    at = 8 + len(pixels)
    behind = at + 2 + 12 * len(tags) + 4
    entries, held = b"", b""
    for tag, code, values in tags:
        kind = {"H": 3, "I": 4, "d": 12, "s": 2}[code]
        raw = (
            values[0] if code == "s" else struct.pack(f"<{len(values)}{code}", *values)
        )
        many = len(raw) if code == "s" else len(values)
        if len(raw) > 4:
            place = struct.pack("<I", behind + len(held))
            held += raw
        else:
            place = raw.ljust(4, b"\0")
        entries += struct.pack("<HHI", tag, kind, many) + place
    directory = struct.pack("<H", len(tags)) + entries + bytes(4)
    return struct.pack("<2sHI", b"II", 42, at) + pixels + directory + held


# --- files of the app's own ---------------------------------------------------------


def _own() -> Iterator[Seed]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        save(_project(folder), folder / "town.hotspot")
        project = (folder / "town.hotspot").read_bytes()
        plain = json.loads(project.decode().replace(str(folder), "/srv/town"))
    written = json.dumps(plain, indent=1).encode()
    beside = {"street.csv": TABLES["street"].encode()}
    main = {"town.hotspot": written}
    yield Seed("project", "json", "town.hotspot", main | beside)
    unsaved = json.dumps({"of": "/srv/town/town.hotspot", "seen": "", **plain})
    yield _one("unsaved", "json", "1-ab.unsaved", unsaved.encode())
    yield _one("settings", "json", "settings.json", json.dumps(_SETTINGS).encode())
    yield _one("kept names", "json", "lsoa.json", json.dumps(_NAMES).encode())
    record = "\n".join(f"{key} = {json.dumps(told)}" for key, told in _ENTRY.items())
    told = f"[[boundaries]]\n{record}\n".encode()
    content = areas().to_json(drop_id=True).encode()
    yield Seed(
        "record", "toml", "SOURCES.toml", {"SOURCES.toml": told, "areas.json": content}
    )


def _project(folder: Path) -> Project:
    files = Files(
        areas=folder / "areas.gpkg",
        crime=(folder / "street.csv",),
        columns={"month": "Month"},
        residents=folder / "residents.csv",
        deprivation=folder / "deprivation.csv",
        lookup=folder / "lookup.csv",
        postcodes=folder / "postcodes.csv",
        tables={"bridges": folder / "pairs.csv"},
    )
    asked = Asked(
        types=("Burglary",), first="2025-01", last="2025-03", method="rate_map", seed=7
    )
    layers = (OwnLayer(folder / "wards.gpkg", "Somebody"),)
    made = Project(files=files, asked=asked, layers=layers)
    return made.renamed(AREAS[0], "Harbour").grouped("North", AREAS[:3], kind="Beat")


_SETTINGS: Final = {
    "settings": 1,
    "theme": "dark",
    "text_scale": 120,
    "folders": {"project": "/srv/town", "crime": "/srv"},
    "recent": ["/srv/town/town.hotspot"],
    "geometry": [0, 0, 1200, 800, 0],
    "tour_seen": True,
    "columns": {"ab" * 32: {"month": "Month", "type": "Crime type"}},
    "names": {AREAS[0]: "Harbour"},
    "layer_sources": {"/srv/wards.gpkg": "Somebody"},
}
_NAMES: Final = {
    "names": 1,
    "kept": [
        {"since": "2025-03-01", "from": ["a.csv"], "names": {AREAS[0]: "Old Quay"}},
        {"since": "2025-04-01", "from": [], "names": {AREAS[1]: "High Street"}},
    ],
}
_ENTRY: Final = {
    "id": "town-lsoa-2021",
    "title": "Town LSOAs 2021",
    "level": "lsoa",
    "vintage": 2021,
    "file": "areas.json",
    "sha256": "0" * 64,
    "licence": "Open Government Licence v3.0",
    "attribution": "Somebody",
    "place": "Town",
}
