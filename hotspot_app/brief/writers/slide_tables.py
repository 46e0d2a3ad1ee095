"""Tables on slides: parted by columns and rows so that they stay readable."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.util import Mm

from hotspot_app.brief.content import Table, TableColumn, shown_cell
from hotspot_app.brief.writers.measure import (
    broken,
    line_height,
    text_width,
)
from hotspot_app.brief.writers.slide_words import Paragraph, as_run
from hotspot_app.brief.writers.slide_xml import NAMESPACES
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.words import printable

MOST_ROWS: Final = 12
_SIZES: Final = (14.0, 13.0, 12.0)
_NONE: Final = "None"
"""In the place of rows, where there are none."""

_ASIDE, _ABOVE = 1.8, 1.1
"""Between the edges of a cell and its words, millimetres."""

_USUAL: Final = 12.0
"""Type in which columns have these widths at least, points and millimetres."""

_WIDEST_TEXT, _LEAST_TEXT, _LEAST_NUMBER = 78.0, 24.0, 12.0
_LEAST_NAME: Final = 44.0
"""Of what names the rows."""

_TO_FILL: Final = 40.0
"""Of a column that is empty, to be filled in by hand."""

_HEAD_LINES: Final = 3
_BOLDER: Final = 1.1
"""What stands in for the typeface is wider still in bold. Other words are shrunk by
the program that opens them; a table would grow over what is beneath it."""
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, eq=False)
class Part:
    """As much of a table as stands on one slide.

    Attributes
    ----------
    columns
        Places of its columns in the table.
    rows
        Its rows, as they are written.
    widths, heights
        Of its columns and of its rows, the heading first, in millimetres.
    """

    table: Table
    columns: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float

    @property
    def height(self) -> float:
        """How high it is."""
        return sum(self.heights)

    @property
    def width(self) -> float:
        """How wide it is."""
        return sum(self.widths)

    @property
    def headings(self) -> tuple[str, ...]:
        """What its columns are called."""
        return tuple(printable(self.table.columns[at].title) for at in self.columns)


@dataclass(frozen=True, slots=True)
class _Wish:
    """How wide a column must and would be."""

    least: float
    best: float


def shown_rows(table: Table) -> list[tuple[str, ...]]:
    """Return a table's cells as they are written, a row that says so if it has none."""
    if not table.rows:
        return [(_NONE, *("" for _ in table.columns[1:]))]
    kinds = [each.kind for each in table.columns]
    return [
        tuple(
            printable(shown_cell(cell, kind))
            for cell, kind in zip(row, kinds, strict=True)
        )
        for row in table.rows
    ]


def parted(
    table: Table,
    width: float,
    heights: tuple[float, float],
    sizes: Sequence[float] = _SIZES,
    most: int = MOST_ROWS,
    *,
    even: bool = True,
) -> list[Part]:
    """Share a table out over slides.

    Columns that don't fit in the smallest type stand on the next slide, with the same
    rows, where the first column stands again.

    Parameters
    ----------
    heights
        Room on the first slide, and on each after it.
    most
        Rows on one slide.
    even
        Whether slides hold as many columns each, or the first as many as it can.
    """
    rows = shown_rows(table)
    for size in sizes:
        wishes = _wishes(table.columns, rows, size)
        groups = _groups(wishes, width, even=even)
        if len(groups) == 1 and _is_roomy(rows, wishes, width, size):
            break
    widths = [_widths([wishes[at] for at in group], width) for group in groups]
    columns = list(zip(groups, widths, strict=True))
    head = max(
        _row_height(
            [printable(table.columns[at].title) for at in group], wide, size, bold=True
        )
        for group, wide in columns
    )
    return [
        Part(
            table,
            group,
            tuple(tuple(row[at] for at in group) for row in kept),
            tuple(wide),
            (head, *high),
            size,
        )
        for kept, high in _by_rows(rows, columns, size, (head, heights, most))
        for group, wide in columns
    ]


