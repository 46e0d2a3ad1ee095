"""How a table lies in its file, and what is wanted of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.words import listed

Ints = npt.NDArray[np.int64]

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table's header is and how its fields are parted.

    Attributes
    ----------
    header
        Column names as written; empty if the file is empty.
    line
        Line (or row of the sheet) of the header, the first being 1.
    delimiter
        A key of `DELIMITERS`, or "" in a workbook.
    sheets
        Sheets that are read, each with the row of its header.
    unread
        Filled sheets that are not read.
    since_1904
        True if a workbook counts its days from 1904.
    hidden_sheets
        Those of `sheets` that Excel doesn't show.
    hidden_columns
        Positions in the header of columns that Excel doesn't show.
    records
        True if the rows stand in JSON, and are read as the text of a table.
    """

    header: tuple[str, ...]
    line: int
    delimiter: str
    sheets: tuple[tuple[str, int], ...] = ()
    unread: tuple[str, ...] = ()
    since_1904: bool = False
    hidden_sheets: tuple[str, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    records: bool = False

    @property
    def parted(self) -> str:
        """What parts fields, or which sheets hold them, in words."""
        names = [name for name, _ in self.sheets]
        sheets = f"{'sheet' if len(names) == 1 else 'sheets'} {listed(names)}"
        if self.records:
            return "JSON"
        return sheets if names else DELIMITERS[self.delimiter]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table are read.

    Attributes
    ----------
    at
        Our name of a column to its position in the header.
    kinds
        Our name to "number", "key", "date", or "name" (text of under 64 bytes in
        thousands of variants); the others are text.
    needed
        How many fields a row must have at least.
    """

    at: Mapping[str, int]
    kinds: Mapping[str, str]
    needed: int

    @classmethod
    def of(cls, at: Mapping[str, int], kinds: Mapping[str, str] | None = None) -> Self:
        """Take columns of which a row must have the last."""
        known = {name: kind for name, kind in (kinds or {}).items() if name in at}
        return cls(at, known, max(at.values(), default=-1) + 1)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Some rows.

    Attributes
    ----------
    frame
        One column a wanted name: category of text, float64, or bytes (S64).
    lines
        (len(frame),) line of each row in the file.
    broken
        Lines that have another number of fields than the header.
    """

    frame: pd.DataFrame
    lines: Ints
    broken: Ints


@dataclass(slots=True)
class Meter:
    """What is known of a file once it was read to its end.

    Attributes
    ----------
    hidden
        How many of a workbook's rows Excel doesn't show.
    """

    size: int = 0
    sha256: str = ""
    encoding: str = ""
    hidden: int = 0

    def source(self, name: str) -> SourceFile:
        """Return the file by the bytes that were read of it."""
        return SourceFile(name, self.size, self.sha256)
