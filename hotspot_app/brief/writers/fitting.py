"""Type and pictures made a little smaller, where that saves a report a page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

Places = Sequence[dict[str, Any]]
"""Where each item of a report begins and ends, by turns, as its template tells."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to set a report: the size of its type, and of pictures over their own.

    Attributes
    ----------
    breaks
        Places of the sections that begin a page.
    """

    size: float
    scale: float
    breaks: tuple[int, ...] = ()


_WAYS: Final = (
    Way(9.5, 1.0),
    Way(9.25, 1.0),
    Way(9.0, 0.95),
    Way(9.0, 0.9),
    Way(8.75, 0.84),
    Way(8.5, 0.8),
)
"""The most generous first; in smaller ones the words of maps couldn't be read."""

_LEAST_SHARE: Final = 0.72
"""Of a picture's height that must be left."""

_LEAST_SCALE: Final = 0.55
"""Of a picture's own size: in smaller ones its words couldn't be read."""

_ON_A_PAGE: Final = 2
"""Pictures, more than which crowd a page."""

_SPACE: Final = 7.0
"""Millimetres between what came before and the heading of a picture, at most."""

_JUST: Final = 0.98
"""Of a picture's size, where it would seem to fit as it is."""

_MOST: Final = 40
"""Pictures tried; what comes after them stays as it is."""


@dataclass(frozen=True, slots=True)
class _Pushed:
    """Pictures that went to the next page, and how much smaller they would fit."""

    numbers: tuple[int, ...]
    share: float


def arranged(
    places: Callable[[Way, dict[int, float]], Places], pages: int
) -> tuple[Way, dict[int, float]]:
    """Return the most generous way that takes so many pages, and pictures made smaller.

    Where none does, it is the most generous of those with fewest pages.

    Parameters
    ----------
    places
        Where everything is, set so, if pictures are made that much smaller.
    pages
        Most that there should be; 0 for any number.
    """
    found: list[tuple[int, Way, dict[int, float]]] = []
    for way in _WAYS if pages else _WAYS[:1]:
        kept, there = _shrunk(partial(places, way))
        while pages and (section := _crowding(there, way)) is not None:
            way = replace(way, breaks=(*way.breaks, section))
            kept, there = _shrunk(partial(places, way))
        found.append((int(there[-1]["page"]), way, kept))
        if found[-1][0] <= pages:
            break
    _, way, kept = min(found, key=lambda each: max(each[0], pages))
    return way, _grown(partial(places, way), kept, 1 / way.scale)


def _crowding(places: Places, way: Way) -> int | None:
    """Return the first section whose picture crowds a page on which it begins."""
    starts = [each for each in places[::2] if "section" in each]
    for start in starts:
        if not start.get("numbers") or start["section"] in way.breaks:
            continue
        before = [e for e in starts if e["section"] < start["section"]]
        there = _pictures_on(start["page"], before)
        own = next(e for e in starts if e["section"] == start["section"])
        is_over = there + len(start["numbers"]) > _ON_A_PAGE
        if there and is_over and own["page"] == start["page"]:
            return int(start["section"])
    return None


def _grown(
    places: Callable[[dict[int, float]], Places], kept: dict[int, float], most: float
) -> dict[int, float]:
    """Return pictures as large as usual again where their page has room for it.

    Parameters
    ----------
    kept
        How much of its size each picture keeps that was made smaller by itself.
    most
        How much larger the others may be.
    """
    if most == 1:
        return kept
    there = places(kept)
    for start in [each for each in there[::2] if each.get("numbers")]:
        grown = kept | dict.fromkeys(start["numbers"], most)
        more = start["height"] * (most - 1)
        if kept.keys() & {*start["numbers"]} or more > _free(start["page"], there):
            continue
        then = places(grown)
        if [each["page"] for each in then] == [each["page"] for each in there]:
            kept, there = grown, then
    return kept


def _free(page: int, places: Places) -> float:
    """Return how much of a page's foot is empty, millimetres."""
    ends = (each for each in places[1::2] if each["page"] == page)
    return min(float(each["bottom"] - each["y"]) for each in ends)


def shrunk_pictures(
    places: Callable[[dict[int, float]], Places],
) -> dict[int, float]:
    """Return how much of its size each picture keeps, by its number.

    Parameters
    ----------
    places
        Where everything is if pictures are made that much smaller.
    """
    return _shrunk(places)[0]


def _shrunk(
    places: Callable[[dict[int, float]], Places],
) -> tuple[dict[int, float], Places]:
    """Return how much of its size each picture keeps, and where all stands then."""
    kept: dict[int, float] = {}
    tried: set[tuple[int, ...]] = set()
    there = places(kept)
    for _ in range(_MOST):
        pushed = next((p for p in _pushed(there) if p.numbers not in tried), None)
        if pushed is None:
            break
        tried.add(pushed.numbers)
        smaller = kept | dict.fromkeys(pushed.numbers, pushed.share)
        then = places(smaller)
        if _page_of(pushed.numbers, then) < _page_of(pushed.numbers, there):
            kept, there = smaller, then
    return kept, there


def _pushed(places: Places) -> list[_Pushed]:
    """Return the pictures that would fit on the page before, were they smaller.

    Words that lead into a picture go where it goes.
    """
    found = []
    starts, ends = places[::2], places[1::2]
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if not start.get("numbers"):
            continue
        led = at
        while led and starts[led - 1].get("leads"):
            led -= 1
        if not led or ends[led - 1]["page"] + 1 != starts[led]["page"]:
            continue
        if end["page"] != starts[led]["page"]:
            continue
        before = ends[led - 1]
        if _pictures_on(before["page"], starts) + len(start["numbers"]) > _ON_A_PAGE:
            continue
        room = before["bottom"] - before["y"] - _SPACE
        around = end["y"] - end["top"] - start["height"]
        share = (room - around) / start["height"]
        least = max(_LEAST_SHARE, _LEAST_SCALE / start["scale"])
        if least <= share:
            found.append(_Pushed(tuple(start["numbers"]), min(share, _JUST)))
    return found


def _pictures_on(page: int, starts: Places) -> int:
    return sum(len(e.get("numbers", ())) for e in starts if e["page"] == page)


def _page_of(numbers: tuple[int, ...], places: Places) -> int:
    return next(
        int(each["page"])
        for each in places
        if tuple(each.get("numbers", ())) == numbers
    )
