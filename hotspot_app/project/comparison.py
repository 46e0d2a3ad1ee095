"""A period against an earlier one, by area and in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Note, Span
from hotspot_app.stats.rate_ratio import RateRatio, rate_ratio
from hotspot_app.words import a_rate, capital, number

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
    months, months_before
        Months held of each: periods of unequal length are compared by month.
    areas
        On the index of the areas: `count_before`, `change` (ratio of the counts
        a month), `change_lower`, `change_upper` (95%) and `change_p` (two-sided,
        not corrected for testing many areas).
    total, total_before, ratio
        The same of all shown areas.
    """

    span: Span
    months: int
    months_before: int
    areas: pd.DataFrame
    total: int
    total_before: int
    ratio: RateRatio

    def sentence(self, subject: str) -> str:
        """Say what changed, and whether chance alone could explain it."""
        after, before = self.total, self.total_before
        if self.months != self.months_before:
            a, b = after / self.months, before / self.months_before
            counts = f"from {a_rate(b)} to {a_rate(a)} a month"
        else:
            a, b = float(after), float(before)
            counts = f"from {number(before)} to {number(after)}"
        since = f"since {self.span}"
        if a == b:
            return f"{capital(subject)}: no change {since} ({number(after)})."
        verb = "rose" if a > b else "fell"
        size = f" ({abs(100 * (a / b - 1)):.1f}%)" if before >= LARGE_BASE else ""
        chance = (
            ", more than chance alone would explain"
            if self.ratio.p < SIGNIFICANT
            else ", which chance alone could explain"
        )
        return f"{capital(subject)} {verb} {counts}{size} {since}{chance}."


def compare(inputs: Inputs) -> Comparison | None:
    """Compare the question's period with the one it names, if it names one.

    Counts are compared as rates over the months held (methods of `rate_ratio`).

    Raises
    ------
    WordsError
        If no file holds a month of the earlier period.
    """
    question = inputs.question
    if question.comparison is None:
        return None
    span = question.comparison
    period = question.period
    months = (
        inputs.cube.held(period.first, period.last),
        inputs.cube.held(span.first, span.last),
    )
    if not months[1]:
        raise WordsError(
            f"no file holds a month of {span}, to compare with",
            hint="Give its files too, or another --compare-from and --compare-to.",
        )
    after, before = inputs.counts(), inputs.counts(span)
    found = [
        rate_ratio((float(a), float(b)), (float(months[0]), float(months[1])))
        for a, b in zip(after, before, strict=True)
    ]
    areas = pd.DataFrame(
        {
            "count_before": before,
            "change": [each.ratio for each in found],
            "change_lower": [each.lower for each in found],
            "change_upper": [each.upper for each in found],
            "change_p": [each.p for each in found],
        },
        index=after.index,
    ).replace([np.inf], np.nan)
    shown = inputs.areas["shown"]
    totals = int(after[shown].sum()), int(before[shown].sum())
    ratio = rate_ratio(
        (float(totals[0]), float(totals[1])), (float(months[0]), float(months[1]))
    )
    return Comparison(span, *months, areas, *totals, ratio)


def notes_on(comparison: Comparison, period: Span) -> list[Note]:
    """Say how the periods were compared."""
    told = [
        Note(
            f"Change since {comparison.span}: ratio of counts with 95% limits and a "
            "two-sided p (exact below 10 incidents), not corrected for testing many "
            "areas; incidents are taken as independent, which repeat victims are not."
        )
    ]
    lengths = (comparison.months, comparison.months_before)
    if lengths[0] != lengths[1]:
        told.append(
            Note(
                f"{period} holds {lengths[0]} months and {comparison.span} "
                f"{lengths[1]}: they are compared by month.",
                caution=True,
            )
        )
    return told
