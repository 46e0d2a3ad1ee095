"""Plain decimal numbers out of text, eight digits at a time."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.data.tables.fields import Words64
from hotspot_app.data.tables.layout import Ints

Floats = npt.NDArray[np.float64]

_DOT, _MINUS = ord("."), ord("-")
_MOST_DIGITS: Final = 15
"""Digits of which any whole number is exact in a float."""

_MOST_DECIMALS: Final = 7

_ZEROS: Final = np.uint64(0x3030303030303030)
_HIGH: Final = np.uint64(0x8080808080808080)
_OVER_9: Final = np.uint64(0x7676767676767676)  # takes 10 and above to the high bit

# the first bytes of a little-endian word, none to all eight
_FIRST: Final = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)


def decimals(padded: npt.NDArray[np.uint8], start: Ints, end: Ints) -> Floats | None:
    """Read numbers such as "-1.404351", "51.5" and "438217", exactly.

    Up to 15 digits are a whole number that a float holds exactly, and so is the
    power of ten it is divided by: the quotient is the nearest float (Clinger,
    "How to read floating point numbers accurately", 1990).

    Parameters
    ----------
    padded
        Bytes of a block, with at least 16 before the first number.
    start, end
        (n,) offset of each number, and of the byte after it.

    Returns
    -------
    numpy.ndarray or None
        (n,) numbers, missing where the text is empty; None if any text is written
        otherwise, or has more than 15 digits, or more than 7 after the point.
    """
    negative = (padded[start] == _MINUS) & (end > start)
    start = start + negative
    length = end - start
    if ((length == 0) & negative).any() or length.max(initial=0) > _MOST_DIGITS:
        return None
    values = np.full(len(start), np.nan)
    left = np.flatnonzero(length > 0)
    while len(left):
        places = _places(padded, int(start[left[0]]), int(end[left[0]]))
        if places < 0:
            same = ~_dotted(_words(padded, end[left], length[left]))
        else:
            pointed = padded[end[left] - 1 - places] == _DOT
            same = pointed & (length[left] > max(places, 1))
        if places > _MOST_DECIMALS or not same[0]:
            return None
        here = left[same]
        whole = _whole(_words(padded, end[here], length[here]), places)
        if whole is None:
            return None
        values[here] = whole / 10.0 ** max(places, 0)
        left = left[~same]
    np.negative(values, out=values, where=negative)
    return values


def _places(padded: npt.NDArray[np.uint8], start: int, end: int) -> int:
    """Say how many digits follow the point; -1 if there is none."""
    text = padded[start:end].tobytes()
    return len(text) - 1 - text.index(b".") if b"." in text else -1


def _words(
    padded: npt.NDArray[np.uint8], end: Ints, length: Ints
) -> tuple[Words64, Words64]:
    """Return the last eight bytes of each number, and the eight before, zeros led."""
    shape = (len(padded) - 7,)
    word = np.ndarray(shape, "<u8", padded.data, strides=(1,))
    found = []
    for first in (16, 8):
        blank = _FIRST[np.clip(first - length, 0, 8)]
        found.append((word[end - first] & ~blank) | (blank & _ZEROS))
    return found[0], found[1]


def _dotted(words: tuple[Words64, Words64]) -> npt.NDArray[np.bool_]:
    """Say which have a byte that is no digit."""
    return _odd(words[0]) | _odd(words[1])


def _odd(word: Words64) -> npt.NDArray[np.bool_]:
    digits = word ^ _ZEROS
    odd: npt.NDArray[np.bool_] = (((digits & ~_HIGH) + _OVER_9 | digits) & _HIGH) != 0
    return odd


def _whole(words: tuple[Words64, Words64], places: int) -> Floats | None:
    """Read all digits as one whole number, the point taken out."""
    high, low = words
    if places >= 0:
        above = _FIRST[8 - places]
        eight = np.uint64(8)
        shifted = (low << eight) | (high >> np.uint64(56))
        low = (low & ~above) | (shifted & above)
        high = (high << eight) | np.uint64(ord("0"))
    if _odd(high).any() or _odd(low).any():
        return None
    whole: Floats = _eight(high) * 1e8 + _eight(low)
    return whole


def _eight(word: Words64) -> Floats:
    """Read eight digits: neighbours are joined to pairs, those to fours, to eight."""
    x = word ^ _ZEROS
    for factor, bits, kept in (
        (10, 8, 0x00FF00FF00FF00FF),
        (100, 16, 0x0000FFFF0000FFFF),
        (10_000, 32, 0x00000000FFFFFFFF),
    ):
        x = (x * np.uint64(factor) + (x >> np.uint64(bits))) & np.uint64(kept)
    return x.astype(np.float64)
