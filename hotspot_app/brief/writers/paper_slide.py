"""The one slide of a sheet: its map left, words and tables beside it, all to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hotspot_app.brief.content import Document, NativeChart, Picture, Table, Words
from hotspot_app.brief.writers.empty_deck import Layouts
from hotspot_app.brief.writers.measure import Box, line_height, text_height
from hotspot_app.brief.writers.slide_canvas import Canvas
from hotspot_app.brief.writers.slide_layouts import (
    ABOUT,
    BODY,
    CAPTION,
    CAUTION,
    PICTURE,
    SUBTITLE,
    TABLE,
    TITLE,
)
from hotspot_app.brief.writers.slide_tables import Part, parted
from hotspot_app.brief.writers.slide_words import (
    Paragraph,
    boxed_height,
    paragraphs,
    shortened,
    words_height,
)
from hotspot_app.words import counted, listed, printable

_LEAST: Final = 8.5
_TABLE_SIZES: Final = (10.0, 9.5, 9.0, _LEAST)
_SCALES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.77)
_SIZES: Final = {20.0: 13.0, 16.0: 11.0, 14.0: 10.5, 12.0: 9.0}
"""What slides' types are on paper, points."""

_SHARES: Final = (0.56, 0.5, 0.44)
"""Of the width that pictures have, the largest at which tables keep their columns."""

_GAP, _BETWEEN = 7.0, 2.5
_FIRST: Final = 0.62
"""Of the height that the first of several pictures has."""

_WIDE_ENOUGH: Final = 100.0
"""For a chart that can be edited, whose type doesn't shrink with it."""

_MOST_PICTURES: Final = 3
_MOST_ROWS, _SOME_ROWS, _FEW_ROWS = 12, 5, 3
_LINE: Final = 2 * line_height(_LEAST)
"""Room for what is said of what is left out."""


@dataclass(eq=False)
class _Item:
    """Something in the column of words: paragraphs, a box of caution or a table."""

    said: list[Paragraph] = field(default_factory=list)
    table: Table | None = None
    rows: int = 0
    boxed: bool = False


@dataclass(eq=False)
class _Column:
    """The column beside the pictures, as full as it may be."""

    items: list[_Item]
    width: float
    scale: float = 1.0
    gone: list[str] = field(default_factory=list)
    rows_gone: dict[str, int] = field(default_factory=dict)
    _parts: dict[tuple[int, int, float], Part] = field(default_factory=dict)

    def part(self, item: _Item) -> Part:
        """Return a table as it stands here, without columns that find no room."""
        assert item.table is not None
        key = (id(item), item.rows, self.scale)
        if key not in self._parts:
            self._parts[key] = self._part(item.table, item.rows)
        return self._parts[key]

    def _part(self, table: Table, rows: int) -> Part:
        largest = round(20 * self.scale) / 2
        sizes = [each for each in _TABLE_SIZES if each <= largest] or [_LEAST]
        table = replace(table, rows=table.rows[:rows])
        room = (self.width, (10_000.0, 10_000.0), sizes, max(rows, 1))
        kept = parted(table, *room, even=False)[0].columns
        columns = tuple(table.columns[at] for at in kept)
        picked = tuple(tuple(row[at] for at in kept) for row in table.rows)
        return parted(replace(table, columns=columns, rows=picked), *room)[0]

    def scaled(self, item: _Item) -> list[Paragraph]:
        """Return words in this column's type."""
        return [each.scaled(self.scale) for each in item.said]

    def height_of(self, item: _Item) -> float:
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
        return sum(heights) + _BETWEEN * max(len(heights) - 1, 0)

    @property
    def lost(self) -> int:
        """How many columns of tables find no room."""
        tables = [each for each in self.items if each.table is not None]
        return sum(
            len(each.table.columns) - len(self.part(each).columns)
            for each in tables
            if each.table is not None
        )


