"""An answer for those who act on it: five places, what changed, what to decide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from hotspot_app.clusters import HIGH, TESTED
from hotspot_app.method import Question
from hotspot_app.offences import is_asb
from hotspot_app.project.steps.comparison import LARGE_BASE, SIGNIFICANT, Comparison
from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.schema import DENOMINATORS
from hotspot_app.stats.confidence import SURE
from hotspot_app.words import capital, counted, listed, number, spelt

FIVE = 5

_LABEL = ("name", "ward", "place")

Namer = Callable[[str], str]
"""What a place is called, by area code."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the list.

    Attributes
    ----------
    stands_out
        How surely (`SURE`), or "" if it is only among those with most.
    count
        "771 crimes, up from 702".
    """

    code: str
    name: str
    stands_out: str
    count: str


@dataclass(frozen=True, slots=True)
class OfficerPage:
    """What the page says; every sentence without statistics.

    Attributes
    ----------
    more
        "and four more on the map": those that stand out and are not listed.
    """

    headline: str
    places: tuple[Place, ...]
    more: str
    changed: tuple[str, ...]
    decide: tuple[str, ...]
    sure: tuple[str, ...]


def namer(answer: Answer) -> Namer:
    """Return what calls a place by its street, or else its name, and its ward."""
    values = answer.outcome.values

    def name(code: str) -> str:
        own, ward, street = (str(values[each][code] or "") for each in _LABEL)
        called = street or own or code
        return f"{called}, {ward}" if ward and ward != called else called

    return name


def officer_page(answer: Answer, earlier: Answer | None, name: Namer) -> OfficerPage:
    """Arrange an answer for a meeting.

    Parameters
    ----------
    earlier
        The same question of the comparison period, to say what is new and what is
        gone; None if nothing is compared.
    name
        What places are called.
    """
    standing = _standing_out(answer)
    listed_places = [*standing.index[:FIVE]]
    for code in _most(answer):
        if len(listed_places) == FIVE:
            break
        if code not in listed_places:
            listed_places.append(code)
    places = tuple(
        Place(code, name(code), str(standing.get(code, "")), _count(answer, code))
        for code in listed_places
    )
    changed, decide = _since(answer, earlier, standing, places, name)
    return OfficerPage(
        headline=_headline(answer, standing, places),
        places=places,
        more=_more(len(standing) - FIVE),
        changed=changed,
        decide=decide,
        sure=_sure(answer, places),
    )


def _standing_out(answer: Answer) -> pd.Series[str]:
    """Places that are high, surest first and then by count; code to how sure."""
    values = answer.shown_values
    if "confidence" not in values:
        return pd.Series(dtype=object)
    high = values["class"].isin([*HIGH, "high-low"])
    found = values[high & values["confidence"].isin(SURE)]
    surest_first = found.assign(order=found["confidence"].map(SURE.index))
    ordered = surest_first.sort_values(
        ["order", "count"], ascending=[True, False], kind="stable"
    )
    return ordered["confidence"]


def _is_tested(answer: Answer) -> bool:
    tested = answer.outcome.summary.get("standing", TESTED) == TESTED
    return tested and "confidence" in answer.shown_values


def _most(answer: Answer) -> list[str]:
    values = answer.shown_values
    by = "rate" if answer.uses_denominator else "count"
    ordered = values[values["count"] > 0].sort_values(
        [by, "count"], ascending=False, kind="stable"
    )
    return [str(code) for code in ordered.index]


def _per(answer: Answer) -> str:
    """Say by what places have most: by nothing but their number, or per people."""
    kind = answer.question.denominator
    if kind is None or not answer.uses_denominator:
        return ""
    return f" per 1,000 {DENOMINATORS[kind]}"


def _noun(question: Question, count: int) -> str:
    crime = not any(map(is_asb, question.types))
    return counted(count, "crime" if crime else "report")


def _count(answer: Answer, code: str) -> str:
    said = _noun(answer.question, int(answer.shown_values["count"][code]))
    found = answer.comparison
    if found is None:
        return said
    before = _before(found, code)
    turn = _turn(answer, code)
    if not turn:
        return f"{said}, about the same ({before} before)"
    return f"{said}, {'up' if turn > 0 else 'down'} from {before}"


def _before(found: Comparison, code: str) -> str:
    return _like_for_like(found, float(found.areas["count_before"][code]))


def _turn(answer: Answer, code: str) -> int:
    """Return 1 if a place rose beyond chance, -1 if it fell so, else 0."""
    found = answer.comparison
    assert found is not None
    if not found.areas["change_p"][code] < SIGNIFICANT:
        return 0
    now, before = answer.shown_values["count"][code], found.areas["count_before"][code]
    return 1 if now * found.days_before > before * found.days else -1


def _like_for_like(found: Comparison, before: float) -> str:
    """Write an earlier count, as of a period as long as this one."""
    if found.days == found.days_before:
        return number(before)
    return f"about {number(before * found.days / found.days_before)}"


def _headline(
    answer: Answer, standing: pd.Series[str], places: tuple[Place, ...]
) -> str:
    subject = capital(answer.question.subject)
    if len(standing):
        values = answer.shown_values.loc[standing.index]
        wards = [ward for ward in dict.fromkeys(values["ward"]) if ward]
        where = listed(wards, 3) or places[0].name
        many = spelt(len(standing), "place stands", "places stand")
        return f"{subject}: {many} out in {where}"
    if not places:
        return f"{subject}: nothing {answer.question.verb} in {answer.question.where}"
    if _is_tested(answer):
        return f"{subject}: no place stands out from the rest"
    return f"{subject}: most{_per(answer)} in {places[0].name}"


def _more(unlisted: int) -> str:
    return f"and {spelt(unlisted, 'more', 'more')} on the map" if unlisted > 0 else ""


def _since(
    answer: Answer,
    earlier: Answer | None,
    standing: pd.Series[str],
    places: tuple[Place, ...],
    name: Namer,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say what changed and what to decide.

    A place is new, or gone, only where its count rose, or fell, more than chance
    would explain: whether it stands out also depends on the places around it.
    """
    first = places[0].name if places else ""
    ask = (f"Who leads on {first}, and by when?",) if first else ()
    if answer.comparison is None or earlier is None:
        return ("Nothing to compare with: choose an earlier period.",), ask
    if not (_is_tested(answer) and _is_tested(earlier)):
        return (_total(answer),), ask
    before = _standing_out(earlier)
    came = [str(code) for code in standing.index if code not in before.index]
    kept = [name(code) for code in standing.index if code in before.index]
    left = [str(code) for code in before.index if code not in standing.index]
    new = [name(code) for code in came if _turn(answer, code) > 0]
    gone = [name(code) for code in left if _turn(answer, code) < 0]
    changed = [
        _total(answer),
        f"New: {_those(new, places) or 'none'}.",
        f"Still there: {_those(kept, places) or 'none'}.",
        f"Gone: {listed(gone, 2) or 'none'}.",
        *_unsure(answer, came, 1, name),
        *_unsure(answer, left, -1, name),
    ]
    decide = [f"Who leads on {place}, and by when?" for place in new[:2]]
    if kept:
        decide.append(f"Keep what is in place at {kept[0]}, or try something else?")
    if gone:
        decide.append(f"Can work at {gone[0]} be wound down?")
    risen = [name(code) for code in left if _turn(answer, code) > 0]
    if risen:
        decide.append(f"What is behind the rise at {risen[0]}?")
    return tuple(changed), tuple(decide) or ask


