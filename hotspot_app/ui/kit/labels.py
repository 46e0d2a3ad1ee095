"""Labels and buttons that show their words as they stand, whatever is in them.

Qt takes words that look like HTML for HTML, and opens what they name; of an ampersand
it makes a key. Words of data are neither. What makes tips plain is in `style_sheet`.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget


class Label(QLabel):
    """A label of plain text.

    Parameters
    ----------
    wraps
        Whether a long text is broken into lines.
    """

    def __init__(self, text: str = "", *, wraps: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wraps)
        self.setText(text)


def as_it_stands(words: str) -> str:
    """Escape text for a button, tick or menu, so that it is shown unchanged.

    Examples
    --------
    >>> as_it_stands("Fish & Chips")
    'Fish && Chips'
    """
    return words.replace("&", "&&").replace("\t", " ")


def as_title(words: str) -> str:
    """Write words for a window's title, where Qt takes "[*]" for a sign of changes."""
    return words.replace("[*]", "[*][*]")


def plain(box: QWidget) -> None:
    """Let the labels that Qt made in a box of its own show plain text."""
    for label in box.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)


def flat_button(text: str) -> QPushButton:
    """Return a button that looks like a link and lines up with the text above."""
    button = QPushButton(as_it_stands(text))
    button.setProperty("role", "flat")
    button.setStyleSheet("padding-left: 0;")
    return button


def text_label(text: str, role: str = "", *, bold: bool = False) -> Label:
    """Return a label that wraps where a line is too long."""
    label = Label(text, wraps=role != "secondary" or len(text) > 60 or not text)
    if role:
        label.setProperty("role", role)
    if bold:
        label.setStyleSheet("font-weight: 600;")
    return label


def on_screen(window: QWidget, width: int, height: int) -> QSize:
    """Return a size for a window, no larger than the screen it is on."""
    room = window.screen().availableSize() - QSize(32, 48)
    return QSize(width, height).boundedTo(room)
