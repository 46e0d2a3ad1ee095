"""Charts that presentation programs draw and edit, with the sheet of their numbers."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from xml.sax.saxutils import escape

from hotspot_app.brief.content import NativeChart, Series
from hotspot_app.brief.spreadsheet import Book, SheetColumn
from hotspot_app.brief.writers.chart_looks import (
    Axis,
    bar_look,
    line_of,
    point_look,
    type_of,
)
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.words import printable

_SPACES: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_SHEET: Final = "Sheet1"
_SIZES: Final = ((14, 12), (26, 10), (40, 8), (math.inf, 6))
"""Sizes of type of so many categories, points."""

_LONGEST: Final = {"bars": 44, "dots": 44, "columns": 26, "line": 26}
"""Letters of a category, so that its chart has room: all of it is in the table."""

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the chart's sheet, and where it is."""

    letter: str
    heading: str
    values: Sequence[str | float | None]

    @property
    def cells(self) -> str:
        return f"{_SHEET}!${self.letter}$2:${self.letter}${len(self.values) + 1}"

    @property
    def head(self) -> str:
        return f"{_SHEET}!${self.letter}$1"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A series with the columns that hold its numbers."""

    name: _Column
    across: _Column
    limits: tuple[_Column, _Column] | None
    reference: bool


class ChartData:
    """A chart for `insert_chart`: what is drawn, and the workbook inside it."""

    def __init__(self, chart: NativeChart) -> None:
        self._chart = chart
        self._columns: list[_Column] = []
        self._series = list(self._laid_out())

    def xml_bytes(self, chart_type: object) -> bytes:
        """Return the chart, as the library asks for it."""
        del chart_type
        return self._xml.encode("utf-8")

    @cached_property
    def xlsx_blob(self) -> bytes:
        """The workbook inside the chart: the numbers that are drawn and no others."""
        stream = io.BytesIO()
        with Book(stream, "") as book:
            columns = [
                SheetColumn(each.heading, [_cell(value) for value in each.values])
                for each in self._columns
            ]
            book.numbers(_SHEET, columns)
        return stream.getvalue()

    def _laid_out(self) -> Iterator[_Drawn]:
        chart = self._chart
        scatter = chart.kind == "scatter"
        categories = _labels(chart)
        named = None if scatter else self._column(chart.category_title, categories)
        for series in chart.series:
            across = named or self._column(chart.category_title, series.across)
            values = self._column(series.name, series.values)
            yield _Drawn(values, across, self._limits(series), reference=False)
        if chart.reference is None:
            return
        value, name = chart.reference
        if scatter:
            ends = _ends([v for each in chart.series for v in each.across])
            across = self._column(chart.category_title, ends)
            yield _Drawn(self._column(name, [value] * 2), across, None, reference=True)
        elif named is not None:
            values = self._column(name, [value] * len(categories))
            yield _Drawn(values, named, None, reference=True)

    def _limits(self, series: Series) -> tuple[_Column, _Column] | None:
        """Keep how far the limits are from each value, as charts want them."""
        if not (series.lower and series.upper):
            return None
        below = _apart(series.values, series.lower)
        above = _apart(series.upper, series.values)
        return (
            self._column(f"{series.name}: down to lower limit", below),
            self._column(f"{series.name}: up to upper limit", above),
        )

    def _column(self, heading: str, values: Sequence[str | float | None]) -> _Column:
        made = _Column(_letters(len(self._columns)), printable(heading), values)
        self._columns.append(made)
        return made

    @cached_property
    def _xml(self) -> str:
        legend = (
            '<c:legend><c:legendPos val="b"/><c:overlay val="0"/>'
            f"{type_of(12)}</c:legend>"
            if len(self._series) > 1
            else ""
        )
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<c:chartSpace {_SPACES}><c:date1904 val="0"/>'
            f'<c:lang val="{LANGUAGE}"/><c:roundedCorners val="0"/>'
            '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
            f"{self._plots}{self._axes}<c:spPr><a:noFill/></c:spPr></c:plotArea>"
            f"{legend}"
            '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"{type_of(12)}</c:chartSpace>"
        )

    @property
    def _plots(self) -> str:
        chart = self._chart
        ids = '<c:axId val="50010"/><c:axId val="50020"/>'
        own = [self._one(n, each) for n, each in enumerate(self._series)]
        if chart.kind in ("bars", "dots"):
            return (
                '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/>'
                f'<c:varyColors val="0"/>{"".join(own)}<c:gapWidth val="55"/>'
                f'<c:overlap val="{self._overlap}"/>{ids}</c:barChart>'
            )
        if chart.kind == "scatter":
            return (
                '<c:scatterChart><c:scatterStyle val="lineMarker"/>'
                f'<c:varyColors val="0"/>{"".join(own)}{ids}</c:scatterChart>'
            )
        if chart.kind == "line":
            return _lines(own, ids)
        bars = [
            xml
            for xml, each in zip(own, self._series, strict=True)
            if not each.reference
        ]
        lines = [
            xml for xml, each in zip(own, self._series, strict=True) if each.reference
        ]
        return (
            '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/>'
            f'<c:varyColors val="0"/>{"".join(bars)}<c:gapWidth val="55"/>'
            f'<c:overlap val="0"/>{ids}</c:barChart>'
            f"{_lines(lines, ids) if lines else ''}"
        )

    @property
    def _overlap(self) -> int:
        """One series lies over the outline of the reference; several stand apart."""
        return 100 if len(self._chart.series) == 1 else 0

    def _one(self, number: int, drawn: _Drawn) -> str:
        kind = self._chart.kind
        name = (
            f'<c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>'
            f'{drawn.name.head}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0">'
            f"<c:v>{escape(drawn.name.heading)}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        )
        limits = _error_bars(drawn.limits, kind) if drawn.limits else ""
        if kind == "scatter":
            look = point_look(number, reference=drawn.reference, joined=False)
            return (
                f"<c:ser>{name}{look}{limits}"
                f"<c:xVal>{_numbers(drawn.across)}</c:xVal>"
                f'<c:yVal>{_numbers(drawn.name)}</c:yVal><c:smooth val="0"/></c:ser>'
            )
        values = _numbers(drawn.name)
        cells = f"<c:cat>{_texts(drawn.across)}</c:cat><c:val>{values}</c:val>"
        if kind == "line" or (kind == "columns" and drawn.reference):
            look = point_look(number, reference=drawn.reference, joined=True)
            return f'<c:ser>{name}{look}{limits}{cells}<c:smooth val="0"/></c:ser>'
        look = bar_look(number, reference=drawn.reference, pale=bool(drawn.limits))
        return (
            f'<c:ser>{name}{look}<c:invertIfNegative val="0"/>{limits}{cells}</c:ser>'
        )

    @property
    def _axes(self) -> str:
        chart = self._chart
        lying = chart.kind in ("bars", "dots")
        scatter = chart.kind == "scatter"
        values = Axis(
            own="50020",
            crossed="50010",
            side="b" if lying else "l",
            title=chart.value_title,
            numbers=self._format,
            ends=self._reach,
            turned=not lying,
            grid=True,
            # the first category on top: the values then stand at the other end
            crosses="max" if lying else "autoZero",
            labels="nextTo" if lying else "low",
        )
        across = Axis(
            own="50010",
            crossed="50020",
            side="l" if lying else "b",
            title=chart.category_title,
            turned=lying,
            order="maxMin" if lying else "minMax",
            size=next(s for most, s in _SIZES if len(chart.categories) <= most),
        )
        between = f'<c:crossBetween val="{"midCat" if scatter else "between"}"/>'
        each = '<c:tickLblSkip val="1"/>' if lying else ""
        ending = (
            between
            if scatter
            else '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            f'{each}<c:noMultiLvlLbl val="1"/>'
        )
        kind = "valAx" if scatter else "catAx"
        return (
            f"<c:{kind}>{across.xml}{ending}</c:{kind}>"
            f"<c:valAx>{values.xml}{between}</c:valAx>"
        )

    @property
    def _reach(self) -> str:
        """Return where the values' axis ends, where limits would go beyond it."""
        if not any(each.limits for each in self._series):
            return ""
        series = self._chart.series
        limits = [v for each in series for v in (*each.lower, *each.upper)]
        reference = self._chart.reference
        known = [float(v) for v in limits if v is not None and math.isfinite(v)]
        known += [reference[0]] if reference else []
        if not known:
            return ""
        step = _step(max(known) - min(0.0, *known))
        most, least = math.ceil(max(known) / step), math.floor(min(0.0, *known) / step)
        return f'<c:max val="{most * step:g}"/><c:min val="{least * step:g}"/>'

    @property
    def _format(self) -> str:
        values = [v for each in self._chart.series for v in each.values if _known(v)]
        largest = max((abs(v) for v in values if v is not None), default=0.0)
        whole = all(v == round(v) for v in values if v is not None)
        if whole or largest >= 100:
            return "#,##0"
        return "0.0" if largest >= 5 else "0.00"


