"""The settling of a question: choices that the analyst left open are made."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Measure, Note, Question
from hotspot_app.method.spans import length, parts
from hotspot_app.offences import is_asb, is_crime
from hotspot_app.project.ask.advice import advise
from hotspot_app.project.ask.flags import with_flags
from hotspot_app.project.ask.periods import named_comparison, named_period
from hotspot_app.project.ask.when import apart, compared, given, moment, period
from hotspot_app.remedies import (
    A_DENOMINATOR,
    ChooseMeasure,
    ChoosePer,
    ChooseTypes,
    Give,
)
from hotspot_app.schema import ASB, DENOMINATORS, Denominator
from hotspot_app.words import dated, listed

SEED = 20_260_101
"""Seed of the permutations, unless the analyst gives another."""

MEASURES: tuple[Measure, ...] = ("count", "rate", "eb")


@dataclass(frozen=True, slots=True)
class Asked:
    """The question as asked by the analyst; empty means "you choose, and tell me".

    `flags` are names of `schema.FLAGS`: incidents with all of them are counted.
    Months are "YYYY-MM", days "YYYY-MM-DD"; `when` and `against` name a period
    and a comparison that move with the files (`periods.PERIODS`,
    `periods.AGAINST`) and stand in their place; `per` is a denominator of
    `schema.DENOMINATORS`;
    `ward_residents` is "area" or "best-fit". `within` has codes of the areas or
    wards to show, and `within_words` what they make up.
    """

    types: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    first: str = ""
    last: str = ""
    compare_first: str = ""
    compare_last: str = ""
    when: str = ""
    against: str = ""
    within: tuple[str, ...] = ()
    within_words: str = ""
    level: str = ""
    measure: str = ""
    per: str = ""
    ward_residents: str = "area"
    method: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Offered:
    """The types, months and sources that the files hold."""

    types: tuple[str, ...]
    months: tuple[pd.Period, ...]
    sources: tuple[str, ...]
    denominators: Mapping[Denominator, str]  # kind to words with its year
    place: str
    level: str
    group: str = ""  # what a group is called, at a level of groups
    part: str = ""  # what of the place is shown, if not all
    verb: str = "recorded"


def settle(asked: Asked, offered: Offered) -> tuple[Question, tuple[Note, ...]]:
    """Return the settled question, with notes on what was chosen for the analyst.

    Raises
    ------
    WordsError
        If a type, month, measure or denominator isn't offered by the files.
    """
    check(asked)
    notes: list[Note] = []
    types, kinds = _types(asked.types, offered)
    subject = with_flags(kinds, asked.flags)
    if not asked.types and any(map(is_asb, offered.types)):
        notes.append(
            Note("All crime leaves out anti-social behaviour, which is not crime.")
        )
    asked = _dated(asked, offered.months)
    when = period(asked.first, asked.last, offered.months, notes)
    comparison = compared(asked.compare_first, asked.compare_last)
    if asked.against:
        comparison = named_comparison(asked.against, when)
    denominator = _denominator(asked.per, offered.denominators, notes)
    question = Question(
        subject=subject if asked.types else f"all {subject}",
        types=types,
        sources=offered.sources,
        period=when,
        comparison=apart(comparison, when),
        place=offered.place,
        level=offered.level,
        measure=_measure(asked.measure, denominator, notes),
        denominator=denominator,
        denominator_words=offered.denominators[denominator] if denominator else "",
        seed=asked.seed,
        within=asked.within_words if asked.within else offered.part,
        group=offered.group,
        verb=offered.verb,
        flags=asked.flags,
        held=length(parts(when, offered.months)),
    )
    advice = advise(types, denominator, offered.denominators)
    if advice is not None and advice.per is not None:
        notes.append(Note(advice.words))
    return question, tuple(notes)


def _dated(asked: Asked, months: Collection[pd.Period]) -> Asked:
    """Write a named period out as months."""
    if not asked.when:
        return asked
    span = named_period(asked.when, months)
    return replace(asked, when="", first=str(span.first), last=str(span.last))


def check(asked: Asked) -> None:
    """Refuse a question that makes no sense with any files.

    Raises
    ------
    WordsError
        If a month, a period, the measure or the seed can't be understood.
    """
    for text in (asked.first, asked.last, asked.compare_first, asked.compare_last):
        if text:
            moment(text)
    if asked.first and asked.last:
        given(asked.first, asked.last)
    if asked.when and (asked.first or asked.last):
        raise WordsError("a period is either named or given by its months, not both")
    if asked.against and (asked.compare_first or asked.compare_last):
        raise WordsError("a comparison is either named or given by its months")
    compared(asked.compare_first, asked.compare_last)
    if asked.measure and asked.measure not in MEASURES:
        raise WordsError(
            f"there is no measure {asked.measure!r}",
            hint=f"There are {listed(MEASURES)}.",
        )
    if asked.seed < 0:
        raise WordsError(f"the seed must be 0 or more, not {asked.seed}")


def all_crime(
    known: Sequence[str], sources: Sequence[str]
) -> tuple[tuple[str, ...], str]:
    """Return the types that are counted where none is asked for, and their name.

    There are none where the files hold anti-social behaviour only.
    """
    crime = tuple(kind for kind in known if not is_asb(kind))
    if crime and not any(map(is_crime, crime)):
        return crime, f"incidents from {listed(sources)}"
    return crime, "crime"


def _types(asked: Sequence[str], offered: Offered) -> tuple[tuple[str, ...], str]:
    """Return the types counted and their name; all crime's where none is asked for."""
    known = offered.types
    if not asked:
        crime, kinds = all_crime(known, offered.sources)
        if not crime:
            raise WordsError(
                "the files hold anti-social behaviour only",
                hint="It is counted when it is asked for by name.",
                remedies=(ChooseTypes((ASB,)),),
            )
        return crime, kinds
    chosen = tuple(dict.fromkeys(_nearest(kind, known) for kind in asked))
    if len({is_asb(kind) for kind in chosen}) > 1:
        raise WordsError(
            "anti-social behaviour is not crime and is counted apart",
            hint="Ask for it alone, or for the others without it.",
        )
    return chosen, listed([kind.lower() for kind in chosen])


