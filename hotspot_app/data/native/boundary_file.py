"""Shapes and their columns as they are in a file, read by GDAL. In the reader only."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj.exceptions import CRSError

from hotspot_app.data.native.crs_text import check_crs
from hotspot_app.data.native.gdal import pyogrio
from hotspot_app.data.native.map_file import MapFile, read_map_file
from hotspot_app.data.shapes.map_formats import damaged
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.words import printable

CORNERS: Final = 5_000_000
"""Most coordinates of all shapes; the generalised LSOAs of England and Wales have
2.2 million."""

SHAPES: Final = 200_000
COLUMNS: Final = 2_000

_AT_ONCE: Final = 2_000
"""Shapes read between two steps."""

_LETTERS: Final = 200
"""Most letters of a warning that are kept: GDAL quotes whole values of a file."""

_OUR_PATH: Final = re.compile(r"(?:\b\w{1,20}:)?/vsimem/[^\s']*")
_FUNCTION: Final = re.compile(r"^\w+\(\): ")
_ITS_SOURCES: Final = re.compile(r"[/\\][\w.-]+[/\\]|\.cpp\b")

_AGAIN: Final = "Download or export it again."


def read_shapes(
    path: Path, progress: Progress = SILENT
) -> tuple[gpd.GeoDataFrame, MapFile, tuple[Note, ...]]:
    """Read all features of the one layer of polygons in a file.

    Returns
    -------
    tuple
        The features with all columns, in the file's coordinate system (may be None),
        the file, and warnings of the reader.

    Raises
    ------
    InputError
        If the file has none of the known formats, or is incomplete, damaged, ambiguous
        or too large.
    """
    file = read_map_file(path)
    with file.opened() as dataset, warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            layer = _layer(dataset, file.name)
            shapes = _features(dataset, layer, file.name, progress)
            shapes, assumed = in_degrees(shapes, file)
        except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:
            raise damaged_file(file.name, error) from error
        except CRSError as error:
            raise unknown_crs(file.name) from error
    if not isinstance(shapes, gpd.GeoDataFrame):
        raise InputError("there are no shapes in it", where=file.name, hint=_AGAIN)
    return shapes, file, (*file.notes, *assumed, *_remarked(remarks, file.name))


def _remarked(
    remarks: Sequence[warnings.WarningMessage], where: str
) -> tuple[Note, ...]:
    """Tell what GDAL remarked of a file; what others remark is for programmers."""
    said = dict.fromkeys(
        _plainly(str(remark.message), where)
        for remark in remarks
        if Path(remark.filename).parent.name == "pyogrio"
        and issubclass(remark.category, RuntimeWarning)
    )
    return tuple(
        Note(f"{where}: the reader remarked: {text}", caution=True) for text in said
    )


def _plainly(text: str, where: str) -> str:
    """Take the first sentence, with the file's name in place of ours."""
    start = text[: 10 * _LETTERS]
    named = _OUR_PATH.sub(where, start).replace("field areas.", "field ")
    named = _FUNCTION.sub("", named)
    first = printable(" ".join(named.split()).split(". ")[0].rstrip("."))
    return first if len(first) <= _LETTERS else f"{first[:_LETTERS]} ..."


def read_attributes(path: Path) -> pd.DataFrame:
    """Read codes, names and all other columns without shapes, which is far quicker.

    Raises
    ------
    InputError
        If the file has none of the known formats, or is incomplete, damaged or
        ambiguous.
    """
    file = read_map_file(path)
    with file.opened() as dataset, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # told when the shapes are read
        try:
            layer = _layer(dataset, file.name)
            _check_size(dataset, layer, file.name)
            told = pyogrio.read_dataframe(dataset, layer=layer, read_geometry=False)
        except (RuntimeError, ValueError) as error:
            raise damaged_file(file.name, error) from error
    return pd.DataFrame(told)


