"""The layout of a table in its file, and the columns wanted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.tables.vocabulary import Vocabulary
from hotspot_app.words import listed

Ints = npt.NDArray[np.int64]

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, slots=True)
class Layout:
    """Place of a table's header, and separator of its fields.

    Attributes
    ----------
    header
        Column names as written; empty if the file is empty.
    line
        Line (or row of the sheet) of the header, from 1.
    delimiter
        A key of `DELIMITERS`, or "" in a workbook.
    sheets
        Sheets that are read, with the row of each header.
    unread
        Sheets with cells that are not read.
    since_1904
        True if a workbook counts its days from 1904.
    hidden_sheets
        Names of those of `sheets` that Excel hides.
    hidden_columns
        Positions in the header of columns that Excel hides.
    records
        True for JSON, whose records are read as the text of a table.
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
        """The separator of fields, or the sheets, in words."""
        names = [name for name, _ in self.sheets]
        sheets = f"{'sheet' if len(names) == 1 else 'sheets'} {listed(names)}"
        if self.records:
            return "JSON"
        return sheets if names else DELIMITERS[self.delimiter]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a table to read.

    Attributes
    ----------
    at
        Position in the header, by our name of the column.
    kinds
        Our name to "number", "key" or "date"; the others are text.
    needed
        How many fields a row must have at least.
    names
        Our name of a column with thousands of different texts, each of which comes in
        many files, to the vocabulary whose numbers are given in their place.
    """

    at: Mapping[str, int]
    kinds: Mapping[str, str]
    needed: int
    names: Mapping[str, Vocabulary] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        at: Mapping[str, int],
        kinds: Mapping[str, str] | None = None,
        names: Mapping[str, Vocabulary] | None = None,
    ) -> Self:
        """Take columns of which a row must have the last."""
        known = {name: kind for name, kind in (kinds or {}).items() if name in at}
        last = max(at.values(), default=-1)
        return cls(at, known, last + 1, names or {})


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Rows of a table read together.

    Attributes
    ----------
    frame
        One column a wanted name: category of text, float64, bytes (S64), or int32
        numbers of `Columns.names`, -1 where blank.
    lines
        (len(frame),) line of each row in the file.
    broken
        Lines with another number of fields than the header.
    """

    frame: pd.DataFrame
    lines: Ints
    broken: Ints


@dataclass(slots=True)
class Meter:
    """Facts about a file that are known once it was read to its end.

    Attributes
    ----------
    hidden
        Number of rows of a workbook that Excel hides.
    """

    size: int = 0
    sha256: str = ""
    encoding: str = ""
    hidden: int = 0

    def source(self, name: str) -> SourceFile:
        """Return the file by the bytes that were read of it."""
        return SourceFile(name, self.size, self.sha256)
