"""Share of crime by deprivation: the figures, the words, and what is left unsaid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params

METHOD = get("concentration")


def run(inputs, **params):
    outcome = METHOD.run(inputs, read_params(METHOD, params), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def test_the_index_and_curve_of_a_worked_case(town, oracles) -> None:
    """methods.md 2.6, FX-DEP: three equal areas make up each group."""
    known = oracles["fx_dep"]
    people = np.repeat(np.array(known["pop"]) / 3, 3)
    crimes = np.array([9300, 6812, 5304, 4018, 3480])
    parts = np.array([[c // 3, c // 3, c - 2 * (c // 3)] for c in crimes]).ravel()
    outcome, explained = run(town(parts, columns=5, residents=people))
    found, curve = outcome.summary, outcome.tables["curve"]
    assert found["index"] == pytest.approx(known["concentration_index"], abs=2e-5)
    assert curve["incidents"].iloc[2::3].tolist() == pytest.approx(
        [32.1643, 55.7239, 74.0679, 87.9643, 100], abs=5e-3
    )
    assert found["index_lower"] < found["index"] < found["index_upper"] < 0
    assert found["most_fifth"] == pytest.approx(0.3308, abs=1e-4)
    assert explained.headline == (
        "Burglary: it gathers among the more deprived, 33% in the most deprived "
        "fifth, 11% in the least"
    )
    assert explained.sentences[1].startswith("Clear: the concentration index is −0.22")
    assert "Of 28,914 recorded in Testtown" in explained.sentences[0]
    assert "places, not about the people" in explained.sentences[-1]


def test_the_other_way_round_is_said_so(town) -> None:
    _, explained = run(town(np.arange(1, 65) * 3))
    assert "it gathers among the less deprived" in explained.headline
    assert "concentration index is 0.3" in explained.sentences[1]


def test_noise_is_no_gathering(town) -> None:
    outcome, explained = run(town(np.random.default_rng(3).poisson(20, 64)))
    assert outcome.summary["p"] > 0.05
    assert explained.headline == "Burglary: no clear gathering by deprivation"
    assert explained.sentences[1].startswith("The concentration index is")


def test_few_areas_and_few_incidents_are_told(town) -> None:
    outcome, explained = run(town(np.array([9, 8, 3, 1]), columns=2))
    assert np.isnan(outcome.summary["p"])
    assert any("fewer than 10" in note.text for note in outcome.notes if note.caution)
    assert "too few areas" in explained.headline
    assert len(explained.sentences) == 2
    few, _ = run(town(np.eye(1, 64, 3, dtype=int)[0] * 4))
    assert any("rests on 4 incidents" in note.text for note in few.notes)
    none, said = run(town(np.zeros(64, int)))
    assert np.isnan(none.summary["index"])
    assert said.headline == "Burglary: nothing to share out by deprivation"


def test_only_what_is_shown_is_in_line_and_scores_turn_it_round(town) -> None:
    inputs = town(np.arange(64))
    part = replace(inputs, areas=inputs.areas.assign(shown=np.arange(64) < 20))
    outcome, _ = run(part)
    assert outcome.summary["areas"] == 20
    table = inputs.tables["deprivation"]
    scored = replace(part, tables={"deprivation": table[["income_score"]]})
    assert run(scored)[0].summary == outcome.summary
