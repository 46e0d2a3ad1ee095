"""Areas that a table names and the boundaries lack, in the districts they show."""

from __future__ import annotations

from typing import Final

import pandas as pd

from hotspot_app.data.base.ons import level_of_codes
from hotspot_app.data.boundaries.areas import AreaFile
from hotspot_app.data.shapes.area_columns import district_columns
from hotspot_app.data.tables.coded_table import Coded
from hotspot_app.method import Note
from hotspot_app.words import counted, district_of_lsoa, listed

_MOST: Final = 0.8
"""Share of a column's cells that must be names of LSOAs."""

_A_TENTH: Final = 0.1
"""Districts with a smaller share of the areas only lie at the map's edge."""


def districts_of(table: Coded) -> pd.Series[str]:
    """Return the district of each area of a table, as far as the table names it.

    Returns
    -------
    pandas.Series
        Names, or codes if the table has no names, index `code`; empty if the table
        names no districts.
    """
    columns = [str(name) for name in table.frame.columns]
    code, name = district_columns([each for each in columns if each != table.column])
    if name or code:
        return table.frame[name or code]
    for column in columns:
        named = table.frame[column].head(200).map(district_of_lsoa).ne("")
        if named.mean() >= _MOST:
            return table.frame[column].map(district_of_lsoa)
    return pd.Series(dtype="object")


def told_without_shape(
    districts: pd.Series[str], where: str, areas: AreaFile
) -> tuple[Note, ...]:
    """Return notes on areas of the shown districts that have figures but no shape.

    Parameters
    ----------
    districts
        Districts by area code, as returned by `districts_of`.
    where
        Name of the table's file.
    """
    shown = areas.areas.index[areas.shown]
    there = districts.reindex(shown).dropna()
    share = there[there != ""].value_counts() / max(len(shown), 1)
    own = districts.isin(share.index[share >= _A_TENTH])
    level = level_of_codes(areas.areas.index)
    lacking = [
        str(code)
        for code in districts.index[own].difference(areas.areas.index)
        if level_of_codes([str(code)]) == level
    ]
    if not lacking:
        return ()
    which = sorted(set(districts[lacking]))
    return (
        Note(
            f"{where} names {counted(len(lacking), 'area')} of {listed(which, 3)} that "
            f"{'has' if len(lacking) == 1 else 'have'} no shape in "
            f"{areas.source.name} ({listed(lacking, 3)}): nothing there is counted. "
            "Unless you left them out, the boundaries are incomplete.",
            caution=True,
        ),
    )
