from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.stats.classes.breaks import Breaks, assign_classes, quantile_breaks


def classes(values: list[float], k: int = 5) -> tuple[Breaks, list[int]]:
    made = pd.Series(values, dtype="float64")
    breaks = quantile_breaks(made, k)
    return breaks, assign_classes(made, breaks).tolist()


def test_whole_numbers_by_hand() -> None:
    breaks, number = classes([0, 1, 2, 3, 5, 8, 13, 21, 34, 55])
    assert breaks.labels == ("0", "1 to 2", "3 to 5", "6 to 13", "14 to 34", "35 to 55")
    assert number == [0, 1, 1, 2, 2, 3, 3, 4, 4, 5]


def test_rates_by_hand() -> None:
    breaks, number = classes([12.34, 20.88, 20.94, 31.06, 1204.5, 55.0, 60, 7, 8, 9])
    assert breaks.labels == (
        "7.0 to 8.0",
        "8.1 to 12.3",
        "12.4 to 20.9",
        "21.0 to 55.0",
        "55.1 to 1,204.5",
    )
    assert number == [1, 2, 2, 3, 4, 3, 4, 0, 0, 1]


def test_zeros_are_a_class_of_their_own() -> None:
    breaks, number = classes([0.0, 0.0, 3.2, 4.4], k=2)
    assert breaks.zero_apart
    assert breaks.labels == ("0", "3.2", "3.3 to 4.4")
    assert number == [0, 0, 1, 2]
    breaks, number = classes([0, 0, 0])
    assert breaks.labels == ("0",)
    assert number == [0, 0, 0]


def test_small_rates_are_not_called_zero() -> None:
    values = [0, 0.04, 0.01, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5]
    breaks, number = classes(values, k=2)
    assert breaks.labels == ("0", "over 0 to 6.5", "6.6 to 10.5")
    assert number[:3] == [0, 1, 1]
    breaks, _ = classes([0, *[0.01] * 9, 5.5, 6.5], k=2)
    assert breaks.labels == ("0", "under 0.1", "0.1 to 6.5")


def test_close_rates_get_more_decimals() -> None:
    breaks, _ = classes([0.11, 0.12, 0.13, 0.14, 0.15])
    assert breaks.labels == ("0.11", "0.12", "0.13", "0.14", "0.15")
    assert breaks.places == 2


def test_ties_make_fewer_classes() -> None:
    breaks, number = classes([1] * 80 + [2, 3, 4, 5, 6, 7, 8, 9] * 2)
    assert breaks.labels == ("1", "2 to 9")
    assert set(number[:80]) == {0}
    breaks, number = classes([4, 4, 4])
    assert (breaks.labels, number) == (("4",), [0, 0, 0])


def test_few_values_are_each_their_own() -> None:
    breaks, number = classes([1] * 50 + [2, 9])
    assert breaks.labels == ("1", "2", "3 to 9")
    assert number[-2:] == [1, 2]


def test_missing_values_are_in_no_class() -> None:
    breaks, number = classes([np.nan, 1, 2, np.inf])
    assert number == [-1, 0, 1, -1]
    assert breaks.labels == ("1", "2")
    breaks, number = classes([np.nan, np.nan])
    assert (breaks.labels, number) == ((), [-1, -1])
    nullable = pd.Series([1, pd.NA, 3], dtype="Int64")
    assert assign_classes(nullable, quantile_breaks(nullable)).tolist() == [0, -1, 1]


def test_numbers_below_zero() -> None:
    breaks, number = classes([-1.25, -0.5, 0, 0.75, 2.0], k=2)
    assert not breaks.zero_apart
    assert breaks.labels == ("-1.2 to 0.0", "0.1 to 2.0")
    assert number == [0, 0, 0, 1, 1]


def test_sizes_are_as_equal_as_can_be() -> None:
    for count in (16, 17, 148, 152):
        _, number = classes(list(range(1, count + 1)))
        sizes = np.bincount(number)
        assert sizes.sum() == count
        assert sizes.max() - sizes.min() <= 1


numbers = st.one_of(
    st.lists(st.integers(0, 40).map(float), max_size=80),
    st.lists(st.floats(0, 500), max_size=80),
    st.lists(st.floats(-2, 2), max_size=40),
    st.lists(st.one_of(st.floats(0, 1), st.just(0.0), st.just(np.nan)), max_size=40),
)


@given(numbers, st.integers(1, 7))
@settings(deadline=None)
def test_every_value_is_in_the_one_class_its_label_says(
    values: list[float], k: int
) -> None:
    breaks, number = classes(values, k)
    assert len(breaks.labels) == len(set(breaks.labels)) <= k + breaks.zero_apart
    used = {i for i in number if i >= 0}
    assert used == set(range(len(breaks.labels)))  # no class is empty
    step = 10.0**-breaks.places
    for (low, high), (after, _) in zip(breaks.edges, breaks.edges[1:], strict=False):
        assert low <= high < after
        assert after - high == pytest.approx(step)  # no gap, no overlap
    for value, place in zip(values, number, strict=True):
        if np.isnan(value):
            assert place == -1
        elif breaks.zero_apart and value == 0:
            assert breaks.labels[place] == "0"
        else:
            low, high = breaks.edges[place - breaks.zero_apart]
            assert low <= float(f"{value:.{breaks.places}f}") <= high


@given(st.lists(st.integers(0, 40), min_size=1, max_size=60))
@settings(deadline=None)
def test_order_changes_nothing(values: list[int]) -> None:
    made = pd.Series(values)
    turned = made.sample(frac=1, random_state=1)
    assert quantile_breaks(made) == quantile_breaks(turned)
    found = assign_classes(made, quantile_breaks(made))
    again = assign_classes(turned, quantile_breaks(turned))
    assert again.loc[made.index].equals(found)


def test_refusals() -> None:
    made = pd.Series([1, 2, 3])
    with pytest.raises(ValueError, match="at least one class"):
        quantile_breaks(made, 0)
    for other in (0, 4):
        with pytest.raises(ValueError, match="outside all classes"):
            assign_classes(pd.Series([other]), quantile_breaks(made))
