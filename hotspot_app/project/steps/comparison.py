"""A period against an earlier one, by area and in all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Column, Inputs, Note, When
from hotspot_app.method.spans import about_as_long, days_of, equally_long, length
from hotspot_app.methods.change import PICKED_HIGH
from hotspot_app.remedies import ChoosePeriod, ChooseSource
from hotspot_app.stats.chance.rate_ratio import RateRatio, rate_ratio
from hotspot_app.stats.over_time.change import changes
from hotspot_app.words import (
    SMALL_BASE,
    capital,
    counted,
    listed,
    number,
    share,
    spelt,
)

SIGNIFICANT: Final = 0.05

FIGURES: Final = (
    Column("before", "int", "Before"),
    Column("now", "int", "Now", help="Of what is compared."),
    Column("difference", "float", "Change", help="At the same length."),
)
"""Columns of each area in every answer that compares two periods."""

TOLD: Final = (
    Column("ratio", "float", "Ratio", "now to before", "Of the counts a day held."),
    Column("ratio_lower", "float", "Ratio, lower limit", help="95% limit"),
    Column("ratio_upper", "float", "Ratio, upper limit", help="95% limit"),
    Column("change_p", "float", "p of change", help="Two-sided, not corrected."),
    Column(
        "change_sure",
        "text",
        "How sure of change",
        help="Corrected for testing many areas (Benjamini-Hochberg).",
    ),
)
"""Column with the confidence of each area's change."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """The change of counts from one period to another.

    Attributes
    ----------
    span
        The earlier period.
    held, held_before
        The days compared: those held of each period or, for periods of equal length,
        those of which both are held.
    period
        The later period.
    left_out
        Months or days of the later period that aren't compared, because the matching
        ones of the earlier period aren't held.
    areas
        On the index of the areas: `count_before`, `count_now` (of the days compared),
        `difference` (at equal length), `change` (ratio of the counts a day),
        `change_lower`, `change_upper` (95%), `change_p` (two-sided, not corrected for
        testing many areas) and `change_sure` (corrected).
    total, total_before, ratio
        Counts and their ratio of all shown areas with data of both periods.
    apart
        Number of shown areas with data of one period only.
    """

    period: When
    span: When
    held: tuple[When, ...]
    held_before: tuple[When, ...]
    areas: pd.DataFrame
    total: int
    total_before: int
    ratio: RateRatio
    apart: int = 0
    left_out: int = 0

    @property
    def days(self) -> int:
        """Days held of the period."""
        return days_of(self.held)

    @property
    def days_before(self) -> int:
        """Days held of the earlier period."""
        return days_of(self.held_before)

    @property
    def lengths(self) -> tuple[float, float]:
        """Days held of the period and of the earlier one, as tests take them."""
        return float(self.days), float(self.days_before)

    @property
    def now_words(self) -> str:
        """The days compared of the later period in words: "January to April 2025"."""
        return listed(list(map(str, self.held)))

    @property
    def values(self) -> pd.DataFrame:
        """The areas' figures by the names of `FIGURES` and `TOLD`."""
        return self.areas.rename(columns=_CALLED)

    @property
    def spans(self) -> tuple[str, str]:
        """The days compared of the earlier and of the later period in words."""
        return self.before_words, self.now_words

    def dated(self, column: Column) -> Column:
        """Say in a column of counts which period they are of."""
        spans = {"before": self.before_words, "now": self.now_words}
        span = spans.get(column.name)
        return column if span is None else replace(column, unit=span)

    @property
    def before_words(self) -> str:
        """The days compared of the earlier period in words."""
        return listed(list(map(str, self.held_before)))

    def sentence(self, subject: str) -> str:
        """Say what changed, and whether chance alone could explain it.

        Counts come first, unless the periods differ so much in length that they say
        little. Where counts a day went the other way than counts, both are told.
        """
        when = _in(self.span, self.before_words), _in(self.period, self.now_words)
        return f"{capital(subject)}{self._finding(*when)}."

    @property
    def in_short(self) -> str:
        """The comparison in words without the incidents counted."""
        before, now = self.spans
        compared = f"Compared with {before}"
        if now != str(self.period):
            compared = f"{capital(now)} compared with {before}"
        return f"{compared}:{self._finding('before', 'now').removeprefix(':')}"

    def _finding(self, before: str, now: str) -> str:
        """Say what a subject did, of which counts are `before` and `now`."""
        rate, as_long = self._rate_moved(), self.days == self.days_before
        if not as_long and not about_as_long(self.days, self.days_before):
            return self._a_day(before, now)
        then, now = self._counts((before, self._longer()), (now, ""))
        if not rate:
            return f": no change{'' if as_long else ' by day'}, {then} and {now}"
        size = self._size()
        if _side(self.total - self.total_before) == rate:
            by_day = f"{size} a day" if size and not as_long else size
            beside = _bracketed(by_day, self._of_both())
            return f" {_MOVED[rate]} from {then} to {now}{beside}, {self._chance()}"
        same = "" if self.ratio.p < SIGNIFICANT else "about the same, "
        more = f"{size or 'slightly'} {'more' if rate > 0 else 'fewer'} a day"
        return f": {same}{now} and {then}: {more}, {self._chance()}"

    def _a_day(self, before: str, now: str) -> str:
        """Say what changed between periods of quite different length."""
        rate, days = self._rate_moved(), f"{self.days} days"
        then, now = self._counts((before, f"{self.days_before} days"), (now, days))
        each = self.total_before / self.days_before, self.total / self.days
        if not rate:
            return f": no change, {each[0]:.2g} a day ({then}, {now})"
        figures, size = " to ".join(_apart(*each)), _bracketed(self._size())
        moved = f" {_MOVED[rate]} from {figures} a day{size}"
        return f"{moved}, {self._chance()}: {then}, {now}"

    def _counts(self, before: tuple[str, str], now: tuple[str, str]) -> tuple[str, str]:
        """Write what was recorded, when, and what is to be known of it."""
        held, whole = length(self.held_before), self.span.length
        part = ""
        if held < whole and not equally_long(self.period, self.span):
            part = f"{held} of {whole} {self.span.unit}s held"
        return (
            f"{number(self.total_before)} {before[0]}{_bracketed(before[1], part)}",
            f"{number(self.total)} {now[0]}{_bracketed(now[1])}",
        )

    def _rate_moved(self) -> int:
        """Return 1 if more were recorded a day than before, -1 if fewer, else 0."""
        return _side(self.total * self.days_before - self.total_before * self.days)

    def _size(self) -> str:
        """Write how much a day changed; nothing of few."""
        if self.total_before < SMALL_BASE:
            return ""
        a, b = self.total * self.days_before, self.total_before * self.days
        return share(abs(a / b - 1), 1)

    def _chance(self) -> str:
        if self.ratio.p < SIGNIFICANT:
            return "more than chance alone would explain"
        return "which chance alone could explain"

    def _longer(self) -> str:
        """Say how the earlier period differs in length: "one day longer"."""
        more = self.days_before - self.days
        if not more:
            return ""
        return f"{spelt(abs(more), 'day')} {'longer' if more > 0 else 'shorter'}"

    def _of_both(self) -> str:
        """Say so where months of one period lack in the other."""
        alike = equally_long(self.period, self.span)
        if alike and length(self.held_before) < self.span.length:
            return f"the {self.span.unit}s held of both"
        return ""


