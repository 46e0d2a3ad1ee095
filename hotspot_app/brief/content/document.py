"""A brief as sections of words, tables, charts and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from hotspot_app.brief.content.cells import Cell, CellKind, footnotes
from hotspot_app.draw.page.export import page_bytes
from hotspot_app.draw.page.furniture import Sheet

Shape = Literal["sheet", "report", "profiles"]
"""How a document is laid out: one page; a few pages of text and figures; a page for
each section."""

Voice = Literal["lead", "plain", "bullets", "numbered", "caution", "small"]
"""How words are set: "lead" is the finding at the top of a section, "caution" stands
in a box, "small" is for sources and notes."""

NativeKind = Literal["bars", "columns", "line", "dots", "scatter"]
"""Charts that presentation programs can draw and edit themselves: "bars" lie, "columns"
stand, "dots" have a row a category and limits on both sides."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that the analyst may have written anew.

    Attributes
    ----------
    id
        Stays the same when the figures change: "where/headline".
    text
        What is printed.
    generated
        What the app says today.
    stale
        Whether the analyst's own text was written when the app said something else, so
        that its numbers may be old.
    """

    id: str
    text: str
    generated: str
    stale: bool = False

    @property
    def edited(self) -> bool:
        """Whether the analyst has written it anew."""
        return self.text != self.generated


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences set in one way, with a heading or none."""

    sentences: tuple[Sentence, ...]
    voice: Voice = "plain"
    heading: str = ""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table.

    Attributes
    ----------
    name
        Stable, for machines: "rate_lower".
    title
        For people, with its unit.
    """

    name: str
    title: str
    kind: CellKind = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that every format can hold.

    Attributes
    ----------
    rows
        As many cells a row as there are columns.
    note
        What stands under it: units, what is left out.
    headed
        Whether the first column names the rows.
    full
        The same table with all its columns and rows, for spreadsheets; None if this is
        all of it.
    """

    id: str
    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    headed: bool = True
    full: Table | None = None

    @property
    def footed(self) -> str:
        """What stands under it, with a footnote for each sign that its cells have."""
        cells = [cell for row in self.rows for cell in row]
        return " ".join(filter(None, (self.note, *footnotes(cells))))

    def short(self, columns: Sequence[str], most: int = 0) -> Table:
        """Return what a page has room for, with all of it behind.

        Parameters
        ----------
        columns
            Names of those to keep, in order; those it lacks are passed over.
        most
            Rows to keep; 0 for all.
        """
        places = {each.name: place for place, each in enumerate(self.columns)}
        kept = [places[name] for name in columns if name in places]
        rows = self.rows[:most] if most else self.rows
        left_out = len(self.rows) - len(rows)
        told = f"The first {len(rows):,} of {len(self.rows):,}." if left_out else ""
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(tuple(row[place] for place in kept) for row in rows),
            note=" ".join(filter(None, (told, self.note))),
            full=self,
        )


@dataclass(frozen=True, eq=False)
class Picture:
    """A map or a chart as it is drawn.

    Attributes
    ----------
    title
        The finding that it shows.
    alt
        What it shows, in at most 150 words.
    caption
        Period, numbers and method.
    source
        Whose every layer drawn is.
    alone
        Draws it on a page of its own, with its title and sources, under a marking.
    """

    id: str
    title: str
    alt: str
    sheet: Sheet
    caption: str
    source: str
    alone: Callable[[str], Sheet]

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG at 200 dots per inch; drawn once."""
        return page_bytes(self.sheet, "png")

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres."""
        width, height = self.sheet.get_size_inches()
        return 25.4 * float(width), 25.4 * float(height)


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers of a chart, one a category; None where one is missing.

    Attributes
    ----------
    lower, upper
        Limits of each, or nothing.
    across
        Of a "scatter": the numbers across; else empty.
    """

    name: str
    values: tuple[float | None, ...]
    lower: tuple[float | None, ...] = ()
    upper: tuple[float | None, ...] = ()
    across: tuple[float | None, ...] = ()


@dataclass(frozen=True, eq=False)
class NativeChart:
    """A chart as data, for presentation programs, with its picture for the others.

    Attributes
    ----------
    categories
        From the top down, or from the left.
    value_title, category_title
        What the axes are called.
    reference
        A line across at this value, and what it is called; None for none.
    """

    kind: NativeKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_title: str
    category_title: str
    picture: Picture
    reference: tuple[float, str] | None = None


Block = Words | Table | Picture | NativeChart


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a brief: a slide or a few, or a stretch of a page.

    Attributes
    ----------
    id
        As the list of the product's contents names it.
    title
        In a few words: "Where".
    finding
        The sentence to stand over it; None if there is none.
    notes
        What whoever presents it may say or be asked: method, cautions.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    finding: Sentence | None = None
    notes: tuple[str, ...] = ()

    def tables(self) -> Iterator[Table]:
        """Go through its tables."""
        yield from (each for each in self.blocks if isinstance(each, Table))

    def pictures(self) -> Iterator[Picture]:
        """Go through its pictures, those of charts too."""
        for each in self.blocks:
            if isinstance(each, Picture):
                yield each
            elif isinstance(each, NativeChart):
                yield each.picture

    def sentences(self) -> Iterator[Sentence]:
        """Go through all sentences that can be edited."""
        if self.finding is not None:
            yield self.finding
        for each in self.blocks:
            if isinstance(each, Words):
                yield from each.sentences


@dataclass(frozen=True, slots=True)
class Look:
    """How a partnership's own briefs look.

    Attributes
    ----------
    accent, ink, ground
        Colours as "#1d70b8": of rules and headings, of text, of the page.
    organisation
        Whose brief it is.
    logo
        A picture (PNG), or nothing.
    """

    accent: str = "#1d4f7c"
    ink: str = "#0b0c0c"
    ground: str = "#ffffff"
    organisation: str = ""
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief.

    Attributes
    ----------
    product
        Which it is: "tasking", "pag", "profiles", "assessment".
    subtitle
        Place and periods.
    marking
        As it stands on every page: "OFFICIAL-SENSITIVE".
    handling
        Who may have it: "Not to be shared beyond named recipients"; "" for nothing.
    about
        What it is, who made it and when, as pairs of a name and a text.
    sources
        Whose every layer and file is.
    pages
        Most that it should have on paper, where that can be read; 0 for any number.
    """

    product: str
    title: str
    subtitle: str
    marking: str
    sections: tuple[Section, ...]
    shape: Shape = "report"
    handling: str = ""
    about: tuple[tuple[str, str], ...] = ()
    sources: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    pages: int = 0
