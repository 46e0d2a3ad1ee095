"""Charts from data as pages, in the style of the maps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
from matplotlib.axes import Axes

from hotspot_app.draw.charts.axes import (
    SMALL,
    WORDS,
    draw_across,
    dress,
    finish,
    name_axes,
    name_reference,
    say,
)
from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.kinds import SCENES
from hotspot_app.draw.charts.numbers import Floats
from hotspot_app.draw.charts.paper import scene_sheet
from hotspot_app.draw.charts.sheet import (
    MARGIN,
    WIDTH,
    sheet_with,
    title_height,
    usual_height,
)
from hotspot_app.draw.looks.palettes import ACCENT, HAIRLINE, INK, MUTED, PAPER
from hotspot_app.draw.page.furniture import Sheet, wrapped
from hotspot_app.method import ChartKind

_ROW: Final = 5.2
"""Height of one dot's row, millimetres."""
_NAMES: Final = 0.45
"""Share of the width that the names of a ranking may take."""
_HEADROOM: Final = 1.06
"""How high a line's axis is over its highest value."""
_BAR: Final = "#7f93ab"

_WHISKER: Final[dict[str, Any]] = {
    "fmt": "none",
    "ecolor": INK,
    "elinewidth": 1.0,
    "capsize": 2.5,
}


def chart_figure(drawing: Drawing) -> Sheet:
    """Draw a chart on a sheet of its own, 170 mm wide.

    "bars" and "dots" have limits where the chart names them, and the summary's
    `reference` as a line across. Dots, and bars of more than eight categories,
    are ranked with the largest on top; of more than 25 rows the largest 25 above
    zero are shown and the chart says so. A long name takes two lines, and is never
    cut. A "line" has its limits as a band and gaps where values are missing. A
    "scatter" has a line through the means whose slope is the reference or else the
    least-squares fit. The other kinds are scenes, which the screen shows too.
    """
    chart = drawing.chart
    if chart.kind in SCENES:
        return scene_sheet(drawing)
    high = usual_height(drawing)
    if not drawing.upright:
        rows = _ROW * float(_row_heights(drawing).sum())
        high = max(high * 0.6, rows + 32 + title_height(drawing))
    sheet, (top, bottom) = sheet_with(drawing, high)
    axes = _axes(sheet, drawing, top, bottom)
    DRAWN_ON_AXES[chart.kind](axes, drawing)
    finish(axes)
    return sheet


def _row_names(drawing: Drawing) -> list[str]:
    """Return the names of a ranking, those that are long on several lines."""
    room = WIDTH * _NAMES - 8
    return ["\n".join(wrapped(name, room, WORDS)) for name in drawing.names()]


def _row_heights(drawing: Drawing) -> Floats:
    """Return the height of each row of a ranking, one being that of one line."""
    deep = [name.count("\n") for name in _row_names(drawing)]
    return 1 + np.array(deep) * WORDS.line / _ROW


def _places(drawing: Drawing) -> Floats:
    """Return where each row or bar is: 0, 1, 2 ..., further apart for long names."""
    if drawing.upright:
        return np.arange(len(drawing.table), dtype=np.float64)
    high = _row_heights(drawing)
    return np.asarray(np.cumsum(high) - high / 2 - 0.5)


def _axes(sheet: Sheet, drawing: Drawing, top: float, bottom: float) -> Axes:
    """Leave room for the longest name, and none for anything else."""
    left, tall = 20.0, sheet.get_figheight() * 25.4
    if not drawing.upright:
        lines = [line for name in _row_names(drawing) for line in name.split("\n")]
        left = max(map(WORDS.width, lines), default=0.0) + 10
    unnamed = drawing.chart.kind == "line"
    low, right = bottom + (11.0 if unnamed else 16.0), WIDTH - MARGIN - 4
    wide, high = (right - left) / WIDTH, (top - 9 - low) / tall
    axes = sheet.add_axes((left / WIDTH, low / tall, wide, high))
    axes.set_axisbelow(True)
    return axes


def _bars(axes: Axes, drawing: Drawing) -> None:
    heights = drawing.numbers(drawing.chart.y)
    place = _places(drawing)
    bars = axes.bar if drawing.upright else axes.barh
    drawn = bars(place, heights, 0.62, color=_BAR, edgecolor=INK, linewidth=0.6)
    if drawing.chart.classes:
        dress(axes, drawing, drawn)
    _limits(axes, drawing, place, heights)
    if not drawing.upright:
        _ranked_rows(axes, drawing)
        return
    room = (WIDTH - 30) / len(heights) - 1
    names = ["\n".join(wrapped(name, room, WORDS)) for name in drawing.names()]
    axes.set_xticks(place, names)
    axes.set_ylim(bottom=min(0.0, axes.get_ylim()[0]))
    draw_across(axes, drawing)
    name_axes(axes, drawing)
    axes.grid(axis="y", color=HAIRLINE, linewidth=0.7)


