"""Pictures made a little smaller, where a page's foot would otherwise stay empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

Places = Sequence[dict[str, Any]]
"""Where each item of a report begins and ends, by turns, as its template tells."""

_LEAST_SHARE: Final = 0.75
"""Of a picture's height that must be left."""

_LEAST_SCALE: Final = 0.55
"""Of a picture's own size: in smaller ones its words couldn't be read."""

_SPACE: Final = 10.0
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


def shrunk_pictures(
    places: Callable[[dict[int, float]], Places],
) -> dict[int, float]:
    """Return how much of its size each picture keeps, by its number.

    Parameters
    ----------
    places
        Where everything is if pictures are made that much smaller.
    """
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
    return kept


def _pushed(places: Places) -> list[_Pushed]:
    """Return the pictures that would fit on the page before, were they smaller."""
    found = []
    starts, ends = places[::2], places[1::2]
    for before, start, end in zip(ends, starts[1:], ends[1:], strict=False):
        if not start.get("numbers") or start["page"] != before["page"] + 1:
            continue
        if end["page"] != start["page"]:
            continue
        room = before["bottom"] - before["y"] - _SPACE
        around = end["y"] - end["top"] - start["height"]
        share = (room - around) / start["height"]
        least = max(_LEAST_SHARE, _LEAST_SCALE / start["scale"])
        if least <= share:
            found.append(_Pushed(tuple(start["numbers"]), min(share, _JUST)))
    return found


def _page_of(numbers: tuple[int, ...], places: Places) -> int:
    return next(
        int(each["page"])
        for each in places
        if tuple(each.get("numbers", ())) == numbers
    )
