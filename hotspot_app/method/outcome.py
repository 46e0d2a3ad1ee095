"""What an analysis found, and how it is shown and said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import geopandas as gpd
import pandas as pd

from hotspot_app.method.question import Note
from hotspot_app.words import capital

OPINION_LATER: Final = Note(
    "A second calculation, by esda, is made when results are written to a workbook or "
    "a folder, and the notes there say whether it agrees."
)
"""Stands where a second opinion's note will."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a result."""

    name: str
    dtype: Literal["int", "float", "text", "bool"]
    title: str
    unit: str = ""
    help: str = ""


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
    second_opinion
        Calculates it another way and says whether that agrees, to take the place of
        `OPINION_LATER` among the notes; slow to load. It may be told who calculates.
    """

    values: pd.DataFrame | None = None
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    layers: Mapping[str, gpd.GeoDataFrame] = field(default_factory=dict)
    summary: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    map: MapStyle | None = None
    second_opinion: Callable[..., Note] | None = None


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
