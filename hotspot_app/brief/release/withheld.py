"""Which figures of an answer are withheld, marked or shown, and why, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from hotspot_app.brief.release.asked_figures import Asked, Of
from hotspot_app.brief.release.audience import Rules
from hotspot_app.words import capital, counted, listed, number, share

SYMBOL = "c"
"""What stands where a figure is withheld, for whatever reason."""


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """What is withheld of one period.

    Attributes
    ----------
    areas
        Codes of areas whose count is withheld.
    marked
        Codes of areas whose rate rests on few incidents and is marked.
    types
        Sets of types whose count over all areas is withheld: as `What.counted` has
        them, a group's too.
    whole
        Whether the question's own count over all areas is withheld.
    """

    areas: frozenset[str] = frozenset()
    marked: frozenset[str] = frozenset()
    types: frozenset[frozenset[str]] = frozenset()
    whole: bool = False

    def hides(self, types: Collection[str]) -> bool:
        """Say whether the count of some types over all areas is withheld."""
        return frozenset(types) in self.types


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is withheld of an answer.

    Attributes
    ----------
    months
        Whether counts by month are.
    any_of
        Codes of areas withheld now or before: their change, and any sum of areas that
        has one of them, is withheld too.
    """

    now: OfPeriod = field(default_factory=OfPeriod)
    before: OfPeriod = field(default_factory=OfPeriod)
    months: bool = False

    @property
    def any_of(self) -> frozenset[str]:
        """Codes of areas withheld now or before."""
        return self.now.areas | self.before.areas

    def hides_sum(self, codes: Collection[str]) -> bool:
        """Say whether a sum of areas (a hotspot, a fifth) rests on stand-ins."""
        return not self.any_of.isdisjoint(codes)


NOTHING_WITHHELD = Withheld()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a planned figure: its true value, and whether it is out."""

    asked: Asked
    value: int
    withheld: bool


def withheld_of(
    outcomes: Sequence[Outcome], left_out: Sequence[Asked], rules: Rules
) -> Withheld:
    """Gather what is withheld; figures left out count as withheld."""

    def of(when: Of) -> OfPeriod:
        here = [each for each in outcomes if each.asked.of == when]
        hidden = [each.asked for each in here if each.withheld]
        hidden += [each for each in left_out if each.of == when]
        areas = {code for a in hidden if a.kind == "area" for code in a.where}
        few = [e for e in here if e.asked.kind == "area" and 0 < e.value < rules.few]
        marked = {code for each in few for code in each.asked.where} - areas
        others = [each for each in hidden if each.kind != "area"]
        own = {e.asked.counted for e in here if e.asked.kind == "area"}
        return OfPeriod(
            frozenset(areas),
            frozenset(marked),
            frozenset(frozenset(each.counted.types) for each in others),
            any(each.counted in own for each in others),
        )

    months = any(each.of == "month" for each in left_out) or any(
        each.withheld for each in outcomes if each.asked.of == "month"
    )
    return Withheld(of("now"), of("before"), months)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else the report tells.

    Attributes
    ----------
    unit
        What an area is called.
    earlier
        Figures that were out before and are minded.
    revised
        Of these, those that count otherwise now.
    follow
        Small counts that followed from these before.
    hurried
        Whether time ran out.
    raised
        Why counts are by ward and not by the areas asked for.
    dropped
        What isn't published at all.
    """

    unit: str
    earlier: int = 0
    revised: int = 0
    follow: int = 0
    hurried: bool = False
    raised: str = ""
    dropped: tuple[str, ...] = ()


def report(
    outcomes: Sequence[Outcome], also: Circumstances, rules: Rules
) -> tuple[str, ...]:
    """Say what was withheld and by which rule."""
    told = [also.raised] if also.raised else []
    told += [_of_areas(outcomes, of, also.unit, rules) for of in ("now", "before")]
    told.append(_of_wholes(outcomes, rules))
    if also.dropped:
        what = capital(listed(also.dropped))
        told.append(f"{what} are not published: too few incidents for that.")
    if any(each.withheld for each in outcomes):
        told.append(
            f'Counts withheld are shown as "{SYMBOL}", whatever the reason. To whoever '
            "knows all that is published, and these rules, each of them can still be "
            f"{rules.possible} or more whole numbers. Statistics were worked out with "
            "stand-ins for them, made from published counts alone; sums of areas that "
            "hold one are withheld."
        )
    told += _of_earlier(also)
    if also.hurried:
        told.append(
            "The search for the fewest counts to withhold took too long, so more are "
            "withheld than need be."
        )
    told.append(rules.words())
    return tuple(each for each in told if each)


def _of_areas(outcomes: Sequence[Outcome], of: Of, unit: str, rules: Rules) -> str:
    here = [e for e in outcomes if e.asked.kind == "area" and e.asked.of == of]
    hidden = [each for each in here if each.withheld]
    when = "in the period" if of == "now" else "in the period compared with"
    if not here:
        return ""
    if not hidden:
        return f"No {unit}'s count {when} is withheld."
    small = sum(each.value <= rules.small for each in hidden)
    said = (
        f"{number(len(hidden))} of {counted(len(here), unit)} "
        f"({share(len(hidden), len(here))}) have their count {when} withheld: "
        f"{number(small)} because it is 1 to {rules.small}"
    )
    more = len(hidden) - small
    return f"{said}{f', {number(more)} so that these do not follow' if more else ''}."


def _of_wholes(outcomes: Sequence[Outcome], rules: Rules) -> str:
    hidden = [e for e in outcomes if e.withheld and e.asked.kind != "area"]
    if not hidden:
        return ""
    small = sum(each.value <= rules.small for each in hidden)
    return (
        f"{counted(len(hidden), 'count')} over all areas (of a type, a month or in "
        f"all) {'is' if len(hidden) == 1 else 'are'} withheld: {number(small)} because "
        f"of being 1 to {rules.small}, {number(len(hidden) - small)} so that others do "
        "not follow."
    )


def _of_earlier(also: Circumstances) -> list[str]:
    told = []
    if also.earlier:
        told.append(
            f"{counted(also.earlier, 'figure')} made public before "
            f"{'was' if also.earlier == 1 else 'were'} taken into account."
        )
    if also.revised:
        told.append(
            f"{counted(also.revised, 'figure')} made public before "
            f"{'counts' if also.revised == 1 else 'count'} otherwise now: the files "
            "were revised. Whoever compares the two sees the difference."
        )
    if also.follow:
        told.append(
            f"{counted(also.follow, 'small count')} could be worked out from what was "
            "made public before: that can't be undone."
        )
    return told
