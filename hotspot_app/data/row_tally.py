"""What is seen in a file's rows on the way that the analyst should know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Counts and first examples.

    Attributes
    ----------
    counts
        How many rows, or different dates, are of a kind.
    first
        Kind to the first such text and its line, in words, for a refusal.
    lines
        Kind to the line of the first, for notes: the text may be anything.
    areas, sources
        Words that the rows hold.
    """

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    areas: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def show(self, kind: str, text: object, line: int) -> None:
        """Keep a text as the example of its kind, if it is the first."""
        told = " ".join(str(text).split())[:40]
        self.first.setdefault(kind, f"{told!r} in line {line:,}")
        self.lines.setdefault(kind, int(line))
