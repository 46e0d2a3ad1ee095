"""Category columns: each different text is looked at once, not once a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.tables.vocabulary import Vocabulary


def joined(parts: Sequence[pd.Series[str]]) -> pd.Series[str]:
    """Put category columns under one another; nothing where a text is blank."""
    words = Vocabulary(spell=lambda texts: [text.strip() for text in texts])
    codes = np.concatenate([words.codes(part) for part in parts])
    known = pd.Index(words.words, dtype="str")
    return pd.Series(pd.Categorical.from_codes(codes, categories=known))


def of_each(
    column: pd.Series[str], find: Callable[[list[str]], Any]
) -> npt.NDArray[Any]:
    """Return for each row what a function finds for its text.

    Parameters
    ----------
    column
        (n,) category of text.
    find
        Takes the different texts, with "" for missing ones at the end, and returns as
        many values.
    """
    texts = [*map(str, column.cat.categories), ""]
    return np.asarray(find(texts))[column.cat.codes.to_numpy()]


def respelt(
    column: pd.Series[str], spell: Callable[[list[str]], Sequence[str]]
) -> pd.Series[str]:
    """Replace a column's texts; texts that become equal are merged.

    Parameters
    ----------
    column, spell
        As for `of_each`.

    Returns
    -------
    pandas.Series
        (n,) category of text, "" included.
    """
    texts = [*map(str, column.cat.categories), ""]
    number: dict[str, int] = {}
    codes = np.array([number.setdefault(s, len(number)) for s in spell(texts)])
    taken = codes[column.cat.codes.to_numpy()]
    made = pd.Categorical.from_codes(
        taken, categories=pd.Index(list(number), dtype="str")
    )
    return pd.Series(made, index=column.index)


def in_order(column: pd.Series[str]) -> pd.Series[str]:
    """Return a category column with the texts that occur, in alphabetical order."""
    used: pd.Series[Any] = column.cat.remove_unused_categories()
    ordered: pd.Series[Any] = used.cat.reorder_categories(sorted(used.cat.categories))
    return ordered