def _wishes(
    columns: Sequence[TableColumn], rows: Sequence[tuple[str, ...]], size: float
) -> list[_Wish]:
    made = []
    for at, column in enumerate(columns):
        texts = {row[at] for row in rows}
        longest = max((_wide(each, size, bold=not at) for each in texts), default=0.0)
        heading = printable(column.title)
        words = [_wide(word, size, bold=True) for word in heading.split()]
        head = max(max(words, default=0.0), _wrapped(heading, size))
        if column.kind == "text":
            pieces = {word for each in texts for word in each.split()}
            word = max((_wide(each, size, bold=not at) for each in pieces), default=0.0)
            best = _TO_FILL if texts == {""} else min(longest, _WIDEST_TEXT)
            own = (_LEAST_TEXT if at else _LEAST_NAME) * size / _USUAL
            least = max(min(word, best), min(best, own), min(head, _WIDEST_TEXT))
        else:
            least = max(longest, min(head, _WIDEST_TEXT), _LEAST_NUMBER * size / _USUAL)
            best = least
        made.append(_Wish(least + 2 * _ASIDE, max(best, least) + 2 * _ASIDE))
    return made


def _wide(text: str, size: float, *, bold: bool) -> float:
    return text_width(text, size, bold=bold) * (_BOLDER if bold else 1)


