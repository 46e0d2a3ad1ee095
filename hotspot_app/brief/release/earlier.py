"""Figures that are out already, of the same areas and of others that overlap them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.brief.release.asked_figures import Asked, scope_of
from hotspot_app.brief.release.points import Figure, Points
from hotspot_app.errors import WordsError
from hotspot_app.project.ask.ledger import Areas, Counted, Entry, Ledger
from hotspot_app.remedies import ChooseLevel, ChoosePeriod, ChooseSource, DropFlags
from hotspot_app.words import listed

Place = tuple[tuple[str, ...], str, str]
"""Flags, type and month."""


@dataclass(frozen=True, eq=False)
class Past:
    """A figure that was published, or withheld (None)."""

    figure: Figure
    value: int | None


def earlier(
    ledger: Ledger,
    here: Areas,
    points: Points,
    plan: Sequence[Asked],
) -> list[Past]:
    """Return the figures that share incidents with those planned, at any remove.

    Raises
    ------
    WordsError
        If figures are out from which, with those planned, small counts could be worked
        out, whatever is withheld: of areas that overlap these, of some of the sources,
        or of other flags.
    """
    same = [
        each
        for each in ledger.entries
        if _is_same(each.areas, each, here, points.codes)
    ]
    others = [
        each
        for each in ledger.entries
        if not any(each is one for one in same)
        and _overlap(each.areas, here)
        and each.by_area
    ]
    found = _connected(same, points, plan)
    _refuse_other_areas(others, [*(e.counted for e in found if e.by_area)], plan)
    return [past for entry in found for past in _figures(entry, points)]


def _is_same(of: Areas, entry: Entry, here: Areas, codes: pd.Index[str]) -> bool:
    """Say whether figures are of the same areas, or of some of them, or of more."""
    if of.of != here.of:
        return False
    if of.vintage == here.vintage:
        return True
    theirs = {*entry.by_area, *(code for whole in entry.totals for code in whole)}
    ours = set(map(str, codes))
    return theirs <= ours or ours <= theirs


def _overlap(one: Areas, other: Areas) -> bool:
    west, south, east, north = one.extent
    their_west, their_south, their_east, their_north = other.extent
    apart = west >= their_east or their_west >= east
    return not (apart or south >= their_north or their_south >= north)


def _connected(
    entries: Sequence[Entry], points: Points, plan: Sequence[Asked]
) -> list[Entry]:
    """Return the entries that share points with those planned, or with such entries."""
    reached = scope_of(points, plan)
    sources = set(plan[0].counted.sources)
    waiting = [
        (each, points.scope(replace(each.counted, flags=())))
        for each in entries
        if sources & set(each.counted.sources)
    ]
    found: list[Entry] = []
    while near := [each for each in waiting if (each[1] & reached).any()]:
        for each in near:
            entry, _ = each
            waiting.remove(each)
            _refuse_sources(entry.counted, sources)
            if _is_of_flags(entry.counted, points.flags):
                found.append(entry)
                reached = reached | points.scope(entry.counted)
    return found


def _refuse_sources(counted: Counted, sources: Collection[str]) -> None:
    if set(counted.sources) == set(sources):
        return
    raise WordsError(
        f"counts by {listed(sorted(counted.sources))} of {_when(counted)} were made "
        f"public, and these are by {listed(sorted(sources))}: the difference would "
        "show small counts",
        hint="Ask for the same sources, or for other months.",
        remedies=(ChooseSource(), ChoosePeriod()),
    )


def _is_of_flags(counted: Counted, flags: tuple[str, ...]) -> bool:
    """Say whether figures can be minded; those of flags that cut across can't tell.

    Raises
    ------
    WordsError
        If they are of some of the flags asked for, or of more.
    """
    theirs, ours = set(counted.flags), set(flags)
    if not theirs or theirs == ours:
        return True
    if not ours or not (theirs < ours or ours < theirs):
        return not ours and _refuse_flagged(counted)
    return _refuse_flagged(counted)


def _refuse_flagged(counted: Counted) -> bool:
    raise WordsError(
        f"counts of incidents flagged {listed(sorted(counted.flags))} of "
        f"{_when(counted)} were made public: with these, small counts of the others "
        "would follow",
        hint="Ask for other months.",
        remedies=(ChoosePeriod(), DropFlags()),
    )


def _when(counted: Counted) -> str:
    months = [pd.Period(month, "M") for month in counted.months]
    first, last = months[0].strftime("%B %Y"), months[-1].strftime("%B %Y")
    return first if first == last else f"{first} to {last}"


def _figures(entry: Entry, points: Points) -> list[Past]:
    """Return an entry's figures of areas that are known here."""
    scope = points.scope(entry.counted)
    whole = set(entry.counted.months) <= set(points.months)
    found = []
    single = {(code,): value for code, value in entry.by_area.items()}
    for each, alone in ((single, True), (entry.totals, False)):
        for areas, value in each.items():
            places = points.places(areas)
            if places is None or not scope.any():
                continue
            figure = Figure(places, scope, alone)
            if not whole:
                left = -1 if value is None else value - figure.value(points)
                if left < 0:
                    continue  # it says nothing of what is held
                figure = replace(figure, apart=left)
            found.append(Past(figure, value))
    return found


# --- areas that overlap -----------------------------------------------------------


def _refuse_other_areas(
    others: Sequence[Entry], ours: Sequence[Counted], plan: Sequence[Asked]
) -> None:
    """Refuse figures that could be subtracted from those of areas that overlap.

    They can if some sum of the ones, over types and months, is a sum of the others.
    """
    planned = [*ours, *{each.counted for each in plan if each.kind == "area"}]
    sources = set(plan[0].counted.sources)
    for of in dict.fromkeys(each.areas for each in others):
        theirs = [
            each.counted
            for each in others
            if each.areas == of and sources & set(each.counted.sources)
        ]
        if not theirs or not _share_a_sum(planned, theirs):
            continue
        kind = of.of if not of.of.startswith("own-") else ""
        called = {"lsoa": "LSOA"}.get(kind, kind) or "areas of another kind"
        raise WordsError(
            f"counts by {called}{f' of {of.vintage}' if of.vintage else ''} of the "
            f"same types and months ({_when(theirs[0])}) were made public: with these "
            "too, small counts could be worked out where areas overlap",
            hint="Ask for the same areas as before, or for other months.",
            remedies=(*((ChooseLevel((kind,)),) if kind else ()), ChoosePeriod()),
        )


def _share_a_sum(one: Sequence[Counted], other: Sequence[Counted]) -> bool:
    places = sorted({place for each in (*one, *other) for place in _places(each)})
    first, second = _table(one, places), _table(other, places)
    ranks = [np.linalg.matrix_rank(each) for each in (first, second)]
    both = np.linalg.matrix_rank(np.concatenate([first, second]))
    return bool(both < sum(ranks))


def _places(counted: Counted) -> set[Place]:
    return {(counted.flags, t, m) for t in counted.types for m in counted.months}


def _table(
    figures: Sequence[Counted], places: Sequence[Place]
) -> npt.NDArray[np.float64]:
    rows = [[place in held for place in places] for held in map(_places, figures)]
    return np.array(rows, dtype=np.float64)
