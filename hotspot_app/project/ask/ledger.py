"""Figures that were made public: what later ones must not be subtracted from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from hotspot_app.errors import WordsError

Figure = int | None
"""A count that was published; None where it was withheld."""

MOST: Final = 400_000
"""Figures that are kept: a city's 150 areas each month, of ten questions, for twenty
years."""

Extent = tuple[int, int, int, int]
"""West, south, east and north in metres."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What figures count.

    Attributes
    ----------
    types, flags, sources
        Each sorted; an incident counted carries all of the flags.
    months
        As "2025-01", sorted.
    """

    types: tuple[str, ...]
    flags: tuple[str, ...]
    sources: tuple[str, ...]
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Areas:
    """What areas figures are of.

    Attributes
    ----------
    of
        The set of areas, as `steps.called.area_set` tells it.
    vintage
        Year of their codes, 0 if it isn't known.
    extent
        Where they lie.
    """

    of: str
    vintage: int
    extent: Extent


@dataclass(frozen=True, slots=True)
class Entry:
    """Public figures of one kind.

    Attributes
    ----------
    by_area
        Area code to its figure.
    totals
        Codes of several areas, sorted, to their figure as a whole.
    """

    areas: Areas
    counted: Counted
    by_area: Mapping[str, Figure] = field(default_factory=dict)
    totals: Mapping[tuple[str, ...], Figure] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many figures it has."""
        return len(self.by_area) + len(self.totals)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All figures that were made public, as far as they are known."""

    entries: tuple[Entry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def size(self) -> int:
        """How many figures it has."""
        return sum(each.size for each in self.entries)

    def adding(self, entries: Iterable[Entry]) -> Ledger:
        """Return the ledger with more figures; of one figure the later one stays.

        Raises
        ------
        WordsError
            If they would be too many to keep.
        """
        merged = {(each.areas, each.counted): each for each in self.entries}
        for entry in entries:
            key = (entry.areas, entry.counted)
            before = merged.get(key, entry)
            merged[key] = replace(
                entry,
                by_area={**before.by_area, **entry.by_area},
                totals={**before.totals, **entry.totals},
            )
        found = Ledger(tuple(merged.values()))
        if found.size > MOST:
            raise WordsError(
                f"{found.size:,} public figures would have to be remembered, and a "
                f"project remembers up to {MOST:,}",
                hint="Begin another project for other areas.",
            )
        return found


NOTHING_RELEASED: Final = Ledger()
