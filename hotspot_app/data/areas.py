"""Boundaries read, checked, repaired and brought to British National Grid."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data import attribution
from hotspot_app.data.area_codes import as_text, by_code, check_left, check_shapes
from hotspot_app.data.area_columns import (
    AreaColumns,
    district_columns,
    find_columns,
)
from hotspot_app.data.area_grid import on_grid
from hotspot_app.data.area_notes import told, told_cut, told_repairs
from hotspot_app.data.boundary_file import read_shapes
from hotspot_app.data.district import district_of_lsoa, in_district, near, touching
from hotspot_app.data.doubled import check_doubled
from hotspot_app.data.ons import LEVELS, is_code, level_of_codes, lsoa_vintage
from hotspot_app.data.repair import repair
from hotspot_app.data.source_file import SourceFile, fingerprint
from hotspot_app.data.sources import Entry, recorded
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.schema import CRS, check_areas


@dataclass(frozen=True, eq=False)
class AreaFile:
    """Areas ready for the statistics, and what is known of them.

    Attributes
    ----------
    areas
        `schema.AREA_COLUMNS`, index `code`, sorted; EPSG:27700, valid. The
        column `district` is there where the file names the districts.
    level
        "lsoa", "ward", "msoa", "district", the user's own word, or "area".
    vintage
        Year of the codes (2011, 2021, 2025), None if it can't be told.
    place
        What the shown areas make up: "Southampton", or "the area".
    source
        The file.
    attribution
        The line to print on every map.
    notes
        Choices made and cautions.
    """

    areas: gpd.GeoDataFrame
    level: str
    vintage: int | None
    place: str
    source: SourceFile
    attribution: str
    notes: tuple[Note, ...]


def read_areas(
    path: Path,
    *,
    level: str = "",
    code: str = "",
    name: str = "",
    district: str = "",
    progress: Progress = SILENT,
) -> AreaFile:
    """Read a boundary file.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage, Shapefile or a zip with one of them.
    level
        What the areas are: checked if it is an ONS level ("lsoa", "ward"),
        else a name for areas of the analyst's own ("beat").
    code, name
        Columns of codes and names, where the file's own aren't recognised.
    district
        Code or name of the district to show. Areas that touch it stay as
        neighbours (`shown` false), all others go.

    Raises
    ------
    InputError
        If the file can't be read, or lacks codes, shapes or a coordinate
        system, repeats codes, or lies outside Great Britain.
    WordsError
        If a column named by the user isn't there.
    """
    source = fingerprint(path)
    stored = recorded(path, source.sha256)
    progress.step(0.0, f"reading {path.name}")
    raw, remarks = read_shapes(path)
    if raw.empty:
        raise InputError("there are no areas in it", where=path.name)
    fields = [column for column in raw.columns if column != raw.geometry.name]
    columns = find_columns(fields, level=level, code=code, name=name, where=path.name)
    progress.step(0.4, f"checking {path.name}")
    everything = by_code(raw, columns, path.name)
    areas, notes = _cut(everything, district, stored, path.name)
    final = _arranged(areas)
    known, vintage = _known(final, columns, level, stored, path.name)
    progress.step(1.0, f"read {path.name}")
    return AreaFile(
        areas=final,
        level=known,
        vintage=vintage,
        place=_place(areas[areas["shown"]], stored),
        source=source,
        attribution=(stored.attribution if stored else "")
        or attribution.boundaries(level_of_codes(final.index), path.name),
        notes=(*told(final, columns, known, vintage, path.name), *notes, *remarks),
    )


def _cut(
    areas: gpd.GeoDataFrame, district: str, stored: Entry | None, where: str
) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    """Cut areas to the district, on the grid and valid, with a column `shown`."""
    total = len(areas)
    shown = _shown(areas, district, stored, where)
    if district:
        close = near(areas, shown)
        areas, shown = areas[close], shown[close]
    check_shapes(areas, where)
    areas, kept, moved = on_grid(areas, where)
    mended = repair(areas.geometry)
    areas = areas.set_geometry(mended.shapes).assign(shown=shown[kept])
    check_left(areas, where)
    notes: tuple[Note, ...] = ()
    if district:
        inside = areas["shown"].to_numpy()
        areas = areas[inside | touching(areas.geometry, inside)]
    if district or not shown.all():
        notes = told_cut(areas, where, total)
    doubled = check_doubled(areas, where)
    return areas, (*notes, *moved, *told_repairs(mended, areas), *doubled)


def _shown(
    areas: gpd.GeoDataFrame, district: str, stored: Entry | None, where: str
) -> npt.NDArray[np.bool_]:
    """Say which areas are in the district asked for, or were when stored."""
    if district:
        names = areas["name"].tolist()
        return in_district(areas, district, names=names, where=where)
    if stored is not None and "shown" in areas:
        return np.asarray(areas["shown"].astype(bool))
    return np.ones(len(areas), dtype=np.bool_)


def _arranged(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Keep the declared columns, in the order of codes."""
    own = district_columns(list(areas.columns))
    column = own[0] or own[1]
    kept = ["name", "shown", "geometry"]
    if column:
        district = areas[column].astype("object").map(as_text)
        areas = areas.assign(district=district)
        kept = [*kept, "district"]
    final = areas[kept].sort_index()
    final = final.set_crs(CRS, allow_override=True)
    final.index = pd.Index(final.index.astype("object"), name="code", dtype="str")
    final["name"] = final["name"].astype("str")
    check_areas(final)
    return final


def _known(
    areas: gpd.GeoDataFrame,
    columns: AreaColumns,
    level: str,
    stored: Entry | None,
    where: str,
) -> tuple[str, int | None]:
    """Settle level and vintage from the record, the column and the codes."""
    by_codes = level_of_codes(areas.index)
    if level in LEVELS and by_codes and by_codes != level:
        raise InputError(
            f"these are {LEVELS[by_codes]} ({areas.index[0]}), not {LEVELS[level]}",
            where=where,
            hint=f"Give the boundaries of the {LEVELS[level]}.",
        )
    said = level or (stored.level if stored else "") or columns.level or by_codes
    vintage = (stored.vintage if stored else 0) or columns.vintage
    if vintage is None and by_codes == "lsoa":
        vintage = lsoa_vintage(areas.index)
    return said or "area", vintage


def _place(shown: gpd.GeoDataFrame, stored: Entry | None) -> str:
    """Name what the shown areas make up, if the file or its record tells."""
    if stored is not None and stored.place:
        return stored.place
    column = district_columns(list(shown.columns))[1]
    if column:
        names = {as_text(value) for value in shown[column].astype("object")}
    else:
        names = {district_of_lsoa(text) for text in shown["name"]}
    only = names.pop() if len(names) == 1 else ""
    return only if only and not is_code(only) else "the area"
