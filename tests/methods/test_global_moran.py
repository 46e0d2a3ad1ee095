"""Global Moran: how few areas are too few, and over what it speaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.params import read_params

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
    assert "gathers" in explained.headline


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
    assert "over the city and the areas around it" in explained.headline
    assert "48 areas and the 16 around the district" in explained.sentences[0]
    assert "48 areas and the 16 around the district" in outcome.notes[0].text
    _, whole = run(inputs)
    assert "over the city that" in whole.headline
    assert "64 areas)" in whole.sentences[0]
