"""The map of the window: a map with legend, hover card, buttons and keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import geopandas as gpd
from PySide6.QtCore import (
    QEvent,
    QPoint,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolButton, QToolTip, QWidget

from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.method import Surface
from hotspot_app.overlay import Spot
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.camera import Camera
from hotspot_app.ui.map.canvas import MapCanvas
from hotspot_app.ui.map.cards import Cards
from hotspot_app.ui.map.choice import Choice
from hotspot_app.ui.map.copies import Copies
from hotspot_app.ui.map.hover_card import HoverCard, HoverText
from hotspot_app.ui.map.keys import Keys
from hotspot_app.ui.map.layer_list import Laid
from hotspot_app.ui.map.lines import Basemap, ExtraLayer
from hotspot_app.ui.map.mouse import Mouse
from hotspot_app.ui.map.sources_card import SourcesCard
from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox


class MapView(QWidget):
    """The map with its legend, cards, buttons and layers.

    What is drawn, what part of it is shown, what is chosen, what mouse and keys do and
    what lies on it are objects of their own; the map hands them what the window system
    tells.

    Signals
    -------
    sharpened
        A sharp picture was made.
    selection_changed
        The analyst changed the selection: a frozenset of codes.
    hovered
        The mouse moved to an area: its code, "" for none.
    activated
        An area was double-clicked, or Enter pressed on it: its code.
    context_menu_asked
        The context menu is wanted: position on the screen, and code of the area.
    rectangle_mode_changed
        Dragging now selects areas, or no longer does.
    """

    sharpened = Signal()
    selection_changed = Signal(object)
    hovered = Signal(str)
    activated = Signal(str)
    context_menu_asked = Signal(QPoint, str)
    rectangle_mode_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(1, 1)
        self.camera = Camera(self, self)
        self.canvas = MapCanvas(self, self.camera)
        self.spots = self.canvas.spots
        self.choice = Choice(self.canvas)
        self.mouse = Mouse(self, self.camera, self.canvas, self.choice)
        self.keys = Keys(self, self.camera, self.canvas, self.mouse)
        self._cards = Cards(
            self,
            (
                ("plus", "Zoom in", self.zoom_in),
                ("minus", "Zoom out", self.zoom_out),
                ("maximize", "Show the whole map", self.fit),
                (
                    "square-dashed-mouse-pointer",
                    "Select by dragging a rectangle",
                    lambda: self.set_rectangle_mode(not self.mouse.selects),
                ),
            ),
        )
        self.legend, self.layers = self._cards.legend, self._cards.layers
        self.buttons[-1].setCheckable(True)
        self.card = HoverCard(self)
        self.told = SourcesCard(self)
        self.copies = Copies(self, self.camera, self.canvas, self._cards)
        self._connect()
        self.setAccessibleName("Map")
        self.key: MapKey | None = None
        self._hover_text: Callable[[str], HoverText | None] | None = None
        self._cards.place()

    def _connect(self) -> None:
        self.camera.moved.connect(lambda: self.update())
        self.canvas.sharpened.connect(self.sharpened)
        self.choice.changed.connect(self.selection_changed)
        self.choice.hovered.connect(lambda _: self.update())
        self.choice.hovered.connect(self.hovered)
        self.choice.pointed.connect(self._tell)
        self.mouse.activated.connect(self.activated)
        self.mouse.rectangle_mode_changed.connect(self.rectangle_mode_changed)
        self.mouse.rectangle_mode_changed.connect(self.buttons[-1].setChecked)
        self.keys.activated.connect(self.activated)
        self.keys.copy_asked.connect(self.copies.copy)
        self.keys.words_of = self._words_of
        self.legend.chosen.connect(self._choose_class)
        self._cards.room_changed.connect(self.camera.resize)
        theme.signals.changed.connect(self._dress)

    # --- what is shown ------------------------------------------------------------

    def set_areas(
        self, areas: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame | None = None
    ) -> None:
        """Show other areas; see `MapCanvas.set_areas`."""
        before = self.canvas.under().areas
        self.canvas.set_areas(areas, outlines)
        if before is None or not areas.index.equals(before.codes):
            self._cards.place()
            self.choice.number = -1
            self.keys.forget()
            self.card.tell(None, QPointF())

    def set_key(self, key: MapKey | None, surface: Surface | None = None) -> None:
        """Colour the areas, or a surface, and show the legend."""
        first = self.key is None and key is not None
        self.key = key
        self.canvas.set_key(key, surface)
        self.legend.set_key(key)
        self.setAccessibleName("Map" if key is None else f"Map: {key.title}")
        self._cards.place(least=self._cards.foot)
        if first and self.camera.fits:
            self.fit()
        self._tell(self.choice.number)

    def set_layers(self, laid: Sequence[Laid]) -> None:
        """Show the analyst's layers and the method's, with their names.

        Parameters
        ----------
        laid
            Layers, the topmost last; those that can't be drawn are only listed.
        """
        over = [each.shown for each in laid if isinstance(each.shown, ExtraLayer)]
        under = [each.shown for each in laid if isinstance(each.shown, Basemap)]
        sources = [each.attribution for each in laid if each.shown is not None]
        self.canvas.set_extra_layers(over, under, sources)
        before = self.cards()
        self.layers.set_layers(laid)
        self._cards.place()
        if self.camera.fits and self.cards() != before:
            self.fit()

    def set_neighbours(self, codes: frozenset[str]) -> None:
        """Outline areas lightly."""
        self.canvas.set_neighbours(codes)

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Outline and number places, the first on top."""
        self.canvas.set_spots(spots)

    def single_out(self, codes: frozenset[str]) -> None:
        """Show the numbered place of these areas, what lies around it dim."""
        self.canvas.single_out(codes)

    def set_attribution(self, words: str) -> None:
        """Show where the data come from."""
        self.canvas.set_attribution(words)

    def set_points(self, eastings: Floats | None, northings: Floats | None) -> None:
        """Draw incidents once the map is close; None where that isn't allowed."""
        self.canvas.set_points(eastings, northings)

    def set_selection(self, codes: frozenset[str]) -> None:
        """Show areas as chosen; nothing is emitted."""
        self.choice.show(codes)

    def set_rectangle_mode(self, on: bool) -> None:
        """Let dragging select areas in place of moving the map."""
        self.mouse.set_selects(on)

    def is_drawn(self) -> bool:
        """Say whether there is any picture of these areas yet."""
        return self.canvas.is_drawn()

    def is_sharp(self) -> bool:
        """Say whether the picture shown was painted for this view."""
        return self.canvas.is_sharp()

    def stop(self) -> None:
        """End the thread behind the map; it begins anew where it is needed."""
        self.canvas.stop()

    def set_hover_text(self, words: Callable[[str], HoverText | None] | None) -> None:
        """Say how an area is described, by its code."""
        self._hover_text = words
        self._tell(self.choice.number)

    def set_hovered(self, code: str) -> None:
        """Outline an area pointed at elsewhere; nothing is emitted."""
        self.choice.number = self.canvas.under().number_of(code)
        self.update()
        self.card.tell(None, QPointF())

    # --- which part is shown ------------------------------------------------------

    def view_box(self) -> ViewBox | None:
        """Return what part of the ground is shown."""
        return self.camera.view

    def room(self) -> tuple[float, float]:
        """Return the pixels across and down that the ground has."""
        return self._cards.room()

    def whole(self) -> Extent | None:
        """Return what the whole map covers."""
        return self.canvas.whole()

    def corners(self) -> Floats:
        """Return places that cards should leave uncovered."""
        return self.canvas.corners()

    def fit(self) -> None:
        """Show the whole map, clear of the cards that lie on it."""
        self.camera.fit()

    def zoom_in(self) -> None:
        """Go closer to the middle."""
        self.camera.zoom_in()

    def zoom_out(self) -> None:
        """Go farther from the middle."""
        self.camera.zoom_out()

    def zoom_to(self, codes: frozenset[str]) -> None:
        """Show some areas with what lies around them."""
        self.canvas.zoom_to(codes)

    def _choose_class(self, number: int) -> None:
        if self.key is not None:
            held = self.key.entry_of
            codes = held.index[held.to_numpy() == number]
            self.choice.choose(frozenset(map(str, codes)))

    # --- cards --------------------------------------------------------------------

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """The buttons, from above."""
        return self._cards.buttons

    def put_button(self, action: QAction) -> None:
        """Put a button for an action above the others."""
        self._cards.put_button(action)

    def cards(self) -> list[Extent]:
        """Return left, top, right and bottom of what lies on the ground."""
        return self._cards.extents()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Put the cards into their corners."""
        self._cards.place()
        super().resizeEvent(event)
        self.camera.resize()

    def _dress(self) -> None:
        self.canvas.dress()
        self.layers.refresh()
        self._cards.place()
        self.card.refresh()

    # --- what the window system tells ---------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the map, what is pointed at, its words, and what lies on top."""
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.fillRect(self.rect(), QColor(theme.current().map_ground))
        room = QRectF(QPointF(), QSizeF(*self.room()))
        painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
        self.canvas.draw(painter)
        self.mouse.draw_pointed(painter)
        self.keys.draw_at(painter)
        self.canvas.draw_names(painter)
        painter.setClipRegion(event.region())
        self.canvas.draw_sources(painter, self._cards.beside_legend())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(theme.current().hairline))
        painter.drawLine(0, round(room.height()), self.width(), round(room.height()))
        self.mouse.draw_box(painter)
        self.keys.draw_focus(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Paint anew on a screen of another density; say sources that were cut."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.canvas.ask()
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            tip = self.canvas.sources.tip_at(event.pos())
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Say all sources where their line is pressed; begin a click elsewhere."""
        self.told.hide()
        sources, at = self.canvas.sources, event.position()
        line = sources.written.place
        if event.button() == Qt.MouseButton.LeftButton and line.contains(at):
            self.told.tell(sources.words, line.topRight())
        else:
            self.mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Move the map, draw the rectangle, or point at an area."""
        self.mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose what was clicked or lies in the rectangle."""
        self.mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell which area is meant."""
        self.mouse.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom about the pointer."""
        self.mouse.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """Point at nothing."""
        self.mouse.leave()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for a menu; whoever holds the map shows it."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at, under = event.pos(), self.canvas.under()
        code = under.code_at(at.x(), at.y()) if by_mouse else self.keys.code()
        self.context_menu_asked.emit(event.globalPos(), code)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Move, zoom, step through the areas and choose them."""
        if not self.keys.press(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show that keys go to the map."""
        self.keys.focus(event.reason())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Stop showing it."""
        self.keys.focus(None)
        super().focusOutEvent(event)

    # --- pointing -----------------------------------------------------------------

    def _tell(self, number: int) -> None:
        """Show the card of an area, or none."""
        code = self.canvas.under().code_of(number)
        words = None
        if code and self._hover_text is not None and not self.mouse.is_dragging:
            words = self._hover_text(code)
        self.card.tell(words, self.choice.at)

    def _words_of(self, code: str) -> str:
        words = None if self._hover_text is None else self._hover_text(code)
        return code if words is None else words.words()
