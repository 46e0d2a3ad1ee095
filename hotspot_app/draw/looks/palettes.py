"""The look of each class: one fixed look a class, on screen and on paper.

Colour is never the only sign. Classes that grey print or a colour-blind reader
could mix up differ in pattern, and every class that says something has a border
of at least 3:1 against the pale ground (WCAG 2.2, 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hotspot_app.stats.classes.confidence import (
    IS_CLEAR,
    IS_LIKELY,
    NO_DATA,
    NO_NEIGHBOURS,
    NOT_DIFFERENT,
    TOO_FEW,
)

INK: Final = "#1b2430"
MUTED: Final = "#5a6675"
HAIRLINE: Final = "#dfe3e8"
OUTLINE: Final = "#3f4a58"
ACCENT: Final = "#0b5cad"
QUIET: Final = "#8a94a1"
"""Marks that say little, 3:1 against the paper."""
PALE: Final = "#eceae4"
"""Ground of areas that are not different from chance."""
PAPER: Final = "#ffffff"
ZERO: Final = "#fcf8e3"
"""Areas with none: neither the paper nor the water around."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours, border and pattern of a class.

    Attributes
    ----------
    fill, edge, hatch_colour
        Colours as "#rrggbb".
    edge_width
        Width of the border in points.
    hatch
        Pattern in matplotlib's letters, "" for none.
    level
        Z-order: classes of a higher level are drawn over those of a lower one.
    """

    fill: str
    edge: str
    edge_width: float = 0.35
    hatch: str = ""
    hatch_colour: str = INK
    level: int = 0


_QUIET = "#b9b5a9"
_GREY = "#7b8490"

LOOKS: Final[dict[str, Look]] = {
    f"high-high {IS_CLEAR}": Look("#b2182b", "#6a0d18", 0.8, level=4),
    f"high-high {IS_LIKELY}": Look("#f6cbc6", "#b2182b", 1.0, "/" * 6, "#b2182b", 3),
    f"low-low {IS_CLEAR}": Look("#2166ac", "#0f3f72", 0.8, "-" * 6, "#b3d3f2", 4),
    f"low-low {IS_LIKELY}": Look("#d3e3f3", "#2166ac", 1.0, "\\" * 6, "#2166ac", 3),
    f"high-low {IS_CLEAR}": Look("#ef8a62", "#8a3410", 0.9, "x" * 5, "#8a3410", 4),
    f"high-low {IS_LIKELY}": Look("#fce3d8", "#b04a18", 1.0, "+" * 5, "#b04a18", 3),
    f"low-high {IS_CLEAR}": Look("#92c5de", "#1a567a", 0.9, "." * 4, "#1a567a", 4),
    f"low-high {IS_LIKELY}": Look("#e4f1f8", "#26749f", 1.0, "o" * 3, "#26749f", 3),
    NOT_DIFFERENT: Look(PALE, _QUIET),
    NO_NEIGHBOURS: Look(PAPER, _GREY, 0.5, "|" * 5, _GREY, 1),
    TOO_FEW: Look("#f6f7f9", _GREY, 0.5, "." * 3, _GREY, 1),
    NO_DATA: Look(PAPER, _GREY, 0.5, "/" * 3, _GREY, 1),
    "higher": Look("#b2182b", "#6a0d18", 0.7, level=3),
    "similar": Look(PALE, _GREY, 0.5, level=1),
    "lower": Look("#2166ac", "#0f3f72", 0.7, "-" * 6, "#b3d3f2", 3),
    "zero": Look(ZERO, _GREY, 0.4),
}
LOOKS["rose 2"] = Look("#8c510a", "#4a2b05", 0.7, level=3)
LOOKS["rose 1"] = Look("#e3c28a", "#8c510a", 0.5, level=2)
LOOKS["about the same"] = Look(PALE, _GREY, 0.4, level=1)
LOOKS["fell 1"] = Look("#aadcd6", "#0f6e70", 0.5, "-" * 6, "#3f9a97", 2)
LOOKS["fell 2"] = Look("#0f6e70", "#063b3c", 0.7, "-" * 6, "#a8dedb", 3)
LOOKS["rose"], LOOKS["fell"] = LOOKS["rose 2"], LOOKS["fell 2"]
for _sure in (IS_CLEAR, IS_LIKELY):
    LOOKS[f"hot {_sure}"] = LOOKS[f"high-high {_sure}"]
    LOOKS[f"cold {_sure}"] = LOOKS[f"low-low {_sure}"]
LOOKS["higher on few"] = LOOKS[f"high-high {IS_LIKELY}"]

_THIRDS: Final = (
    ("#e8e8e8", "#b4e2e2", "#5ac8c8"),
    ("#dfb0d6", "#a5add3", "#5698b9"),
    ("#be64ac", "#8c62aa", "#3b4994"),
)
"""A row for each third of one number, a column for each of the other."""
_THIRD_HATCHES: Final = ("", "." * 3, "/" * 4)


def third_look(row: int, column: int) -> Look:
    """Return the look of areas in one third of each of two numbers.

    Parameters
    ----------
    row, column
        The thirds, 0 to 2 from the lowest. The row shows as lightness, the column as a
        pattern, and both as colour.
    """
    fill = _THIRDS[row][column]
    ink = "#4b5563" if row + column < 3 else "#e8e8e8"
    edge, level = ("#1f2a63", 3) if row == column == 2 else (_GREY, 1)
    return Look(fill, edge, 0.6, _THIRD_HATCHES[column], ink, level)


RAMP: Final = ("#efe3f3", "#cfb0dc", "#a77fbf", "#794b97", "#431a5c")
"""Few to many: one hue, lightness falling evenly, neither the red nor the blue
that mean "higher" and "lower"."""

_RAMP_EDGES: Final = ("#8f7a9c", "#8f7a9c", "#5b3a70", "#cfb6dc", "#cfb6dc")
"""Dark lines between light classes, light ones between dark."""

_RAMP_PLACES: Final = {
    1: (2,),
    2: (1, 3),
    3: (0, 2, 4),
    4: (0, 1, 3, 4),
    5: (0, 1, 2, 3, 4),
}


SEE_THROUGH: Final = 0.65
"""Transparency of quiet areas over a picture."""


NO_FILL: Final = 1.0
"""Transparency of areas over a surface: only their borders are drawn."""


def ink_on(fill: str) -> str:
    """Return the colour of text that is most readable on a colour.

    Examples
    --------
    >>> ink_on("#efe3f3"), ink_on("#431a5c")
    ('#1b2430', '#ffffff')
    """
    light = luminance(fill) + 0.05
    by_ink, by_paper = light / (luminance(INK) + 0.05), 1.05 / light
    return INK if by_ink >= by_paper else PAPER


def luminance(colour: str) -> float:
    """Return how light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def opacity(level: int, see_through: float) -> float:
    """Return the opacity of a class; quiet classes are the most transparent.

    Parameters
    ----------
    level
        Z-order of the class.
    see_through
        `SEE_THROUGH` over a picture, else 0.
    """
    return 1 - see_through * (0.4 if level else 1.0)


