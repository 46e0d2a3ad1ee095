"""Names of places in an answer, and where they come from."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import is_code, level_of_codes
from hotspot_app.data.crime.incidents import Reading
from hotspot_app.data.own.gazetteer import Gazetteer
from hotspot_app.method import Note
from hotspot_app.project.ask.known import (
    NOTHING_KNOWN,
    Batch,
    Carried,
    Kept,
    Known,
)
from hotspot_app.project.steps.naming import ON_OR_NEAR, Names, Naming, with_names
from hotspot_app.stats.placing.assign import assign
from hotspot_app.words import counted, listed

_COARSE: Final = 10_000.0
"""Metres by which sets of areas of one's own are told apart."""

_CHOICES: Final = 8
"""Names of a gazetteer that are tried for an area."""

_FILES: Final = 3
"""Files named in a note."""

_DATES: Final = 3
"""Dates named in a note."""


@dataclass(frozen=True, slots=True)
class Called:
    """Names of places.

    Attributes
    ----------
    names
        Names by area code, of areas that have only a code or number in the boundaries.
    of
        The set of areas, as returned by `area_set`.
    own
        Names in a file of names, by area code.
    notes
        Where the names come from.
    """

    names: Names = field(default_factory=dict)
    of: str = ""
    own: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    def carried(self) -> Carried:
        """Return the names as a project carries them."""
        return {self.of: self.names} if self.names else {}

    def on(self, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return areas with what they are called as `place`, "" where nothing is."""
        places = [self.names.get(str(code), "") for code in areas.index]
        return with_names(areas.assign(place=places), self.own)


def call_places(
    areas: gpd.GeoDataFrame,
    reading: Reading | None = None,
    area: npt.NDArray[np.int32] | None = None,
    *,
    known: Known = NOTHING_KNOWN,
    gazetteer: Gazetteer | None = None,
) -> Called:
    """Name areas from a file of names, as they were named before, or by streets.

    Streets that police.uk publishes are kept for other projects. Those of an extract
    that isn't public stay with this one.

    Parameters
    ----------
    areas
        Area table, with `ward` if wards are known.
    reading
        All incidents read; None for ready counts.
    area
        (n,) position of each incident's area, -1 if none.
    gazetteer
        Names given by the analyst, which come before all others.
    """
    of, book = area_set(areas), known.book
    own = _own_names(areas, gazetteer)
    areas = with_names(areas, own)
    given = _nearest(areas, gazetteer)
    carried = _single(known.carried.get(of, {}))
    naming = _named_before(areas, given, carried)
    kept = book.kept(of) if book is not None and not naming.is_done else Kept()
    naming = _named_before(areas, given, carried, _single(kept.names()))
    public, private = {}, {}
    if reading is not None and area is not None and not naming.is_done:
        places, told = reading.incidents["place"], kept.told
        where = np.where(_are_public(reading.incidents), area, -1).astype(np.int32)
        public = naming.give_streets(places, where)
        if book is not None and public:
            kept = book.keep(of, public, _public_files(reading))
            # another window may have been quicker
            naming = _named_before(areas, given, carried, _single(kept.names()))
            public = naming.give_streets(places, where)
            kept = replace(kept, told=(*told, *kept.told))
        private = naming.give_streets(places, area)
    shown = {str(code) for code in areas.index[areas["shown"]]}
    said = [
        *_on_given(shown & own.keys(), shown & given.keys(), gazetteer),
        *_on_kept((shown & naming.names.keys()) - given.keys(), carried, kept),
        *_on_streets(shown & public.keys(), shown & private.keys()),
    ]
    notes = (Note(" ".join([*said, "The code never changes."])),) if said else ()
    return Called(naming.names, of, own, (*kept.told, *notes))


Choices = Mapping[str, Sequence[str]]
"""Area code to names it may have, the best first."""


def _single(names: Mapping[str, str]) -> Choices:
    return {code: [name] for code, name in names.items()}


def _named_before(areas: gpd.GeoDataFrame, *known: Choices) -> Naming:
    naming = Naming(areas)
    for names in known:
        naming.give(names)
    return naming


def _own_names(areas: gpd.GeoDataFrame, gazetteer: Gazetteer | None) -> dict[str, str]:
    called = {} if gazetteer is None else gazetteer.called
    return {code: name for code, name in called.items() if code in areas.index}


def _nearest(areas: gpd.GeoDataFrame, gazetteer: Gazetteer | None) -> Choices:
    """Return settlements in each area, then roads, each from its middle outwards."""
    if gazetteer is None or gazetteer.points is None:
        return {}
    points = gazetteer.points
    east, north = points["easting"].to_numpy(), points["northing"].to_numpy()
    at = assign(east, north, areas)
    inside = at >= 0
    middle = areas.geometry.centroid.iloc[at[inside]]
    away = np.hypot(east[inside] - middle.x, north[inside] - middle.y)
    table = points[inside].assign(at=at[inside], away=away.to_numpy())
    table = table.sort_values(["at", "rank", "away", "name"])
    lacking = Naming(areas).lacking()
    return {
        code: list(dict.fromkeys(rows["name"]))[:_CHOICES]
        for number, rows in table.groupby("at")
        if (code := str(areas.index[number])) in lacking
    }


def _are_public(incidents: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Say which rows' streets police.uk publishes, by their points and their words."""
    names = incidents["place"].cat
    published = [str(name).startswith(ON_OR_NEAR) for name in names.categories]
    street = np.array([*published, False])[names.codes.to_numpy()]
    snapped = incidents["precision"].eq("snapped").to_numpy(dtype=bool)
    found: npt.NDArray[np.bool_] = street & snapped
    return found


def _public_files(reading: Reading) -> tuple[str, ...]:
    return tuple(f.file.name for f in reading.files if f.is_public and f.rows)


def area_set(areas: gpd.GeoDataFrame) -> str:
    """Return a key that tells these areas from others with the same codes.

    A code of the ONS means one area for good, however a file is cut or generalised:
    all areas of such a level are one set. Codes of one's own ("1", "2") are told
    apart by all of the codes, the names and where they lie.

    Examples
    --------
    >>> frame = gpd.GeoDataFrame(index=["E01017136", "E01017137"])
    >>> area_set(frame)
    'lsoa'
    """
    codes = [str(code) for code in areas.index]
    level = level_of_codes(codes)
    if level and all(map(is_code, codes)):
        return level
    lines = sorted(map(repr, zip(codes, areas["name"].astype(str), strict=True)))
    corners: Sequence[float] = areas.total_bounds.tolist()
    lines += [str(round(corner / _COARSE)) for corner in corners]
    text = "\n".join(lines).encode("utf-8", "backslashreplace")
    return f"own-{hashlib.sha256(text).hexdigest()[:24]}"


# --- where names come from, in words ----------------------------------------------


def _on_given(
    own: Collection[str], given: Collection[str], gazetteer: Gazetteer | None
) -> list[str]:
    if gazetteer is None:
        return []
    name = gazetteer.name
    said = [_of(own, f"those in {name}.")] if own else []
    found = f"of a settlement or road in {name}, the nearest to the area's middle."
    return [*said, *([_of(given, found)] if given else [])]


def _on_kept(left: Collection[str], carried: Choices, kept: Kept) -> list[str]:
    saved = set(left) & carried.keys()
    said = [_of(saved, "those the project was saved with.")] if saved else []
    rest = set(left) - saved
    batches = []
    for batch in kept.batches:
        mine = rest & batch.names.keys()
        rest -= mine
        if mine:
            batches.append((mine, batch))
    said += [_on_batch(mine, batch) for mine, batch in batches[:_DATES]]
    later = set().union(*(mine for mine, _ in batches[_DATES:]))
    return [*said, *([_of(later, "kept since later days.")] if later else [])]


def _on_batch(codes: Collection[str], batch: Batch) -> str:
    files = list(batch.files)
    more = len(files) - _FILES
    if more > 0:
        files = [*files[:_FILES], f"{more:,} more"]
    when = date.fromisoformat(batch.since)
    return _of(codes, f"kept since {when.day} {when:%B %Y}, from {listed(files)}.")


def _on_streets(public: Collection[str], private: Collection[str]) -> list[str]:
    said = []
    if public:
        street = "the commonest street of all incidents read here; other files can"
        said.append(_of(public, f"{street} change them."))
    if private:
        street = "the commonest street of incidents that aren't public, and stay with"
        said.append(_of(private, f"{street} this project."))
    return said


def _of(codes: Collection[str], are: str) -> str:
    return f"Names of {counted(len(codes), 'area')} are {are}"
