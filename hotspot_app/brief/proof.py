"""What the window shows of a brief: its pages, sections and sentences as values."""

from __future__ import annotations

from dataclasses import dataclass

from hotspot_app.project.ask.briefing import Audience, part_of


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a brief, as printed and as the app says it today.

    Attributes
    ----------
    stale
        Whether the analyst's own text was written when the app said something else.
    """

    id: str
    text: str
    generated: str
    stale: bool = False

    @property
    def edited(self) -> bool:
        """Whether the analyst has written it anew."""
        return self.text != self.generated

    @property
    def part(self) -> str:
        """The part under which its edits are kept."""
        return part_of(self.id)


@dataclass(frozen=True, slots=True)
class ProofSection:
    """A section as the window lists it.

    Attributes
    ----------
    page
        On which it begins, the first being 1; 0 if on none.
    """

    id: str
    title: str
    said: tuple[Said, ...] = ()
    left_out: bool = False
    page: int = 0


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page as it will be printed.

    Attributes
    ----------
    png
        The picture that the writer of the PDF makes of it.
    sentences
        Of the sections that begin on it, or go on from the page before.
    """

    png: bytes
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProofPlace:
    """A place that an action can be about.

    Attributes
    ----------
    number
        Of today's list and map.
    hotspot
        Its lasting number: "H2".
    """

    number: int
    hotspot: str
    name: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A brief as it stands.

    Attributes
    ----------
    stem
        What its files are called, without an ending.
    sections
        In the analyst's order, those left out too.
    """

    product: str
    title: str
    stem: str
    sections: tuple[ProofSection, ...]
    pages: tuple[ProofPage, ...]
    places: tuple[ProofPlace, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a brief is to be, besides what its project decides."""

    product: str
    marking: str = ""
    handling: str = ""
    audience: Audience = "internal"
