"""Areas of any coordinate system brought to British National Grid, or refused."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from hotspot_app.data.base.grid import to_grid
from hotspot_app.data.shapes.national_grid import as_registered
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.schema import CRS, EXTENT
from hotspot_app.words import counted, listed

_ODD_SHARE: Final = 0.01
"""At most this share of a file's areas may lie outside OSTN15 and be left out."""


def on_grid(
    areas: gpd.GeoDataFrame, where: str, *, what: str = "area"
) -> tuple[gpd.GeoDataFrame, npt.NDArray[np.bool_], tuple[Note, ...]]:
    """Transform areas to British National Grid.

    Parameters
    ----------
    areas
        (n,) areas with a column `name`, in any coordinate system.
    where
        Name of the file in messages.
    what
        Noun for the areas in messages.

    Returns
    -------
    tuple
        The areas, (n,) which of them were kept, and notes.

    Raises
    ------
    InputError
        If the coordinate system is missing or doesn't fit the coordinates.
    """
    areas = _with_crs(areas, where)
    if areas.crs.to_epsg() == 27700:
        west, south, east, north = areas.total_bounds
        if west < EXTENT[0] or south < EXTENT[1] or max(east, north) <= 360:
            raise _not_british(len(areas), len(areas), areas, where, what)
        if east > EXTENT[2] or north > EXTENT[3]:
            raise _not_british(len(areas), len(areas), areas, where, what)
        return areas, np.ones(len(areas), dtype=np.bool_), ()
    degrees = areas if areas.crs.is_geographic else areas.to_crs("EPSG:4326")
    points, owner = shapely.get_coordinates(degrees.geometry.array, return_index=True)
    east, north = to_grid(points[:, 0], points[:, 1])
    kept = np.ones(len(areas), dtype=np.bool_)
    kept[owner[np.isnan(east)]] = False
    odd = areas[~kept]
    if len(odd) > _ODD_SHARE * len(areas):
        raise _not_british(len(odd), len(areas), odd, where, what)
    notes = [Note(f"{where}: brought from {areas.crs.name} to British National Grid.")]
    if len(odd):
        left = listed(odd["name"].tolist(), 5)
        notes.append(
            Note(f"{where}: left out, outside Great Britain: {left}.", caution=True)
        )
    moved = np.column_stack([east, north])[kept[owner]]
    shapes = shapely.transform(
        shapely.force_2d(areas.geometry.array[kept]), lambda _: moved
    )
    grid = gpd.GeoSeries(shapes, index=areas.index[kept], crs=CRS)
    return areas[kept].set_geometry(grid), kept, tuple(notes)


def _with_crs(areas: gpd.GeoDataFrame, where: str) -> gpd.GeoDataFrame:
    """Refuse a missing or local coordinate system; drop a vertical one."""
    crs = areas.crs
    if crs is not None and crs.is_compound:
        crs = crs.sub_crs_list[0]
    if crs is None or not (crs.is_geographic or crs.is_projected):
        raise InputError(
            "it doesn't say what coordinate system it is in",
            where=where,
            hint="Export it again with its coordinate system, best British "
            "National Grid (EPSG:27700).",
        )
    return areas.set_crs(as_registered(crs), allow_override=True)


def _not_british(
    count: int, total: int, odd: gpd.GeoDataFrame, where: str, what: str
) -> InputError:
    west, south, east, north = odd.total_bounds
    hint = "Check the coordinate system it was exported with."
    if odd.crs.is_geographic and max(abs(east), abs(north)) > 360:
        hint = (
            "Its numbers are metres but it claims to be in degrees: export it again "
            "with its coordinate system."
        )
    elif odd.crs.is_projected and max(abs(east), abs(north)) <= 360:
        hint = (
            "Its numbers are degrees but it claims to be in metres: export it again "
            "with its coordinate system."
        )
    elif 49 <= west <= 61 and -9 <= south <= 3:
        hint = "Latitude and longitude are in the wrong order: export it again."
    return InputError(
        f"{count} of {counted(total, f'{what} lies', f'{what}s lie')} outside Great "
        f"Britain, first {odd['name'].iloc[0]}",
        where=where,
        hint=hint,
    )
