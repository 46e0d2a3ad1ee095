"""A wider boundary file cut to one district and the areas around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from hotspot_app.data.base.ons import is_code
from hotspot_app.data.shapes.area_columns import district_columns
from hotspot_app.errors import InputError
from hotspot_app.words import district_of_lsoa, listed

Mask = npt.NDArray[np.bool_]

TOUCHING: Final = 1.0
"""Areas nearer than this to the district, in metres, are around it."""


def in_district(
    areas: gpd.GeoDataFrame, district: str, *, names: Sequence[str], where: str
) -> Mask:
    """Return which areas of a file belong to a district.

    Parameters
    ----------
    areas
        (n,) features with the file's own columns.
    district
        Code ("E06000045") or name ("Southampton") of the district.
    names
        (n,) names of the areas; an LSOA's name begins with that of its district.
    where
        Name of the file in messages.

    Raises
    ------
    InputError
        If the file doesn't name the districts of its areas, or has no area of this one.
    """
    wanted = " ".join(district.split())
    code, name = district_columns(list(areas.columns))
    columns = [code, name] if is_code(wanted.upper()) else [name, code]
    known: Counter[str] = Counter()
    for column in filter(None, columns):
        values = areas[column].astype("object").map(_text)
        inside = np.asarray(values.str.casefold() == wanted.casefold())
        if inside.any():
            return inside
        known.update(value for value in values if value)
    if not is_code(wanted.upper()):
        own = [district_of_lsoa(text) for text in names]
        inside = np.array([text.casefold() == wanted.casefold() for text in own])
        if inside.any():
            return inside
        known.update(text for text in own if text)
    raise _not_there(wanted, [text for text, _ in known.most_common()], where)


def _text(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _not_there(wanted: str, known: list[str], where: str) -> InputError:
    if known:
        return InputError(
            f"it holds no area of {wanted}",
            where=where,
            hint=f"Its districts are {listed(known, 8)}.",
        )
    by_code = " Give the district's name, if these are LSOAs." * is_code(wanted.upper())
    return InputError(
        "it doesn't say which district its areas are in",
        where=where,
        hint="Give a file with a column of districts (LAD24CD), or leave the "
        f"district out if the file holds nothing else.{by_code}",
    )


def near(areas: gpd.GeoDataFrame, inside: Mask) -> Mask:
    """Say which areas may touch the district, by rectangles: a quick first cut.

    Its margin is 1% of the district's width or height, and never under 2 m in
    degrees or metres.
    """
    west, south, east, north = areas.geometry[inside].total_bounds
    margin = max(0.01 * max(east - west, north - south), 0.00003)
    bounds = areas.geometry.bounds.to_numpy()
    return np.asarray(
        (bounds[:, 0] <= east + margin)
        & (bounds[:, 2] >= west - margin)
        & (bounds[:, 1] <= north + margin)
        & (bounds[:, 3] >= south - margin)
        | inside
    )


def touching(shapes: gpd.GeoSeries, inside: Mask) -> Mask:
    """Say which areas outside touch one inside, within `TOUCHING` metres."""
    outside = np.flatnonzero(~inside)
    found = np.zeros(len(shapes), dtype=np.bool_)
    if len(outside) and inside.any():
        tree = shapely.STRtree(shapes.array[outside])
        hits = tree.query(shapes.array[inside], predicate="dwithin", distance=TOUCHING)
        found[outside[np.unique(hits[1])]] = True
    return found
