"""The map of the window: a map with legend, hover card, buttons and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import geopandas as gpd
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolButton, QWidget

from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.method import Surface
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.map.hover_card import HoverCard, HoverText
from hotspot_app.ui.map.keys import KeyedMap
from hotspot_app.ui.map.layer_list import Laid, LayerList
from hotspot_app.ui.map.legend import MapLegend
from hotspot_app.ui.map.lines import Basemap, ExtraLayer
from hotspot_app.ui.map.slide import SHAPES, Caption, Parts, slide
from hotspot_app.ui.map.sources_card import SourcesCard
from hotspot_app.ui.map.view_box import Extent

_MARGIN: Final = 16
_FOOT: Final = 10
"""Above and below the legend, in the room it has for itself."""


class MapView(KeyedMap):
    """The map with everything that lies on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Map")
        self._hover_text: Callable[[str], HoverText | None] | None = None
        self.legend = MapLegend(self)
        self.legend.chosen.connect(self._choose_class)
        self.legend.folded.connect(self._place_cards)
        self.buttons: tuple[QToolButton, ...] = (
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
        self.layers = LayerList(self)
        self.card = HoverCard(self)
        self.told = SourcesCard(self)
        self._caption = Caption()
        self._foot_high = 0
        self._place_cards()

    def _button(self, name: str, words: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: act())
        return button

    def put_button(self, action: QAction) -> None:
        """Put a button for an action above the others."""
        button = QToolButton(self)
        button.setIcon(action.icon())
        button.setCheckable(action.isCheckable())
        button.setAccessibleName(action.text())
        button.clicked.connect(lambda: action.trigger())

        def follow() -> None:
            button.setEnabled(action.isEnabled())
            button.setChecked(action.isChecked())
            button.setToolTip(action.toolTip())

        action.changed.connect(follow)
        follow()
        self.buttons = (button, *self.buttons)
        self._place_cards()

    # --- what is shown ------------------------------------------------------------

    def set_areas(
        self, areas: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame | None = None
    ) -> None:
        """Show other areas; see `MapCanvas.set_areas`."""
        before = None if self._scene is None else self._scene.areas.codes
        super().set_areas(areas, outlines)
        if before is None or not areas.index.equals(before):
            self._place_cards()
            self._under = self._now = -1
            self.card.tell(None, QPointF())

    def set_key(self, key: MapKey | None, surface: Surface | None = None) -> None:
        """Colour the areas, or a surface, and show the legend."""
        first = self._key is None and key is not None
        super().set_key(key, surface)
        self.legend.set_key(key)
        self.setAccessibleName("Map" if key is None else f"Map: {key.title}")
        self._place_cards(least=self._foot_high)
        if first and self._fits:
            self.fit()
        self._tell(self._under)

    def set_layers(self, laid: Sequence[Laid]) -> None:
        """Show layers of the analyst and of the method, and their names.

        Parameters
        ----------
        laid
            The topmost last; those that can't be drawn are only named.
        """
        over = [each.shown for each in laid if isinstance(each.shown, ExtraLayer)]
        under = [each.shown for each in laid if isinstance(each.shown, Basemap)]
        sources = [each.attribution for each in laid if each.shown is not None]
        self.set_extra_layers(over, under, sources)
        before = self._cards()
        self.layers.set_layers(laid)
        self._place_cards()
        if self._fits and self._cards() != before:
            self.fit()

    def set_hover_text(self, words: Callable[[str], HoverText | None] | None) -> None:
        """Say how an area is described, by its code."""
        self._hover_text = words
        self._tell(self._under)

    def set_hovered(self, code: str) -> None:
        """Outline an area pointed at elsewhere; nothing is emitted."""
        super().set_hovered(code)
        self.card.tell(None, QPointF())

    def picture(self, width: int, height: int, ratio: float = 1.0) -> QImage:
        """Paint the map with its legend, names, scale and sources."""
        image = super().picture(width, height, ratio)
        painter = QPainter(image)
        if not self.legend.isHidden():
            top = height - _MARGIN - self.legend.height()
            self.legend.render(painter, QPoint(_MARGIN, top))
        if not self.layers.isHidden():
            painter.drawPixmap(_MARGIN, _MARGIN, self.layers.picture())
        painter.end()
        return image

    def set_caption(self, caption: Caption) -> None:
        """Say what stands above the map where it is copied or put on a slide."""
        self._caption = caption

    def copied_picture(self) -> QImage:
        """Return the map as a slide of the usual shape."""
        return self.slide(next(iter(SHAPES)))

    def slide(self, shape: str) -> QImage:
        """Paint the map with title, dates, legend and sources.

        Parameters
        ----------
        shape
            One of `SHAPES`.
        """
        shown = not self.legend.isHidden()
        parts = Parts(
            self._paint_ground,
            self.legend.paint_whole,
            self.legend.whole() if shown else QSize(),
            self.sources.words,
        )
        return slide(parts, self._caption, QSize(*SHAPES[shape]), 2.0)

    def _choose_class(self, number: int) -> None:
        if self._key is not None:
            held = self._key.entry_of
            self.choose(frozenset(map(str, held.index[held.to_numpy() == number])))

    # --- cards --------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the cards into their corners."""
        self._place_cards()
        super().resizeEvent(event)

    def _room(self) -> tuple[float, float]:
        """Leave the foot to legend, scale and sources: they cover no area."""
        wide, high = super()._room()
        return wide, max(high - self._foot_high, 1.0)

    def _place_cards(self, least: int = 0) -> None:
        """Put everything that lies on the map into its corner.

        Parameters
        ----------
        least
            Pixels that the foot keeps, so that another legend moves no ground.
        """
        side = min(theme.pixels(32), 44)
        for number, button in enumerate(self.buttons):
            button.setFixedSize(side, side)
            button.setIconSize(QSize(side // 2, side // 2))
            button.move(self.width() - _MARGIN - side, _MARGIN + number * (side + 4))
        self.layers.move(_MARGIN, _MARGIN)
        room = self.height() - 2 * _MARGIN
        if not self.layers.isHidden():
            room -= self.layers.height() + 8
        size = self.legend.settle(self.width() - 2 * _MARGIN, room, self.height())
        self.legend.move(_MARGIN, self.height() - _FOOT - size.height())
        tall = theme.pixels(48)
        if not self.legend.isHidden():
            tall = max(tall, size.height() + 2 * _FOOT)
        before, self._foot_high = self._foot_high, max(tall, least)
        if before != self._foot_high:
            self._fill_room()
        self.update()

    def _cards(self) -> list[Extent]:
        cards = [self.buttons[0].geometry().united(self.buttons[-1].geometry())]
        if not self.layers.isHidden():
            cards.append(self.layers.geometry())
        return [
            (c.left() - 8.0, c.top() - 8.0, c.right() + 8.0, c.bottom() + 8.0)
            for c in cards
        ]

    def _foot(self) -> float:
        taken = 0 if self.legend.isHidden() else self.legend.width() + _MARGIN
        return float(self.width() - 2 * _MARGIN - taken)

    def _dress(self) -> None:
        super()._dress()
        self.layers.refresh()
        self._place_cards()
        self.card.refresh()

    def _draw_last(self, painter: QPainter) -> None:
        """Draw where the ground ends, above legend and sources."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(theme.current().hairline))
        high = round(self._room()[1])
        painter.drawLine(0, high, self.width(), high)
        super()._draw_last(painter)

    # --- pointing -----------------------------------------------------------------

    def number_at(self, place: QPointF) -> int:
        """Return the row of the shown area at a pixel, -1 for none and at the foot."""
        return super().number_at(place) if place.y() < self._room()[1] else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say all sources where their line is pressed."""
        self.told.hide()
        line = self.sources.written.place
        if event.button() == Qt.MouseButton.LeftButton and line.contains(
            event.position()
        ):
            self.told.tell(self.sources.words, line.topRight())
            return
        super().mousePressEvent(event)

    def _point(self, number: int) -> None:
        super()._point(number)
        self._tell(number)

    def _tell(self, number: int) -> None:
        """Show the card of an area, or none."""
        code = self.code_of(number)
        words = None
        if code and self._hover_text is not None and not self._dragging:
            words = self._hover_text(code)
        self.card.tell(words, self._pointer)

    def _words_of(self, code: str) -> str:
        words = None if self._hover_text is None else self._hover_text(code)
        return code if words is None else words.words()
