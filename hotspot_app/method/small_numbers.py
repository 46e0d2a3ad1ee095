"""A caution where areas are called higher on few incidents."""

from __future__ import annotations

from typing import Final

import pandas as pd

from hotspot_app.method.called import called
from hotspot_app.method.question import Note
from hotspot_app.stats.chance.rates import SMALL_COUNT
from hotspot_app.words import counted, listed

_LISTED: Final = 5
"""Areas that are named."""


def higher_on_few(shown: pd.DataFrame) -> tuple[Note, ...]:
    """Name areas that are higher on fewer than ten incidents, if there are any.

    Parameters
    ----------
    shown
        Values with the columns with which results begin, and `compared`.
    """
    few = shown["compared"].str.startswith("higher") & shown["count"].lt(SMALL_COUNT)
    if not few.any():
        return ()
    rows = shown[few]
    pairs = zip(called(rows), rows["count"], strict=True)
    named = listed([f"{name} with {count:.0f}" for name, count in pairs], _LISTED)
    are = counted(len(rows), "area is", "areas are")
    return (
        Note(
            f"Small numbers: {are} higher on fewer than {SMALL_COUNT} incidents: "
            f"{named}.",
            caution=True,
        ),
    )
