"""A chart's data, and how its axes are named, ruled and told in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator, ScalarFormatter

from hotspot_app.draw.furniture import FONT, HATCH_WIDTH, Type
from hotspot_app.draw.legend import GETIS_ORD, SURE
from hotspot_app.draw.palettes import INK, LOOKS, MUTED, PAPER
from hotspot_app.method import Chart

MOST: Final = 25
"""Rows of a ranking."""
UPRIGHT: Final = 8
"""Bars that stand upright; more of them are a ranking."""
WORDS: Final = Type(8.5)
SMALL: Final = Type(7.5, colour=MUTED)

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Captions:
    """The words around a chart.

    Attributes
    ----------
    title
        What is shown of what; by default the chart's own.
    reference
        What the reference line is called: "Southampton 60.4".
    foot
        Place, period, numbers and sources, a paragraph each.
    """

    title: str = ""
    reference: str = ""
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart with the table it shows.

    Attributes
    ----------
    left_out
        How many rows of a ranking aren't shown.
    others_above
        Whether any of them is above zero.
    """

    chart: Chart
    table: pd.DataFrame
    titles: Mapping[str, str]
    captions: Captions
    reference: float | None
    left_out: int = 0
    others_above: bool = True

    @property
    def extent(self) -> str:
        """What part of a ranking is shown, "" for all of it."""
        if not self.left_out:
            return ""
        shown = len(self.table)
        how = "highest of" if self.others_above else "above zero, of"
        if self.chart.classes:
            how = "that stand out or are farthest from zero, of"
        return f"{shown} {how} {shown + self.left_out}"

    @property
    def upright(self) -> bool:
        """Whether values go up; in a ranking they go to the right."""
        return not is_ranking(self.chart, self.table)

    def numbers(self, column: str) -> Floats:
        """Return a column as numbers, missing ones as such."""
        return self.table[column].to_numpy(dtype=np.float64, na_value=np.nan)

    def names(self) -> list[str]:
        """Return what stands along the axis of categories."""
        return [str(value) for value in self.table[self.chart.x]]

    def limits(self) -> Floats | None:
        """Distance from each value down and up to its limits: (2, n)."""
        if not (self.chart.lower and self.chart.upper):
            return None
        middle = self.numbers(self.chart.y)
        low = middle - self.numbers(self.chart.lower)
        return np.vstack([low, self.numbers(self.chart.upper) - middle])


def is_ranking(chart: Chart, table: pd.DataFrame) -> bool:
    """Say whether the chart is a ranking, its largest value on top."""
    return chart.kind == "dots" or (chart.kind == "bars" and len(table) > UPRIGHT)


def ranked(chart: Chart, table: pd.DataFrame) -> pd.DataFrame:
    """Sort by value, then by name; of more than fit keep the largest above zero.

    Of bars that look as their classes, those that stand out are kept first, high or
    low, and then those farthest from zero.
    """
    order = table.assign(**{chart.x: table[chart.x].astype(str)})
    order = order.sort_values([chart.y, chart.x], ascending=[False, True])
    if chart.classes:
        return _telling(order, chart.y)
    above = int(order[chart.y].gt(0).sum())
    if len(order) <= MOST or not above:
        return order.head(MOST)
    return order.head(min(above, MOST))


def _telling(order: pd.DataFrame, value: str) -> pd.DataFrame:
    sure = order["confidence"].map({name: n for n, name in enumerate(SURE)})
    keys = pd.DataFrame({"sure": sure.fillna(len(SURE)), "far": -order[value].abs()})
    first = keys.reset_index(drop=True).sort_values(["sure", "far"], kind="stable")
    return order.iloc[sorted(first.index[:MOST])]


_PALE: Final = "Could be chance"


def dress(axes: Axes, drawing: Drawing, bars: Iterable[Rectangle]) -> None:
    """Let bars look as their areas do on the map, and say what each look means."""
    named: dict[str, Rectangle] = {}
    table = drawing.table
    for bar, kind, sure in zip(bars, table["class"], table["confidence"], strict=True):
        stands = sure in SURE and kind in GETIS_ORD
        look = LOOKS[f"{kind} {sure}"] if stands else LOOKS["not different"]
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
        prop={"family": FONT, "size": SMALL.size},
    )


def draw_across(axes: Axes, drawing: Drawing) -> None:
    """Draw the reference across, and name it above the chart's right end."""
    if drawing.reference is not None:
        axes.axhline(drawing.reference, color=INK, linewidth=1.0, dashes=(4, 2))
    name_reference(axes, drawing, "– –  ")


def name_reference(axes: Axes, drawing: Drawing, sample: str) -> None:
    """Name the reference above the chart's right end, beside a sample of its line."""
    if drawing.reference is not None and drawing.captions.reference:
        words = sample + drawing.captions.reference
        say(axes, words, (1.0, 1.01), axes.transAxes, "right")


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
        family=FONT,
        size=SMALL.size,
        color=INK,
        ha=side,
        va=va,
        parse_math=False,
        gid="words",
    )


def name_axes(axes: Axes, drawing: Drawing) -> None:
    """Call the axes what the columns are called; words read from left to right."""
    chart = drawing.chart
    value = drawing.titles.get(chart.y, chart.y)
    other = drawing.titles.get(chart.x, chart.x)
    style: dict[str, Any] = {
        "family": FONT,
        "size": SMALL.size,
        "color": MUTED,
        "parse_math": False,
    }
    if not drawing.upright:
        axes.set_xlabel(value, **style)
        return
    axes.set_title(value, loc="left", pad=4, **style)
    if chart.kind != "line":
        axes.set_xlabel(other, **style)


def finish(axes: Axes) -> None:
    """Set ticks and frame alike on every chart."""
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(MUTED)
    axes.tick_params(colors=INK, labelsize=WORDS.size, length=0, labelfontfamily=FONT)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_parse_math(False)
    for axis in (axes.xaxis, axes.yaxis):
        if isinstance(axis.get_major_formatter(), ScalarFormatter):
            axis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
            axis.set_major_formatter(FuncFormatter(_number))


def _number(value: float, _position: int | None) -> str:
    return f"{value:,.6g}".replace("-", "−")


def alt_words(drawing: Drawing) -> str:
    """Say what the chart shows: title, axes, highest and lowest value."""
    chart = drawing.chart
    value = drawing.titles.get(chart.y, chart.y)
    count = drawing.extent or f"{len(drawing.table)} values"
    title = drawing.captions.title or chart.title
    said = f"{title.rstrip('.')}. {value}, {count}"
    numbers = drawing.numbers(chart.y)
    if chart.kind == "scatter" or not np.isfinite(numbers).any():
        return f"{said}."
    names = drawing.names()
    high, low = int(np.nanargmax(numbers)), int(np.nanargmin(numbers))
    said += f", highest {names[high]} ({numbers[high]:,.4g})"
    if not drawing.left_out:
        said += f", lowest {names[low]} ({numbers[low]:,.4g})"
    return f"{said}."
