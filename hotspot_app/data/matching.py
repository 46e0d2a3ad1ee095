"""Figures by code put on the areas, and what didn't match."""

from __future__ import annotations

from typing import Final, TypeVar

import pandas as pd

from hotspot_app.data.lookups import EXACT_FIT
from hotspot_app.data.ons import LEVELS, level_of_codes
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.words import capital, counted, listed

Values = TypeVar("Values", pd.Series, pd.DataFrame)

_LEAST: Final = 0.5
"""Under this share of areas with a figure, the table is of other areas."""


def match(
    values: Values,
    codes: pd.Index[str],
    what: str,
    *,
    vintage: int | None = None,
    wanted: int | None = None,
) -> tuple[Values, tuple[Note, ...]]:
    """Put figures on the areas' index.

    Parameters
    ----------
    values
        Series or frame, index `code`.
    codes
        (n,) codes of the areas.
    what
        What the figures are, for messages: "residents".
    vintage, wanted
        Year of the values' codes and of the areas' codes, where known. LSOAs of
        different years are refused even where most codes are the same.

    Returns
    -------
    tuple
        The figures on `codes`, missing where there is none, and what to tell.

    Raises
    ------
    InputError
        If they are by codes of another year or level, or most areas have none.
    """
    lsoas = level_of_codes(codes) == "lsoa"
    lookup = f'Give the publisher\'s file "{EXACT_FIT}" by --lookup.'
    if lsoas and vintage and wanted and vintage != wanted:
        raise InputError(
            f"{what} are by LSOAs of {vintage}, the areas are LSOAs of {wanted}",
            hint=lookup,
        )
    known = values.index.get_indexer(codes) >= 0
    if not known.any() or known.mean() < _LEAST:
        theirs, ours = level_of_codes(values.index), level_of_codes(codes)
        hint = lookup if lsoas and theirs == "lsoa" else "Give a table of these areas."
        other = ""
        if theirs != ours and theirs in LEVELS:
            other = f": they are by {LEVELS[theirs]}"
            other += f", not by {LEVELS[ours]}" if ours in LEVELS else ""
        raise InputError(
            f"only {int(known.sum()):,} of {counted(len(codes), 'area')} have "
            f"{what}{other}",
            where=f"first without: {codes[~known][0]}",
            hint=hint,
        )
    aligned = values.reindex(codes)
    if known.all():
        return aligned, ()
    without = list(codes[~known])
    return aligned, (
        Note(
            f"{capital(what)}: {counted(len(without), 'area has', 'areas have')} none "
            f"({listed(without, 5)}).",
            caution=True,
        ),
    )
