"""Areas against the whole and against the rest."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from hotspot_app.stats.chance.overdispersion import INDEPENDENT
from hotspot_app.stats.comparison.against import (
    GRADES,
    against_rest,
    against_whole,
    graded,
    plainly,
)


@pytest.fixture
def wards(oracles: dict[str, Any]) -> pd.DataFrame:
    known = oracles["fx_ward"]
    return pd.DataFrame(
        {"count": known["crimes"], "people": np.array(known["pop"], float)},
        index=known["name"],
    )


def test_wards_of_2020_21_against_the_city(
    wards: pd.DataFrame, oracles: dict[str, Any]
) -> None:
    """FX-WARD: Millbrook and Harefield aren't higher, by Byar's limits."""
    rate = wards["count"].sum() / wards["people"].sum()
    found = against_whole(wards["count"], wards["people"], rate, INDEPENDENT)
    grades = graded(found["p"], found["ratio"])
    assert plainly(grades).tolist() == oracles["fx_ward"]["class95"]
    assert grades["Bevois"] == "higher (99.8%)"


def test_bargate_against_the_rest(wards: pd.DataFrame) -> None:
    """methods.md 2.5, exact limits."""
    whole = (float(wards["count"].sum()), float(wards["people"].sum()))
    found = against_rest(wards["count"], wards["people"], whole).loc["Bargate"]
    assert found["ratio"] == pytest.approx(1.5423, abs=5e-5)
    assert found["lower"] == pytest.approx(1.4864, abs=6e-5)
    assert found["upper"] == pytest.approx(1.5998, abs=6e-5)


def test_what_is_missing_stays_missing() -> None:
    count = pd.Series([5.0, np.nan, 3.0, 2.0])
    people = pd.Series([100.0, 100.0, 0.0, np.nan])
    found = against_rest(count, people, (50.0, 1000.0))
    assert found["p"].notna().tolist() == [True, False, False, False]
    whole = against_whole(count, people, 0.05, INDEPENDENT)
    assert whole["p"].notna().tolist() == [True, False, False, False]
    nowhere = against_whole(count, people, np.nan, INDEPENDENT)
    assert nowhere["p"].isna().all()


def test_the_only_area_has_no_rest() -> None:
    found = against_rest(pd.Series([5]), pd.Series([100.0]), (5.0, 100.0))
    assert found.isna().all().all()


def test_all_incidents_in_one_area_are_beyond_any_ratio() -> None:
    found = against_rest(pd.Series([40, 0]), pd.Series([100.0, 900.0]), (40.0, 1000.0))
    assert np.isnan(found.loc[0, "ratio"])
    assert found.loc[0, "lower"] > 50
    assert found.loc[1, "ratio"] == 0
    assert found["p"].max() < 1e-30
    grades = graded(found["p"], found["ratio"])
    assert grades.tolist() == [GRADES[0], GRADES[4]]


def test_nothing_recorded_is_no_difference() -> None:
    none, people = pd.Series([0, 0]), pd.Series([100.0, 900.0])
    rest = against_rest(none, people, (0.0, 1000.0))
    whole = against_whole(none, people, 0.0, INDEPENDENT)
    for found in (rest, whole):
        assert found["p"].tolist() == [1, 1]
        assert graded(found["p"], found["ratio"]).tolist() == ["similar"] * 2


def test_five_grades() -> None:
    p = pd.Series([0.001, 0.04, 0.06, 0.049, 0.0001, np.nan, 0.05])
    ratio = pd.Series([2.0, 1.1, 3.0, 0.9, 0.2, 1.0, 2.0])
    found = graded(p, ratio)
    assert found.tolist() == [*GRADES, "no data", "similar"]
    assert plainly(found).tolist() == [
        "higher",
        "higher",
        "similar",
        "lower",
        "lower",
        "no data",
        "similar",
    ]
