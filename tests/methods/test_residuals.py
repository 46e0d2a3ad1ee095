"""Higher or lower than deprivation predicts: the map, the words, the silences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.method import Inputs
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params

METHOD = get("residuals")


def run(inputs: Inputs, **params):
    outcome = METHOD.run(inputs, read_params(METHOD, params), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def cautions(outcome) -> str:
    return " ".join(note.text for note in outcome.notes if note.caution)


def falling(spread: float = 0.0, seed: int = 2) -> np.ndarray:
    """Counts that follow deprivation, which falls from the first area to the last."""
    random = np.random.default_rng(seed)
    mean = 60 * np.exp(-np.arange(64) / 64) * np.exp(random.normal(0, spread, 64))
    return random.poisson(mean)


def test_an_area_far_above_its_neighbours_in_deprivation_is_higher(town) -> None:
    counts = falling()
    counts[40], counts[10] = 160, 2
    outcome, explained = run(town(counts))
    values = outcome.values
    against = values["against_predicted"]
    assert list(against.index[against == "higher"]) == ["T040"]
    assert list(against.index[against == "lower"]) == ["T010"]
    assert values.at["T040", "confidence"] == "clear"
    row = values.loc["T040"]
    assert row["over_predicted"] == pytest.approx(row["count"] / row["predicted"])
    assert explained.headline == (
        "Burglary: higher than deprivation predicts in one area and lower in one area"
    )
    said = " ".join(explained.sentences)
    assert f"Square 40 (Ward 2) (160, predicted {row['predicted']:.0f})" in said
    assert "places, not about the people" in explained.sentences[-1]


def test_the_map_can_show_by_how_many(town) -> None:
    outcome, _ = run(town(falling()), show="size")
    assert outcome.map is not None
    assert (outcome.map.kind, outcome.map.column) == ("diverging", "beyond")
    values = outcome.values
    gap = values["count"] - values["predicted"]
    assert values["beyond"].tolist() == pytest.approx(gap.tolist())


def test_counts_that_follow_deprivation_leave_nothing_over(town) -> None:
    outcome, explained = run(town(falling()))
    assert set(outcome.values["against_predicted"]) == {"similar"}
    ratio = outcome.tables["model"].iloc[0]
    assert ratio["ratio"] == pytest.approx(np.exp(0.1), abs=0.03)
    assert ratio["step"] == "a tenth of the areas"
    assert "no area surely differs" in explained.headline
    assert explained.sentences[0].startswith(
        "Clear: for each step more deprived by Income (a step: a tenth of the areas)"
    )
    told = " ".join(note.text for note in outcome.notes)
    assert "which chance explains, so a Poisson model is used" in told


def test_counts_that_vary_more_are_modelled_so(town) -> None:
    outcome, _ = run(town(falling(0.7)))
    told = " ".join(note.text for note in outcome.notes)
    assert "so a negative binomial model is used" in told
    assert outcome.summary["alpha"] > 0.1
    by_score, _ = run(town(falling(0.7)), by="score")
    assert "standard deviation of the score" in by_score.tables["model"].at[0, "step"]


def test_residuals_that_cluster_are_told_with_what_to_do(town) -> None:
    counts = falling()
    near = [r * 8 + c for r in range(3, 6) for c in range(3, 6)]
    counts[near] *= 3
    outcome, explained = run(town(counts))
    assert outcome.summary["moran_p"] < 0.01
    assert "Residuals cluster (Moran's I" in cautions(outcome)
    assert "look at the hotspot methods, or add a domain" in explained.sentences[-2]
    mixed, said = run(town(falling()))
    assert "doesn't cluster on the map" in said.sentences[-2]
    assert "Residuals cluster" not in cautions(mixed)


def test_two_domains_stand_side_by_side_and_twins_are_refused(town) -> None:
    inputs = town(falling(0.5))
    table = inputs.tables["deprivation"].copy()
    shuffled = np.random.default_rng(1).permutation(64)
    table["health_rank"] = (shuffled + 1) * 50.0
    with_health = replace(inputs, tables={"deprivation": table})
    outcome, explained = run(with_health, second="health")
    assert outcome.tables["model"]["domain"].tolist() == [
        "Income",
        "Health Deprivation and Disability",
    ]
    assert "the others kept alike" in explained.sentences[0]
    twins, said = run(inputs, second="imd")
    assert "one follows from the others" in cautions(twins)
    assert "contains recorded crime" in cautions(twins)
    assert said.headline == "Burglary: too little to predict from deprivation"
    same, _ = run(inputs, second="income")
    assert len(same.tables["model"]) == 1


def test_too_few_are_told_with_what_is_needed(town) -> None:
    outcome, explained = run(town(np.arange(9), columns=3))
    assert "9 areas and 36 incidents can't carry it: 20 of each" in cautions(outcome)
    assert set(outcome.values["against_predicted"]) == {"no data"}
    assert explained.sentences[0].startswith("36 recorded in 9 areas of Testtown")


def test_the_model_is_of_the_district_and_what_is_said_of_the_part_shown(town) -> None:
    counts = falling()
    counts[40] = 160
    inputs = town(counts)
    part = inputs.areas.assign(shown=np.arange(64) < 20, inside=np.arange(64) < 60)
    outcome, _ = run(replace(inputs, areas=part))
    assert outcome.summary["areas"] == 60
    assert outcome.summary["higher"] == 0
    assert outcome.summary["similar"] == 20
    assert outcome.values.at["T040", "against_predicted"] == "higher"
    assert set(outcome.values["against_predicted"][60:]) == {"no data"}


PREMISES = np.random.default_rng(5).poisson(4, 64)


def with_premises(inputs: Inputs, missing: tuple[str, ...] = ()) -> Inputs:
    frame = pd.DataFrame({"code": inputs.areas.index, "pubs": PREMISES.astype(float)})
    frame.loc[frame["code"].isin(missing), "pubs"] = np.nan
    return replace(inputs, own={"covariates": frame})


def test_figures_of_ones_own_explain_what_deprivation_does_not(town) -> None:
    random = np.random.default_rng(9)
    mean = 40 * np.exp(-np.arange(64) / 64 + 0.2 * PREMISES)
    inputs = with_premises(town(random.poisson(mean)))
    outcome, explained = run(inputs)
    model = outcome.tables["model"].set_index("domain")
    size = PREMISES.std()
    assert list(model.index) == ["Income", "pubs"]
    assert model.at["pubs", "ratio"] == pytest.approx(np.exp(0.2 * size), rel=0.05)
    assert model.at["pubs", "lower"] < np.exp(0.2 * size) < model.at["pubs", "upper"]
    assert model.at["pubs", "step"] == f"a standard deviation of pubs ({size:.3g})"
    assert outcome.map is not None
    assert outcome.map.than == "what deprivation and your figures predict"
    assert (
        "for each step up (a step: a tenth of the areas and" in explained.sentences[0]
    )
    assert any("figures of your own (pubs)" in note.text for note in outcome.notes)
    alone, _ = run(inputs, own="without")
    assert alone.tables["model"]["domain"].tolist() == ["Income"]
    assert alone.summary["dispersion"] > 2 * outcome.summary["dispersion"]


def test_areas_without_ones_own_figure_take_no_part_and_are_named(town) -> None:
    outcome, _ = run(with_premises(town(falling()), missing=("T003", "T007")))
    assert outcome.values["predicted"].isna().sum() == 2
    assert outcome.summary["areas"] == 62
    assert "2 areas lack some of these figures and took no part" in cautions(outcome)


def test_a_table_of_other_areas_is_told_and_left_out(town) -> None:
    inputs = town(falling())
    frame = pd.DataFrame({"code": ["X1", "X2"], "pubs": [1.0, 2.0]})
    outcome, _ = run(replace(inputs, own={"covariates": frame}))
    assert outcome.tables["model"]["domain"].tolist() == ["Income"]
    assert "has no whole row for any of these areas" in cautions(outcome)


def test_a_figure_called_as_a_domain_is_told_apart_from_it(town) -> None:
    inputs = with_premises(town(falling()))
    frame = inputs.own["covariates"].rename(columns={"pubs": "Income"})
    outcome, explained = run(replace(inputs, own={"covariates": frame}))
    domains = outcome.tables["model"]["domain"].tolist()
    assert domains == ["Income", "Income of your table"]
    assert "for each step up" in explained.sentences[0]
