"""What an analysis is: types only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import geopandas as gpd
import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.progress import Progress
from hotspot_app.schema import Denominator
from hotspot_app.stats.counts import Cube
from hotspot_app.stats.rates import crude_rate, eb_standardised
from hotspot_app.words import capital, counted, dated

if TYPE_CHECKING:
    from libpysal.graph import Graph

Measure = Literal["count", "rate", "eb"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something the analyst must read: a choice made for them, or a caution."""

    text: str
    caution: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months, first and last included."""

    first: pd.Period
    last: pd.Period

    @property
    def months(self) -> int:
        """How many months it covers."""
        return int(self.last.ordinal - self.first.ordinal) + 1

    def __str__(self) -> str:
        """As people write it: "January to June 2025"."""
        if self.first == self.last:
            return str(self.first.strftime("%B %Y"))
        if self.first.year == self.last.year:
            return f"{self.first.strftime('%B')} to {self.last.strftime('%B %Y')}"
        return f"{self.first.strftime('%B %Y')} to {self.last.strftime('%B %Y')}"


def unbroken(months: Iterable[pd.Period]) -> list[Span]:
    """Join months that follow each other, in order of time."""
    spans: list[Span] = []
    for month in sorted(months):
        if spans and month == spans[-1].last + 1:
            spans[-1] = Span(spans[-1].first, month)
        else:
            spans.append(Span(month, month))
    return spans


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, with nothing left to guess.

    Attributes
    ----------
    subject
        In words, lower case unless a name: "all crime", "burglary".
    types
        Offence types counted; anti-social behaviour is never among others.
    sources
        Who recorded them.
    place
        What the areas make up, as the map calls it: "Southampton".
    level
        "lsoa", "ward" or a name of the analyst's own.
    denominator
        Column of the rate's denominator, or None if there is none.
    denominator_words
        As it is printed: "residents, Census 2021".
    months_held
        Months of the period that the files hold; 0 if not known.
    within
        The part of the place that is shown, "" for all of it.
    """

    subject: str
    types: tuple[str, ...]
    sources: tuple[str, ...]
    period: Span
    comparison: Span | None
    place: str
    level: str
    measure: Measure
    denominator: Denominator | None
    denominator_words: str
    seed: int
    months_held: int = 0
    within: str = ""

    @property
    def where(self) -> str:
        """What is shown: a part of the place, or all of it."""
        return self.within or self.place

    @property
    def when(self) -> str:
        """The period, and how much of it is held where months are missing."""
        if not self.months_held or self.months_held == self.period.months:
            return str(self.period)
        return f"{self.period} ({self.months_held} of {self.period.months} months)"

    @property
    def per(self) -> str:
        """As a rate is read: "per 1,000 residents (mid-2025) over 6 months"."""
        months = counted(self.months_held or self.period.months, "month")
        return f"per 1,000 {dated(self.denominator_words)} over {months}"

    @property
    def unit(self) -> str:
        """What one area is called."""
        return "ward" if self.level == "ward" else "area"


# --- parameters ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Param:
    """What a form, a command line and a help page need to know of a parameter."""

    title: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


def param(
    default: Any,
    title: str,
    help: str,  # noqa: A002 - it is what the form calls it
    *,
    unit: str = "",
    limits: tuple[float | None, float | None] = (None, None),
    choices: Mapping[str, str] | None = None,
) -> Any:
    """Declare a field of a `Params` dataclass.

    Parameters
    ----------
    default
        Its value unless the analyst says otherwise; int, float, bool or str.
    limits
        Smallest and largest value allowed.
    choices
        Value to words, where only some values are allowed.
    """
    known = Param(title, help, unit, limits[0], limits[1], choices or {})
    return field(default=default, metadata={"param": known})


@dataclass(frozen=True, slots=True)
class NeighbourParams:
    """Parameters of every method that needs neighbours."""

    neighbours: str = param(
        "queen",
        "Neighbours",
        "Which areas count as next to each other.",
        choices={
            "queen": "share a border or a corner",
            "rook": "share a border",
            "nearest": "the nearest few",
            "distance": "within a distance",
        },
    )
    nearest: int = param(
        6,
        "Nearest",
        "How many neighbours each area has, where the nearest few are taken.",
        unit="areas",
        limits=(1, 50),
    )
    distance: float = param(
        1000.0,
        "Distance",
        "How far apart centres may be, where neighbours are within a distance.",
        unit="metres",
        limits=(1, 100_000),
    )


