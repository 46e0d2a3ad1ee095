"""Proportions and their differences against published and worked figures."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.stats.comparison.proportions import difference, wilson


@pytest.mark.parametrize(
    ("count", "of", "level", "lower", "upper"),
    [
        # the test file of OHID's PHEindicatormethods
        (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
        (1045, 5000, 0.95, 0.19795549880013297, 0.22049130373189027),
        (65, 100, 0.998, 0.4954946574070431, 0.7783540614089697),
        (0, 10, 0.95, 0.0, 0.2775328),
        (10, 10, 0.95, 0.7224672, 1.0),
    ],
)
def test_wilson_is_that_of_published_files(
    count: int, of: int, level: float, lower: float, upper: float
) -> None:
    found = wilson(count, of, level=level)
    assert found == (pytest.approx(lower, abs=1e-7), pytest.approx(upper, abs=1e-7))


@pytest.mark.parametrize(
    ("first", "second", "gap", "lower", "upper", "p"),
    [
        ((4804, 28239), (4621, 31872), 2.513, 1.929, 3.098, 2.7e-17),
        ((3320, 14757), (3040, 15510), 2.898, 1.979, 3.816, 6.2e-10),
        ((1160, 2900), (896, 2371), 2.210, -0.437, 4.846, 0.1017),
        ((700, 1400), (452, 1051), 6.993, 3.003, 10.945, 0.0006),
    ],
)
def test_differences_are_those_worked_by_hand(
    first: tuple[int, int],
    second: tuple[int, int],
    gap: float,
    lower: float,
    upper: float,
    p: float,
) -> None:
    found = difference(first, second)
    assert 100 * found.value == pytest.approx(gap, abs=5e-4)
    assert 100 * found.lower == pytest.approx(lower, abs=5e-4)
    assert 100 * found.upper == pytest.approx(upper, abs=5e-4)
    assert found.p == pytest.approx(p, rel=0.05, abs=5e-5)


def test_a_design_effect_is_a_smaller_sample() -> None:
    assert wilson(100, 400, design=2) == pytest.approx(wilson(50, 200))
    halved = difference((50, 200), (70, 200))
    found = difference((100, 400), (140, 400), design=2)
    assert found.p == pytest.approx(halved.p)
    assert found.lower == pytest.approx(halved.lower)


def test_of_nothing_there_is_no_share() -> None:
    lower, upper = wilson([0, 1], [0, 2])
    assert np.isnan([lower[0], upper[0]]).all()
    assert np.isfinite([lower[1], upper[1]]).all()
    found = difference(([0, 3], [0, 3]), ([1, 3], [2, 3]))
    assert np.isnan(found.p[0])
    assert found.p[1] == 1


@pytest.mark.parametrize(
    ("count", "of", "design", "said"),
    [(3, 2, 1, "more cases"), (-1, 2, 1, "fewer"), (1, 2, 0.5, "1 or more")],
)
def test_what_is_no_share_is_refused(
    count: int, of: int, design: float, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        wilson(count, of, design=design)


@given(st.integers(1, 5000), st.floats(0, 1), st.floats(0.5, 0.999))
def test_limits_hold_the_share_and_mirror_its_complement(
    of: int, share: float, level: float
) -> None:
    count = round(of * share)
    lower, upper = wilson(count, of, level=level)
    assert -1e-12 <= lower <= count / of + 1e-12
    assert count / of - 1e-12 <= upper <= 1 + 1e-12
    other = wilson(of - count, of, level=level)
    assert (1 - upper, 1 - lower) == pytest.approx(other, abs=1e-9)


@given(*[st.integers(1, 400)] * 2, st.data())
def test_a_difference_turns_its_sign_with_its_sides(
    n1: int, n0: int, data: st.DataObject
) -> None:
    one, other = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n0))
    there, back = difference((one, n1), (other, n0)), difference((other, n0), (one, n1))
    assert there.value == pytest.approx(-back.value)
    assert there.lower == pytest.approx(-back.upper)
    assert there.p == pytest.approx(back.p)
    assert there.lower <= there.value + 1e-12
    assert there.value <= there.upper + 1e-12
