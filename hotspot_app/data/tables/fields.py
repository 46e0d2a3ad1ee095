"""Offsets of the fields of a block of text, and columns made of the fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.tables.keys import numbered
from hotspot_app.data.tables.layout import Ints
from hotspot_app.data.tables.vocabulary import Vocabulary

Words64 = npt.NDArray[np.uint64]

PAD: Final = 256
"""Zero bytes before and after the text, so that a read past its ends is harmless."""

_BLANK: Final = bytes(PAD)

_END, _QUOTE = ord("\n"), ord('"')
_FIELDS_A_QUOTE: Final = 8

_ODD: Final = np.cumprod(np.full(PAD // 8, 0x9E3779B97F4A7C15, dtype=np.uint64))


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """Offsets of the fields of a block whose rows are all complete.

    Attributes
    ----------
    padded
        The block's bytes, with `PAD` zero bytes before and after.
    start, end
        (fields, rows) offset in `padded` of each field, and of the byte after it,
        without quotation marks.
    """

    padded: npt.NDArray[np.uint8]
    start: Ints
    end: Ints

    @classmethod
    def of(cls, block: bytes | memoryview, delimiter: str, fields: int) -> Self | None:
        """Find the fields of whole lines.

        Returns
        -------
        Fields or None
            None if a row has another number of fields, or quotation marks stand
            elsewhere than around a field within one line, or around many fields: the C
            reader reads such blocks.
        """
        held = b"".join((_BLANK, block, _BLANK))
        padded = np.frombuffer(held, dtype=np.uint8)
        mark = ord(delimiter)
        signs = padded == mark
        signs |= padded == _END
        at = np.flatnonzero(signs)
        quoted = np.empty(0, dtype=np.int64)
        if b'"' in held:
            quotes = np.flatnonzero(padded == _QUOTE)
            parted = _unquoted(padded, at, quotes, mark)
            if parted is None:
                return None
            at, quoted = parted
        rows, more = divmod(len(at), fields)
        ends = at.reshape(-1, fields) if rows and not more else at[:0, None]
        kind = padded[ends]
        if not (kind.size and _even(kind, mark)):
            return None
        end = np.ascontiguousarray(ends.T)
        start = np.empty_like(end)
        np.add(end[:-1], 1, out=start[1:])
        start[0, 0] = PAD
        np.add(end[-1, :-1], 1, out=start[0, 1:])
        row, column = np.divmod(quoted, fields)
        start[column, row] += 1
        end[column, row] -= 1
        return cls(padded, start, end)

    def words(self, column: int, width: int) -> Words64:
        """Return (rows, width / 8) 8-byte words of a column's bytes, padded with zeros.

        Parameters
        ----------
        width
            Most bytes taken of a field; a multiple of 8, up to `PAD`.
        """
        start = self.start[column]
        length = self.end[column] - start
        shape = (len(self.padded) - width + 1,)
        text = np.ndarray(shape, f"V{width}", self.padded.data, strides=(1,))
        words: Words64 = text[start].view("<u8").reshape(len(start), -1)
        if length.min(initial=width) < width:
            words &= _kept(width).take(length, axis=0, mode="clip")
        return words

    def whole(self, column: int) -> Words64 | None:
        """Return words of a column's whole texts; None if one is longer than `PAD`."""
        longest = int((self.end[column] - self.start[column]).max(initial=1))
        return None if longest > PAD else self.words(column, -(-longest // 8) * 8)


def keys_of(words: Words64) -> npt.NDArray[np.bytes_]:
    """Return a column's texts as bytes."""
    keys: npt.NDArray[np.bytes_] = words.view(f"S{8 * words.shape[1]}").ravel()
    return keys


def category_of(words: Words64) -> pd.Categorical | None:
    """Return a column as a category, each different text decoded once.

    The order of its categories is that in which they first come.

    Returns
    -------
    pandas.Categorical or None
        None if hashes meet.
    """
    told = _told_apart(words)
    return None if told is None else _named(told[0], keys_of(words[told[1]]))


def numbers_of(words: Words64, vocabulary: Vocabulary) -> npt.NDArray[np.int32] | None:
    """Return a column as numbers in a vocabulary; None if hashes meet."""
    told = _told_apart(words)
    if told is None:
        return None
    texts = keys_of(words[told[1]]).tolist()
    numbers = vocabulary.numbers_as_written(texts)
    return np.array(numbers, dtype=np.int32)[told[0]]


def _told_apart(words: Words64) -> tuple[Ints, Ints] | None:
    """Tell different texts apart, in the order in which they come.

    Returns
    -------
    tuple or None
        (n,) number of each text, and where each number comes first; None if hashes
        meet.
    """
    if (words == words[:1]).all():
        return np.zeros(len(words), dtype=np.int64), np.arange(len(words[:1]))
    codes, first = _alike(words)
    if any((row[first][codes] != row).any() for row in words.T):
        return None
    return codes, first


def joined(parts: Sequence[Words64]) -> Words64:
    """Put words of the same column one below another, zeros after the shorter."""
    wide = max(part.shape[1] for part in parts)
    made = np.zeros((sum(map(len, parts)), wide), dtype=np.uint64)
    at = 0
    for part in parts:
        made[at : at + len(part), : part.shape[1]] = part
        at += len(part)
    return made


@cache
def _kept(width: int) -> Words64:
    """Return masks of the first bytes of `width`: none, one, to all."""
    kept = np.tri(width + 1, width, -1, dtype=np.uint8) * np.uint8(255)
    return kept.view("<u8")


def _even(kind: npt.NDArray[np.uint8], mark: int) -> bool:
    return bool((kind[:, :-1] == mark).all() and (kind[:, -1] == _END).all())


def _unquoted(
    padded: npt.NDArray[np.uint8], at: Ints, quotes: Ints, mark: int
) -> tuple[Ints, Ints] | None:
    """Leave out delimiters within quotation marks, and number the fields in them."""
    if len(quotes) % 2 or len(quotes) * _FIELDS_A_QUOTE > len(at):
        return None
    opened, closed = quotes[::2], quotes[1::2]
    before, after = padded[opened - 1], padded[closed + 1]
    outer = (opened == PAD) | (before == mark) | (before == _END)
    outer &= (after == mark) | (after == _END)
    if not outer.all():
        return None
    one, other = np.searchsorted(at, opened), np.searchsorted(at, closed)
    inner = np.zeros(len(at) + 1, dtype=np.int64)
    np.add.at(inner, one, 1)
    np.add.at(inner, other, -1)
    within = np.cumsum(inner[:-1]) > 0
    if (padded[at[within]] == _END).any():
        return None
    at = at[~within]
    return at, np.searchsorted(at, opened)


def _alike(words: Words64) -> tuple[Ints, Ints]:
    """Give equal hashes one number, and say where each number first comes."""
    hashed = words @ _ODD[: words.shape[1]]
    hashed ^= hashed >> np.uint64(29)
    return numbered(hashed)


def _named(codes: Ints, texts: npt.NDArray[np.bytes_]) -> pd.Categorical:
    """Make a category of numbered texts; the blank one is missing."""
    known = b"\n".join(texts.tolist()).decode("utf-8").split("\n")
    if "" in known:
        blank = known.index("")
        del known[blank]
        number = np.arange(len(texts))
        number[blank:] -= 1
        number[blank] = -1
        codes = number[codes]
    categories = pd.Index(known, dtype="object")
    return pd.Categorical.from_codes(codes, categories=categories, validate=False)
