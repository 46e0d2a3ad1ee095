"""Repeated incidents, and months that were published in two versions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.chunks import NO_MONTH_32, REASON, Chunk, Vocabularies
from hotspot_app.errors import InputError

Key = tuple[int, int]
"""Number of the source, ordinal of the month."""

Fetch = Callable[[Collection[int]], Mapping[int, tuple[str, ...]]]

SPAN: Final = 1 << 20
"""More than any month's ordinal: they count from 1970, and no date is earlier."""

_GIST: Final = ("type", "month", "when", "easting", "northing", "area")

_BROKEN: Final = REASON["malformed_row"]


@dataclass(frozen=True, slots=True, eq=False)
class Pile:
    """The rows of one file, for comparing it with others.

    Attributes
    ----------
    where
        Name of the file in messages.
    shelf
        The download it belongs to.
    sha256
        SHA-256 of the file.
    versioned
        True for police.uk's files, whose months are published whole.
    fetch
        Reads rows again by their lines, as text.
    number
        Position of the incident's own number in such a row.
    """

    where: str
    shelf: str
    sha256: str
    versioned: bool
    chunks: Sequence[Chunk]
    fetch: Fetch
    number: int


# --- duplicates -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Copies:
    """Findings on rows with the same ID.

    Attributes
    ----------
    differing
        Number of IDs that stand for different incidents.
    changed
        Number of incidents whose copies differ in other columns.
    """

    differing: int = 0
    changed: int = 0


def mark_duplicates(piles: Sequence[Pile]) -> Copies:
    """Give later copies of an incident the reason "duplicate".

    Rows without an ID are never copies. Those with the same ID are copies if type,
    date and place agree too: the outcome, for one, changes from one download to the
    next. Of copies, one that is otherwise in order stays, else the first.

    Parameters
    ----------
    piles
        Files among which copies are looked for: those of police.uk, or all extracts.
    """
    twice = _recurring([chunk.key for pile in piles for chunk in pile.chunks])
    if not len(twice):
        return Copies()
    rows: dict[tuple[object, ...], set[tuple[str, ...]]] = {}
    copies: dict[tuple[object, ...], list[tuple[bool, int, Chunk, int]]] = {}
    kinds: dict[tuple[int, int], set[tuple[object, ...]]] = {}
    for pile in piles:
        spots = [
            (chunk, int(i))
            for chunk in pile.chunks
            for i in np.flatnonzero(twice.get_indexer(pd.Index(chunk.key)) >= 0)
        ]
        lines = [int(chunk.columns["row"][i]) for chunk, i in spots]
        full = pile.fetch(lines) if spots else {}
        for order, ((chunk, i), line) in enumerate(zip(spots, lines, strict=True)):
            source = int(chunk.columns["source"][i])
            what = (source, full[line][pile.number], *_gist(chunk, i))
            rows.setdefault(what, set()).add(full[line])
            copies.setdefault(what, []).append((chunk.reason[i] > 0, order, chunk, i))
            kinds.setdefault((source, int(chunk.key[i])), set()).add(what)
    for same in copies.values():
        stays = min(range(len(same)), key=lambda n: (same[n][0], n))
        for n, (_, _, chunk, i) in enumerate(same):
            if n != stays:
                chunk.reason[i] = REASON["duplicate"]
    return Copies(
        sum(len(what) > 1 for what in kinds.values()),
        sum(len(texts) > 1 for texts in rows.values()),
    )


def _gist(chunk: Chunk, i: int) -> list[object]:
    """Return what was understood of a row: its type, when and where it happened."""
    known = chunk.columns
    return [str(known[name][i]) if name in known else "" for name in _GIST]


def _recurring(keys: Sequence[npt.NDArray[np.uint64]]) -> pd.Index[int]:
    """Return the hashes that come more than once; 0, no ID, is none of them."""
    ordered = np.concatenate([*keys, np.empty(0, dtype=np.uint64)])
    ordered.sort()
    same = ordered[1:] == ordered[:-1]
    same &= ordered[1:] > 0
    twice: pd.Index[int] = pd.Index(np.unique(ordered[1:][same]))
    return twice


# --- versions -------------------------------------------------------------------