def border_opacity(level: int, see_through: float) -> float:
    """Return how opaque a class's borders are."""
    return max(opacity(level, see_through), 0.6)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Colours and dashes of the lines and points of an own layer.

    Attributes
    ----------
    colour, on_dark
        Colours as "#rrggbb" on pale and on dark ground, different from those of all
        classes.
    dashes
        Lengths of dashes and gaps in turn, in line widths; none for a solid line.
    """

    colour: str
    on_dark: str
    dashes: tuple[float, ...] = ()


STROKES: Final = (
    Stroke("#00685a", "#4fd0b5"),
    Stroke("#a0006e", "#ff8fd0", (5.0, 2.0)),
    Stroke("#6b5200", "#e2c044", (1.5, 1.5)),
    Stroke("#1b2430", "#f2f2f2", (6.0, 2.0, 1.5, 2.0)),
)
"""Strokes, given to layers in turn; they differ in more than colour."""


def ramp(classes: int) -> tuple[Look, ...]:
    """Return looks of classes from few to many.

    Parameters
    ----------
    classes
        Number of classes, 0 to 5.

    Raises
    ------
    ValueError
        If there are more classes than the eye can distinguish.
    """
    if classes == 0:
        return ()
    if classes not in _RAMP_PLACES:
        raise ValueError(f"a map has at most {len(RAMP)} classes, not {classes}")
    return tuple(
        Look(RAMP[i], _RAMP_EDGES[i], 0.4, level=1 + i // 3)
        for i in _RAMP_PLACES[classes]
    )
