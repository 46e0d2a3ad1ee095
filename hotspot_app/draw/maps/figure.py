"""A map on a page of its own, or as a figure of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg

from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.draw.looks.palettes import PAPER, SEE_THROUGH
from hotspot_app.draw.maps.choropleth import (
    draw_areas,
    draw_borders,
    draw_outlines,
    frame,
)
from hotspot_app.draw.maps.column import NARROW, WIDTHS, column_of
from hotspot_app.draw.maps.inset_frames import draw_frames
from hotspot_app.draw.maps.insets import Inset, Layout, inset_layout
from hotspot_app.draw.maps.labels import draw_labels, place_labels
from hotspot_app.draw.maps.overlays import Listed, draw_overlays, listed_layers
from hotspot_app.draw.maps.placing import Box
from hotspot_app.draw.maps.scale_bar import Scale
from hotspot_app.draw.maps.spots import draw_spots
from hotspot_app.draw.page.export import save
from hotspot_app.draw.page.furniture import (
    FOOT,
    Sheet,
    fitted_title,
    mark,
    rule,
    wrapped,
    write_lines,
)
from hotspot_app.overlay import Overlay, Picture, Shapes, Spot
from hotspot_app.words import counted, listed

__all__ = [
    "A4",
    "BESIDE",
    "FIGURE",
    "LEADING",
    "MapPage",
    "alt_text",
    "bare_map",
    "map_figure",
    "save",
]

A4: Final = (297.0, 210.0)
"""Landscape, millimetres."""

FIGURE: Final = (170.0, 82.0)
"""As wide as the text of an upright A4 page, and low enough for two, millimetres."""

BESIDE: Final = (122.0, 62.0)
"""The same, with room for a caption at its side."""

LEADING: Final = (132.0, 74.0)
"""The same of the map that a document is about."""

MARGIN: Final = 12.0
_EDGE: Final = 3.5
"""From the edge of the page to the marking, millimetres."""
_GROUND: Final = FOOT.scaled(0.8)
_BARE: Final = 1.0
"""Margin of a figure, millimetres."""
_GAP: Final = 5.0
_BARS: Final = (45.0, 32.0, 22.0)
"""Most millimetres that a scale bar takes, where a longer one finds no free ground."""

Shapely = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class MapPage:
    """Contents of a map on paper.

    Attributes
    ----------
    areas
        Area table in British National Grid; only rows with `shown` are drawn.
    outlines
        Wards or the like, columns `name` and geometry, drawn as lines, or None.
    key
        Legend of the areas' classes.
    title
        The finding in one sentence.
    facts
        Period, numbers, denominator and method, a line each.
    sources
        Attribution of every layer drawn.
    ground
        Those of what is drawn and not counted, which stand on a map within a document;
        by default the first.
    labels
        Places to name, columns `name` and geometry; by default the outlines.
    layers
        The analyst's own layers and the method's, the topmost last.
    surface
        The surface that the classes are of, None if they are of areas.
    spots
        Places that are outlined and numbered.
    marking
        Who may see it, "" to say nothing.
    """

    areas: gpd.GeoDataFrame
    outlines: gpd.GeoDataFrame | None
    key: MapKey
    title: str
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    labels: gpd.GeoDataFrame | None = None
    layers: tuple[Overlay, ...] = ()
    surface: Picture | None = None
    spots: tuple[Spot, ...] = ()
    marking: str = ""


def map_figure(page: MapPage, size: tuple[float, float] = A4) -> Sheet:
    """Draw a map on a page, with its title, facts and sources.

    Words are measured before anything is placed: the title is made smaller
    until it fits, the legend takes the column it needs and the map the rest, of which
    it gives up a strip to insets where numbered places are too small to be seen.

    Raises
    ------
    ValueError
        If no area is shown.
    """
    sheet = _sheet(page, size)
    top = _title(sheet, page.title, size)
    bottom = _foot(sheet, page.sources, size)
    _draw(sheet, page, page.facts, (MARGIN, bottom, size[0] - MARGIN, top), WIDTHS)
    mark(sheet, page.marking, _EDGE)
    return sheet


def bare_map(page: MapPage, size: tuple[float, float] = FIGURE) -> Sheet:
    """Draw a map with its legend and whose ground it is; a document says the rest.

    Raises
    ------
    ValueError
        If no area is shown.
    """
    page = replace(page, key=page.key.used())
    sheet, wide = _sheet(page, size), size[0] - 2 * _BARE
    whose = page.ground or page.sources[:1]
    lines = [line for said in whose for line in wrapped(said, wide, _GROUND)]
    bottom = _BARE + len(lines) * _GROUND.line
    write_lines(sheet, tuple(lines), (_BARE, bottom), _GROUND)
    room = (_BARE, bottom + _BARE, size[0] - _BARE, size[1] - _BARE)
    _draw(sheet, page, (), room, NARROW)
    return sheet


def _sheet(page: MapPage, size: tuple[float, float]) -> Sheet:
    sheet = Sheet(figsize=(size[0] / 25.4, size[1] / 25.4), facecolor=PAPER)
    FigureCanvasAgg(sheet)
    sheet.heading = page.title
    return sheet


def _draw(
    sheet: Sheet,
    page: MapPage,
    facts: tuple[str, ...],
    room: Box,
    widths: Sequence[float],
) -> None:
    """Draw legend, facts and map within their room."""
    areas = page.areas[page.areas["shown"].to_numpy(dtype=bool)]
    if areas.empty:
        raise ValueError("there is no area to draw")
    left, bottom, right, top = room
    layers = listed_layers(page.layers)
    height = top - bottom
    column = column_of(page.key, facts, height=height, layers=layers, widths=widths)
    column.draw(sheet, right - column.width, top)
    room = (left, bottom, right - column.width - _GAP, top)
    layout = inset_layout(areas, page.spots, room)
    sheet.alt = alt_text(page, layout.insets)
    _map(sheet, page, areas, layout)


def alt_text(page: MapPage, insets: Sequence[Inset] = ()) -> str:
    """Say in words what a map shows: title, areas, classes, insets, layers, facts."""
    entries = [
        f"{entry.label} {entry.count:,}" for entry in page.key.entries if entry.count
    ]
    count = sum(entry.count for entry in page.key.entries)
    areas = counted(count, page.key.unit)
    title = f"{page.key.title} {page.key.measure}".rstrip()
    said = f"{page.title.rstrip('.')}. Map of {areas}. {title}: "
    said += "; ".join(entries) + "."
    if insets:
        named = "; ".join(inset.heading for inset in insets)
        one = "Inset" if len(insets) == 1 else "Insets"
        said += f" {one} at a larger scale: {named}."
    if page.layers:
        said += f" Layers: {listed([layer.name for layer in page.layers])}."
    said += "".join(f" {fact.rstrip('.')}." for fact in page.facts)
    words = said.split()
    return " ".join(words[:150]) + (" …" if len(words) > 150 else "")


def _title(sheet: Sheet, title: str, size: tuple[float, float]) -> float:
    kind, lines = fitted_title(title, size[0] - 2 * MARGIN)
    return write_lines(sheet, lines, (MARGIN, size[1] - MARGIN), kind) - 3


def _foot(sheet: Sheet, sources: tuple[str, ...], size: tuple[float, float]) -> float:
    width = size[0] - 2 * MARGIN
    lines = [line for source in sources for line in wrapped(source, width, FOOT)]
    if not lines:
        return MARGIN
    top = MARGIN - 3 + len(lines) * FOOT.line
    write_lines(sheet, tuple(lines), (MARGIN, top), FOOT)
    rule(sheet, MARGIN, size[0] - MARGIN, top + 1.8)
    return top + 4


def _map(sheet: Sheet, page: MapPage, areas: gpd.GeoDataFrame, layout: Layout) -> None:
    """Draw areas, layers and names in their room, then the insets in theirs."""
    room, taken = _with_bar(sheet, page, areas, layout.room)
    left, bottom, right, top = room
    extent = frame(areas, (right - left, top - bottom))
    scale = (extent[2] - extent[0]) / (right - left)
    axes = _axes(sheet, room, extent, "map")
    _ground(axes, page, areas, extent, scale)
    taken = (*taken, *draw_spots(axes, page.spots, scale))
    frames = draw_frames(
        axes, layout.insets, extent=extent, metres_per_mm=scale, taken=taken
    )
    loud = _standing_out(page, areas)
    _names(axes, page, loud, extent, scale, (*taken, *frames))
    for inset in layout.insets:
        _inset(sheet, page, areas, inset)


def _inset(sheet: Sheet, page: MapPage, areas: gpd.GeoDataFrame, inset: Inset) -> None:
    """Draw what lies within an inset, as the map does."""
    extent, scale = inset.extent, inset.metres_per_mm
    ground = shapely.box(*extent)
    near = areas[areas.intersects(ground)]
    outlines, names = page.outlines, _named(page)
    if outlines is not None:
        outlines = outlines[outlines.intersects(ground)]
    if names is not None:
        names = names.set_geometry(names.clip_by_rect(*extent))
    page = replace(page, outlines=outlines, labels=names)
    axes = _axes(sheet, inset.box, extent, f"map-{inset.letter}")
    _ground(axes, page, near, extent, scale)
    taken = draw_spots(axes, page.spots, scale, extent)
    places = np.array([spot.outline for spot in inset.spots], dtype=object)
    loud = np.concatenate([_standing_out(page, near), places])
    _names(axes, page, loud, extent, scale, taken)
    inset.draw(sheet)


def _with_bar(
    sheet: Sheet, page: MapPage, areas: gpd.GeoDataFrame, room: Box
) -> tuple[Box, tuple[Box, ...]]:
    """Draw the scale bar on free ground or below the map.

    Returns
    -------
    tuple
        The room left for the map, and the part of it that the bar covers.
    """
    left, bottom, right, top = room
    extent = frame(areas, (right - left, top - bottom))
    scale = (extent[2] - extent[0]) / (right - left)
    drawn = _drawn(areas, page.layers)
    for longest in _BARS:
        bar = Scale.of(scale, longest=longest)
        size = bar.width * scale, bar.HEIGHT * scale
        corner = _free_corner(drawn, extent, size)
        if corner is not None:
            x = left + (corner[0] - extent[0]) / scale
            y = bottom + (corner[1] - extent[1]) / scale
            bar.draw(sheet, x, y)
            return room, (corner,)
    bottom += Scale.HEIGHT + 1
    extent = frame(areas, (right - left, top - bottom))
    bar = Scale.of((extent[2] - extent[0]) / (right - left), longest=_BARS[0])
    bar.draw(sheet, left, room[1])
    return (left, bottom, right, top), ()


def _ground(
    axes: Axes, page: MapPage, areas: gpd.GeoDataFrame, extent: Box, scale: float
) -> None:
    """Draw areas, layers and outlines."""
    pictures = any(isinstance(layer, Picture) for layer in page.layers)
    see_through = SEE_THROUGH if pictures else 0.0
    layers = listed_layers(page.layers)
    if page.surface is None:
        draw_areas(axes, areas, page.key, metres_per_mm=scale, see_through=see_through)
    else:
        draw_borders(axes, areas)
        layers = (*layers, Listed(page.surface, None))
    draw_overlays(axes, layers, extent, scale)
    if page.outlines is not None:
        draw_outlines(axes, page.outlines)


def _names(
    axes: Axes,
    page: MapPage,
    loud: Shapely,
    extent: Box,
    scale: float,
    taken: tuple[Box, ...],
) -> None:
    """Write names: of what stands out, which is better left uncovered, first."""
    names = _named(page)
    if names is None:
        return
    labels = place_labels(
        names,
        extent=extent,
        metres_per_mm=scale,
        avoid=[*loud],
        taken=taken,
    )
    draw_labels(axes, labels)


def _standing_out(page: MapPage, areas: gpd.GeoDataFrame) -> Shapely:
    loud = page.key.standing_out(areas.index)
    return np.asarray(areas.geometry.to_numpy()[loud], dtype=object)


def _named(page: MapPage) -> gpd.GeoDataFrame | None:
    return page.outlines if page.labels is None else page.labels


def _axes(sheet: Sheet, room: Box, extent: Box, gid: str) -> Axes:
    left, bottom, right, top = room
    wide, high = (25.4 * inches for inches in sheet.get_size_inches())
    axes = sheet.add_axes(
        (left / wide, bottom / high, (right - left) / wide, (top - bottom) / high)
    )
    axes.set_axis_off()
    axes.set_xlim(extent[0], extent[2])
    axes.set_ylim(extent[1], extent[3])
    axes.set_gid(gid)
    return axes


def _drawn(areas: gpd.GeoDataFrame, layers: tuple[Overlay, ...]) -> Shapely:
    """Return the ground that is drawn on."""
    covered = [shapely.box(*p.extent) for p in layers if isinstance(p, Picture)]
    over = [s.frame.geometry.to_numpy() for s in layers if isinstance(s, Shapes)]
    return np.concatenate([areas.geometry.to_numpy(), np.array(covered, object), *over])


def _free_corner(shapes: Shapely, extent: Box, size: tuple[float, float]) -> Box | None:
    """Find a corner of the map where a box of `size` metres meets no shape."""
    west, south, east, north = extent
    width, height = size
    if width > east - west or height > north - south:
        return None
    for x, y in (
        (west, south),
        (east - width, south),
        (west, north - height),
        (east - width, north - height),
    ):
        box = shapely.box(x, y, x + width, y + height)
        if not shapely.intersects(shapes, box).any():
            return (x, y, x + width, y + height)
    return None
