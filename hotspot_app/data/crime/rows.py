"""Checks the rows of one block of a crime file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import plain
from hotspot_app.data.crime.chunks import (
    NO_MONTH_32,
    PRECISION,
    REASON,
    Array,
    Chunk,
    Vocabularies,
)
from hotspot_app.data.crime.coordinate_texts import read_square
from hotspot_app.data.crime.coordinates import (
    Box,
    Checked,
    check_degrees,
    check_grid,
    near,
    numbers,
)
from hotspot_app.data.crime.incident_ids import stand_in
from hotspot_app.data.crime.row_tally import RowTally, show_lost
from hotspot_app.data.crime.row_times import times_of
from hotspot_app.data.kinds.postcodes import Postcodes
from hotspot_app.data.tables.keys import hash_keys
from hotspot_app.data.tables.layout import Block

Mask = npt.NDArray[np.bool_]

_CANCELLED: Final = r"^(?:nocrime|notcrime|notacrime|cancel|transferred|duplicate)"
_CANCELLED_WITHIN: Final = r"crimerelatedincident|createdinerror|recordedinerror"
_FALSE: Final = frozenset({"n", "no", "false", "f", "0", "off", "not"})


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options for reading the rows of one file.

    Attributes
    ----------
    snapped
        True for police.uk: coordinates stand for places nearby.
    source
        Source of the rows, where no column names it.
    """

    file: int
    snapped: bool
    source: str
    extent: Box | None
    postcodes: Postcodes | None


def read_rows(
    block: Block, options: ReadOptions, words: Vocabularies, tally: RowTally
) -> Chunk:
    """Check a block's rows and return all of them, with a reason for those left out.

    Returns
    -------
    Chunk
        As many rows as the block has, broken ones last.
    """
    frame, rows = block.frame, len(block.frame)
    for need, gaps in tally.gaps.items():
        gaps.see(need, block)
    reason = np.zeros(rows, dtype=np.uint8)
    columns: dict[str, Array] = {"row": block.lines.astype(np.uint32)}
    columns["file"] = np.broadcast_to(np.int32(options.file), rows)
    columns |= times_of(block, tally)
    columns |= _who(frame, options, words)
    dated = columns["month"] != NO_MONTH_32
    _seen_sources(frame, columns["source"], dated, words, tally)
    for name in ("type", "place", "area"):
        if name in frame and frame[name].dtype == "category":
            columns[name] = getattr(words, name).codes(frame[name])
        elif name in frame:  # numbered as it was read
            columns[name] = frame[name].to_numpy()
    for name in frame.columns[frame.columns.str.startswith("flag_")]:
        columns[name] = _yes(frame[name])
    if "status" in frame:
        _because(reason, "cancelled", _cancelled(frame["status"]))
    _because(reason, "unreadable_date", ~dated)
    if "type" not in columns:
        number = words.type.number(options.source)
        columns["type"] = np.full(rows, number, dtype=np.int32)
    _because(reason, "no_type", columns["type"] < 0)
    columns |= _places(block, columns, reason, options, tally)
    show_lost(tally, block, reason, REASON)
    key = np.zeros(rows, dtype=np.uint64)
    if "id" in frame:
        ids = frame["id"].to_numpy()
        key = hash_keys(ids)
        key[stand_in(ids)] = 0
    if "area" in frame:
        tally.areas.update(map(str, frame["area"].cat.categories))
    return _with_broken(Chunk(columns, reason, key), block, options)


def _because(reason: npt.NDArray[np.uint8], name: str, where: Mask) -> None:
    reason[where & (reason == 0)] = REASON[name]


def _who(
    frame: pd.DataFrame, options: ReadOptions, words: Vocabularies
) -> dict[str, Array]:
    known = {}
    number = np.int32(words.source.number(options.source))
    if "source" in frame:
        source = words.source.codes(frame["source"])
        known["source"] = np.where(source < 0, number, source)
    else:
        known["source"] = np.broadcast_to(number, len(frame))
    if "victim" in frame:
        known["victim"] = words.victim.codes(frame["victim"])
    return known


def _seen_sources(
    frame: pd.DataFrame,
    source: Array,
    dated: Mask,
    words: Vocabularies,
    tally: RowTally,
) -> None:
    """Note whose rows these are; a header or a total among them is nobody's."""
    if "source" in frame:
        seen = pd.unique(source if dated.all() else source[dated])
    else:
        seen = source[:1]
    names = words.source.words
    tally.sources.update(names[number] for number in seen)


# --- where ----------------------------------------------------------------------


def _places(
    block: Block,
    columns: dict[str, Array],
    reason: npt.NDArray[np.uint8],
    options: ReadOptions,
    tally: RowTally,
) -> dict[str, Array]:
    frame, rows = block.frame, len(block.frame)
    east, north = np.full(rows, np.nan), np.full(rows, np.nan)
    open_ = np.ones(rows, dtype=bool)
    for pair in _PAIRS:
        if pair[0] in frame and pair[1] in frame and open_.any():
            checked = _checked(block, pair, options.extent, tally)
            east = np.where(open_, checked.easting, east)
            north = np.where(open_, checked.northing, north)
            _because(reason, "zero_coordinates", open_ & checked.zero)
            _because(reason, "swapped_axes", open_ & checked.swapped)
            _because(reason, "impossible_coordinates", open_ & checked.impossible)
            open_ &= checked.blank
    if "square" in frame and open_.any():
        at, odd = _by_square(frame["square"])
        placed = open_ & ~np.isnan(at[0])
        east, north = np.where(placed, at, (east, north))
        _told(tally, "square", block, placed, ("square",))
        _because(reason, "impossible_coordinates", open_ & odd)
        open_ &= ~placed & ~odd
    how = "snapped" if options.snapped else "point"
    precision = np.full(rows, PRECISION[how], dtype=np.int8)
    if "postcode" in frame:
        stated = ~frame["postcode"].isna().to_numpy()
        tally.counts["only postcode"] += int((open_ & stated).sum())
        if options.postcodes is not None:
            at, mended = _by_postcode(frame["postcode"], options.postcodes)
            placed = open_ & ~np.isnan(at[0])
            east, north = np.where(placed, at, (east, north))
            precision[placed] = PRECISION["postcode"]
            _told(tally, "mended postcode", block, placed & mended, ("postcode",))
            open_ &= ~placed
            lost = open_ & stated & (_area(columns, rows) < 0)
            _because(reason, "unknown_postcode", lost)
    by_area = open_ & (_area(columns, rows) >= 0)
    precision[by_area] = PRECISION["area"]
    _because(reason, "no_coordinates", open_ & ~by_area)
    _seen(east, north, reason, options, tally)
    return {"easting": east, "northing": north, "precision": precision}


