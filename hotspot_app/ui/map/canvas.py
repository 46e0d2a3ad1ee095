"""Draws a map's last picture at once where it is moved, and a sharp one soon after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import geopandas as gpd
import numpy as np
from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.draw.looks.palettes import NO_FILL, SEE_THROUGH
from hotspot_app.draw.looks.surfaces import surface_picture
from hotspot_app.draw.maps.placing import PlacedName
from hotspot_app.method import Surface
from hotspot_app.overlay import Spot
from hotspot_app.project.steps.naming import as_called
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.camera import Camera
from hotspot_app.ui.map.labels import NamePainter, Names, names
from hotspot_app.ui.map.lines import Basemap, ExtraLayer, draw_under, over
from hotspot_app.ui.map.maker import MapMaker
from hotspot_app.ui.map.paint import colouring
from hotspot_app.ui.map.scale import Sources, source_words
from hotspot_app.ui.map.shapes import lines
from hotspot_app.ui.map.sharp_map import (
    Areas,
    Marks,
    Scene,
    Sharp,
    draw_moved,
    make_sharp,
)
from hotspot_app.ui.map.spots import Spots
from hotspot_app.ui.map.under import Under
from hotspot_app.ui.map.view_box import Extent, Floats, ViewBox

_NOWHERE: Final = np.empty((0, 2))
_SETTLED: Final = 110
"""Milliseconds after the last movement until the sharp picture is asked for."""
_QUICK: Final = 0.06
"""Seconds; pictures that take no longer are made while the map is moving."""
_NAMED: Final = 1_000
"""Largest number of areas that are named on a map without outlines."""


class MapCanvas(QObject):
    """Shows a scene.

    Signals
    -------
    sharpened
        A sharp picture was made.
    """

    sharpened = Signal()

    def __init__(self, widget: QWidget, camera: Camera) -> None:
        super().__init__(widget)
        self._widget, self._camera = widget, camera
        self._scene: Scene | None = None
        self._sharp: Sharp | None = None
        self._key: MapKey | None = None
        self._held: tuple[gpd.GeoDataFrame, gpd.GeoDataFrame | None] | None = None
        self._layers: tuple[ExtraLayer, ...] = ()
        self._basemaps: tuple[Basemap, ...] = ()
        self._surface: Surface | None = None
        self._ground: Basemap | None = None
        self._incidents: Floats | None = None
        self._chosen: frozenset[str] = frozenset()
        self._beside: frozenset[str] = frozenset()
        self.sources = Sources()
        self._painter = NamePainter()
        self.spots = Spots()
        self._maker = MapMaker(self)
        self._maker.made.connect(self._take)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLED)
        self._settle.timeout.connect(self.ask)
        camera.moved.connect(self._follow)

    # --- what is shown ------------------------------------------------------------

    def set_areas(
        self, areas: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame | None = None
    ) -> None:
        """Show other areas.

        Parameters
        ----------
        areas
            Area table, index code; columns name and, if some areas aren't on the map,
            shown.
        outlines
            Wards or other areas with names, drawn as lines over the areas.
        """
        held = self._held
        if held is not None and held[0] is areas and held[1] is outlines:
            return
        same = self._scene is not None and areas.index.equals(self._scene.areas.codes)
        self._held = areas, outlines
        self._sharp = self._sharp if same else None
        shapes, before = Areas.of(areas), self.whole()
        self._scene = Scene(
            areas=shapes,
            look=colouring(shapes.codes, self._key, theme.current()),
            marks=Marks(shapes.flags(self._chosen), shapes.flags(self._beside)),
            over=over(outlines, self._layers, self._incidents),
            names=self._in_order(names(_named(areas, outlines)), shapes),
            theme=theme.current(),
        )
        if not same or self._camera.view is None or self.whole() != before:
            self._camera.begin()
        self.ask()

    def set_key(self, key: MapKey | None, surface: Surface | None = None) -> None:
        """Colour the areas, or the surface that a key is of, their borders over it.

        The numbers painted before are used again.
        """
        self._key, self._surface = key, surface
        self._recolour()

    def set_chosen(self, codes: frozenset[str]) -> None:
        """Outline what is chosen."""
        if codes != self._chosen:
            self._chosen = codes
            self._mark()

    def set_neighbours(self, codes: frozenset[str]) -> None:
        """Outline areas lightly."""
        if codes != self._beside:
            self._beside = codes
            self._mark()

    def set_spots(self, spots: Sequence[Spot]) -> None:
        """Outline and number places, the first on top."""
        self.spots.set_spots(spots)
        if self._scene is not None:
            named = self._in_order(self._scene.names, self._scene.areas)
            self._change(replace(self._scene, names=named))
        self._widget.update()

    @property
    def names_shown(self) -> tuple[PlacedName, ...]:
        """The names that are written, and where."""
        return () if self._sharp is None else self._sharp.names

    def single_out(self, codes: frozenset[str]) -> None:
        """Show the numbered place of these areas, what lies around it dim."""
        self.spots.single_out(codes)
        self._widget.update()

    def set_attribution(self, words: str) -> None:
        """Show where the data come from."""
        self.sources.of_data = words
        self._widget.update()

    def set_extra_layers(
        self,
        layers: Sequence[ExtraLayer] = (),
        basemaps: Sequence[Basemap] = (),
        sources: Sequence[str] = (),
    ) -> None:
        """Draw the user's own layers over the map, and pictures under it.

        Parameters
        ----------
        layers, basemaps
            Layers, the topmost last.
        sources
            Attributions of the layers.
        """
        self._layers, self._basemaps = tuple(layers), tuple(basemaps)
        self.sources.of_layers = source_words(sources)
        self._draw_over()
        self._recolour()

    def set_points(self, eastings: Floats | None, northings: Floats | None) -> None:
        """Draw incidents once the map is close; None where that isn't allowed."""
        if eastings is None and self._incidents is None:
            return
        self._incidents = None
        if eastings is not None and northings is not None:
            self._incidents = np.column_stack([eastings, northings])
        self._draw_over()

    def is_drawn(self) -> bool:
        """Say whether there is any picture of these areas yet."""
        return self._sharp is not None

    def is_sharp(self) -> bool:
        """Say whether the picture shown was painted for this view."""
        return self._sharp is not None and not self._stale()

    def under(self) -> Under:
        """Return what finds areas by a place on the map."""
        scene, sharp = self._scene, self._sharp
        if scene is None:
            return Under(None, None, None)
        fresh = sharp is not None and sharp.scene.areas is scene.areas
        buffer = sharp.buffer if sharp is not None and fresh else None
        return Under(scene.areas, buffer, self._camera.view)

    def zoom_to(self, codes: frozenset[str]) -> None:
        """Show some areas with what lies around them."""
        if self._scene is not None:
            areas = self._scene.areas
            extent = areas.extent(areas.flags(codes)[1:])
            if extent is not None:
                self._camera.zoom_to_extent(extent)

    def whole(self) -> Extent | None:
        """Return what the whole map covers."""
        return None if self._scene is None else self._scene.areas.whole

    def corners(self) -> Floats:
        """Return places that cards should leave uncovered."""
        return self._scene.areas.corners if self._scene is not None else _NOWHERE

    def _follow(self) -> None:
        """Have another part of the ground painted, now or when the map rests."""
        quick = self._sharp is None or self._sharp.seconds <= _QUICK
        if quick and not self._maker.busy:
            self.ask()
        else:
            self._settle.start()

    # --- painting -----------------------------------------------------------------

    def _stale(self) -> bool:
        now = self._sharp
        return (
            now is None
            or now.view != self._camera.view
            or now.screen != self._widget.devicePixelRatioF()
            or self._scene is None
            or now.scene.areas is not self._scene.areas
        )

    def ask(self) -> None:
        """Have a sharp picture made."""
        self._settle.stop()
        scene, view = self._scene, self._camera.view
        screen = self._widget.devicePixelRatioF()
        if scene is None or view is None or min(self._size()) < 2:
            return
        self._maker.ask(scene, view, screen)

    def _take(self, sharp: Sharp) -> None:
        if self._scene is None or sharp.scene.areas is not self._scene.areas:
            return
        self._sharp = sharp
        if sharp.scene is not self._scene:
            self._sharp = sharp.repainted(self._scene)
        if self._stale() and not self._settle.isActive():
            self._settle.start()
        self._widget.update()
        self.sharpened.emit()

    def _change(self, scene: Scene) -> None:
        """Show another scene of the same areas."""
        self._scene = scene
        if self._sharp is not None and self._sharp.scene.areas is scene.areas:
            self._sharp = self._sharp.repainted(scene)
        self._widget.update()

    def _recolour(self) -> None:
        if self._scene is None:
            return
        under = SEE_THROUGH if self._basemaps else 0.0
        now = theme.current()
        self._ground = None
        if self._surface is not None and self._key is not None:
            under = NO_FILL
            painted = surface_picture(self._surface, self._key, now.on_map)
            self._ground = Basemap.of(painted)
        look = colouring(self._scene.areas.codes, self._key, now, under)
        named = self._in_order(self._scene.names, self._scene.areas)
        scene = replace(self._scene, look=look, names=named, theme=now)
        self._change(replace(scene, has_basemap=under > 0))

    def _in_order(self, found: Names, areas: Areas) -> Names:
        """Let what stands out be named first, and no name cover a number."""
        found = found.clear_of(self.spots.middles)
        if not found.places or self._key is None:
            return found
        return found.first(areas.geometries[self._key.standing_out(areas.codes)])

    def _mark(self) -> None:
        if self._scene is not None:
            areas = self._scene.areas
            marks = Marks(areas.flags(self._chosen), areas.flags(self._beside))
            self._change(replace(self._scene, marks=marks))

    def _draw_over(self) -> None:
        if self._scene is not None and self._held is not None:
            drawn = over(self._held[1], self._layers, self._incidents)
            self._change(replace(self._scene, over=drawn))

    def dress(self) -> None:
        """Follow the theme and the size of type."""
        self._painter.forget()
        if self._scene is not None and self._held is not None:
            found = names(_named(*self._held))
            self._scene = replace(self._scene, names=found)
        self._recolour()

    def draw(self, painter: QPainter) -> None:
        """Draw the areas and what lies under and over them."""
        view = self._camera.view
        if view is not None:
            draw_under(painter, self._basemaps, self._ground, view, theme.current())
            if self._sharp is not None:
                draw_moved(painter, self._sharp, view)

    def draw_names(self, painter: QPainter) -> None:
        """Draw outlines of numbered places, names, and the numbers over them."""
        view = self._camera.view
        if view is None:
            return
        self.spots.draw_outlines(painter, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        screen = self._widget.devicePixelRatioF()
        self._painter.draw(painter, self.names_shown, view, screen)
        self.spots.draw_numbers(painter, view)

    def draw_sources(self, painter: QPainter, wide: float) -> None:
        """Draw scale and sources, in a line of so many pixels, at the foot."""
        if self._camera.view is not None:
            whole = self._camera.view.resized(*self._size())
            self.sources.draw(painter, whole, wide, most=1)

    def draw_outline(
        self, painter: QPainter, number: int, pen: QPen, casing: QPen | None = None
    ) -> None:
        """Draw the outline of one area."""
        if self._scene is None or self._camera.view is None:
            return
        pieces = lines(self._scene.areas.geometries[number : number + 1])
        shapes = pieces.polygons(self._camera.view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for each in (casing, pen):
            if each is not None:
                painter.setPen(each)
                for shape in shapes:
                    painter.drawPolyline(shape)

    def _size(self) -> tuple[int, int]:
        return self._widget.width(), self._widget.height()

    def stop(self) -> None:
        """End the thread behind the map; it begins anew where it is needed."""
        self._settle.stop()
        self._maker.stop()

    def paint_ground(
        self, painter: QPainter, size: QSize, ratio: float
    ) -> ViewBox | None:
        """Paint the ground shown, without single incidents, at another size.

        Returns
        -------
        ViewBox or None
            The part of the ground painted, None without areas.
        """
        seen = self._camera.view
        if self._scene is None or seen is None:
            return None
        across, down = float(size.width()), float(size.height())
        larger = 1.0
        if across and down:
            larger = max(seen.width / across, seen.height / down)
        view = replace(seen.resized(across, down), scale=seen.scale * larger)
        bare = replace(self._scene, over=replace(self._scene.over, incidents=None))
        sharp = make_sharp(bare, view, ratio)
        painter.setClipRect(QRectF(QPointF(), QSizeF(size)))
        draw_under(painter, self._basemaps, self._ground, view, theme.current())
        draw_moved(painter, sharp, view)
        self.spots.draw_outlines(painter, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._painter.draw(painter, sharp.names, view, ratio)
        self.spots.draw_numbers(painter, view)
        painter.setClipping(False)
        return view


def _named(
    areas: gpd.GeoDataFrame, outlines: gpd.GeoDataFrame | None
) -> gpd.GeoDataFrame | None:
    """Return the places whose names are written."""
    if outlines is not None or len(areas) > _NAMED:
        return outlines
    return as_called(areas[areas["shown"]] if "shown" in areas.columns else areas)
