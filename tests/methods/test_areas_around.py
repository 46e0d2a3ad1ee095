"""Figures said of a city are of the city, and ranks decide where scores tie."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.methods import get
from hotspot_app.progress import SILENT


def run(name: str, inputs):
    method = get(name)
    return method.run(inputs, method.params(), SILENT)


def test_shares_said_leave_the_areas_around_out(town) -> None:
    counts = np.random.default_rng(5).poisson(12, 64)
    for row in range(3):
        counts[row * 8 : row * 8 + 3] += 60
    inputs = town(counts)
    shown = np.arange(64) < 48
    cut = replace(inputs, areas=inputs.areas.assign(shown=shown))
    outcome = run("local_moran", cut)
    values = outcome.values[shown]
    assert outcome.summary["denominator"] == 48 * 1500
    high = values["class"].eq("high-high") & values["confidence"].eq("clear")
    assert high.any()
    share = f"{100 * high.sum() / 48:.1f}% of residents".replace(".0%", "%")
    crime = 100 * values.loc[high, "count"].sum() / values["count"].sum()
    said = " ".join(get("local_moran").explain(outcome, cut.question).sentences)
    assert f"{crime:.1f}% of incidents and {share}" in said


@pytest.mark.parametrize("name", ["local_moran", "gi_star"])
def test_areas_around_are_not_compared_with_the_city(town, name: str) -> None:
    counts = np.zeros(64, dtype=int)
    counts[[0, 20, 63]] = 60, 50, 9
    inputs = town(counts)
    shown = np.arange(64) < 24
    cut = replace(inputs, areas=inputs.areas.assign(shown=shown))
    outcome = run(name, cut)
    against = outcome.values["against_city"]
    assert set(against[~shown]) == {"no data"}
    assert list(against.index[against == "higher"]) == ["T000", "T020"]
    explained = get(name).explain(outcome, cut.question)
    assert "Square 63" not in " ".join(explained.sentences)
    assert "2 of 24" in explained.map_title


def test_of_one_area_among_too_few_incidents_it_says_what_is_recorded_there(
    town,
) -> None:
    counts = np.zeros(64, dtype=int)
    counts[[9, 20, 63]] = 3, 8, 1
    inputs = town(counts)
    one = inputs.areas.assign(inside=True, shown=np.arange(64) == 9)
    cut = replace(inputs, areas=one)
    outcome = run("local_moran", cut)
    said = get("local_moran").explain(outcome, cut.question).sentences[0]
    assert "3 recorded in this area. " in said
    assert "one area can't be compared with those around" in said


def test_ranks_decide_where_rounded_scores_tie(town) -> None:
    inputs = town(np.full(10, 50), columns=5)
    table = inputs.tables["deprivation"].assign(income_score=0.1)
    tied = replace(inputs, tables={"deprivation": table})
    group = run("deprivation_gradient", tied).values["group"]
    assert list(group) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


def test_a_group_beyond_both_ends_is_told(town) -> None:
    counts = np.repeat([60, 200, 60, 60, 30], 3)
    inputs = town(counts, columns=5)
    outcome = run("deprivation_gradient", inputs)
    said = " ".join(
        get("deprivation_gradient").explain(outcome, inputs.question).sentences
    )
    assert (
        "step by step: from the most deprived fifth to the least it is 40.0, 133.3, "
        "40.0, 40.0 and 20.0. Fifth 2 is higher than both ends."
    ) in said
    level = town(np.repeat([60, 50, 40, 35, 30], 3), columns=5)
    flat = get("deprivation_gradient").explain(
        run("deprivation_gradient", level), level.question
    )
    assert "step by step" not in " ".join(flat.sentences)
