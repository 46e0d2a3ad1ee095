"""The user's own layers on the map, by name, each with a button that takes it off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QWidget

from hotspot_app.ui import theme
from hotspot_app.ui.icons import icon
from hotspot_app.ui.map_lines import Basemap, ExtraLayer

Shown = ExtraLayer | Basemap

_WIDEST: Final = 170
"""Pixels a name may take at 100%."""


class LayerList(QFrame):
    """A card that is only there if there are layers."""

    removed = Signal(object)
    """The layer whose button was pressed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Map layers")
        self._layers: tuple[Shown, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 4, 4, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self.hide()

    def names(self) -> list[str]:
        """Return the names shown, the topmost layer first."""
        return [layer.name for layer in self._layers]

    def set_layers(self, layers: Sequence[ExtraLayer], under: Basemap | None) -> None:
        """Show other layers."""
        below = () if under is None else (under,)
        now = (*reversed(layers), *below)
        if now != self._layers:
            self._layers = now
            self.refresh()

    def refresh(self) -> None:
        """Draw the rows anew, as after the theme or the size of type changed."""
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for row, layer in enumerate(self._layers):
            self._add(row, layer)
        self.setVisible(bool(self._layers))
        self._grid.activate()
        self.resize(self._grid.sizeHint())

    def _add(self, row: int, layer: Shown) -> None:
        patch, name, shut = QLabel(), QLabel(), QToolButton()
        patch.setPixmap(_patch(layer, self.devicePixelRatioF()))
        name.setFont(theme.font(theme.SMALL))
        measure = QFontMetricsF(name.font())
        middle = Qt.TextElideMode.ElideMiddle
        name.setText(measure.elidedText(layer.name, middle, theme.pixels(_WIDEST)))
        name.setToolTip(layer.name)
        shut.setIcon(icon("x", "muted"))
        shut.setProperty("role", "flat")
        shut.setToolTip("Take this layer off the map")
        shut.setAccessibleName(f"Remove the layer {layer.name}")
        side = max(24, theme.pixels(22))
        shut.setFixedSize(side, side)
        shut.setIconSize(QSize(side // 2, side // 2))
        shut.clicked.connect(lambda _=False: self.removed.emit(layer))
        for column, part in enumerate((patch, name, shut)):
            self._grid.addWidget(part, row, column)
            part.show()


def _patch(layer: Shown, screen: float) -> QPixmap:
    """Paint a stroke in the layer's colour, or a corner of the picture."""
    wide, high = theme.pixels(18), theme.pixels(12)
    image = QPixmap(round(wide * screen), round(high * screen))
    image.setDevicePixelRatio(screen)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    if isinstance(layer, Basemap):
        middle = layer.image.rect().center()
        part = QRectF(middle.x() - 90, middle.y() - 60, 180, 120)
        painter.drawImage(QRectF(0, 0, wide, high), layer.image, part)
    else:
        stroke = QRectF(0, high / 2 - 1, wide, 2)
        painter.fillRect(stroke, QColor(layer.colour))
    painter.end()
    return image
