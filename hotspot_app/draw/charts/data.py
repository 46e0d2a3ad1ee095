"""A chart's data, its numbers and its words, for paper and screen alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.draw.charts.crossing import crossed
from hotspot_app.draw.charts.numbers import Floats, month_words, value_words
from hotspot_app.draw.charts.ranking import MOST, is_ranking, ranked
from hotspot_app.method import Chart, Column

_NUMBERS: Final = ("scatter", "funnel", "steps")
"""Kinds whose `x` is a number."""
_GROUPS: Final = {"multiples": ("by", 16), "grid": ("y", 40)}
"""Kinds that have a mark for each pair of a group and an `x`: which column holds the
groups, and how many are shown unless all are asked for."""


@dataclass(frozen=True, slots=True)
class Captions:
    """The words around a chart.

    Attributes
    ----------
    title
        Title of the chart; by default the chart's own.
    reference
        Name of the reference line: "Southampton 60.4".
    foot
        Place, period, numbers and sources, a paragraph each.
    above
        Whether the title stands on the page; a document says it itself.
    marking
        Who may see it, "" to say nothing.
    """

    title: str = ""
    reference: str = ""
    foot: tuple[str, ...] = ()
    above: bool = True
    marking: str = ""


PLAIN: Final = Captions()


@dataclass(frozen=True, eq=False)
class Drawing:
    """A chart with its table, whose rows are in the order in which they are drawn.

    Attributes
    ----------
    titles
        Title of each column, with its unit.
    left_out
        Number of rows of a ranking, or of groups, that aren't drawn.
    others_above
        Whether any of those rows is above zero.
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
        """Title above the chart."""
        return self.captions.title or self.chart.title

    @property
    def extent(self) -> str:
        """The part of a ranking, or of groups, that is drawn, "" for all of it."""
        if not self.left_out:
            return ""
        if self.chart.kind in _GROUPS:
            shown = len(self.groups)
            return f"{shown} of {shown + self.left_out} shown"
        shown = len(self.table)
        if self.chart.rising:
            return f"first {shown} of {shown + self.left_out}"
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
        """Title of the values."""
        return self.title_of(self.chart.measured)

    @property
    def other_title(self) -> str:
        """Title of the categories, months or values across."""
        return self.title_of(self.chart.x)

    def title_of(self, column: str) -> str:
        """Return what a column is called, with its unit."""
        return self.titles.get(column, column)

    @property
    def groups(self) -> list[str]:
        """The rows of a grid, or the panels of small multiples."""
        column = getattr(self.chart, _GROUPS[self.chart.kind][0])
        return [*dict.fromkeys(map(str, self.table[column]))]

    @property
    def steps(self) -> list[str]:
        """The points at which each group has a value: columns of a grid, or months."""
        return [*dict.fromkeys(map(str, self.table[self.chart.x]))]

    def numbers(self, column: str) -> Floats:
        """Return a column as numbers, missing ones as such."""
        return self.table[column].to_numpy(dtype=np.float64, na_value=np.nan)

    def names(self) -> list[str]:
        """Return what each row is called."""
        chart, table = self.chart, self.table
        if chart.named:
            return [str(value) for value in table[chart.named]]
        if self.unnamed:
            return [
                f"{self.other_title} {value_words(x)}" for x in self.numbers(chart.x)
            ]
        across = [str(value) for value in table[chart.x]]
        if chart.kind not in _GROUPS:
            return across
        groups = table[getattr(chart, _GROUPS[chart.kind][0])]
        pairs = zip(map(str, groups), across, strict=True)
        return [", ".join(map(month_words, pair)) for pair in pairs]

    @property
    def unnamed(self) -> bool:
        """Whether rows are told by their numbers alone."""
        return self.chart.kind in _NUMBERS and not self.chart.named

    @property
    def total(self) -> int:
        """Number of rows, or groups, including those left out."""
        shown = self.groups if self.chart.kind in _GROUPS else self.table
        return len(shown) + self.left_out

    def members_by(self) -> list[str]:
        """Return what each row's areas are told by: its group or its category."""
        return [str(value) for value in self.table[self.chart.by or self.chart.x]]

    @property
    def called(self) -> str:
        """Return what the names of the rows are names of."""
        chart = self.chart
        if chart.kind in _GROUPS:
            column = getattr(chart, _GROUPS[chart.kind][0])
            return f"{self.title_of(column)}, {self.other_title}"
        return self.title_of(chart.named or chart.x)

    def ends(self) -> tuple[Floats, Floats] | None:
        """Return lower and upper limits, if the chart has them."""
        return self._both(self.chart.lower, self.chart.upper)

    def outer_ends(self) -> tuple[Floats, Floats] | None:
        """Return the wider limits, if the chart has them."""
        return self._both(self.chart.lower_outer, self.chart.upper_outer)

    def _both(self, lower: str, upper: str) -> tuple[Floats, Floats] | None:
        if not (lower and upper):
            return None
        return self.numbers(lower), self.numbers(upper)

    def limits(self) -> Floats | None:
        """Distance from each value down and up to its limits: (2, n)."""
        ends, middle = self.ends(), self.numbers(self.chart.y)
        return None if ends is None else np.vstack([middle - ends[0], ends[1] - middle])

    @property
    def line_words(self) -> str:
        """Name of the reference line: that in the captions, or its slope."""
        if self.reference is not None:
            return self.captions.reference
        line = self.fit() if self.chart.kind == "scatter" else None
        if line is None or line.slope is None:
            return ""
        return f"line of best fit, slope {value_words(line.slope)}"

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
    most: int = 0,
) -> Drawing:
    """Return a chart with its table, sorted if it is a ranking.

    Parameters
    ----------
    most
        Largest number of rows of a ranking, or of groups; 0 for the usual number.

    Raises
    ------
    ValueError
        If the table is empty, lacks a column or has two rows for one cell, or the
        summary lacks the reference.
    """
    check(chart, table, summary)
    known = float((summary or {})[chart.reference]) if chart.reference else math.nan
    reference = known if math.isfinite(known) else None
    titles = {column.name: column.heading for column in columns}
    kept, left_out, above = _kept(chart, table, most)
    return Drawing(chart, kept, titles, captions, reference, left_out, above)


