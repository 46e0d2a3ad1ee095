"""A cell for each pair of categories, coloured and numbered as on the maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import Floats, month_words, value_words
from hotspot_app.draw.charts.scene import Cell, Picture, Room, Scene, Words
from hotspot_app.draw.charts.scene_axes import (
    Sample,
    reference_sample,
    write_key,
    write_lines,
)
from hotspot_app.draw.looks.legend import Entry, MapKey, map_key
from hotspot_app.draw.page.fitting import fitted, shortened
from hotspot_app.method import MapStyle

_TALL: Final = 1.35
"""Height of a cell at least, and its room about a number, in lines of type."""
_HIGHEST: Final = 2.2
"""Height of a cell at most, in lines of type."""
_WIDEST: Final = 10.0
"""Width of a cell at most, in lines of type."""
_NAMES: Final = 0.35
"""Share of the width that the names on the left may take."""


@dataclass(frozen=True, eq=False)
class _Laid:
    """The layout of a grid: the mark in each cell, and the titles beside it.

    Attributes
    ----------
    marks
        Row of the table in each cell: (rows, columns).
    rows, columns
        Names of the rows and columns.
    titles
        Titles of the rows and the columns together.
    """

    marks: npt.NDArray[np.intp]
    rows: list[str]
    columns: list[str]
    titles: tuple[str, str]

    def turned(self) -> _Laid:
        """Return it with rows for columns."""
        down, across = self.titles
        return _Laid(self.marks.T, self.columns, self.rows, (across, down))

    def left(self, room: Room) -> float:
        """Return how much room the names of the rows take."""
        longest = max(map(room.width, self.rows), default=0.0)
        return min(longest, _NAMES * room.wide) + room.pad

    def cell(self, room: Room) -> float:
        """Return how wide a cell is."""
        wide = (room.wide - self.left(room)) / len(self.columns)
        return min(wide, _WIDEST * room.line)


def grid(drawing: Drawing, names: Sequence[str], room: Room) -> Scene:
    """Draw the cells, turned over where only then there is room for their numbers."""
    del names
    picture = Picture(room)
    numbers = [
        value_words(value) if np.isfinite(value) else ""
        for value in drawing.numbers(drawing.chart.value).tolist()
    ]
    widest = max(map(room.width, numbers)) + room.pad
    laid = _laid(drawing)
    if laid.cell(room) < widest <= laid.turned().cell(room):
        laid = laid.turned()
    numbered = laid.cell(room) >= widest
    key = _classes(drawing)
    looks = [key.entries[number] for number in key.entry_of.tolist()]
    top = write_lines(picture, 0.0, drawing.value_title)
    top = write_key(picture, top, [*reference_sample(drawing), *_samples(key)])
    top = write_lines(picture, top, drawing.extent)
    top = write_lines(picture, top + room.pad / 2, laid.titles[0])
    above = top + (len(fitted(laid.titles[1], room.wide, room.width)) + 1.6) * room.line
    least = above + len(laid.rows) * _TALL * room.line
    tall = (max(room.tall, least) - above) / len(laid.rows)
    tall = min(tall, _HIGHEST * room.line)
    corner, size = (laid.left(room), top), (laid.cell(room), tall)
    places = _draw_cells(picture, laid, (corner, size), looks)
    if numbered:
        _write_numbers(picture, places, looks, numbers)
    _name_rows(picture, laid, (corner, size))
    bottom = top + len(laid.rows) * tall
    _name_columns(picture, laid, (corner[0], bottom), size[0])
    end = corner[0] + len(laid.columns) * size[0]
    write_lines(picture, bottom + 1.4 * room.line, laid.titles[1], end)
    orders = laid.marks.ravel().tolist(), laid.marks.T.ravel().tolist()
    tall = bottom + above - top
    return picture.done(places, tall=tall, least=least, orders=orders)


def _laid(drawing: Drawing) -> _Laid:
    chart, rows, columns = drawing.chart, drawing.groups, drawing.steps
    marks = np.arange(len(drawing.table)).reshape(len(rows), len(columns))
    titles = drawing.title_of(chart.y), drawing.title_of(chart.x)
    return _Laid(marks, [*map(month_words, rows)], [*map(month_words, columns)], titles)


def _classes(drawing: Drawing) -> MapKey:
    """Put the numbers into classes, as those of areas are on a map."""
    style = MapStyle("sequential", drawing.chart.value, drawing.value_title)
    shown = pd.Series(True, index=drawing.table.index)
    return map_key(drawing.table, style, shown=shown)


def _samples(key: MapKey) -> list[Sample]:
    return [Sample(each.label, look=each) for each in key.entries if each.count]


def _draw_cells(
    picture: Picture,
    laid: _Laid,
    where: tuple[tuple[float, float], tuple[float, float]],
    looks: Sequence[Entry],
) -> Floats:
    """Draw every cell; return where each mark's is."""
    (left, top), (wide, tall) = where
    places = np.full((laid.marks.size, 4), np.nan)
    for (row, column), mark in np.ndenumerate(laid.marks):
        box = left + column * wide, top + row * tall, wide, tall
        places[mark] = box
        picture.items.append(Cell(*box, looks[int(mark)]))
    return places


def _write_numbers(
    picture: Picture, places: Floats, looks: Sequence[Entry], numbers: Sequence[str]
) -> None:
    for mark, (left, top, wide, tall) in enumerate(places.tolist()):
        middle = left + wide / 2, top + tall / 2
        words = Words(*middle, numbers[mark], "centre", "ink", looks[mark])
        picture.items.append(words)


def _name_rows(
    picture: Picture,
    laid: _Laid,
    where: tuple[tuple[float, float], tuple[float, float]],
) -> None:
    room, ((left, top), (_, tall)) = picture.room, where
    for row, name in enumerate(laid.rows):
        text = shortened(name, left - 0.6 * room.pad, room.width)
        middle = top + (row + 0.5) * tall
        picture.write((left - room.pad / 2, middle), text, "right", "ink")


def _name_columns(
    picture: Picture, laid: _Laid, corner: tuple[float, float], wide: float
) -> None:
    """Name as many columns below as there is room for."""
    room, (left, bottom), free = picture.room, corner, 0.0
    for column, name in enumerate(laid.columns):
        text = shortened(name, max(wide, _NAMES * room.wide), room.width)
        half = room.width(text) / 2
        middle = min(left + (column + 0.5) * wide, room.wide - half)
        if middle - half >= free:
            picture.write((middle, bottom + 0.8 * room.line), text, "centre", "ink")
            free = middle + half + room.pad
