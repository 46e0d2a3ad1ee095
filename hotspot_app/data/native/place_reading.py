"""Reads named points from a file of shapes. In the reader only."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import pandas as pd
import shapely
from pyproj.exceptions import CRSError, ProjError

from hotspot_app.data.base.ons import plain
from hotspot_app.data.native.boundary_file import (
    check_columns,
    damaged_file,
    unknown_crs,
)
from hotspot_app.data.native.crs_text import check_crs
from hotspot_app.data.native.gdal import pyogrio
from hotspot_app.data.native.layer_reading import box_in
from hotspot_app.data.native.map_file import read_map_file
from hotspot_app.data.shapes.area_grid import on_grid
from hotspot_app.errors import InputError
from hotspot_app.overlay import Box

NAMES: Final = ("name1", "name1lang", "name2", "name2lang", "localtype")
"""Columns of OS Open Names, as `plain` writes them."""

_MOST: Final = 200_000
"""Points in and around the areas; Hampshire has 40,000."""


def columns_of_layers(path: Path) -> list[list[str]]:
    """Return the columns of each layer that has shapes."""
    file = read_map_file(path)
    try:
        with file.opened() as dataset, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            layers = [name for name, kind in pyogrio.list_layers(dataset) if kind]
            read = [pyogrio.read_info(dataset, layer=layer) for layer in layers]
            return [[str(name) for name in about["fields"]] for about in read]
    except (RuntimeError, ValueError) as error:
        raise damaged_file(file.name, error) from error


def read_named_points(path: Path, around: Box) -> Mapping[str, Any]:
    """Read name, kind and place of the points in a box, by OS Open Names' columns.

    Raises
    ------
    InputError
        If the file is damaged, has no coordinate system, or has too many points.
    """
    file = read_map_file(path)
    frames: list[pd.DataFrame] = []
    try:
        with file.opened() as dataset, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for layer, kind in pyogrio.list_layers(dataset):
                if kind is not None:
                    frames += _points(dataset, str(layer), file.name, around)
    except (CRSError, ProjError) as error:
        raise unknown_crs(file.name) from error
    except (RuntimeError, ValueError, shapely.errors.ShapelyError) as error:
        raise damaged_file(file.name, error) from error
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    return {"table": table, "source": asdict(file.sources[0])}


def _points(dataset: str, layer: str, where: str, around: Box) -> list[pd.DataFrame]:
    about = pyogrio.read_info(dataset, layer=layer)
    check_crs(about["crs"], where)
    check_columns(about["fields"], where)
    fields = {plain(str(name)): str(name) for name in about["fields"]}
    if not {"name1", "localtype"} <= fields.keys():
        return []
    wanted = {name: fields[name] for name in NAMES if name in fields}
    found = pyogrio.read_dataframe(
        dataset,
        layer=layer,
        columns=list(wanted.values()),
        bbox=box_in(about["crs"], around),
        max_features=_MOST + 1,
    )
    if len(found) > _MOST:
        raise InputError(
            f"it has over {_MOST:,} names in and around the areas",
            where=where,
            hint="Export the part of it that you need.",
        )
    there = ~(found.geometry.isna() | found.geometry.is_empty)
    found = found[there].reset_index(drop=True)
    if found.empty:
        return []
    named = found.assign(name=[f"name {n}" for n in range(1, len(found) + 1)])
    grid = on_grid(named, where, what="name")[0]
    middle = grid.geometry.centroid
    table = pd.DataFrame({"geometryx": middle.x, "geometryy": middle.y})
    for ours, theirs in wanted.items():
        table[ours] = grid[theirs].astype(object).fillna("").map(str)
    return [table]