def _lines(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    return broken(text, width / (_BOLDER if bold else 1), size, bold=bold)


def _wrapped(heading: str, size: float) -> float:
    """Return a width at which a heading takes no more lines than it may."""
    width = _wide(heading, size, bold=True) / _HEAD_LINES
    while len(_lines(heading, width, size, bold=True)) > _HEAD_LINES:
        width *= 1.1
    return width


def _groups(
    wishes: Sequence[_Wish], width: float, *, even: bool
) -> list[tuple[int, ...]]:
    """Share columns out, each group led by the first column."""
    groups = _filled(wishes, width, len(wishes))
    if not even:
        return groups
    return _filled(wishes, width, math.ceil((len(wishes) - 1) / len(groups)))


def _filled(wishes: Sequence[_Wish], width: float, most: int) -> list[tuple[int, ...]]:
    """Fill groups with columns as they come, so many besides the first at most."""
    groups: list[tuple[int, ...]] = []
    group, used = [0], wishes[0].least
    for at in range(1, len(wishes)):
        is_full = used + wishes[at].least > width or len(group) > most
        if is_full and len(group) > 1:
            groups.append(tuple(group))
            group, used = [0], wishes[0].least
        group.append(at)
        used += wishes[at].least
    return [*groups, tuple(group)]


def _is_roomy(
    rows: Sequence[tuple[str, ...]], wishes: Sequence[_Wish], width: float, size: float
) -> bool:
    """Say whether hardly a row takes more than one line in this type."""
    widths = _widths(wishes, width)
    high = sum(_row_height(row, widths, size) > _single(size) for row in rows)
    return high <= len(rows) / 4


def _widths(wishes: Sequence[_Wish], width: float) -> list[float]:
    """Return widths between what columns must and would have."""
    least = sum(each.least for each in wishes)
    wanted = sum(each.best - each.least for each in wishes)
    spare = max(0.0, min(1.0, (width - least) / wanted)) if wanted else 0.0
    widths = [each.least + spare * (each.best - each.least) for each in wishes]
    total = sum(widths)
    if total > width:
        return [each * width / total for each in widths]
    # what is over is shared, so that figures don't crowd, yet not far apart
    more = min((width - total) / len(widths), 14.0)
    return [each + more for each in widths]


_Columns = Sequence[tuple[tuple[int, ...], list[float]]]
"""Groups of columns with their widths."""


def _by_rows(
    rows: Sequence[tuple[str, ...]],
    columns: _Columns,
    size: float,
    room: tuple[float, tuple[float, float], int],
) -> Iterator[tuple[list[tuple[str, ...]], list[float]]]:
    """Share rows out over slides, with how high each is in its highest group."""
    head, (first, other), most = room
    kept: list[tuple[str, ...]] = []
    heights: list[float] = []
    free = first - head
    for row in rows:
        cut = _cut(row, columns, size, other - head)
        high = max(
            _row_height([cut[at] for at in group], wide, size)
            for group, wide in columns
        )
        if kept and (sum(heights) + high > free or len(kept) == most):
            yield kept, heights
            kept, heights, free = [], [], other - head
        kept.append(cut)
        heights.append(high)
    yield kept, heights


def _single(size: float) -> float:
    return line_height(size) + 2 * _ABOVE


def _row_height(
    texts: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False
) -> float:
    most = max(
        len(_lines(text, width - 2 * _ASIDE, size, bold=bold or not at))
        for at, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    return most * line_height(size) + 2 * _ABOVE


def _cut(
    row: tuple[str, ...], columns: _Columns, size: float, height: float
) -> tuple[str, ...]:
    """Shorten what is longer than a slide is high; sheets hold it whole."""
    most = int((height - 2 * _ABOVE) / line_height(size))
    made = list(row)
    for group, widths in columns:
        for at, width in zip(group, widths, strict=True):
            lines = _lines(row[at], width - 2 * _ASIDE, size, bold=not at)
            if len(lines) > most:
                made[at] = " ".join([*lines[: most - 1], f"{lines[most - 1][:-2]}…"])
    return tuple(made)


def fill_table(frame: Any, part: Part) -> None:
    """Write a part into the frame of a native table, in place of what is there."""
    widths = "".join(f'<a:gridCol w="{Mm(each)}"/>' for each in part.widths)
    kinds = [part.table.columns[at].kind for at in part.columns]
    rows = []
    for number, texts in enumerate((part.headings, *part.rows)):
        rule = _rule(number, last=number == len(part.rows))
        cells = []
        for at, text in enumerate(texts):
            bold = not number or (not at and part.table.headed)
            said = Paragraph(text, part.size, bold=bold)
            cells.append(_cell(said, rule, right=kinds[at] != "text", head=not number))
        rows.append(f'<a:tr h="{Mm(part.heights[number])}">{"".join(cells)}</a:tr>')
    new = parse_xml(
        f'<a:tbl {NAMESPACES}><a:tblPr firstRow="1" '
        f'firstCol="{int(part.table.headed)}"><a:tableStyleId>{_NO_STYLE}'
        f"</a:tableStyleId></a:tblPr><a:tblGrid>{widths}</a:tblGrid>"
        f"{''.join(rows)}</a:tbl>"
    )
    old = frame.table._tbl
    old.getparent().replace(old, new)


def _rule(row: int, *, last: bool) -> str:
    if not row:
        return _line("accent1", 1.5)
    return _line("tx2", 0.75) if last else _line("accent6", 0.5)


def _line(colour: str, points: float) -> str:
    return (
        f'<a:lnB w="{points * 12_700:.0f}"><a:solidFill>'
        f'<a:schemeClr val="{colour}"/></a:solidFill></a:lnB>'
    )


def _cell(said: Paragraph, rule: str, *, right: bool, head: bool) -> str:
    aside, above = Mm(_ASIDE), Mm(_ABOVE)
    run = as_run(said) if said.text else ""
    return (
        "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p>"
        f'<a:pPr algn="{"r" if right else "l"}"/>{run}'
        f'<a:endParaRPr lang="{LANGUAGE}" sz="{said.size * 100:.0f}"/></a:p>'
        f'</a:txBody><a:tcPr marL="{aside}" marR="{aside}" marT="{above}" '
        f'marB="{above}" anchor="{"b" if head else "t"}">'
        f"{rule}<a:noFill/></a:tcPr></a:tc>"
    )