def mark_superseded(piles: Sequence[Pile], words: Vocabularies) -> list[str]:
    """Keep one version of each force's month; give the others "superseded".

    The version of the download whose newest month is later stays; of identical
    ones, one.

    Returns
    -------
    list of str
        Decisions made, in words.

    Raises
    ------
    InputError
        If neither of two differing versions is the newer.
    """
    versioned = [pile for pile in piles if pile.versioned]
    newest = _newest(versioned)
    said = _same_bytes(piles)
    held: dict[Key, list[Pile]] = {}
    for pile in versioned:
        for key in _keys(pile):
            held.setdefault(key, []).append(pile)
    for key, rivals in held.items():
        if len(rivals) > 1:
            said.append(_settle(key, rivals, newest, words))
    return said


def _newest(piles: Sequence[Pile]) -> dict[str, int]:
    """Return each download's newest month, before any of its files is left out."""
    newest: dict[str, int] = {}
    for pile in piles:
        for _, month in _keys(pile):
            newest[pile.shelf] = max(newest.get(pile.shelf, month), month)
    return newest


def _same_bytes(piles: Sequence[Pile]) -> list[str]:
    first: dict[str, Pile] = {}
    said = []
    for pile in piles:
        known = first.setdefault(pile.sha256, pile)
        if known is not pile:
            _lose(pile, None)
            said.append(
                f"{pile.where} is the same file as {known.where} and counts once."
            )
    return said


def _settle(
    key: Key, rivals: list[Pile], newest: Mapping[str, int], words: Vocabularies
) -> str:
    month = pd.Period(ordinal=key[1], freq="M").strftime("%B %Y")
    what = f"{words.source.words[key[0]]}, {month}"
    rivals = sorted(rivals, key=lambda pile: -newest[pile.shelf])
    stays = rivals[0]
    content = [_content(pile, key) for pile in rivals]
    for other, its in zip(rivals[1:], content[1:], strict=True):
        same = its == content[0]
        if not same and newest[other.shelf] == newest[stays.shelf]:
            raise InputError(
                f"{what} is in two versions that differ, {stays.where} and "
                f"{other.where}, and neither comes from a later download",
                hint="Leave out the one that is not wanted.",
            )
        _lose(other, key)
    others = ", ".join(pile.where for pile in rivals[1:])
    if all(its == content[0] for its in content):
        return f"{what} was given more than once ({others}) and counts once."
    return f"{what} was taken from {stays.where}, the later download; not {others}."


def _keys(pile: Pile) -> list[Key]:
    """Return the months of each source that the file holds."""
    found: set[Key] = set()
    for chunk in pile.chunks:
        live = ~np.isin(chunk.reason, [_BROKEN, REASON["superseded"]])
        month = chunk.columns["month"]
        live &= month != NO_MONTH_32
        source = chunk.columns["source"][live].astype(np.int64)
        pairs = pd.unique(source * SPAN + month[live])
        found |= {(int(pair // SPAN), int(pair % SPAN)) for pair in pairs}
    return sorted(found)


def _content(pile: Pile, key: Key) -> tuple[int, int]:
    """Rows and a sum over hashes of all that is kept of them, in any order."""
    rows, total = 0, 0
    for chunk in pile.chunks:
        columns = chunk.columns
        here = (columns["source"] == key[0]) & (columns["month"] == key[1])
        mixed = chunk.key[here].copy()
        for name in ("easting", "northing", "type", "place", "area"):
            value = columns[name][here] if name in columns else np.zeros(1)
            bits = np.nan_to_num(value, nan=-1.0).astype(np.float64).view(np.uint64)
            mixed = (mixed ^ bits) * np.uint64(0xD6E8FEB86659FD93)
            mixed ^= mixed >> np.uint64(32)
        rows += int(here.sum())
        total = (total + int(mixed.sum(dtype=np.uint64))) % (1 << 64)
    return rows, total


def _lose(pile: Pile, key: Key | None) -> None:
    for chunk in pile.chunks:
        columns = chunk.columns
        lost = chunk.reason != _BROKEN
        if key is not None:
            lost &= (columns["source"] == key[0]) & (columns["month"] == key[1])
        chunk.reason[lost] = REASON["superseded"]
