"""The column beside a map: legend, layers, notes, and the facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hotspot_app.draw.looks.legend import Entry, MapKey
from hotspot_app.draw.looks.palettes import INK
from hotspot_app.draw.maps.overlays import Listed, sample
from hotspot_app.draw.maps.table_key import TableKey
from hotspot_app.draw.page.furniture import (
    BODY,
    HEADING,
    SMALL,
    Sheet,
    Type,
    rule,
    swatch,
    wrapped,
    write,
    write_lines,
)
from hotspot_app.words import plural

WIDTHS: Final = (68.0, 76.0, 84.0, 92.0)
"""Millimetres, narrowest first."""
NARROW: Final = (46.0, 52.0, 60.0)
"""The same in a figure of a document."""
_SWATCH: Final = (7.5, 4.2)
_COUNT: Final = 11.0
_PARAGRAPH: Final = 0.9
_SECTION: Final = 2.6


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """The measured column with legend and layers.

    Attributes
    ----------
    width, height
        Size in millimetres.
    factor
        Factor by which the type was scaled to fit.
    layers
        Layers listed, the topmost first.
    """

    key: MapKey
    facts: tuple[str, ...]
    width: float
    factor: float
    layers: tuple[Listed, ...] = ()

    @property
    def height(self) -> float:
        """Height in millimetres."""
        parts = [len(self._heading()) * self._type(HEADING).line, self._gap / 2]
        parts.append(len(self._measure()) * self._type(SMALL).line)
        parts.append(self._table.height)
        parts += [self._row(entry.label) for entry in self._listed]
        if self.layers:
            parts += [self._gap * 2, self._type(HEADING).line, self._gap / 2]
            parts += [self._row(each.layer.name) for each in self.layers]
        for block in (self.key.notes, self.facts):
            if block:
                parts += [self._gap * 2, *(self._paragraph(text) for text in block)]
        return sum(parts)

    def draw(self, sheet: Sheet, left: float, top: float) -> None:
        """Draw it with its upper left corner at (left, top) millimetres."""
        right, small = left + self.width, self._type(SMALL)
        write(sheet, plural(self.key.unit), (right, top - 0.4), small, ha="right")
        top = write_lines(sheet, self._heading(), (left, top), self._type(HEADING))
        top = write_lines(sheet, self._measure(), (left, top), small)
        top -= self._gap / 2
        top = self._table.draw(sheet, left, top)
        for entry in self._listed:
            self._draw_row(sheet, entry, left, top)
            top -= self._row(entry.label)
        top = self._draw_layers(sheet, left, top)
        for block, colour in ((self.key.notes, SMALL.colour), (self.facts, INK)):
            if not block:
                continue
            rule(sheet, left, right, top - self._gap)
            top -= self._gap * 2
            for text in block:
                kind = Type(small.size, colour=colour)
                lines = wrapped(text, self.width, kind)
                write_lines(sheet, lines, (left, top), kind)
                top -= self._paragraph(text)

    @property
    def _table(self) -> TableKey:
        return TableKey(self.key, self.width, self._swatch, self.factor)

    @property
    def _listed(self) -> list[Entry]:
        """The classes that have a line each."""
        return [e for e in self.key.entries if not (self.key.across and e.row)]

    @property
    def _gap(self) -> float:
        return _SECTION * self.factor

    def _type(self, kind: Type) -> Type:
        return kind.scaled(self.factor)

    def _heading(self) -> tuple[str, ...]:
        return wrapped(self.key.title, self.width - _COUNT, self._type(HEADING))

    def _measure(self) -> tuple[str, ...]:
        return wrapped(self.key.measure, self.width - _COUNT, self._type(SMALL))

    def _label(self, words: str) -> tuple[str, ...]:
        room = self.width - _SWATCH[0] * self.factor - 2.5 - _COUNT
        return wrapped(words, room, self._type(BODY))

    def _row(self, label: str) -> float:
        words = len(self._label(label)) * self._type(BODY).line
        return max(words, _SWATCH[1] * self.factor) + 1.5 * self.factor

    def _paragraph(self, text: str) -> float:
        small = self._type(SMALL)
        return len(wrapped(text, self.width, small)) * small.line + _PARAGRAPH

    def _draw_row(self, sheet: Sheet, entry: Entry, left: float, top: float) -> None:
        (width, height), body = self._swatch, self._type(BODY)
        swatch(sheet, (left + 0.2, top - height), self._swatch, entry)
        up = top - (height - body.line) / 2 - 0.15
        write_lines(sheet, self._label(entry.label), (left + width + 2.5, up), body)
        write(sheet, f"{entry.count:,}", (left + self.width, up), body, ha="right")

    def _draw_layers(self, sheet: Sheet, left: float, top: float) -> float:
        """Draw what each of the analyst's own layers looks like; return the foot."""
        if not self.layers:
            return top
        rule(sheet, left, left + self.width, top - self._gap)
        heading, body = self._type(HEADING), self._type(BODY)
        top = write_lines(sheet, ("Layers",), (left, top - self._gap * 2), heading)
        top -= self._gap / 2
        width, height = self._swatch
        for each in self.layers:
            sample(sheet, each, (left + 0.2, top - height), self._swatch)
            up = top - (height - body.line) / 2 - 0.15
            name = each.layer.name
            write_lines(sheet, self._label(name), (left + width + 2.5, up), body)
            top -= self._row(name)
        return top

    @property
    def _swatch(self) -> tuple[float, float]:
        return _SWATCH[0] * self.factor, _SWATCH[1] * self.factor


def column_of(
    key: MapKey,
    facts: tuple[str, ...],
    *,
    height: float,
    layers: tuple[Listed, ...] = (),
    widths: Sequence[float] = WIDTHS,
) -> KeyColumn:
    """Find the narrowest column of the largest type that is `height` mm tall.

    It grows wider before its type grows smaller; nothing is cut off.

    Parameters
    ----------
    widths
        That it may have, narrowest first.
    """
    factor = 1.0
    while True:
        for width in widths:
            column = KeyColumn(key, facts, width, factor, layers)
            if column.height <= height:
                return column
        factor *= 0.96
