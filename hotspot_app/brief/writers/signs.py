"""Signs of texts that any page can hold, seen and in their place."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = 20
"""Signs after which a long word may be broken, so that it never leaves the page."""

CELL_WORD: Final = 12
"""The same of a table's words."""

_LITTLE_LONGER: Final = 5
"""Signs by which a word may be longer and stays whole."""

_SPACE: Final = re.compile("[\t-\r\x1c-\x20\x85\u2028\u2029]+")


def plain(text: str) -> str:
    r"""Return text that a PDF can hold: every sign seen, or a sign in its place.

    Examples
    --------
    >>> plain("two\nlines, a bell \x07")
    'two lines, a bell �'
    """
    one_line = _SPACE.sub(" ", text.replace("\ufeff", "")).strip()
    if all(unicodedata.category(sign) in _UNSEEN for sign in one_line):
        return ""
    return "".join("\ufffd" if _is_unfit(sign) else sign for sign in one_line)


_UNSEEN: Final = {"Cf", "Zs"}
"""Kinds of signs that take no ink: a text of nothing else is empty."""


def _is_unfit(sign: str) -> bool:
    """Whether a sign is no character: a control, half a pair, or set aside for none.

    Signs that turn the order of others round are among them: a name could be made to
    read otherwise than it stands.
    """
    if unicodedata.category(sign) in {"Cc", "Cs"}:
        return True
    code = ord(sign)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_none or unicodedata.bidirectional(sign) in _TURNING


_TURNING: Final = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def breakable(text: str, most: int = _WORD) -> str:
    """Return text whose very long words may be broken (by spaces without width)."""
    return " ".join(_parts(word, most) for word in plain(text).split(" "))


def _parts(word: str, most: int) -> str:
    if len(word) <= most + _LITTLE_LONGER:
        return word
    return "\u200b".join(word[at : at + most] for at in range(0, len(word), most))
