"""How wide the signs of the app's own typeface are."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from hotspot_app.paths import shipped

TYPEFACE: Final = "Inter"
_FILES: Final = {False: "Inter-Regular.otf", True: "Inter-SemiBold.otf"}

_LACKING: Final = 1.0
"""Width of a sign that the typeface lacks, over the size of its type."""


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
    font = get_font(str(shipped("resources") / "fonts" / _FILES[bold]))
    return font, frozenset(font.get_charmap())