def check(
    chart: Chart, table: pd.DataFrame, summary: Mapping[str, float] | None
) -> None:
    """Check that table and summary have everything that a chart names.

    Raises
    ------
    ValueError
        If the table is empty or lacks a column, or the summary lacks the reference.
    """
    for name in chart.columns:
        if name not in table.columns:
            raise ValueError(f"{chart.id}: there is no column {name}")
    if table.empty:
        raise ValueError(f"{chart.id}: there is nothing to draw")
    if chart.reference and chart.reference not in (summary or {}):
        raise ValueError(f"{chart.id}: there is no number {chart.reference}")


def usual(chart: Chart, table: pd.DataFrame) -> int:
    """Return how many rows or groups are shown unless all are asked for."""
    if chart.kind in _GROUPS:
        return _GROUPS[chart.kind][1]
    return MOST if is_ranking(chart, table) else len(table)


def _kept(
    chart: Chart, table: pd.DataFrame, most: int
) -> tuple[pd.DataFrame, int, bool]:
    """Return the rows to show, how many are left out, and if any is above zero."""
    if chart.kind in _GROUPS:
        column = getattr(chart, _GROUPS[chart.kind][0])
        shown = most or usual(chart, table)
        kept, left_out = crossed(table, column, chart.x, most=shown)
        return kept, left_out, True
    if chart.kind in ("funnel", "steps"):
        return table.sort_values([chart.x, chart.y], kind="stable"), 0, True
    if not is_ranking(chart, table):
        return table, 0, True
    kept = ranked(chart, table, most or MOST)
    rest = table.drop(index=kept.index)[chart.y]
    return kept, len(rest), bool(rest.gt(0).any())


def without_gaps(chart: Chart, table: pd.DataFrame) -> pd.DataFrame:
    """Leave out rows that have no place in a chart; those that are gaps in it stay."""
    if chart.kind in _GROUPS:
        table = table.dropna(subset=[getattr(chart, _GROUPS[chart.kind][0]), chart.x])
    if chart.kind in ("line", "slope", *_GROUPS):
        return table if table[chart.measured].notna().any() else table.head(0)
    return table.dropna(subset=[chart.y])


def _slope(x: Floats, y: Floats) -> float | None:
    """Slope of the least-squares line of centred values, if x varies."""
    spread = float(x @ x)
    return float(x @ y) / spread if spread > 0 else None
