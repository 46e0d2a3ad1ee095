"""Figures of small areas given to the wards over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from hotspot_app.progress import SILENT, Progress

STRADDLING: Final = 0.01
"""An area with more than this share of its ground outside its ward straddles."""

_MOSTLY: Final = 0.5

_AT_ONCE: Final = 500
"""Pairs laid over one another between two steps."""

_WARDS: Final = 50
"""Wards whose areas are found between two steps."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The ward whose figure depends most on the rule.

    Attributes
    ----------
    ward
        Code of the ward.
    shared, best_fit
        The ward's figure by either rule.
    """

    ward: str
    shared: float
    best_fit: float

    @property
    def relative(self) -> float:
        """Shared less best fit, as a share of best fit."""
        return self.shared / self.best_fit - 1 if self.best_fit else np.inf


def overlaps(
    areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame, progress: Progress = SILENT
) -> pd.DataFrame:
    """Return the overlaps of areas with wards.

    Parameters
    ----------
    areas, wards
        Area tables (`schema.AREA_COLUMNS`).

    Returns
    -------
    pandas.DataFrame
        One row a pair that overlaps: `area`, `ward` (codes), `size` (square metres) and
        `share` (of the area's ground).
    """
    ward, area = _pairs(areas, wards, progress.part(0.0, 0.1))
    progress = progress.part(0.1, 1.0)
    shapes = areas.geometry.array
    size = np.empty(len(area))
    for first in range(0, len(area), _AT_ONCE):
        progress.step(first / len(area), "Laying wards over areas")
        some = slice(first, first + _AT_ONCE)
        shared = shapely.intersection(
            shapes[area[some]], wards.geometry.array[ward[some]]
        )
        size[some] = shapely.area(shared)
    found = pd.DataFrame(
        {
            "area": areas.index.to_numpy()[area],
            "ward": wards.index.to_numpy()[ward],
            "size": size,
            "share": size / shapely.area(shapes)[area],
        }
    )
    found = found[found["size"] > 0]
    return found.sort_values(["area", "ward"], ignore_index=True)


def _pairs(
    areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame, progress: Progress
) -> npt.NDArray[np.intp]:
    """Return the positions of each ward and area that meet, (2, n)."""
    tree = shapely.STRtree(areas.geometry.array)
    found = [np.empty((2, 0), dtype=np.intp)]
    for first in range(0, len(wards), _WARDS):
        progress.step(first / len(wards), "Laying wards over areas")
        some = wards.geometry.array[first : first + _WARDS]
        ward, area = tree.query(some, predicate="intersects")
        found.append(np.stack([first + ward, area]))
    return np.concatenate(found, axis=1)


def ward_of(found: pd.DataFrame, areas: pd.Index[str]) -> pd.Series[str]:
    """Return the ward that holds most of each area, "" for areas in no ward.

    Parameters
    ----------
    found
        Overlaps, as returned by `overlaps`.
    areas
        Codes of the areas.
    """
    ordered = found.sort_values(["area", "size", "ward"], ascending=[True, False, True])
    best = ordered.drop_duplicates("area").set_index("area")["ward"]
    return best.reindex(areas).fillna("").astype("object").rename("ward")


def straddlers(found: pd.DataFrame, *, least: float = STRADDLING) -> pd.Series[float]:
    """Return areas that lie mostly, but not wholly, in one ward.

    Returns
    -------
    pandas.Series
        Share of an area's ground outside its main ward, index `code`, for areas where
        it is over `least`. Areas of which wards cover less than half aren't among them.
    """
    share = found.groupby("area")["share"]
    outside = 1.0 - share.max()
    across = outside[(outside > least) & (share.sum() >= _MOSTLY)]
    return across.rename_axis("code").rename("share").astype("float64")


def share_by_area(
    values: pd.Series[float], found: pd.DataFrame, wards: pd.Index[str]
) -> pd.Series[float]:
    """Distribute figures of areas to wards in proportion to ground.

    An area of which the wards cover most is shared out whole, so its total is
    conserved though the two sets of boundaries were drawn apart; of one that the
    wards hardly touch only the part they cover is counted.

    Parameters
    ----------
    values
        (n,) figures, index the areas' codes. A missing figure makes those of its wards
        missing, unless they hold less than `STRADDLING` of the area.
    wards
        Codes of the wards.

    Returns
    -------
    pandas.Series
        Index as `wards`; 0 for wards without areas.
    """
    covered = found.groupby("area")["share"].transform("sum")
    part = found["share"] / covered.where(covered >= _MOSTLY, 1.0)
    value = found["area"].map(values).astype("float64")
    slight = value.isna() & (found["share"] < STRADDLING)
    return _summed((value * part).where(~slight, 0.0), found["ward"], wards)


def best_fit(
    values: pd.Series[float], found: pd.DataFrame, wards: pd.Index[str]
) -> pd.Series[float]:
    """Give each area's figure whole to the ward that holds most of it.

    Areas with less than half of their ground in any ward go to none.
    """
    covered = found.groupby("area")["share"].sum().reindex(values.index).fillna(0.0)
    ward = ward_of(found, values.index).where(covered >= _MOSTLY, "")
    return _summed(values, ward, wards)


def _summed(
    parts: pd.Series[float], ward: pd.Series[str], wards: pd.Index[str]
) -> pd.Series[float]:
    """Add parts by ward; a missing part makes its ward missing."""
    position = wards.get_indexer(pd.Index(ward))
    inside = position >= 0
    weight = parts.to_numpy(dtype=np.float64)[inside]
    total = np.bincount(position[inside], weight, len(wards)).astype(np.float64)
    return pd.Series(total, index=wards, name=parts.name)


def largest_difference(
    values: pd.Series[float], found: pd.DataFrame, wards: pd.Index[str]
) -> Difference | None:
    """Find the ward whose figure the choice of rule changes most, relatively.

    None if no ward has a figure by both rules.
    """
    shared = share_by_area(values, found, wards)
    fitted = best_fit(values, found, wards)
    gap = (shared - fitted).abs() / fitted.where(fitted > 0)
    if gap.isna().all():
        return None
    ward = str(gap.idxmax())
    return Difference(ward, float(shared[ward]), float(fitted[ward]))
