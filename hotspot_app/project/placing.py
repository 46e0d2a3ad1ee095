"""Which incidents are counted, and in which area each lies."""

from __future__ import annotations

from collections.abc import Sequence

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime_file import vintage
from hotspot_app.data.incidents import Reading
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.project.reconciliation import Reconciliation
from hotspot_app.schema import REASONS
from hotspot_app.stats.assign import assign
from hotspot_app.words import listed


def locate(incidents: pd.DataFrame, areas: gpd.GeoDataFrame) -> npt.NDArray[np.int32]:
    """Return the position of each incident's area, -1 if none.

    Incidents with coordinates are placed by them; those with only an area code
    by that code.
    """
    area = assign(
        incidents["easting"].to_numpy(), incidents["northing"].to_numpy(), areas
    )
    coded = incidents["precision"].eq("area").to_numpy()
    if coded.any():
        stated = incidents["area"].cat
        by_code = areas.index.get_indexer(stated.categories).astype(np.int32)
        codes = stated.codes.to_numpy()[coded]
        area[coded] = np.where(codes >= 0, by_code[codes], -1)
    return area


def months_held(chosen: Sequence[str], reading: Reading) -> set[pd.Period]:
    """Months that every chosen source holds: one that lacks a month has no zero.

    Raises
    ------
    WordsError
        If there is none.
    """
    held = set.intersection(*(set(reading.held.get(each, ())) for each in chosen))
    if not held:
        raise WordsError(
            f"no month is held by all of {listed(chosen)}",
            hint="Choose one source, or give the files of the same months.",
        )
    return held


def check_codes(incidents: pd.DataFrame, wanted: int | None) -> None:
    """Refuse rows that only have codes of another census than the areas' LSOAs."""
    coded = incidents["precision"].eq("area")
    if coded.any():
        codes = set(incidents.loc[coded, "area"].unique())
        check_vintage(codes, wanted, "rows without coordinates")


def check_vintage(codes: set[str], wanted: int | None, what: str) -> None:
    """Refuse LSOA codes of another census than the areas'.

    Raises
    ------
    InputError
        If they are: a split or merged area would silently have none.
    """
    found = vintage(codes)
    if wanted is not None and found.isdigit() and int(found) != wanted:
        raise InputError(
            f"{what} are by LSOAs of {found}, the areas are LSOAs of {wanted}",
            hint=f"Give the boundaries of {found}, or rows with coordinates.",
        )


def choose_sources(
    asked: Sequence[str], reading: Reading, mapped: npt.NDArray[np.bool_]
) -> tuple[tuple[str, ...], list[Note]]:
    """Settle whose incidents are counted: those asked for, else the one with most.

    Raises
    ------
    WordsError
        If a source asked for isn't in the files.
    """
    rows = reading.incidents.loc[mapped, "source"].value_counts()
    known = [source for source in rows.index if rows[source]] or list(reading.held)
    if asked:
        plain = {name.casefold(): name for name in reading.held}
        for name in asked:
            if name.casefold() not in plain:
                raise WordsError(
                    f"no file is from a source called {name!r}",
                    hint=f"There is {listed([str(each) for each in known])}.",
                )
        chosen = tuple(dict.fromkeys(plain[name.casefold()] for name in asked))
        added = (
            [
                Note(
                    f"{listed(chosen)} are added together because you asked for it: "
                    "an incident that both recorded counts twice.",
                    caution=True,
                )
            ]
            if len(chosen) > 1
            else []
        )
        return chosen, added
    chosen = (str(known[0]),)
    others = [f"{name} ({rows[name]:,})" for name in known[1:]]
    if not others:
        return chosen, []
    return chosen, [
        Note(
            f"Only incidents from {chosen[0]} ({rows[chosen[0]]:,}) are counted. "
            f"Also read, and not added: {listed(others)}. Choose with --source.",
            caution=True,
        )
    ]


def refuse_elsewhere(
    account: Reconciliation, reading: Reading, areas: gpd.GeoDataFrame
) -> None:
    """Refuse incidents of which none lies in the areas.

    Raises
    ------
    InputError
        If so: says where they are and where the areas are.
    """
    total = account.total()
    if total["mapped"] or not total["read"]:
        return
    placed = reading.incidents.dropna(subset=["easting"])
    if placed.empty:
        reasons = listed(
            [
                f"{REASONS[name]} ({count:,})"
                for name, count in total.items()
                if name in REASONS
            ]
        )
        raise InputError(
            f"none of {total['read']:,} rows can be put on the map: {reasons}",
            where=reading.files[0].file.name,
        )
    west, south, east, north = areas.total_bounds
    raise InputError(
        f"none of {total['read']:,} incidents lies in the areas. The incidents are "
        f"around easting {placed['easting'].median():,.0f}, northing "
        f"{placed['northing'].median():,.0f}; the areas reach from {west:,.0f} to "
        f"{east:,.0f} and {south:,.0f} to {north:,.0f}",
        where=reading.files[0].file.name,
        hint="Give boundaries and incidents of the same place.",
    )
