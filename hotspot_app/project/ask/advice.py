"""Hints on the denominator that suits the incidents counted."""

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
        The denominator to use, or None if the files have no figures for it.
    """

    words: str
    per: Denominator | None


def advise(
    types: Collection[str],
    denominator: Denominator | None,
    known: Collection[Denominator],
) -> Advice | None:
    """Return a hint on rates of these types, None if there is none.

    Parameters
    ----------
    denominator
        The rates' denominator, None for counts.
    known
        Denominators that the files have.
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
