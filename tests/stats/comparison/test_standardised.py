"""Standardised rates against OHID's published test figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.stats.comparison.standardised import (
    ESP_2013,
    direct,
    indirect,
    standard_people,
)


def test_direct_is_that_of_a_published_file(oracles: dict[str, Any]) -> None:
    known = oracles["dsr_esp2013_big"]
    assert list(ESP_2013) == known["esp2013"]
    found = direct(known["count"], known["pop"], ESP_2013)
    assert 1e4 * found.value == pytest.approx(1043.0247991, abs=1e-6)
    assert 1e4 * found.lower == pytest.approx(971.7709068, abs=1e-6)
    assert 1e4 * found.upper == pytest.approx(1117.8940915, abs=1e-6)
    wide = direct(known["count"], known["pop"], ESP_2013, level=0.998)
    assert 1e4 * wide.lower == pytest.approx(932.3287880, abs=1e-5)
    assert 1e4 * wide.upper == pytest.approx(1162.0596000, abs=1e-5)


def test_indirect_is_that_of_a_published_file() -> None:
    found = indirect(895, 835.8835612)
    assert 100 * found.value == pytest.approx(107.0723, abs=1e-4)
    assert 100 * found.lower == pytest.approx(100.1715, abs=1e-4)
    assert 100 * found.upper == pytest.approx(114.3233, abs=1e-4)


def test_the_standard_population_is_of_100_000_people() -> None:
    assert sum(ESP_2013) == 100_000
    assert standard_people(0, None) == 100_000
    assert standard_people(0, 17) + standard_people(18, None) == 100_000
    assert standard_people(90, None) == standard_people(90, 120) == 1000


@pytest.mark.parametrize(("low", "high"), [(-1, 4), (5, 4), (95, None)])
def test_there_is_no_standard_of_impossible_ages(low: int, high: int | None) -> None:
    with pytest.raises(ValueError, match="no standard population"):
        standard_people(low, high)


def test_few_events_have_no_rate() -> None:
    assert np.isnan(direct([4, 5], [100, 100], [1, 1]).value)
    assert np.isnan(indirect(3, 0).value)


def test_repeated_events_widen_the_limits_and_nothing_else() -> None:
    once = direct([40, 20], [1000, 500], [3, 1])
    # 20 people twice and 10 people twice
    twice = direct([40, 20], [1000, 500], [3, 1], squares=[80, 40])
    assert twice.value == once.value
    assert twice.upper - twice.value == pytest.approx(
        np.sqrt(2) * (once.upper - once.value)
    )


@pytest.mark.parametrize(
    ("people", "squares", "said"),
    [([0, 5], None, "no people"), ([5, 5], [1, 9], "vary less")],
)
def test_what_cant_be_is_refused(
    people: list[int], squares: list[int] | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        direct([9, 9], people, [1, 1], squares=squares)


@given(st.lists(st.integers(5, 500), min_size=2, max_size=19), st.floats(0.001, 0.2))
def test_equal_rates_are_the_standardised_rate(people: list[int], rate: float) -> None:
    events = [each * rate for each in people]
    found = direct(events, people, ESP_2013[: len(people)])
    if sum(events) >= 10:
        assert found.value == pytest.approx(rate)
        assert found.lower < rate < found.upper
