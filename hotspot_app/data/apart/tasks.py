"""The tasks of the reader process, by name. Loads the native libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from hotspot_app.data.apart import limits
from hotspot_app.data.apart.serving import Task
from hotspot_app.data.native import (
    area_reading,
    boundary_file,
    gdal,
    layer_reading,
    logo_file,
    place_reading,
    workbook_cells,
)
from hotspot_app.progress import Progress
from hotspot_app.stats.clustering.second_opinion import esda_calculates


def _areas(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    yield area_reading.read_areas(asked, progress)


def _attributes(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    del progress
    yield boundary_file.read_attributes(Path(asked["path"]))


def _layer(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    west, south, east, north = asked["around"]
    around = (west, south, east, north)
    yield layer_reading.read_layer(Path(asked["path"]), around, progress)


def _source_of_layer(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    del progress
    yield layer_reading.stated_source(Path(asked["path"]))


def _logo(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    del progress
    yield logo_file.read_logo(Path(asked["path"]))


def _columns_of_layers(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    del progress
    yield place_reading.columns_of_layers(Path(asked["path"]))


def _named_points(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    del progress
    west, south, east, north = asked["around"]
    around = (west, south, east, north)
    yield place_reading.read_named_points(Path(asked["path"]), around)


def _second_opinion(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    del progress
    yield esda_calculates(asked)


def _itself(asked: Mapping[str, Any], progress: Progress) -> Iterator[Any]:
    """Say what the reader can do, and what keeps it from more."""
    del asked, progress
    yield {
        "drivers": sorted(gdal.pyogrio.list_drivers()),
        "holder of memory": limits.holder(),
    }


TASKS: Final[Mapping[str, Task]] = {
    "areas": _areas,
    "attributes": _attributes,
    "layer": _layer,
    "source of layer": _source_of_layer,
    "logo": _logo,
    "columns of layers": _columns_of_layers,
    "named points": _named_points,
    "sheets": workbook_cells.sheets,
    "rows": workbook_cells.rows,
    "second opinion": _second_opinion,
    "itself": _itself,
}
