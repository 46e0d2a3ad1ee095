"""What an analysis can't do without, and what is said and helps where it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from hotspot_app.remedies import (
    A_DENOMINATOR,
    ChooseMeasure,
    ChoosePeriod,
    Give,
    Remedy,
)

Need = Literal["denominator", "rate", "graph", "rows", "deprivation", "comparison"]
"""What an analysis can't do without.

"rate" is a measure other than counts, "rows" are incidents one by one, "comparison" is
an earlier period.
"""


@dataclass(frozen=True, slots=True)
class Lack:
    """A need that isn't met.

    Attributes
    ----------
    what
        What a refusal says is needed.
    brief
        The same beside a method's name.
    remedy
        What would help.
    hint
        A word on it.
    """

    what: str
    brief: str
    remedy: Remedy
    hint: str = ""


LACKS: Final[Mapping[Need, Lack]] = {
    "denominator": Lack("a denominator", "residents or households", A_DENOMINATOR),
    "deprivation": Lack(
        "the Indices of Deprivation at the level of the areas",
        "the Indices of Deprivation, and LSOAs",
        Give(("deprivation",)),
        "File 7 of them, by LSOAs, is needed.",
    ),
    "rate": Lack("a rate, not counts", "a rate as the measure", ChooseMeasure("rate")),
    "rows": Lack(
        "incidents as rows, not ready counts", "incidents as rows", Give(("crime",))
    ),
    "comparison": Lack(
        "an earlier period to compare with",
        "a period to compare with",
        ChoosePeriod(compared=True),
    ),
}
"""Of every need but neighbours, which areas always have."""
