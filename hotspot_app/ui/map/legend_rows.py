"""The rows of the legend's card: its title, and a button for each class."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hotspot_app.draw.looks.legend import CELL, Entry
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.map.paint import swatch
from hotspot_app.words import counted

PAD: Final = 12
_PATCH: Final = (18, 12)
_WIDEST: Final = 270
_LINE: Final = Qt.AlignmentFlag.AlignVCenter


class Cell(QAbstractButton):
    """A sample of a class with its number of areas, with or without its label.

    Parameters
    ----------
    most
        Largest number in the legend, so that samples are aligned.
    unit
        Noun for what is counted; cells of a surface can't be selected.
    """

    def __init__(
        self, entry: Entry, most: int, unit: str, *, named: bool, patch_first: bool
    ) -> None:
        super().__init__()
        self._unit = unit
        self._named, self._patch_first = named, patch_first
        self.setAccessibleDescription("Selects these areas on the map")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_entry(entry, most)

    def set_entry(self, entry: Entry, most: int) -> None:
        """Show another count of the class."""
        self.entry, self._most = entry, most
        areas = counted(entry.count, self._unit)
        can = entry.count > 0 and self._unit != CELL
        told = f"select {areas}" if can else areas if entry.count else "no area"
        self.setAccessibleName(f"{entry.label}: {areas}")
        self.setToolTip(f"{entry.label}: {told}")
        self.setEnabled(can)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if can else arrow)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for patch, name and count on one line."""
        measure = QFontMetricsF(self._face())
        wide = self._number_wide() + _patch()[0] + 8 + PAD
        if self._named:
            wide += measure.horizontalAdvance(self.entry.label) + 16 + PAD
        return QSize(round(max(wide + 6, 62)), max(24, theme.pixels(22)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it."""
        del event
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), QColor(now.accent_soft))
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()))
        face = self._face()
        measure = QFontMetricsF(face)
        number = measure.horizontalAdvance(self._count())
        right = self.width() - PAD
        across, down = _patch()
        patch = swatch(self.entry, now, (across, down), self.devicePixelRatioF())
        left = PAD if self._patch_first else right - self._number_wide() - 8 - across
        top = round((self.height() - down) / 2)
        painter.drawImage(QPointF(round(left), top), patch)
        painter.setFont(face)
        painter.setPen(QColor(now.ink if self.entry.count else now.muted))
        room = QRectF(0, 0, right, self.height())
        painter.drawText(room, _LINE | Qt.AlignmentFlag.AlignRight, self._count())
        if self._named:
            start = PAD + across + 10 if self._patch_first else PAD
            end = right - number if self._patch_first else left
            words = measure.elidedText(
                self.entry.label, Qt.TextElideMode.ElideRight, end - start - 4
            )
            room = QRectF(start, 0, end - start, self.height())
            painter.drawText(room, _LINE | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _number_wide(self) -> float:
        measure = QFontMetricsF(self._face())
        return max(measure.horizontalAdvance(f"{self._most:,}"), 16)

    def _count(self) -> str:
        return f"{self.entry.count:,}"

    def _face(self) -> QFont:
        return theme.numerals(theme.font(12))


class Head(QAbstractButton):
    """The title of the legend, which folds the classes away."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = ""
        self.is_plain = False
        """Whether it is painted without its arrow, as on paper."""
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def call(self, title: str) -> None:
        """Say what is mapped."""
        if title == self._title:
            return
        self._title = title
        self.setAccessibleName(f"Legend: {title}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the title on as many lines as it takes."""
        measure = QFontMetricsF(self._face())
        wide = measure.horizontalAdvance(self._title) + 2 * PAD + theme.pixels(28)
        wide = min(round(wide), theme.pixels(_WIDEST))
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Return how high the title is in so many pixels."""
        room = QRectF(0, 0, max(width - 2 * PAD - theme.pixels(22), 20), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        measure = QFontMetricsF(self._face())
        return max(
            30, round(measure.boundingRect(room, flags, self._title).height()) + 14
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the title and an arrow."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()))
        painter.setFont(self._face())
        painter.setPen(QColor(theme.current().ink))
        room = QRectF(PAD, 0, self.width() - 2 * PAD - theme.pixels(22), self.height())
        flags = int(Qt.TextFlag.TextWordWrap | _LINE)
        painter.drawText(room, flags, self._title)
        if self.is_plain:
            painter.end()
            return
        side = theme.pixels(16)
        painter.translate(self.width() - PAD - side / 2, self.height() / 2)
        painter.rotate(0 if self.isChecked() else 180)
        place = QRect(-side // 2, -side // 2, side, side)
        icon("chevron-down", "muted").paint(painter, place)
        painter.end()

    def _face(self) -> QFont:
        return theme.font(12, bold=True)


def _patch() -> tuple[int, int]:
    return theme.pixels(_PATCH[0]), theme.pixels(_PATCH[1])


def draw_focus(painter: QPainter, place: QRectF) -> None:
    """Show that keys go here."""
    painter.setPen(QPen(QColor(theme.current().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(2, 2, -2, -2), 4, 4)
