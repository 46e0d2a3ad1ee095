"""The deprivation gradient's words, limits and silences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.method import Inputs
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params

METHOD = get("deprivation_gradient")


def run(inputs: Inputs, **params):
    outcome = METHOD.run(inputs, read_params(METHOD, params), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def cautions(outcome) -> str:
    return " ".join(note.text for note in outcome.notes if note.caution)


def uneven() -> np.ndarray:
    """Two fifths at about 55 and 45 on average, single areas anywhere from 0 to 200."""
    random = np.random.default_rng(6)
    return random.poisson(np.linspace(56, 44, 64) * np.exp(random.normal(size=64)))


def test_headline_and_interval_allow_for_areas_that_differ(town) -> None:
    outcome, explained = run(town(uneven()))
    found = outcome.summary
    phi = outcome.tables["gradient"]["dispersion"]
    assert phi.min() > 10
    assert found["ratio_lower_poisson"] > 1 or found["ratio_upper_poisson"] < 1
    assert found["ratio_lower"] < 1 < found["ratio_upper"]
    assert "no clear difference" in explained.headline
    assert "allowing for how far areas of a fifth differ" in explained.sentences[0]
    told = cautions(outcome)
    assert f"{phi[0]:.1f} in fifth 1, {phi[1]:.1f} in fifth 2" in told
    assert "_poisson" in told


def test_alike_areas_leave_the_interval_alone(town) -> None:
    outcome, explained = run(town(np.repeat([60, 50, 40, 35, 30], 3), columns=5))
    found = outcome.summary
    assert outcome.tables["gradient"]["dispersion"].max() == pytest.approx(0)
    for name in ("ratio", "sii", "rii", "log_sii", "log_rii"):
        for end in ("lower", "upper"):
            assert found[f"{name}_{end}"] == found[f"{name}_{end}_poisson"]
    assert "2.0 times as high" in explained.headline
    assert "_poisson" not in cautions(outcome)


def test_an_interval_does_not_print_as_one_where_it_is_not(town) -> None:
    counts = np.repeat([1165, 1120, 1090, 1070, 1060], 3)
    outcome, explained = run(town(counts, columns=5))
    assert 1.0 < outcome.summary["ratio_lower"] < 1.05
    assert "1.10 times as high" in explained.headline
    lower = f"{outcome.summary['ratio_lower']:.2f} to"
    assert lower != "1.00 to"
    assert lower in explained.sentences[0]


def test_no_relative_index_where_the_line_goes_below_zero(town) -> None:
    outcome, _ = run(town(np.repeat([300, 90, 20, 5, 4], 3), columns=5))
    found = outcome.summary
    assert found["sii"] < 0
    for name in ("rii", "rii_lower", "rii_upper"):
        assert np.isnan(found[name])
    assert 0 < found["log_rii_lower"] < found["log_rii"] < found["log_rii_upper"]


def test_a_withheld_ratio_is_a_caution_for_the_slopes_too(town) -> None:
    outcome, _ = run(town(np.repeat([60, 50, 40, 35, 30], 2), columns=5))
    assert np.isnan(outcome.summary["ratio"])
    assert outcome.summary["sii"] < 0
    assert "SII and RII rest on the same group" in cautions(outcome)


def test_fewer_than_five_areas_are_said_to_be_so(town) -> None:
    outcome, explained = run(town(np.array([9, 8, 7, 6]), columns=2))
    told = cautions(outcome)
    assert "Only 4 areas have a deprivation figure: fewer than 5 can't" in told
    assert "no deprivation figure" not in told
    assert explained.headline == (
        "Burglary: too few areas to compare most and least deprived areas"
    )
    five, _ = run(town(np.array([90, 80, 70, 60, 50]), columns=5))
    assert "Fifths 1, 2, 3, 4 and 5 have a single area" in cautions(five)


@pytest.mark.parametrize("basis", ["local", "population", "national"])
def test_areas_without_residents_or_figure_are_told_apart(town, basis: str) -> None:
    residents = np.full(64, 1500.0)
    residents[3], residents[7] = 0, np.nan
    inputs = town(np.full(64, 40), residents=residents)
    table = inputs.tables["deprivation"].copy()
    table.iloc[10] = np.nan
    outcome, _ = run(replace(inputs, tables={"deprivation": table}), basis=basis)
    told = cautions(outcome)
    assert (
        "2 areas have a deprivation figure but no denominator and take no part: "
        "Square 3 and Square 7."
    ) in told
    assert "1 area has no deprivation figure and takes no part: Square 10." in told
    assert outcome.summary["areas"] == 61


def test_a_title_says_where_the_fifths_between_do_not_follow(town) -> None:
    warning = ", but not step by step"
    for fifths, told in (
        ([60, 50, 40, 35, 30], False),
        ([60, 40, 50, 35, 30], True),
        ([30, 35, 40, 50, 60], False),
        ([30, 70, 40, 50, 60], True),
        ([60, 90, 60, 90, 60], False),  # the ends don't differ: nothing to follow
    ):
        _, explained = run(town(np.repeat(fifths, 3), columns=5))
        assert explained.headline.endswith(warning) == told, fifths
        assert explained.map_title == explained.headline
        rates = [word for word in explained.sentences if "step by step" in word]
        assert bool(rates) == (fifths not in ([60, 50, 40, 35, 30], sorted(fifths)))


def test_too_few_incidents_are_the_title(town) -> None:
    _, explained = run(town(np.repeat([2, 1, 1, 0, 1], 3), columns=5))
    assert explained.map_title == (
        "Burglary: too few incidents (15 recorded) to compare most and least deprived "
        "areas"
    )
    assert explained.sentences[0] == (
        "6 incidents in the most deprived fifth of Testtown, 3 in the least, January "
        "to February 2025: a ratio needs 10 in each."
    )


def test_nothing_is_said_of_what_would_not_have_been_recorded(town) -> None:
    outcome, explained = run(town(np.repeat([60, 50, 40, 35, 30], 3), columns=5))
    assert outcome.summary["excess"] > 0
    assert "would have been" not in " ".join(explained.sentences)