def _dots(axes: Axes, drawing: Drawing) -> None:
    values = drawing.numbers(drawing.chart.y)
    place = _places(drawing)
    _limits(axes, drawing, place, values)
    axes.plot(values, place, "o", color=ACCENT, markersize=4.5, gid="values")
    _ranked_rows(axes, drawing)


def _limits(axes: Axes, drawing: Drawing, place: Floats, values: Floats) -> None:
    limits = drawing.limits()
    if limits is None:
        return
    if drawing.upright:
        axes.errorbar(place, values, yerr=limits, **_WHISKER)
    else:
        axes.errorbar(values, place, xerr=limits, **_WHISKER)


def _ranked_rows(axes: Axes, drawing: Drawing) -> None:
    """Name the rows of a ranking, the reference and the axis of values."""
    values = drawing.numbers(drawing.chart.y)
    names = _row_names(drawing)
    place = _places(drawing)
    axes.set_yticks(place, names)
    across = axes.get_yaxis_transform()
    for row in np.flatnonzero(np.isnan(values)):
        say(axes, "no data", (0.01, float(place[row])), across, "left", va="center")
    axes.set_ylim(float(_row_heights(drawing).sum()) - 0.4, -0.6)
    axes.set_xlim(left=min(0.0, axes.get_xlim()[0]))
    if drawing.reference is not None:
        axes.axvline(drawing.reference, color=INK, linewidth=1.0, dashes=(4, 2))
    name_reference(axes, drawing, "– –  ")
    say(
        axes,
        drawing.extent,
        (0.0, 1.01 + _raised(axes, drawing)),
        axes.transAxes,
        "left",
    )
    name_axes(axes, drawing)
    axes.grid(axis="both", color=HAIRLINE, linewidth=0.7)


def _raised(axes: Axes, drawing: Drawing) -> float:
    """Say how far above the axes the extent stands to keep off the reference."""
    place, tall = axes.get_position(), axes.figure.bbox.height / axes.figure.dpi * 25.4
    beside = SMALL.width(f"– –  {drawing.captions.reference}{drawing.extent}") + 4
    if drawing.reference is None or beside < place.width * WIDTH:
        return 0.0
    return SMALL.line / (place.height * tall)


def _line(axes: Axes, drawing: Drawing) -> None:
    values = drawing.numbers(drawing.chart.y)
    place = np.arange(len(values))
    ends = drawing.ends()
    if ends is not None:
        axes.fill_between(place, *ends, color=ACCENT, alpha=0.18, linewidth=0)
    axes.plot(place, values, "o-", color=ACCENT, markersize=3.5, gid="values")
    step = max(1, -(-len(values) // 8))
    axes.set_xticks(place[::step], drawing.names()[::step])
    if not (values < 0).any():
        highest = _HEADROOM * float(axes.dataLim.ymax)
        axes.set_ylim(0, max(highest, axes.get_ylim()[1]))
    draw_across(axes, drawing)
    name_axes(axes, drawing)
    axes.grid(axis="y", color=HAIRLINE, linewidth=0.7)


def _scatter(axes: Axes, drawing: Drawing) -> None:
    x, y = drawing.numbers(drawing.chart.x), drawing.numbers(drawing.chart.y)
    fit = drawing.fit()
    axes.plot(
        x, y, "o", color=ACCENT, markersize=4, markeredgecolor=PAPER, gid="values"
    )
    if fit is not None:
        axes.axvline(fit.middle[0], color=MUTED, linewidth=0.7, dashes=(2, 2))
        axes.axhline(fit.middle[1], color=MUTED, linewidth=0.7, dashes=(2, 2))
        if fit.slope is not None:
            line = axes.axline(fit.middle, slope=fit.slope, color=INK, linewidth=1.2)
            line.set_gid("fit")
    name_reference(axes, drawing, "—  ")
    name_axes(axes, drawing)
    axes.grid(color=HAIRLINE, linewidth=0.7)


DRAWN_ON_AXES: Final[Mapping[ChartKind, Callable[[Axes, Drawing], None]]] = {
    "bars": _bars,
    "dots": _dots,
    "line": _line,
    "scatter": _scatter,
}
