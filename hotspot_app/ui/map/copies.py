"""The map as it leaves the window: a picture of its own, or a slide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, QSize, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.camera import Camera
from hotspot_app.ui.map.canvas import MapCanvas
from hotspot_app.ui.map.cards import MARGIN, Cards
from hotspot_app.ui.map.scale import draw_scale
from hotspot_app.ui.map.slide import SHAPES, Caption, Parts, slide


class Copies(QObject):
    """Paints copies of a map with its legend, none with single incidents.

    Signals
    -------
    copied
        What was copied, in words.
    """

    copied = Signal(str)

    def __init__(
        self, widget: QWidget, camera: Camera, canvas: MapCanvas, cards: Cards
    ) -> None:
        super().__init__(widget)
        self._widget, self._camera, self._canvas = widget, camera, canvas
        self._legend, self._layers = cards.legend, cards.layers
        self._caption = Caption()
        self.marking_of: Callable[[], str | None] = str
        """Says under which marking a copy is made, None for not at all."""

    def picture(self, width: int, height: int, ratio: float = 1.0) -> QImage:
        """Paint the map with its legend, names, scale and sources."""
        size = max(round(width * ratio), 1), max(round(height * ratio), 1)
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(QColor(theme.current().map_ground))
        painter = QPainter(image)
        if self._camera.view is not None:
            high = self._camera.view.height / max(self._widget.height(), 1)
            ground = QSize(width, max(round(height * high), 1))
            view = self._canvas.paint_ground(painter, ground, ratio)
            if view is not None:
                whole, words = view.resized(width, height), self._canvas.sources.words
                draw_scale(painter, whole, words, width * 0.5, most=20)
        painter.end()
        painter = QPainter(image)
        if not self._legend.isHidden():
            top = height - MARGIN - self._legend.height()
            self._legend.render(painter, QPoint(MARGIN, top))
        if not self._layers.isHidden():
            painter.drawPixmap(MARGIN, MARGIN, self._layers.picture())
        painter.end()
        return image

    def copy(self) -> None:
        """Put the map on the clipboard as a slide of the usual shape, if marked."""
        marking = self.marking_of()
        if marking is None:
            return
        QGuiApplication.clipboard().setImage(self.slide(next(iter(SHAPES)), marking))
        self.copied.emit("The map is copied: paste it where it is wanted.")

    def set_caption(self, caption: Caption) -> None:
        """Say what stands above the map where it is copied or put on a slide."""
        self._caption = caption

    def slide(self, shape: str, marking: str = "") -> QImage:
        """Paint the map as a slide with title, facts, legend and sources.

        Parameters
        ----------
        shape
            One of `SHAPES`.
        marking
            Who may see it, at the top and at the foot.
        """
        shown = not self._legend.isHidden()
        parts = Parts(
            self._canvas.paint_ground,
            self._legend.paint_whole,
            self._legend.whole() if shown else QSize(),
            self._canvas.sources.words,
        )
        caption = replace(self._caption, marking=marking)
        return slide(parts, caption, QSize(*SHAPES[shape]), 2.0)
