"""A scene painted on a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle

from hotspot_app.draw.charts.axes import SMALL
from hotspot_app.draw.charts.data import Drawing
from hotspot_app.draw.charts.kinds import SCENES
from hotspot_app.draw.charts.scene import Band, Cell, Dot, Role, Room, Stroke, Words
from hotspot_app.draw.charts.sheet import (
    HEIGHT,
    MARGIN,
    WIDTH,
    sheet_with,
    title_height,
)
from hotspot_app.draw.looks.palettes import (
    ACCENT,
    HAIRLINE,
    INK,
    LOOKS,
    MUTED,
    PAPER,
    QUIET,
    ink_on,
)
from hotspot_app.draw.page.furniture import HATCH_WIDTH, MM_PER_POINT, Sheet
from hotspot_app.draw.page.typeface import FAMILIES

ROLES: Final[Mapping[Role, str]] = {
    "ink": INK,
    "muted": MUTED,
    "accent": ACCENT,
    "rising": LOOKS["rose"].fill,
    "falling": LOOKS["fell"].fill,
    "quiet": QUIET,
    "hairline": HAIRLINE,
    "ground": PAPER,
}
_AROUND: Final = 2 * MARGIN
"""Between the title and the scene, and below it, millimetres."""


def scene_sheet(drawing: Drawing) -> Sheet:
    """Draw a chart that is a scene on a page of its own, as tall as it needs."""
    wide = WIDTH - 2 * MARGIN
    beside = title_height(drawing) + _AROUND
    room = Room(wide, HEIGHT - beside, SMALL.line, SMALL.width)
    scene = SCENES[drawing.chart.kind](drawing, drawing.names(), room)
    sheet, (top, _) = sheet_with(drawing, scene.tall + beside)
    tall = sheet.get_figheight() * 25.4
    low = top - MARGIN / 2 - scene.tall
    place = MARGIN / WIDTH, low / tall, wide / WIDTH, scene.tall / tall
    axes = sheet.add_axes(place)
    axes.set_axis_off()
    axes.set_xlim(0, wide)
    axes.set_ylim(scene.tall, 0)
    for order, item in enumerate(scene.items, 1):
        _PAINTERS[type(item)](axes, item, order)
    return sheet


def _stroke(axes: Axes, item: Stroke, order: int) -> None:
    line = Line2D(
        item.points[:, 0],
        item.points[:, 1],
        color=ROLES[item.role],
        linewidth=item.weight,
        linestyle=(0, item.dashes) if item.dashes else "solid",
        clip_on=False,
        zorder=order,
        solid_joinstyle="round",
    )
    axes.add_line(line)


def _band(axes: Axes, item: Band, order: int) -> None:
    colour = ROLES[item.role]
    patch = Polygon(item.points, facecolor=colour, alpha=0.18, linewidth=0)
    patch.set_zorder(order)
    axes.add_patch(patch)


def _dot(axes: Axes, item: Dot, order: int) -> None:
    colour = ROLES[item.role]
    axes.plot(
        [item.x],
        [item.y],
        "o",
        markersize=item.size / MM_PER_POINT,
        color=PAPER if item.hollow else colour,
        markeredgecolor=colour if item.hollow else PAPER,
        markeredgewidth=1.1 if item.hollow else 0.5,
        clip_on=False,
        zorder=order,
        gid="sample" if item.mark < 0 else "values",
    )


def _cell(axes: Axes, item: Cell, order: int) -> None:
    look = item.look
    patch = Rectangle(
        (item.x, item.y),
        item.wide,
        item.tall,
        facecolor=look.fill,
        edgecolor=look.edge,
        linewidth=look.edge_width,
        hatch=look.hatch or None,
        hatchcolor=look.hatch_colour,
        clip_on=False,
        zorder=order,
    )
    patch.set_hatch_linewidth(HATCH_WIDTH)
    axes.add_patch(patch)


def _words(axes: Axes, item: Words, order: int) -> None:
    axes.text(
        item.x,
        item.y,
        item.text,
        family=FAMILIES,
        size=SMALL.size,
        color=ink_on(item.ground.fill) if item.ground else ROLES[item.role],
        bbox=_CLEAR if item.clear else None,
        ha={"centre": "center"}.get(item.side, item.side),
        va="center_baseline",
        zorder=order,
        gid="words",
    )


_CLEAR: Final = {"facecolor": PAPER, "alpha": 0.8, "pad": 0.6, "linewidth": 0}

_PAINTERS: Final[Mapping[type, Callable[[Axes, Any, int], None]]] = {
    Stroke: _stroke,
    Band: _band,
    Dot: _dot,
    Cell: _cell,
    Words: _words,
}
