"""Deprived areas and the rates around them: the finding, and what it doesn't claim."""

from __future__ import annotations

import numpy as np

from hotspot_app.draw.looks.legend import map_key
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params

METHOD = get("bivariate_moran")


def run(inputs, **params):
    asked = read_params(METHOD, {"permutations": "9999", **params})
    outcome = METHOD.run(inputs, asked, SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def cornered(most: bool) -> np.ndarray:
    """A cluster of high rates among the most deprived squares, or the least."""
    counts = np.random.default_rng(5).poisson(12, (8, 8))
    rows = slice(0, 3) if most else slice(5, 8)
    counts[rows, 0:3] += 60
    return counts.ravel()


def test_a_cluster_among_the_most_deprived_is_high_among_high(town) -> None:
    outcome, explained = run(town(cornered(most=True)))
    values = outcome.values
    assert values.at["T000", "class"] == "high-high"
    assert values.at["T000", "confidence"] == "clear"
    assert "more deprived areas with high rates around in Ward 0" in explained.headline
    assert explained.sentences[0].startswith("Clear: ")
    assert "exploratory" in explained.sentences[-2]
    assert "none of them is a test of a link" in explained.sentences[-2]
    assert "places, not about the people" in explained.sentences[-1]


def test_a_cluster_among_the_least_deprived_is_not_called_so(town) -> None:
    outcome, explained = run(town(cornered(most=False)))
    assert outcome.values.at["T056", "class"] == "low-high"
    assert "no more deprived area with surely high rates" in explained.headline
    assert "less deprived, with high rates around" in explained.sentences[0]


def test_the_legend_names_both_figures(town) -> None:
    inputs = town(cornered(most=True))
    outcome, _ = run(inputs)
    assert METHOD.map is not None
    key = map_key(outcome.values, METHOD.map, shown=inputs.shown)
    assert [entry.row for entry in key.entries[:8:2]] == [
        "High deprivation among high rates",
        "Low deprivation among low rates",
        "High deprivation among low rates",
        "Low deprivation among high rates",
    ]


def test_it_makes_no_hotspots(town) -> None:
    outcome, _ = run(town(cornered(most=True)))
    assert "standing" not in outcome.summary
    told = [note for note in outcome.notes if note.text.startswith("Exploratory")]
    assert len(told) == 1
    assert told[0].caution


def test_too_few_areas_are_told(town) -> None:
    outcome, explained = run(town(np.arange(16), columns=4))
    assert "too few areas or incidents" in explained.headline
    assert set(outcome.values["class"]) == {"too few to say"}
    assert np.isnan(outcome.summary["lee"])
