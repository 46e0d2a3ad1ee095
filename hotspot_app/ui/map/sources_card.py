"""Every source of the map, shown where their line was pressed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import Label

_WIDE: Final = 420


class SourcesCard(QFrame):
    """Goes with the next press on the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Sources of the map")
        self.words = Label()
        self.words.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.words)
        self.hide()

    def tell(self, words: str, corner: QPointF) -> None:
        """Show all sources above a place of the map, which is their right end."""
        self.words.setText(words.replace(" · ", "\n"))
        wide = min(theme.pixels(_WIDE), max(round(corner.x()) - 48, 80))
        self.words.setFixedWidth(wide)
        self.adjustSize()
        high = self._column.heightForWidth(self.width())
        self.resize(self.width(), max(high, self.sizeHint().height()))
        at = corner.toPoint() - QPoint(self.width(), self.height() + 8)
        self.move(max(at.x(), 0), max(at.y(), 0))
        self.show()
        self.raise_()
