"""A picture that fills its place and keeps its shape."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget


class MapPicture(QWidget):
    """Shows a picture as large as there is room for, or words in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = QPixmap()
        self._scaled = QPixmap()
        self._words = ""
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)
        self.setMinimumSize(320, 240)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def show_picture(self, picture: QPixmap, description: str) -> None:
        """Show a picture; `description` is for those who can't see it."""
        self._full, self._scaled, self._words = picture, QPixmap(), ""
        self.setAccessibleName(description)
        self.update()

    def show_words(self, words: str) -> None:
        """Show words where a picture would be."""
        self._full, self._scaled, self._words = QPixmap(), QPixmap(), words
        self.setAccessibleName(words)
        self.update()

    def words(self) -> str:
        """Return the words in the picture's place, if there are any."""
        return self._words

    def picture_place(self) -> QRect:
        """Return where the picture is painted, empty if there is none."""
        size = self._full.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return QRect() if self._full.isNull() else place

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for most of a laptop's screen."""
        return QSize(760, 560)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the picture, scaled once for each size."""
        painter = QPainter(self)
        if self._full.isNull():
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self._words)
            return
        place = self.picture_place()
        ratio = self.devicePixelRatioF()
        wanted = place.size() * ratio
        if self._scaled.size() != wanted:
            self._scaled = self._full.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled.setDevicePixelRatio(ratio)
        painter.drawPixmap(place.topLeft(), self._scaled)
