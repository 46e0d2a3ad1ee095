"""The places that stand out of an answer, those side by side as one hotspot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from hotspot_app.clusters import HIGH
from hotspot_app.overlay import Spot
from hotspot_app.stats.confidence import SURE
from hotspot_app.stats.excess import above_whole
from hotspot_app.stats.hotspots import side_by_side
from hotspot_app.stats.neighbours import neighbour_graph
from hotspot_app.stats.rates import PER_THOUSAND

FIVE: Final = 5
"""Places that a page lists, and a map numbers."""

_GRID: Final = 0.1
"""Metres to which corners are rounded, so that borders drawn twice are one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A hotspot, or a single place that stands out on its own.

    Attributes
    ----------
    codes
        Its areas, that with the largest excess first.
    sure
        How sure the local test is of it (`SURE`); "" of a place on its own.
    count
        Incidents.
    expected
        Incidents that the rate of the whole would give it; without denominators as
        many as an area has on average.
    """

    codes: tuple[str, ...]
    sure: str
    count: float
    expected: float

    @property
    def excess(self) -> float:
        """Incidents more than expected."""
        return self.count - self.expected


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """What stands out, by excess, the largest first.

    Attributes
    ----------
    standing
        In order.
    areas
        On the index of the areas: `expected`, `excess`, `p`, `p_adjusted` and `higher`
        (`above_whole`); `rank`, the number of the hotspot or place in the list, 0 for
        none; `shown`, and `inside` the place over which all are tested.
    by_rate
        Whether more than the rate of the whole is meant, else more than an even share.
    in_clusters
        Whether a local test of areas with their neighbours was made.
    """

    standing: tuple[Standing, ...]
    areas: pd.DataFrame
    by_rate: bool
    in_clusters: bool

    @property
    def numbered(self) -> tuple[Standing, ...]:
        """Those that a map of tested areas numbers; none where none were tested."""
        return self.standing[:FIVE] if self.in_clusters else ()


def listing(
    values: pd.DataFrame,
    areas: gpd.GeoDataFrame,
    *,
    whole_rate: float | None,
    in_clusters: bool,
    bridges: Sequence[tuple[str, str]] = (),
) -> Listing:
    """List the places whose own figure is higher than the whole's beyond chance.

    Side by side and called clear or likely by the local test with their neighbours,
    they are one hotspot; else each stands on its own. What is high only for its
    neighbours' sake isn't listed. Only shown areas are; all of the place are tested.

    Parameters
    ----------
    values
        What was found by area: `count`, `denominator`, and of a local test `class` and
        `confidence`.
    areas
        On the same index; `shown`, and `inside` where only a part is shown.
    whole_rate
        Incidents per 1,000 of the whole, or None if counts are compared.
    in_clusters
        Whether a local test of areas with their neighbours was made.
    bridges
        Pairs of areas that are side by side whatever their shapes say.
    """
    shown = areas["shown"].astype(bool)
    inside = areas["inside"].astype(bool) if "inside" in areas else shown
    count = values["count"].astype("float64")
    expected = pd.Series(count[inside].mean(), index=count.index).where(count.notna())
    if whole_rate is not None:
        people = values["denominator"].where(values["denominator"] > 0)
        expected = people * whole_rate / PER_THOUSAND
    found = above_whole(count, expected, inside)
    high = found["higher"] & shown
    sure = _sure(values) if in_clusters else pd.Series("", index=values.index)
    together = [*high.index[high & sure.ne("")]]
    alone = [frozenset([code]) for code in high.index[high & sure.eq("")]]
    groups = [*_side_by_side(areas, together, bridges), *alone]
    figures = pd.DataFrame(
        {"count": count, "expected": found["expected"], "sure": sure}
    )[high]
    each_of = dict(zip(figures.index, figures.to_numpy().tolist(), strict=True))
    standing = [_standing(group, each_of) for group in groups]
    standing.sort(key=lambda each: (-each.excess, each.codes))
    number = {code: n for n, each in enumerate(standing, 1) for code in each.codes}
    rank = found.index.map(lambda code: number.get(code, 0))
    return Listing(
        tuple(standing),
        found.assign(rank=rank, shown=shown, inside=inside),
        whole_rate is not None,
        in_clusters,
    )


def spots(areas: gpd.GeoDataFrame, standing: Iterable[Standing]) -> tuple[Spot, ...]:
    """Return the outlines of places that stand out, numbered in their order."""
    found = []
    for number, each in enumerate(standing, 1):
        shapes = areas.geometry.loc[[*each.codes]].to_numpy()
        at = shapely.get_coordinates(shapely.point_on_surface(shapes[0]))[0]
        outline = shapely.union_all(shapes, grid_size=_GRID)
        found.append(
            Spot(number, frozenset(each.codes), outline, (float(at[0]), float(at[1])))
        )
    return tuple(found)


def _sure(values: pd.DataFrame) -> pd.Series[str]:
    """Say of each area how sure the local test is that it is high, "" if not."""
    high = values["class"].isin(HIGH) & values["confidence"].isin(SURE)
    found: pd.Series[str] = values["confidence"].astype(str).where(high, "")
    return found


def _side_by_side(
    areas: gpd.GeoDataFrame, codes: list[str], bridges: Sequence[tuple[str, str]]
) -> list[frozenset[str]]:
    if len(codes) < 2:
        return [frozenset([code]) for code in codes]
    members = set(codes)
    by_hand = [pair for pair in bridges if members.issuperset(pair)]
    found = neighbour_graph(areas.loc[codes], "queen", bridges=by_hand)
    return side_by_side(codes, found.graph)


def _standing(
    codes: Iterable[str], figures: Mapping[str, tuple[float, float, str]]
) -> Standing:
    """Sum up areas, of which count, expected incidents and how sure are given."""

    def excess(code: str) -> float:
        return figures[code][0] - figures[code][1]

    by_excess = sorted(codes, key=lambda code: (-excess(code), code))
    counts, expected, sure = zip(*(figures[code] for code in by_excess), strict=True)
    surest = next((each for each in SURE if each in sure), "")
    return Standing(tuple(by_excess), surest, sum(counts), sum(expected))
