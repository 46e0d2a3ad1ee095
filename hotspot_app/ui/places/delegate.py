"""Paints the rows of the table of places: name, counts, rate with limits, and bar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from hotspot_app.draw.page.fitting import fitted, shortened
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.cell_words import Faces, bar_colours, paint_tag
from hotspot_app.ui.kit.plain_table import PAD, is_current_row, rule_current
from hotspot_app.ui.kit.sorted_model import Index
from hotspot_app.ui.places.model import (
    AGAINST,
    BEFORE,
    CHANGE,
    COUNT,
    NOW,
    PLACE,
    RATE,
    READ,
    PlacesModel,
)
from hotspot_app.ui.places.places import Floats, Places

_ABOVE: Final = 8
"""Pixels above and below a row's lines."""
_TIGHT: Final = 3
"""Pixels above and below the lines of compact rows."""
_NARROWEST: Final = 6.5
"""Least width of the column of names, in font heights: other columns are taken out
before it gets narrower."""
_LEAST: Final = 5
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Layout:
    """Which columns fit beside the names.

    Bars are taken out first, and their tags move below the names; then counts, which
    move below the rates; then rates.
    """

    bars: bool = True
    counts: bool = True
    rates: bool = True


class PlacesDelegate(QStyledItemDelegate):
    """Paints the columns to read; cells of the full table only get a line below."""

    def __init__(self, model: PlacesModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.faces = Faces(theme.font())
        self.layout = Layout()
        self.compact = False
        """Whether rows have two lines at most, words being cut to them."""
        self._measured: tuple[tuple[Places, Faces], tuple[Floats, Floats]] | None = None

    # --- room -----------------------------------------------------------------

    def fit(self, room: int, headings: Mapping[int, int]) -> dict[int, int]:
        """Choose which columns fit, and return the width that each needs.

        Parameters
        ----------
        room
            Width of the table in pixels.
        headings
            Width of each column's heading in pixels, by column.

        Returns
        -------
        dict
            Width in pixels of each column that is shown, by column, but the names'.
        """
        places, faces = self._model.places, self.faces
        if places is None or not len(places.codes):
            return {}
        wide: dict[int, float] = {c: wide - 2 * PAD for c, wide in headings.items()}
        count, upper = np.nan_to_num(places.count), np.nan_to_num(places.upper)
        wide[COUNT] = max(wide[COUNT], faces.body_width(f"{count.max():,.0f}"))
        limits = places.limits(int(upper.argmax()))
        wide[RATE] = max(wide[RATE], faces.small_width(limits))
        tags = [faces.tag_width(str(word)) + 10 for word in set(places.sure)]
        kinds = [faces.small_width(str(word)) for word in set(places.kind)]
        wide[AGAINST] = max(wide[AGAINST], *tags, *kinds)
        self._measure_change(places, wide)
        absent = [
            *(() if places.has_rates else (RATE,)),
            *(() if places.has_change else (BEFORE, NOW, CHANGE)),
            *(() if places.has_other_counts else (COUNT,)),
        ]
        needed = {
            column: round(width) + 2 * PAD
            for column, width in wide.items()
            if column not in absent
        }
        self.layout = self._give_way(places, needed, room)
        return needed

    def _measure_change(self, places: Places, wide: dict[int, float]) -> None:
        faces = self.faces
        for column, values in ((BEFORE, places.before), (NOW, places.now)):
            most = np.nan_to_num(values).max()
            wide[column] = max(wide[column], faces.body_width(f"{most:,.0f}"))
        most = np.abs(np.nan_to_num(places.difference)).max()
        said = [faces.small_width(str(words)) for words in set(places.changed)]
        numbers = faces.body_width(f"+{most:,.0f}")
        wide[CHANGE] = max(wide[CHANGE], numbers, *said)

    def _give_way(self, places: Places, needed: dict[int, int], room: int) -> Layout:
        """Take columns out until names have room, and return those that stay."""
        least = _NARROWEST * self.faces.body.pixelSize() + 2 * PAD

        def is_tight() -> bool:
            return room - sum(needed.values()) < least

        bars = not is_tight()
        if not bars:
            del needed[AGAINST]
        counts = not places.has_rates or not is_tight()
        if not counts and needed.pop(COUNT, 0):
            below = self.faces.small_width(_recorded(np.nan_to_num(places.count).max()))
            needed[RATE] = max(needed[RATE], round(below) + 2 * PAD)
        else:
            counts = True
        rates = not (places.has_change and places.has_rates and is_tight())
        if not rates:
            del needed[RATE]
        return Layout(bars, counts, rates)

    def least(self) -> int:
        """Return the least width in pixels of the column of names."""
        return round(_LEAST * self.faces.body.pixelSize()) + 2 * PAD

    def heights(self, room: float) -> npt.NDArray[np.int64]:
        """Return the height of each row, when names are `room` pixels wide."""
        places, faces, inside = self._model.places, self.faces, room - 2 * PAD
        assert places is not None
        if self.compact:
            tall = round(2 * _TIGHT + faces.body_line + faces.small_line)
            return np.full(len(places.codes), tall, dtype=np.int64)
        first, second = self._widths(places)
        big = 1 + (first > inside).astype(int)
        small = (second > 0).astype(int) + (second > inside)
        said = (places.kind != "").astype(int) + (places.sure != "")
        if self.layout.bars:
            beside = np.maximum(said, 1)
        else:
            wide = {word: faces.small_width(word) > inside for word in {*places.kind}}
            small += said + np.array([wide[word] for word in places.kind], dtype=int)
            beside = np.ones_like(said)
        if not self.layout.counts and self.layout.rates:
            beside = beside + 1
        name = big * faces.body_line + small * faces.small_line
        least = faces.body_line + beside * faces.small_line
        return np.array(np.round(2 * _ABOVE + np.maximum(name, least)), dtype=np.int64)

    def _widths(self, places: Places) -> tuple[Floats, Floats]:
        """Return the widths of both lines of every name, cached for places and font."""
        if self._measured is None or self._measured[0] != (places, self.faces):
            first = np.array([self.faces.body_width(words) for words in places.first])
            second = np.array(
                [self.faces.small_width(words) for words in places.second]
            )
            self._measured = (places, self.faces), (first, second)
        return self._measured[1]

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
        now, places = theme.current(), self._model.places
        if places is None:
            return
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(now.accent_soft if chosen else now.panel))
        if index.column() >= READ:
            plain = QStyleOptionViewItem(option)
            plain.state &= ~QStyle.StateFlag.State_HasFocus
            plain.rect = option.rect.adjusted(PAD - 3, 0, 3 - PAD, 0)
            super().paint(painter, plain, index)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            row = int(self._model.rows[index.row()])
            above = _TIGHT if self.compact else _ABOVE
            inside = rect.adjusted(PAD, above, -PAD, -above)
            column, text = index.column(), str(index.data())
            if column == PLACE:
                self._paint_name(painter, inside, places, row)
            elif column == AGAINST:
                self._paint_bar(painter, inside, places, row)
            elif column == RATE:
                self._paint_rate(painter, inside, text, row)
            elif column == CHANGE and places.changed[row]:
                self._stack(painter, inside, text, str(places.changed[row]))
            else:
                self._stack(painter, inside, text)
        line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, QColor(now.hairline))
        if is_current_row(option.widget, index.row()):
            rule_current(painter, rect)
        painter.restore()

    def _paint_name(
        self, painter: QPainter, rect: QRectF, places: Places, row: int
    ) -> None:
        if self.compact:
            self._paint_short_name(painter, rect, places, row)
            return
        now, faces = theme.current(), self.faces
        line = QRectF(rect.left(), rect.top(), rect.width(), faces.body_line)
        painter.setFont(faces.body)
        painter.setPen(QColor(now.ink))
        for words in fitted(str(places.first[row]), rect.width(), faces.body_width):
            painter.drawText(line, _LEFT, words)
            line.translate(0, faces.body_line)
        line.setHeight(faces.small_line)
        painter.setFont(faces.small)
        painter.setPen(QColor(now.muted))
        for words in fitted(str(places.second[row]), rect.width(), faces.small_width):
            painter.drawText(line, _LEFT, words)
            line.translate(0, faces.small_line)
        if not self.layout.bars:
            self._paint_class(painter, line, places, row, left=True)

    def _paint_short_name(
        self, painter: QPainter, rect: QRectF, places: Places, row: int
    ) -> None:
        """Paint the name in one line and its ward in another, both elided."""
        now, faces = theme.current(), self.faces
        line = QRectF(rect.left(), rect.top(), rect.width(), faces.body_line)
        painter.setFont(faces.body)
        painter.setPen(QColor(now.ink))
        words = shortened(str(places.first[row]), line.width(), faces.body_width)
        painter.drawText(line, _LEFT, words)
        line.translate(0, faces.body_line)
        line.setHeight(faces.small_line)
        if not self.layout.bars and places.sure[row]:
            tag = str(places.sure[row])
            paint_tag(painter, line, tag, faces, left=False)
            line.setWidth(max(line.width() - faces.tag_width(tag) - 10 - PAD, 0))
        painter.setFont(faces.small)
        painter.setPen(QColor(now.muted))
        words = shortened(str(places.second[row]), line.width(), faces.small_width)
        painter.drawText(line, _LEFT, words)

    def _paint_class(
        self,
        painter: QPainter,
        line: QRectF,
        places: Places,
        row: int,
        *,
        left: bool,
    ) -> None:
        """Paint class and confidence in lines from `line` down.

        A class that is too wide for one line below the name takes two.
        """
        line, faces = QRectF(line), self.faces
        if places.kind[row] and not (self.compact and places.sure[row]):
            painter.setFont(faces.small)
            painter.setPen(QColor(theme.current().ink))
            kind, width = str(places.kind[row]), faces.small_width
            below = fitted(kind, line.width(), width)
            for words in below if left else (shortened(kind, line.width(), width),):
                painter.drawText(line, _LEFT if left else _RIGHT, words)
                line.translate(0, faces.small_line)
        if places.sure[row]:
            paint_tag(painter, line, str(places.sure[row]), faces, left=left)

    def _paint_rate(self, painter: QPainter, rect: QRectF, rate: str, row: int) -> None:
        places = self._model.places
        assert places is not None
        small = [places.limits(row)] if places.limits(row) else []
        if not self.layout.counts:
            small.append(_recorded(places.count[row]))
        self._stack(painter, rect, rate, *small[-1 if self.compact else 0 :])

    def _stack(self, painter: QPainter, rect: QRectF, value: str, *below: str) -> None:
        """Paint a number with small lines below it, aligned to the right."""
        now, faces = theme.current(), self.faces
        tall = faces.body_line + len(below) * faces.small_line
        top = rect.center().y() - tall / 2
        line = QRectF(rect.left(), top, rect.width(), faces.body_line)
        painter.setFont(faces.body)
        painter.setPen(QColor(now.ink))
        painter.drawText(line, _RIGHT, value)
        line.translate(0, faces.body_line)
        line.setHeight(faces.small_line)
        painter.setFont(faces.small)
        painter.setPen(QColor(now.muted))
        for words in below:
            painter.drawText(line, _RIGHT, words)
            line.translate(0, faces.small_line)

    def _paint_bar(
        self, painter: QPainter, rect: QRectF, places: Places, row: int
    ) -> None:
        now, faces = theme.current(), self.faces
        said = bool(places.kind[row]) + bool(places.sure[row])
        said = min(said, 1) if self.compact else said
        tall = faces.body_line + said * faces.small_line
        top, thick = rect.center().y() - tall / 2, faces.body_line * 0.45
        middle = top + faces.body_line / 2
        track = QRectF(rect.left(), middle - thick / 2, rect.width(), thick)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(now.chance_ground))
        painter.drawRoundedRect(track, thick / 2, thick / 2)
        most, value = places.longest, places.compared[row]
        if most > 0 and np.isfinite(value) and value > 0:
            full = QRectF(track)
            full.setWidth(max(track.width() * value / most, thick))
            fill, edge = bar_colours(places.fills[row])
            painter.setBrush(fill)
            painter.setPen(edge)
            shape = full.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(shape, thick / 2, thick / 2)
        if most > 0 and places.city_rate is not None:
            at = track.left() + track.width() * places.city_rate / most
            mark = QRectF(at - 1, track.top() - 3, 2, thick + 6)
            painter.fillRect(mark.adjusted(-1, 0, 1, 0), QColor(now.panel))
            painter.fillRect(mark, QColor(now.ink))
        line = QRectF(
            rect.left(), top + faces.body_line, rect.width(), faces.small_line
        )
        self._paint_class(painter, line, places, row, left=False)


def _recorded(count: float) -> str:
    return f"{count:,.0f} recorded"
