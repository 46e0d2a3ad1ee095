"""The legend as a card on the map; each row selects the areas of its class."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.draw.legend import Entry, MapKey
from hotspot_app.ui import theme
from hotspot_app.ui.icons import icon
from hotspot_app.ui.map_paint import swatch
from hotspot_app.words import counted

_SWATCH: Final = (18, 12)
_PAD: Final = 12
_WIDEST: Final = 260


class _Row(QAbstractButton):
    """A patch of the class, its name and how many areas are in it."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setText(entry.label)
        areas = counted(entry.count, "area")
        self.setAccessibleName(f"{entry.label}: {areas}")
        self.setAccessibleDescription("Selects these areas on the map")
        self.setToolTip(f"Select {areas}" if entry.count else "No area is in this class")
        self.setEnabled(entry.count > 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the words on one line."""
        words = QFontMetricsF(self._face()).horizontalAdvance(self.entry.label)
        number = QFontMetricsF(self._face()).horizontalAdvance(self._count())
        wide = 2 * _PAD + _SWATCH[0] + 10 + words + 20 + number
        return QSize(round(wide), max(24, theme.pixels(22)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the row."""
        del event
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), QColor(now.accent_soft))
        if self.hasFocus():
            _focus(painter, QRectF(self.rect()))
        patch = swatch(self.entry, now, _SWATCH, painter.device().devicePixelRatioF())
        middle = self.height() / 2
        painter.drawImage(QPointF(_PAD, round(middle - _SWATCH[1] / 2)), patch)
        painter.setFont(self._face())
        painter.setPen(QColor(now.ink if self.entry.count else now.muted))
        left = _PAD + _SWATCH[0] + 10
        room = QRectF(left, 0, self.width() - left - _PAD, self.height())
        measure = QFontMetricsF(self._face())
        free = room.width() - measure.horizontalAdvance(self._count()) - 8
        words = measure.elidedText(
            self.entry.label, Qt.TextElideMode.ElideRight, free + 1
        )
        line = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, line | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(QColor(now.muted))
        painter.drawText(room, line | Qt.AlignmentFlag.AlignRight, self._count())
        painter.end()

    def _count(self) -> str:
        return f"{self.entry.count:,}"

    def _face(self) -> QFont:
        return theme.numerals(theme.font(12))


class _Head(QAbstractButton):
    """What is mapped; folds the rows away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the title on as many lines as it takes."""
        widest = theme.pixels(_WIDEST)
        measure = QFontMetricsF(self._face())
        wide = min(measure.horizontalAdvance(self.text()) + 2 * _PAD + 24, widest)
        return QSize(round(wide), self.heightForWidth(round(wide)))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high the title is in so many pixels."""
        room = QRectF(0, 0, max(width - 2 * _PAD - 22, 20), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        measure = QFontMetricsF(self._face())
        return max(28, round(measure.boundingRect(room, flags, self.text()).height()) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the title and an arrow."""
        del event
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            _focus(painter, QRectF(self.rect()))
        painter.setFont(self._face())
        painter.setPen(QColor(now.ink))
        room = QRectF(_PAD, 0, self.width() - 2 * _PAD - 22, self.height())
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, flags, self.text())
        painter.translate(self.width() - _PAD - 8, self.height() / 2)
        painter.rotate(0 if self.isChecked() else 180)
        icon("chevron-down", "muted").paint(painter, -8, -8, 16, 16)
        painter.end()

    def _face(self) -> QFont:
        return theme.font(12, bold=True)


def _focus(painter: QPainter, place: QRectF) -> None:
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(2, 1, -2, -1), 4, 4)


class MapLegend(QFrame):
    """Every class of the map with its count, zeros too.

    Signals
    -------
    chosen
        The number of the class whose row was pressed.
    folded
        After the rows were folded away or brought back.
    """

    chosen = Signal(int)
    folded = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Legend")
        self.head = _Head(self)
        self.head.toggled.connect(self._fold)
        self._rows = QWidget()
        self._rows.setAutoFillBackground(False)
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._rows)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self._scroll.viewport().setAutoFillBackground(False)
        self.hide()

    def rows(self) -> list[QAbstractButton]:
        """Return the buttons, one a class."""
        return list(self._rows.findChildren(_Row))

    def words(self) -> list[tuple[str, int]]:
        """Return what the legend says: each class with its count."""
        return [(row.entry.label, row.entry.count) for row in self._rows.findChildren(_Row)]

    def set_key(self, key: MapKey | None) -> None:
        """Show the classes of a map."""
        entries = () if key is None else key.entries
        held = tuple(row.entry for row in self._rows.findChildren(_Row))
        if key is not None:
            self.head.setText(key.title)
            self.head.setAccessibleName(f"Legend: {key.title}")
            self.head.setToolTip("\n".join(key.notes))
            self.setAccessibleDescription(" ".join(key.notes))
        if entries != held:
            self._fill(entries)
        self.setVisible(bool(entries))

    def _fill(self, entries: tuple[Entry, ...]) -> None:
        column = self._rows.layout()
        for row in self._rows.findChildren(_Row):
            column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        for number, entry in enumerate(entries):
            row = _Row(entry, self._rows)
            row.clicked.connect(lambda _=False, n=number: self.chosen.emit(n))
            column.addWidget(row)

    def _fold(self) -> None:
        self._scroll.setVisible(self.head.isChecked())
        self.folded.emit()

    def settle(self, widest: int, highest: int) -> QSize:
        """Take the size the classes need, or what there is."""
        rows = self._rows.findChildren(_Row)
        hints = [row.sizeHint() for row in rows]
        wide = max([hint.width() for hint in hints] + [self.head.sizeHint().width()])
        wide = min(wide + 2, max(widest, 1))
        top = self.head.heightForWidth(wide - 2)
        body = sum(hint.height() for hint in hints) if self.head.isChecked() else 0
        room = max(highest - top - 8, 0)
        if body > room:
            wide = min(wide + 12, max(widest, 1))
        self.head.setGeometry(1, 2, wide - 2, top)
        self._scroll.setGeometry(1, top + 2, wide - 2, min(body, room))
        self.resize(wide, top + min(body, room) + (8 if body else 4))
        return self.size()
