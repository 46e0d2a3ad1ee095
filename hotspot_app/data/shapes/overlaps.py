"""Ground that two areas of a file both cover."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.words import counted, share

_CAUTION: Final = 0.01
_REFUSED: Final = 0.1
"""Shares of the areas' ground that lies in two of them."""


def check_doubled(areas: gpd.GeoDataFrame, where: str) -> list[Note]:
    """Refuse areas that cover one another; return notes on smaller overlaps.

    An incident counts in one area only, so that ground in two has its incidents in
    the one and looks empty in the other.

    Raises
    ------
    InputError
        If more than a tenth of the ground is in two areas.
    """
    shapes = areas.geometry.array
    # few areas of a sound file are suspected, and only those cost anything
    suspect = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    one, other = shapely.STRtree(shapes).query(shapes[suspect])
    one = suspect[one]
    pairs = np.unique(np.sort(np.column_stack([one, other])), axis=0)
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    twice = shapely.area(shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]]))
    whole = float(shapely.area(shapes).sum())
    doubled = float(twice.sum())
    if doubled <= _CAUTION * whole:
        return []
    first, second = areas["name"].iloc[pairs[int(np.argmax(twice))]]
    said = (
        f"{counted(int((twice > 0).sum()), 'pair')} of areas overlap, "
        f"{share(doubled, whole)} of all their ground, most of it {first} and {second}"
    )
    if doubled > _REFUSED * whole:
        raise InputError(
            said, where=where, hint="Give areas of which none lies over another."
        )
    return [
        Note(
            f"{where}: {said}. An incident there is counted in the first by code only.",
            caution=True,
        )
    ]
