"""Ranking: who is higher than the rest, and how sure ranks are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.method import Span
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params
from hotspot_app.stats.over_time.counts import Cube


def run(inputs, **params):
    method = get("ranking")
    outcome = method.run(inputs, read_params(method, params), SILENT)
    return outcome, method.explain(outcome, inputs.question)


def over_months(inputs, by_month: np.ndarray):
    """The same town with these counts, (areas, months)."""
    months = pd.period_range("2025-01", periods=by_month.shape[1], freq="M")
    cells = by_month[:, np.newaxis, :].astype(np.int32)
    held = np.ones(len(months), bool)
    cube = Cube(inputs.areas.index, inputs.cube.types, months, cells, held)
    asked = replace(inputs.question, period=Span(months[0], months[-1]))
    return replace(inputs, cube=cube, question=asked)


@pytest.fixture
def wards(town, oracles):
    known = oracles["fx_ward"]
    inputs = town(
        np.array(known["crimes"]),
        columns=4,
        residents=np.array(known["pop"], dtype=float),
    )
    named = inputs.areas.assign(name=known["name"], ward="")
    question = replace(inputs.question, subject="all crime", level="ward")
    return replace(inputs, areas=named, question=question)


def test_wards_of_2020_21_are_ranked_and_compared(wards, oracles) -> None:
    """methods.md W1, W2, W7 and W9: FX-WARD; Bevois first, Bargate second."""
    outcome, explained = run(wards)
    values = outcome.values.set_index("name")
    assert values["against_city"].tolist() == oracles["fx_ward"]["class95"]
    assert values["against_rest"].tolist() == oracles["fx_ward"]["class95"]
    assert values.loc["Bargate", "ranked"] == "2nd of 16"
    assert values.loc["Bargate", "ratio"] == pytest.approx(1.5423, abs=5e-5)
    assert values.loc["Bargate", "compared"] == "higher (99.8%)"
    assert values.loc["Harefield", "compared"] == "similar"
    assert values["rank"].tolist() == list(range(16, 0, -1))
    assert outcome.summary["city_rate"] == pytest.approx(108.5, abs=0.005)
    assert np.isnan(outcome.summary["dispersion"])  # one month tells nothing
    assert explained.headline == (
        "All crime: highest rates in Bevois and Bargate, which can't be told apart"
    )
    said = " ".join(explained.sentences)
    assert "Bevois: 168.7 per 1,000 on 3,499 incidents, 1.63 times" in said
    assert "1st of 16 by rate (95% interval 1st to 2nd)" in said
    assert "Higher than the rest of Testtown in 6 of 16 wards (6 at 99.8%)" in said
    assert "take incidents as independent" in said


def test_pairs_of_wards_are_ratios_with_holm(wards) -> None:
    """methods.md 2.5 and K1: Bevois and Bassett; Bevois and Bargate by Holm."""
    table = run(wards)[0].tables["pairs"]
    assert len(table) == 16 * 15 / 2
    pair = table[table["name"].eq("Bevois") & table["other"].eq("Bassett")].iloc[0]
    assert pair["ratio"] == pytest.approx(3.0835, abs=5e-5)
    assert pair["ratio_lower"] == pytest.approx(2.8426, abs=6e-5)
    assert (pair["count"], pair["other_count"]) == (3499, 702)
    assert list(table.iloc[0][["name", "other"]]) == ["Bevois", "Bargate"]
    # 37 pairs can't be told apart at least: this p counts as often as they are
    assert table["p"].iloc[0] == pytest.approx(0.0434, abs=0.001)
    assert table["p_adjusted"].iloc[0] > 0.5
    assert (table["p_adjusted"] >= table["p"]).all()


def test_many_areas_are_paired_with_the_first(town) -> None:
    counts = np.random.default_rng(2).poisson(20, 64)
    counts[9] = 90
    outcome, explained = run(town(counts))
    table = outcome.tables["pairs"]
    assert len(table) == 63
    assert set(table["name"]) == {"Square 9 (Ward 0)"}
    assert outcome.summary["could_be_first"] == 1
    assert explained.headline.endswith(
        "highest rate in Square 9 (Ward 0), beyond chance"
    )
    assert any(s.startswith("Clear: the rate in Square 9") for s in explained.sentences)


def test_months_that_vary_widen_what_is_said(town) -> None:
    inputs = town(np.full(64, 20))
    draws = np.random.default_rng(6)
    steady = draws.poisson(5, (64, 6))
    steady[0] += 4
    jumpy = 4 * draws.poisson(5 / 4, (64, 6))
    jumpy[0] += 4
    calm, said = run(over_months(inputs, steady))
    wild, _ = run(over_months(inputs, jumpy))
    assert calm.summary["dispersion"] == pytest.approx(1, abs=0.2)
    assert wild.summary["dispersion"] == pytest.approx(4, abs=0.8)
    assert "month to month" in said.sentences[-1]
    phi = f"{calm.summary['dispersion']:.1f}"
    assert any(f"month to month {phi} times as much" in n.text for n in calm.notes)
    plain, unsaid = run(over_months(inputs, jumpy), allow="chance")
    assert np.isnan(plain.summary["dispersion"])
    assert "independent" in unsaid.sentences[-1]
    differ = [(each.values["compared"] != "similar").sum() for each in (wild, plain)]
    assert differ[0] < differ[1]
    wide = wild.values["limit_upper"] - wild.values["limit_lower"]
    narrow = plain.values["limit_upper"] - plain.values["limit_lower"]
    assert (wide > 1.7 * narrow).all()
    assert any("too narrow" in n.text and n.caution for n in plain.notes)


def test_a_correction_calls_fewer_and_says_so(town) -> None:
    counts = np.random.default_rng(3).poisson(20, 64)
    counts[0] = 60
    plain, _ = run(town(counts))
    corrected, _ = run(town(counts), correction="fdr")
    differ = [
        (each.values["compared"] != "similar").sum() for each in (plain, corrected)
    ]
    assert differ[1] < differ[0]
    assert corrected.values.loc["T000", "compared"] == "higher (99.8%)"
    assert "corrected for testing many areas" in corrected.notes[0].text


def test_the_map_says_whom_areas_are_compared_with(town) -> None:
    counts = np.random.default_rng(3).poisson(20, 64)
    rest, said = run(town(counts))
    assert rest.map.column == "against_rest"
    assert rest.map.than == "the rest of Testtown"
    assert "than the rest of Testtown in" in said.map_title
    whole, said = run(town(counts), against="whole")
    assert whole.map.column == "against_city"
    assert whole.map.than == ""
    assert "than Testtown as a whole in" in said.map_title


def test_close_rates_are_not_told_to_differ(town) -> None:
    outcome, explained = run(town(np.full(64, 20) + np.arange(64) // 32))
    assert outcome.summary["pairs_told"] == 0
    assert "ranks joint first, but 64 of 64 areas could" in explained.headline
    assert "Any of the 64 areas could have the highest rate." in explained.sentences


def test_a_part_shown_keeps_its_place_in_the_whole(town) -> None:
    counts = np.arange(64) * 3 + 10
    inputs = town(counts)
    some = np.arange(64) < 8
    areas = inputs.areas.assign(inside=True, shown=some)
    question = replace(inputs.question, within="Ward 0")
    outcome, _ = run(replace(inputs, areas=areas, question=question))
    shown = replace(outcome, values=outcome.values[some])
    explained = get("ranking").explain(shown, question)
    assert explained.headline == (
        "Burglary: Square 7 (Ward 0) is 57th of 64 areas by rate"
    )
    assert "Testtown as a whole" in explained.sentences[0]
    assert outcome.summary["areas"] == 8
    assert outcome.summary["ranked"] == 64


def test_too_few_and_none_and_one(town) -> None:
    _, few = run(town(np.eye(1, 64, 5, dtype=int)[0]))
    assert few.headline == "Burglary: too few to rank areas (1 recorded)"
    _, none = run(town(np.zeros(64, int)))
    assert none.headline == "No burglary recorded in Testtown"
    _, one = run(town(np.array([30]), columns=1))
    assert one.headline == "Burglary: one area, so there is nothing to rank"


def test_areas_without_residents_have_no_rank_and_are_named(town) -> None:
    people = np.full(64, 1500.0)
    people[3] = 0
    outcome, _ = run(town(np.full(64, 20), residents=people))
    assert outcome.values.loc["T003", "ranked"] == ""
    assert outcome.values.loc["T003", "compared"] == "no data"
    assert outcome.values["ranked"].iloc[0] == "joint 1st of 63"
    told = [n.text for n in outcome.notes]
    assert any("no rank: Square 3 (Ward 0)" in text for text in told)


def test_many_areas_are_ranked_without_intervals(town) -> None:
    counts = np.random.default_rng(3).poisson(20, 600)
    outcome, explained = run(town(counts, columns=20))
    assert outcome.values["rank_lower"].isna().all()
    assert outcome.tables["pairs"].empty
    assert any("for up to 500" in n.text for n in outcome.notes)
    assert "interval" not in " ".join(explained.sentences)
