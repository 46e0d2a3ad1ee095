"""Labels and link-like buttons as pages of text use them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


def flat_button(text: str) -> QPushButton:
    """Return a button that looks like a link and lines up with the text above."""
    button = QPushButton(text)
    button.setProperty("role", "flat")
    button.setStyleSheet("padding-left: 0;")
    return button


def text_label(text: str, role: str = "", *, bold: bool = False) -> QLabel:
    """Return a label of plain text that wraps where a line is too long."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(role != "secondary" or len(text) > 60 or not text)
    if role:
        label.setProperty("role", role)
    if bold:
        label.setStyleSheet("font-weight: 600;")
    return label


def on_screen(window: QWidget, width: int, height: int) -> QSize:
    """Return a size for a window, no larger than the screen it is on."""
    room = window.screen().availableSize() - QSize(32, 48)
    return QSize(width, height).boundedTo(room)
