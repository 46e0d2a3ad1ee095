"""The one slide of a sheet: its map left, words and tables beside it, all to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from hotspot_app.brief.content import Document, NativeChart, Picture, Table, Words
from hotspot_app.brief.writers.empty_deck import Layouts
from hotspot_app.brief.writers.measure import Box, line_height, text_height
from hotspot_app.brief.writers.paper_column import (
    BETWEEN,
    LEAST,
    LINE,
    SCALES,
    Column,
    Item,
    fit_in,
    shared_out,
)
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
from hotspot_app.brief.writers.slide_words import (
    Paragraph,
    paragraphs,
    shortened,
    words_height,
)
from hotspot_app.words import counted, listed, printable

_SIZES: Final = {20.0: 13.0, 16.0: 11.0, 14.0: 10.5, 12.0: 9.0}
"""What slides' types are on paper, points."""

_SHARES: Final = (0.56, 0.5, 0.44)
"""Of the width that pictures have, the largest at which tables keep their columns."""

_GAP: Final = 7.0
_FIRST: Final = 0.62
"""Of the height that the first of several pictures has."""

_WIDE_ENOUGH: Final = 100.0
"""For a chart that can be edited, whose type doesn't shrink with it."""

_MOST_PICTURES: Final = 3
_MOST_ROWS: Final = 12


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
    gone = [f"“{_drawn(each).title}”" for each in over]
    notes = [note for section in document.sections for note in section.notes]
    bottom = _figures(canvas, shown, left if items else whole)
    under = Box(left.left, bottom, left.width, max(left.bottom - bottom, 0))
    column, rest = shared_out(
        items, (right.width, right.height), (under.width, under.height)
    )
    if column.items:
        fit_in(column, right.height, bool(gone))
        _fill(canvas, column, right, gone)
    if rest.items:
        rest.scale = min(rest.scale, column.scale)
        _fill(canvas, rest, under, [])
    notes += [f"{_drawn(each).title}. {_drawn(each).caption}" for each in figures]
    canvas.tell([*notes, *column.gone, *document.sources])
    canvas.finish()


def _content(canvas: Canvas) -> Box:
    picture, table = canvas.places[PICTURE].box, canvas.places[TABLE].box
    return replace(picture, width=table.right - picture.left)


def _share(
    items: Sequence[Item], whole: Box, shown: Sequence[Picture | NativeChart]
) -> float:
    if not shown:
        return 0.0
    lost = {
        share: Column(list(items), (1 - share) * whole.width - _GAP, SCALES[-1]).lost
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


def _items(document: Document, tinted: str) -> Iterator[Item]:
    for section in document.sections:
        if section.finding and section.finding.text.strip():
            text = printable(section.finding.text)
            yield Item([_on_paper(Paragraph(text, 20, bold=True, least=15))])
        for block in section.blocks:
            if isinstance(block, Words):
                said = [_on_paper(each) for each in paragraphs([block], tinted)]
                if said:
                    yield Item(said, boxed=said[0].boxed)
            elif isinstance(block, Table):
                if block.title.strip():
                    title = Paragraph(printable(block.title), 11, bold=True, leads=True)
                    yield Item([replace(title, before=4, least=LEAST)])
                rows = min(len(block.rows), _MOST_ROWS)
                titled = bool(block.title.strip())
                yield Item(table=block, rows=rows, follows=titled)
                if block.footed.strip():
                    note = Paragraph(printable(block.footed), LEAST, colour="tx2")
                    yield Item([replace(note, least=LEAST)], follows=True)


def _on_paper(each: Paragraph) -> Paragraph:
    size = _SIZES.get(each.size, each.size)
    return replace(each, size=size, least=LEAST, before=each.before * 0.6)


def _fill(canvas: Canvas, column: Column, box: Box, gone: Sequence[str]) -> None:
    top = box.top
    waiting: list[Paragraph] = []

    def flush(top: float) -> float:
        if not waiting:
            return top
        high = words_height(waiting, box.width)
        canvas.say(BODY, list(waiting), replace(box, top=top, height=high))
        waiting.clear()
        return top + high + BETWEEN

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
        top += high + BETWEEN
    top = flush(top)
    said = _left_out(column, gone)
    if said:
        text, size = shortened(said, box.width, LINE, (LEAST,), bold=False)
        at = Box(box.left, box.bottom - LINE, box.width, LINE)
        canvas.say(BODY, [Paragraph(text, size, colour="tx2")], at)


def _left_out(column: Column, gone: Sequence[str]) -> str:
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


def _figures(canvas: Canvas, shown: Sequence[Picture | NativeChart], box: Box) -> float:
    """Put the first picture on top, the others side by side beneath it.

    Returns
    -------
    float
        Where what stands under them may begin.
    """
    if not shown:
        return box.top
    first, *others = shown
    high = box.height * (_FIRST if others else 1)
    bottom = _figure(canvas, first, replace(box, height=high - (4 if others else 0)))
    top = max(bottom, box.top) if others else box.top + high
    for at, each in enumerate(others):
        wide = (box.width - _GAP * (len(others) - 1)) / len(others)
        left = box.left + at * (wide + _GAP)
        low = Box(left, top + 4, wide, box.bottom - top - 4)
        bottom = max(bottom, _figure(canvas, each, low))
    return bottom + BETWEEN


def _figure(canvas: Canvas, figure: Picture | NativeChart, box: Box) -> float:
    """Put a picture and its caption into a box; return where the caption ends."""
    drawn = _drawn(figure)
    caption = " ".join(filter(None, (drawn.title.rstrip(".") + ".", drawn.caption)))
    most = min(0.3 * box.height, 5 * line_height(LEAST))
    text, size = shortened(caption, box.width, most, (LEAST, 8, 7.5, 7), bold=False)
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
    return under.bottom
