"""Reads a layer of the analyst's own for the map. In the reader only."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from pyproj import Transformer
from pyproj.exceptions import CRSError, ProjError

from hotspot_app.data.base.source_file import unreadable
from hotspot_app.data.native.boundary_file import (
    CORNERS,
    check_columns,
    damaged_file,
    in_degrees,
    unknown_crs,
)
from hotspot_app.data.native.crs_text import check_crs
from hotspot_app.data.native.gdal import pyogrio
from hotspot_app.data.native.geotiff import copyright_of, read_geotiff
from hotspot_app.data.native.map_file import MapFile, read_map_file
from hotspot_app.data.shapes.area_grid import on_grid
from hotspot_app.data.shapes.map_formats import READ
from hotspot_app.errors import InputError
from hotspot_app.overlay import Box, Overlay, Picture, Shapes
from hotspot_app.progress import Progress
from hotspot_app.schema import CRS
from hotspot_app.words import printable

PICTURES: Final = (".tif", ".tiff")
_FEATURES: Final = 200_000
_CORNERS: Final = 300_000
"""Coordinates above which shapes are thinned, or drawing would hold up the map."""
_LONGEST: Final = 500
"""Letters of a layer's source, which stands in one line below the map."""
_COARSER: Final = (1.0, 3.0, 10.0, 30.0, 100.0)
"""Metres by which shapes may be simplified, as little as is needed."""


_STATED: Final = (
    "ATTRIBUTION",
    "SOURCES",
    "SOURCE",
    "COPYRIGHT",
    "CREDITS",
    "RIGHTS",
)
"""Fields in which a file may state its source, the best first."""


def read_layer(path: Path, around: Box, progress: Progress) -> Overlay:
    """Read what a layer has on and around a map, as `map_layer.read_layer`."""
    west, south, east, north = around
    wide, high = east - west, north - south
    box = west - wide, south - high, east + wide, north + high
    name = printable(path.stem)
    try:
        if path.suffix.lower() in PICTURES:
            pixels, extent = read_geotiff(path, box)
            return Picture(name, pixels, extent)
        if path.suffix.lower() not in READ and not path.is_dir():
            raise InputError(
                "this isn't a map layer the app reads",
                where=path.name,
                hint="Give GeoPackage, GeoJSON, a Shapefile, or GeoTIFF.",
            )
        return Shapes(name, _thinned(_shapes(path, box, progress)))
    except OSError as error:
        raise unreadable(path, error) from error


def stated_source(path: Path) -> str:
    """Return the source that a GeoPackage or a TIFF states, "" if none."""
    suffix = path.suffix.lower()
    try:
        if suffix in PICTURES:
            return _one_line(copyright_of(path))
        if suffix != ".gpkg":
            return ""
        said: dict[str, str] = {}
        with read_map_file(path).opened() as dataset, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for layer, _ in pyogrio.list_layers(dataset):
                about = pyogrio.read_info(dataset, layer=layer)
                for told in (about["dataset_metadata"], about["layer_metadata"]):
                    said |= {key.upper(): value for key, value in (told or {}).items()}
    except OSError as error:
        raise unreadable(path, error) from error
    except (RuntimeError, ValueError) as error:
        raise damaged_file(path.name, error) from error
    return next((_one_line(said[key]) for key in _STATED if key in said), "")


def _one_line(text: str) -> str:
    return printable(text[:_LONGEST]).strip()


def _shapes(path: Path, box: Box, progress: Progress) -> gpd.GeoDataFrame:
    """Read all layers of a file, on the grid, and no columns."""
    file = read_map_file(path)
    parts: list[gpd.GeoDataFrame] = []
    try:
        with file.opened() as dataset, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # drawn as far as it can be read
            known = pyogrio.list_layers(dataset)
            layers = [str(layer) for layer, kind in known if kind is not None]
            for number, layer in enumerate(layers):
                progress.step(number / len(layers), f"reading {path.name}")
                parts.append(_layer(dataset, layer, file, box))
    except (CRSError, ProjError) as error:
        raise unknown_crs(path.name) from error
    except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:
        raise damaged_file(path.name, error) from error
    if not layers:
        raise InputError("there are no shapes in it", where=path.name)
    found = [part for part in parts if len(part)]
    if not found:
        raise InputError(
            "nothing of it lies on this map",
            where=path.name,
            hint="Give a layer of the same place.",
        )
    corners = sum(int(shapely.get_num_coordinates(p.geometry).sum()) for p in found)
    if sum(map(len, found)) > _FEATURES or corners > CORNERS:
        raise InputError(
            f"it has over {_FEATURES:,} shapes on and around this map",
            where=path.name,
            hint="Export the part of it that you need.",
        )
    return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=CRS)


def _layer(dataset: str, layer: str, file: MapFile, box: Box) -> gpd.GeoDataFrame:
    about = pyogrio.read_info(dataset, layer=layer)
    check_crs(about["crs"], file.name)
    check_columns(about["fields"], file.name)
    shapes = pyogrio.read_dataframe(
        dataset,
        layer=layer,
        columns=[],
        bbox=box_in(about["crs"], box),
        max_features=_FEATURES + 1,
    )
    there = ~(shapes.geometry.isna() | shapes.geometry.is_empty)
    shapes = shapes[there].reset_index(drop=True)
    if shapes.empty:
        return shapes
    shapes, _ = in_degrees(shapes, file)
    named = shapes.assign(name=[f"shape {n}" for n in range(1, len(shapes) + 1)])
    return on_grid(named, file.name, what="shape")[0][["geometry"]]


def box_in(crs: str | None, box: Box) -> Box | None:
    """Return a box in another coordinate system; None where it can't be told."""
    if crs is None:
        return None
    try:
        known = pyproj.CRS.from_user_input(crs)
        to = Transformer.from_crs(CRS, known, always_xy=True)
        found = to.transform_bounds(*box)
    except (CRSError, ProjError):
        return None
    west, south, east, north = map(float, found)
    return (west, south, east, north) if np.isfinite(found).all() else None


def _thinned(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Simplify shapes, and drop points beside others, until few corners are left."""
    shapes = shapely.get_parts(shapely.get_parts(frame.geometry.to_numpy()))
    for coarse in _COARSER:
        if int(shapely.get_num_coordinates(shapes).sum()) <= _CORNERS:
            break
        is_point = shapely.get_type_id(shapes) == 0
        at = shapely.get_coordinates(shapes[is_point])
        points = shapely.points(np.unique(np.round(at / coarse), axis=0) * coarse)
        others = shapely.simplify(shapes[~is_point], coarse)
        shapes = np.concatenate([points, others[~shapely.is_empty(others)]])
    return gpd.GeoDataFrame(geometry=shapes, crs=CRS)
