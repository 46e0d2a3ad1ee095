"""The look that is on: its colours, its type and how much text is enlarged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from hotspot_app.paths import shipped
from hotspot_app.ui.kit.roles import (
    BODY,
    DARK,
    HEADLINE,
    LIGHT,
    OFFICER,
    OFFICER_HEADLINE,
    SMALL,
    THEMES,
    Theme,
)
from hotspot_app.ui.kit.style_sheet import stylesheet

__all__ = [
    "BODY",
    "DARK",
    "HEADLINE",
    "LIGHT",
    "OFFICER",
    "OFFICER_HEADLINE",
    "SCALES",
    "SMALL",
    "THEMES",
    "Theme",
    "current",
    "dressed_when_built",
    "font",
    "numerals",
    "pixels",
    "prefers_dark",
    "put_on",
    "signals",
    "text_scale",
]

SCALES: Final = (1.0, 1.25, 1.5, 1.75, 2.0)
"""Text sizes to choose from, as factors."""


class _Signals(QObject):
    changed = Signal()


signals: Final = _Signals()
"""`changed` is sent after another theme or text size was put on."""

_now: list[tuple[Theme, float]] = [(LIGHT, 1.0)]


def current() -> Theme:
    """Return the theme that is on."""
    return _now[0][0]


def text_scale() -> float:
    """Return by how much text is enlarged, 1 being 100%."""
    return _now[0][1]


def pixels(size: float) -> int:
    """Return a size of type, or a length that must grow with it, in pixels."""
    return max(1, round(size * text_scale()))


def font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the window's face at a size given for 100%."""
    face = QFont(QApplication.font())
    face.setPixelSize(pixels(size))
    face.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return face


def numerals(face: QFont) -> QFont:
    """Return a face whose digits are all as wide as each other, for columns."""
    tabular = QFont(face)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def prefers_dark() -> bool:
    """Say whether the desktop asks for a dark theme."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def put_on(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Apply a theme and text size to the whole app.

    Parameters
    ----------
    scale
        Factor by which text is enlarged; one of `SCALES`.
    """
    _now[0] = (theme, scale)
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    face = QFont(_family())
    face.setPixelSize(pixels(BODY))
    app.setFont(face)
    app.setStyleSheet(stylesheet(theme, scale))
    signals.changed.emit()


@contextmanager
def dressed_when_built() -> Iterator[None]:
    """Take the style sheet off while many widgets are put together.

    With it on, a widget that is placed is dressed anew with all that is in it, which
    is most of what a window's construction takes.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    sheet = app.styleSheet()
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def _family() -> str:
    """Return the system's own face, or Inter, which comes with the app."""
    families = QFontDatabase.families()
    if "Segoe UI" in families:
        return "Segoe UI"
    if "Inter" not in families:
        for file in sorted((shipped("resources") / "fonts").glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))
    return "Inter"


def _palette(theme: Theme) -> QPalette:
    roles = QPalette.ColorRole
    chosen = {
        roles.Window: theme.ground,
        roles.WindowText: theme.ink,
        roles.Base: theme.panel,
        roles.AlternateBase: theme.ground,
        roles.Text: theme.ink,
        roles.Button: theme.panel,
        roles.ButtonText: theme.ink,
        roles.ToolTipBase: theme.panel,
        roles.ToolTipText: theme.ink,
        roles.PlaceholderText: theme.muted,
        roles.Highlight: theme.accent_soft,
        roles.HighlightedText: theme.ink,
        roles.Link: theme.accent,
        roles.Mid: theme.hairline,
        roles.Accent: theme.accent,
    }
    palette = QPalette()
    for role, colour in chosen.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.control))
    return palette