def _nearest(asked: str, known: Sequence[str]) -> str:
    plain = {kind.casefold(): kind for kind in known}
    wanted = asked.strip().casefold()
    if wanted in plain:
        return plain[wanted]
    near = difflib.get_close_matches(wanted, plain, n=1)
    meant = f"Did you mean {plain[near[0]]!r}? " if near else ""
    raise WordsError(
        f"there is no offence type {asked.strip()!r} in the files",
        hint=f"{meant}There are {listed(known)}.",
    )


def _denominator(
    per: str, known: Mapping[Denominator, str], notes: list[Note]
) -> Denominator | None:
    for kind in known:
        if kind == per:
            return kind
    if per:
        asked = tuple(kind for kind in DENOMINATORS if kind == per)
        what = listed([DENOMINATORS[kind] for kind in asked]) or per
        held = listed([DENOMINATORS[kind] for kind in known])
        raise WordsError(
            f"no file of {what} was given",
            hint=f"The files hold {held}." if held else "",
            remedies=(Give(asked),) if asked else (),
        )
    if not known:
        return None
    chosen = next(iter(known))
    if len(known) > 1:
        others = tuple(known)[1:]
        notes.append(
            Note(
                f"Rates are per 1,000 {dated(known[chosen])}; "
                f"{listed([DENOMINATORS[kind] for kind in others])} can be asked for.",
                remedies=(ChoosePer(others),),
            )
        )
    return chosen


def _measure(asked: str, denominator: Denominator | None, notes: list[Note]) -> Measure:
    if asked == "count" and denominator is not None:
        notes.append(
            Note(
                "Counts were asked for: at the same risk everywhere, areas with more "
                f"{DENOMINATORS[denominator]} still stand out. A rate allows for that.",
                caution=True,
                remedies=(ChooseMeasure("rate"),),
            )
        )
    for measure in MEASURES:
        if asked == measure:
            if measure != "count" and denominator is None:
                raise WordsError(
                    "a rate needs a denominator", remedies=(A_DENOMINATOR,)
                )
            return measure
    if denominator is None:
        notes.append(
            Note(
                "No denominator was given, so counts are compared: areas with more "
                "people or visitors have more incidents whatever the risk.",
                caution=True,
            )
        )
        return "count"
    return "rate"
