"""From area numbers to colours: a look-up, so that recolouring costs milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from hotspot_app.draw.looks.legend import Entry, MapKey
from hotspot_app.draw.looks.palettes import NO_FILL, border_opacity, opacity
from hotspot_app.ui.kit.theme import Theme
from hotspot_app.ui.map.id_buffer import IdBuffer, Mask, borders, both_sides, grown
from hotspot_app.ui.map.patterns import LEVELS, spread

Codes = npt.NDArray[np.uint8]

_ROLES: Final = LEVELS + 3
"""What a pixel of a class can be: fill, pattern in steps, border of an area, of the
class."""
_AREA_BORDER: Final = LEVELS + 1
_CLASS_BORDER: Final = LEVELS + 2
_NONE, _OUTSIDE, _FIRST = 0, 1, 2
"""Codes of no area, of areas without a class, and of the first class."""

_INK: Final = 0.75
"""Strength of a pattern, so that it stays subtle."""
_BOLD_EDGE: Final = 0.65
"""Points; classes with a border this wide stand out."""
_FINE_BORDER: Final = 0.5
"""Strength of the borders of areas that have no class."""
_FULL_BORDERS, _NO_BORDERS = 14.0, 3.0
"""Pixels across an average area between which borders fade."""


@dataclass(frozen=True, eq=False)
class Colouring:
    """The look of each area and class.

    Attributes
    ----------
    codes
        The class of each number of the buffer, times the number of roles.
    entries
        Classes in the order of the legend.
    see_through
        How much of the ground below shows through quiet areas, 0 to 1.
    """

    codes: Codes
    entries: tuple[Entry, ...]
    theme: Theme
    see_through: float = 0.0


def colouring(
    codes: pd.Index[str], key: MapKey | None, theme: Theme, see_through: float = 0.0
) -> Colouring:
    """Give every area its class; what the key doesn't know is left quiet."""
    entries = () if key is None else key.entries
    number = np.full(len(codes), _OUTSIDE, dtype=np.int64)
    if key is not None:
        place = key.entry_of.index.get_indexer(codes)
        known = place >= 0
        number[known] = key.entry_of.to_numpy()[place[known]] + _FIRST
    table = np.concatenate([[_NONE], number * _ROLES]).astype(np.uint8)
    return Colouring(table, tuple(entries), theme, see_through)


def paint(buffer: IdBuffer, look: Colouring, screen: float) -> QImage:
    """Paint a buffer of area numbers in the colours of a map.

    Parameters
    ----------
    screen
        Device pixels to a pixel of the view, set on the picture.
    """
    return _shrunk(_image(_pixels(buffer, look)), buffer, screen)


