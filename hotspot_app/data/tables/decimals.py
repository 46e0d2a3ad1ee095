"""Plain decimal numbers out of text, eight digits at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from hotspot_app.data.tables.layout import Ints

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

_DOT, _MINUS = ord("."), ord("-")
_MOST_DIGITS: Final = 15
"""Digits of which any whole number is exact in a float."""

_MOST_DECIMALS: Final = 7

_PAD: Final = 16
"""Bytes before the first number, so that two words before its end can be taken."""

_ZEROS: Final = np.uint64(0x3030303030303030)
_HIGH: Final = np.uint64(0x8080808080808080)
_OVER_9: Final = np.uint64(0x7676767676767676)  # takes 10 and above to the high bit

# the first bytes of a little-endian word, none to all eight
_FIRST: Final = np.array([(1 << 8 * n) - 1 for n in range(9)], dtype=np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """Numbers as they are written, their signs apart.

    Attributes
    ----------
    negative
        (n,) whether there is a minus before it.
    length
        (n,) bytes without that.
    high, low
        (n,) the eight bytes before the last eight, and those; zeros lead.
    """

    negative: npt.NDArray[np.bool_]
    length: Ints
    high: Words
    low: Words

    @classmethod
    def of(cls, padded: npt.NDArray[np.uint8], start: Ints, end: Ints) -> Self | None:
        """Take numbers out of a text.

        Parameters
        ----------
        padded
            Bytes, with 16 or more before the first number.
        start, end
            (n,) where each number starts, and the byte after it.

        Returns
        -------
        Written or None
            None if one has more than 15 digits, or a minus stands alone.
        """
        negative = (padded[start] == _MINUS) & (end > start)
        length = end - start - negative
        alone = negative & (length == 0)
        if alone.any() or length.max(initial=0) > _MOST_DIGITS:
            return None
        high = _word(padded, end - 16, length - 8)
        return cls(negative, length, high, _word(padded, end - 8, length))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Put numbers of the same column one below another."""
        return cls(
            np.concatenate([part.negative for part in parts]),
            np.concatenate([part.length for part in parts]),
            np.concatenate([part.high for part in parts]),
            np.concatenate([part.low for part in parts]),
        )


def _word(padded: npt.NDArray[np.uint8], start: Ints, length: Ints) -> Words:
    """Return eight bytes each, of which the last `length` stay and zeros lead."""
    # as raw bytes: numpy takes five times as long over numbers that lie unaligned
    word = np.ndarray((len(padded) - 7,), "V8", padded.data, strides=(1,))
    blank = _FIRST[np.clip(8 - length, 0, 8)]
    found: Words = (word[start].view("<u8") & ~blank) | (blank & _ZEROS)
    return found


def decimals(written: Written) -> Floats | None:
    """Read numbers such as "-1.404351", "51.5" and "438217", exactly.

    Up to 15 digits are a whole number that a float holds exactly, and so is the
    power of ten it is divided by: the quotient is the nearest float (Clinger,
    "How to read floating point numbers accurately", 1990).

    Returns
    -------
    numpy.ndarray or None
        (n,) missing where there is no text; None if any is written otherwise or
        has more than 7 digits after the point.
    """
    values = np.full(len(written.length), np.nan)
    left = np.flatnonzero(written.length > 0)
    while len(left):
        high, low, length = written.high[left], written.low[left], written.length[left]
        places = _places(high[0], low[0])
        if places > _MOST_DECIMALS:
            return None
        if places < 0:
            same = ~(_odd(high) | _odd(low))
        else:
            point = (low >> np.uint64(8 * (7 - places))) & np.uint64(0xFF)
            same = (point == _DOT) & (length > max(places, 1))
        if not same[0]:
            return None
        whole = _whole(high[same], low[same], places)
        if whole is None:
            return None
        values[left[same]] = whole / 10.0 ** max(places, 0)
        left = left[~same]
    np.negative(values, out=values, where=written.negative)
    return values


def decimals_of(texts: Sequence[str]) -> Floats | None:
    """Read texts as `decimals` does; None if any is written otherwise."""
    held = "\n".join(["0" * (_PAD - 1), *texts, ""]).encode("ascii", "replace")
    padded = np.frombuffer(held, dtype=np.uint8)
    ends = np.flatnonzero(padded == ord("\n"))
    if len(ends) != len(texts) + 1:
        return None
    written = Written.of(padded, ends[:-1] + 1, ends[1:])
    return None if written is None else decimals(written)


def _places(high: np.uint64, low: np.uint64) -> int:
    """Say how many digits follow the point; -1 if there is none."""
    text = np.array([high, low]).tobytes()
    return len(text) - 1 - text.index(b".") if b"." in text else -1


def _odd(word: Words) -> npt.NDArray[np.bool_]:
    digits = word ^ _ZEROS
    odd: npt.NDArray[np.bool_] = (((digits & ~_HIGH) + _OVER_9 | digits) & _HIGH) != 0
    return odd


def _whole(high: Words, low: Words, places: int) -> Floats | None:
    """Read all digits as one whole number, the point taken out."""
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


def _eight(word: Words) -> Floats:
    """Read eight digits: neighbours are joined to pairs, those to fours, to eight."""
    x = word ^ _ZEROS
    for factor, bits, kept in (
        (10, 8, 0x00FF00FF00FF00FF),
        (100, 16, 0x0000FFFF0000FFFF),
        (10_000, 32, 0x00000000FFFFFFFF),
    ):
        x = (x * np.uint64(factor) + (x >> np.uint64(bits))) & np.uint64(kept)
    return x.astype(np.float64)
