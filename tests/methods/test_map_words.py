"""Words of the count and rate maps: who comes first, and of how many."""

from __future__ import annotations

import numpy as np

from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.params import read_params


def run(name: str, inputs, **params):
    method = get(name)
    outcome = method.run(inputs, read_params(method, params), SILENT)
    return outcome, method.explain(outcome, inputs.question)


def test_areas_compared_are_those_with_a_rate(town) -> None:
    counts = np.full(64, 20)
    counts[:5] = 80
    residents = np.full(64, 1500.0)
    residents[10], residents[20] = 0, np.nan
    outcome, explained = run("rate_map", town(counts, residents=residents), show="city")
    found = outcome.summary
    assert (found["areas"], found["without_rate"]) == (62, 2)
    assert found["areas"] == found["higher"] + found["similar"] + found["lower"]
    assert found["higher"] == 5
    assert explained.map_title.endswith("higher than Testtown in 5 of 62 areas")
    assert (
        "in 5 of 62 areas, similar in 57, lower in 0; 2 have no rate."
        in (explained.sentences[-1])
    )
    first = outcome.notes[0].text
    assert "Of 62 areas compared, about 3 would" in first
    whole, said = run("rate_map", town(counts))
    assert whole.summary["without_rate"] == 0
    assert "no rate" not in said.sentences[-1]


def test_areas_that_tie_are_joint_first(town) -> None:
    counts = np.full(16, 20)
    counts[[3, 9]] = 45
    for name, most in (("count_map", "most recorded"), ("rate_map", "highest rate")):
        _, explained = run(name, town(counts, columns=4))
        tied = "Square 3 (Ward 0) and Square 9 (Ward 0) (joint)"
        assert explained.headline == f"Burglary: {most} in {tied}"
    _, counted = run("count_map", town(counts, columns=4))
    assert f"{tied} have 45 each, 12.2% of them." in counted.sentences[1]
    counts[9] = 44
    for name in ("count_map", "rate_map"):
        _, explained = run(name, town(counts, columns=4))
        assert explained.headline.endswith(" in Square 3 (Ward 0)")
