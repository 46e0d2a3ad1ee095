"""A file as it is first taken: what it seems to be, or why it can't be used."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hotspot_app.errors import HotspotError
from hotspot_app.remedies import Remedy
from hotspot_app.schema import Denominator

Kind = Literal[
    "areas", "crime", "counts", "figures", "deprivation", "lookup", "postcodes", "names"
]


@dataclass(frozen=True, slots=True)
class Item:
    """A file, or a folder of files of one kind, and what it seems to be.

    Attributes
    ----------
    level, vintage, count
        Of boundaries: what areas, of which year's codes, how many.
    districts
        Of boundaries: code and name of each district they lie in; either may
        be "".
    holds
        Of figures by area: which denominators.
    header
        Of an extract that isn't police.uk's: its columns.
    files
        How many, of a folder.
    """

    path: Path
    kind: Kind
    level: str = ""
    vintage: int | None = None
    count: int = 0
    districts: tuple[tuple[str, str], ...] = ()
    holds: tuple[Denominator, ...] = ()
    header: tuple[str, ...] = ()
    files: int = 1


@dataclass(frozen=True, slots=True)
class Unknown:
    """A file the app can't use as it is.

    Attributes
    ----------
    why
        What it looks like and what to do, in one line.
    header
        Its columns, if it is a table that might be an extract.
    remedies
        What else to do, as errors have them.
    """

    path: Path
    why: str
    header: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()


Look = Item | Unknown


def refused(path: Path, error: HotspotError) -> Unknown:
    """Return a file that can't be used, as an error says."""
    return Unknown(path, str(error), remedies=error.remedies)
