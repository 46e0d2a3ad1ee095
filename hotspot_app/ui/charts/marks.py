"""A chart's marks: what each is called, says, and which areas it stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.numbers import value_words
from hotspot_app.draw.looks.legend import MORAN
from hotspot_app.ui.kit.copying import tab_separated
from hotspot_app.ui.places.place_words import Texts, first_lines, second_lines

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Marks:
    """The marks of a chart: every array has one entry a mark, in the drawing's order.

    Attributes
    ----------
    first, second
        The two lines of a mark's name; `second` may be "".
    members
        Codes of the areas that a mark stands for; none for a month.
    fills
        Colour of the area's class on the map as "#rrggbb", "" for none.
    shaded
        Months of the comparison period.
    """

    drawing: Drawing
    first: Texts
    second: Texts
    members: tuple[frozenset[str], ...]
    fills: Texts
    shaded: Bools
    row_of: Mapping[str, int] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of marks."""
        return len(self.first)

    def chosen(self, codes: frozenset[str]) -> npt.NDArray[np.intp]:
        """Return the marks all of whose areas are chosen."""
        if not codes:
            return np.empty(0, dtype=np.intp)
        if self.row_of:
            rows = [self.row_of[code] for code in codes if code in self.row_of]
        else:
            rows = [
                row
                for row, areas in enumerate(self.members)
                if areas and areas <= codes
            ]
        return np.array(sorted(rows), dtype=np.intp)

    def named(self, row: int) -> str:
        """Name a mark in one line."""
        second = self.second[row]
        return f"{self.first[row]}, {second}" if second else str(self.first[row])

    def said(self, row: int) -> str:
        """Say a mark's values."""
        drawn, chart = self.drawing, self.drawing.chart
        limits = [*filter(None, (chart.lower, chart.upper))]
        outer = [*filter(None, (chart.lower_outer, chart.upper_outer))]
        told = [name for name in chart.numbers if name not in (*limits, *outer)]
        told = told[1:] if self._by_number else told
        said = [f"{drawn.title_of(name)} {self._value(name, row)}" for name in told]
        for words, ends in (("Limits", limits), ("99.8% limits", outer)):
            numbers = [float(drawn.numbers(name)[row]) for name in ends]
            if len(ends) == 2 and np.isfinite(numbers).all():
                said.append(f"{words} {' to '.join(map(value_words, numbers))}")
        return "\n".join(filter(None, (*said, self._quarter(row))))

    @property
    def _by_number(self) -> bool:
        """Whether the name of a mark is its first number."""
        return self.drawing.unnamed and not self.row_of

    def _value(self, column: str, row: int) -> str:
        return value_words(float(self.drawing.numbers(column)[row]))

    def _quarter(self, row: int) -> str:
        """Say in which quarter of a Moran scatter a point lies."""
        chart = self.drawing.chart
        if chart.kind != "scatter" or chart.y != "lag":
            return ""
        line = self.drawing.fit()
        own = float(self.drawing.numbers(chart.x)[row])
        around = float(self.drawing.numbers(chart.y)[row])
        if line is None or not np.isfinite([own, around]).all():
            return ""
        words = (
            ("high" if own >= line.middle[0] else "low"),
            ("high" if around >= line.middle[1] else "low"),
        )
        return MORAN["-".join(words)]

    def copied(self) -> str:
        """Write the table behind the chart for a spreadsheet."""
        drawn, kept = self.drawing, self.drawing.chart.numbers
        codes = [str(code) for code in drawn.table.index] if self.row_of else []
        numbers = [drawn.numbers(name) for name in kept]
        titles = ["Area" if self.row_of else drawn.called]
        titles += [drawn.title_of(name) for name in kept]
        columns = [map(self.named, range(len(self))), *map(np.ndarray.tolist, numbers)]
        if self._by_number:
            titles, columns = titles[1:], columns[1:]
        if codes:
            titles, columns = ["Code", *titles], [iter(codes), *columns]
        return tab_separated(titles, zip(*columns, strict=True))


@dataclass(frozen=True, eq=False)
class Links:
    """The relation of a chart's marks to areas and periods.

    Attributes
    ----------
    looks
        Fill of an area's class as "#rrggbb", by area code.
    members
        Codes of the areas of a category, where marks are groups of areas.
    compared
        Months of the comparison period, as the table writes them.
    """

    looks: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, frozenset[str]] = field(default_factory=dict)
    compared: Collection[str] = ()


def marks(drawing: Drawing, links: Links) -> Marks:
    """Name a chart's marks and say which areas they stand for."""
    table, names, groups = drawing.table, drawing.names(), drawing.members_by()
    areas = drawing.chart.table == "values"
    codes = [str(code) for code in table.index] if areas else []
    empty = np.full(len(table), "", dtype=object)
    looks = [links.looks.get(code, "") for code in codes]
    return Marks(
        drawing=drawing,
        first=first_lines(table) if areas else np.array(names, dtype=object),
        second=second_lines(table) if areas else empty,
        members=tuple(frozenset({code}) for code in codes)
        if areas
        else tuple(links.members.get(group, frozenset()) for group in groups),
        fills=np.array(looks, dtype=object) if areas else empty,
        shaded=np.array([name in links.compared for name in names], dtype=bool),
        row_of={code: row for row, code in enumerate(codes)},
    )
