"""Texts, lines and samples around a map or chart.

Places are millimetres from the page's lower left corner; sizes of type are points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import matplotlib as mpl
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.textpath import TextToPath
from matplotlib.transforms import Affine2D, Transform

from hotspot_app.draw.looks.palettes import HAIRLINE, INK, MUTED
from hotspot_app.draw.page.typeface import FAMILIES, signs

MM_PER_POINT: Final = 25.4 / 72
LEADING: Final = 1.32
"""Height of a line over the size of its type."""

_measure = TextToPath()

mpl.rcParams["text.parse_math"] = False
# whatever is written on any page: two "$" in a name are no formula


class Sheet(Figure):
    """A page with its title and alternative text.

    Attributes
    ----------
    heading
        Title of the page.
    alt
        What it shows, in words.
    marking
        Who may see it, "" where nothing is said.
    """

    heading: str = ""
    alt: str = ""
    marking: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """A way of setting words."""

    size: float
    weight: str = "normal"
    colour: str = INK

    @property
    def line(self) -> float:
        """Height of a line, millimetres."""
        return self.size * LEADING * MM_PER_POINT

    def scaled(self, factor: float) -> Type:
        """Return the same type, larger or smaller."""
        return Type(self.size * factor, self.weight, self.colour)

    def width(self, text: str) -> float:
        """Return how wide one line of text is, in millimetres."""
        return _width(text, self.weight) * self.size * MM_PER_POINT

    def fits(self, text: str, width: float) -> bool:
        """Say whether one line of text is no wider than `width` millimetres.

        Only a line that may be either is measured whole: the letters by
        themselves tell to within a few per cent, which is what kerning changes.
        """
        letters = sum([_width(letter, self.weight) for letter in text])
        about = letters * self.size * MM_PER_POINT
        if not 0.9 * width < about < 1.1 * width:
            return about <= width
        return self.width(text) <= width


@lru_cache(maxsize=20_000)
def _width(text: str, weight: str) -> float:
    """Width of a line of type of one point, in points; it grows with the size."""
    font = FontProperties(family=FAMILIES, size=_measure.FONT_SCALE, weight=weight)
    measured = _measure.get_text_width_height_descent(text, font, False)
    return float(measured[0]) / _measure.FONT_SCALE


def lacking(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the signs of texts for which pictures have only a box, each once."""
    there = signs()
    used = dict.fromkeys(sign for text in texts for sign in text)
    return tuple(sign for sign in used if sign.isprintable() and ord(sign) not in there)


TITLE: Final = Type(17, "bold")
HEADING: Final = Type(9.5, "bold")
BODY: Final = Type(8.5)
SMALL: Final = Type(7.5, colour=MUTED)
FOOT: Final = Type(7, colour=MUTED)


def millimetres(figure: Figure) -> Transform:
    """Return the transformation from millimetres on the page."""
    return Affine2D().scale(1 / 25.4) + figure.dpi_scale_trans


def wrapped(text: str, width: float, kind: Type) -> tuple[str, ...]:
    """Break text into lines no wider than `width` millimetres.

    A single word that is wider than a line is cut, never left to stick out.
    """
    lines: list[str] = []
    line = ""
    for word in _unbroken(text, width, kind):
        longer = f"{line} {word}" if line else word
        if kind.fits(longer, width):
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while not kind.fits(line, width) and len(line) > 1:
            cut = _fitting(line, width, kind)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line) if line else tuple(lines)


def _unbroken(text: str, width: float, kind: Type) -> list[str]:
    """Part text where lines may break: not about "&", if what it joins fits."""
    words: list[str] = []
    for joined in re.findall(r"\S+(?: & \S+)*", " ".join(text.split())):
        alone = " " not in joined or kind.fits(joined, width)
        words += [joined] if alone else joined.split()
    return words


def _fitting(word: str, width: float, kind: Type) -> int:
    inside = 1
    while inside < len(word) and kind.fits(word[: inside + 1], width):
        inside += 1
    return inside


