"""The layouts that slides are made from: which places they have, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from hotspot_app.brief.writers.measure import Box

WIDE: Final = (12_192_000 / 36_000, 190.5)
"""A slide of 16 to 9, in millimetres."""

PAPER: Final = (297.0, 210.0)
"""A slide for paper: A4 across."""

TITLE: Final = 0
BODY: Final = 1
PICTURE: Final = 10
CHART: Final = 11
TABLE: Final = 12
CAPTION: Final = 13
CAUTION: Final = 14
KICKER: Final = 15
MARKING: Final = 16
FOOTER: Final = 17
NUMBER: Final = 18
ABOUT: Final = 19
SUBTITLE: Final = 20
"""What each placeholder is for, its number in every layout."""

KINDS: Final = {
    TITLE: "title",
    PICTURE: "pic",
    CHART: "chart",
    TABLE: "tbl",
    FOOTER: "ftr",
    NUMBER: "sldNum",
}
CALLED: Final = {
    TITLE: "Title",
    BODY: "Words",
    PICTURE: "Picture",
    CHART: "Chart",
    TABLE: "Table",
    CAPTION: "Caption",
    CAUTION: "Caution",
    KICKER: "Section",
    MARKING: "Marking",
    FOOTER: "Marking at the foot",
    NUMBER: "Slide number",
    ABOUT: "About",
    SUBTITLE: "Subtitle",
}

MARGIN: Final = 16.0
GAP: Final = 8.0
CONTENT: Final = Box(MARGIN, 47.0, WIDE[0] - 2 * MARGIN, WIDE[1] - 14 - 47.0)
"""Where words, pictures and tables of a wide slide are."""

TITLE_SIZES: Final = (26.0, 24.0, 22.0, 20.0, 18.0)
"""Of a slide's title, the largest that fits."""

BOXED: Final = 3.5
"""Between the edge of a box of caution and its words."""


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder of a layout.

    Attributes
    ----------
    colour
        One of the theme's: "tx1" ink, "tx2" muted, "accent1".
    anchor
        "t" at the top of its box, "ctr" in the middle, "b" at the bottom.
    """

    box: Box
    size: float = 16
    bold: bool = False
    colour: str = "tx1"
    across: str = "l"
    anchor: str = "t"


Layout = dict[int, Place]
"""The placeholders of a layout, by what they are for."""


def wide_layouts() -> dict[str, Layout]:
    """Return the layouts of a deck."""
    width, height = WIDE
    content, inner = CONTENT, CONTENT.width
    top, foot = CONTENT.top, CONTENT.bottom
    half = (inner - GAP) / 2
    left = Box(MARGIN, top, half, content.height)
    right = Box(left.right + GAP, top, half, content.height)
    shown = replace(right, height=right.height - 16)
    under = Place(Box(right.left, shown.bottom + 2, half, 14), 10, colour="tx2")
    whole = replace(content, height=content.height - 16)
    below = Place(Box(MARGIN, whole.bottom + 2, inner, 14), 10, colour="tx2")
    caution = Place(Box(MARGIN, foot - 24, half, 24), 14, anchor="ctr")
    common = {
        TITLE: Place(Box(MARGIN, 22, inner, 23), TITLE_SIZES[0], bold=True),
        KICKER: Place(Box(MARGIN, 14.5, inner - 50, 6), 12, bold=True),
        **_marked(width, height),
    }
    strip = Place(Box(MARGIN, top, inner, 24))
    table = Box(MARGIN, top + 26, inner, content.height - 36)
    words, beside = Place(left), {CAPTION: under, CAUTION: caution}
    wide_caution = replace(caution, box=replace(caution.box, width=inner))
    return {
        "Title": {
            TITLE: Place(Box(34, 52, inner - 30, 50), 40, bold=True, anchor="b"),
            SUBTITLE: Place(Box(34, 108, inner - 30, 18), 20, colour="tx2"),
            ABOUT: Place(Box(34, 136, inner - 30, 36), 13),
            KICKER: Place(Box(34, 30, inner - 30, 8), 14, bold=True),
            **_marked(width, height),
        },
        "Finding with picture and text": {
            **common,
            BODY: words,
            PICTURE: Place(shown),
            **beside,
        },
        "Finding with chart and text": {
            **common,
            BODY: words,
            CHART: Place(shown),
            **beside,
        },
        "Finding with picture": {**common, PICTURE: Place(whole), CAPTION: below},
        "Finding with chart": {**common, CHART: Place(whole), CAPTION: below},
        "Finding with table": {
            **common,
            BODY: strip,
            TABLE: Place(table),
            CAPTION: below,
        },
        "Finding with text": {**common, BODY: Place(content), CAUTION: wide_caution},
    }


def paper_layouts() -> dict[str, Layout]:
    """Return the one layout of a sheet: its picture left, words and tables right."""
    width, height = PAPER
    margin, top, foot = 12.0, 36.0, height - 22
    inner = width - 2 * margin
    left = Box(margin, top, 0.56 * inner, foot - top)
    right = Box(left.right + 7, top, inner - left.width - 7, left.height)
    return {
        "Sheet": {
            TITLE: Place(Box(margin, 12, inner - 42, 14), 20, bold=True, anchor="ctr"),
            SUBTITLE: Place(Box(margin, 26.5, inner - 42, 7), 11, colour="tx2"),
            BODY: Place(right, 11),
            PICTURE: Place(left),
            CHART: Place(left),
            TABLE: Place(right, 10),
            CAPTION: Place(Box(margin, foot - 10, left.width, 10), 8.5, colour="tx2"),
            CAUTION: Place(replace(right, height=12), 10, anchor="ctr"),
            ABOUT: Place(Box(margin, foot + 2, inner, 8), 8.5, colour="tx2"),
            **_marked(width, height),
        }
    }


def _marked(width: float, height: float) -> Layout:
    inner = width - 60
    return {
        MARKING: Place(Box(30, 2.5, inner, 8), 10, across="ctr", anchor="ctr"),
        FOOTER: Place(Box(30, height - 10.5, inner, 8), 10, across="ctr", anchor="ctr"),
        NUMBER: Place(
            Box(width - 28, height - 10.5, 16, 8), 10, across="r", anchor="ctr"
        ),
    }
