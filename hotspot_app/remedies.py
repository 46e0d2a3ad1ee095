"""Remedies for errors and cautions: values, not words.

Refusals and notes carry them, and each face says them in words of its own: the command
line by its options, the window by its controls.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

Given = Literal[
    "areas",
    "wards",
    "crime",
    "counts",
    "residents",
    "households",
    "workday",
    "units",
    "deprivation",
    "lookup",
    "postcodes",
    "names",
]
"""The kinds of files that can be given."""


@dataclass(frozen=True, slots=True)
class Give:
    """The remedy of giving a file of one of these kinds.

    Attributes
    ----------
    title
        The publisher's title of the file, if no other will do.
    """

    kinds: tuple[Given, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class GiveAs:
    """The remedy of giving the same file as one of these kinds.

    Attributes
    ----------
    count
        Name of the column of counts, if it has to be named too.
    """

    kinds: tuple[Given, ...]
    count: str = ""


@dataclass(frozen=True, slots=True)
class GiveTable:
    """The remedy of giving one of `own_tables.OWN_TABLES`.

    Attributes
    ----------
    name
        Its id.
    title
        Its title.
    """

    name: str
    title: str


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The remedy of naming which columns of an extract are these (our names).

    Attributes
    ----------
    or_none
        Whether choosing no column would help too.
    """

    columns: tuple[str, ...]
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class NameCodes:
    """Say which column of a boundary file holds the codes."""


@dataclass(frozen=True, slots=True)
class ChooseLevel:
    """Ask by areas of one of these levels."""

    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChooseMeasure:
    """Ask for counts, or for rates."""

    measure: Literal["count", "rate"]


@dataclass(frozen=True, slots=True)
class ChoosePer:
    """Ask for rates by one of these."""

    kinds: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class ChooseSource:
    """Say whose incidents are counted."""


@dataclass(frozen=True, slots=True)
class ChoosePeriod:
    """Ask for another period, or for another to compare with."""

    compared: bool = False


@dataclass(frozen=True, slots=True)
class ChooseTypes:
    """Ask for these types, or for others where none is named."""

    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DropFlags:
    """Ask for incidents whatever they are flagged as."""


@dataclass(frozen=True, slots=True)
class SetParameter:
    """The remedy of setting a parameter of the method, to a value if one is named.

    Attributes
    ----------
    title, choice
        Titles of the parameter and the value in a form.
    """

    name: str
    title: str
    value: str = ""
    choice: str = ""


FilesRemedy = Give | GiveAs | GiveTable | NameColumns | NameCodes
"""A remedy that concerns files."""

QuestionRemedy = (
    ChooseLevel
    | ChooseMeasure
    | ChoosePer
    | ChooseSource
    | ChoosePeriod
    | ChooseTypes
    | DropFlags
    | SetParameter
)
"""A remedy that changes the question."""

Remedy = FilesRemedy | QuestionRemedy

A_DENOMINATOR: Final = Give(("residents", "households"))
"""The remedy for a missing denominator, which any rate needs."""

EXACT_FIT: Final = (
    "LSOA (2011) to LSOA (2021) to Local Authority District (2022) Exact Fit Lookup "
    "for EW (V3)"
)

FITTING: Final = Give(("lookup",), EXACT_FIT)
"""The remedy for figures by other codes than the areas'."""

_WITH_FILES: Final[Mapping[str, type[Any]]] = {
    each.__name__: each for each in get_args(FilesRemedy)
}


def made(name: str, parts: Mapping[str, Any]) -> FilesRemedy | None:
    """Return the remedy that the reader sent, None if it is unknown.

    Parameters
    ----------
    name
        Name of the remedy's class.
    parts
        Its fields by name.
    """
    kind = _WITH_FILES.get(name)
    if kind is None or set(parts) != {each.name for each in fields(kind)}:
        return None
    hints = get_type_hints(kind)
    if not all(_fits(value, hints[part]) for part, value in parts.items()):
        return None
    found: FilesRemedy = kind(**parts)
    return found


def _fits(value: object, hint: Any) -> bool:
    if get_origin(hint) is tuple:
        one = get_args(hint)[0]
        return isinstance(value, tuple) and all(_fits(each, one) for each in value)
    if get_origin(hint) is Literal:
        return isinstance(value, str) and value in get_args(hint)
    return isinstance(value, hint)
