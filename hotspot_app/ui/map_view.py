"""The map of the window: a map with legend, hover card, buttons and keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import geopandas as gpd
import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolButton, QWidget

from hotspot_app.draw.legend import MapKey
from hotspot_app.ui import theme
from hotspot_app.ui.hover_card import HoverCard, HoverText
from hotspot_app.ui.icons import icon
from hotspot_app.ui.map_legend import MapLegend
from hotspot_app.ui.map_pointing import PointedMap, nearest_beside
from hotspot_app.ui.view_box import Extent, ViewBox

_MARGIN: Final = 16
_STEP: Final = 60
"""Pixels an arrow key moves the map."""
_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
_HELP: Final = (
    "Arrow keys move the map, plus and minus zoom, 0 shows all of it. N and P go to "
    "the next and previous area, Ctrl with an arrow to the one beside it; Space "
    "selects it, Ctrl with Space adds it, Enter opens it, Escape clears the selection."
)
_BY_KEYS: Final = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class MapView(PointedMap):
    """The map with everything that lies on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Map")
        self.setAccessibleDescription(_HELP)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._now = -1
        self._by_keys = False
        self._hover_text: Callable[[str], HoverText | None] | None = None
        self._card_at = QPointF()
        self.legend = MapLegend(self)
        self.legend.chosen.connect(self._choose_class)
        self.legend.folded.connect(self._place_cards)
        self.buttons = (
            self._button("plus", "Zoom in", self.zoom_in),
            self._button("minus", "Zoom out", self.zoom_out),
            self._button("maximize", "Show the whole map", self.fit),
            self._button(
                "square-dashed-mouse-pointer",
                "Select by dragging a rectangle",
                lambda: self.set_rectangle_mode(not self._rectangle_mode),
            ),
        )
        self.buttons[-1].setCheckable(True)
        self.rectangle_mode_changed.connect(self.buttons[-1].setChecked)
        self.card = HoverCard(self)
        self._place_cards()

    def _button(self, name: str, words: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: act())
        return button

    # --- what is shown ------------------------------------------------------------

    def set_areas(
        self, areas: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame | None = None
    ) -> None:
        """Show other areas; see `MapCanvas.set_areas`."""
        before = None if self._scene is None else self._scene.areas.codes
        super().set_areas(areas, outlines)
        if before is None or not areas.index.equals(before):
            self._under = self._now = -1
            self.card.tell(None, QPointF())

    def set_key(self, key: MapKey | None) -> None:
        """Colour the areas and show the legend."""
        first = self._key is None and key is not None
        super().set_key(key)
        self.legend.set_key(key)
        self.setAccessibleName("Map" if key is None else f"Map: {key.title}")
        self._place_cards()
        if first and self._fits:
            self.fit()
        self._tell(self._under)

    def set_hover_text(self, words: Callable[[str], HoverText | None] | None) -> None:
        """Say how an area is described, by its code."""
        self._hover_text = words
        self._tell(self._under)

    def set_hovered(self, code: str) -> None:
        """Outline an area pointed at elsewhere; nothing is emitted."""
        super().set_hovered(code)
        self.card.tell(None, QPointF())

    def current_code(self) -> str:
        """Return the code of the area the keys are at, "" for none."""
        return self.code_of(self._now)

    def _code_of_keys(self) -> str:
        return self.current_code()

    def copy(self) -> None:
        """Put a picture of the map on the clipboard, at twice the screen's density."""
        picture = self.picture(max(self.width(), 1), max(self.height(), 1), 2.0)
        QGuiApplication.clipboard().setImage(picture)

    def picture(self, width: int, height: int, ratio: float = 1.0) -> QImage:
        """Paint the map with its legend, names, scale and sources."""
        image = super().picture(width, height, ratio)
        if not self.legend.isHidden():
            painter = QPainter(image)
            top = height - _MARGIN - self.legend.height()
            self.legend.render(painter, QPoint(_MARGIN, top))
            painter.end()
        return image

    def _choose_class(self, number: int) -> None:
        if self._key is not None:
            held = self._key.entry_of
            self.choose(frozenset(map(str, held.index[held.to_numpy() == number])))

    # --- cards --------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the cards into their corners."""
        self._place_cards()
        super().resizeEvent(event)

    def _place_cards(self) -> None:
        side = max(32, theme.pixels(32))
        for number, button in enumerate(self.buttons):
            button.setFixedSize(side, side)
            button.setIconSize(QSize(side // 2, side // 2))
            button.move(self.width() - _MARGIN - side, _MARGIN + number * (side + 4))
        room = self.height() - 2 * _MARGIN
        size = self.legend.settle(self.width() - 2 * _MARGIN, room)
        self.legend.move(_MARGIN, self.height() - _MARGIN - size.height())
        self.update()

    def _cards(self) -> list[Extent]:
        cards = [self.buttons[0].geometry().united(self.buttons[-1].geometry())]
        if not self.legend.isHidden():
            cards.append(self.legend.geometry())
        return [
            (c.left() - 8.0, c.top() - 8.0, c.right() + 8.0, c.bottom() + 8.0)
            for c in cards
        ]

    def _foot(self) -> float:
        taken = 0 if self.legend.isHidden() else self.legend.width() + _MARGIN
        return min(self.width() - 2 * _MARGIN - taken, 460.0)

    def _dress(self) -> None:
        super()._dress()
        self._place_cards()
        self.card.refresh()

    # --- pointing -----------------------------------------------------------------

    def _point(self, number: int, at: QPointF) -> None:
        self._card_at = at
        super()._point(number, at)
        self._tell(number)

    def _tell(self, number: int) -> None:
        """Show the card of an area, or none."""
        code = self.code_of(number)
        words = None
        if code and self._hover_text is not None and not self._dragging:
            words = self._hover_text(code)
        self.card.tell(words, self._card_at)

    # --- keys ---------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, zoom, step through the areas and choose them."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif key in _ARROWS:
            across, up = _ARROWS[key]
            if control:
                self._step_aside((across, up))
            else:
                self.move_by(-across * _STEP, up * _STEP)
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Select):
            code = self.current_code()
            if code:
                self.choose(frozenset({code}), adding=control)
        elif not self._do(key):
            super().keyPressEvent(event)

    def _do(self, key: Qt.Key) -> bool:
        """Do what a single key asks for; say whether it asks for anything."""
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Equal: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
            Qt.Key.Key_0: self.fit,
            Qt.Key.Key_Home: self.fit,
            Qt.Key.Key_N: lambda: self._step(1),
            Qt.Key.Key_P: lambda: self._step(-1),
            Qt.Key.Key_Return: self._open,
            Qt.Key.Key_Enter: self._open,
            Qt.Key.Key_Escape: self._clear,
        }
        deed = deeds.get(key)
        if deed is not None:
            deed()
        return deed is not None

    def _open(self) -> None:
        if self.current_code():
            self.activated.emit(self.current_code())

    def _clear(self) -> None:
        if not self.give_up():
            self._card_at = QPointF()
            self.card.tell(None, QPointF())
            self.choose(frozenset())

    def _step(self, by: int) -> None:
        """Go to the next shown area in the order of the codes."""
        if self._scene is None:
            return
        areas = self._scene.areas
        order = np.argsort(areas.codes.astype(str), kind="stable")
        order = order[areas.shown[order]]
        if not len(order):
            return
        held = np.flatnonzero(order == self._now)
        place = (int(held[0]) + by) if len(held) else (0 if by > 0 else -1)
        self._go_to(int(order[place % len(order)]))

    def _step_aside(self, direction: tuple[int, int]) -> None:
        if self._scene is None:
            return
        if self._now < 0:
            self._step(1)
            return
        areas = self._scene.areas
        self._go_to(nearest_beside(areas.middles, areas.shown, self._now, direction))

    def _go_to(self, number: int) -> None:
        """Make an area the keys' own, bring it into view and say what it is."""
        self._now = number
        if self._scene is None or self._view is None:
            return
        middle = self._scene.areas.middles[number]
        if not np.isfinite(middle).all():
            return
        at = self._view.pixels(middle[None, :])[0]
        inside = QRectF(self.rect()).adjusted(40, 40, -40, -40)
        if not inside.contains(QPointF(*at)):
            self.move_by(self.width() / 2 - at[0], self.height() / 2 - at[1])
            at = self._view.pixels(middle[None, :])[0]
        self._point(number, QPointF(float(at[0]), float(at[1])))
        self._announce()

    def _announce(self) -> None:
        words = None if self._hover_text is None else self._hover_text(self.current_code())
        said = self.current_code() if words is None else words.words()
        self.setAccessibleDescription(said)
        event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that keys go to the map."""
        self._by_keys = event.reason() in _BY_KEYS
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Stop showing it."""
        self._by_keys = False
        self.update()
        super().focusOutEvent(event)

    # --- painting -----------------------------------------------------------------

    def _draw_live(self, painter: QPainter, view: ViewBox) -> None:
        super()._draw_live(painter, view)
        if self._now >= 0 and self.hasFocus():
            now = theme.current()
            casing = QPen(QColor(now.panel), 4.5, j=Qt.PenJoinStyle.RoundJoin)
            dashes = QPen(QColor(now.accent), 2, Qt.PenStyle.DashLine)
            self.draw_outline(painter, self._now, dashes, casing)

    def _draw_last(self, painter: QPainter) -> None:
        super()._draw_last(painter)
        if self._by_keys and self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme.current().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
