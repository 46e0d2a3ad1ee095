"""An answer for those who act on it: five places, what changed, what to decide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from hotspot_app.brief.called import Namer
from hotspot_app.method.spans import about_as_long, length
from hotspot_app.offences import is_asb
from hotspot_app.overlay import Spot
from hotspot_app.project.answer.moves import Move, Moved, Turn, moves
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.standing import FIVE, Listing, Standing, spots
from hotspot_app.schema import DENOMINATORS
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, SURE
from hotspot_app.words import capital, counted, listed, number, possessive, spelt

_TOLD: Final = 3
"""Places told of one kind of change, and questions of one kind."""

_BEYOND: Final = "more than chance would explain"
_WAY: Final = {Turn.ROSE: (True, "up", "more"), Turn.FELL: (False, "down", "fewer")}
_COMPARED: Final = "in the months compared"
_UNTIL: Final = "who leads, doing what, by when?"


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the list: a hotspot, or a place on its own.

    Attributes
    ----------
    stands_out
        Whether it does; else it is only among those with most.
    count
        "19 crimes, 12 more than Southampton's rate would give".
    change
        "Still there, rising: up from 31, more than chance would explain"; "" if nothing
        is compared.
    """

    codes: tuple[str, ...]
    name: str
    stands_out: bool
    count: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class OfficerPage:
    """The texts of the officer's page, in plain words without statistics.

    Attributes
    ----------
    periods
        "January to April 2025, compared with January to April 2024".
    spots
        The places as the map numbers and outlines them.
    more
        "and four more in the table of places": those that stand out and are not listed.
    """

    headline: str
    periods: str
    places: tuple[Place, ...]
    more: str
    changed: tuple[str, ...]
    decide: tuple[str, ...]
    sure: tuple[str, ...]
    spots: tuple[Spot, ...]


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
    now = answer.listing
    before = None if earlier is None else earlier.listing
    places = now.standing[:FIVE] or _most(answer, now)
    compared = answer.comparison
    every: list[Moved] = []
    if compared is not None:
        quiet = [] if now.standing else [each.codes[0] for each in places]
        every = moves(now, before, compared, quiet)
    moved = [each for each in every if _is_known(each)]
    page = _Words(answer, now, before, name)
    rows = tuple(page.row(each, moved) for each in places)
    told = {code for each in places for code in each.codes}
    beyond = [each for each in moved if told.isdisjoint(each.codes)]
    return OfficerPage(
        headline=page.headline(places),
        periods=page.periods(),
        places=rows,
        more=_more(len(now.standing) - FIVE),
        changed=page.changed(beyond),
        decide=page.decide(places, moved, knows_all=len(moved) == len(every)),
        sure=page.sure(places),
        spots=spots(answer.areas, places),
    )


def _most(answer: Answer, now: Listing) -> tuple[Standing, ...]:
    """Return the places with most, where nothing stands out."""
    values = answer.shown_values
    by = "rate" if answer.uses_denominator else "count"
    ordered = values[values["count"] > 0].sort_values(
        [by, "count"], ascending=False, kind="stable"
    )
    expected = now.areas["expected"]
    return tuple(
        Standing((str(code),), "", float(values["count"][code]), float(expected[code]))
        for code in ordered.index[:FIVE]
    )


def _is_known(moved: Moved) -> bool:
    """Say whether both counts are: withheld or uncovered ones can't be told of."""
    return not math.isnan(moved.now) and not math.isnan(moved.before)


def _more(unlisted: int) -> str:
    if unlisted <= 0:
        return ""
    return f"and {spelt(unlisted, 'more', 'more')} in the table of places"


