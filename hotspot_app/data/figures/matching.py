"""Figures joined to the areas by code, and what didn't match."""

from __future__ import annotations

from typing import Final, TypeVar

import pandas as pd

from hotspot_app.data.base.ons import LEVELS, level_of_codes
from hotspot_app.data.tables.leading_zeros import meet, told_met
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.remedies import FITTING, Remedy
from hotspot_app.words import capital, counted, quoted

Values = TypeVar("Values", pd.Series, pd.DataFrame)

_SINGULAR: Final = ("deprivation", "workday population")

_LEAST: Final = 0.5
"""Under this share of areas with a figure, the table is of other areas."""


def match(
    values: Values,
    codes: pd.Index[str],
    what: str,
    *,
    vintage: int | None = None,
    wanted: int | None = None,
    where: str = "",
) -> tuple[Values, tuple[Note, ...]]:
    """Join figures to the areas by their index.

    Parameters
    ----------
    values
        Series or frame, index `code`.
    codes
        (n,) codes of the areas.
    what
        Name of the figures in messages: "residents".
    vintage, wanted
        Year of the values' codes and of the areas' codes, if known. LSOAs of different
        years are refused even if most codes are the same.
    where
        Name of the file in messages.

    Returns
    -------
    tuple
        The figures on `codes`, missing for areas without one, and notes.

    Raises
    ------
    InputError
        If the codes are of another year or level, or most areas have no figure.
    """
    met = meet(values.index, codes, where=where, once=True)
    if met:
        values = values.rename(index=met)
    theirs, ours = level_of_codes(values.index), level_of_codes(codes)
    are = f"{what} {'is' if what in _SINGULAR else 'are'}"
    known = values.index.get_indexer(codes) >= 0
    carry: tuple[Remedy, ...] = (FITTING,) if ours == "lsoa" else ()
    if theirs != ours and theirs in LEVELS and ours in LEVELS:
        raise InputError(
            f"{are} by {LEVELS[theirs]}, the areas are {LEVELS[ours]}",
            where=where,
            hint=f"Give a table of {LEVELS[ours]}.",
        )
    dated = bool(vintage and wanted and vintage != wanted)
    if dated and (ours == "lsoa" or not known.any()):
        raise InputError(
            f"{are} by {LEVELS.get(theirs, 'areas')} of {vintage}, the areas are "
            f"{LEVELS.get(ours, 'areas')} of {wanted}",
            where=where,
            hint="" if carry else "Give a table of these areas.",
            remedies=carry,
        )
    if not known.any() or known.mean() < _LEAST:
        raise InputError(
            f"only {int(known.sum()):,} of {counted(len(codes), 'area')} have {what}, "
            f"without are {quoted(codes[~known])}, and the table has "
            f"{quoted(values.index)}",
            where=where,
            hint="Give a table of these areas.",
            remedies=carry,
        )
    aligned = values.reindex(codes)
    notes: tuple[Note, ...] = told_met(met, what)
    if known.all():
        return aligned, notes
    without = list(codes[~known])
    return aligned, (
        *notes,
        Note(
            f"{capital(what)}: {counted(len(without), 'area has', 'areas have')} none "
            f"({quoted(without)}).",
            caution=True,
        ),
    )
