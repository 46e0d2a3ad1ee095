"""Words of the count and rate maps: who comes first, and of how many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params


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
    assert "chance alone would give 2.8 of 62 areas compared" in first
    assert first.startswith("Areas are higher (lower) than Testtown where")
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
    both = tied.removesuffix(" (joint)")
    assert f"{both} have 45 each, 12.2% of all apiece." in counted.sentences[1]
    counts[9] = 44
    for name in ("count_map", "rate_map"):
        _, explained = run(name, town(counts, columns=4))
        assert explained.headline.endswith(" in Square 3 (Ward 0)")


def test_too_few_incidents_rank_no_area(town) -> None:
    counts = np.zeros(64, dtype=int)
    counts[[3, 40]] = 2, 1
    _, explained = run("rate_map", town(counts))
    assert explained.headline == "Burglary: too few to rank areas (3 recorded)"
    assert explained.map_title == explained.headline
    assert "1.3 per 1,000, the highest, on 2 incidents (95%" in explained.sentences[1]
    _, none = run("rate_map", town(counts * 0))
    assert none.headline == "No burglary recorded in Testtown"
    _, nine = run("rate_map", town(np.full(64, 9)))
    assert nine.headline == "Burglary: too few to rank areas (576 recorded)"


def test_a_high_rate_on_few_incidents_is_not_the_headline(town) -> None:
    counts, residents = np.full(64, 20), np.full(64, 1500.0)
    counts[7] = 60
    counts[5], residents[5] = 9, 50
    outcome, explained = run("rate_map", town(counts, residents=residents))
    assert outcome.values["rank"].idxmin() == "T005"
    assert explained.headline == (
        "Burglary: highest rate in Square 7 (Ward 0), of those with 10 incidents or "
        "more"
    )
    assert "180.0 per 1,000, the highest, on 9 incidents" in explained.sentences[1]


def test_higher_on_few_incidents_is_in_the_title_and_a_caution(town) -> None:
    counts = np.zeros(64, dtype=int)
    counts[[3, 40]] = 4
    outcome, explained = run("rate_map", town(counts), show="city")
    assert explained.map_title == (
        "Burglary: higher than Testtown in 2 of 64 areas, all on fewer than 10 "
        "incidents"
    )
    counts[50:54] = 30
    _, some = run("rate_map", town(counts), show="city")
    assert some.map_title.endswith("in 4 of 64 areas")
    cautions = [note.text for note in outcome.notes if note.caution]
    assert any(
        "2 areas are higher than Testtown on fewer than 10 incidents: Square 3 (Ward 0)"
        " with 4 and Square 40 (Ward 2) with 4." in text
        for text in cautions
    )


def test_of_dates_committed_nothing_is_said_to_be_recorded(town) -> None:
    inputs = town(np.full(64, 20))
    happened = replace(inputs, question=replace(inputs.question, verb="committed"))
    for name in ("count_map", "rate_map"):
        _, explained = run(name, happened)
        said = " ".join([explained.headline, *explained.sentences])
        assert "committed" in said
        assert "recorded" not in said


def test_areas_without_data_are_none_of_those_with_none(town) -> None:
    counts = np.where(np.arange(64) < 20, 0, 9)
    inputs = town(counts, covered=np.arange(64) >= 10)
    outcome, explained = run("count_map", inputs)
    assert outcome.summary["areas"] == 54
    assert outcome.summary["areas_with_none"] == 10
    assert explained.sentences[-1] == "10 of 54 areas have none."
    _, rates = run("rate_map", inputs)
    assert "10 have no rate" in rates.sentences[-1]
    notes = " ".join(note.text for note in run("rate_map", inputs)[0].notes)
    assert "no denominator" not in notes