class _Words:
    """Says what is known of the places of one page."""

    def __init__(
        self, answer: Answer, now: Listing, before: Listing | None, name: Namer
    ) -> None:
        self._answer, self._now, self._before = answer, now, before
        self._question, self._compared = answer.question, answer.comparison
        self._name = name

    def headline(self, places: Sequence[Standing]) -> str:
        """Say what stands out, and where."""
        question, standing = self._question, self._now.standing
        subject = capital(question.subject)
        if standing:
            spots = sum(bool(each.sure) for each in standing)
            parts = [
                spelt(many, *nouns)
                for many, nouns in (
                    (spots, ("hotspot", "hotspots")),
                    (len(standing) - spots, ("single place", "single places")),
                )
                if many
            ]
            stand = "stands" if len(standing) == 1 else "stand"
            names = (self._name(each.codes[:1]) for each in standing[:FIVE])
            wards = [*dict.fromkeys(name.ward or name.name for name in names)]
            first = "first " if len(wards) > 1 else ""
            where = f"{first}in {listed(wards[:2])}"
            return f"{subject}: {' and '.join(parts)} {stand} out, {where}"
        if not places:
            return f"{subject}: nothing {question.verb} in {question.where}"
        if self._now.in_clusters:
            return f"{subject}: no place stands out from the rest"
        return f"{subject}: most{self._per()} in {self._name(places[0].codes)}"

    def periods(self) -> str:
        """Name both periods, and what of them is compared."""
        when, compared = capital(self._question.when), self._compared
        if compared is None:
            return when
        before, now = compared.spans
        if now == str(compared.period):
            return f"{when}, compared with {before}"
        return f"{when}; {now} compared with {before}"

    def row(self, place: Standing, moved: Iterable[Moved]) -> Place:
        """Return the line of one place."""
        own = next((m for m in moved if place.codes[0] in m.codes), None)
        stands_out = place in self._now.standing
        return Place(
            place.codes,
            str(self._name(place.codes)),
            stands_out,
            self._count(place) if stands_out else self._noun(place.count),
            "" if own is None else self._change(place, own),
        )

    def changed(self, beyond: Sequence[Moved]) -> tuple[str, ...]:
        """Say what changed in all, and in places that aren't in the list."""
        if self._compared is None:
            return ("Nothing to compare with: choose an earlier period.",)
        place = f"{self._question.where} as a whole"
        lines = [self._compared.sentence(f"{self._question.subject} in {place}")]
        for move in (
            Move.NEW,
            Move.STILL_RISING,
            Move.RISING,
            Move.OVERTAKEN,
            Move.STILL_FADING,
            Move.AHEAD_FELL,
            Move.GONE,
            Move.NO_LONGER,
        ):
            them = [each for each in beyond if each.move is move]
            if them:
                lines.append(f"{capital(move.value)}: {self._those(them)}.")
        gone = [e for e in beyond if e.move is Move.COUNTS_ONLY and not e.rank]
        if gone:
            lines.append(f"Listed before and not now: {self._those(gone)}.")
        return tuple(lines)

    def decide(
        self, places: Sequence[Standing], moved: Sequence[Moved], *, knows_all: bool
    ) -> tuple[str, ...]:
        """Ask who leads where it is new, rising or still there; and what can end.

        Parameters
        ----------
        knows_all
            Whether the counts of every place that moved are known.
        """
        if self._compared is None:
            return self._who_leads(places)
        if all(each.move is Move.COUNTS_ONLY for each in moved):
            return self._who_leads(places)
        urgent = {Move.NEW, Move.STILL_RISING, Move.RISING, Move.OVERTAKEN}
        rising = [each for each in moved if each.move in urgent]
        still = [e for e in moved if e.move in {Move.STILL, Move.STILL_FADING}]
        asked = [*rising[: _TOLD - 1], *still]
        lines = [f"{self._moved(each)}: {_UNTIL}" for each in asked[:_TOLD]]
        gone = [each for each in moved if each.move is Move.GONE]
        lines += [
            f"{self._moved(each)}: can work there be wound down?"
            for each in gone[: _TOLD - 1]
        ]
        if not lines and not knows_all:
            return self._who_leads(places)
        if not lines:
            return ("No place is new, rising or still there: is anything needed?",)
        return tuple(lines)

    def _who_leads(self, places: Sequence[Standing]) -> tuple[str, ...]:
        return tuple(
            f"{self._name(each.codes)} ({self._noun(each.count)}): {_UNTIL}"
            for each in places[:_TOLD]
        )

    def sure(self, places: Sequence[Standing]) -> tuple[str, ...]:
        """Say how sure each place is, and how many incidents there are in all."""
        said = []
        for sure in (*SURE, ""):
            which = [n for n, place in enumerate(places, 1) if place.sure == sure]
            if which:
                one = len(which) == 1
                what = self._why(sure, one=one)
                said.append(f"{'Place' if one else 'Places'} {_numbered(which)}{what}.")
        question = self._question
        total = int(self._answer.total)
        kind = "Recorded crime" if question.subject == "all crime" else "Recorded"
        said.append(f"{kind}, {question.when}: {self._noun(total)}.")
        return tuple(said)

    def _why(self, sure: str, *, one: bool) -> str:
        if sure:
            what = f"a {sure} hotspot" if one else f"{sure} hotspots"
            return f": {what}, with the places around {'it' if one else 'them'}"
        if self._now.standing:
            own = "its own" if one else "their own"
            return f" on {own}: more than {self._fair()}, beyond chance"
        have = "has" if one else "have"
        return f" {have} most{self._per()}, which alone is no hotspot"

    def _fair(self) -> str:
        if self._now.by_rate:
            return f"{possessive(self._question.place)} rate would give"
        return "an even share"

    def _count(self, place: Standing) -> str:
        said = self._noun(place.count)
        return f"{said}, {number(max(place.excess, 0))} more than {self._fair()}"

    def _change(self, place: Standing, moved: Moved) -> str:
        word = "" if moved.move is Move.COUNTS_ONLY else moved.move.value
        then = self._then(moved.before)
        if moved.turn in _WAY:
            said = self._beyond(moved, then)
        elif moved.now == moved.before and self._about_as_long():
            said = "as many before"
        elif self._is_even(moved):
            said = f"{then} before, as many a day"
        elif moved.turn is Turn.UNTOLD:
            said = f"{then} before, too few to tell"
        else:
            said = f"{then} before, which {COULD_BE_CHANCE}"
        if beside := self._beside(place, moved):
            said = f"{number(moved.now)} {beside}; {said}"
        line = capital(f"{word}: {said}" if word else said)
        return f"{line}{self._within(moved)}{self._from(moved)}"

    def _within(self, moved: Moved) -> str:
        """Name the areas of a hotspot that rose though it didn't as a whole."""
        if not moved.rose_within:
            return ""
        found = self._compared
        assert found is not None
        counts = found.areas.loc[[*moved.rose_within], ["count_now", "count_before"]]
        told = [
            f"{self._name([code]).name} ({number(now)}; {self._then(before)} before)"
            for code, now, before in counts.itertuples(name=None)
        ]
        return f". Within it rose {listed(told, _TOLD)}"

    def _from(self, moved: Moved) -> str:
        """Say which earlier hotspots it was part of, or has taken in."""
        old = self._before.standing if self._before is not None else ()
        if moved.split_from is not None:
            return f". Part of {self._name(old[moved.split_from].codes).inline} before"
        if moved.joined:
            names = [self._name(old[j].codes).inline for j in moved.joined]
            return f". Joined by {listed(names, 2)}"
        return ""

    def _beside(self, place: Standing, moved: Moved) -> str:
        """Say why what is compared is not the place's own count."""
        why = []
        if set(moved.codes) != set(place.codes):
            why.append("with the areas it had then")
        if self._has_more:
            why.append(_COMPARED)
        return ", ".join(why)

    def _beyond(self, moved: Moved, then: str) -> str:
        """Say a change beyond chance; where only counts a day went that way, so."""
        up, way, a_day = _WAY[moved.turn]
        if up == (moved.now > moved.before) and moved.now != moved.before:
            return f"{way} from {then}, {_BEYOND}"
        return f"{then} before, {a_day} a day now, {_BEYOND}"

    @property
    def _has_more(self) -> bool:
        """Whether more is counted than can be compared."""
        return self._compared is not None and self._compared.left_out > 0

    def _about_as_long(self) -> bool:
        compared = self._compared
        return compared is None or about_as_long(compared.days, compared.days_before)

    def _is_even(self, moved: Moved) -> bool:
        compared = self._compared
        assert compared is not None
        return moved.now * compared.days_before == moved.before * compared.days

    def _then(self, before: float) -> str:
        """Write an earlier count, with its period's length where that is another."""
        compared = self._compared
        assert compared is not None
        now, then = length(compared.held), length(compared.held_before)
        if now == then:
            return number(before)
        return f"{number(before)} in {counted(then, compared.span.unit)}"

    def _those(self, them: Sequence[Moved]) -> str:
        named = [self._moved(each) for each in them[:_TOLD]]
        if len(them) > _TOLD:
            named.append(f"and {spelt(len(them) - _TOLD, 'more', 'more')}")
        return "; ".join(named)

    def _moved(self, each: Moved) -> str:
        now = self._noun(each.now)
        if each.rank and self._has_more:
            now += f" {_COMPARED}"  # its own line has another count
        return f"{self._name(each.codes)} ({now}; {self._then(each.before)} before)"

    def _noun(self, count: float) -> str:
        crime = not any(map(is_asb, self._question.types))
        return counted(int(count), "crime" if crime else "report")

    def _per(self) -> str:
        """Say by what places have most: by nothing but their number, or per people."""
        kind = self._question.denominator
        if kind is None or not self._answer.uses_denominator:
            return ""
        return f" per 1,000 {DENOMINATORS[kind]}"


def _numbered(which: list[int]) -> str:
    """Write numbers: 1 to 4, or 1, 3 and 4."""
    if len(which) > 2 and which[-1] - which[0] == len(which) - 1:
        return f"{which[0]} to {which[-1]}"
    return listed([str(n) for n in which])
