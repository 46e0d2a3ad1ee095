"""A chart's data, its numbers and its words, for paper and screen alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.legend import SURE
from hotspot_app.method import Chart, Column

MOST: Final = 25
"""Rows of a ranking, unless all are asked for."""
UPRIGHT: Final = 8
"""Bars that stand upright; more of them are a ranking."""

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


PLAIN: Final = Captions()


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart with the table it shows, in the order it shows it.

    Attributes
    ----------
    titles
        Column to what it is called, with its unit.
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
    def title(self) -> str:
        """What stands above it."""
        return self.captions.title or self.chart.title

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

    @property
    def value_title(self) -> str:
        """What the values are called."""
        return self.titles.get(self.chart.y, self.chart.y)

    @property
    def other_title(self) -> str:
        """What the categories, months or the values across are called."""
        return self.titles.get(self.chart.x, self.chart.x)

    def numbers(self, column: str) -> Floats:
        """Return a column as numbers, missing ones as such."""
        return self.table[column].to_numpy(dtype=np.float64, na_value=np.nan)

    def names(self) -> list[str]:
        """Return what stands along the axis of categories."""
        return [str(value) for value in self.table[self.chart.x]]

    def ends(self) -> tuple[Floats, Floats] | None:
        """Return lower and upper limits, if the chart has them."""
        if not (self.chart.lower and self.chart.upper):
            return None
        return self.numbers(self.chart.lower), self.numbers(self.chart.upper)

    def limits(self) -> Floats | None:
        """Distance from each value down and up to its limits: (2, n)."""
        ends, middle = self.ends(), self.numbers(self.chart.y)
        return None if ends is None else np.vstack([middle - ends[0], ends[1] - middle])

    def fit(self) -> Fit | None:
        """Return the line through a scatter, if anything is in it."""
        x, y = self.numbers(self.chart.x), self.numbers(self.chart.y)
        both = np.isfinite(x) & np.isfinite(y)
        if not both.any():
            return None
        middle = float(x[both].mean()), float(y[both].mean())
        slope = self.reference
        if slope is None:
            slope = _slope(x[both] - middle[0], y[both] - middle[1])
        return Fit(middle, slope)


@dataclass(frozen=True, slots=True)
class Fit:
    """Through which point a line goes, and how steep; no slope if x is all alike."""

    middle: tuple[float, float]
    slope: float | None


def arranged(
    chart: Chart,
    table: pd.DataFrame,
    *,
    columns: Sequence[Column] = (),
    summary: Mapping[str, float] | None = None,
    captions: Captions = PLAIN,
    most: int = MOST,
) -> Drawing:
    """Put a chart and its table together, a ranking in its order.

    Parameters
    ----------
    most
        Rows of a ranking that are kept.

    Raises
    ------
    ValueError
        If the table is empty or lacks a column, or the summary lacks the
        reference.
    """
    for name in filter(None, (chart.x, chart.y, chart.lower, chart.upper)):
        if name not in table.columns:
            raise ValueError(f"{chart.id}: there is no column {name}")
    if table.empty:
        raise ValueError(f"{chart.id}: there is nothing to draw")
    if chart.reference and chart.reference not in (summary or {}):
        raise ValueError(f"{chart.id}: there is no number {chart.reference}")
    known = float((summary or {})[chart.reference]) if chart.reference else math.nan
    reference = known if math.isfinite(known) else None
    titles = {c.name: f"{c.title} ({c.unit})" if c.unit else c.title for c in columns}
    kept = ranked(chart, table, most) if is_ranking(chart, table) else table
    rest = table.drop(index=kept.index)[chart.y]
    above = bool(rest.gt(0).any())
    return Drawing(chart, kept, titles, captions, reference, len(rest), above)


def is_ranking(chart: Chart, table: pd.DataFrame) -> bool:
    """Say whether the chart is a ranking, its largest value on top."""
    return chart.kind == "dots" or (chart.kind == "bars" and len(table) > UPRIGHT)


def ranked(chart: Chart, table: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Sort by value, then by name; of more than `most` keep the largest above zero.

    Of bars that look as their classes, those that stand out are kept first, high or
    low, and then those farthest from zero.
    """
    order = table.assign(**{chart.x: table[chart.x].astype(str)})
    order = order.sort_values([chart.y, chart.x], ascending=[False, True])
    if chart.classes:
        return _telling(order, chart.y, most)
    above = int(order[chart.y].gt(0).sum())
    if len(order) <= most or not above:
        return order.head(most)
    return order.head(min(above, most))


def _telling(order: pd.DataFrame, value: str, most: int) -> pd.DataFrame:
    sure = order["confidence"].map({name: n for n, name in enumerate(SURE)})
    keys = pd.DataFrame({"sure": sure.fillna(len(SURE)), "far": -order[value].abs()})
    first = keys.reset_index(drop=True).sort_values(["sure", "far"], kind="stable")
    return order.iloc[sorted(first.index[:most])]


def ticks(low: float, high: float, most: int = 6) -> Floats:
    """Return at most `most` round numbers (1, 2 or 5 times a power of ten) between.

    Examples
    --------
    >>> ticks(0, 531.7)
    array([  0., 100., 200., 300., 400., 500.])
    """
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return np.array([low]) if math.isfinite(low) else np.empty(0)
    power = 10.0 ** math.floor(math.log10(span / most))
    for step in (power * times for times in (1, 2, 5, 10, 20)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    return np.arange(first, last + 1, dtype=np.float64) * step


def axis_number(value: float) -> str:
    """Write a number along an axis: 1,000, 0.25, −5."""
    return f"{value:,.6g}".replace("-", "−")


def value_words(value: float) -> str:
    """Write a value as a chart tells it: 1,322, 849.6, 0.0123; missing is "no data".

    Examples
    --------
    >>> value_words(1322), value_words(849.55), value_words(-0.01234)
    ('1,322', '849.5', '−0.0123')
    """
    if not math.isfinite(value):
        return "no data"
    if value == round(value):
        said = f"{value:,.0f}"
    else:
        said = f"{value:,.1f}" if abs(value) >= 10 else f"{value:.3g}"
    return said.replace("-", "−")


def words_of(drawn: Drawing) -> str:
    """Say what the chart shows: title, axes, highest and lowest value."""
    chart, count = drawn.chart, drawn.extent or f"{len(drawn.table)} values"
    said = f"{drawn.title.rstrip('.')}. {drawn.value_title}, {count}"
    numbers = drawn.numbers(chart.y)
    if chart.kind == "scatter" or not np.isfinite(numbers).any():
        return f"{said}."
    names = drawn.names()
    high, low = int(np.nanargmax(numbers)), int(np.nanargmin(numbers))
    said += f", highest {names[high]} ({numbers[high]:,.4g})"
    if not drawn.left_out:
        said += f", lowest {names[low]} ({numbers[low]:,.4g})"
    return f"{said}."


def _slope(x: Floats, y: Floats) -> float | None:
    """Slope of the least-squares line of centred values, if x varies."""
    spread = float(x @ x)
    return float(x @ y) / spread if spread > 0 else None
