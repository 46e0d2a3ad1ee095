"""Features of a boundary file by code and name, and refused if they can't be."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from hotspot_app.data.base.ons import ons_column, tidy
from hotspot_app.data.shapes.area_columns import AreaColumns, as_text
from hotspot_app.errors import InputError
from hotspot_app.remedies import NameCodes
from hotspot_app.words import counted


def by_code(
    raw: gpd.GeoDataFrame, columns: AreaColumns, where: str
) -> gpd.GeoDataFrame:
    """Index features by area code and name each of them.

    Raises
    ------
    InputError
        If an area has no code.
    """
    codes = raw[columns.code].astype("object").map(as_text).map(tidy)
    if (blank := int((codes == "").sum())) == len(codes):
        raise InputError(f"the column {columns.code} is empty", where=where)
    if blank:
        first = int(np.flatnonzero(codes == "")[0]) + 1
        raise InputError(
            f"{counted(blank, 'area')} without a code, first the one in place {first}",
            where=where,
            hint=f"Fill the column {columns.code}, or remove those shapes.",
        )
    names = codes
    if columns.name:
        given = raw[columns.name].astype("object").map(as_text)
        names = given.where(given != "", codes)
    areas = raw.rename_geometry("geometry") if raw.geometry.name != "geometry" else raw
    return areas.assign(code=codes, name=names).set_index("code")


def check_shapes(areas: gpd.GeoDataFrame, column: str, where: str) -> None:
    """Refuse repeated codes, missing shapes, and what isn't a polygon.

    Parameters
    ----------
    column
        Name of the column of codes.

    Raises
    ------
    InputError
        With the number of faults and the first.
    """
    twice = areas.index[areas.index.duplicated()].unique()
    if len(twice):
        parts = ons_column(column) or len(areas) <= 2 * areas.index.nunique()
        raise InputError(
            f"{counted(len(twice), 'code is', 'codes are')} there more than once, "
            f"first {twice[0]}",
            where=where,
            hint="Join the parts of each area into one shape (dissolve by code)."
            if parts
            else f"The column {column} doesn't tell areas apart.",
            remedies=() if parts else (NameCodes(),),
        )
    empty = np.asarray(areas.geometry.isna() | areas.geometry.is_empty)
    if empty.any():
        raise InputError(
            f"{counted(int(empty.sum()), 'area has', 'areas have')} no shape, first "
            f"{areas['name'].iloc[int(np.argmax(empty))]}",
            where=where,
            hint="Remove those rows, or ask for the whole file.",
        )
    other = ~areas.geometry.geom_type.isin(
        ["Polygon", "MultiPolygon", "GeometryCollection"]
    ).to_numpy()
    if other.any():
        kind = areas.geometry.geom_type.iloc[int(np.argmax(other))]
        raise InputError(
            f"{int(other.sum())} of {counted(len(areas), 'shape')} are no polygons, "
            f"first a {kind} ({areas['name'].iloc[int(np.argmax(other))]})",
            where=where,
            hint="Areas are needed, not points or lines.",
        )


def check_left(areas: gpd.GeoDataFrame, where: str) -> None:
    """Refuse areas whose shape is empty after repair.

    Raises
    ------
    InputError
        With the number of areas and the first.
    """
    gone = np.asarray(areas.geometry.is_empty)
    if gone.any():
        raise InputError(
            f"{counted(int(gone.sum()), 'area has', 'areas have')} no area on the "
            f"ground, first {areas['name'].iloc[int(np.argmax(gone))]}",
            where=where,
            hint="Draw it again, or remove it.",
        )
