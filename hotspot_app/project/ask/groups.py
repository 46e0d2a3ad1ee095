"""Named groups of areas (beats, localities), several kinds of them side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.errors import WordsError
from hotspot_app.words import plural, singular

Named = Mapping[str, tuple[str, ...]]
"""Name of a group to the codes of its areas, or of its wards."""

Groups = Mapping[str, Named]
"""Kind of group ("beat") to the groups of that kind."""

NO_GROUPS: Final[Groups] = MappingProxyType({})

PLAIN: Final = "group"
"""The kind of groups of which nothing else was said."""

USUAL: Final = ("locality", "beat", "patch", "neighbourhood")
"""Kinds of groups that councils and forces use."""

_TAKEN: Final = {
    "area",
    *LEVELS,
    *(singular(each).casefold() for each in LEVELS.values()),
}
"""Names of files' levels, which can't be kinds of groups."""


def kind_called(text: str) -> str:
    """Return the noun for one group of a kind, in lower case within a sentence.

    Examples
    --------
    >>> kind_called(" Localities")
    'locality'
    >>> kind_called("PAG patches")
    'PAG patch'
    """
    words = singular(" ".join(text.split())).split()
    plain = (word.lower() if word[1:].islower() else word for word in words)
    return " ".join(plain) or PLAIN


def kind_of_column(header: str) -> str:
    """Guess the kind of groups from a column's name.

    Examples
    --------
    >>> kind_of_column("BEAT_NAME")
    'beat'
    >>> kind_of_column("Locality 2025")
    'locality'
    """
    spaced = re.sub(r"[^A-Za-z]+", " ", header)
    words = [w for w in spaced.split() if w.lower() not in _OF_NAMES]
    bare = " ".join(w.lower() if len(words) == 1 else w for w in words)
    return kind_called(bare)


_OF_NAMES: Final = {"name", "nm", "code", "cd", "id", "no", "number", "ref"}


def check_kind(kind: str, taken: Iterable[str] = ()) -> None:
    """Refuse a kind with the name of one of the files' levels.

    Parameters
    ----------
    taken
        Levels of the files.

    Raises
    ------
    WordsError
        If the kind is one of them.
    """
    if kind.casefold() in _TAKEN | {each.casefold() for each in taken}:
        raise WordsError(
            f"the areas of the files are called {plural(kind)} already",
            hint="Call the groups otherwise: beats, localities, patches.",
        )


def with_group(
    groups: Groups, kind: str, name: str, codes: Iterable[str], *, apart: bool = False
) -> Groups:
    """Return groups with one group set to some areas; without codes it is removed.

    Parameters
    ----------
    apart
        Whether to remove the areas from other groups of the kind, so that each is in
        one only.
    """
    mine = set(codes)
    others = dict(groups.get(kind, {}))
    others.pop(name, None)
    if apart:
        left = {
            known: tuple(code for code in each if code not in mine)
            for known, each in others.items()
        }
        others = {known: each for known, each in left.items() if each}
    if mine:
        others[name] = tuple(sorted(mine))
    return with_kind(groups, kind, others)


def with_kind(groups: Groups, kind: str, named: Named) -> Groups:
    """Return groups with other ones of a kind; without any the kind goes."""
    made = {known: each for known, each in groups.items() if known != kind}
    if named:
        made[kind] = dict(sorted(named.items()))
    return made


def sharing(named: Named, name: str, codes: Collection[str]) -> dict[str, int]:
    """Return how many of some areas are in each of the other groups than `name`."""
    mine = set(codes)
    shared = {
        known: len(mine.intersection(each))
        for known, each in named.items()
        if known != name
    }
    return {known: many for known, many in shared.items() if many}


def in_several(named: Named) -> dict[str, tuple[str, ...]]:
    """Return the areas that are in more than one group, with the groups' names."""
    of: dict[str, list[str]] = {}
    for name, codes in named.items():
        for code in codes:
            of.setdefault(code, []).append(name)
    return {code: tuple(names) for code, names in of.items() if len(names) > 1}
