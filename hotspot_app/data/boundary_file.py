"""GeoJSON, GeoPackage and Shapefile, also zipped, as they are."""

from __future__ import annotations

import struct
import warnings
import zipfile
from pathlib import Path, PurePosixPath
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely
from pyproj.exceptions import CRSError

from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.named_paths import open_file, refuse

SUFFIXES: Final = (".geojson", ".json", ".gpkg", ".shp", ".zip")
_SIDECARS: Final = {
    ".dbf": "the codes and names",
    ".shx": "the index of shapes",
    ".prj": "the coordinate system",
}
_MAX_UNZIPPED: Final = 2_000_000_000
_MAX_RATIO: Final = 200
_AGAIN: Final = "Download or export it again."


def read_shapes(path: Path) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    """Read every feature of the one layer of polygons in a file.

    Returns
    -------
    tuple
        The features with all columns, in the file's coordinate system (which
        may be None), and what the reader remarked.

    Raises
    ------
    InputError
        If it is none of these formats, incomplete, damaged or ambiguous.
    """
    return _read(dataset_of(path), path)


def read_attributes(path: Path) -> pd.DataFrame:
    """Read codes, names and all other columns without the shapes: far quicker.

    Raises
    ------
    InputError
        If it is none of these formats, incomplete, damaged or ambiguous.
    """
    dataset = dataset_of(path)
    try:
        layer = _layer(dataset, path)
        told = pyogrio.read_dataframe(dataset, layer=layer, read_geometry=False)
    except (RuntimeError, ValueError) as error:
        raise damaged_file(path, error) from error
    return pd.DataFrame(told)


def dataset_of(path: Path) -> str:
    """Return GDAL's name for a file after the checks its format allows.

    Raises
    ------
    InputError
        If it is none of these formats, or damaged.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise InputError(
            "this isn't a boundary file the app reads",
            where=path.name,
            hint="Save it as GeoPackage (.gpkg), GeoJSON or Shapefile.",
        )
    with open_file(path) as stream:
        head = stream.read(512)
    if not head:
        raise InputError("the file is empty", where=path.name, hint=_AGAIN)
    if suffix in {".shp", ".gpkg"}:
        _check_beside(path)
    return _zipped(path) if suffix == ".zip" else _checked(path, head)


def _check_beside(path: Path) -> None:
    """Refuse pipes, devices and links away among what is read with a file."""
    start = f"{path.stem}.".lower()
    for file in path.parent.iterdir():
        if file.name.lower().startswith(start):
            refuse(file)
            if not file.is_dir():
                open_file(file).close()


def _checked(path: Path, head: bytes) -> str:
    """Return the path after the checks its format allows before reading."""
    suffix = path.suffix.lower()
    if suffix == ".shp":
        there = {file.name.lower() for file in path.parent.iterdir()}
        _check_sidecars(path.name, there)
    elif suffix == ".gpkg":
        _check_gpkg(path, head)
    else:
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        if start.startswith(b"<"):
            raise InputError(
                "this is a web page or XML, not GeoJSON",
                where=path.name,
                hint="Download the file itself, not the page that shows it.",
            )
        if not start.startswith(b"{"):
            raise InputError("this isn't GeoJSON", where=path.name, hint=_AGAIN)
    return str(path)


def _check_gpkg(path: Path, head: bytes) -> None:
    if not head.startswith(b"SQLite format 3\x00") or len(head) < 100:
        raise InputError("this isn't a GeoPackage", where=path.name, hint=_AGAIN)
    page: int = struct.unpack(">H", head[16:18])[0]
    pages: int = struct.unpack(">I", head[28:32])[0]
    whole = (65536 if page == 1 else page) * pages
    if path.stat().st_size < whole:
        raise InputError(
            f"the file is cut short: {path.stat().st_size:,} of {whole:,} bytes",
            where=path.name,
            hint=_AGAIN,
        )


def _check_sidecars(name: str, there: set[str]) -> None:
    """Refuse a Shapefile without the files that belong to it."""
    stem = name.rsplit(".", 1)[0]
    missing = [end for end in _SIDECARS if f"{stem}{end}".lower() not in there]
    if missing:
        what = " and ".join(f"{stem}{end} ({_SIDECARS[end]})" for end in missing)
        raise InputError(
            f"the Shapefile lacks {what}",
            where=name,
            hint="A Shapefile is several files: keep .shp, .shx, .dbf and .prj "
            "together, or ask for a GeoPackage.",
        )


def _zipped(path: Path) -> str:
    """Return GDAL's name for the one boundary file inside a zip."""
    try:
        with open_file(path) as stream, zipfile.ZipFile(stream) as archive:
            members = [info for info in archive.infolist() if not info.is_dir()]
            _check_members(path, members)
            wanted = [
                info.filename
                for info in members
                if PurePosixPath(info.filename).suffix.lower()
                in {".shp", ".gpkg", ".geojson", ".json"}
                and not info.filename.startswith("__MACOSX/")
            ]
            if len(wanted) != 1:
                raise InputError(
                    f"the zip holds {len(wanted)} boundary files"
                    + (f": {', '.join(wanted[:4])}" if wanted else ""),
                    where=path.name,
                    hint="Give a zip with one, or unpack it and give one file.",
                )
            if wanted[0].lower().endswith(".shp"):
                folder = PurePosixPath(wanted[0]).parent
                beside = (PurePosixPath(info.filename) for info in members)
                _check_sidecars(
                    PurePosixPath(wanted[0]).name,
                    {file.name.lower() for file in beside if file.parent == folder},
                )
            damaged = archive.testzip()
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise InputError(
            "the zip is damaged or cut short", where=path.name, hint=_AGAIN
        ) from error
    if damaged is not None:
        raise InputError(
            f"{damaged} in the zip is damaged", where=path.name, hint=_AGAIN
        )
    return f"/vsizip/{{{path.resolve()}}}/{wanted[0]}"