def fitted_title(text: str, width: float, *, kind: Type = TITLE) -> tuple[Type, Any]:
    """Return the largest type in which a title takes two lines, or else three.

    Returns
    -------
    tuple
        Type and lines. At two thirds of `kind`'s size the title takes as many lines as
        it needs.
    """
    for most, smallest in ((2, 0.8), (3, 0.66)):
        factor = 1.0
        while factor >= smallest:
            lines = wrapped(text, width, kind.scaled(factor))
            if len(lines) <= most:
                return kind.scaled(factor), _balanced(text, width, kind.scaled(factor))
            factor -= 0.05
    smallest_type = kind.scaled(0.66)
    return smallest_type, _balanced(text, width, smallest_type)


def _balanced(text: str, width: float, kind: Type) -> tuple[str, ...]:
    """Break text into as few lines as fit: after its subject, or of like length."""
    lines = wrapped(text, width, kind)
    subject, colon, rest = text.partition(": ")
    parts = (f"{subject}:", rest)
    long = bool(colon) and kind.width(subject) > 0.25 * width
    if len(lines) == 2 and long and all(kind.fits(part, width) for part in parts):
        return parts
    longest = max(map(len, text.split()), default=0)
    for share in (0.5, 0.6, 0.7, 0.8, 0.9):
        tried = wrapped(text, share * width, kind)
        whole = max(map(len, " ".join(tried).split()), default=0) == longest
        if len(tried) == len(lines) and whole:
            return tried
    return lines


def write(
    figure: Figure,
    line: str,
    at: tuple[float, float],
    kind: Type,
    **options: Any,
) -> None:
    """Set one line of text, its top at `at`."""
    settings: dict[str, Any] = {"va": "top", "ha": "left", **options}
    figure.text(
        *at,
        line,
        transform=millimetres(figure),
        family=FAMILIES,
        size=kind.size,
        weight=kind.weight,
        color=kind.colour,
        **settings,
    )


def write_lines(
    figure: Figure, lines: tuple[str, ...], at: tuple[float, float], kind: Type
) -> float:
    """Set lines below each other from `at` down; return where the next begins."""
    left, top = at
    for line in lines:
        write(figure, line, (left, top), kind)
        top -= kind.line
    return top


MARKING: Final = Type(9, "bold")
"""Of what says who may see a page."""


def mark(sheet: Sheet, marking: str, edge: float) -> None:
    """Write a marking in capitals at the middle of the top and bottom edges.

    Parameters
    ----------
    edge
        Distance of its outer side from the edges, millimetres.
    """
    if not marking:
        return
    wide, high = (25.4 * float(inches) for inches in sheet.get_size_inches())
    sheet.marking = marking.upper()
    lines = wrapped(sheet.marking, wide - 4 * edge, MARKING)[:1]
    for line in lines:
        for top in (high - edge, edge + MARKING.line):
            write(sheet, line, (wide / 2, top), MARKING, ha="center")


def rule(figure: Figure, left: float, right: float, at: float) -> None:
    """Draw a hairline across."""
    line = Line2D(
        [left, right],
        [at, at],
        transform=millimetres(figure),
        color=HAIRLINE,
        linewidth=0.8,
    )
    put(figure, line)


def swatch(
    figure: Figure, corner: tuple[float, float], size: tuple[float, float], look: Any
) -> None:
    """Draw a rectangle in the look of a class.

    Parameters
    ----------
    corner
        Lower left corner in millimetres.
    size
        Width and height in millimetres.
    look
        Anything with fill, edge, edge_width, hatch and hatch_colour.
    """
    patch = Rectangle(
        corner,
        *size,
        transform=millimetres(figure),
        facecolor=look.fill,
        edgecolor=look.edge,
        linewidth=look.edge_width,
        hatch=look.hatch or None,
        hatchcolor=look.hatch_colour,
        gid="swatch",
    )
    patch.set_hatch_linewidth(HATCH_WIDTH)
    put(figure, patch)


HATCH_WIDTH: Final = 0.5
"""Points."""


def put(figure: Figure, artist: Artist) -> None:
    """Add an artist to the page, outside all axes."""
    artist.set_in_layout(False)
    figure.add_artist(artist, clip=False)
