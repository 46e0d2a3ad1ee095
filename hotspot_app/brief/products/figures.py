"""An answer's map, charts and tables as figures of a brief."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

import pandas as pd

from hotspot_app.brief.cell_kinds import cell_kind
from hotspot_app.brief.columns import headings
from hotspot_app.brief.content import (
    MARKED,
    STAR,
    WITHHELD,
    Cell,
    CellKind,
    NativeChart,
    NativeKind,
    Picture,
    Series,
    Table,
    TableColumn,
)
from hotspot_app.brief.page import chart_drawing, map_page
from hotspot_app.brief.page_words import facts
from hotspot_app.brief.small_numbers import with_small_numbers
from hotspot_app.draw.charts.data import Captions, Drawing
from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.charts.pages import chart_figure
from hotspot_app.draw.maps.figure import BESIDE, bare_map, map_figure
from hotspot_app.draw.page.furniture import Sheet
from hotspot_app.method import Column
from hotspot_app.project.ask.own_layer import Drawn
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import printable

_NATIVE: Final[Mapping[str, NativeKind]] = {
    "bars": "bars",
    "dots": "dots",
    "line": "line",
    "scatter": "scatter",
}


def caption(answer: Answer) -> str:
    """Say what a figure rests on: period, numbers, denominator, method."""
    return printable(". ".join(facts(answer))) + "."


def source(answer: Answer, drawn: Sequence[Drawn] = ()) -> str:
    """Say whose every layer and file is that a figure rests on."""
    lines = (*answer.attributions(), *(own.attribution for own, _ in drawn))
    return printable(" ".join(f"{each.rstrip('.')}." for each in lines))


def map_picture(
    answer: Answer, drawn: Sequence[Drawn], size: tuple[float, float] = BESIDE
) -> Picture | None:
    """Draw the map as a figure; None where the method has none.

    Parameters
    ----------
    drawn
        The analyst's own layers, the topmost last.
    size
        Width and height in millimetres.
    """
    page = map_page(answer, drawn)
    if page is None:
        return None
    sheet, question = bare_map(page, size), answer.question
    parts = ("map", question.within, question.level, answer.method.id)
    return Picture(
        "-".join(filter(None, parts)),
        page.title,
        sheet.alt,
        sheet,
        caption(answer),
        source(answer, drawn),
        lambda marking: map_figure(replace(page, marking=marking)),
    )


def charts(answer: Answer) -> Iterator[Picture | NativeChart]:
    """Draw the method's charts that have something to show."""
    for chart in answer.charts:
        drawing = chart_drawing(answer, chart, Captions(above=False))
        if drawing is not None:
            yield chart_block(drawing, f"{answer.method.id}-{chart.id}", answer)


def chart_block(
    drawing: Drawing, name: str, answer: Answer, said: str = ""
) -> Picture | NativeChart:
    """Return a chart as presentation programs draw it, where they can.

    Parameters
    ----------
    said
        Its caption; that of the answer by default.
    """
    sheet, below, whose = chart_figure(drawing), said or caption(answer), source(answer)
    if any(name.endswith(STAR) for name in drawing.names()):
        below = f"{below} {MARKED}"

    def alone(marking: str) -> Sheet:
        called = drawing.captions.reference
        captions = Captions(drawing.title, called, (below, whose), marking=marking)
        return chart_figure(replace(drawing, captions=captions))

    picture = Picture(
        f"chart-{name}", drawing.title, sheet.alt, sheet, below, whose, alone
    )
    kind = _NATIVE.get(drawing.chart.kind)
    if kind is None:
        return picture
    chart = drawing.chart
    lower, upper = (_listed(each) for each in drawing.ends() or ((), ()))
    across = drawing.numbers(chart.x) if kind == "scatter" else ()
    series = Series(
        drawing.value_title,
        _listed(drawing.numbers(chart.y)),
        lower=lower,
        upper=upper,
        across=_listed(across),
    )
    line = None
    if drawing.reference is not None and kind != "scatter":
        line = (drawing.reference, drawing.captions.reference)
    return NativeChart(
        kind if kind != "bars" or not drawing.upright else "columns",
        tuple(map(printable, drawing.names())),
        (series,),
        drawing.value_title,
        drawing.other_title,
        picture,
        line,
    )


def _listed(values: Floats | Sequence[float]) -> tuple[float | None, ...]:
    return tuple(float(v) if math.isfinite(v) else None for v in values)


# --- tables ---------------------------------------------------------------------


def table_of(
    name: str,
    title: str,
    table: pd.DataFrame,
    columns: Mapping[str, Column],
    note: str = "",
    *,
    per: str = "",
) -> Table:
    """Turn a frame into a table with all its columns and rows.

    Parameters
    ----------
    per
        What rates are per, to be said once under the table and not in every heading.
    """
    names = list(map(str, table.columns))
    known = {each: columns.get(each, Column(each, "text", each)) for each in names}
    long = [each for each, c in known.items() if per and c.title.endswith(f" {per}")]
    for each in long:
        shorter = known[each].title.removesuffix(f" {per}")
        known[each] = replace(known[each], title=shorter)
    if long:
        note = " ".join(filter(None, (note, f"Rates are {per}.")))
    made = tuple(
        TableColumn(each, heading, cell_kind(table[each], known[each]))
        for each, heading in zip(names, headings(names, known), strict=True)
    )
    values = [_cells(table[each.name], each.kind) for each in made]
    whole = Table(name, title, made, tuple(zip(*values, strict=True)), note)
    return with_small_numbers(whole)


def with_symbols(table: Table, withheld: Collection[str]) -> Table:
    """Return a table of areas that shows which of its missing figures are withheld.

    Parameters
    ----------
    withheld
        Codes of the areas.
    """
    if not withheld:
        return table
    place = [each.name for each in table.columns].index("code")
    kinds = [each.kind for each in table.columns]
    rows = tuple(
        _with_symbols(row, kinds) if row[place] in withheld else row
        for row in table.rows
    )
    return replace(table, rows=rows)


def _with_symbols(row: tuple[Cell, ...], kinds: Sequence[CellKind]) -> tuple[Cell, ...]:
    return tuple(
        WITHHELD if cell is None and kind != "text" else cell
        for cell, kind in zip(row, kinds, strict=True)
    )


def _cells(values: pd.Series[Any], kind: CellKind) -> list[Cell]:
    if kind == "text":
        return [_text(value) for value in values]
    return [
        None if pd.isna(value) else cast("float", value) for value in values.tolist()
    ]


def _text(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (pd.Timestamp, pd.Period)):
        return f"{value:%b %Y}"
    return printable(str(value))
