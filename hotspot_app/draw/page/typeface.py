"""The app's own typeface, for pictures, and how wide its signs are."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl
from matplotlib.font_manager import fontManager, get_font, ttfFontProperty
from matplotlib.ft2font import LoadFlags

from hotspot_app.paths import shipped

TYPEFACE: Final = "Inter"
_FILES: Final = {False: "Inter-Regular.otf", True: "Inter-SemiBold.otf"}

_OTHERS: Final = "DejaVu Sans"
"""Comes with matplotlib; has signs that the app's own typeface lacks."""

FAMILIES: Final = [TYPEFACE, _OTHERS]
"""Typefaces of pictures; none is one of the machine's, so that a page is the same
everywhere."""

_LACKING: Final = 1.0
"""Width of a sign that the typeface lacks, over the size of its type."""


def others_folder() -> Path:
    """Return the folder of `_OTHERS`, which has one with a box for every sign too."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf"


def _only_ours() -> None:
    """Make matplotlib find the app's typeface, and no font of the machine."""
    here = others_folder()
    known = [each for each in fontManager.ttflist if here in Path(each.fname).parents]
    for bold, name in _FILES.items():
        found = ttfFontProperty(get_font(_path(name)))
        # what is asked for is bold, and matplotlib complains of what is half so
        known.append(replace(found, weight=700 if bold else 400))
    fontManager.ttflist[:] = known


@cache
def signs() -> frozenset[int]:
    """Return the code points that pictures have more than a box for."""
    others = get_font(str(others_folder() / "DejaVuSans.ttf"))
    return _font(False)[1] | frozenset(others.get_charmap())


@lru_cache(maxsize=4096)
def sign_width(sign: str, bold: bool) -> float:
    """Return the advance of a sign over the size of its type."""
    font, known = _font(bold)
    if ord(sign) not in known:
        return _LACKING
    loaded = font.load_char(ord(sign), LoadFlags.NO_SCALE | LoadFlags.NO_HINTING)
    return float(loaded.horiAdvance) / float(font.units_per_EM)


@cache
def _font(bold: bool) -> tuple[Any, frozenset[int]]:
    font = get_font(_path(_FILES[bold]))
    return font, frozenset(font.get_charmap())


def _path(name: str) -> str:
    return str(shipped("resources") / "fonts" / name)


_only_ours()
