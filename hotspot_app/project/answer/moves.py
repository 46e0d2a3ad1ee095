"""The change of places that stand out now, or stood out in an earlier period."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

import pandas as pd

from hotspot_app.project.steps.comparison import Comparison
from hotspot_app.project.steps.standing import Listing, Standing
from hotspot_app.stats.classes.confidence import NO_DATA, SURE, TOO_FEW
from hotspot_app.stats.clustering.hotspots import Descent, descent
from hotspot_app.stats.over_time.change import changes


class Turn(Enum):
    """The direction of a change beyond chance."""

    ROSE = "rose"
    SAME = "not beyond chance"
    FELL = "fell"
    UNTOLD = "too few to say"


class Move(Enum):
    """The change of a place: whether it is listed, and the direction of its count."""

    NEW = "new"
    AHEAD = "newly ahead, count about as before"
    AHEAD_FELL = "newly ahead though it fell, the rest fell more"
    STILL_RISING = "still there, rising"
    STILL = "still there"
    STILL_FADING = "still there, fading"
    OVERTAKEN = "rising, others more"
    NO_LONGER = "no longer ahead, count about as before"
    GONE = "gone"
    RISING = "rising"
    COUNTS_ONLY = "only the counts can be said"


MOVES: Final[Mapping[tuple[bool, bool, Turn], Move]] = {
    (False, True, Turn.ROSE): Move.NEW,
    (False, True, Turn.SAME): Move.AHEAD,
    (False, True, Turn.FELL): Move.AHEAD_FELL,
    (True, True, Turn.ROSE): Move.STILL_RISING,
    (True, True, Turn.SAME): Move.STILL,
    (True, True, Turn.FELL): Move.STILL_FADING,
    (True, False, Turn.ROSE): Move.OVERTAKEN,
    (True, False, Turn.SAME): Move.NO_LONGER,
    (True, False, Turn.FELL): Move.GONE,
    (False, False, Turn.ROSE): Move.RISING,
}
"""By whether it was listed before, whether it is now, and its count's turn."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A place or hotspot, compared between two periods.

    Attributes
    ----------
    codes
        Codes of the areas it has or had, those that it has now first.
    rank
        Number in the list; 0 if it isn't listed now.
    now, before
        Incidents of all these areas in the two periods, as far as they are compared.
    joined, split_from
        Positions in the earlier list of places that are now part of this one, and of
        the place that this one was part of.
    rose_within
        Areas that rose beyond chance on their own, in a place that didn't as a whole.
    """

    codes: tuple[str, ...]
    rank: int
    move: Move
    turn: Turn
    now: float
    before: float
    joined: tuple[int, ...] = ()
    split_from: int | None = None
    rose_within: tuple[str, ...] = ()


def moves(
    now: Listing,
    before: Listing | None,
    compared: Comparison,
    besides: Collection[str] = (),
) -> list[Moved]:
    """Return every place that is listed, was listed or rose, with its change.

    Parameters
    ----------
    now, before
        Listings of the two periods; `before` is None if it is unknown.
    compared
        Counts of the two periods.
    besides
        Single areas that are returned whatever their change.

    Returns
    -------
    list
        Places now listed, in that order; then those listed before; then places that
        rose without being listed, the largest rise first; then `besides`. No area is in
        two of them.
    """
    known = before is not None and now.in_clusters == before.in_clusters
    old = before.standing if before is not None else ()
    lines, left = _lines(now.standing, old, compared)
    listed = [*(codes for codes, _ in lines), *(each.codes for each in left)]
    turns = _Turns(compared, now.areas["inside"], listed)
    shown = now.areas.index[now.areas["shown"]]
    rose = turns.rose(shown)
    found = []
    for n, codes in enumerate(listed):
        is_now = n < len(lines)
        line = lines[n][1] if is_now else Descent()
        was = not is_now or line != Descent()
        turn = turns.of(codes)
        move = MOVES.get((was, is_now, turn), Move.COUNTS_ONLY)
        found.append(
            Moved(
                codes,
                n + 1 if is_now else 0,
                move if known else Move.COUNTS_ONLY,
                turn,
                *turns.counts(codes),
                line.joined,
                line.split_from,
                () if turn is Turn.ROSE else tuple(c for c in rose if c in codes),
            )
        )
    spoken = {code for codes in listed for code in codes}
    rose = [code for code in rose if code not in spoken]
    quiet = [code for code in besides if code not in spoken.union(rose)]
    for codes, move in (
        *(((code,), Move.RISING) for code in rose),
        *(((code,), Move.COUNTS_ONLY) for code in quiet),
    ):
        found.append(Moved(codes, 0, move, turns.of(codes), *turns.counts(codes)))
    return found


def _lines(
    now: Sequence[Standing], before: Sequence[Standing], compared: Comparison
) -> tuple[list[tuple[tuple[str, ...], Descent]], list[Standing]]:
    """Return what is listed with all areas it has or had, and what was and isn't."""
    here = [frozenset(each.codes) for each in now]
    then = [frozenset(each.codes) for each in before]
    incidents = compared.areas[["count_now", "count_before"]].sum(axis=1)
    weights = dict(zip(incidents.index, incidents.to_numpy(), strict=True))
    taken = set().union(*here)
    came = descent(here, then, weights)
    codes = [list(each.codes) for each in now]
    gone = []
    for j, each in enumerate(before):
        heirs = [i for i, c in enumerate(came) if c.goes_on == j or j in c.joined]
        if not heirs:
            gone.append(each)
            continue
        rest = [code for code in each.codes if code not in taken]
        taken.update(rest)
        codes[heirs[0]].extend(rest)
    return [(tuple(c), line) for c, line in zip(codes, came, strict=True)], gone


