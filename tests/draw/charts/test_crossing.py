"""A row for each pair, in the order that rows have them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from hotspot_app.draw.charts.crossing import crossed


def table(*pairs: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": [pair[0] for pair in pairs],
            "step": [pair[1:] for pair in pairs],
            "count": np.arange(len(pairs), dtype=float),
        }
    )


def test_pairs_that_are_lacking_are_gaps() -> None:
    whole, left_out = crossed(table("A1", "A2", "B2"), "group", "step", most=9)
    assert whole["group"].tolist() == ["A", "A", "B", "B"]
    assert whole["step"].tolist() == ["1", "2", "1", "2"]
    assert whole["count"].tolist()[:2] == [0, 1]
    assert np.isnan(whole["count"][2])
    assert (whole["count"][3], left_out) == (2, 0)


@pytest.mark.parametrize(
    ("pairs", "steps"),
    [
        (("A1", "A3", "B1", "B2", "B3"), "123"),
        (("A2", "B1", "B2"), "12"),
        (("A1", "A2", "B2", "B1"), "12"),  # rows disagree: as they are met
        (("A3", "A1", "A2"), "312"),
    ],
)
def test_what_one_group_lacks_stands_where_another_has_it(pairs, steps) -> None:
    whole, _ = crossed(table(*pairs), "group", "step", most=9)
    assert "".join(dict.fromkeys(whole["step"])) == steps


def test_categories_have_an_order_of_their_own() -> None:
    rows = table("A2", "A1")
    rows["step"] = pd.Categorical(rows["step"], ["0", "1", "2"])
    assert crossed(rows, "group", "step", most=9)[0]["step"].tolist() == ["1", "2"]


def test_the_first_groups_are_kept_and_the_others_counted() -> None:
    whole, left_out = crossed(table("A1", "B1", "C1"), "group", "step", most=2)
    assert (whole["group"].tolist(), left_out) == (["A", "B"], 1)


def test_two_rows_for_a_pair_are_refused_and_none_at_all() -> None:
    with pytest.raises(ValueError, match="two rows for A, 1"):
        crossed(table("A1", "A1"), "group", "step", most=9)
    with pytest.raises(ValueError, match="no row with both"):
        crossed(table("A1").assign(step=None), "group", "step", most=9)


def test_the_table_stays_as_it_was() -> None:
    rows = table("A1", "B2")
    before = rows.copy(deep=True)
    crossed(rows, "group", "step", most=9)
    pd.testing.assert_frame_equal(rows, before)
