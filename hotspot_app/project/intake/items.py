"""A file as it is first taken: what it seems to be, or why it can't be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hotspot_app.errors import HotspotError
from hotspot_app.remedies import Remedy

Kind = Literal[
    "areas",
    "crime",
    "counts",
    "figures",
    "deprivation",
    "lookup",
    "postcodes",
    "names",
    "own",
]


@dataclass(frozen=True, slots=True)
class Item:
    """A file, or a folder of files of one kind, and what it seems to be.

    Attributes
    ----------
    level, vintage, count
        For boundaries: level, year of the codes and number of areas.
    districts
        For boundaries: code and name of each district; either may be "".
    holds
        For figures by area: the denominators. For a table of the analyst's own: its id.
    header
        For an extract not from police.uk: its column names.
    files
        Number of files in a folder.
    """

    path: Path
    kind: Kind
    level: str = ""
    vintage: int | None = None
    count: int = 0
    districts: tuple[tuple[str, str], ...] = ()
    holds: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    files: int = 1


@dataclass(frozen=True, slots=True)
class Unknown:
    """A file the app can't use as it is.

    Attributes
    ----------
    why
        What the file looks like and what to do, in one line.
    header
        Column names, if the file is a table that might be an extract.
    remedies
        Remedies, as errors have them.
    """

    path: Path
    why: str
    header: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()


Look = Item | Unknown


def refused(path: Path, error: HotspotError) -> Unknown:
    """Return a file that can't be used, as an error says."""
    return Unknown(path, str(error), remedies=error.remedies)