# --- what goes in -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the pipeline hands to a method.

    Attributes
    ----------
    areas
        Area table (`schema.AREA_COLUMNS`), index `code`; `shown` is false for
        areas around the district.
    cube
        Counts on the index of `areas`.
    question
        What is asked.
    denominator
        On the index of `areas`; missing or zero where there is none.
    tables
        Other tables by name: "deprivation" on the index of `areas`.
    graph
        Neighbours on the index of `areas`, if the method needs them.
    incidents
        Incident table, if the method needs it.
    """

    areas: gpd.GeoDataFrame
    cube: Cube
    question: Question
    denominator: pd.Series[float] | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    graph: Graph | None = None
    incidents: pd.DataFrame | None = None

    def counts(self, span: Span | None = None) -> pd.Series[int]:
        """Count the question's types in `span`, by default in its period."""
        span = span or self.question.period
        return self.cube.by_area(self.question.types, span.first, span.last)

    @property
    def inside(self) -> pd.Series[bool]:
        """The district's areas, which are tested and compared with, shown or not."""
        known = "inside" if "inside" in self.areas else "shown"
        inside: pd.Series[bool] = self.areas[known]
        return inside

    def population(self) -> pd.Series[float]:
        """Return the denominator.

        Raises
        ------
        WordsError
            If there is none.
        """
        if self.denominator is None:
            raise WordsError(
                "a rate needs a number of residents or households for each area",
                hint="Give --residents FILE (or --households FILE), or ask for counts.",
            )
        return self.denominator

    def described(self) -> pd.DataFrame:
        """Return the columns every result begins with (`BASE`).

        Returns
        -------
        pandas.DataFrame
            Index of the areas. Rates and their 95% limits are per 1,000 over
            the whole period; missing where there is no denominator.
        """
        count = self.counts()
        denominator = (
            pd.Series(float("nan"), index=count.index)
            if self.denominator is None
            else self.denominator.astype("float64")
        )
        frame = pd.DataFrame({"name": self.areas["name"]}, index=count.index)
        for label in ("ward", "place"):
            known = label in self.areas.columns
            frame[label] = self.areas[label] if known else ""
        frame["count"] = count
        frame["denominator"] = denominator
        return frame.join(crude_rate(count, denominator))

    def measured(self) -> pd.Series[float]:
        """Return what is asked about each area, as the statistics take it.

        Returns
        -------
        pandas.Series
            Counts (int64), crude rates per 1,000, or empirical-Bayes
            standardised rates; missing where there is no denominator.
        """
        count = self.counts()
        match self.question.measure:
            case "count":
                return count.astype("float64")
            case "rate":
                return crude_rate(count, self.population())["rate"]
            case "eb":
                return eb_standardised(count, self.population())


# --- what comes out -----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result."""

    name: str
    dtype: Literal["int", "float", "text", "bool"]
    title: str
    unit: str = ""
    help: str = ""


BASE: tuple[Column, ...] = (
    Column("name", "text", "Area"),
    Column("ward", "text", "Ward"),
    Column("place", "text", "Place", help="Its commonest street, if unnamed."),
    Column("count", "int", "Recorded"),
    Column("denominator", "float", "Denominator"),
    Column("rate", "float", "Rate", "per 1,000"),
    Column("rate_lower", "float", "Lower limit", "per 1,000", "95% limit"),
    Column("rate_upper", "float", "Upper limit", "per 1,000", "95% limit"),
)
"""What `Inputs.described` gives."""


@dataclass(frozen=True, slots=True)
class MapStyle:
    """Which column is mapped, and how.

    `kind` is "sequential" (a number in classes, zero apart), "compared"
    (higher, similar, lower than the city), "clusters" (`class` and
    `confidence` together) or "groups" (numbered groups, 1 being the most
    deprived).
    """

    kind: Literal["sequential", "compared", "clusters", "groups"]
    column: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart as data: what kind, of which table, which columns."""

    id: str
    kind: Literal["bars", "dots", "line", "scatter"]
    table: str  # "values" or one of the outcome's tables
    x: str
    y: str
    title: str
    lower: str = ""
    upper: str = ""
    reference: str = ""  # a named number of the summary, drawn as a line
    classes: bool = False  # whether bars look as `class` and `confidence` on the map


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a method found.

    Attributes
    ----------
    values
        A frame on the index of the areas, columns as declared, or None.
    tables
        Name to frame, columns as declared.
    layers
        Name to geometries in British National Grid.
    summary
        Named numbers.
    notes
        What the analyst must read.
    map
        How to map it, where that differs from what the method declares.
    """

    values: pd.DataFrame | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    layers: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    summary: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    map: MapStyle | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with how sure it is: "clear", "likely", ... or "" if it just is."""

    text: str
    sure: str = ""

    def __str__(self) -> str:
        """As one sentence: "Likely: two areas in Bargate."."""
        return f"{capital(self.sure)}: {self.text}" if self.sure else self.text


@dataclass(frozen=True, slots=True)
class Explanation:
    """The finding in words.

    Attributes
    ----------
    said
        Three to five sentences, plain or with how sure they are.
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
    """What an outcome declares to hold."""

    values: tuple[Column, ...] = ()
    tables: Mapping[str, tuple[Column, ...]] = field(default_factory=dict)
    summary: tuple[str, ...] = ()


Need = Literal["denominator", "graph", "incidents", "deprivation"]


@dataclass(frozen=True, slots=True)
class Method:
    """Everything the app knows about an analysis."""

    id: str
    title: str
    order: int
    needs: frozenset[Need]
    params: type[Any]
    gives: Gives
    map: MapStyle | None
    charts: tuple[Chart, ...]
    explain: Callable[[Outcome, Question], Explanation]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    run: Callable[[Inputs, Any, Progress], Outcome]