def _labels(chart: NativeChart) -> list[str]:
    """Return categories as the chart has room for, unless two would be alike."""
    whole = [printable(each) for each in chart.categories]
    most = _LONGEST.get(chart.kind, 0)
    cut = [
        each if len(each) <= most else f"{each[: most - 1].rstrip()}…" for each in whole
    ]
    return cut if len({*cut}) == len({*whole}) else whole


def _lines(series: Sequence[str], ids: str) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{"".join(series)}<c:marker val="1"/>{ids}</c:lineChart>'
    )


def _error_bars(limits: tuple[_Column, _Column], kind: str) -> str:
    below, above = limits
    way = '<c:errDir val="y"/>' if kind in ("line", "scatter") else ""
    return (
        f'<c:errBars>{way}<c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="0"/><c:plus>{_numbers(above)}</c:plus>'
        f"<c:minus>{_numbers(below)}</c:minus><c:spPr>{line_of('tx1', 1.25)}</c:spPr>"
        "</c:errBars>"
    )


def _numbers(column: _Column) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>'
        for at, value in enumerate(map(_cell, column.values))
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{column.cells}</c:f><c:numCache><c:formatCode>General"
        f'</c:formatCode><c:ptCount val="{len(column.values)}"/>{points}'
        "</c:numCache></c:numRef>"
    )


