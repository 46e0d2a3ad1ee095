"""A state in a word, on its own ground."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy

from hotspot_app.project.intake.checklist_lines import STATES, State
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import Label


class StateChip(Label):
    """A state in a word, on its own ground."""

    def __init__(self) -> None:
        super().__init__()
        self._at: State = "optional"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self._dress)

    def show_state(self, state: State, *, quiet: bool = False) -> None:
        """Show another state, or the same without its colour."""
        self._at = "optional" if quiet else state
        self.setText(STATES[state])
        self._dress()

    def _dress(self) -> None:
        now = theme.current()
        colours = {
            "ready": (now.accent, now.accent_soft),
            "missing": (now.hint, now.hint_ground),
            "problem": (now.clear, now.clear_ground),
            "choose": (now.likely, now.likely_ground),
        }
        ink, ground = colours.get(self._at, (now.chance, now.chance_ground))
        self.setStyleSheet(
            f"color: {ink}; background: {ground}; border-radius: 4px; "
            f"padding: 2px 8px; font-size: {theme.pixels(theme.SMALL)}px;"
        )
