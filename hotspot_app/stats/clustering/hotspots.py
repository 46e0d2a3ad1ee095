"""Areas side by side as one hotspot, and which earlier one it goes on from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hotspot_app.stats.graphs.links import Graph

Members = frozenset[str]
"""Codes of the areas of a hotspot."""


def side_by_side(codes: Iterable[str], graph: Graph) -> list[Members]:
    """Group areas into connected sets of touching areas.

    Parameters
    ----------
    codes
        Codes of areas that stand out.
    graph
        Which areas touch.

    Returns
    -------
    list
        Groups in the order of their first code.
    """
    left = dict.fromkeys(codes)
    linked: dict[str, list[str]] = {code: [] for code in left}
    pairs = graph.adjacency.index[graph.adjacency.to_numpy() > 0]
    for code, near in pairs:
        if code in linked and near in linked:
            linked[code].append(near)
    groups = []
    while left:
        first = next(iter(left))
        reached, edge = {first}, [first]
        while edge:
            new = set(linked[edge.pop()]) - reached
            reached |= new
            edge.extend(new)
        for code in reached:
            left.pop(code)
        groups.append(frozenset(reached))
    return groups


@dataclass(frozen=True, slots=True)
class Descent:
    """The earlier hotspots that a hotspot continues.

    Attributes
    ----------
    goes_on
        Position of the earlier hotspot whose identity it has; None for a new one.
    joined
        Positions of other earlier hotspots that are now part of it.
    split_from
        Position of an earlier hotspot of which it is a part, if another part with more
        incidents has that one's identity.
    """

    goes_on: int | None = None
    joined: tuple[int, ...] = ()
    split_from: int | None = None


def descent(
    now: Sequence[Members], before: Sequence[Members], incidents: Mapping[str, float]
) -> list[Descent]:
    """Match each hotspot to the earlier one with which it shares most incidents.

    An identity goes to one hotspot only: of several that share with the same earlier
    one, to that which shares most. So what splits has one heir, and what merges goes on
    from its largest part.

    Parameters
    ----------
    now, before
        Hotspots of the two periods as sets of areas; those of a period are disjoint.
    incidents
        Incidents by area, of both periods together, by which shared areas are weighted.

    Returns
    -------
    list
        One entry for each of `now`.
    """
    shared = [
        (sum(incidents.get(code, 0.0) for code in new & old), len(new & old), i, j)
        for i, new in enumerate(now)
        for j, old in enumerate(before)
        if new & old
    ]
    shared.sort(key=lambda each: (-each[0], -each[1], each[2], each[3]))
    goes_on: dict[int, int] = {}
    for *_, i, j in shared:
        if i not in goes_on and j not in goes_on.values():
            goes_on[i] = j
    heirs = set(goes_on.values())
    found = []
    for i in range(len(now)):
        old = [j for *_, one, j in shared if one == i]
        own = goes_on.get(i)
        joined = [j for j in old if j != own and j not in heirs]
        split = next((j for j in old if j in heirs), None) if own is None else None
        found.append(Descent(own, tuple(sorted(joined)), split))
    return found
