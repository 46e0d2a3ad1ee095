"""Chunks of rows, compact in memory, that are joined at the end."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import is_code, tidy
from hotspot_app.data.tables.dates import NO_MONTH
from hotspot_app.data.tables.vocabulary import Vocabulary
from hotspot_app.schema import PRECISIONS, REASONS

REASON: Final = {name: i for i, name in enumerate(REASONS, 1)}
"""Reason to its number in `Chunk.reason`; 0 is none."""

PRECISION: Final = {name: i for i, name in enumerate(PRECISIONS)}

Array = npt.NDArray[Any]


def _folded() -> Vocabulary:
    return Vocabulary(folded=True)


def _codes() -> Vocabulary:
    return Vocabulary(spell=_tidied)


def _tidied(codes: Sequence[str]) -> list[str]:
    return [code if is_code(code) else tidy(code) for code in codes]


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The vocabularies of one reading."""

    type: Vocabulary = field(default_factory=_folded)
    source: Vocabulary = field(default_factory=_folded)
    place: Vocabulary = field(default_factory=Vocabulary)
    area: Vocabulary = field(default_factory=_codes)
    victim: Vocabulary = field(default_factory=Vocabulary)
    file: Vocabulary = field(default_factory=Vocabulary)

    def of_one_file(self) -> Vocabularies:
        """Return vocabularies for a file read in parallel, to be merged by `take_in`.

        Only types and sources are its own: the order of words in the others shows
        nowhere.
        """
        return replace(self, type=_folded(), source=_folded())

    def take_in(self, other: Vocabularies, chunks: Iterable[Chunk]) -> None:
        """Merge the vocabularies of one file into these, and renumber its chunks."""
        for name in ("type", "source"):
            mine, theirs = getattr(self, name), getattr(other, name).words
            numbers = np.array([*mine.numbers(theirs), -1], dtype=np.int32)
            if np.array_equal(numbers[:-1], np.arange(len(theirs))):
                continue
            for chunk in chunks:
                if name in chunk.columns:
                    chunk.columns[name] = _renumbered(chunk.columns[name], numbers)


def _renumbered(codes: Array, numbers: Array) -> Array:
    if not all(codes.strides):  # one value, said to be many
        return np.broadcast_to(numbers[codes[:1]], codes.shape)
    codes[:] = numbers[codes]
    return codes


@dataclass(slots=True, eq=False)
class Chunk:
    """Rows of one block, including those left out.

    Attributes
    ----------
    columns
        Name to (n,) array: easting, northing, month (int32 ordinal, `LATE` if
        none), row, and numbers of words; `day`, `when` and `flag_*` where the file
        has them.
    reason
        (n,) uint8, a value of `REASON` or 0.
    key
        (n,) uint64 hash of the row's ID; 0 where it has none.
    """

    columns: dict[str, Array]
    reason: npt.NDArray[np.uint8]
    key: npt.NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.reason)


NO_MONTH_32: Final = np.iinfo(np.int32).min
_SMALL: Final = 1 << 14
_WORDS: Final = ("type", "source", "place", "area", "victim", "file")


def small_months(months: npt.NDArray[np.int64]) -> npt.NDArray[np.int32]:
    """Store month ordinals as 32-bit integers."""
    return np.where(months == NO_MONTH, NO_MONTH_32, months).astype(np.int32)


def incidents_of(chunks: list[Chunk], words: Vocabularies) -> pd.DataFrame:
    """Put together the rows without a reason; takes the columns out of `chunks`."""
    keep = [chunk.reason == 0 for chunk in chunks]
    total = sum(int(mask.sum()) for mask in keep)
    names = ["easting", "northing", "month", "type", "source", "precision", "place"]
    names += ["area", "file", "row"]
    optional = {name for chunk in chunks for name in chunk.columns} - set(names)
    made: dict[str, Any] = {}
    for name in [*names, *sorted(optional)]:
        joined = _taken(name, chunks, keep, total)
        made[name] = _final(name, joined, words)
    return pd.DataFrame(made, index=pd.RangeIndex(total), copy=False)