class _Turns:
    """Directions of changes, of single areas and of several together.

    A single area's change is the comparison's, whose false-discovery rate is controlled
    over the areas of the place; that of several together is over all of them and the
    other areas.
    """

    def __init__(
        self,
        compared: Comparison,
        inside: pd.Series[bool],
        units: Iterable[tuple[str, ...]],
    ) -> None:
        self._counts = compared.areas[["count_now", "count_before"]].astype("float64")
        told = {"difference": "difference", "change_sure": "confidence"}
        self._alone = compared.areas[[*told]].rename(columns=told)
        several = [codes for codes in units if len(codes) > 1]
        if not several:
            return
        areas, days = self._counts.where(inside), compared.lengths
        within = [code for codes in several for code in codes]
        sums = pd.DataFrame(
            [areas.loc[[*codes]].sum(skipna=False) for codes in several],
            index=[codes[0] for codes in several],
        )
        parted = pd.concat([areas.drop(index=within), sums])
        self._together = changes(parted["count_now"], parted["count_before"], days)

    def rose(self, codes: pd.Index[str]) -> list[str]:
        """Return which single areas rose beyond chance, the largest rise first."""
        tested = self._alone.loc[codes]
        surely = tested["difference"].gt(0) & tested["confidence"].isin(SURE)
        by_rise = tested["difference"][surely].sort_values(
            ascending=False, kind="stable"
        )
        return [*by_rise.index]

    def counts(self, codes: tuple[str, ...]) -> tuple[float, float]:
        """Return how many were recorded in these areas, now and before."""
        both = self._counts.loc[[*codes]].sum(skipna=False)
        return float(both["count_now"]), float(both["count_before"])

    def of(self, codes: tuple[str, ...]) -> Turn:
        """Say which way the count of these areas went beyond chance."""
        tested = (self._alone if len(codes) == 1 else self._together).loc[codes[0]]
        if tested["confidence"] in {TOO_FEW, NO_DATA}:
            return Turn.UNTOLD
        if tested["confidence"] not in SURE:
            return Turn.SAME
        return Turn.ROSE if tested["difference"] > 0 else Turn.FELL
