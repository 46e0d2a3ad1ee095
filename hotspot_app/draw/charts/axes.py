"""Titles, ticks and lines of a paper chart's axes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import ScalarFormatter

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import axis_number, ticks
from hotspot_app.draw.looks.legend import GETIS_ORD
from hotspot_app.draw.looks.palettes import INK, LOOKS, MUTED, PAPER
from hotspot_app.draw.page.furniture import HATCH_WIDTH, Type
from hotspot_app.draw.page.typeface import FAMILIES
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, NOT_DIFFERENT, SURE
from hotspot_app.words import capital

WORDS: Final = Type(8.5)
SMALL: Final = Type(7.5, colour=MUTED)


_PALE: Final = capital(COULD_BE_CHANCE)


def dress(axes: Axes, drawing: Drawing, bars: Iterable[Rectangle]) -> None:
    """Let bars look as their areas do on the map, and say what each look means."""
    named: dict[str, Rectangle] = {}
    table = drawing.table
    for bar, kind, sure in zip(bars, table["class"], table["confidence"], strict=True):
        stands = sure in SURE and kind in GETIS_ORD
        look = LOOKS[f"{kind} {sure}"] if stands else LOOKS[NOT_DIFFERENT]
        bar.set(facecolor=look.fill, edgecolor=look.edge, linewidth=look.edge_width)
        bar.set_hatch(look.hatch)
        bar.set_hatchcolor(look.hatch_colour)
        bar.set_hatch_linewidth(HATCH_WIDTH)
        named[f"{GETIS_ORD[kind]}, {sure}" if stands else _PALE] = bar
    order = [f"{word}, {sure}" for word in GETIS_ORD.values() for sure in SURE]
    shown = [label for label in (*order, _PALE) if label in named]
    axes.legend(
        [named[label] for label in shown],
        shown,
        loc="lower right",
        facecolor=PAPER,
        edgecolor="none",
        framealpha=1,
        prop={"family": FAMILIES, "size": SMALL.size},
    )


def draw_across(axes: Axes, drawing: Drawing) -> None:
    """Draw the reference across, and name it above the chart's right end."""
    if drawing.reference is not None:
        axes.axhline(drawing.reference, color=INK, linewidth=1.0, dashes=(4, 2))
    name_reference(axes, drawing, "– –  ")


def name_reference(axes: Axes, drawing: Drawing, sample: str) -> None:
    """Name the reference at the right end, beside a sample of its line.

    It stands above the chart, but in a scatter below, clear of the axis' long name.
    """
    if drawing.line_words:
        words = sample + drawing.line_words
        at = (0.995, 0.015) if drawing.chart.kind == "scatter" else (1.0, 1.01)
        say(axes, words, at, axes.transAxes, "right")


def say(
    axes: Axes,
    words: str,
    at: tuple[float, float],
    transform: Any,
    side: str,
    va: str = "bottom",
) -> None:
    """Set small words on a chart."""
    axes.text(
        *at,
        words,
        transform=transform,
        family=FAMILIES,
        size=SMALL.size,
        color=INK,
        ha=side,
        va=va,
        gid="words",
    )


def name_axes(axes: Axes, drawing: Drawing) -> None:
    """Call the axes what the columns are called; words read from left to right."""
    value = drawing.value_title
    style: dict[str, Any] = {
        "family": FAMILIES,
        "size": SMALL.size,
        "color": MUTED,
    }
    if not drawing.upright:
        axes.set_xlabel(value, **style)
        return
    axes.set_title(value, loc="left", pad=4, **style)
    if drawing.chart.kind != "line":
        axes.set_xlabel(drawing.other_title, **style)


def finish(axes: Axes) -> None:
    """Set ticks and frame alike on every chart."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)
    axes.tick_params(
        colors=INK, labelsize=WORDS.size, length=0, labelfontfamily=FAMILIES
    )
    for axis in (axes.xaxis, axes.yaxis):
        if isinstance(axis.get_major_formatter(), ScalarFormatter):
            low, high = sorted(axis.get_view_interval())
            places = ticks(low, high)
            axis.set_ticks(places, [axis_number(place) for place in places])
