"""Layers of the analyst, read beside the window, and of a method: put on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from hotspot_app.data.boundaries.map_layer import read_layer, stated_source
from hotspot_app.draw.looks.palettes import STROKES
from hotspot_app.errors import HotspotError
from hotspot_app.overlay import Overlay, Picture
from hotspot_app.progress import Progress
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.ui.kit.worker import Worker
from hotspot_app.ui.map.layer_list import Laid, Shown
from hotspot_app.ui.map.lines import Basemap, ExtraLayer
from hotspot_app.ui.map.view import MapView
from hotspot_app.ui.map.view_box import Extent


@dataclass(frozen=True, eq=False)
class _Known:
    """A file as read, or why it can't be read."""

    read: Overlay | None = None
    shown: Shown | None = None
    why: str = ""
    source: str = ""


class MapLayers(QObject):
    """Keeps what was read; what can't be read is told once and only named."""

    added = Signal(Path, str)
    """A file that was asked for and can be shown, and whose it says it is."""
    laid = Signal(list)
    """All layers of the project that are read, the topmost last (`Laid`)."""
    refused = Signal(str)
    """Why layers can't be shown."""
    broke = Signal(object)
    """Any other exception: a fault of ours."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._wanted: tuple[OwnLayer, ...] = ()
        self._found: tuple[Laid, ...] = ()
        self._around: Extent | None = None
        self._on_map: list[Laid] | None = None
        self._known: dict[Path, _Known] = {}
        self._worker = Worker(self)

    def add(self, path: Path) -> None:
        """Read a file that the analyst chose."""
        if self._around is not None:
            self._read((path,), asked=True)

    def show(
        self,
        layers: Sequence[OwnLayer],
        around: Extent,
        found: Sequence[Overlay] = (),
    ) -> None:
        """Show the layers of a project on a map of some extent.

        Parameters
        ----------
        found
            The method's layers, the topmost last.
        """
        if [each.read for each in self._found] != [*found]:
            self._found = tuple(Laid(None, each, _prepared(each)) for each in found)
        if around != self._around:
            self._known, self._around = {}, around
        self._wanted = tuple(layers)
        self._read_missing()
        self._put()

    def drawn(self) -> tuple[tuple[OwnLayer, Overlay], ...]:
        """Return the layers that are on the map, the topmost last."""
        laid = self._laid()
        return tuple(
            (each.own, each.read)
            for each in laid
            if each.read is not None and each.own is not None
        )

    def not_drawn(self) -> tuple[OwnLayer, ...]:
        """Return the layers of the project that aren't on the map."""
        there = {own.path for own, _ in self.drawn()}
        return tuple(own for own in self._wanted if own.path not in there)

    def forget(self) -> None:
        """Read all files anew when they are next shown."""
        self._known = {}

    def end(self) -> None:
        """Stop for good."""
        self._worker.end()

    def _read_missing(self) -> None:
        paths = tuple(o.path for o in self._wanted if o.path not in self._known)
        if paths:
            self._read(paths, asked=False)

    def _read(self, paths: Sequence[Path], *, asked: bool) -> None:
        around = self._around
        assert around is not None

        def work(progress: Progress) -> dict[Path, _Known]:
            found: dict[Path, _Known] = {}
            for path in paths:
                progress.step(0.0, f"Reading {path.name}")
                found[path] = _read_one(path, around)
            return found

        def done(found: dict[Path, _Known]) -> None:
            self._take(found, around, asked=asked)

        self._worker.ask(work, done, self.broke.emit)

    def _take(self, found: dict[Path, _Known], around: Extent, *, asked: bool) -> None:
        if around != self._around:
            return
        told = [known.why for known in found.values() if known.why]
        if told:
            self.refused.emit(" ".join(told))
        if asked:
            found = {path: known for path, known in found.items() if not known.why}
        self._known |= found
        self._read_missing()
        self._put()
        if asked:
            for path, known in found.items():
                self.added.emit(path, known.source)

    def _laid(self) -> list[Laid]:
        """Return what is wanted and known, each layer of shapes in its own stroke."""
        laid: list[Laid] = []
        strokes = 0
        for own in self._wanted:
            known = self._known.get(own.path)
            if known is None:
                continue
            if isinstance(known.shown, ExtraLayer):
                known = replace(known, shown=_stroked(known.shown, strokes))
                self._known[own.path] = known
                strokes += 1
            laid.append(Laid(own, known.read, known.shown, known.why))
        for number, each in enumerate(self._found, strokes):
            assert isinstance(each.shown, ExtraLayer)
            laid.append(replace(each, shown=_stroked(each.shown, number)))
        self._found = tuple(each for each in laid if each.own is None)
        return laid

    def _put(self) -> None:
        """Put the layers on the map, which paints it anew, if they are others now."""
        laid = self._laid()
        if self._on_map is None or not _same(laid, self._on_map):
            self._on_map = laid
            self._view.set_layers(laid)
            self.laid.emit(laid)


def _same(laid: Sequence[Laid], before: Sequence[Laid]) -> bool:
    return len(laid) == len(before) and all(
        (one.own, one.why) == (other.own, other.why)
        and one.read is other.read
        and one.shown is other.shown
        for one, other in zip(laid, before, strict=True)
    )


def _stroked(layer: ExtraLayer, number: int) -> ExtraLayer:
    """Return a layer in the stroke of its place, itself if it has that."""
    stroke = STROKES[number % len(STROKES)]
    return layer if layer.stroke == stroke else replace(layer, stroke=stroke)


def _read_one(path: Path, around: Extent) -> _Known:
    try:
        read = read_layer(path, around)
        return _Known(read, _prepared(read), source=stated_source(path))
    except HotspotError as why:
        return _Known(why=refusal(why))


def _prepared(layer: Overlay) -> Shown:
    """Make it ready to be painted, while no window waits."""
    if isinstance(layer, Picture):
        return Basemap.of(layer)
    return ExtraLayer.of(layer.frame, STROKES[0])
