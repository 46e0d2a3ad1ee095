"""Boundaries kept for use again: the user's own, and those that come with the app."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Literal

from hotspot_app import paths
from hotspot_app.data.base.ons import LEVELS
from hotspot_app.data.base.source_file import fingerprint
from hotspot_app.data.base.sources import (
    Entry,
    lies_within,
    read_entries,
    write_entries,
)
from hotspot_app.data.boundaries.areas import AreaFile, read_areas
from hotspot_app.data.native.gdal import pyogrio
from hotspot_app.errors import InputError, WordsError
from hotspot_app.named_paths import why_refused
from hotspot_app.paths import written
from hotspot_app.progress import SILENT, Progress
from hotspot_app.words import listed

State = Literal["ready", "missing", "changed", "refused"]


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file of boundaries.

    Attributes
    ----------
    entry
        The file's entry in the record.
    path
        Path of the file.
    shipped
        True if it came with the app.
    state
        "ready", "missing", "changed" since it was stored, or "refused" because the
        record names a place outside its folder.
    """

    entry: Entry
    path: Path
    shipped: bool
    state: State


def listing(folders: Sequence[Path] = ()) -> tuple[Stored, ...]:
    """List boundaries, by default those that came with the app and the user's.

    Raises
    ------
    InputError
        If a record is broken.
    """
    own = paths.shipped("boundaries")
    return tuple(
        Stored(entry, folder / entry.file, folder == own, _state(folder, entry))
        for folder in folders or (own, paths.library())
        for entry in read_entries(folder)
    )


def _state(folder: Path, entry: Entry) -> State:
    path = folder / entry.file
    if not lies_within(entry) or why_refused(path):
        return "refused"
    try:
        if not path.is_file():
            return "missing"
    except OSError:  # its name is too long, say
        return "missing"
    return "ready" if fingerprint(path).sha256 == entry.sha256 else "changed"


def stored(name: str, folders: Sequence[Path] = ()) -> Stored:
    """Return stored boundaries by id; the user's own come before the app's.

    Raises
    ------
    WordsError
        If no boundaries have this id.
    InputError
        If the file is missing, was changed since it was stored, or lies outside the
        folder of its record.
    """
    known = listing(folders)
    found = next((each for each in reversed(known) if each.entry.id == name), None)
    if found is None:
        there = listed([each.entry.id for each in known], 10) or "none"
        raise WordsError(
            f"there are no boundaries called {name!r}", hint=f"There are: {there}."
        )
    if found.state == "refused":
        raise InputError(
            "the record of boundaries names a file outside its folder",
            where=found.entry.id,
            hint="Copy the file to this computer and add it again.",
        )
    if found.state != "ready":
        what = "is missing" if found.state == "missing" else "was changed"
        raise InputError(
            f"the file {what} since it was stored",
            where=found.entry.file,
            hint="Add the publisher's file again.",
        )
    return found


def add(
    files: Sequence[Path],
    district: str,
    licence: str,
    *,
    added: str,
    into: Path | None = None,
    progress: Progress = SILENT,
) -> tuple[Entry, ...]:
    """Cut, check and store boundaries; a file of the same id is replaced.

    Parameters
    ----------
    files
        The publisher's files. All of them are read before the first is stored.
    district
        Code or name of a district, which is stored with the areas around it; "" to
        store the whole file.
    licence
        The licence of the files, as the publisher words it.
    added
        Today's date, as 2026-01-31.
    into
        Folder to store them in; by default the user's library.

    Returns
    -------
    tuple of Entry
        One entry a file, in the order of `files`.

    Raises
    ------
    InputError
        If a file can't be used, or the folder can't be written.
    WordsError
        If no licence is given, or two files would be stored under one id.
    """
    if not licence.strip():
        raise WordsError(
            "the licence is missing",
            hint='Say it as its publisher does: "Open Government Licence v3.0", say.',
        )
    folder = into or paths.library()
    step = 1 / max(len(files), 1)
    read = [
        read_areas(
            path, district=district, progress=progress.part(i * step, (i + 1) * step)
        )
        for i, path in enumerate(files)
    ]
    entries = [_described(areas, district, licence, added) for areas in read]
    _check_distinct(entries)
    made = []
    for areas, entry in zip(read, entries, strict=True):
        made.append(_store(areas, entry, folder))
    return tuple(made)


def _described(areas: AreaFile, district: str, licence: str, added: str) -> Entry:
    place = areas.place if areas.place != "the area" else district
    called = place or PurePath(areas.source.name).stem
    year = str(areas.vintage or "")
    name = "-".join(filter(None, [_plain(called), _plain(areas.level), year]))
    what = LEVELS.get(areas.level, areas.level)
    return Entry(
        id=name,
        title=" ".join(filter(None, [called, what, year])),
        level=areas.level,
        file=f"{name}.gpkg",
        sha256="",
        licence=" ".join(licence.split()),
        attribution=areas.attribution,
        vintage=areas.vintage or 0,
        district=district,
        place=place,
        publisher_title=areas.source.name,
        added=added,
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "areas"


def _check_distinct(entries: Sequence[Entry]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.id in seen:
            raise WordsError(
                f"{seen[entry.id]} and {entry.publisher_title} are both {entry.title}",
                hint="Give only one of them.",
            )
        seen[entry.id] = entry.publisher_title


def _store(areas: AreaFile, entry: Entry, folder: Path) -> Entry:
    """Write the file, then the record."""
    with written(folder / entry.file) as scratch:
        _write(areas, scratch, folder)
        entry = replace(entry, sha256=fingerprint(scratch).sha256)
    others = tuple(each for each in read_entries(folder) if each.id != entry.id)
    write_entries(folder, (*others, entry))
    return entry


def _write(areas: AreaFile, path: Path, folder: Path) -> None:
    """Write a GeoPackage to a temporary file, to be moved into a folder.

    Raises
    ------
    InputError
        If it can't be written.
    """
    try:
        path.unlink()  # which GDAL would take for a broken one
        pyogrio.write_dataframe(
            areas.areas.reset_index(), path, layer="areas", driver="GPKG"
        )
    except RuntimeError as error:
        raise InputError(
            "the boundaries can't be written here",
            where=str(folder),
            hint="Choose another folder, or free some space, and try again.",
        ) from error
