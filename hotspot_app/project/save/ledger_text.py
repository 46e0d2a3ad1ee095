"""Figures that were made public, as they are kept in a project and in the library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.ledger import (
    MOST,
    Areas,
    Counted,
    Entry,
    Extent,
    Figure,
    Ledger,
)
from hotspot_app.project.save.plain import Fields
from hotspot_app.words import printable

WITHHELD: Final = "c"
"""What is written in the place of a figure that was withheld."""

_MONTH: Final = re.compile(r"[12]\d{3}-(0[1-9]|1[0-2])")
_FARTHEST: Final = 10_000_000
_LARGEST: Final = 10**12


def written_ledger(ledger: Ledger) -> dict[str, Any]:
    """Return figures as they are kept; several areas are named once."""
    sets = {codes: None for each in ledger.entries for codes in each.totals}
    number = {codes: place for place, codes in enumerate(sets)}
    return {
        "sets": [list(codes) for codes in sets],
        "entries": [_written(each, number) for each in ledger.entries],
    }


def _written(entry: Entry, number: Mapping[tuple[str, ...], int]) -> dict[str, Any]:
    counted = entry.counted
    return {
        "areas": entry.areas.of,
        "vintage": entry.areas.vintage,
        "extent": list(entry.areas.extent),
        "types": list(counted.types),
        "flags": list(counted.flags),
        "sources": list(counted.sources),
        "months": list(counted.months),
        "counts": {code: _figure(each) for code, each in entry.by_area.items()},
        "totals": {
            str(number[codes]): _figure(each) for codes, each in entry.totals.items()
        },
    }


def _figure(figure: Figure) -> int | str:
    return WITHHELD if figure is None else figure


def read_ledger(raw: Fields) -> Ledger:
    """Return the figures that were read.

    Raises
    ------
    InputError
        If they can't be what the app wrote, or are too many.
    """
    sets = [_codes(raw, each) for each in raw.items("sets")]
    items = raw.items("entries")
    raw.finish()
    if len(items) > MOST:
        raw.refuse("entries", f"a list of at most {MOST:,} figures")
    try:
        return Ledger().adding(_entry(raw.of("entries", each), sets) for each in items)
    except WordsError:
        raw.refuse("entries", f"a list of at most {MOST:,} figures")


def _codes(raw: Fields, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raw.refuse("sets", "a list of lists of codes")
    return tuple(sorted({printable(code) for code in value}))


def _entry(raw: Fields, sets: list[tuple[str, ...]]) -> Entry:
    areas = Areas(printable(raw.text("areas")), raw.whole("vintage"), _extent(raw))
    types, flags, sources, months = (
        tuple(sorted({printable(each) for each in raw.texts(name)}))
        for name in ("types", "flags", "sources", "months")
    )
    if not months or not all(map(_MONTH.fullmatch, months)):
        raw.refuse("months", "a list of months")
    by_area = {
        code: _read(raw, "counts", each) for code, each in raw.scalars("counts").items()
    }
    totals: dict[tuple[str, ...], Figure] = {}
    for place, each in raw.scalars("totals").items():
        if not re.fullmatch(r"\d{1,9}", place) or int(place) >= len(sets):
            raw.refuse("totals", "figures of areas that are listed")
        totals[sets[int(place)]] = _read(raw, "totals", each)
    raw.finish()
    return Entry(areas, Counted(types, flags, sources, months), by_area, totals)


def _extent(raw: Fields) -> Extent:
    found = raw.items("extent")
    if len(found) != 4 or not all(map(_is_metres, found)):
        raw.refuse("extent", "four whole numbers of metres")
    west, south, east, north = found
    if west > east or south > north:
        raw.refuse("extent", "four whole numbers of metres")
    return west, south, east, north


def _is_metres(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int):
        return False
    return abs(value) <= _FARTHEST


def _read(raw: Fields, name: str, value: object) -> Figure:
    if value == WITHHELD:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raw.refuse(name, f'a whole number or "{WITHHELD}"')
    if not 0 <= value <= _LARGEST:
        raw.refuse(name, "a count")
    return value