_MOVED: Final = {1: "rose", -1: "fell"}


def _in(when: When, words: str) -> str:
    """Say when: "in May 2025", "on 3 May 2025", "over 3 to 9 May 2025"."""
    if when.unit == "month":
        return f"in {words}"
    return f"{'on' if when.length == 1 else 'over'} {words}"


def _side(difference: int) -> int:
    return (difference > 0) - (difference < 0)


def _bracketed(*words: str) -> str:
    told = "; ".join(filter(None, words))
    return f" ({told})" if told else ""


_CALLED: Final = {
    "count_before": "before",
    "count_now": "now",
    "change": "ratio",
    "change_lower": "ratio_lower",
    "change_upper": "ratio_upper",
}


def _apart(*rates: float) -> tuple[str, ...]:
    """Write rates a day with so many places that they differ."""
    places = 2 if min(rates) < 10 else 1
    while places < 6 and len({round(rate, places) for rate in rates}) == 1:
        places += 1
    return tuple(number(rate, places) for rate in rates)


def compare(inputs: Inputs) -> Comparison | None:
    """Compare the question's period with its comparison period; None without one.

    Counts are compared as rates over the days held (methods of `rate_ratio`), so
    that February and leap years are no change.

    Raises
    ------
    WordsError
        If no file holds any part of the comparison period.
    """
    question, compared = inputs.question, inputs.compared()
    if compared is None or question.comparison is None:
        return None
    span = question.comparison
    after, before, days = compared.now, compared.before, compared.days
    both = after.notna() & before.notna()
    inside = inputs.inside
    found = changes(after.where(inside), before.where(inside), days)
    areas = pd.DataFrame(
        {
            "count_before": before,
            "count_now": after,
            "difference": found["difference"],
            "change": found["ratio"],
            "change_lower": found["lower"],
            "change_upper": found["upper"],
            "change_p": found["p"],
            "change_sure": found["confidence"],
        }
    )
    shown = inputs.shown & both
    if not shown.any():
        raise WordsError(
            f"no area has data of both {question.period} and {span}, to compare",
            hint="One source may hold both.",
            remedies=(ChooseSource(), ChoosePeriod(compared=True)),
        )
    totals = int(after[shown].sum()), int(before[shown].sum())
    ratio = rate_ratio((float(totals[0]), float(totals[1])), days)
    apart = int((inputs.shown & (after.notna() ^ before.notna())).sum())
    return Comparison(
        question.period,
        span,
        compared.held,
        compared.held_before,
        areas,
        *totals,
        ratio,
        apart,
        left_out=length(inputs.held(question.period)) - length(compared.held),
    )


