"""Needs of an analysis, with messages and remedies for those that aren't met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.remedies import (
    A_DENOMINATOR,
    ChooseMeasure,
    ChoosePeriod,
    Give,
    GiveTable,
    Remedy,
)

Need = Literal[
    "denominator", "rate", "graph", "rows", "deprivation", "comparison", "places"
]
"""What an analysis can't do without.

"rate" is a measure other than counts, "rows" are incidents one by one, "comparison" is
an earlier period, "places" are other districts in the files, or a table of places.
"""


PLACES: Final = OWN_TABLES["places"]


@dataclass(frozen=True, slots=True)
class Lack:
    """A need of a method that the files don't meet.

    Attributes
    ----------
    what
        The need in a refusal.
    brief
        The need in few words, beside a method's name.
    remedy
        The remedy.
    hint
        A sentence on the remedy.
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
    "places": Lack(
        "other places to compare with",
        "other places to compare with",
        GiveTable(PLACES.id, PLACES.title),
        "Give crime files and residents that cover other districts too, or a table.",
    ),
    "comparison": Lack(
        "an earlier period to compare with",
        "a period to compare with",
        ChoosePeriod(compared=True),
    ),
}
"""What is said where a need isn't met; areas always have neighbours."""