def make_sheet(layouts: Layouts, document: Document) -> None:
    """Make a document's one slide; what finds no room is named on it."""
    canvas = Canvas(layouts, "Sheet", document)
    _head(canvas, document)
    blocks = [each for section in document.sections for each in section.blocks]
    figures = [each for each in blocks if isinstance(each, (Picture, NativeChart))]
    shown, over = figures[:_MOST_PICTURES], figures[_MOST_PICTURES:]
    items = list(_items(document, layouts.tinted))
    whole = _content(canvas)
    share = _share(items, whole, shown)
    left = replace(whole, width=share * whole.width)
    right = replace(
        whole,
        left=left.right + (_GAP if shown else 0),
        width=whole.width - left.width - (_GAP if shown else 0),
    )
    column = _Column(items, right.width)
    gone = [f"“{_drawn(each).title}”" for each in over]
    notes = [note for section in document.sections for note in section.notes]
    if items:
        _fit(column, right.height, bool(gone))
        _fill(canvas, column, right, gone)
    _figures(canvas, shown, left if items else whole)
    notes += [f"{_drawn(each).title}. {_drawn(each).caption}" for each in figures]
    canvas.tell([*notes, *column.gone, *document.sources])
    canvas.finish()


def _content(canvas: Canvas) -> Box:
    picture, table = canvas.places[PICTURE].box, canvas.places[TABLE].box
    return replace(picture, width=table.right - picture.left)


def _share(
    items: Sequence[_Item], whole: Box, shown: Sequence[Picture | NativeChart]
) -> float:
    if not shown:
        return 0.0
    lost = {
        share: _Column(list(items), (1 - share) * whole.width - _GAP, _SCALES[-1]).lost
        for share in _SHARES
    }
    return min(_SHARES, key=lambda share: (lost[share], -share))


def _head(canvas: Canvas, document: Document) -> None:
    box = canvas.places[TITLE].box
    title, size = shortened(
        document.title, box.width, box.height, (20, 18, 16, 14, 12), bold=True
    )
    canvas.say(TITLE, [Paragraph(title, size, bold=True)])
    if document.subtitle.strip():
        box = canvas.places[SUBTITLE].box
        text, size = shortened(
            document.subtitle, box.width, box.height, (11, 10, 9, 8.5), bold=False
        )
        canvas.say(SUBTITLE, [Paragraph(text, size, colour="tx2")])
    about = [f"{name}: {text}" for name, text in document.about]
    told = " · ".join([*about, *document.sources])
    if told:
        box = canvas.places[ABOUT].box
        text, size = shortened(
            told, box.width, box.height, (8.5, 8, 7.5, 7, 6.5), bold=False
        )
        canvas.say(ABOUT, [Paragraph(text, size, colour="tx2")])


def _items(document: Document, tinted: str) -> Iterator[_Item]:
    for section in document.sections:
        if section.finding and section.finding.text.strip():
            text = printable(section.finding.text)
            yield _Item([_on_paper(Paragraph(text, 20, bold=True, least=15))])
        for block in section.blocks:
            if isinstance(block, Words):
                said = [_on_paper(each) for each in paragraphs([block], tinted)]
                if said:
                    yield _Item(said, boxed=said[0].boxed)
            elif isinstance(block, Table):
                if block.title.strip():
                    title = Paragraph(printable(block.title), 11, bold=True, leads=True)
                    yield _Item([replace(title, before=4, least=_LEAST)])
                yield _Item(table=block, rows=min(len(block.rows), _MOST_ROWS))
                if block.note.strip():
                    note = Paragraph(printable(block.note), _LEAST, colour="tx2")
                    yield _Item([replace(note, least=_LEAST)])


def _on_paper(each: Paragraph) -> Paragraph:
    size = _SIZES.get(each.size, each.size)
    return replace(each, size=size, least=_LEAST, before=each.before * 0.6)


def _fit(column: _Column, height: float, something_gone: bool) -> None:
    """Make the column fit: smaller type first, then the least important goes."""
    for item in column.items:
        if item.table is not None and item.rows < len(item.table.rows):
            column.rows_gone[item.table.title] = len(item.table.rows) - item.rows
    for scale in _SCALES:
        column.scale = scale
        is_whole = not (something_gone or column.rows_gone or column.lost)
        room = height if is_whole else height - _LINE - _BETWEEN
        if column.height <= room:
            return
    room = height - _LINE - _BETWEEN
    for _ in range(10_000):
        if column.height <= room or not _drop(column):
            break
    if column.height > room:
        _cut(column, room)


