"""A legend whose classes are those of two numbers: a table of swatches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from hotspot_app.draw.looks.legend import Entry, MapKey
from hotspot_app.draw.page.furniture import (
    BODY,
    SMALL,
    Sheet,
    Type,
    swatch,
    wrapped,
    write,
    write_lines,
)

_CELL: Final = 15.0
_GAP: Final = 1.5
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class TableKey:
    """The part of a legend whose classes stand in rows and columns.

    Attributes
    ----------
    width
        Width in millimetres.
    swatch
        Width and height of a class's sample in millimetres.
    factor
        Factor by which type is scaled.
    """

    key: MapKey
    width: float
    swatch: tuple[float, float]
    factor: float

    @property
    def height(self) -> float:
        """Height in millimetres; 0 if no class is in a table."""
        rows = [self._row(label) for label, _ in self._rows()]
        return self._small.line + _GAP + sum(rows) if rows else 0.0

    def draw(self, sheet: Sheet, left: float, top: float) -> float:
        """Draw it below `top`; return where it ends."""
        rows = list(self._rows())
        if not rows:
            return top
        first = left + self._room + 1.5
        places = [first + n * self._cell for n in range(len(rows[0][1]))]
        write(sheet, self.key.across, (places[0] - 1.5, top), self._small, ha="right")
        for place, entry in zip(places, rows[0][1], strict=True):
            write(sheet, entry.column, (place, top), self._small)
        top -= self._small.line + _GAP
        for label, entries in rows:
            up = top - (self.swatch[1] - self._body.line) / 2 - 0.15
            write_lines(sheet, self._words(label), (left, up), self._body)
            for place, entry in zip(places, entries, strict=True):
                swatch(sheet, (place, top - self.swatch[1]), self.swatch, entry)
                right = place + self._cell - 3
                write(sheet, f"{entry.count:,}", (right, up), self._body, ha="right")
            top -= self._row(label)
        return top

    def _rows(self) -> Iterator[tuple[str, list[Entry]]]:
        if self.key.across:
            there = [entry for entry in self.key.entries if entry.row]
            for label, entries in groupby(there, lambda entry: entry.row):
                yield label, list(entries)

    @property
    def _small(self) -> Type:
        return SMALL.scaled(self.factor)

    @property
    def _body(self) -> Type:
        return BODY.scaled(self.factor)

    @property
    def _cell(self) -> float:
        return _CELL * self.factor

    @property
    def _room(self) -> float:
        """Millimetres before the first column."""
        return self.width - 3 * self._cell

    def _words(self, label: str) -> tuple[str, ...]:
        return wrapped(label, self._room - _GAP, self._body)

    def _row(self, label: str) -> float:
        words = len(self._words(label)) * self._body.line
        return max(words, self.swatch[1]) + _GAP * self.factor
