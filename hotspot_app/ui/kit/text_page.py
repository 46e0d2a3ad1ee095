"""Text to read that opens nothing, whatever it names."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget


class TextPage(QTextBrowser):
    """Follows no link and loads no picture: neither help nor an answer has any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802
        """Give a point that can't be seen; for nothing, Qt would open a file itself."""
        del name
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        point = QImage(1, 1, QImage.Format.Format_ARGB32)
        point.fill(Qt.GlobalColor.transparent)
        return point
