"""Boundaries read, checked, repaired and brought to British National Grid.

In the reader only; everybody else asks `areas.read_areas`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj.exceptions import CRSError, ProjError

from hotspot_app.data.base import attribution
from hotspot_app.data.base.ons import LEVELS, is_code, level_of_codes, lsoa_vintage
from hotspot_app.data.base.sources import Entry, recorded
from hotspot_app.data.native.boundary_file import (
    damaged_file,
    read_shapes,
)
from hotspot_app.data.shapes.area_codes import by_code, check_left, check_shapes
from hotspot_app.data.shapes.area_columns import (
    AreaColumns,
    as_text,
    district_columns,
    find_columns,
)
from hotspot_app.data.shapes.area_grid import on_grid
from hotspot_app.data.shapes.area_notes import told, told_cut, told_repairs
from hotspot_app.data.shapes.district import in_district, near, touching
from hotspot_app.data.shapes.overlaps import check_doubled
from hotspot_app.data.shapes.repair import check_tangles, is_broken, repair
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.progress import Progress
from hotspot_app.schema import CRS, check_areas
from hotspot_app.words import district_of_lsoa


def read_areas(asked: Mapping[str, str], progress: Progress) -> Mapping[str, Any]:
    """Read a boundary file, and return the fields of `areas.AreaFile` by name.

    Parameters
    ----------
    asked
        Arguments of `areas.read_areas`, by name.

    Raises
    ------
    InputError, WordsError
        As `areas.read_areas`.
    """
    path = Path(asked["path"])
    try:
        return _read(path, asked, progress)
    except (shapely.errors.ShapelyError, CRSError, ProjError) as error:
        raise damaged_file(path.name, error) from error


def _read(
    path: Path, asked: Mapping[str, str], progress: Progress
) -> Mapping[str, Any]:
    progress.step(0.0, f"reading {path.name}")
    raw, file, remarks = read_shapes(path, progress.part(0.0, 0.4))
    stored = recorded(path, file.sources[0].sha256)
    if raw.empty:
        raise InputError("there are no areas in it", where=path.name)
    level = asked["level"]
    columns = find_columns(
        pd.DataFrame(raw.drop(columns=raw.geometry.name)),
        where=path.name,
        level=level,
        code=asked["code"],
        name=asked["name"],
    )
    progress.step(0.4, f"checking {path.name}")
    everything = by_code(raw, columns, path.name)
    work = progress.part(0.4, 0.9)
    some, shown = _near(everything, asked["district"], stored, path.name)
    check_shapes(some, columns.code, path.name)
    areas, notes = _cut(some, shown, len(everything), asked, work)
    final = _arranged(areas)
    known, vintage = _known(final, columns, level, stored, path.name)
    progress.step(0.9, f"read {path.name}")
    return {
        "areas": final,
        "level": known,
        "vintage": vintage,
        "place": _place(areas[areas["shown"]], stored),
        "source": file.sources[0],
        "beside": file.sources[1:],
        "attribution": (stored.attribution if stored else "")
        or attribution.boundaries(level_of_codes(final.index), path.name),
        "notes": (*told(final, columns, known, vintage, path.name), *notes, *remarks),
    }


def _near(
    areas: gpd.GeoDataFrame, district: str, stored: Entry | None, where: str
) -> tuple[gpd.GeoDataFrame, npt.NDArray[np.bool_]]:
    """Leave out what is far from the district, and say which areas are in it."""
    shown = _shown(areas, district, stored, where)
    if not district:
        return areas, shown
    close = near(areas, shown)
    return areas[close], shown[close]


def _cut(
    areas: gpd.GeoDataFrame,
    shown: npt.NDArray[np.bool_],
    total: int,
    asked: Mapping[str, str],
    progress: Progress,
) -> tuple[gpd.GeoDataFrame, tuple[Note, ...]]:
    """Cut areas to the district, on the grid and valid, with a column `shown`."""
    where, district = Path(asked["path"]).name, asked["district"]
    areas, kept, moved = on_grid(areas, where)
    progress.step(0.3, f"checking {where}")
    broken = is_broken(areas.geometry)
    check_tangles(areas[broken], where)
    mended = repair(areas.geometry, broken, progress.part(0.4, 0.8))
    areas = areas.set_geometry(mended.shapes).assign(shown=shown[kept])
    check_left(areas, where)
    notes: tuple[Note, ...] = ()
    if district:
        inside = areas["shown"].to_numpy()
        areas = areas[inside | touching(areas.geometry, inside)]
    if district or not shown.all():
        notes = told_cut(areas, where, total)
    progress.step(0.8, f"checking {where}")
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
