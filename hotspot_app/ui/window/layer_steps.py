"""Steps on the analyst's own map layers: add, remove, change the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hotspot_app.errors import HotspotError
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.save.settings import change_settings, read_settings
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.map.layer_list import LayerList
from hotspot_app.ui.map.layers import MapLayers
from hotspot_app.ui.window.desk import Desk
from hotspot_app.words import printable


class LayerSteps(QObject):
    """Adds and removes the project's layers, and asks for their sources."""

    said = Signal(str)
    """A message for the status line."""

    def __init__(
        self, window: QWidget, desk: Desk, layers: MapLayers, shown: LayerList
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._layers = window, desk, layers
        layers.added.connect(self._hear_added)
        shown.removed.connect(self._remove)
        shown.source_wanted.connect(self._change_source)

    def add(self) -> None:
        """Ask for a file, and add it as a layer."""
        path = messages.ask_for_layer(self._window)
        if path is not None:
            self._layers.add(path)

    def drop_all(self) -> None:
        """Remove all layers."""
        project = self._desk.project
        if project is not None:
            self._desk.step(replace(project, layers=()))

    def _hear_added(self, path: Path, stated: str) -> None:
        """Ask for a layer's source, proposing that stated in its file, and add it."""
        project = self._desk.project
        if project is None:
            return
        known = _source_in(project.layers, path) or _remembered(path)
        source = self._ask(path, stated if known is None else known)
        project = self._desk.project
        if source is not None and project is not None:
            self._desk.step(project.layered(OwnLayer(path).of(source)))

    def _change_source(self, path: Path) -> None:
        project = self._desk.project
        if project is None:
            return
        source = self._ask(path, _source_in(project.layers, path))
        project = self._desk.project
        if source is not None and project is not None:
            self._desk.step(project.sourced(path, source))

    def _remove(self, path: Path) -> None:
        project = self._desk.project
        if project is not None:
            self._desk.step(project.unlayered(path))

    def _ask(self, path: Path, now: str) -> str | None:
        """Ask for a layer's source, remember it with the file, and return it."""
        source = messages.ask_for_name(
            self._window,
            "Source of the map layer",
            f"Whose is {printable(path.name)}? Written on every map it is drawn on, "
            "as its licence asks.\nLeft empty, the map says that it is not stated.",
            now,
        )
        if source is None:
            return None
        source = OwnLayer(path).of(source).source
        try:
            change_settings(lambda kept: kept.with_layer_source(path, source))
        except HotspotError as why:
            self.said.emit(refusal(why))
        return source


def _source_in(layers: Sequence[OwnLayer], path: Path) -> str:
    return next((layer.source for layer in layers if layer.path == path), "")


def _remembered(path: Path) -> str | None:
    return read_settings()[0].layer_source(path)
