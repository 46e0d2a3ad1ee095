"""What stands beside the pictures of a sheet, and what goes first if it is too much."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hotspot_app.brief.content import Table
from hotspot_app.brief.writers.measure import line_height
from hotspot_app.brief.writers.slide_tables import Part, parted
from hotspot_app.brief.writers.slide_words import (
    Paragraph,
    boxed_height,
    shortened,
    words_height,
)

LEAST: Final = 8.5
"""The smallest type, points."""

_TABLE_SIZES: Final = (10.0, 9.5, 9.0, LEAST)
SCALES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.77)
BETWEEN: Final = 2.5
_SOME_ROWS, _FEW_ROWS = 5, 3
LINE: Final = 2 * line_height(LEAST)
"""Room for what is said of what is left out."""


@dataclass(eq=False)
class Item:
    """Something in the column of words: paragraphs, a box of caution or a table.

    Attributes
    ----------
    follows
        Whether it belongs to the one before: a table to its title, a note to its table.
    """

    said: list[Paragraph] = field(default_factory=list)
    table: Table | None = None
    rows: int = 0
    boxed: bool = False
    follows: bool = False


@dataclass(eq=False)
class Column:
    """The column beside the pictures, as full as it may be."""

    items: list[Item]
    width: float
    scale: float = 1.0
    gone: list[str] = field(default_factory=list)
    rows_gone: dict[str, int] = field(default_factory=dict)
    _parts: dict[tuple[int, int, float], Part] = field(default_factory=dict)

    def part(self, item: Item) -> Part:
        """Return a table as it stands here, without columns that find no room."""
        assert item.table is not None
        key = (id(item), item.rows, self.scale)
        if key not in self._parts:
            self._parts[key] = self._part(item.table, item.rows)
        return self._parts[key]

    def _part(self, table: Table, rows: int) -> Part:
        largest = round(20 * self.scale) / 2
        sizes = [each for each in _TABLE_SIZES if each <= largest] or [LEAST]
        table = replace(table, rows=table.rows[:rows])
        room = (self.width, (10_000.0, 10_000.0), sizes, max(rows, 1))
        kept = parted(table, *room, even=False)[0].columns
        columns = tuple(table.columns[at] for at in kept)
        picked = tuple(tuple(row[at] for at in kept) for row in table.rows)
        return parted(replace(table, columns=columns, rows=picked), *room)[0]

    def scaled(self, item: Item) -> list[Paragraph]:
        """Return words in this column's type."""
        return [each.scaled(self.scale) for each in item.said]

    def height_of(self, item: Item) -> float:
        """Return how high an item is."""
        if item.table is not None:
            return self.part(item).height
        said = self.scaled(item)
        if item.boxed:
            return boxed_height(said, self.width)
        return words_height(said, self.width)

    @property
    def height(self) -> float:
        """How high all of it is."""
        heights = [self.height_of(each) for each in self.items]
        return sum(heights) + BETWEEN * max(len(heights) - 1, 0)

    @property
    def lost(self) -> int:
        """How many columns of tables find no room."""
        tables = [each for each in self.items if each.table is not None]
        return sum(
            len(each.table.columns) - len(self.part(each).columns)
            for each in tables
            if each.table is not None
        )


def shared_out(
    items: Sequence[Item], beside: tuple[float, float], under: tuple[float, float]
) -> tuple[Column, Column]:
    """Put the last items under the pictures, where that leaves more room for all.

    Parameters
    ----------
    beside, under
        Width and height of the columns beside and under the pictures.

    Returns
    -------
    tuple of Column
        The column beside the pictures, yet to be made to fit, and the one under them.
    """
    breaks = [at for at, each in enumerate(items) if at and not each.follows]
    splits = [len(items), *reversed(breaks)]

    def parted_at(split: int, scale: float) -> tuple[Column, Column]:
        first, rest = list(items[:split]), list(items[split:])
        return Column(first, beside[0], scale), Column(rest, under[0], scale)

    for scale in SCALES:
        for split in splits:
            pair = parted_at(split, scale)
            if all(
                column.height <= room[1] and not column.lost
                for column, room in zip(pair, (beside, under), strict=True)
            ):
                return pair
    fit = (parted_at(split, SCALES[-1]) for split in reversed(splits))
    return next(p for p in fit if p[1].height <= under[1] and not p[1].lost)


def fit_in(column: Column, height: float, something_gone: bool) -> None:
    """Make the column fit: smaller type first, then the least important goes."""
    for item in column.items:
        if item.table is not None and item.rows < len(item.table.rows):
            column.rows_gone[item.table.title] = len(item.table.rows) - item.rows
    for scale in SCALES:
        column.scale = scale
        is_whole = not (something_gone or column.rows_gone or column.lost)
        room = height if is_whole else height - LINE - BETWEEN
        if column.height <= room:
            return
    room = height - LINE - BETWEEN
    for _ in range(10_000):
        if column.height <= room or not _drop(column):
            break
    if column.height > room:
        _cut(column, room)


def _drop(column: Column) -> bool:
    """Leave out the least important, one thing at a time."""
    return (
        _drop_row(column, _SOME_ROWS)
        or _drop_said(column, lambda each: each.colour == "tx2")
        or _drop_said(column, lambda each: not each.sign and each.size < 12)
        or _drop_said(column, lambda each: each.sign == "•")
        or _drop_row(column, _FEW_ROWS)
        or _drop_said(column, lambda each: bool(each.sign))
        or _drop_table(column)
        or _drop_said(column, lambda each: bool(each.text))
    )


def _drop_said(column: Column, least: Callable[[Paragraph], bool]) -> bool:
    """Leave out the last paragraph of a kind, but never the first of all."""
    for item in reversed(column.items):
        if item.boxed:
            continue
        for at in range(len(item.said) - 1, -1, -1):
            each = item.said[at]
            is_first = item is column.items[0] and not at
            if each.leads or is_first or not least(each):
                continue
            del item.said[at]
            column.gone.append(each.text)
            if at and item.said[at - 1].leads and at == len(item.said):
                del item.said[at - 1]
            if not item.said:
                column.items.remove(item)
            return True
    return False


def _drop_row(column: Column, kept: int) -> bool:
    tables = [each for each in column.items if each.rows > kept]
    if not tables:
        return False
    longest = max(tables, key=lambda each: each.rows)
    longest.rows -= 1
    assert longest.table is not None
    title = longest.table.title
    column.rows_gone[title] = column.rows_gone.get(title, 0) + 1
    return True


def _drop_table(column: Column) -> bool:
    for at in range(len(column.items) - 1, -1, -1):
        table = column.items[at].table
        if table is None:
            continue
        before = column.items[at - 1] if at else None
        del column.items[at]
        if before is not None and len(before.said) == 1 and before.said[0].leads:
            column.items.remove(before)
        column.rows_gone[table.title] = len(table.rows)
        return True
    return False


def _cut(column: Column, room: float) -> None:
    """Shorten the one paragraph that is left, or the boxes of caution."""
    for item in reversed(column.items):
        others = column.height - column.height_of(item)
        free = room - others - (7.5 if item.boxed else 0)
        said = column.scaled(item)
        size = said[0].size
        width = column.width - (9 if item.boxed else 0)
        text = " ".join(each.text for each in said)
        shown, _ = shortened(
            text, width, max(free, line_height(size)), (size,), bold=said[0].bold
        )
        column.gone += [each.text for each in said]
        item.said = [replace(item.said[0], text=shown)]
        if column.height <= room:
            return