def _drop(column: _Column) -> bool:
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


def _drop_said(column: _Column, least: object) -> bool:
    """Leave out the last paragraph of a kind, but never the first of all."""
    assert callable(least)
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


def _drop_row(column: _Column, kept: int) -> bool:
    tables = [each for each in column.items if each.rows > kept]
    if not tables:
        return False
    longest = max(tables, key=lambda each: each.rows)
    longest.rows -= 1
    assert longest.table is not None
    title = longest.table.title
    column.rows_gone[title] = column.rows_gone.get(title, 0) + 1
    return True


def _drop_table(column: _Column) -> bool:
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


def _cut(column: _Column, room: float) -> None:
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


def _fill(canvas: Canvas, column: _Column, box: Box, gone: Sequence[str]) -> None:
    top = box.top
    waiting: list[Paragraph] = []

    def flush(top: float) -> float:
        if not waiting:
            return top
        high = words_height(waiting, box.width)
        canvas.say(BODY, list(waiting), replace(box, top=top, height=high))
        waiting.clear()
        return top + high + _BETWEEN

    for item in column.items:
        if item.table is None and not item.boxed:
            top = flush(top)
            waiting.extend(column.scaled(item))
            continue
        top = flush(top)
        high = column.height_of(item)
        if item.table is not None:
            canvas.table(column.part(item), box.left, top)
        else:
            at = replace(box, top=top, height=high)
            canvas.say(CAUTION, column.scaled(item), at)
        top += high + _BETWEEN
    top = flush(top)
    said = _left_out(column, gone)
    if said:
        text, size = shortened(said, box.width, _LINE, (_LEAST,), bold=False)
        at = Box(box.left, box.bottom - _LINE, box.width, _LINE)
        canvas.say(BODY, [Paragraph(text, size, colour="tx2")], at)


def _left_out(column: _Column, gone: Sequence[str]) -> str:
    """Say what found no room."""
    things = []
    if rows := sum(column.rows_gone.values()):
        things.append(counted(rows, "row"))
    if column.lost:
        things.append(counted(column.lost, "column"))
    if column.gone:
        things.append(counted(len(column.gone), "sentence"))
    things += gone
    return f"Not shown here: {listed(things)}; see the brief." if things else ""


def _drawn(figure: Picture | NativeChart) -> Picture:
    return figure.picture if isinstance(figure, NativeChart) else figure


def _figures(canvas: Canvas, shown: Sequence[Picture | NativeChart], box: Box) -> None:
    """Put the first picture on top, the others side by side beneath it."""
    if not shown:
        return
    first, *others = shown
    high = box.height * (_FIRST if others else 1)
    _figure(canvas, first, replace(box, height=high - (4 if others else 0)))
    for at, each in enumerate(others):
        wide = (box.width - _GAP * (len(others) - 1)) / len(others)
        left = box.left + at * (wide + _GAP)
        _figure(canvas, each, Box(left, box.top + high, wide, box.height - high))


def _figure(canvas: Canvas, figure: Picture | NativeChart, box: Box) -> None:
    drawn = _drawn(figure)
    caption = " ".join(filter(None, (drawn.title.rstrip(".") + ".", drawn.caption)))
    most = min(0.3 * box.height, 5 * line_height(_LEAST))
    text, size = shortened(caption, box.width, most, (_LEAST, 8, 7.5, 7), bold=False)
    high = text_height(text, box.width, size)
    room = replace(box, height=box.height - high - 1.5)
    if isinstance(figure, NativeChart) and box.width >= _WIDE_ENOUGH:
        at = room
        canvas.chart(figure, at)
    else:
        at = replace(room.holding(*drawn.size), left=box.left)
        canvas.picture(drawn, at)
    under = Box(box.left, at.bottom + 1.5, box.width, high)
    canvas.say(CAPTION, [Paragraph(text, size, colour="tx2")], under)
