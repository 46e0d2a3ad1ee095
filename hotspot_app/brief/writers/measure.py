"""How wide words of the app's own typeface are, and where their lines break.

Places and widths are millimetres; sizes of type are points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hotspot_app.draw.page.typeface import sign_width

MM_PER_POINT: Final = 25.4 / 72
LEADING: Final = 1.22
"""Height of a line over the size of its type."""

_SLACK: Final = 1.07
"""Where the typeface isn't installed another stands in, DejaVu Sans the widest."""

_ROUNDING: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    def holding(self, width: float, height: float) -> Box:
        """Return the largest box of this shape at its upper edge, in its middle."""
        scale = min(self.width / width, self.height / height)
        wide = width * scale
        left = self.left + (self.width - wide) / 2
        return Box(left, self.top, wide, height * scale)


def line_height(size: float) -> float:
    """Return the height of a line of type."""
    return size * LEADING * MM_PER_POINT


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide one line of text is."""
    widths = sum([sign_width(each, bold) for each in text])
    return widths * size * MM_PER_POINT * _SLACK


def broken(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break text into lines no wider than `width`.

    A word that is wider by itself is broken where it must be.
    """
    room = width / (size * MM_PER_POINT * _SLACK) + _ROUNDING
    space = sign_width(" ", bold)
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        wide = sum([sign_width(each, bold) for each in word])
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        *whole, line = _pieces(word, room, bold) if wide > room else [word]
        lines += whole
        used = sum([sign_width(each, bold) for each in line])
    return [*lines, line] if line or not lines else lines


def _pieces(word: str, room: float, bold: bool) -> list[str]:
    pieces, piece, used = [], "", 0.0
    for sign in word:
        wide = sign_width(sign, bold)
        if piece and used + wide > room:
            pieces.append(piece)
            piece, used = "", 0.0
        piece, used = piece + sign, used + wide
    return [*pieces, piece]


def text_height(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """Return how high text is, broken into lines of this width."""
    return len(broken(text, width, size, bold=bold)) * line_height(size)