def _features(
    dataset: str, layer: str, where: str, progress: Progress
) -> gpd.GeoDataFrame | pd.DataFrame:
    """Read a layer in parts, between which it can be stopped."""
    total = _check_size(dataset, layer, where)
    parts: list[pd.DataFrame] = []
    corners = 0
    for first in range(0, max(total, 1), _AT_ONCE):
        progress.step(first / max(total, 1), f"reading {where}")
        part = pyogrio.read_dataframe(
            dataset, layer=layer, skip_features=first, max_features=_AT_ONCE
        )
        if isinstance(part, gpd.GeoDataFrame):
            corners += int(shapely.get_num_coordinates(part.geometry.array).sum())
        if corners > CORNERS:
            raise InputError(
                f"its shapes have over {CORNERS / 1e6:,.0f} million corners, more than "
                "any map needs",
                where=where,
                hint="Take generalised boundaries (BGC), or export the part you need.",
            )
        parts.append(part)
    if len(parts) == 1:
        return parts[0]
    return pd.concat(parts, ignore_index=True)


def in_degrees(
    shapes: pd.DataFrame, file: MapFile
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Take TopoJSON in degrees for longitude and latitude: it can't say what it is."""
    if not isinstance(shapes, gpd.GeoDataFrame) or shapes.crs is not None:
        return shapes, ()
    if file.driver != "TopoJSON" or shapes.empty:
        return shapes, ()
    west, south, east, north = shapes.total_bounds
    degrees = -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    if not degrees:
        return shapes, ()
    note = Note(
        f"{file.name}: TopoJSON doesn't say what coordinate system it is in; its "
        "numbers were taken for longitude and latitude.",
        caution=True,
    )
    return shapes.set_crs("EPSG:4326"), (note,)


def check_columns(names: Iterable[str], where: str) -> None:
    """Refuse two columns of one name, of which pyogrio reads the wrong one or none.

    Raises
    ------
    InputError
        With the first such name.
    """
    met: set[str] = set()
    for name in map(str, names):
        if name in met:
            called = f"are called {printable(name)}" if name else "have no name"
            raise InputError(
                f"two of its columns {called}",
                where=where,
                hint="Rename or remove one of them, or take it from its publisher.",
            )
        met.add(name)


def _check_size(dataset: str, layer: str, where: str) -> int:
    """Return the number of features in a layer.

    Raises
    ------
    InputError
        If there are too many features or columns, or GDAL would open another file.
    """
    about = pyogrio.read_info(dataset, layer=layer, force_feature_count=True)
    check_crs(about["crs"], where)
    check_columns(about["fields"], where)
    total, columns = int(about["features"]), len(about["fields"])
    if total > SHAPES or columns > COLUMNS:
        raise InputError(
            f"it has {total:,} shapes with {columns:,} columns; {SHAPES:,} and "
            f"{COLUMNS:,} are read at most",
            where=where,
            hint="Export the part of it that you need.",
        )
    return total


def _layer(dataset: str, where: str) -> str:
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
            where=where,
            hint="Areas are needed, not points, lines or a table.",
        )
    if len(names) > 1:
        raise InputError(
            f"it holds {len(names)} layers of areas: {', '.join(names[:6])}",
            where=where,
            hint="Save the one you need as a file of its own.",
        )
    return names[0]


def damaged_file(where: str, error: Exception) -> InputError:
    """Say in words what GDAL or GEOS found wrong; they quote names of ours."""
    first = str(error).split(";")[0].splitlines()[0] if str(error) else ""
    if "closed linestring" in first:
        first = "a ring isn't closed"
    elif "NaN" in first or "Inf " in first:
        first = "corners of its shapes are no numbers"
    elif any(word in first for word in ("sqlite", "SELECT", "SQL")):
        first = "its database can't be read"
    elif first.startswith("OGRGeoJSON"):
        first = "its corners and rings aren't lists of numbers"
    elif _ITS_SOURCES.search(first) or "Exception" in first or not first:
        first = "its shapes can't be read"
    return damaged(where, _plainly(first, where))


def unknown_crs(where: str) -> InputError:
    """Say that a coordinate system means nothing to PROJ."""
    return InputError(
        "its coordinate system can't be understood",
        where=where,
        hint="Export it again in British National Grid (EPSG:27700).",
    )
