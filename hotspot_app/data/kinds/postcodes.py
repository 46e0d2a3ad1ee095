"""Postcodes and where they are: OS Code-Point Open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.ons import plain
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.kinds.columns import refuse_twice
from hotspot_app.data.tables.layout import Columns, Layout, Meter
from hotspot_app.data.tables.table import read_blocks, read_layout
from hotspot_app.errors import InputError

Floats = npt.NDArray[np.float64]

_NO_POINT: Final = 90
"""Positional quality of postcodes without coordinates (Code-Point Open guide)."""

_SHAPE: Final = r"^[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}$"
_SHAPES: Final = tuple(
    f"{outward}9AA" for outward in ("A9", "A99", "A9A", "AA9", "AA99", "AA9A")
)
"""Postcodes by letter and digit (Royal Mail, Programmer's Guide to PAF)."""

_LETTER: Final = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B"}
_DIGIT: Final = {letter: digit for digit, letter in _LETTER.items()} | {"L": "1"}
"""Letters and digits that people and scanners take for one another."""

_COLUMNS: Final = {
    "postcode": ("postcode", "pcd", "pcds", "pcd7", "pcd8"),
    "quality": ("positionalqualityindicator", "positionalquality", "pq", "osgrdind"),
    "easting": ("eastings", "easting", "oseast1m", "ea"),
    "northing": ("northings", "northing", "osnrth1m", "no"),
}
_PLACED: Final = {"postcode", "easting", "northing"}


@dataclass(frozen=True, slots=True, eq=False)
class Postcodes:
    """Coordinates of postcodes.

    Attributes
    ----------
    index
        Postcodes in capitals without blanks, each once.
    easting, northing
        (len(index),) metres.
    sources
        Files that were read.
    """

    index: pd.Index[str]
    easting: Floats
    northing: Floats
    sources: tuple[SourceFile, ...]

    def place(self, texts: pd.Series[str]) -> tuple[Floats, Floats]:
        """Return eastings and northings, missing where a postcode isn't known."""
        at = self.index.get_indexer(pd.Index(_normal(texts)))
        return self._at(at)

    def mended(self, texts: pd.Series[str]) -> pd.Series[str]:
        """Return the postcodes that are meant, "" where that can't be told.

        A letter and a digit that look alike are told by their place: of "S018 SBQ" the
        second is a letter, the fifth a digit. One that is known, or has no other
        reading or several, is left alone.
        """
        known = _normal(texts)
        lost = self.index.get_indexer(pd.Index(known)) < 0
        meant = [
            self._meant(text) if odd else ""
            for text, odd in zip(known, lost, strict=True)
        ]
        return pd.Series(meant, index=texts.index, dtype="str")

    def _meant(self, text: str) -> str:
        found = {each for shape in _SHAPES if (each := _fitted(text, shape)) != text}
        held = [each for each in found if each and each in self.index]
        return held[0] if len(held) == 1 else ""

    def _at(self, at: npt.NDArray[np.intp]) -> tuple[Floats, Floats]:
        east = np.where(at >= 0, self.easting[at], np.nan)
        north = np.where(at >= 0, self.northing[at], np.nan)
        return east, north


def read_postcodes(path: Path) -> Postcodes:
    """Read Code-Point Open: its folder, its zip or one CSV, with a header or not.

    Postcodes of positional quality 90 have no coordinates and are left out.

    Raises
    ------
    InputError
        If no file holds postcodes with eastings and northings.
    """
    with look_into([path]) as found:
        frames: list[pd.DataFrame] = []
        sources: list[SourceFile] = []
        for member in found.members:
            layout = read_layout(member, lambda names: len(_positions(names)))
            at = _positions(layout.header)
            if set(at) >= _PLACED:
                refuse_twice(layout.header, at.values(), member.where)
            else:
                at = _without_header(layout.header)
                layout = Layout(layout.header, 0, layout.delimiter or ",")
            if at:
                meter = Meter()
                blocks = read_blocks(member, layout, Columns.of(at), meter)
                frames += [block.frame.astype("str") for block in blocks]
                sources.append(meter.source(member.name))
    if not frames:
        raise InputError(
            "holds no postcodes with eastings and northings",
            where=path.name,
            hint="Give OS Code-Point Open: its zip, its folder or one of its CSVs.",
        )
    table = pd.concat(frames, ignore_index=True)
    east = pd.to_numeric(table["easting"], errors="coerce")
    north = pd.to_numeric(table["northing"], errors="coerce")
    good = (east > 0) & (north > 0)
    if "quality" in table:
        good &= pd.to_numeric(table["quality"], errors="coerce") != _NO_POINT
    names = _normal(table["postcode"])
    good &= ~names.duplicated()
    kept = good.to_numpy(dtype=bool)
    return Postcodes(
        pd.Index(names[kept]),
        east[kept].to_numpy(dtype=np.float64),
        north[kept].to_numpy(dtype=np.float64),
        tuple(sources),
    )


def holds_postcodes(header: Sequence[str]) -> bool:
    """Say whether a header, or a first row without one, is Code-Point Open's."""
    return set(_positions(header)) >= _PLACED or bool(_without_header(tuple(header)))


def _normal(texts: pd.Series[str]) -> pd.Series[str]:
    return texts.astype("str").str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)


def _fitted(text: str, shape: str) -> str:
    """Return a postcode in the shape of another, "" if a character can't fit.

    Examples
    --------
    >>> _fitted("S0185BQ", "AA999AA"), _fitted("SO185B4", "AA999AA")
    ('SO185BQ', '')
    """
    if len(text) != len(shape):
        return ""
    fitted = ""
    for sign, kind in zip(text, shape, strict=True):
        if kind == "A":
            fitted += sign if sign.isalpha() else _LETTER.get(sign, " ")
        else:
            fitted += sign if sign.isdigit() else _DIGIT.get(sign, " ")
    return "" if " " in fitted else fitted


def _positions(names: object) -> dict[str, int]:
    assert isinstance(names, list | tuple)
    plains = [plain(name) for name in names]
    found = {}
    for ours, known in _COLUMNS.items():
        at = [i for i, name in enumerate(plains) if name in known]
        if at:
            found[ours] = at[0]
    return found


def _without_header(first: tuple[str, ...]) -> dict[str, int]:
    """Positions in Code-Point Open as it is published: no header, ten columns."""
    if len(first) < 4 or not _normal(pd.Series(first[:1])).str.match(_SHAPE).all():
        return {}
    return {"postcode": 0, "quality": 1, "easting": 2, "northing": 3}
