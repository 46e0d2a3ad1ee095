"""Each area's number painted into an array of pixels, once a view.

Colours, borders, selection and hover are then look-ups in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.progress import SILENT, Progress
from hotspot_app.ui.map.shapes import Ints, Pieces
from hotspot_app.ui.map.view_box import Floats, ViewBox

Ids = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

FINE_AREAS: Final = 6_000
"""Up to so many areas are painted at twice the screen's density."""
_FINE_PIXELS: Final = 6_000_000
_MOST_PIXELS: Final = 40_000_000
_CHUNK: Final = 200_000
"""Coordinates between two checks whether to stop."""


@dataclass(frozen=True, eq=False)
class IdBuffer:
    """The number of the area at each pixel of a view.

    Attributes
    ----------
    ids
        0 where there is no area, else the area's number plus 1.
    edges
        True where the pixel to the right or below has another area, or none.
    ratio
        Pixels of the buffer to a pixel of the view.
    """

    view: ViewBox
    ids: Ids
    edges: Mask
    ratio: float

    def at(self, x: float, y: float) -> int:
        """Return the number of the area at a place in metres, -1 for none."""
        across = (x - self.view.west) / self.view.scale * self.ratio
        down = (self.view.north - y) / self.view.scale * self.ratio
        height, width = self.ids.shape
        if not (0 <= across < width and 0 <= down < height):
            return -1
        return int(self.ids[int(down), int(across)]) - 1


def density(areas: int, view: ViewBox, screen: float) -> float:
    """Return how many pixels are painted for a pixel of the view.

    Parameters
    ----------
    screen
        Device pixels to a pixel of the view.
    """
    pixels = max(view.width * view.height, 1.0) * screen**2
    if areas <= FINE_AREAS and pixels * 4 <= _FINE_PIXELS:
        return screen * 2
    return screen * min(1.0, math.sqrt(_MOST_PIXELS / pixels))


def paint_ids(
    areas: Pieces,
    view: ViewBox,
    ratio: float,
    progress: Progress = SILENT,
) -> IdBuffer:
    """Paint the numbers of all areas in a view into a buffer.

    Raises
    ------
    Cancelled
        If the buffer is no longer needed.
    """
    width = max(round(view.width * ratio), 1)
    height = max(round(view.height * ratio), 1)
    at, length, owner = areas.pixels(view, ratio)
    ids = np.zeros(height * width, dtype=np.int32)
    for start, stop in _chunks(length):
        progress.step(start / len(length))
        rows = slice(int(length[:start].sum()), int(length[:stop].sum()))
        piece = np.repeat(np.arange(stop - start), length[start:stop])
        row, left, right, which = _spans(at[rows], piece, width, height)
        wide = right - left
        into = np.cumsum(wide) - wide
        # a pixel's place and an area's number fit in half of what Python would take
        place = np.repeat((row * width + left - into).astype(np.int32), wide)
        place += np.arange(len(place), dtype=np.int32)
        ids[place] = np.repeat((owner[start:stop][which] + 1).astype(np.int32), wide)
    whole = ids.reshape(height, width)
    return IdBuffer(view, whole, borders(whole), ratio)


def _chunks(length: Ints) -> Iterator[tuple[int, int]]:
    """Yield chunks of pieces, of so few coordinates that stopping is quick."""
    turn = np.cumsum(length) // _CHUNK
    cuts = np.flatnonzero(np.diff(turn)) + 1
    ends = [0, *cuts.tolist(), len(length)] if len(length) else []
    yield from pairwise(ends)


def _spans(at: Floats, piece: Ints, width: int, height: int) -> tuple[Ints, ...]:
    """Find the runs of pixels whose middle lies in a piece, by the even-odd rule.

    Returns
    -------
    row, left, right, piece
        One entry a run; `right` is the pixel after it.
    """
    joined = piece[1:] == piece[:-1]
    first = np.ceil(at[:, 1] - 0.5).clip(0, height).astype(np.int64)
    crossing = np.flatnonzero(joined & (first[1:] != first[:-1]))
    down = first[crossing] < first[crossing + 1]
    # from top to bottom, so that areas on both sides of a border reckon alike
    top, foot = crossing + ~down, crossing + down
    first, count = first[top], first[foot] - first[top]
    (x0, y0), (x1, y1) = at[top].T, at[foot].T
    slope = (x1 - x0) / (y1 - y0)
    begin = x0 + (0.5 - y0) * slope
    into = np.cumsum(count) - count
    row = np.arange(count.sum()) + np.repeat(first - into, count)
    across = np.repeat(begin, count) + row * np.repeat(slope, count)
    pixel = np.ceil(across - 0.5).clip(0, width).astype(np.int64)
    key = (np.repeat(piece[crossing], count) * height + row) * (width + 1) + pixel
    key.sort()
    line, left = np.divmod(key[::2], width + 1)
    which, row = np.divmod(line, height)
    return row, left, key[1::2] - line * (width + 1), which


def borders(values: npt.NDArray[np.generic]) -> Mask:
    """Say where the value to the right or below differs."""
    found = np.zeros(values.shape, dtype=bool)
    np.not_equal(values[:, 1:], values[:, :-1], out=found[:, :-1])
    found[:-1] |= values[1:] != values[:-1]
    return found


def both_sides(found: Mask) -> Mask:
    """Widen borders to the pixels on their other side too."""
    wide = found.copy()
    wide[:, 1:] |= found[:, :-1]
    wide[1:] |= found[:-1]
    return wide


def grown(mask: Mask, steps: int) -> Mask:
    """Widen a mask by so many pixels all round, about as a disc would."""
    now = mask.copy()
    for step in range(steps):
        before = now.copy()
        now[:, 1:] |= before[:, :-1]
        now[:, :-1] |= before[:, 1:]
        sideways = now.copy() if step % 2 else before
        now[1:] |= sideways[:-1]
        now[:-1] |= sideways[1:]
    return now
