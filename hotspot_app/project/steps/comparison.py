"""A period against an earlier one, by area and in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Note, When
from hotspot_app.method.spans import days_of, equally_long, length
from hotspot_app.remedies import ChoosePeriod, ChooseSource
from hotspot_app.stats.change import ratios
from hotspot_app.stats.rate_ratio import RateRatio, rate_ratio
from hotspot_app.words import capital, counted, listed, number, share

SIGNIFICANT: Final = 0.05
LARGE_BASE: Final = 20
"""Incidents before, below which a percentage says little and is left out."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """How counts changed from one period to another.

    Attributes
    ----------
    span
        The earlier period.
    held, held_before
        What is compared: what the files hold of each, of equally long periods only what
        they hold of both.
    period
        The later period.
    left_out
        Months or days of the later period that are held and aren't compared, because
        what they are like in the earlier one isn't held.
    areas
        On the index of the areas: `count_before`, `count_now` (of what is compared),
        `change` (ratio of the counts a day), `change_lower`, `change_upper` (95%) and
        `change_p` (two-sided, not corrected for testing many areas).
    total, total_before, ratio
        The same of all shown areas that have data of both.
    apart
        Shown areas that have data of one only.
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
    def now_words(self) -> str:
        """What is compared of the period: "January to April 2025"."""
        return listed(list(map(str, self.held)))

    @property
    def before_words(self) -> str:
        """What is compared of the earlier period."""
        return listed(list(map(str, self.held_before)))

    def sentence(self, subject: str) -> str:
        """Say what changed, and whether chance alone could explain it."""
        after, before = self.total, self.total_before
        a, b = after * self.days_before, before * self.days
        by_day = self.days != self.days_before
        since = self._since()
        if a == b:
            same = f"{after / self.days:.2g} a day" if by_day else number(after)
            return f"{capital(subject)}: no change {since} ({same})."
        figures: tuple[str, ...] = (number(before), number(after))
        recorded = ""
        if by_day:
            figures = _apart(before / self.days_before, after / self.days)
            recorded = f" ({number(before)} recorded then, {number(after)} now)"
        size = f" ({share(abs(a / b - 1), 1)})" if before >= LARGE_BASE else ""
        chance = (
            "more than chance alone would explain"
            if self.ratio.p < SIGNIFICANT
            else "which chance alone could explain"
        )
        return (
            f"{capital(subject)} {'rose' if a > b else 'fell'} from "
            f"{' to '.join(figures)}{' a day' if by_day else ''}{size} {since}, "
            f"{chance}{recorded}."
        )

    def _since(self) -> str:
        """Name the earlier period; both, where some of either isn't compared."""
        held, whole = length(self.held_before), self.span.length
        before = listed(list(map(str, self.held_before)))
        if equally_long(self.period, self.span) and held < whole:
            now = listed(list(map(str, self.held)))
            return f"comparing {now} with {before} (the {self.span.unit}s held of both)"
        if held == whole:
            return f"since {self.span}"
        return f"since {before} ({held} of {whole} {self.span.unit}s held)"


def _apart(*rates: float) -> tuple[str, ...]:
    """Write rates a day with so many places that they differ."""
    places = 2 if min(rates) < 10 else 1
    while places < 6 and len({round(rate, places) for rate in rates}) == 1:
        places += 1
    return tuple(number(rate, places) for rate in rates)


def compare(inputs: Inputs) -> Comparison | None:
    """Compare the question's period with the one it names, if it names one.

    Counts are compared as rates over the days held (methods of `rate_ratio`), so
    that February and leap years are no change.

    Raises
    ------
    WordsError
        If no file holds any of the earlier period.
    """
    question, compared = inputs.question, inputs.compared()
    if compared is None or question.comparison is None:
        return None
    span = question.comparison
    after, before, days = compared.now, compared.before, compared.days
    both = after.notna() & before.notna()
    found = ratios(after, before, days)
    areas = pd.DataFrame(
        {
            "count_before": before,
            "count_now": after,
            "change": found["ratio"],
            "change_lower": found["lower"],
            "change_upper": found["upper"],
            "change_p": found["p"],
        }
    )
    shown = inputs.areas["shown"] & both
    if not shown.any():
        raise WordsError(
            f"no area has data of both {question.period} and {span}, to compare",
            hint="One source may hold both.",
            remedies=(ChooseSource(), ChoosePeriod(compared=True)),
        )
    totals = int(after[shown].sum()), int(before[shown].sum())
    ratio = rate_ratio((float(totals[0]), float(totals[1])), days)
    apart = int((inputs.areas["shown"] & (after.notna() ^ before.notna())).sum())
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


def notes_on(comparison: Comparison) -> list[Note]:
    """Say how the periods were compared."""
    period = comparison.period
    told = [
        Note(
            f"Change since {comparison.span}: ratio of counts with 95% limits and a "
            "two-sided p (exact below 10 incidents), not corrected for testing many "
            "areas; incidents are taken as independent, which repeat victims are not."
        )
    ]
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
