"""Layers on the map by name; those of the user with buttons for what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QToolButton, QWidget

from hotspot_app.overlay import Overlay
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label
from hotspot_app.ui.map.lines import Basemap, ExtraLayer, stroke_colour, stroke_pen

Shown = ExtraLayer | Basemap

_WIDEST: Final = 170
"""Pixels a name may take at 100%."""


@dataclass(frozen=True, eq=False)
class Laid:
    """A layer as drawn on the map.

    Attributes
    ----------
    own
        The analyst's layer; None for a layer of the method.
    read, shown
        The layer as read, and what is drawn of it; None if it can't be drawn.
    why
        Why it can't be drawn.
    """

    own: OwnLayer | None
    read: Overlay | None = None
    shown: Shown | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """Name of the layer."""
        if self.own is not None:
            return self.own.name
        return "" if self.read is None else self.read.name

    @property
    def attribution(self) -> str:
        """Attribution of the layer, "" if it is drawn from the answer."""
        return "" if self.own is None else self.own.attribution


class LayerList(QFrame):
    """A card that is only there if there are layers."""

    removed = Signal(Path)
    """The layer's file whose button was pressed."""
    source_wanted = Signal(Path)
    """The analyst wants to say whose the layer of this file is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Map layers")
        self._layers: tuple[Laid, ...] = ()
        self._room = self.maximumWidth()
        self._of_window: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 4, 4, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self.hide()

    def names(self) -> list[str]:
        """Return the names shown, the topmost layer first."""
        return [each.name for each in self._layers]

    def fit(self, room: int) -> None:
        """Shorten names where the card has less room across, in pixels."""
        before, self._room = self._room, room
        if self._layers and min(before, room) < self.sizeHint().width():
            self.refresh()

    def set_layers(self, laid: Sequence[Laid]) -> None:
        """Show other layers, the topmost last; pictures lie under all others."""
        rows = [*reversed(laid)]
        rows.sort(key=lambda each: isinstance(each.shown, Basemap))
        before = [(row.own, row.name, row.shown) for row in self._layers]
        if [(row.own, row.name, row.shown) for row in rows] != before:
            self._layers = tuple(rows)
            self.refresh()

    def refresh(self) -> None:
        """Draw the rows anew, as after the theme or the size of type changed."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._of_window = []
        for row, layer in enumerate(self._layers):
            self._add(row, layer)
        self.setVisible(bool(self._layers))
        self._settle(as_legend=False)

    def picture(self) -> QPixmap:
        """Paint the card as a legend: layers that are drawn, and no buttons."""
        try:
            self._settle(as_legend=True)
            return self.grab()
        finally:
            self._settle(as_legend=False)

    def _settle(self, *, as_legend: bool) -> None:
        for part in self._of_window:
            part.setHidden(as_legend)
        self._grid.activate()
        self.resize(self.sizeHint())

    def _add(self, row: int, layer: Laid) -> None:
        called = layer.name
        patch, name = Label(), Label()
        patch.setPixmap(_patch(layer.shown, self.devicePixelRatioF()))
        name.setFont(theme.font(theme.SMALL))
        measure = QFontMetricsF(name.font())
        middle = Qt.TextElideMode.ElideMiddle
        widest = min(theme.pixels(_WIDEST), self._room_for_name(layer))
        name.setText(measure.elidedText(called, middle, widest))
        for label in (patch, name):
            label.setToolTip(layer.why or layer.attribution or called)
        self._put(row, (patch, name))
        if layer.shown is None:
            self._of_window += (patch, name)
        if layer.own is not None:
            self._add_buttons(row, layer.own)

    def _room_for_name(self, layer: Laid) -> int:
        """Return the pixels beside a layer's patch and buttons."""
        inside = self._room - theme.pixels(18) - 3 * self._grid.horizontalSpacing()
        buttons = 2 * (self._side() + 8) if layer.own is not None else 0
        return max(inside - buttons - 14, 0)

    def _side(self) -> int:
        return max(24, theme.pixels(22))

    def _add_buttons(self, row: int, own: OwnLayer) -> None:
        """Let the analyst say whose a layer is, and take it off the map."""
        path, called = own.path, own.name
        source = self._button("pencil", "hint" if not own.source else "muted")
        source.setToolTip("Say whose this layer is")
        source.setAccessibleName(f"Source of the layer {called}")
        source.clicked.connect(lambda _=False: self.source_wanted.emit(path))
        shut = self._button("x", "muted")
        shut.setToolTip("Take this layer off the map")
        shut.setAccessibleName(f"Remove the layer {called}")
        shut.clicked.connect(lambda _=False: self.removed.emit(path))
        self._put(row, (source, shut), 2)
        self._of_window += (source, shut)

    def _put(self, row: int, parts: Sequence[QWidget], first: int = 0) -> None:
        for column, part in enumerate(parts, first):
            self._grid.addWidget(part, row, column)
            part.show()

    def _button(self, sign: str, role: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(sign, role))
        button.setProperty("role", "flat")
        side = self._side()
        button.setFixedSize(side, side)
        button.setIconSize(QSize(side // 2, side // 2))
        return button


def _sign(painter: QPainter, shown: ExtraLayer, place: QRectF) -> None:
    """Paint a line in the layer's stroke, or a dot for points alone."""
    now = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if len(shown.places) and not len(shown.pieces):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(stroke_colour(shown.stroke, now)))
        painter.drawEllipse(place.center(), 3.0, 3.0)
    else:
        painter.setPen(stroke_pen(shown.stroke, now, 2.0))
        across = QPointF(place.left(), place.center().y())
        painter.drawLine(across, across + QPointF(place.width(), 0))


def _patch(shown: Shown | None, screen: float) -> QPixmap:
    """Paint a stroke as the layer's, a corner of the picture, or a warning."""
    wide, high = theme.pixels(18), theme.pixels(12)
    if shown is None:
        return icon("triangle-alert", "hint").pixmap(high, high)
    image = QPixmap(round(wide * screen), round(high * screen))
    image.setDevicePixelRatio(screen)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    if isinstance(shown, Basemap):
        middle = shown.image.rect().center()
        part = QRectF(middle.x() - 90, middle.y() - 60, 180, 120)
        painter.drawImage(QRectF(0, 0, wide, high), shown.image, part)
    else:
        _sign(painter, shown, QRectF(0, 0, wide, high))
    painter.end()
    return image
