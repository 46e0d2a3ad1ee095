"""Scale bar and north arrow, in round lengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from matplotlib.figure import Figure
from matplotlib.patches import Polygon, Rectangle

from hotspot_app.draw.looks.palettes import INK, PAPER
from hotspot_app.draw.maps.lengths import length_words, round_length
from hotspot_app.draw.page.furniture import SMALL, Type, millimetres, put, write

_THICK: Final = 1.5
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Scale bar and north arrow as one block.

    Attributes
    ----------
    metres
        Length of the bar on the ground, a round number.
    bar
        Length of the bar on the page in millimetres.
    """

    metres: float
    bar: float

    HEIGHT = 11.0

    @classmethod
    def of(cls, metres_per_mm: float, *, longest: float) -> Scale:
        """Choose a round length no longer than `longest` millimetres."""
        metres = round_length(metres_per_mm * longest)
        return cls(metres, metres / metres_per_mm)

    @property
    def width(self) -> float:
        """Width of the block with its words and arrow, millimetres."""
        return 4 + self.bar + SMALL.width(length_words(self.metres)) / 2 + 10

    def draw(self, figure: Figure, left: float, bottom: float) -> None:
        """Draw it with its lower left corner at (left, bottom) millimetres."""
        start = left + 2
        self._bar(figure, start, bottom + 0.8)
        words = length_words(self.metres)
        up = bottom + 2.9 + SMALL.line
        write(figure, "0", (start, up), SMALL, ha="center")
        write(figure, words, (start + self.bar, up), SMALL, ha="center")
        end = start + self.bar + SMALL.width(words) / 2
        self._arrow(figure, end + 6, bottom + 0.5)

    def draw_small(self, figure: Figure, left: float, bottom: float) -> None:
        """Draw the bar alone, its length in words beside it."""
        self._bar(figure, left + 0.2, bottom)
        middle = (left + 0.2 + self.bar + 1.5, bottom + _THICK / 2)
        words = length_words(self.metres)
        write(figure, words, middle, SMALL, va="center_baseline")

    def _bar(self, figure: Figure, left: float, bottom: float) -> None:
        half = self.bar / 2
        for place, colour in ((left, INK), (left + half, PAPER)):
            patch = Rectangle(
                (place, bottom),
                half,
                _THICK,
                transform=millimetres(figure),
                facecolor=colour,
                edgecolor=INK,
                linewidth=0.7,
                gid="scale-bar",
            )
            put(figure, patch)

    def _arrow(self, figure: Figure, middle: float, bottom: float) -> None:
        tip, notch = bottom + 6.5, bottom + 1.6
        for side, colour in ((-1, INK), (1, PAPER)):
            corners = [(middle, tip), (middle + side * 2.1, bottom), (middle, notch)]
            patch = Polygon(
                corners,
                closed=True,
                transform=millimetres(figure),
                facecolor=colour,
                edgecolor=INK,
                linewidth=0.7,
                gid="north",
            )
            put(figure, patch)
        north = Type(8, "bold")
        write(figure, "N", (middle, tip + 0.4), north, ha="center", va="bottom")
