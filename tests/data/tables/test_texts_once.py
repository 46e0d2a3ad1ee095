"""Columns whose different texts are looked at once."""

from __future__ import annotations

import pandas as pd

from hotspot_app.data.tables.texts_once import in_order, joined, of_each, respelt


def column(*texts: str | None) -> pd.Series[str]:
    return pd.Series(texts, dtype="category")


def test_parts_are_put_under_one_another_without_blanks_around() -> None:
    made = joined([column("b", None, "a "), column("  ", "a", "c")])
    assert made.astype(object).fillna("").tolist() == ["b", "", "a", "", "a", "c"]
    assert list(made.cat.categories) == ["a", "b", "c"]


def test_each_text_is_looked_at_once_and_missing_ones_as_nothing() -> None:
    seen: list[str] = []

    def lengths(texts: list[str]) -> list[int]:
        seen.extend(texts)
        return [len(text) for text in texts]

    assert of_each(column("aa", None, "b", "aa"), lengths).tolist() == [2, 0, 1, 2]
    assert seen == ["aa", "b", ""]


def test_texts_that_become_alike_are_one() -> None:
    rows = column("A", "a", None, "b")
    made = respelt(rows, lambda texts: [text.upper() for text in texts])
    assert made.tolist() == ["A", "A", "", "B"]
    assert list(in_order(made[made != ""]).cat.categories) == ["A", "B"]
