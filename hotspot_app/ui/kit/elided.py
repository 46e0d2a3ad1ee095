"""A line of words that gives way where there is no room, and says it all on hover."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QWidget,
)

from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.labels import Label, as_it_stands

_BESIDE: Final = 4
"""Pixels that Qt leaves between a button's icon and its words."""


class ElidedLabel(Label):
    """Ends in dots where it is too long; whole as a tip and for screen readers."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need no width."""
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Say something else."""
        super().setText(words)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Have a tip only where something is cut."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.setToolTip("" if self.cut() == self.text() else self.text())

    def cut(self) -> str:
        """Return what can be read of the words."""
        room = self.contentsRect().width()
        end = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.text(), end, room)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Write what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), int(self.alignment()), self.cut())


class ElidedButton(QPushButton):
    """A button as wide as its words at most, which end in dots where they must.

    What is cut stands whole above its tip.
    """

    def __init__(self, words: str) -> None:
        super().__init__(as_it_stands(words))
        self._words, self._help = words, ""
        self.setMinimumWidth(theme.pixels(80))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need little width."""
        return QSize(theme.pixels(80), super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802
        """Cut the words to the room beside the icon."""
        super().initStyleOption(option)
        option.text = as_it_stands(self.cut())

    def cut(self) -> str:
        """Return what can be read of the words."""
        option = QStyleOptionButton()
        super().initStyleOption(option)
        inside = self.style().subElementRect(
            QStyle.SubElement.SE_PushButtonContents, option, self
        )
        room = inside.width() - self.iconSize().width() - _BESIDE
        end = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self._words, end, room)

    def setToolTip(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Say more of it; words that are cut stand above."""
        self._help = words
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Have the words in the tip only where they are cut."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        words = self._words if self.cut() != self._words else ""
        super().setToolTip("\n".join(filter(None, (words, self._help))))


class ElidedBox(Box):
    """A narrow box that elides its text; tooltip and list show it whole.

    Parameters
    ----------
    least
        Number of letters for which there is always room.
    """

    def __init__(self, parent: QWidget | None = None, *, least: int = 6) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(least)
        self._help = ""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:  # noqa: N802
        """Cut the words to the room beside the arrow."""
        super().initStyleOption(option)
        option.currentText = self.shown()

    def shown(self) -> str:
        """Return what can be read of the choice."""
        option = QStyleOptionComboBox()
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        end = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(self.currentText(), end, field.width())

    def setToolTip(self, words: str) -> None:  # noqa: N802 - Qt's name
        """Say what is asked for; a choice that is cut stands above it."""
        self._help = words
        super().setToolTip(words)

    def event(self, event: QEvent) -> bool:
        """Say the choice whole where it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            whole = self.currentText()
            cut = whole if self.shown() != whole else ""
            super().setToolTip("\n".join(filter(None, (cut, self._help))))
        return super().event(event)

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Show a list wide enough for its words."""
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 12)
        super().showPopup()
