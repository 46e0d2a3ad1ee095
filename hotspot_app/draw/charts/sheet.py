"""The page of a chart: its title, its foot, and what room they leave."""

from __future__ import annotations

from typing import Any, Final

from matplotlib.backends.backend_agg import FigureCanvasAgg

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.words import words_of
from hotspot_app.draw.looks.palettes import PAPER
from hotspot_app.draw.page.furniture import (
    FOOT,
    MARKING,
    Sheet,
    Type,
    fitted_title,
    mark,
    rule,
    wrapped,
    write_lines,
)

WIDTH: Final = 170.0
"""Millimetres."""
HEIGHT: Final = 105.0
"""Of a page of its own."""
LOW: Final = 62.0
"""Of a figure within a document."""
LOWEST: Final = 46.0
"""The same of a line, which has little beneath it."""
MARGIN: Final = 6.0
_ROOM: Final = WIDTH - 2 * MARGIN
_EDGE: Final = 2.0
"""From the edge of the page to the marking, millimetres."""


def usual_height(drawing: Drawing) -> float:
    """Return how tall a chart is that doesn't need more, millimetres."""
    if drawing.captions.above:
        return HEIGHT
    return LOWEST if drawing.chart.kind == "line" else LOW


def title_height(drawing: Drawing) -> float:
    """Return how tall the title is, millimetres."""
    kind, lines = _title(drawing)
    return len(lines) * kind.line


def sheet_with(drawing: Drawing, high: float) -> tuple[Sheet, tuple[float, float]]:
    """Make a page with title and foot.

    Parameters
    ----------
    high
        Height of the page without its foot, in millimetres.

    Returns
    -------
    tuple
        The page, and the top and bottom of the room left for the chart.
    """
    kind, lines = _title(drawing)
    foot = [
        line
        for paragraph in drawing.captions.foot
        for line in wrapped(paragraph, _ROOM, FOOT)
    ]
    marking = drawing.captions.marking
    edge = MARKING.line + _EDGE if marking else 0.0
    below = edge + len(foot) * FOOT.line + (MARGIN if foot else 0)
    tall = high + below + edge
    sheet = Sheet(figsize=(WIDTH / 25.4, tall / 25.4), facecolor=PAPER)
    FigureCanvasAgg(sheet)
    sheet.heading, sheet.alt = drawing.title, words_of(drawing)
    mark(sheet, marking, _EDGE)
    head = tall - edge - (MARGIN if drawing.captions.above else 0.0)
    top = write_lines(sheet, lines, (MARGIN, head), kind)
    if foot:
        write_lines(sheet, tuple(foot), (MARGIN, below), FOOT)
        rule(sheet, MARGIN, WIDTH - MARGIN, below + 1.8)
    return sheet, (top, below)


def _title(drawing: Drawing) -> tuple[Type, Any]:
    kind, lines = fitted_title(drawing.title, _ROOM, kind=Type(12, "bold"))
    return kind, lines if drawing.captions.above else ()