def _check_members(path: Path, members: list[zipfile.ZipInfo]) -> None:
    for info in members:
        parts = PurePosixPath(info.filename.replace("\\", "/"))
        if ".." in parts.parts or parts.is_absolute() or ":" in info.filename:
            raise InputError(
                f"the zip holds a file that points outside it ({info.filename})",
                where=path.name,
                hint="Don't use it; download it from the publisher again.",
            )
        if info.flag_bits & 1:
            raise InputError(
                "the zip is locked with a password",
                where=path.name,
                hint="Unpack it and give the file inside.",
            )
    size = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if size > _MAX_UNZIPPED or size > _MAX_RATIO * max(packed, 1_000):
        raise InputError(
            f"the zip would unpack to {size / 1e6:,.0f} MB, more than any needs",
            where=path.name,
            hint="Don't use it; download it from the publisher again.",
        )


def _read(dataset: str, path: Path) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            shapes = pyogrio.read_dataframe(dataset, layer=_layer(dataset, path))
        except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:
            raise damaged_file(path, error) from error
        except CRSError as error:
            raise InputError(
                "its coordinate system can't be understood",
                where=path.name,
                hint="Export it again in British National Grid (EPSG:27700).",
            ) from error
    if not isinstance(shapes, gpd.GeoDataFrame):
        raise InputError("there are no shapes in it", where=path.name, hint=_AGAIN)
    said = list(dict.fromkeys(str(remark.message) for remark in remarks))
    return shapes, tuple(
        Note(f"{path.name}: the reader remarked: {text.strip()}", caution=True)
        for text in said
    )


def _layer(dataset: str, path: Path) -> str:
    """Name the one layer that may hold polygons."""
    layers = pyogrio.list_layers(dataset)
    names = [
        str(name)
        for name, kind in layers
        if kind is not None and ("Polygon" in kind or kind in {"Unknown", "Surface"})
    ]
    if not names:
        raise InputError(
            "there are no polygons in it"
            + (f", only {layers[0][1]}" if len(layers) and layers[0][1] else ""),
            where=path.name,
            hint="Areas are needed, not points, lines or a table.",
        )
    if len(names) > 1:
        raise InputError(
            f"it holds {len(names)} layers of areas: {', '.join(names[:6])}",
            where=path.name,
            hint="Save the one you need as a file of its own.",
        )
    return names[0]


def damaged_file(path: Path, error: Exception) -> InputError:
    """Say in words what the reader found wrong."""
    first = str(error).split(";")[0].splitlines()[0] if str(error) else ""
    if "closed linestring" in first:
        first = "a ring isn't closed"
    if "sqlite" in first or "SELECT" in first:
        first = "its database can't be read"
    first = first.replace(str(path), path.name)
    return InputError(
        f"the file is damaged or isn't what its name says ({first.rstrip('.')})",
        where=path.name,
        hint=_AGAIN,
    )
