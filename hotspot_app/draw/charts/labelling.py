"""Names beside marks: where there is room, or one below the other at an edge."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from hotspot_app.draw.charts.numbers import Floats

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Boxes of a plot that are taken by marks and labels."""

    inside: Box
    boxes: list[Box] = field(default_factory=list)

    def beside(
        self, at: tuple[float, float], size: tuple[float, float], gap: float
    ) -> tuple[float, float, Literal["left", "centre", "right"]] | None:
        """Return free room for a name right of a point, or left, above or below.

        Returns
        -------
        tuple or None
            Middle of the line of text, and its side; None without free room.
        """
        x, y = at
        wide, tall = size
        low = gap + tall / 2
        for left, middle, place in (
            (x + gap, y, (x + gap, y, "left")),
            (x - gap - wide, y, (x - gap, y, "right")),
            (x - wide / 2, y - low, (x, y - low, "centre")),
            (x - wide / 2, y + low, (x, y + low, "centre")),
        ):
            box = (left, middle - tall / 2, left + wide, middle + tall / 2)
            if self._free(box):
                self.boxes.append((box[0] - gap, box[1], box[2] + gap, box[3]))
                return place  # type: ignore[return-value]
        return None

    def _free(self, box: Box) -> bool:
        left, top, right, bottom = self.inside
        if box[0] < left or box[1] < top or box[2] > right or box[3] > bottom:
            return False
        return not any(
            box[0] < other[2]
            and other[0] < box[2]
            and box[1] < other[3]
            and other[1] < box[3]
            for other in self.boxes
        )


def apart(wanted: Floats, gap: float, low: float, high: float) -> Floats:
    """Move places as little as it takes to be a gap apart, between two ends.

    Places that come too near each other stand together about the mean of what they
    wanted, in their order; ties keep the order given. If all don't fit between the
    ends, they begin at `low`.
    """
    order = np.argsort(wanted, kind="stable")
    steps = np.arange(len(order)) * gap
    blocks: list[tuple[float, int]] = []  # mean of what is wanted less steps, how many
    for at, step in zip(wanted[order], steps, strict=True):
        blocks.append((float(at - step), 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (mean, many), (before, some) = blocks.pop(), blocks.pop()
            both = some + many
            blocks.append(((before * some + mean * many) / both, both))
    means = np.repeat([mean for mean, _ in blocks], [many for _, many in blocks])
    last = steps[-1] if len(steps) else 0.0
    free = np.clip(means, low, max(low, high - last)) + steps
    places = np.empty(len(order))
    places[order] = free
    return places
