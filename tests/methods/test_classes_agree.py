"""Class, band, p and words never say opposite things of an area."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.method import Explanation, Outcome
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params


def run(name: str, inputs, **params) -> tuple[Outcome, Explanation]:
    method = get(name)
    outcome = method.run(inputs, read_params(method, params), SILENT)
    return outcome, method.explain(outcome, inputs.question)


def dip(peak: int) -> np.ndarray:
    """20 by 20 areas at about 100, a block of nine at 50 with `peak` amid it."""
    random = np.random.default_rng(0)
    field = random.poisson(100, 400).reshape(20, 20)
    field[9:12, 9:12] = random.poisson(50, (3, 3))
    field[10, 10] = peak
    return field.ravel()


def told(outcome: Outcome) -> list[str]:
    return [n.text for n in outcome.notes if "opposite ways" in n.text]


def test_a_peak_among_low_areas_is_hot_only_where_it_counts_itself(town) -> None:
    inputs = town(dip(900), columns=20, measure="count")
    outcome, _ = run("gi_star", inputs, star=False)
    peak = outcome.values.loc["T210"]
    assert peak["p"] < 0.001
    assert (peak["class"], peak["confidence"]) == ("cold", "clear")
    outcome, _ = run("gi_star", inputs)
    peak = outcome.values.loc["T210"]
    assert peak["z"] > 2.5
    assert 0.01 < peak["p"] <= 0.05  # about 9 in 400 such sums have the peak in them
    assert (peak["class"], peak["confidence"]) == ("hot", "could be chance")
    assert peak["band"] == "not significant"
    assert not told(outcome)
    by_normal, _ = run("gi_star", inputs, inference="analytic")
    assert by_normal.values.loc["T210", "p"] < 0.01
    assert by_normal.values.loc["T210", "class"] == "hot"
    assert by_normal.values.loc["T210", "band"] == "hot 90%"
    outlier, _ = run("local_moran", inputs)
    assert outlier.values.loc["T210", "class"] == "high-low"
    assert not told(outlier)


def test_a_mean_moved_by_one_value_turns_no_cluster_round(town) -> None:
    """One area of 60,000 lifts the mean above a cluster of four times the rest."""
    random = np.random.default_rng(0)
    field = random.poisson(10, 900).reshape(30, 30)
    field[3:7, 3:7] = random.poisson(40, (4, 4))
    field[25, 25] = 60_000
    inputs = town(field.ravel(), columns=30, measure="count")
    for name in ("local_moran", "gi_star"):
        outcome, _ = run(name, inputs)
        core = outcome.values.loc[["T124", "T125", "T154"]]
        assert (core["p"] <= 0.05).all()
        assert set(core["class"]) == {"not significant"}
        assert not set(core["confidence"]) & {"clear", "likely", "could be chance"}
        assert told(outcome)


@pytest.mark.parametrize("name", ["local_moran", "gi_star"])
def test_a_hot_and_a_cold_block_still_are(town, name: str) -> None:
    field = np.random.default_rng(3).poisson(100, 400).reshape(20, 20)
    field[2:6, 2:6] += 60
    field[12:16, 12:16] -= 60
    outcome, explained = run(name, town(field.ravel(), columns=20, measure="count"))
    kinds = outcome.values["class"]
    assert kinds["T063"] in {"hot", "high-high"}
    assert kinds["T273"] in {"cold", "low-low"}
    assert explained.headline.startswith("Burglary: clear ")


def test_only_low_clusters_are_the_headline(town) -> None:
    field = np.random.default_rng(17).poisson(100, 400).reshape(20, 20)
    field[4:9, 4:9] = np.random.default_rng(1).poisson(40, (5, 5))
    inputs = town(field.ravel(), columns=20, measure="count")
    for name, start in (
        ("local_moran", "no high cluster stands out; clear low clusters in Ward "),
        ("gi_star", "no hotspot stands out; clear cold spots in Ward "),
    ):
        outcome, explained = run(name, inputs)
        high = outcome.values["class"].isin(["hot", "high-high"])
        assert not (high & outcome.values["confidence"].isin(["clear", "likely"])).any()
        assert explained.headline.startswith(f"Burglary: {start}")
        assert explained.map_title == explained.headline


def test_only_an_outlier_is_the_headline(town) -> None:
    outcome, explained = run("local_moran", town(dip(300), columns=20, measure="count"))
    assert outcome.values.loc["T210", ["class", "confidence"]].tolist() == [
        "high-low",
        "clear",
    ]
    others = outcome.values.index != "T210"
    outcome.values.loc[others, "confidence"] = "not different"
    alone = get("local_moran").explain(outcome, town(dip(300), columns=20).question)
    assert alone.headline == (
        "Burglary: no high cluster stands out; one area clearly higher than the areas "
        "around, in Ward 13"
    )
    assert "low clusters" in explained.headline


def test_cold_is_of_the_neighbourhood_not_of_the_area(town) -> None:
    outcome, explained = run("gi_star", town(dip(160), columns=20, measure="count"))
    assert outcome.values.loc["T210", "count"] == 160
    assert outcome.values.loc["T210", "class"] == "cold"
    said = " ".join(explained.sentences)
    assert "in a low neighbourhood" in said
    assert "low among low" not in said


@pytest.mark.parametrize("inference", ["permutation", "analytic"])
def test_the_band_says_nothing_that_the_class_withholds(town, inference: str) -> None:
    """Below five incidents an area no area is called cold."""
    field = np.random.default_rng(0).poisson(3.5, 900).reshape(30, 30)
    field[4:12, 4:12] = 0
    inputs = town(field.ravel(), columns=30, measure="count")
    outcome, _ = run("gi_star", inputs, inference=inference)
    values = outcome.values
    withheld = values["class"].eq("too few to say")
    assert withheld.sum() > 20
    assert (values["p_adjusted"][withheld] <= 0.01).any()
    assert set(values["band"][withheld]) == {"not significant"}
    assert not values["band"].str.startswith("cold").any()
    # only one of the two tails can be called
    assert outcome.summary["tested"] == 900
    assert outcome.summary["likely_by_chance"] == pytest.approx(900 * 0.01 / 2)
    moran, _ = run("local_moran", inputs)
    low = (field < field.mean()).sum()
    assert moran.summary["likely_by_chance"] == pytest.approx((900 - low / 2) * 0.01)


def cautions(outcome: Outcome) -> str:
    return " ".join(note.text for note in outcome.notes if note.caution)


@pytest.mark.parametrize("name", ["local_moran", "gi_star"])
def test_areas_called_what_their_own_rate_is_not_are_named(town, name: str) -> None:
    """A quiet area amid a hot block, a busy one amid a cold block."""
    field = np.random.default_rng(3).poisson(100, 400).reshape(20, 20)
    field[2:7, 2:7] += 120
    field[12:17, 12:17] -= 75
    field[4, 4], field[14, 14] = 40, 180
    outcome, _ = run(name, town(field.ravel(), columns=20))
    told = cautions(outcome)
    values = outcome.values
    if name == "gi_star":
        assert values.loc[["T084", "T294"], "class"].tolist() == ["hot", "cold"]
        assert "out as high though" in told
        assert "not higher than Testtown's (95% limits): Square 84" in told
        assert "at 26.7 (lower)" in told
        assert "not lower than Testtown's (95% limits): Square 294" in told
        assert "at 120.0 (higher)" in told
    else:  # local Moran calls them by their own side
        assert values.loc[["T084", "T294"], "class"].tolist() == [
            "low-high",
            "high-low",
        ]
        assert "Square 84" not in told
        assert "Square 294" not in told


def test_three_areas_are_named_and_of_more_the_first_three(town) -> None:
    inputs = town(np.random.default_rng(3).poisson(100, 400), columns=20)
    outcome, _ = run("gi_star", inputs)
    for many, words in (
        (1, ", namely Square 0 (Ward 0)."),
        (3, ", namely Square 0 (Ward 0), Square 1 (Ward 0) and Square 2 (Ward 0)."),
        (4, ", most in Square 0 (Ward 0), Square 1 (Ward 0) and Square 2 (Ward 0)."),
    ):
        values = outcome.values.assign(confidence="not different", count=9)
        first = values.index[:many]
        values.loc[first, "class"], values.loc[first, "confidence"] = "hot", "clear"
        values.loc[first, "count"] = range(99, 99 - many, -1)
        told = get("gi_star").explain(replace(outcome, values=values), inputs.question)
        assert told.sentences[0].endswith(words)


def test_a_test_that_is_not_made_says_why_in_its_title(town) -> None:
    counts = np.zeros(64, dtype=int)
    counts[[3, 40]] = 4
    for name, noun in (("local_moran", "clusters"), ("gi_star", "hotspots")):
        outcome, explained = run(name, town(counts))
        title = f"Burglary: too few incidents to tell {noun}"
        assert explained.map_title == explained.headline == title
        assert explained.sentences[0].startswith(
            "Too few to say: 8 recorded in 64 areas, where"
        )
        assert cautions(outcome).endswith("The map shows counts instead.")
