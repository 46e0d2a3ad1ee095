"""Names of places and hotspots that are known from earlier answers and kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from hotspot_app.method import Note, Question

Carried = Mapping[str, Mapping[str, str]]
"""Set of areas (`steps.called.area_set`) to the names of its areas by code."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Names that were stored together.

    Attributes
    ----------
    since
        Date, as 2026-01-31.
    files
        Names of the files that they come from, without folders.
    names
        Names by area code.
    """

    since: str
    files: tuple[str, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """Stored names of a set of areas, the oldest first.

    Attributes
    ----------
    told
        Cautions: that names couldn't be read or stored, say.
    """

    batches: tuple[Batch, ...] = ()
    told: tuple[Note, ...] = ()

    def names(self) -> dict[str, str]:
        """Return every name by code; what was kept first stays."""
        found: dict[str, str] = {}
        for batch in self.batches:
            for code, name in batch.names.items():
                found.setdefault(code, name)
        return found


class NameBook(Protocol):
    """Keeps names of areas from one question to the next, and for other projects."""

    def kept(self, of: str) -> Kept:
        """Return the names kept of a set of areas."""

    def keep(self, of: str, names: Mapping[str, str], files: Collection[str]) -> Kept:
        """Keep names of areas that have none yet; return all that are kept then."""


@dataclass(frozen=True, slots=True)
class KnownHotspots:
    """Hotspots and places of one subject, as last found.

    Attributes
    ----------
    last
        End of the period in which they were found: "2025-04", or a day.
    members
        Codes of a hotspot's areas when it was last found, by identity, from 1.
    """

    last: str
    members: tuple[tuple[int, tuple[str, ...]], ...]


Remembered = Mapping[str, KnownHotspots]
"""Hotspots by what they are of (`subject`)."""


def subject(question: Question) -> str:
    """Return what hotspots are of: areas of a level, types and flags.

    Questions that differ in their period only have the same.
    """
    parts = (question.level, *sorted(question.types), *sorted(question.flags))
    return " | ".join(parts)


@dataclass(frozen=True, slots=True)
class Known:
    """Names and hotspots known before a question is answered.

    Attributes
    ----------
    carried
        Names saved with the project.
    book
        The store of names; None stores none.
    hotspots
        Hotspots saved with the project, by subject.
    """

    carried: Carried = field(default_factory=dict)
    book: NameBook | None = None
    hotspots: Remembered = field(default_factory=dict)


NOTHING_KNOWN: Final = Known()
