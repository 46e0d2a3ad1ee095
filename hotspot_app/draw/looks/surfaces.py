"""A surface as a map shows it: its classes, and a picture in their colours."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from hotspot_app.draw.looks.legend import MapKey, sequential_key
from hotspot_app.method import MapStyle, Surface
from hotspot_app.overlay import Picture

Colour = Callable[[str], str]


def surface_key(surface: Surface, style: MapStyle) -> MapKey:
    """Put the cells of a surface into classes; no area is in any of them.

    Cells of which nothing is known are left out.
    """
    cells = pd.Series(surface.values.ravel()).dropna()
    return sequential_key(cells, style)


def surface_picture(
    surface: Surface, key: MapKey, colour: Colour = lambda each: each
) -> Picture:
    """Paint a surface in the colours of its classes, transparent where values miss.

    Parameters
    ----------
    key
        The legend, as returned by `surface_key`.
    colour
        Changes a colour of the maps, as for a dark theme.
    """
    pixels = np.zeros((surface.values.size, 4), dtype=np.uint8)
    fills = np.array([_rgba(colour(each.fill)) for each in key.entries], np.uint8)
    pixels[key.entry_of.index] = fills[key.entry_of.to_numpy()]
    shape = (*surface.values.shape, 4)
    return Picture(key.title, pixels.reshape(shape), surface.extent)


def _rgba(colour: str) -> tuple[int, int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue, 255
