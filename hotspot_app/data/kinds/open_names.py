"""Named places and where they are: OS Open Names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from hotspot_app.data.apart import reader
from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.grid import corner_of
from hotspot_app.data.base.member import Member, NotATable
from hotspot_app.data.base.ons import plain
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.shapes.map_formats import READ, is_geodatabase
from hotspot_app.data.tables.layout import Columns, Layout, Meter
from hotspot_app.data.tables.table import read_blocks, read_layout
from hotspot_app.errors import InputError
from hotspot_app.named_paths import from_root, refuse
from hotspot_app.progress import SILENT, Progress
from hotspot_app.words import printable

Box = tuple[float, float, float, float]

SETTLEMENTS: Final = ("suburbanarea", "village", "hamlet", "othersettlement")
ROADS: Final = ("namedroad", "sectionofnamedroad")
"""Local types that name a place of a few streets, as `plain` writes them."""

LONGEST: Final = 100
"""Letters of a name."""

_RANK: Final = {
    **{kind: rank for rank, kind in enumerate(SETTLEMENTS)},
    **dict.fromkeys(ROADS, len(SETTLEMENTS)),
}
_TYPES: Final = frozenset(
    ("populatedplace", "transportnetwork", "landcover", "landform", "hydrography")
) | {"other"}
"""Themes in the seventh column of OS Open Names."""

_COLUMNS: Final = {
    "name": "name1",
    "language": "name1lang",
    "second": "name2",
    "second_language": "name2lang",
    "kind": "localtype",
    "easting": "geometryx",
    "northing": "geometryy",
}
_PUBLISHED: Final = dict(zip(_COLUMNS, (2, 3, 4, 5, 7, 8, 9), strict=True))
"""Positions in its CSV files, which have no header (OS Open Names technical guide)."""

_NEEDED: Final = {"name", "kind"}
_PLACED: Final = {*_NEEDED, "easting", "northing"}
_TILE: Final = re.compile(r"(?:.*/)?([HJNOST][A-HJ-Z])(\d)(\d)\.csv", re.IGNORECASE)
_SIDE: Final = 20_000.0
"""Metres of the squares that it is published in, and more than is around one."""

_NUMBER: Final = re.compile(r"\d{1,7}(?:\.\d+)?")


@dataclass(frozen=True, slots=True, eq=False)
class OpenNames:
    """Names of settlements and roads in and around the areas.

    Attributes
    ----------
    table
        `name`, `rank` (the lower, the better a name for an area), `easting`,
        `northing`.
    sources
        Files that were read.
    """

    table: pd.DataFrame
    sources: tuple[SourceFile, ...]


def read_open_names(
    path: Path, around: Box, progress: Progress = SILENT
) -> OpenNames | None:
    """Read OS Open Names: its folder, its zip, one of its CSVs, or a GeoPackage.

    Parameters
    ----------
    around
        West, south, east and north of the box that is kept, in metres.

    Returns
    -------
    OpenNames or None
        None if the file is something else.

    Raises
    ------
    InputError
        If the file can't be read.
    """
    refuse(path)
    if is_map_of_names(path):
        found = reader().ask(
            "named points",
            {"path": str(from_root(path)), "around": list(around)},
            progress,
            where=path.name,
        )
        table = pd.DataFrame(found["table"]).rename(
            columns={theirs: ours for ours, theirs in _COLUMNS.items()}
        )
        return OpenNames(_kept(table, around), (SourceFile(**found["source"]),))
    if _is_map(path):
        return None
    frames: list[pd.DataFrame] = []
    sources: list[SourceFile] = []
    with look_into([path]) as there:
        for number, member in enumerate(there.members):
            progress.step(number / len(there.members), f"Reading {member.name}")
            found_in = _member(member, around)
            if found_in is not None:
                frames.append(found_in[0])
                sources += [found_in[1]] if found_in[1].sha256 else []
    if not frames:
        return None
    kept = [frame for frame in frames if len(frame)] or [pd.DataFrame()]
    return OpenNames(pd.concat(kept, ignore_index=True), tuple(sources))


def holds_open_names(header: Sequence[str]) -> bool:
    """Say whether a header, or a first row without one, is that of OS Open Names."""
    return set(_positions(header)) >= _PLACED or bool(_without_header(header))


def is_map_of_names(path: Path) -> bool:
    """Say whether a file of shapes can be read and has the columns of OS Open Names."""
    if not _is_map(path):
        return False
    asked = {"path": str(from_root(path))}
    try:
        layers = reader().ask("columns of layers", asked, where=path.name)
    except InputError:  # who reads it as something else is told what is wrong
        return False
    return any(has_names(columns) for columns in layers)


def has_names(columns: Iterable[str]) -> bool:
    """Say whether columns of a layer of points are those of OS Open Names."""
    return set(_positions([*columns])) >= _NEEDED


def _is_map(path: Path) -> bool:
    ending = path.suffix.casefold()
    return (ending in READ and ending != ".zip") or is_geodatabase(path)


def _member(member: Member, around: Box) -> tuple[pd.DataFrame, SourceFile] | None:
    """Read one file of them; None if it is another, a licence say."""
    try:
        layout = read_layout(member, lambda names: 1 if holds_open_names(names) else 0)
    except NotATable:
        return None
    at = _positions(layout.header)
    if not set(at) >= _PLACED:
        at = _without_header(layout.header)
        layout = Layout(layout.header, 0, layout.delimiter or ",")
    if not at:
        return None
    meter = Meter()
    if _lies_elsewhere(member.name, around):
        return pd.DataFrame(), meter.source(member.name)
    kinds = {"easting": "number", "northing": "number"}
    blocks = read_blocks(member, layout, Columns.of(at, kinds), meter)
    frames = [_kept(block.frame, around) for block in blocks]
    table = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    return table, meter.source(member.name)


def _lies_elsewhere(name: str, around: Box) -> bool:
    """Say whether a file is of a square far from the areas: "SU40.csv", of 820."""
    found = _TILE.fullmatch(name)
    if found is None:
        return False
    east, north = corner_of(found[1])
    east, north = east + int(found[2]) * 1e4, north + int(found[3]) * 1e4
    west, south, right, top = around
    near = west - 2 * _SIDE < east < right + _SIDE
    return not (near and south - 2 * _SIDE < north < top + _SIDE)


def _metres(cells: pd.Series[Any]) -> pd.Series[float]:
    """Return numbers; a column with a cell that is none comes as texts."""
    return pd.to_numeric(cells.astype(object), errors="coerce").astype("float64")


def _kept(frame: pd.DataFrame, around: Box) -> pd.DataFrame:
    """Keep settlements and roads around the areas, by their English name."""
    west, south, east, north = around
    near = _metres(frame["easting"]).between(west, east)
    near &= _metres(frame["northing"]).between(south, north)
    frame = frame[near.to_numpy(dtype=bool)]
    kinds = frame["kind"].astype(object).fillna("")
    rank = kinds.map(lambda kind: _RANK.get(plain(str(kind))))
    frame, rank = frame[rank.notna()], rank[rank.notna()]
    texts = {
        name: frame[name].astype(object).fillna("").astype(str)
        if name in frame
        else pd.Series("", frame.index)
        for name in ("name", "language", "second", "second_language")
    }
    english = texts["second_language"].eq("eng") & texts["second"].ne("")
    english &= ~texts["language"].isin(("eng", ""))
    name = texts["name"].mask(english, texts["second"])
    tidied = name.map(lambda text: " ".join(printable(text).split()))
    good = tidied.str.len().between(1, LONGEST).to_numpy(dtype=bool)
    made = pd.DataFrame(
        {
            "name": tidied,
            "rank": rank.astype("int64"),
            "easting": frame["easting"],
            "northing": frame["northing"],
        }
    )
    return made[good].reset_index(drop=True)


def _positions(names: Sequence[str]) -> dict[str, int]:
    plains = [plain(name) for name in names]
    return {
        ours: plains.index(theirs)
        for ours, theirs in _COLUMNS.items()
        if theirs in plains
    }


def _without_header(first: Sequence[str]) -> dict[str, int]:
    """Positions in OS Open Names as it is published, with 34 columns."""
    if len(first) <= max(_PUBLISHED.values()) or plain(first[6]) not in _TYPES:
        return {}
    placed = all(_NUMBER.fullmatch(first[at].strip()) for at in (8, 9))
    return dict(_PUBLISHED) if placed else {}