def _texts(column: _Column) -> str:
    points = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>'
        for at, value in enumerate(column.values)
    )
    return (
        f"<c:strRef><c:f>{column.cells}</c:f><c:strCache><c:ptCount "
        f'val="{len(column.values)}"/>{points}</c:strCache></c:strRef>'
    )


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _cell(value: str | float | None) -> str | float | None:
    """Return a number as it is kept: plain, None where it is missing."""
    if value is None or isinstance(value, str):
        return value
    return float(value) if math.isfinite(value) else None


def _apart(high: Values, low: Values) -> list[float | None]:
    return [
        None if one is None or other is None else one - other
        for one, other in zip(high, low, strict=True)
    ]


def _ends(values: Values) -> list[float]:
    known = [float(each) for each in values if each is not None and _known(each)]
    return [min(known), max(known)] if known else [0.0, 1.0]


def _step(reach: float) -> float:
    """Return a round number of which five to ten make up the axis."""
    tenth = 10.0 ** math.floor(math.log10(reach or 1.0)) / 10
    return next(each * tenth for each in (1, 2, 5, 10) if reach <= 10 * each * tenth)


def _letters(number: int) -> str:
    """Return what a spreadsheet calls a column: 0 is "A", 26 is "AA"."""
    made = ""
    while number >= 0:
        made = chr(ord("A") + number % 26) + made
        number = number // 26 - 1
    return made
