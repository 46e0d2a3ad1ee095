"""Codes that a spreadsheet took for numbers: "01" and 1 are one code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.words import QUOTED, capital, counted, listed

_FIGURES: Final = re.compile(r"0*([0-9]{1,30}?)(?:\.0+)?")


def meet(
    codes: Iterable[str], known: Collection[str], *, where: str = "", once: bool = False
) -> dict[str, str]:
    """Match codes to known ones that differ only by zeros before their figures.

    Parameters
    ----------
    codes, known, once
        As for `likely`.
    where
        Name of the file in messages.

    Returns
    -------
    dict
        The area's code, by the code that isn't known.

    Raises
    ------
    InputError
        If a code could be several areas', or several codes one area's in a table with
        one row an area.
    """
    found, doubtful = likely(codes, known, once=once)
    if doubtful:
        those = next(iter(doubtful.values()))
        raise InputError(
            f"{counted(len(doubtful), 'code differs', 'codes differ')} from the areas' "
            f"only by zeros before the figures, and could be of several: "
            f"{listed([repr(code) for code in doubtful], QUOTED)} (the first is like "
            f"{listed([repr(code) for code in those], QUOTED)})",
            where=where,
            hint="Write the codes as in the boundary file.",
        )
    return found


def likely(
    codes: Iterable[str], known: Collection[str], *, once: bool = False
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Find areas' codes that differ from others only by zeros before their figures.

    Parameters
    ----------
    codes
        Codes in a table or rows.
    known
        Codes of the areas.
    once
        True if each area may be matched by one code only, as in a table with one row an
        area.

    Returns
    -------
    tuple
        Two dicts by the code that isn't known: the area's code, and the codes of
        several areas for a code in doubt.
    """
    given, there = dict.fromkeys(codes), set(known)
    areas: defaultdict[str, list[str]] = defaultdict(list)
    for code in known:
        if _figures(code) and not (once and code in given):
            areas[_figures(code)].append(code)
    meeting: defaultdict[str, list[str]] = defaultdict(list)
    for code in given:
        if code not in there and _figures(code) in areas:
            meeting[_figures(code)].append(code)
    found: dict[str, str] = {}
    doubtful: dict[str, tuple[str, ...]] = {}
    for figures, theirs in meeting.items():
        ours = areas[figures]
        if len(ours) > 1 or (once and len(theirs) > 1):
            doubtful |= dict.fromkeys(theirs, tuple(ours))
        else:
            found |= dict.fromkeys(theirs, ours[0])
    return found, doubtful


def told_met(met: Mapping[str, str], what: str) -> tuple[Note, ...]:
    """Tell which codes were taken for those of areas."""
    if not met:
        return ()
    each = [f"{theirs!r} is {ours!r}" for theirs, ours in met.items()]
    return (
        Note(
            f"{capital(what)}: {counted(len(met), 'code differs', 'codes differ')} "
            "from an area's only by zeros before the figures, as where a spreadsheet "
            f"took codes for numbers; joined: {listed(each, QUOTED)}."
        ),
    )


def alike(codes: Collection[str], known: Collection[str]) -> int:
    """Count the codes that are known, or would be without zeros before figures."""
    there = set(known)
    figures = {_figures(code) for code in there} - {""}
    return sum(code in there or _figures(code) in figures for code in codes)


def _figures(code: str) -> str:
    """Return a code of figures alone without the zeros before them, else ""."""
    found = _FIGURES.fullmatch(code)
    return found.group(1) if found else ""
