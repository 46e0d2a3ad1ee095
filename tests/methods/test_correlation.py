"""Correlation with deprivation: the words, and what is left unsaid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import pearsonr, spearmanr

from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params

METHOD = get("correlation")


def run(inputs, **params):
    outcome = METHOD.run(inputs, read_params(METHOD, params), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def scattered(town, seed: int = 1):
    """A town whose deprivation is dealt at random, so that it doesn't cluster."""
    inputs = town(np.random.default_rng(seed).poisson(20, 64))
    table = inputs.tables["deprivation"]
    mixed = table.sample(frac=1, random_state=3).set_index(table.index)
    return replace(inputs, tables={"deprivation": mixed})


def test_it_is_pearsons_and_spearmans_and_higher_means_more_deprived(town) -> None:
    inputs = scattered(town)
    score = inputs.tables["deprivation"]["income_score"].to_numpy()
    counts = np.random.default_rng(2).poisson(200 * score**3)
    linked = replace(town(counts), tables=inputs.tables)
    outcome, explained = run(linked)
    found = outcome.summary
    assert found["pearson_r"] == pytest.approx(pearsonr(counts, score)[0])
    assert found["spearman_r"] == pytest.approx(spearmanr(counts, score)[0])
    assert found["pearson_r"] > 0.5
    assert "rates are higher in more deprived areas (r 0." in explained.headline
    assert explained.sentences[0].startswith("Clear: Pearson's correlation of rate")
    assert "places, not about the people" in explained.sentences[-1]
    ranked, _ = run(linked, by="rank")
    assert ranked.summary["spearman_r"] == pytest.approx(found["spearman_r"])
    place = (-inputs.tables["deprivation"]["income_rank"]).rank().to_numpy()
    assert ranked.summary["pearson_r"] == pytest.approx(pearsonr(counts, place)[0])


def test_where_both_cluster_the_plain_p_is_told_to_be_wrong(town) -> None:
    counts = np.repeat([30, 30, 22, 22, 26, 26, 20, 20], 8)
    outcome, explained = run(town(counts))
    found = outcome.summary
    assert found["pearson_effective"] < 32
    assert found["pearson_plain_p"] < 0.001 < found["pearson_p"]
    told = [each for each in explained.sentences if "wrong on clustered maps" in each]
    assert "The 64 areas tell as much as about" in told[0]


def test_noise_is_no_link(town) -> None:
    outcome, explained = run(scattered(town))
    assert outcome.summary["pearson_p"] > 0.05
    assert explained.headline == "Burglary: no clear link of rates with deprivation"


def test_few_areas_and_equal_rates_are_told(town) -> None:
    outcome, explained = run(town(np.arange(6), columns=2))
    assert "too few areas" in explained.headline
    assert any("of 10 needed" in note.text for note in outcome.notes if note.caution)
    same, said = run(town(np.full(64, 5)))
    assert "nothing that varies" in said.headline
    assert any("the same rate" in note.text for note in same.notes if note.caution)


def test_without_scores_the_place_is_taken_and_told(town) -> None:
    inputs = scattered(town)
    table = inputs.tables["deprivation"][["income_rank"]]
    outcome, _ = run(replace(inputs, tables={"deprivation": table}))
    told = [note.text for note in outcome.notes if note.caution]
    assert any(
        "has no Income scores: deprivation is an area's place" in t for t in told
    )
    assert outcome.values["deprivation"].max() == 64


def test_it_is_of_the_district_whatever_part_is_shown(town) -> None:
    inputs = scattered(town)
    shown = np.arange(64) < 20
    part = inputs.areas.assign(shown=shown, inside=np.arange(64) < 50)
    outcome, _ = run(replace(inputs, areas=part))
    assert outcome.summary["areas"] == 50
    assert outcome.values["deprivation"].notna().sum() == 50
