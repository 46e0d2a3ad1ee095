"""False-discovery control."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from hotspot_app.stats.chance.multiple import (
    benjamini_hochberg,
    expected_by_chance,
    holm,
)


def test_worked_by_hand() -> None:
    # sorted .01 .02 .03 .04 .50: p m / rank = .05 .05 .05 .05 .50
    p = pd.Series([0.03, 0.50, 0.01, 0.04, 0.02], index=list("abcde"))
    found = benjamini_hochberg(p, pd.Series(True, index=p.index))
    assert found.to_dict() == pytest.approx(
        {"a": 0.05, "b": 0.50, "c": 0.05, "d": 0.05, "e": 0.05}
    )


def test_only_tested_areas_count() -> None:
    p = pd.Series([0.02, 0.001, np.nan, 0.04], index=list("abcd"))
    tested = pd.Series([True, False, True, True], index=p.index)
    found = benjamini_hochberg(p, tested)
    assert found["a"] == pytest.approx(0.04)
    assert found["d"] == pytest.approx(0.04)
    assert found[["b", "c"]].isna().all()


def test_nothing_tested_is_nothing_adjusted() -> None:
    p = pd.Series([0.02, np.nan], index=["a", "b"])
    assert benjamini_hochberg(p, pd.Series(False, index=p.index)).isna().all()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30), st.floats(0.001, 0.5))
def test_picks_what_the_step_up_rule_picks(values: list[float], alpha: float) -> None:
    p = pd.Series(values)
    found = benjamini_hochberg(p, pd.Series(True, index=p.index)) <= alpha
    # compare only away from the line, where rounding can't decide
    line = [(rank + 1) * alpha / len(values) for rank in range(len(values))]
    if any(abs(a - b) < 1e-12 for a, b in zip(sorted(values), line, strict=True)):
        return
    below = [a for a, b in zip(sorted(values), line, strict=True) if a <= b]
    expected = p <= max(below) if below else p < 0
    assert found.tolist() == expected.tolist()


@given(st.lists(st.floats(0, 1) | st.just(0.05), min_size=1, max_size=60))
def test_adjusts_as_scipy_does(values: list[float]) -> None:
    p = pd.Series(values)
    found = benjamini_hochberg(p, pd.Series(True, index=p.index))
    np.testing.assert_allclose(found, false_discovery_control(values), rtol=1e-15)


def test_other_areas_are_refused() -> None:
    with pytest.raises(ValueError, match="other areas"):
        benjamini_hochberg(pd.Series([0.1]), pd.Series([True], index=[5]))
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg(pd.Series([1.1]), pd.Series([True]))


def test_expected_by_chance() -> None:
    assert expected_by_chance(152, 0.01) == pytest.approx(1.52)
    assert expected_by_chance(0, 0.05) == 0
    with pytest.raises(ValueError, match="share"):
        expected_by_chance(10, 5)


def test_holm_worked_by_hand() -> None:
    # sorted .01 .02 .03 .04: times 4 3 2 1 = .04 .06 .06 .06, none less than before
    assert holm([0.03, 0.01, 0.04, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert holm([0.9, 0.8]).tolist() == [1, 1]
    assert len(holm([])) == 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_holm_is_between_p_and_bonferroni(values: list[float]) -> None:
    p, found = np.array(values), holm(values)
    assert (found >= p).all()
    assert (found <= np.minimum(1, len(p) * p) + 1e-12).all()
    assert found.min() == pytest.approx(min(1, len(p) * p.min()))


def test_what_is_no_p_is_refused_by_holm() -> None:
    for wrong in (1.5, -0.1, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            holm([0.1, wrong])