def _unsure(answer: Answer, codes: list[str], turn: int, name: Namer) -> list[str]:
    """Name places that came or left while their counts didn't surely turn that way."""
    found = answer.comparison
    assert found is not None
    odd = [code for code in codes if _turn(answer, code) != turn]
    if not odd:
        return []
    odd.sort(key=lambda code: turn * _turn(answer, code))
    counts = answer.shown_values["count"]
    told = [f"{name(c)} ({number(counts[c])}, {_before(found, c)} before)" for c in odd]
    stand = "Stands" if len(odd) == 1 else "Stand"
    how = "now, without a sure rise" if turn > 0 else "no more, without a sure fall"
    return [f"{stand} out {how}: {listed(told, 2)}."]


def _those(names: list[str], places: tuple[Place, ...]) -> str:
    """Name places by their numbers on the page, or else by name."""
    which = [n for n, place in enumerate(places, 1) if place.name in names]
    if len(which) < 2:
        return listed(names, 2)
    rest = len(names) - len(which)
    more = f" and {number(rest)} more" if rest else ""
    return f"places {_numbered(which)}{more}"


def _numbered(which: list[int]) -> str:
    """Write numbers: 1 to 4, or 1, 3 and 4."""
    if len(which) > 2 and which[-1] - which[0] == len(which) - 1:
        return f"{which[0]} to {which[-1]}"
    return listed([str(n) for n in which])


def _total(answer: Answer) -> str:
    found = answer.comparison
    assert found is not None
    where = answer.question.where
    before = _like_for_like(found, found.total_before)
    counts = f"{number(found.total)}, {before} before"
    if found.ratio.p >= SIGNIFICANT:
        return f"About the same in {where} as a whole: {counts}."
    change, size = found.ratio.ratio, ""
    if found.total_before >= LARGE_BASE:
        size = f" {abs(100 * (change - 1)):.0f}%"
    return f"{'Up' if change > 1 else 'Down'}{size} in {where} as a whole: {counts}."


def _sure(answer: Answer, places: tuple[Place, ...]) -> tuple[str, ...]:
    said = []
    for sure in (*SURE, ""):
        which = [n for n, place in enumerate(places, 1) if place.stands_out == sure]
        if not which:
            continue
        one = len(which) == 1
        most = (
            f" {'has' if one else 'have'} most{_per(answer)}, which alone is no hotspot"
        )
        words = f": {sure}" if sure else most
        said.append(f"{'Place' if one else 'Places'} {_numbered(which)}{words}.")
    question = answer.question
    total = int(answer.shown_values["count"].sum())
    kind = "Recorded crime" if question.subject == "all crime" else "Recorded"
    said.append(f"{kind}, {question.when}: {_noun(question, total)}.")
    return tuple(said)
