"""The incidents that are counted, and the area of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import LEVELS, level_of_codes, tidy
from hotspot_app.data.crime.coordinate_texts import A_SQUARE
from hotspot_app.data.crime.incidents import Reading
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.project.steps.reconciliation import Reconciliation
from hotspot_app.project.steps.stated import positions
from hotspot_app.remedies import ChooseSource, Give, NameColumns, Remedy
from hotspot_app.schema import REASONS
from hotspot_app.stats.placing.assign import assign
from hotspot_app.stats.placing.territory import Spread
from hotspot_app.words import counted, listed, quoted

_KILOMETRES: Final = 1_300.0
"""The most that a northing in kilometres can be."""


def locate(
    incidents: pd.DataFrame,
    areas: gpd.GeoDataFrame,
    within: Mapping[str, str] | None = None,
    *,
    where: str = "",
) -> npt.NDArray[np.int32]:
    """Return the position of each incident's area, -1 if none.

    Incidents with coordinates are placed by them; those that only name an area by
    its code or name, or by the area around it (`within`, as `positions` takes it).
    """
    area = assign(
        incidents["easting"].to_numpy(), incidents["northing"].to_numpy(), areas
    )
    coded = incidents["precision"].eq("area").to_numpy()
    if coded.any():
        stated = incidents.loc[coded, "area"].cat.remove_unused_categories().cat
        by_code = positions(stated.categories, areas, within or {}, where=where)
        codes = stated.codes.to_numpy()
        area[coded] = np.where(codes >= 0, by_code[codes], -1)
    return area


Held = Mapping[str, Collection[pd.Period]]
"""Source to the months its files hold."""


def months_held(chosen: Sequence[str], held: Held) -> set[pd.Period]:
    """Return the months that every chosen source holds: others would count as zero.

    Raises
    ------
    WordsError
        If there is no such month.
    """
    months = set.intersection(*(set(held.get(each, ())) for each in chosen))
    if not months:
        raise WordsError(
            f"no month is held by all of {listed(chosen, 8)}",
            hint="Choose one source, or give the files of the same months.",
        )
    return months


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sources counted.

    Attributes
    ----------
    sources
        The sources asked for, or chosen for the analyst.
    apart
        Those of them that cover different districts, largest first.
    """

    sources: tuple[str, ...]
    apart: tuple[str, ...]
    notes: tuple[Note, ...]


def choose_sources(
    asked: Sequence[str], mapped: pd.Series[int], held: Held, spread: Spread
) -> Chosen:
    """Return the sources to count, with notes.

    Those asked for; else those that lie apart, if the one with most is of them; else
    the one with most.

    Parameters
    ----------
    mapped
        Number of incidents on the map by source, most first.
    spread
        Incidents by district and source.

    Raises
    ------
    WordsError
        If the files have no source that was asked for.
    """
    known = [str(source) for source in mapped.index if mapped[source]] or list(held)
    if asked:
        return _asked_for(asked, known, held, spread)
    apart = tuple(name for name in spread.apart() if name in known)
    if known[0] not in apart or len(apart) < 2:
        apart = ()
    chosen = apart or (known[0],)
    others = [f"{name} ({mapped[name]:,})" for name in known if name not in chosen]
    if not others:
        return Chosen(chosen, apart, ())
    not_added = f"Also read, and not added: {listed(others, 8)}."
    only = f"Only incidents from {chosen[0]} ({mapped[chosen[0]]:,}) are counted. "
    said = not_added if apart else only + not_added
    return Chosen(
        chosen, apart, (Note(said, caution=True, remedies=(ChooseSource(),)),)
    )


def _asked_for(
    asked: Sequence[str], known: Sequence[str], held: Held, spread: Spread
) -> Chosen:
    plain = {name.casefold(): name for name in held}
    for name in asked:
        if name.casefold() not in plain:
            raise WordsError(
                f"no file is from a source called {name!r}",
                hint=f"There is {listed(known, 8)}.",
            )
    chosen = tuple(dict.fromkeys(plain[name.casefold()] for name in asked))
    apart = spread.among(chosen).apart()
    if len(chosen) == max(len(apart), 1):
        return Chosen(chosen, apart, ())
    added = Note(
        f"{listed(chosen, 8)} are added together because you asked for it: an incident "
        "that both recorded counts twice.",
        caution=True,
    )
    return Chosen(chosen, apart, (added,))


def refuse_elsewhere(
    account: Reconciliation,
    reading: Reading,
    areas: gpd.GeoDataFrame,
    *,
    postcodes: bool = False,
) -> None:
    """Refuse incidents if none of them lies in the areas.

    Parameters
    ----------
    postcodes
        True if a file of postcodes was given.

    Raises
    ------
    InputError
        With the extents of the incidents and of the areas.
    """
    total = account.total()
    if total["mapped"] or not total["read"]:
        return
    placed = reading.incidents.dropna(subset=["easting"])
    coded = reading.incidents["precision"].eq("area")
    stated = reading.incidents.loc[coded, "area"]
    lost = {**reading.lost, "unknown_area": quoted(stated)}
    reasons = listed(
        [
            f"{REASONS[name]} ({', '.join(filter(None, (f'{n:,}', lost.get(name))))})"
            for name in REASONS
            if (n := total.get(name))
        ]
    )
    if placed.empty:
        hint, remedies = _cure(total, reading, areas, postcodes)
        raise InputError(
            f"none of {counted(total['read'], 'row')} can be put on the map: {reasons}",
            where=reading.files[0].file.name,
            hint=hint,
            remedies=remedies,
        )
    west, south, east, north = areas.total_bounds
    # to the kilometre: of few incidents the middle may be one of them
    about = placed[["easting", "northing"]].median().round(-3)
    raise InputError(
        f"none of {counted(total['read'], 'incident')} lies in the areas: {reasons}. "
        f"The incidents are around easting {about['easting']:,.0f}, northing "
        f"{about['northing']:,.0f}; the areas reach from {west:,.0f} to "
        f"{east:,.0f} and {south:,.0f} to {north:,.0f}",
        where=reading.files[0].file.name,
        hint="Give boundaries and incidents of the same place."
        if placed[["easting", "northing"]].to_numpy().max() > _KILOMETRES
        else "They look like kilometres: give eastings and northings in metres.",
    )


def _cure(
    total: Mapping[str, int],
    reading: Reading,
    areas: gpd.GeoDataFrame,
    postcodes: bool,
) -> tuple[str, tuple[Remedy, ...]]:
    """Say what would put rows on the map of which none can be put there."""
    columns = [set(facts.columns) for facts in reading.files]
    if (
        "no_coordinates" in total
        and not postcodes
        and any("postcode" in c for c in columns)
    ):
        hint = "Rows have postcodes, which OS Code-Point Open puts on the map."
        return hint, (Give(("postcodes",)),)
    if "unknown_area" in total:
        stated = reading.incidents["area"].dropna()
        theirs, ours = level_of_codes(map(tidy, stated)), level_of_codes(areas.index)
        named = LEVELS.get(theirs, "areas")
        return f"The rows name {named}; the map is of {LEVELS.get(ours, 'areas')}.", ()
    if A_SQUARE in reading.lost.get("impossible_coordinates", ""):
        return "A column may have grid references.", (NameColumns(("square",)),)
    if {"impossible_coordinates", "no_coordinates"} & set(total):
        columns_of_place = NameColumns(("easting", "northing"))
        return "Other columns may hold the place.", (columns_of_place,)
    return "", ()
