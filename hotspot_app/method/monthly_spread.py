"""Whether limits allow for counts that vary from month to month, and what is said."""

from __future__ import annotations

import math
from typing import Any

from hotspot_app.method.parameters import param
from hotspot_app.method.question import Note
from hotspot_app.words import number


def allow_param() -> Any:
    """Return a field for what limits allow for: "months" or "chance"."""
    return param(
        "months",
        "Limits allow for",
        "Repeat victims and series make counts vary more than chance alone would.",
        choices={
            "months": "how counts vary from month to month",
            "chance": "chance alone, as if incidents were independent",
        },
    )


def on_monthly_spread(dispersion: float, *, asked: bool, of: str, without: str) -> Note:
    """Say what limits, p and ranks take chance to do.

    Parameters
    ----------
    dispersion
        Pearson's φ over months; missing if limits don't allow for it.
    asked
        Whether they were to allow for it.
    of
        Whose counts tell it: "areas".
    without
        The columns that never allow for it.
    """
    if not math.isnan(dispersion):
        return Note(
            f"Counts of {of} vary from month to month {number(dispersion, 1)} times as "
            "much as independent incidents would (Pearson's dispersion; what all have "
            "in common, such as a season, is left out). Limits, p and ranks allow for "
            f"it where it is above 1; {without} don't."
        )
    narrow = (
        "Limits, p and ranks take incidents as independent, which repeat victims and "
        "series are not: they are too narrow."
    )
    if asked:
        narrow += " The period has too few months to tell by how much."
    return Note(narrow, caution=True)
