"""An officer's map of the practice town."""

from __future__ import annotations

import pytest

from hotspot_app.draw.legend import map_key
from hotspot_app.draw.palettes import LOOKS, PALE
from hotspot_app.draw.plain_key import REST, plain_key
from hotspot_app.project.pipeline import run
from hotspot_app.project.practice import practice_files
from hotspot_app.project.question import Asked


def keys(method: str):
    answer = run(practice_files(), Asked(method=method))
    assert answer.style is not None
    key = map_key(answer.outcome.values, answer.style, shown=answer.areas["shown"])
    return key, plain_key(key)


@pytest.mark.parametrize("method", ["local_moran", "gi_star"])
def test_what_is_high_stands_out_and_all_else_is_the_rest(method: str) -> None:
    key, plain = keys(method)
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
def test_counts_add_up_and_looks_are_those_of_the_map(method: str) -> None:
    key, plain = keys(method)
    assert sum(e.count for e in plain.entries) == sum(e.count for e in key.entries)
    for number, entry in enumerate(plain.entries):
        assert entry.count == (plain.entry_of == number).sum()
    fills = [entry.fill for entry in plain.entries]
    assert fills[0] == LOOKS["high-high clear"].fill
    assert fills[2] == PALE


@pytest.mark.parametrize("method", ["rate_map", "count_map"])
def test_other_maps_stay_as_they_are(method: str) -> None:
    key, plain = keys(method)
    assert plain is key
