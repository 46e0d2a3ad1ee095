"""A map painted for one view: what it is made of and the finished picture."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from hotspot_app.draw.maps.placing import PlacedName
from hotspot_app.progress import SILENT, Progress
from hotspot_app.ui.kit.theme import LIGHT, Theme
from hotspot_app.ui.map.id_buffer import IdBuffer, density, paint_ids
from hotspot_app.ui.map.labels import Names
from hotspot_app.ui.map.lines import Over, paint_over
from hotspot_app.ui.map.paint import Colouring, paint, paint_chosen
from hotspot_app.ui.map.shapes import Flags, Pieces, fills
from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox

_SAMPLE = 4_000


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas of a map in the order of their rows."""

    codes: pd.Index[str]
    geometries: npt.NDArray[np.object_]
    shown: Flags

    @classmethod
    def of(cls, frame: gpd.GeoDataFrame) -> Areas:
        """Take them from a frame; all are shown unless its column says otherwise."""
        shown = np.ones(len(frame), dtype=bool)
        if "shown" in frame.columns:
            shown = frame["shown"].to_numpy(dtype=bool)
        return cls(frame.index, np.asarray(frame.geometry), shown)

    @cached_property
    def pieces(self) -> Pieces:
        """The areas ready to be painted."""
        return fills(self.geometries)

    @cached_property
    def middles(self) -> Floats:
        """A place in each area; not finite where there is no area."""
        points = shapely.point_on_surface(self.geometries)
        places = np.full((len(points), 2), np.nan)
        there = ~(shapely.is_empty(points) | shapely.is_missing(points))
        places[there] = shapely.get_coordinates(points[there])
        return places

    @cached_property
    def corners(self) -> Floats:
        """A sample of the coordinates of the shown areas, spread evenly."""
        shapes = self.geometries[self.shown]
        shapes = shapes[:: max(len(shapes) // _SAMPLE, 1)]
        places = shapely.get_coordinates(shapes)
        return np.asarray(places[:: max(len(places) // _SAMPLE, 1)])

    @cached_property
    def bounds(self) -> Floats:
        """West, south, east and north of each area."""
        return np.asarray(shapely.bounds(self.geometries))

    @cached_property
    def whole(self) -> Extent | None:
        """The extent of the shown areas, or of all if none is shown."""
        return self.extent(self.shown) or self.extent(~self.shown)

    def extent(self, which: Flags) -> Extent | None:
        """Return what some areas cover; None if that is nothing."""
        bounds = self.bounds[which]
        bounds = bounds[np.isfinite(bounds).all(axis=1)]
        if not len(bounds):
            return None
        west, south = bounds[:, :2].min(axis=0)
        east, north = bounds[:, 2:].max(axis=0)
        return float(west), float(south), float(east), float(north)

    def flags(self, codes: frozenset[str]) -> Flags:
        """Say for each number of an id buffer whether its area is among codes."""
        found = np.zeros(len(self.codes) + 1, dtype=bool)
        place = self.codes.get_indexer(pd.Index(list(codes), dtype=object))
        found[place[place >= 0] + 1] = True
        return found


@dataclass(frozen=True, eq=False)
class Marks:
    """The selected areas and their neighbours, by number of the buffer."""

    chosen: Flags
    beside: Flags


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything a map is made of, whatever its view."""

    areas: Areas
    look: Colouring
    marks: Marks
    over: Over = field(default_factory=Over)
    names: Names = field(default_factory=Names)
    theme: Theme = LIGHT
    has_basemap: bool = False


@dataclass(frozen=True, eq=False)
class Sharp:
    """A scene painted for one view.

    Attributes
    ----------
    screen
        Device pixels to a pixel of the view.
    image
        Areas, lines over them and outlines of the selection, on the ground of the map,
        or transparent if a basemap lies below.
    names
        Places of the names, which are drawn separately because they aren't scaled.
    seconds
        Seconds that the painting took.
    """

    scene: Scene
    view: ViewBox
    screen: float
    buffer: IdBuffer
    filled: QImage
    lines: QImage
    chosen: QImage | None
    image: QImage
    names: tuple[PlacedName, ...]
    seconds: float

    def repainted(self, scene: Scene) -> Sharp:
        """Return the picture of another scene of the same areas.

        Only what differs is painted; the areas' numbers stay.
        """
        old, new = self.scene, self
        if scene.look is not old.look:
            new = replace(new, filled=paint(self.buffer, scene.look, self.screen))
        if scene.over is not old.over or scene.theme is not old.theme:
            lines = paint_over(scene.over, self.view, self.screen, scene.theme)
            new = replace(new, lines=lines)
        if scene.marks is not old.marks or scene.theme is not old.theme:
            new = replace(new, chosen=_chosen(scene, self.buffer, self.screen))
        if scene.names is not old.names:
            new = replace(new, names=scene.names.at(self.view.scale))
        return replace(new, scene=scene, image=_composed(new, scene))


def make_sharp(
    scene: Scene,
    view: ViewBox,
    screen: float,
    progress: Progress = SILENT,
) -> Sharp:
    """Paint a scene.

    Raises
    ------
    Cancelled
        If the picture is no longer needed.
    """
    start = time.perf_counter()
    pieces = scene.areas.pieces
    ratio = density(int(pieces.within(view.extent).sum()), view, screen)
    buffer = paint_ids(pieces, view, ratio, progress.part(0, 0.6))
    progress.step(0.6)
    filled = paint(buffer, scene.look, screen)
    progress.step(0.8)
    lines = paint_over(scene.over, view, screen, scene.theme)
    sharp = Sharp(
        scene=scene,
        view=view,
        screen=screen,
        buffer=buffer,
        filled=filled,
        lines=lines,
        chosen=_chosen(scene, buffer, screen),
        image=filled,
        names=scene.names.at(view.scale),
        seconds=0.0,
    )
    image = _composed(sharp, scene)
    return replace(sharp, image=image, seconds=time.perf_counter() - start)


def _chosen(scene: Scene, buffer: IdBuffer, screen: float) -> QImage | None:
    marks = scene.marks
    if not marks.chosen.any() and not marks.beside.any():
        return None
    return paint_chosen(buffer, marks.chosen, marks.beside, scene.theme, screen)


def _composed(sharp: Sharp, scene: Scene) -> QImage:
    clear = scene.has_basemap
    form = QImage.Format.Format_ARGB32_Premultiplied
    image = QImage(sharp.filled.size(), form if clear else QImage.Format.Format_RGB32)
    ground = QColor(scene.theme.map_ground)
    image.fill(QColor(Qt.GlobalColor.transparent) if clear else ground)
    painter = QPainter(image)
    for layer in (sharp.filled, sharp.lines, sharp.chosen):
        if layer is not None:
            painter.drawImage(0, 0, layer)
    painter.end()
    return image


def draw_moved(painter: QPainter, sharp: Sharp, view: ViewBox) -> None:
    """Draw a picture where its ground is in this view."""
    if sharp.view == view:
        image = QImage(sharp.image)
        image.setDevicePixelRatio(sharp.screen)
        painter.drawImage(0, 0, image)
        return
    left, top = (
        (sharp.view.west - view.west) / view.scale,
        (view.north - sharp.view.north) / view.scale,
    )
    larger = sharp.view.scale / view.scale
    painter.setRenderHint(
        QPainter.RenderHint.SmoothPixmapTransform, abs(larger - 1) > 1e-9
    )
    corner = QPointF(left, top)
    size = QPointF(sharp.view.width * larger, sharp.view.height * larger)
    painter.drawImage(QRectF(corner, corner + size), sharp.image)
