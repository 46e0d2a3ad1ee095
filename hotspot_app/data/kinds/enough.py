"""The columns that incidents need to be counted, judged by column names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hotspot_app.data.base.ons import ons_column, plain
from hotspot_app.data.kinds.columns import recognise, score

_WHOLE: Final = 1_000_000
"""Rank of a header with all that incidents need: the more rows below it, the better
then."""

_A_NAME: Final = 1_000
"""Rank of a name that is known; one that isn't, but reads like a name, ranks 1."""


_FIGURE: Final = re.compile(r"[\d.,:/+\-\s£%]*")


NEEDED: Final = (
    *("month", "recorded", "from", "type", "easting", "northing"),
    *("longitude", "latitude", "postcode", "area", "square"),
)
"""Columns that incidents are told by."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A column that incidents need and the file lacks.

    Attributes
    ----------
    what
        Name of it in messages, as "the date or month".
    choose
        What to do in a form where columns are chosen from lists.
    columns
        Our names of the columns that would usually meet the need.
    """

    what: str
    choose: str
    columns: tuple[str, ...]


_DATE: Final = Lack(
    "the date or month",
    "Choose the column of the date or month.",
    ("recorded",),
)
_PLACE: Final = Lack(
    "the place (easting and northing, longitude and latitude, postcode or area)",
    "Choose where it was: easting and northing, longitude and latitude, a postcode "
    "or an area.",
    ("easting", "northing"),
)


def lacking(known: Collection[str]) -> Lack | None:
    """Say what is missing among columns (our names) for incidents; None if nothing.

    The type may be missing: incidents of a file without one are called as the file.
    """
    names = set(known)
    if not {"month", "recorded", "from"} & names:
        return _DATE
    grid = {"easting", "northing"} <= names
    degrees = {"longitude", "latitude"} <= names
    alone = {"postcode", "area", "square"} & names
    return None if grid or degrees or alone else _PLACE


def dated_by_committed(columns: Collection[str]) -> bool:
    """Say whether a file's months are those in which incidents happened."""
    return "from" in columns and not {"recorded", "month"} & set(columns)


def rank(names: Sequence[str], mapping: Mapping[str, str] | None = None) -> int:
    """Rank a line as a header: by known names, then by cells that look like names.

    Parameters
    ----------
    mapping
        As `columns.recognise`: names chosen by the analyst count as known.
    """
    extra = {plain(name) for name in (mapping or {}).values() if name}
    found = score(names) + sum(plain(name) in extra for name in names)
    if found >= 3 and lacking(recognise(names, mapping)) is None:
        return _WHOLE
    found += sum(ons_column(name) is not None for name in names)
    texts = sum(not _FIGURE.fullmatch(name.strip()) for name in names)
    return _A_NAME * found + texts