def notes_on(comparison: Comparison, *, picked: bool = False) -> list[Note]:
    """Return notes on the comparison.

    Parameters
    ----------
    picked
        Whether only a part of the map is shown.
    """
    period = comparison.period
    told = [
        Note(
            f"Change from {comparison.span} to {period}: ratio of counts with 95% "
            "limits and a two-sided p (exact below 10 incidents), not corrected for "
            "testing many areas; how sure each change is, is corrected "
            "(Benjamini-Hochberg). Incidents are taken as independent, which repeat "
            "victims are not."
        )
    ]
    if picked and comparison.ratio.ratio < 1:
        told.append(Note(PICKED_HIGH, caution=True))
    if comparison.apart:
        have = counted(comparison.apart, "area has", "areas have")
        told.append(
            Note(
                f"{have} no data of {period} or of {comparison.span}: left out of the "
                "change in all.",
                caution=True,
            )
        )
    if comparison.left_out:
        many = counted(comparison.left_out, period.unit)
        told.append(
            Note(
                f"{many} of {period} not in the change: the files don't hold the "
                f"same {period.unit}s of {comparison.span}.",
                caution=True,
            )
        )
    lengths = [length(comparison.held), length(comparison.held_before)]
    if comparison.days != comparison.days_before:
        told.append(
            Note(
                f"{comparison.days} days are held of {period} "
                f"({counted(lengths[0], period.unit)}), {comparison.days_before} of "
                f"{comparison.span} ({counted(lengths[1], comparison.span.unit)}): "
                "changes are by day.",
                caution=lengths[0] != lengths[1],
            )
        )
    return told
