"""The analyst's own layers: read beside the window, put on the map, named there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from hotspot_app.data.map_layer import MapLayer, Picture, read_layer
from hotspot_app.errors import HotspotError
from hotspot_app.progress import Progress
from hotspot_app.ui import theme
from hotspot_app.ui.layer_list import Shown
from hotspot_app.ui.map_lines import Basemap, ExtraLayer
from hotspot_app.ui.map_view import MapView
from hotspot_app.ui.view_box import Extent
from hotspot_app.ui.worker import Worker

COLOURS: Final = {"light": "#6a4c93", "dark": "#c4a7e7"}
"""Of lines and points: a colour that no class of the maps has."""


class MapLayers(QObject):
    """Keeps what was read; what can't be read is told once and left out."""

    added = Signal(Path)
    """A file that was asked for and can be shown."""
    removed = Signal(Path)
    """A file that the analyst wants off the map."""
    refused = Signal(str)
    """Why layers can't be shown."""
    broke = Signal(object)
    """Any other exception: a fault of ours."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._wanted: tuple[Path, ...] = ()
        self._around: Extent | None = None
        self._known: dict[Path, Shown | None] = {}
        self._worker = Worker(self)
        self._worker.done.connect(self._take)
        self._worker.failed.connect(self.broke)
        view.layers.removed.connect(self._remove)
        theme.signals.changed.connect(self._dress)

    def add(self, path: Path) -> None:
        """Read a file that the analyst chose."""
        if self._around is not None:
            self._read((path,), asked=True)

    def show(self, paths: tuple[Path, ...], around: Extent) -> None:
        """Show the layers of a project on a map that covers so much."""
        if around != self._around:
            self._known, self._around = {}, around
        self._wanted = paths
        unknown = tuple(path for path in paths if path not in self._known)
        if unknown:
            self._read(unknown, asked=False)
        self._put()

    def forget(self) -> None:
        """Read all files anew when they are next shown."""
        self._known = {}

    def end(self) -> None:
        """Stop for good."""
        self._worker.end()

    def _read(self, paths: Sequence[Path], *, asked: bool) -> None:
        around, colour = self._around, COLOURS[theme.current().name]
        assert around is not None

        def work(progress: Progress) -> Any:
            found: dict[Path, Shown | None] = {}
            told: list[str] = []
            for path in paths:
                progress.step(0.0, f"Reading {path.name}")
                try:
                    found[path] = _prepared(read_layer(path, around), colour)
                except HotspotError as why:
                    found[path] = None
                    told.append(str(why))
            return around, found, told, asked

        self._worker.ask(work)

    def _take(self, result: Any) -> None:
        around, found, told, asked = result
        if around != self._around:
            return
        self._known |= found
        if told:
            self.refused.emit(" ".join(told))
        if asked:
            for path, layer in found.items():
                if layer is None:
                    del self._known[path]
                else:
                    self.added.emit(path)
        self._put()
        missing = tuple(path for path in self._wanted if path not in self._known)
        if missing:
            self._read(missing, asked=False)

    def _put(self) -> None:
        """Put on the map what is wanted and known: the last picture, and all lines."""
        shown = [self._known.get(path) for path in self._wanted]
        over = [layer for layer in shown if isinstance(layer, ExtraLayer)]
        under = [layer for layer in shown if isinstance(layer, Basemap)]
        self._view.set_extra_layers(over, under[-1] if under else None)

    def _remove(self, layer: Shown) -> None:
        for path in self._wanted:
            if self._known.get(path) is layer:
                self.removed.emit(path)
                return

    def _dress(self) -> None:
        """Follow the theme."""
        colour = COLOURS[theme.current().name]
        for path, layer in self._known.items():
            if isinstance(layer, ExtraLayer):
                self._known[path] = ExtraLayer(layer.frame, layer.name, colour)
        if self._wanted:
            self._put()


def _prepared(layer: MapLayer, colour: str) -> Shown:
    if isinstance(layer, Picture):
        rows, columns, _ = layer.pixels.shape
        form = QImage.Format.Format_RGBA8888
        image = QImage(layer.pixels.tobytes(), columns, rows, 4 * columns, form)
        fast = QImage.Format.Format_ARGB32_Premultiplied
        return Basemap(image.convertToFormat(fast), layer.extent, layer.name)
    shown = ExtraLayer(layer.frame, layer.name, colour)
    _ = shown.strokes  # prepared here, not while the window waits
    return shown
