"""What places are called in an answer, and where their names come from."""

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
from hotspot_app.method import Note
from hotspot_app.project.ask.known_names import (
    NO_NAMES,
    Batch,
    Carried,
    Kept,
    KnownNames,
)
from hotspot_app.project.steps.naming import ON_OR_NEAR, Names, Naming
from hotspot_app.words import counted, listed

_COARSE: Final = 10_000.0
"""Metres by which sets of areas of one's own are told apart."""

_FILES: Final = 3
"""Files named in a note."""

_DATES: Final = 3
"""Dates named in a note."""


@dataclass(frozen=True, slots=True)
class Called:
    """What places are called.

    Attributes
    ----------
    names
        Area code to what it is called, for areas without a name of their own.
    of
        The set of areas, as `area_set` tells it.
    notes
        Where the names come from.
    """

    names: Names = field(default_factory=dict)
    of: str = ""
    notes: tuple[Note, ...] = ()

    def carried(self) -> Carried:
        """Return the names as a project carries them."""
        return {self.of: self.names} if self.names else {}

    def on(self, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return areas with what they are called as `place`, "" where nothing is."""
        places = [self.names.get(str(code), "") for code in areas.index]
        named: gpd.GeoDataFrame = areas.assign(place=places)
        return named


def call_places(
    areas: gpd.GeoDataFrame,
    reading: Reading | None = None,
    area: npt.NDArray[np.int32] | None = None,
    known: KnownNames = NO_NAMES,
) -> Called:
    """Call areas as they were called before, or else by streets of the incidents.

    Streets that police.uk publishes are kept for other projects. Those of an extract
    that isn't public stay with this one.

    Parameters
    ----------
    areas
        Area table, with `ward` if wards are known.
    reading
        Incidents, of all that was read; None where only counts were given.
    area
        (n,) position of each incident's area, -1 if none.
    """
    of, book = area_set(areas), known.book
    carried = known.carried.get(of, {})
    lacking = not Naming(areas).is_done
    kept = book.kept(of) if book is not None and lacking else Kept()
    naming = _named_before(areas, carried, kept)
    if reading is None or area is None or naming.is_done:
        return _called(naming, of, _on_kept(areas, naming, carried, kept), kept.told)
    places = reading.incidents["place"]
    public = np.where(_are_public(reading.incidents), area, -1).astype(np.int32)
    streets = naming.give_streets(places, public)
    if book is not None and streets:
        told = kept.told
        kept = book.keep(of, streets, _public_files(reading))
        # another window may have been quicker
        naming = _named_before(areas, carried, kept)
        streets = naming.give_streets(places, public)
        kept = replace(kept, told=(*told, *kept.told))
    said = _on_kept(areas, naming, carried, kept)
    private = naming.give_streets(places, area)
    said += _on_streets(areas, streets, private)
    return _called(naming, of, said, kept.told)


def _called(
    naming: Naming, of: str, said: Sequence[str], told: tuple[Note, ...]
) -> Called:
    last = "The code never changes."
    notes = (Note(" ".join([*said, last])),) if said else ()
    return Called(naming.names, of, (*told, *notes))


def _named_before(
    areas: gpd.GeoDataFrame, carried: Mapping[str, str], kept: Kept
) -> Naming:
    naming = Naming(areas)
    naming.give({code: [name] for code, name in carried.items()})
    naming.give({code: [name] for code, name in kept.names().items()})
    return naming


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
    """Return what tells the areas from others that have the same codes.

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


def _on_kept(
    areas: gpd.GeoDataFrame,
    naming: Naming,
    carried: Mapping[str, str],
    kept: Kept,
) -> list[str]:
    left = {code for code in _shown(areas) if code in naming.names}
    saved = left & carried.keys()
    said = [_of(saved, "those the project was saved with.")] if saved else []
    left -= saved
    batches = []
    for batch in kept.batches:
        mine = left & batch.names.keys()
        left -= mine
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


def _on_streets(
    areas: gpd.GeoDataFrame, public: Collection[str], private: Collection[str]
) -> list[str]:
    shown = set(_shown(areas))
    here, own = shown & set(public), shown & set(private)
    said = []
    if here:
        street = "the commonest street of all incidents read here; other files can"
        said.append(_of(here, f"{street} change them."))
    if own:
        street = "the commonest street of incidents that aren't public, and stay with"
        said.append(_of(own, f"{street} this project."))
    return said


def _of(codes: Collection[str], are: str) -> str:
    return f"Names of {counted(len(codes), 'area')} are {are}"


def _shown(areas: gpd.GeoDataFrame) -> list[str]:
    return [str(code) for code in areas.index[areas["shown"]]]
