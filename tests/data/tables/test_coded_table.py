from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.data.tables.coded_table import code_column, number_in


@pytest.mark.parametrize(
    "cells", [{"a": [""], "b": ["x"]}, {"a": ["x", "y"]}, {"a": []}]
)
def test_a_table_of_nothing_but_titles_has_no_column_of_codes(
    cells: dict[str, list[str]],
) -> None:
    assert code_column(pd.DataFrame(cells)) == ""


def test_a_column_of_codes_is_known_by_them() -> None:
    codes = ["E01017136", "E01017137", "E01017138"]
    figures = ["1", "2", "3"]
    assert code_column(pd.DataFrame({"n": figures, "place": codes})) == "place"


@pytest.mark.parametrize(
    ("text", "number"), [("1,556", 1556), ("1e3", 1000), ("-2.5", -2.5), (" 7 ", 7)]
)
def test_numbers_as_people_write_them(text: str, number: float) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", "1_000", "x", "1.5.2", "nan"])
def test_what_is_no_number_is_missing(text: str) -> None:
    assert pd.isna(number_in(text))
