"""Texts that mean that nothing is known: one rule for all columns of all tables."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import compress
from typing import Any, Final

import numpy as np
import pandas as pd

_LONGEST: Final = 32
"""Letters; what is longer says something."""

_STATED: Final = (
    "known|recorded|stated|given|provided|specified|entered|supplied|applicable"
    "|available|set|found|captured|completed"
)
_NULL: Final = re.compile(r"null|none|nil|nan|nat|undefined|blank|empty|void|n ?a")
"""Texts that programs write for an empty value, without punctuation."""

_UNKNOWN: Final = re.compile(
    r"unknown|unspecified|unrecorded|missing|n ?k|unk|tb[ac]"
    rf"|not (?:yet |been )?(?:{_STATED})"
    r"|(?:no|missing) (?:value|data|record|entry|information|info)"
    r"|notknown|notavailable|notrecorded|notstated|norecord"
)
"""Texts that people write for an unknown value, without punctuation."""

_AROUND: Final = re.compile(r"[\s\[\](){}<>\"'`#_.,:;/\\|?!~…‐-―−-]+")
_SIGNS: Final = re.compile(r"[\s.,:;/\\|?_~…‐-―−\"'`-]*")
"""Strokes, dots and question marks alone. Stars and # stand for what was there."""

_BEGUN: Final = re.compile(r"\s*#|[\W_]*(?:n|un|mi|bl|em|vo|tb|$)", re.IGNORECASE)
"""First letters of all blank texts, which rule out most others quickly."""

_BEGUN_LINE: Final = re.compile(
    rf"\n(?=\D)(?:{_BEGUN.pattern})", re.IGNORECASE | re.MULTILINE
)
"""The same in texts under one another, which are searched at once."""

_ERROR: Final = re.compile(r"#(?:N/A|[A-Z/0]{3,8}[!?])")
"""Texts that Excel writes where a formula has no result."""


def is_blank(text: str, *, unknown: bool = True) -> bool:
    """Return whether a text says that nothing is known: "NULL", "N/A", "-".

    Parameters
    ----------
    unknown
        False if words for "not known" aren't blank, as in a column of crime types.

    Examples
    --------
    >>> [is_blank(each) for each in ("(null)", "#N/A", "--", "Not recorded.", "")]
    [True, True, True, True, True]
    >>> [is_blank(each) for each in ("None of these", "Nil Street", "0", "####", "N1")]
    [False, False, False, False, False]
    """
    if len(text) > _LONGEST:
        return not text.strip()
    if not _BEGUN.match(text):
        return False
    if _SIGNS.fullmatch(text) or _ERROR.fullmatch(text.strip()):
        return True
    bare = _AROUND.sub(" ", text.casefold()).strip()
    if _NULL.fullmatch(bare):
        return True
    return unknown and _UNKNOWN.fullmatch(bare) is not None


def blanks_among(texts: Collection[str], *, unknown: bool = True) -> list[bool]:
    """Say which of a column's different texts stand for nothing.

    "NA" is a code where most others are two capitals too: beats NA, NB and NC.
    """
    doubtful = set(filter(_BEGUN.match, texts))
    if not doubtful:
        return [False] * len(texts)
    found = [text in doubtful and is_blank(text, unknown=unknown) for text in texts]
    if not any(found):
        return found
    filled = [text for text, blank in zip(texts, found, strict=True) if not blank]
    pairs = sum(_PAIR.fullmatch(text) is not None for text in filled)
    if len(filled) >= _FEW and 2 * pairs > len(filled):
        codes = (_PAIR.fullmatch(text) is not None for text in texts)
        return [blank and not code for blank, code in zip(found, codes, strict=True)]
    return found


_PAIR: Final = re.compile(r"[A-Z]{2}")
_FEW: Final = 3


def emptied(column: pd.Series[str], *, unknown: bool = True) -> pd.Series[str]:
    """Return a category column with nothing where a text stands for it."""
    texts = column.cat.categories.to_numpy(dtype=object).tolist()
    gone = blanks_among(texts, unknown=unknown)
    if not any(gone):
        return column
    left: pd.Series[Any] = column.cat.remove_categories(
        column.cat.categories[np.array(gone)]
    )
    return left


def filled(texts: Collection[str]) -> list[str]:
    """Return different texts, with "" for what stands for nothing."""
    gone = blanks_among(texts)
    return ["" if blank else text for text, blank in zip(texts, gone, strict=True)]


def emptied_cells(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of text with "" where a text stands for nothing."""
    made = frame.copy(deep=False)
    for at in range(frame.shape[1]):
        column = frame.iloc[:, at]
        gone = _gone(column)
        if gone:
            made.isetitem(at, column.where(~column.isin(gone), "").to_numpy())
    return made


def _gone(cells: pd.Series[str]) -> list[str]:
    """Return which texts of a column stand for nothing."""
    if not _BEGUN_LINE.search("\n".join(["", *filter(None, cells)])):
        return []
    known = list(filter(None, cells.unique()))
    return list(compress(known, blanks_among(known)))
