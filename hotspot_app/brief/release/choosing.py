"""Which planned figures are withheld, so that nothing small follows, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.brief.release.asked_figures import Asked
from hotspot_app.brief.release.audience import Rules
from hotspot_app.brief.release.earlier import Past
from hotspot_app.brief.release.parts import Split, State
from hotspot_app.brief.release.points import Figure, Key, Points
from hotspot_app.brief.release.withheld import Circumstances, Outcome
from hotspot_app.errors import WordsError
from hotspot_app.progress import Progress
from hotspot_app.remedies import ChooseLevel, ChoosePeriod, ChooseTypes
from hotspot_app.stats.withheld.disclosure import Protection, protect
from hotspot_app.stats.withheld.stand_ins import stand_ins

_TOTALS: Final = 50.0
"""How much dearer the count of a whole is than that of one area."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """Figures, and which of them are withheld."""

    split: Split
    protection: Protection
    outcomes: tuple[Outcome, ...]
    left_out: tuple[Asked, ...]
    circumstances: Circumstances

    def counts(self) -> npt.NDArray[np.int64]:
        """Return counts by area and point that follow from what is public alone."""
        split, withheld = self.split, self.protection.withheld
        published = np.where(withheld, 0, split.sums @ split.parts)
        return split.counts(stand_ins(split.sums, split.links, published, withheld))


def chosen(
    points: Points,
    plan: Sequence[Asked],
    past: Sequence[Past],
    rules: Rules,
    progress: Progress,
) -> Chosen:
    """Choose what is withheld; what can't be protected at all isn't published.

    Raises
    ------
    WordsError
        If areas' counts can't be protected, whatever else is left out.
    """
    made = {each: each.figure(points) for each in plan}
    left_out = _too_small(made, points, rules)
    dropped = _names(left_out)
    while True:
        kept = {each: made[each] for each in made if each not in left_out}
        found = _protected(points, kept, past, rules, progress)
        if not found.protection.unsafe:
            also = replace(found.circumstances, dropped=dropped)
            return replace(found, left_out=tuple(left_out), circumstances=also)
        more = [each for each in kept if each.kind in {"type", "group"}]
        if not more:
            raise WordsError(
                "these counts are so few that some would follow from the others, "
                "however many are withheld",
                hint="Ask for a longer period, larger areas or more types.",
                remedies=(ChoosePeriod(), ChooseLevel(("ward",)), ChooseTypes()),
            )
        left_out = {*left_out, *more, *(e for e in kept if e.of == "month")}
        dropped = _names(left_out)


def _too_small(made: dict[Asked, Figure], points: Points, rules: Rules) -> set[Asked]:
    """Return the figures that aren't worth withholding others for.

    The series of months where one is small, and groups of which a type is.
    """

    def small(of: Asked) -> bool:
        return 0 < made[of].value(points) <= rules.small

    months = {each for each in made if each.of == "month"}
    found = set(months) if any(map(small, months)) else set()
    types = [each for each in made if each.kind == "type" and small(each)]
    for each in made:
        if each.kind == "group" and any(
            kind.of == each.of and set(kind.counted.types) <= set(each.counted.types)
            for kind in types
        ):
            found.add(each)
    return found


def _names(left_out: set[Asked]) -> tuple[str, ...]:
    names = {"type": "counts by type", "group": "some groups of types"}
    kinds = {
        "counts by month" if each.of == "month" else names[each.kind]
        for each in left_out
    }
    return tuple(sorted(kinds))


def _protected(
    points: Points,
    plan: dict[Asked, Figure],
    past: Sequence[Past],
    rules: Rules,
    progress: Progress,
) -> Chosen:
    figures: dict[Key, Figure] = {}
    for figure in plan.values():
        figures.setdefault(figure.key, figure)
    states = dict.fromkeys(figures, State())
    revised = 0
    for each in past:
        value = each.figure.value(points)
        became, is_changed = _state(each, value, rules.small)
        revised += is_changed
        if became != State() and each.figure.key not in figures:
            figures[each.figure.key] = each.figure
        key = each.figure.key
        if key in figures and not states.get(key, State()).known:
            states[key] = became
    keys = {key: place for place, key in enumerate(figures)}
    split = Split(points, list(figures.values()))
    costs = np.array([_cost(each, points) for each in figures.values()])
    now = [states[key] for key in figures]
    problem = split.problem(now, costs, rules.small)
    found = protect(
        problem,
        small=rules.small,
        needed=rules.possible,
        seconds=rules.seconds,
        progress=progress,
    )
    outcomes = tuple(
        Outcome(each, int(problem.values[place]), bool(found.withheld[place]))
        for each, place in ((each, keys[figure.key]) for each, figure in plan.items())
    )
    hidden = len(problem.values)
    follow = sum(n >= hidden or problem.values[n] <= rules.small for n in found.follow)
    also = Circumstances("area", len(past), revised, follow, found.hurried)
    return Chosen(split, found, outcomes, (), also)


def _state(past: Past, value: int, small: int) -> tuple[State, bool]:
    """Return what became of a figure, and whether it counts otherwise now."""
    if past.value is None:
        return State(withheld=value > 0), False
    if past.value == value:
        return State(known=True), False
    # what is out is of the files as they were: of a count that is small now it tells
    # nothing certain, and any other may be thought known
    return State(known=value == 0 or value > small), True


def _cost(figure: Figure, points: Points) -> float:
    cost = 1 + float(np.log2(1 + figure.value(points)))
    return cost if figure.single else _TOTALS * cost
