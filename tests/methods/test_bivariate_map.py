"""Rate and deprivation on one map: the classes, counts and words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.draw.looks.legend import map_key
from hotspot_app.methods import get
from hotspot_app.progress import SILENT

METHOD = get("bivariate_map")


def run(inputs):
    outcome = METHOD.run(inputs, METHOD.params(), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def test_nine_classes_of_a_hand_made_town(town) -> None:
    """Nine areas, most deprived first, one in each pair of thirds."""
    counts = np.array([90, 50, 10, 91, 51, 11, 92, 52, 12])
    inputs = town(counts, columns=3)
    outcome, explained = run(inputs)
    values, cells = outcome.values, outcome.tables["cells"]
    pairs = [*zip(values["third_deprivation"], values["third_rate"], strict=True)]
    assert pairs == [
        (d, r) for d in ("high", "middle", "low") for r in ("high", "middle", "low")
    ]
    assert cells["areas"].tolist() == [1] * 9
    first = cells.iloc[2]
    assert first[["third_rate", "third_deprivation"]].tolist() == ["high", "high"]
    assert first["count"] == 90
    assert first["rate"] == pytest.approx(60)
    found = outcome.summary
    assert found["both_high"] == found["both_high_by_chance"] == 1
    assert explained.headline == (
        "Burglary: high rate and high deprivation together in Ward 0"
    )
    assert (
        "They have 19.6% of incidents, the most in Square 0 (Ward 0) (90"
        in (explained.sentences[0])
    )
    assert explained.sentences[1].startswith("Rate high though deprivation is low: one")
    assert "tests nothing" in explained.sentences[-2]
    assert "places, not about the people" in explained.sentences[-1]


def test_the_table_counts_what_the_legend_does(town) -> None:
    inputs = town(np.random.default_rng(4).poisson(3, 64))
    outcome, _ = run(inputs)
    style = METHOD.map
    assert style is not None
    key = map_key(outcome.values, style, shown=inputs.shown)
    counted = [entry.count for entry in key.entries[:9]]
    assert counted == outcome.tables["cells"]["areas"].tolist()
    assert sum(counted) == 64


def test_only_what_is_shown_and_has_both_is_classed(town) -> None:
    inputs = town(np.arange(64))
    table = inputs.tables["deprivation"].copy()
    table.iloc[3] = np.nan
    part = inputs.areas.assign(shown=np.arange(64) < 30)
    outcome, _ = run(replace(inputs, areas=part, tables={"deprivation": table}))
    assert outcome.summary["areas"] == 29
    assert set(outcome.values["third_rate"][30:]) == {""}
    assert outcome.values.at["T003", "third_deprivation"] == ""
    told = " ".join(note.text for note in outcome.notes if note.caution)
    assert "1 area has no deprivation figure" in told


def test_without_residents_there_is_nothing_to_set_side_by_side(town) -> None:
    outcome, explained = run(town(np.arange(64), residents=np.zeros(64)))
    assert explained.headline == "Burglary: nothing to set beside deprivation"
    assert outcome.tables["cells"]["areas"].sum() == 0
