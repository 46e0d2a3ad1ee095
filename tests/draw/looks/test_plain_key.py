"""An officer's map of the practice town."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspot_app.brief.legend_words import map_legend
from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.draw.looks.palettes import LOOKS, PALE
from hotspot_app.draw.looks.plain_key import REST, plain_key
from hotspot_app.method import MapStyle
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages

FEWER = {"permutations": "9999"}


def keys(stages: Stages, method: str) -> tuple[MapKey, MapKey]:
    answer = stages.answer(
        practice_files(), Asked(method=method, params=FEWER.get(method, {}))
    )
    assert answer.style is not None
    key = map_key(answer.outcome.values, answer.style, shown=answer.areas["shown"])
    return key, plain_key(key)


@pytest.mark.parametrize("method", ["local_moran", "gi_star"])
def test_what_is_high_stands_out_and_all_else_is_the_rest(
    practice_stages: Stages, method: str
) -> None:
    key, plain = keys(practice_stages, method)
    labels = [entry.label for entry in plain.entries]
    assert labels == ["Stands out: clear", "Stands out: likely", REST]
    assert plain.entry_of.index.equals(key.entry_of.index)
    for code, number in key.entry_of.items():
        kind = key.entries[number].label
        said = plain.entries[plain.entry_of[code]].label
        high = kind.startswith(("High", "Hot"))
        assert said.startswith("Stands out") == high
        if high:
            assert said.rpartition(": ")[2] == kind.rpartition(", ")[2]


@pytest.mark.parametrize("method", ["local_moran", "gi_star"])
def test_counts_add_up_and_looks_are_those_of_the_map(
    practice_stages: Stages, method: str
) -> None:
    key, plain = keys(practice_stages, method)
    assert sum(e.count for e in plain.entries) == sum(e.count for e in key.entries)
    for number, entry in enumerate(plain.entries):
        assert entry.count == (plain.entry_of == number).sum()
    fills = [entry.fill for entry in plain.entries]
    assert fills[0] == LOOKS["high-high clear"].fill
    assert fills[2] == PALE


@pytest.mark.parametrize("method", ["rate_map", "count_map"])
def test_other_maps_stay_as_they_are(practice_stages: Stages, method: str) -> None:
    key, plain = keys(practice_stages, method)
    assert plain is key


def test_without_a_test_only_what_is_higher_than_the_whole_is_coloured(
    practice_stages: Stages,
) -> None:
    answer = practice_stages.answer(
        practice_files(), Asked(method="local_moran", level="ward")
    )
    assert answer.style is not None
    plain = plain_key(map_legend(answer, answer.style))
    assert plain.title == "Compared with Wrenmouth"
    labels = [entry.label for entry in plain.entries]
    assert labels == ["Higher than Wrenmouth", REST]
    assert [entry.fill for entry in plain.entries] == [LOOKS["higher"].fill, PALE]
    assert not any(entry.hatch for entry in plain.entries)
    against = answer.outcome.values["against_city"]
    assert set(against) > {"higher", "lower"}
    for code, number in plain.entry_of.items():
        assert (labels[number] == "Higher than Wrenmouth") == (
            against[code] == "higher"
        )
    for number, entry in enumerate(plain.entries):
        assert entry.count == (plain.entry_of == number).sum()


def test_higher_on_few_is_said_apart_in_plain_words() -> None:
    values = pd.DataFrame(
        {"against": ["higher", "higher", "lower", "similar"], "count": [40, 9, 3, 10]},
        index=pd.Index(list("abcd")),
    )
    shown = pd.Series(True, index=values.index)
    key = map_key(values, MapStyle("compared", "against", "Rates"), shown=shown)
    plain = plain_key(replace(key, compared_with="Wrenmouth"))
    said = [(entry.label, entry.count) for entry in plain.entries]
    assert said == [
        ("Higher than Wrenmouth", 1),
        ("Higher, but on few incidents", 1),
        (REST, 2),
    ]
    assert plain.entry_of.tolist() == [0, 1, 2, 2]


def test_fifths_by_deprivation_are_shown_without_rates(
    practice_stages: Stages,
) -> None:
    answer = practice_stages.answer(
        practice_files(), Asked(method="deprivation_gradient")
    )
    assert answer.style is not None
    key = map_legend(answer, answer.style)
    plain = plain_key(key)
    assert plain.title == "Income deprivation, not crime"
    labels = [entry.label for entry in plain.entries]
    assert labels[0] == "Most deprived fifth"
    assert labels[4] == "Least deprived fifth"
    assert not any(sign.isdigit() for label in labels for sign in label)
    assert [e.count for e in plain.entries] == [e.count for e in key.entries]
    assert plain.entry_of.equals(key.entry_of)
