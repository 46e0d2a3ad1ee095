"""Global Moran: how few areas are too few, and over what it speaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params

METHOD = get("global_moran")


def run(inputs, **params):
    outcome = METHOD.run(inputs, read_params(METHOD, params), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


@pytest.mark.parametrize("areas", [2, 3, 4, 6, 7])
def test_too_few_areas_say_nothing(town, areas: int) -> None:
    outcome, explained = run(town(np.arange(areas) * 9, columns=1))
    assert "too few areas to tell" in explained.headline
    assert any("Silence here does not mean" in n.text for n in outcome.notes)


def test_eight_areas_in_a_row_can_speak(town) -> None:
    outcome, explained = run(town(np.arange(8) * 20, columns=1))
    assert outcome.summary["p"] <= 0.05
    assert explained.headline == "Burglary: areas next to each other tend to be alike"


def test_the_smallest_p_there_could_be(town) -> None:
    """n areas have n! arrangements: 2/24 of four, 2/120 of five."""
    for areas, permutations, attainable in (
        (3, 999, 2 / 6),
        (4, 999, 2 / 24),
        (5, 9_999, 2 / 120),
        (5, 99, 2 / 100),
        (64, 9_999, 2 / 10_000),
    ):
        counts = np.random.default_rng(1).poisson(9, areas)
        outcome, _ = run(town(counts, columns=1), permutations=permutations)
        assert outcome.summary["attainable"] == pytest.approx(attainable)


def test_it_says_so_if_it_speaks_of_the_areas_around_too(town) -> None:
    inputs = town(np.random.default_rng(2).poisson(20, 64))
    shown = np.arange(64) < 48
    cut = replace(inputs, areas=inputs.areas.assign(shown=shown))
    outcome, explained = run(cut)
    assert outcome.summary["areas_around"] == 16
    assert explained.headline.endswith("the pattern over Testtown and around it")
    assert "48 areas and the 16 around the district" in explained.sentences[0]
    assert "48 areas and the 16 around the district" in outcome.notes[0].text
    _, whole = run(inputs)
    assert whole.headline == "Burglary: chance could explain the pattern over Testtown"
    assert "64 areas)" in whole.sentences[0]


def test_the_smallest_p_is_said_to_be_at_most_that(town) -> None:
    _, one_way = run(town(np.repeat([10, 90], 32)), permutations=999)
    assert "(p at most 0.002, 64 areas)" in one_way.sentences[0]
    _, by_chance = run(town(np.random.default_rng(2).poisson(20, 64)))
    assert "at most" not in by_chance.sentences[0]


def test_few_incidents_are_said_to_be_few(town) -> None:
    counts = np.zeros(64, dtype=int)
    counts[[0, 1, 8, 9]] = 8
    outcome, explained = run(town(counts))
    assert outcome.summary["mean"] == 0.5
    assert explained.headline.endswith("tend to be alike, but incidents are few")
    assert any(
        n.caution and "Fewer incidents than areas" in n.text for n in outcome.notes
    )
    enough, said = run(town(counts * 2))
    assert enough.summary["mean"] == 1
    assert "few" not in said.headline
    assert not any("Fewer incidents" in note.text for note in enough.notes)
