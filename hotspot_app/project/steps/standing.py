"""The places that stand out of an answer, those side by side as one hotspot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from hotspot_app.clusters import HIGH
from hotspot_app.method import Column
from hotspot_app.overlay import Spot
from hotspot_app.project.ask.known import KnownHotspots
from hotspot_app.stats.chance.rates import PER_THOUSAND
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.clustering.hotspots import descent, side_by_side
from hotspot_app.stats.comparison.excess import above_whole
from hotspot_app.stats.graphs.neighbours import neighbour_graph

FIVE: Final = 5
"""Places that a page lists, and a map numbers."""

_GRID: Final = 0.1
"""Metres to which corners are rounded, so that borders drawn twice are one."""


LISTED: Final = (
    Column("excess", "float", "Above its share", help="Recorded less expected."),
    Column("listed", "float", "Number in the list", help="By excess, of those higher."),
    Column("hotspot", "text", "Hotspot", help="Its lasting number: H2."),
)
"""Columns on the places that stand out, in every answer."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A hotspot, or a single place that stands out on its own.

    Attributes
    ----------
    codes
        Codes of its areas, the one with the largest excess first.
    sure
        Confidence of the local test (`SURE`); "" for a single place.
    count
        Incidents.
    expected
        Incidents at the rate of the whole; without denominators, the average of an
        area.
    identity
        Number kept from one period to the next; 0 while unknown.
    """

    codes: tuple[str, ...]
    sure: str
    count: float
    expected: float
    identity: int = 0

    @property
    def excess(self) -> float:
        """Incidents more than expected."""
        return self.count - self.expected


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """Hotspots and single places that stand out, the largest excess first.

    Attributes
    ----------
    standing
        The hotspots and places, in order.
    areas
        On the index of the areas: `expected`, `excess`, `p`, `p_adjusted` and `higher`
        (`above_whole`); `rank`, the number of the hotspot or place in the list, and
        `identity`, 0 for none; `shown`; and `inside` for areas that are tested.
    by_rate
        True if areas are compared by the rate of the whole, False if by an even share.
    in_clusters
        Whether the method tested areas with their neighbours.
    """

    standing: tuple[Standing, ...]
    areas: pd.DataFrame
    by_rate: bool
    in_clusters: bool

    @property
    def values(self) -> pd.DataFrame:
        """The areas' figures by the names of `LISTED`."""
        areas, stands = self.areas, self.areas["rank"] > 0
        return pd.DataFrame(
            {
                "excess": areas["excess"],
                "listed": areas["rank"].where(stands).astype("float64"),
                "hotspot": ("H" + areas["identity"].astype(str)).where(stands, ""),
            }
        )

    @property
    def numbered(self) -> tuple[Standing, ...]:
        """Hotspots that a map numbers; none if areas weren't tested."""
        return self.standing[:FIVE] if self.in_clusters else ()


def listing(
    values: pd.DataFrame,
    areas: gpd.GeoDataFrame,
    *,
    whole_rate: float | None,
    in_clusters: bool,
    bridges: Sequence[tuple[str, str]] = (),
    known: KnownHotspots | None = None,
) -> Listing:
    """Return the places whose own count is above the rate of the whole beyond chance.

    Side by side and called clear or likely by the local test with their neighbours,
    they are one hotspot; else each stands on its own. What is high only for its
    neighbours' sake isn't listed. Only shown areas are; all of the place are tested.

    Parameters
    ----------
    values
        Values by area: `count`, `denominator`, and for a local test `class` and
        `confidence`.
    areas
        Area table on the same index: `shown`, and `inside` if only a part is shown.
    whole_rate
        Rate of the whole per 1,000, or None if counts are compared.
    in_clusters
        Whether the method tested areas with their neighbours.
    bridges
        Pairs of codes of areas that count as touching.
    known
        Hotspots found before, whose identities these may carry on.
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
    standing = _identified(standing, known, count)
    places = {
        code: (n, each.identity)
        for n, each in enumerate(standing, 1)
        for code in each.codes
    }
    numbers = [places.get(code, (0, 0)) for code in found.index]
    found[["rank", "identity"]] = np.array(numbers, dtype=np.int64).reshape(-1, 2)
    return Listing(
        tuple(standing),
        found.assign(shown=shown, inside=inside),
        whole_rate is not None,
        in_clusters,
    )


def _identified(
    standing: Sequence[Standing], known: KnownHotspots | None, count: pd.Series[float]
) -> list[Standing]:
    """Give each the identity of the earlier one with which it shares most incidents.

    New ones get numbers that none had before, in the order of the list.
    """
    before = () if known is None else known.members
    incidents = dict(zip(count.index, count.fillna(0.0).to_numpy(), strict=True))
    came = descent(
        [frozenset(each.codes) for each in standing],
        [frozenset(codes) for _, codes in before],
        incidents,
    )
    highest = max((identity for identity, _ in before), default=0)
    found = []
    for each, line in zip(standing, came, strict=True):
        if line.goes_on is None:
            highest += 1
            found.append(replace(each, identity=highest))
        else:
            found.append(replace(each, identity=before[line.goes_on][0]))
    return found


def remembered(
    found: Listing, known: KnownHotspots | None, last: str
) -> KnownHotspots | None:
    """Return the hotspots of a listing to store; hotspots found in a later period stay.

    Those that aren't found any more are kept with the areas that they had and no other
    has, so that one that comes back is the same and no number is given twice.

    Parameters
    ----------
    last
        End of the period.
    """
    if known is not None and last < known.last:
        return known
    now = {each.identity: each.codes for each in found.standing}
    taken = {code for codes in now.values() for code in codes}
    for identity, codes in () if known is None else known.members:
        if identity not in now:
            now[identity] = tuple(code for code in codes if code not in taken)
    if not now:
        return known
    return KnownHotspots(last, tuple(sorted(now.items())))


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