_PAIRS: Final = (("easting", "northing"), ("longitude", "latitude"))


def _told(
    tally: RowTally, kind: str, block: Block, where: Mask, columns: tuple[str, ...]
) -> None:
    """Count rows of a kind, and keep what stands in the first."""
    if where.any():
        tally.counts[kind] += int(where.sum())
        tally.show_rows(kind, block, where, (columns,))


def _checked(
    block: Block, pair: tuple[str, str], extent: Box | None, tally: RowTally
) -> Checked:
    x, bad_x, odd_x = numbers(block.frame[pair[0]], pair[0])
    y, bad_y, odd_y = numbers(block.frame[pair[1]], pair[1])
    grid = pair[0] == "easting"
    checked = check_grid(x, y, extent) if grid else check_degrees(x, y)
    _told(tally, "degrees", block, checked.degrees, pair)
    _told(tally, "mercator", block, checked.mercator, pair)
    _told(tally, "odd", block, (odd_x | odd_y) & ~np.isnan(checked.easting), pair)
    if extent is not None and grid:
        tally.counts["mirror"] += int(near(y, x, extent).sum())
    bad = bad_x | bad_y
    if not bad.any():
        return checked
    return replace(
        checked, blank=checked.blank & ~bad, impossible=checked.impossible | bad
    )


def _by_square(column: pd.Series[str]) -> tuple[Array, Mask]:
    """Return the middles of squares, and where a text names none."""
    found = [read_square(str(text)) for text in column.cat.categories]
    places = np.array([*found, (np.nan, np.nan)])[column.cat.codes.to_numpy()].T
    return places, np.isnan(places[0]) & column.notna().to_numpy()


def _by_postcode(column: pd.Series[str], known: Postcodes) -> tuple[Array, Mask]:
    """Return where postcodes are, and which were mended for it."""
    texts = pd.Series(column.cat.categories, dtype="str")
    meant = known.mended(texts)
    mended = (meant != "").to_numpy(bool)
    places = np.column_stack([*known.place(meant.where(mended, texts))])
    places = np.vstack([places, [np.nan, np.nan]])
    codes = column.cat.codes.to_numpy()
    return np.asarray(places[codes].T), np.append(mended, False)[codes]


def _area(columns: dict[str, Array], rows: int) -> Array:
    return columns.get("area", np.full(rows, -1, dtype=np.int32))


def _seen(
    east: Array, north: Array, reason: Array, options: ReadOptions, tally: RowTally
) -> None:
    tally.counts["located"] += int((~np.isnan(east)).sum())
    tally.counts["swapped"] += int((reason == REASON["swapped_axes"]).sum())
    if options.extent is not None:
        tally.counts["near"] += int(near(east, north, options.extent).sum())


# --- what -----------------------------------------------------------------------


def _yes(column: pd.Series[str]) -> Mask:
    known = [plain(str(text)) for text in column.cat.categories]
    yes = [bool(text) and text not in _FALSE for text in known]
    return np.array([*yes, False], dtype=bool)[column.cat.codes.to_numpy()]


def _cancelled(column: pd.Series[str]) -> Mask:
    texts = pd.Series([plain(str(t)) for t in column.cat.categories], dtype="str")
    known = texts.str.contains(_CANCELLED) | texts.str.contains(_CANCELLED_WITHIN)
    filled = np.append(known.to_numpy(dtype=bool), False)
    return np.asarray(filled[column.cat.codes.to_numpy()])


def _with_broken(chunk: Chunk, block: Block, options: ReadOptions) -> Chunk:
    """Add the rows that could not be parsed, so that every row is accounted for."""
    extra = len(block.broken)
    if not extra:
        return chunk
    reason = np.full(extra, REASON["malformed_row"], dtype=np.uint8)
    columns = {}
    for name, values in chunk.columns.items():
        columns[name] = np.concatenate([values, _filler(name, values, extra)])
    columns["row"][-extra:] = block.broken
    columns["file"][-extra:] = options.file
    return Chunk(
        columns,
        np.concatenate([chunk.reason, reason]),
        np.concatenate([chunk.key, np.zeros(extra, dtype=np.uint64)]),
    )


def _filler(name: str, values: Array, rows: int) -> Array:
    if name == "month":
        return np.full(rows, NO_MONTH_32, dtype=np.int32)
    if values.dtype.kind == "f":
        return np.full(rows, np.nan)
    if values.dtype.kind == "M":
        return np.full(rows, np.datetime64("NaT", "s"))
    if values.dtype == np.int32:
        return np.full(rows, -1, dtype=np.int32)
    return np.zeros(rows, dtype=values.dtype)