def _taken(
    name: str, chunks: list[Chunk], keep: list[npt.NDArray[np.bool_]], total: int
) -> Array:
    """Take a column out of the chunks, freeing the memory of each at once."""
    joined = _missing(name, total)
    start = 0
    for chunk, mask in zip(chunks, keep, strict=True):
        stop = start + int(mask.sum())
        column = chunk.columns.pop(name, None)
        if column is not None:
            joined[start:stop] = column[mask]
        start = stop
    return joined


def set_aside(chunk: Chunk) -> Chunk:
    """Move a chunk out of the heap, which doesn't give freed memory back.

    Small chunks stay where they are.
    """
    if len(chunk) < _SMALL:
        return chunk
    columns = {name: _mapped(values) for name, values in chunk.columns.items()}
    return Chunk(columns, chunk.reason, _mapped(chunk.key))


def _mapped(values: Array) -> Array:
    if not all(values.strides):  # one value, said to be many
        return values
    moved = np.frombuffer(mmap.mmap(-1, values.nbytes), dtype=values.dtype)
    moved[:] = values
    return moved


def rejected_of(chunks: Iterable[Chunk], words: Vocabularies) -> pd.DataFrame:
    """Put together the rows with a reason; call it before `incidents_of`."""
    parts = [(chunk, chunk.reason > 0) for chunk in chunks]
    reason = _joined([p.reason[m] for p, m in parts], np.uint8).astype(np.int16) - 1
    file = _joined([p.columns["file"][m] for p, m in parts], np.int32)
    return pd.DataFrame(
        {
            "file": _categorical(file, words.file.words),
            "row": _joined([p.columns["row"][m] for p, m in parts], np.uint32).astype(
                np.int64
            ),
            "reason": pd.Categorical.from_codes(
                reason, categories=pd.Index(list(REASONS))
            ).remove_unused_categories(),
        }
    )


def _joined(parts: list[Array], dtype: Any) -> Array:
    return np.concatenate(parts) if parts else np.empty(0, dtype=dtype)


def _missing(name: str, rows: int) -> Array:
    if name in _WORDS:
        return np.full(rows, -1, dtype=np.int32)
    if name in ("when", "day"):
        return np.full(rows, np.datetime64("NaT", "s"))
    if name.startswith("flag_"):
        return np.zeros(rows, dtype=bool)
    return np.zeros(rows, dtype=_DTYPES[name])


_DTYPES: Final[dict[str, Any]] = {
    "easting": np.float64,
    "northing": np.float64,
    "month": np.int32,
    "precision": np.int8,
    "row": np.uint32,
}


def _final(name: str, joined: Array, words: Vocabularies) -> Any:
    if name in _WORDS:
        return _categorical(joined, getattr(words, name).words)
    if name == "row":
        return joined.astype(np.int64)
    if name == "precision":
        return pd.Categorical.from_codes(joined, categories=pd.Index(PRECISIONS))
    if name == "month":
        ordinals = joined.astype(np.int64)
        return pd.arrays.PeriodArray(ordinals, dtype=pd.PeriodDtype("M"))
    return joined


def _categorical(codes: Array, words: list[str]) -> pd.Categorical:
    """Make a category column of the words that occur, in alphabetical order."""
    seen = np.zeros(len(words) + 1, dtype=bool)
    seen[codes] = True  # -1 is the last
    used = np.flatnonzero(seen[:-1])
    texts = np.array(words, dtype=object)[used]
    order = np.argsort(texts, kind="stable")
    fits: type[np.signedinteger[Any]] = (
        np.int8 if len(used) < 127 else np.int16 if len(used) < 32767 else np.int32
    )
    new = np.full(len(words) + 1, -1, dtype=fits)
    new[used[order]] = np.arange(len(used), dtype=fits)
    categories = pd.Index(texts[order], dtype="str")
    taken = new[codes]
    return pd.Categorical.from_codes(taken, categories=categories)