def _shrunk(full: QImage, buffer: IdBuffer, screen: float) -> QImage:
    """Return a picture of a buffer at the screen's density, smoothed."""
    if buffer.ratio == screen:
        return full
    return full.scaled(
        max(round(buffer.view.width * screen), 1),
        max(round(buffer.view.height * screen), 1),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


def _pixels(buffer: IdBuffer, look: Colouring) -> npt.NDArray[np.uint32]:
    base = np.take(look.codes, buffer.ids, mode="clip")
    codes = base.copy()
    there = np.bincount(np.take(look.codes, np.arange(len(look.codes))), minlength=256)
    for number, entry in enumerate(look.entries, start=_FIRST):
        if entry.hatch and there[number * _ROLES]:
            _add_pattern(codes, base == number * _ROLES, entry.hatch, buffer)
    np.add(base, _AREA_BORDER, out=codes, where=buffer.edges)
    for bold in (False, True):
        found = _class_borders(base, look, buffer.ratio, bold=bold)
        if found is not None:
            np.add(base, _CLASS_BORDER, out=codes, where=found)
    return np.take(_table(look, _border_strength(buffer)), codes)


def _add_pattern(codes: Codes, where: Mask, letters: str, buffer: IdBuffer) -> None:
    rows = np.flatnonzero(where.any(axis=1))
    if not len(rows):
        return
    part = slice(rows[0], rows[-1] + 1)
    step = buffer.view.scale / buffer.ratio
    corner = round(buffer.view.west / step), round(-buffer.view.north / step) + rows[0]
    ink = spread(letters, buffer.ratio, corner, codes[part])
    np.add(codes[part], ink, out=codes[part], where=where[part])


def _class_borders(
    base: Codes, look: Colouring, ratio: float, *, bold: bool
) -> Mask | None:
    """Find the inner rims of classes that have a thin, or a bold, border."""
    has = np.zeros(256, dtype=bool)
    for number, entry in enumerate(look.entries, start=_FIRST):
        if entry.level and entry.count and (entry.edge_width >= _BOLD_EDGE) == bold:
            has[number * _ROLES] = True
    if not has.any():
        return None
    own = np.take(has, base)
    found = both_sides(borders(base))
    found &= own
    steps = round(1.25 * ratio) - 1 if bold else 0
    if steps > 0:
        found = grown(found, steps)
        found &= own
    return found


def _border_strength(buffer: IdBuffer) -> float:
    """Fade borders of areas that are only a few pixels across."""
    share = float(np.count_nonzero(buffer.edges)) / max(buffer.edges.size, 1)
    inside = float(np.count_nonzero(buffer.ids)) / max(buffer.ids.size, 1)
    if not share:
        return 1.0
    across = 2 * inside / share / buffer.ratio
    strength = (across - _NO_BORDERS) / (_FULL_BORDERS - _NO_BORDERS)
    return float(np.clip(strength, 0.0, 1.0))


def _table(look: Colouring, borders_at: float) -> npt.NDArray[np.uint32]:
    """Return the colour of every code, premultiplied."""
    table = np.zeros(256, dtype=np.uint32)
    now = look.theme
    outside = [now.map_ground] * (LEVELS + 1)
    outside += [_mixed(now.map_ground, now.hairline, borders_at), now.hairline]
    clear = opacity(0, look.see_through)
    table[_ROLES : 2 * _ROLES] = [_packed(each, clear * 0.5) for each in outside]
    if look.see_through == NO_FILL:
        fine = _packed(now.muted, _FINE_BORDER * borders_at)
        table[_ROLES + _AREA_BORDER : _ROLES + _CLASS_BORDER + 1] = fine
    for number, entry in enumerate(look.entries, start=_FIRST):
        opaque = opacity(entry.level, look.see_through)
        border = border_opacity(entry.level, look.see_through)
        shown = _roles(entry, now, borders_at)
        table[number * _ROLES : (number + 1) * _ROLES] = [
            _packed(each, opaque) for each in shown[: LEVELS + 1]
        ] + [_packed(each, border) for each in shown[LEVELS + 1 :]]
    return table


def _roles(entry: Entry, now: Theme, borders_at: float) -> list[str]:
    """Return the colours of one class in the order of the roles."""
    fill = now.on_map(entry.fill)
    ink = now.on_map(entry.hatch_colour)
    shades = [_mixed(fill, ink, _INK * step / LEVELS) for step in range(LEVELS + 1)]
    line = _mixed(fill, now.area_line, borders_at * (1.0 if entry.level == 0 else 0.7))
    return [*shades, line, now.on_map(entry.edge)]


def _mixed(one: str, other: str, share: float) -> str:
    parts = zip(_rgb(one), _rgb(other), strict=True)
    return QColor(*(round(p + (q - p) * share) for p, q in parts)).name()


def _rgb(colour: str) -> tuple[int, int, int]:
    held = QColor(colour)
    return held.red(), held.green(), held.blue()


def _packed(colour: str, opaque: float) -> int:
    alpha = round(255 * opaque)
    red, green, blue = (round(c * alpha / 255) for c in _rgb(colour))
    return alpha << 24 | red << 16 | green << 8 | blue


def _image(pixels: npt.NDArray[np.uint32]) -> QImage:
    height, width = pixels.shape
    form = QImage.Format.Format_ARGB32_Premultiplied
    return QImage(pixels.tobytes(), width, height, width * 4, form).copy()


def swatch(entry: Entry, theme: Theme, size: tuple[int, int], screen: float) -> QImage:
    """Paint a small patch of a class as the map shows it, pattern and border too."""
    ratio = screen * 2
    width, height = (round(side * ratio) for side in size)
    base = np.full((height, width), _FIRST * _ROLES, dtype=np.uint8)
    codes = base.copy()
    if entry.hatch:
        codes += spread(entry.hatch, ratio, (0, 0), codes)
    rim = round((1.25 if entry.edge_width >= _BOLD_EDGE else 1.0) * ratio)
    inner = np.zeros(base.shape, dtype=bool)
    inner[rim:-rim, rim:-rim] = True
    np.add(base, _CLASS_BORDER, out=codes, where=~inner)
    look = Colouring(np.zeros(1, dtype=np.uint8), (entry,), theme)
    image = _image(np.take(_table(look, 1.0), codes)).scaled(
        round(size[0] * screen),
        round(size[1] * screen),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    image.setDevicePixelRatio(screen)
    return image


def paint_chosen(
    buffer: IdBuffer,
    chosen: npt.NDArray[np.bool_],
    beside: npt.NDArray[np.bool_],
    theme: Theme,
    screen: float,
) -> QImage | None:
    """Outline the selected areas, and their neighbours more lightly.

    Parameters
    ----------
    chosen, beside
        Whether each number of the buffer is selected, or a neighbour; number 0 is no
        area.

    Returns
    -------
    QImage or None
        The outlines on a transparent picture; None if there are none.
    """
    is_chosen = np.take(chosen, buffer.ids, mode="clip")
    is_beside = np.take(beside, buffer.ids, mode="clip")
    if not is_chosen.any() and not is_beside.any():
        return None
    pixels = np.zeros(buffer.ids.shape, dtype=np.uint32)
    ratio = buffer.ratio
    if is_beside.any():
        thin = both_sides(buffer.edges) & is_beside
        thin = grown(thin, round(ratio * 0.5)) & is_beside
        pixels[thin] = _packed(theme.accent, 0.75)
    if is_chosen.any():
        rim = both_sides(borders(is_chosen))
        accent = max(round(ratio) - 1, 0)
        casing = grown(rim, accent + max(round(1.25 * ratio), 1))
        pixels[casing] = _packed(theme.panel, 1.0)
        pixels[grown(rim, accent)] = _packed(theme.accent, 1.0)
    return _shrunk(_image(pixels), buffer, screen)
