"""Which denominator suits what is counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from hotspot_app.schema import Denominator


@dataclass(frozen=True, slots=True)
class Advice:
    """A hint on the denominator.

    Attributes
    ----------
    per
        The denominator to try, or None if its figures weren't given.
    """

    words: str
    per: Denominator | None


def advise(
    types: Collection[str],
    denominator: Denominator | None,
    known: Collection[Denominator],
) -> Advice | None:
    """Say what to think of when rates of these types are read, or None.

    Parameters
    ----------
    denominator
        Of the rates, None for counts.
    known
        Denominators that were given.
    """
    if set(types) == {"Burglary"} and denominator in {"residents", "workday"}:
        return Advice(
            "Homes are burgled, not people: households are the usual denominator for "
            "burglary.",
            "households" if "households" in known else None,
        )
    if set(types) != {"Burglary"} and denominator == "residents":
        words = (
            "Town centres have far more visitors than residents, so rates there are "
            "high."
        )
        if "workday" in known:
            return Advice(words, "workday")
        return Advice(
            f"{words} The workday population is nearer to who is there.", None
        )
    return None
