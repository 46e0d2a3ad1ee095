"""The layout of the desk and the place of the window, kept in the settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from hotspot_app.project.save.settings import Settings, read_settings
from hotspot_app.ui.window.desk_view import DeskView


def restore(view: DeskView) -> None:
    """Restore the desk's layout from the settings."""
    settings = read_settings()[0]
    view.columns.draw_answer(settings.answer_width)
    view.panel.sentences.set_folded(not settings.sentences_open)
    view.panel.places.set_compact(not settings.roomy_rows)


def laid_out(now: Settings, window: QWidget, view: DeskView) -> Settings:
    """Return the settings with the window's place and the desk's layout."""
    place = window.normalGeometry()
    full = int(window.isMaximized())
    return replace(
        now,
        geometry=(place.x(), place.y(), place.width(), place.height(), full),
        answer_width=view.columns.answer_width,
        sentences_open=not view.panel.sentences.is_folded,
        roomy_rows=not view.panel.places.is_compact,
    )
