"""The concentration index: worked values, laws, and limits that hold what they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.errors import Cancelled
from hotspot_app.progress import Progress
from hotspot_app.stats.association.concentration import concentration, index_of

LINE = [0.321643, 0.557239, 0.740679, 0.879643, 1.0]
"""methods.md 2.6: the curve of FX-DEP."""


def worked(oracles: dict[str, Any]) -> tuple[pd.Series, pd.Series, pd.Series]:
    known = oracles["fx_dep"]
    people = pd.Series(known["pop"], dtype=float)
    count = (people * known["rate"] / 1000).round()
    return count, people, pd.Series(range(5))


def test_a_worked_index_and_its_curve(oracles) -> None:
    found = concentration(*worked(oracles))
    assert found.index == pytest.approx(oracles["fx_dep"]["concentration_index"])
    assert found.curve["incidents"].tolist() == pytest.approx(LINE, abs=1e-6)
    across, up = (np.append(0, found.curve[c]) for c in ("people", "incidents"))
    area = 1 - ((up[1:] + up[:-1]) * np.diff(across)).sum()
    assert found.index == pytest.approx(area)
    assert np.isnan([found.lower, found.upper, found.p]).all()  # five are too few
    assert found.share(0) == 0
    assert found.share(50 / 260) == pytest.approx(LINE[0], abs=1e-6)
    assert found.share(25 / 260) == pytest.approx(LINE[0] / 2, abs=1e-6)


def test_order_of_rows_and_names_doesnt_matter_and_ties_are_one(oracles) -> None:
    count, people, line = worked(oracles)
    shuffled = [3, 0, 4, 2, 1]
    again = concentration(count[shuffled], people[shuffled], line[shuffled])
    assert again.index == pytest.approx(oracles["fx_dep"]["concentration_index"])
    halves = pd.Series(np.repeat([0, 1, 2, 3, 4], 2))
    split = pd.concat([count / 4, 3 * count / 4]).sort_index(kind="stable")
    ground = pd.concat([people / 2, people / 2]).sort_index(kind="stable")
    split.index = ground.index = halves.index
    tied = concentration(split, ground, halves)
    assert tied.areas == 10
    assert tied.index == pytest.approx(again.index)
    assert len(tied.curve) == 5


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 99)), min_size=2, max_size=12)
)
def test_laws(pairs: list[tuple[int, int]]) -> None:
    count, people = np.array(pairs, dtype=float).T
    found = index_of(count, people)
    if not count.any():
        assert np.isnan(found)
        return
    assert -1 <= found <= 1
    assert index_of(count[::-1], people[::-1]) == pytest.approx(-found, abs=1e-12)
    assert index_of(7 * count, 3 * people) == pytest.approx(found, abs=1e-12)
    assert index_of(people, people) == pytest.approx(0, abs=1e-12)


def test_areas_that_lack_something_take_no_part() -> None:
    count = pd.Series([5.0, np.nan, 9, 2, 4])
    people = pd.Series([10.0, 10, 0, 10, 10])
    line = pd.Series([1.0, 2, 3, np.nan, 5])
    found = concentration(count, people, line)
    assert found.areas == 2
    assert found.index == pytest.approx(index_of(np.array([5.0, 4]), np.full(2, 10.0)))


def test_nothing_recorded_and_nobody_there_have_no_index() -> None:
    line = pd.Series(range(12))
    for count, people in ((line * 0, line + 5), (line, line * 0)):
        found = concentration(count, people, line)
        assert np.isnan([found.index, found.lower, found.p]).all()


def test_other_areas_are_refused_and_it_stops_when_told() -> None:
    line = pd.Series(range(20))
    with pytest.raises(ValueError, match="different areas"):
        concentration(line, line[:3], line)
    with pytest.raises(ValueError, match="negative"):
        concentration(line - 1, line, line)
    with pytest.raises(Cancelled):
        concentration(line, line + 1, line, progress=Progress(cancelled=lambda: True))


def test_the_same_seed_gives_the_same_limits() -> None:
    random = np.random.default_rng(2)
    count = pd.Series(random.poisson(30, 60))
    one, same, other = (
        concentration(count, count + 100, pd.Series(range(60)), seed=s)
        for s in (1, 1, 2)
    )
    assert (one.lower, one.upper) == (same.lower, same.upper) != (other.lower, 0)
    assert one.lower < one.index < one.upper


@pytest.mark.slow
def test_limits_hold_the_true_index_about_as_often_as_they_say() -> None:
    """120 areas that differ far more than chance, drawn from endless ones."""
    random, n, times = np.random.default_rng(8), 120, 150

    def town(size: int) -> tuple[pd.Series, pd.Series, pd.Series]:
        line = pd.Series(random.random(size))
        people = pd.Series(random.integers(900, 2400, size).astype(float))
        mean = people * 0.05 * np.exp(-0.8 * line) * random.gamma(2, 0.5, size)
        return pd.Series(random.poisson(mean).astype(float)), people, line

    count, people, line = town(400_000)
    order = np.argsort(line)
    truth = index_of(count.to_numpy()[order], people.to_numpy()[order])
    held = none = 0
    for seed in range(times):
        found = concentration(*town(n), seed=seed)
        held += found.lower <= truth <= found.upper
        count, people, line = town(n)
        even = pd.Series(random.poisson(people * 0.05 * random.gamma(2, 0.5, n)))
        none += concentration(even, people, line, seed=seed).p <= 0.05
    assert 0.90 <= held / times <= 0.99
    assert none / times <= 0.10
