"""The tab of notes: cautions, then how the answer was made, then sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from hotspot_app.method import Note
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.remedy_words import noted
from hotspot_app.ui.kit.words_view import Style, WordsView

CAUTIONS, MADE, SOURCES = "Before you use this", "How it was made", "Sources"
POINTS: Final = "Commonest points: seen here only, never copied or written"

_NOTE: Final = Style(above=6)
_SOURCE: Final = Style(size=theme.SMALL, role="muted", above=6)
_POINT: Final = Style(size=theme.SMALL, role="muted", above=6, seen_only=True)
_LOOKS: Final = {SOURCES: _SOURCE, POINTS: _POINT}


class NotesView(WordsView):
    """Shows cautions, automatic choices and sources, to read and copy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(grows=False, parent=parent)
        self.setAccessibleName("Notes: cautions, how it was made, sources")
        self._notes: tuple[Note, ...] = ()
        self._sources: tuple[str, ...] = ()
        self._of_layers: tuple[str, ...] = ()
        self._points: tuple[str, ...] = ()
        self.setViewportMargins(8, 4, 4, 4)

    def set_notes(
        self,
        notes: Sequence[Note],
        sources: Sequence[str] = (),
        points: Sequence[str] = (),
    ) -> None:
        """Show notes and sources; a part without lines has no heading.

        Parameters
        ----------
        notes
            Cautions and choices made for the analyst.
        sources
            Attributions of the files.
        points
            Coordinates of an extract's stacked points (`stacks.seen_only`).
        """
        self._notes, self._sources = tuple(notes), tuple(sources)
        self._points = tuple(points)
        self.dress()

    def set_layer_sources(self, sources: Sequence[str]) -> None:
        """Show the attributions of the analyst's layers, after the other sources."""
        if tuple(sources) != self._of_layers:
            self._of_layers = tuple(sources)
            self.dress()

    def write(self) -> None:
        """Write every part that has lines below its heading."""
        notes = self._notes
        every = (
            (CAUTIONS, tuple(noted(note) for note in notes if note.caution)),
            (MADE, tuple(noted(note) for note in notes if not note.caution)),
            (SOURCES, (*self._sources, *self._of_layers)),
            (POINTS, self._points),
        )
        parts = [(title, lines) for title, lines in every if lines]
        if not parts:
            self.add("There are no notes.", Style(role="muted"))
        for place, (title, lines) in enumerate(parts):
            above = 16 if place else 0
            role = "hint" if title == CAUTIONS else "muted"
            counted = f"{title} ({len(lines)})" if title == CAUTIONS else title
            here = title == POINTS
            self.add(
                counted,
                Style(bold=True, role=role, above=above, heading=2, seen_only=here),
            )
            for line in lines:
                self.add(line, _LOOKS.get(title, _NOTE))
