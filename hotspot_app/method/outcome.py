"""The outcome of an analysis, with its maps, charts and words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import geopandas as gpd
import pandas as pd

from hotspot_app.method.question import Note
from hotspot_app.method.surface import Surface
from hotspot_app.stats.over_time.change import ABOUT_THE_SAME, FELL, ROSE
from hotspot_app.words import capital

OPINION_LATER: Final = Note(
    "A second calculation, by esda, is made when results are written to a workbook or "
    "a folder, and the notes there say whether it agrees."
)
"""Stands where a second opinion's note will."""


PER_1000: Final = "per 1,000"
"""Unit of a column that is a rate per 1,000 of the denominator."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result."""

    name: str
    dtype: Literal["int", "float", "text", "bool"]
    title: str
    unit: str = ""
    help: str = ""

    @property
    def heading(self) -> str:
        """The title with its unit: "Rate (per 1,000)"."""
        return f"{self.title} ({self.unit})" if self.unit else self.title


MapKind = Literal[
    "sequential", "diverging", "compared", "clusters", "groups", "bivariate", "surface"
]

CHANGES: Final = (ROSE, ABOUT_THE_SAME, FELL)
"""Classes of a diverging map whose method says itself what is beyond chance."""


@dataclass(frozen=True, slots=True)
class MapStyle:
    """The column to map, and the kind of map.

    Attributes
    ----------
    kind
        "sequential" (a number in classes, with zero apart), "diverging" (a signed
        number in classes that mirror each other about zero), "compared" (higher,
        similar, lower than the city), "clusters" (`class` and `confidence` together),
        "groups" (numbered groups, 1 being the most deprived), "bivariate" (the thirds
        of two numbers together) or "surface" (`Outcome.surface` in classes; no column).
    classes
        For a diverging map: the column that has one of `CHANGES` for each area, used
        instead of classes of the number.
    ends
        For a diverging map: words for a number below zero and for one above.
    rates
        For a map of groups: the table with one row a group, whose `rate` and `count`
        the legend shows.
    other
        For a bivariate map: the second column.
    called
        For a bivariate map: names of the two columns within a sentence. For a map of
        clusters of two figures: names of an area's own, and of that around it.
    than
        For a compared map: what areas are higher or lower than, if it isn't the rate
        of the whole: "what deprivation predicts".
    meaning
        For a map of what is compared: what higher and lower mean, a sentence or two; by
        default that the limits of the rate lie above or below.
    """

    kind: MapKind
    column: str
    title: str
    classes: str = ""
    ends: tuple[str, str] = ("down", "up")
    rates: str = ""
    other: str = ""
    called: tuple[str, str] = ("", "")
    meaning: str = ""
    than: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the values that the map is made of."""
        if self.kind == "clusters":
            return (self.column, "confidence")
        return tuple(filter(None, (self.column, self.classes, self.other)))


ChartKind = Literal[
    "bars",
    "dots",
    "line",
    "scatter",
    "funnel",
    "grid",
    "steps",
    "slope",
    "multiples",
]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as data: its kind, table and columns.

    "bars" and "dots" show a number a category, "line" one a month or other step in
    the order of the rows, "scatter" two numbers a row. "funnel" shows rates over the
    sizes they are of, between the limits that chance alone would keep to. "grid" is a
    cell for each pair of categories. "steps" is a curve that rises at each row from
    nought at nought. "slope" is a line a row from one time to a later one.
    "multiples" are the same line for each of several groups, side by side.

    Attributes
    ----------
    id
        Name of its file.
    table
        "values" or one of the outcome's tables.
    x
        Column of categories ("grid": those across; "slope": the names of the rows) or
        of numbers ("scatter", "funnel", "steps").
    y
        Column of numbers; of a "grid", of the categories from the top down.
    title
        Title above the chart.
    lower, upper
        Columns of limits of each value; in a "funnel", of the 95% limits of chance at
        each size.
    reference
        Name of a number in the summary that is drawn as a line across.
    line
        What that line is called, if it isn't the rate of the place.
    classes
        Whether bars have the colours that `class` and `confidence` have on the map.
    tab
        Title of its tab in a word or two; by default `title`.
    named
        Column that names each row, where `x` is a number.
    lower_outer, upper_outer
        Columns of a funnel's 99.8% limits.
    value
        Column of a grid's numbers.
    before
        Column of a slope's numbers at the earlier time.
    by
        Column of the groups of "multiples".
    diagonal
        Whether "steps" have the line that they would follow if all rows had equal
        shares.
    rising
        Whether a ranking begins with its least number, as ranks do.
    """

    id: str
    kind: ChartKind
    table: str
    x: str
    y: str
    title: str
    lower: str = ""
    upper: str = ""
    reference: str = ""
    classes: bool = False
    tab: str = ""
    named: str = ""
    lower_outer: str = ""
    upper_outer: str = ""
    value: str = ""
    before: str = ""
    by: str = ""
    diagonal: bool = False
    rising: bool = False
    line: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Columns of numbers, as a mark tells them."""
        first = {
            "scatter": (self.x, self.y),
            "funnel": (self.x, self.y),
            "steps": (self.x, self.y),
            "slope": (self.before, self.y),
            "grid": (self.value,),
        }.get(self.kind, (self.y,))
        outer = (self.lower_outer, self.upper_outer)
        return tuple(filter(None, (*first, self.lower, self.upper, *outer)))

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column it needs, each once."""
        texts = filter(None, (self.x, self.y, self.named, self.by))
        return tuple(dict.fromkeys((*texts, *self.numbers)))

    @property
    def measured(self) -> str:
        """The column that the chart is about."""
        return self.value if self.kind == "grid" else self.y


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a method.

    Attributes
    ----------
    values
        A frame on the index of the areas, columns as declared; empty for a method
        without values by area. The pipeline adds the columns of `BASE` that it lacks.
    tables
        Frames by name, columns as declared.
    layers
        Geometries in British National Grid by name, drawn over the map.
    surface
        The surface that a map of the kind "surface" shows.
    summary
        Named numbers.
    notes
        Cautions and choices that the analyst must read.
    map, charts
        Map and charts, if they differ from those that the method declares.
    second_opinion
        Calculates the statistic by another library, and returns a note on the agreement
        that replaces `OPINION_LATER`. Slow to load. It may be given the function that
        asks the library.
    unasked
        True if a parameter without which there is nothing to say was not chosen.
    """

    values: pd.DataFrame = field(default_factory=pd.DataFrame)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    layers: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    surface: Surface | None = None
    summary: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    map: MapStyle | None = None
    charts: tuple[Chart, ...] = ()
    second_opinion: Callable[..., Note] | None = None
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with how sure it is: "clear", "likely", ... or "" if it just is."""

    text: str
    sure: str = ""

    def __str__(self) -> str:
        """Return one sentence: "Likely: two areas in Bargate."."""
        return f"{capital(self.sure)}: {self.text}" if self.sure else self.text


@dataclass(frozen=True, slots=True)
class Explanation:
    """The finding in words.

    Attributes
    ----------
    said
        Three to five sentences, plain or with their confidence.
    """

    headline: str
    said: tuple[Said | str, ...]
    map_title: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences as text."""
        return tuple(map(str, self.said))


@dataclass(frozen=True, slots=True)
class Gives:
    """The contents of an outcome, as a method declares them.

    Attributes
    ----------
    layers
        Titles of the layers in lists of layers, by name, the topmost last.
    """

    values: tuple[Column, ...] = ()
    tables: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    summary: tuple[str, ...] = ()
    layers: Mapping[str, str] = field(default_factory=dict)
