"""Paints the rows of the tab "What rose": text, a tag, and small text below."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from hotspot_app.draw.page.fitting import fitted
from hotspot_app.ui.answer.types_model import CHANCE, NAME, Cell, TypesModel
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces, paint_tag
from hotspot_app.ui.kit.plain_table import PAD, is_current_row, rule_current
from hotspot_app.ui.kit.sorted_model import Index

_ABOVE: Final = 6
"""Pixels above and below a row's lines."""
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TypesDelegate(QStyledItemDelegate):
    """Paints names in up to two lines, and numbers aligned to the right."""

    def __init__(self, model: TypesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.faces = Faces(theme.font())

    # --- room -----------------------------------------------------------------

    def width(self, column: int) -> int:
        """Return the width in pixels that a column needs."""
        cells = [self._model.cell(row, column) for row in range(self._model.rowCount())]
        return round(max((self._wide(each) for each in cells), default=0)) + 2 * PAD

    def _wide(self, cell: Cell) -> float:
        faces = self.faces
        tag = faces.tag_width(cell.tag) + 10 if cell.tag else 0.0
        return max(faces.body_width(cell.words), faces.small_width(cell.below), tag)

    def height(self, row: int, room: float) -> int:
        """Return the height of a row, when names are `room` pixels wide."""
        faces = self.faces
        tall = 0.0
        for column in range(CHANCE + self._model.chance_apart):
            cell = self._model.cell(row, column)
            lines = 1 if cell.words else 0
            small = bool(cell.below) + bool(cell.tag)
            if column == NAME:
                lines = len(self._lines(cell.words, room, row))
                small = len(self._below_name(cell, room - 2 * PAD, row))
            tall = max(tall, lines * faces.body_line + small * faces.small_line)
        return round(tall) + 2 * _ABOVE

    def _below_name(self, cell: Cell, room: float, row: int) -> list[tuple[Cell, str]]:
        """Return the lines below a name: an empty cell or the result, and text."""
        chance, faces = self._model.cell(row, CHANCE), self.faces
        words = fitted(cell.below, room, faces.small_width)
        if self._model.chance_apart:
            return [(Cell(""), each) for each in words]
        beside = f" · {cell.below}" if cell.below else ""
        if self._said_width(chance) + faces.small_width(beside) <= room:
            return [(chance, beside)]
        return [(chance, ""), *((Cell(""), each) for each in words)]

    def _said_width(self, chance: Cell) -> float:
        faces = self.faces
        words = faces.small_width(f"{chance.words} ") if chance.words else 0.0
        return words + (faces.tag_width(chance.tag) + 10 if chance.tag else 0.0)

    def _lines(self, name: str, room: float, row: int) -> tuple[str, ...]:
        # the row asked about is in bold, which is a little wider
        slack = 0.92 if self._model.is_asked(row) else 1.0
        return fitted(name, slack * (room - 2 * PAD), self.faces.body_width)

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: Index
    ) -> QSize:
        """Leave room beside a cell's words."""
        return super().sizeHint(option, index) + QSize(2 * PAD, 0)

    # --- painting -------------------------------------------------------------

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Paint a cell."""
        now, rect = theme.current(), QRectF(option.rect)
        row, column = index.row(), index.column()
        asked = self._model.is_asked(row)
        pointed = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = now.accent_soft if asked else now.ground if pointed else now.panel
        painter.fillRect(rect, QColor(ground))
        inside = rect.adjusted(PAD, _ABOVE, -PAD, -_ABOVE)
        cell = self._model.cell(row, column)
        if column == NAME:
            self._paint_name(painter, inside, cell, row)
        else:
            self._paint_value(painter, inside, cell)
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, QColor(now.hairline))
        if is_current_row(option.widget, row):
            rule_current(painter, rect)
        painter.restore()

    def _paint_name(
        self, painter: QPainter, rect: QRectF, cell: Cell, row: int
    ) -> None:
        now, faces = theme.current(), self.faces
        face = QFont(faces.body)
        if self._model.is_asked(row):
            face.setWeight(QFont.Weight.DemiBold)
        line = QRectF(rect.left(), rect.top(), rect.width(), faces.body_line)
        painter.setFont(face)
        painter.setPen(QColor(now.ink))
        for words in self._lines(cell.words, rect.width() + 2 * PAD, row):
            painter.drawText(line, _LEFT, words)
            line.translate(0, faces.body_line)
        line.setHeight(faces.small_line)
        for chance, words in self._below_name(cell, rect.width(), row):
            after = QRectF(line)
            painter.setFont(faces.small)
            painter.setPen(QColor(now.ink))
            if chance.words:
                painter.drawText(after, _LEFT, chance.words)
                after.setLeft(after.left() + faces.small_width(f"{chance.words} "))
            if chance.tag:
                paint_tag(painter, after, chance.tag, faces, left=True)
            after = line.adjusted(self._said_width(chance), 0, 0, 0)
            painter.setFont(faces.small)
            painter.setPen(QColor(now.muted))
            painter.drawText(after, _LEFT, words)
            line.translate(0, faces.small_line)

    def _paint_value(self, painter: QPainter, rect: QRectF, cell: Cell) -> None:
        now, faces = theme.current(), self.faces
        line = QRectF(rect.left(), rect.top(), rect.width(), faces.body_line)
        if cell.words:
            painter.setFont(faces.body)
            painter.setPen(QColor(now.ink))
            painter.drawText(line, _RIGHT, cell.words)
            line.translate(0, faces.body_line)
        line.setHeight(faces.small_line)
        if cell.tag:
            paint_tag(painter, line, cell.tag, faces, left=False)
        if cell.below:
            painter.setFont(faces.small)
            painter.setPen(QColor(now.muted))
            painter.drawText(line, _RIGHT, cell.below)
