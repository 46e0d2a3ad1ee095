"""Areas side by side, and which earlier hotspot each goes on from."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from hotspot_app.stats.clustering.hotspots import (
    Descent,
    Members,
    descent,
    side_by_side,
)
from hotspot_app.stats.graphs.links import Graph


def chain(*codes: str) -> Graph:
    """Return a graph in which each area touches the next."""
    pairs = [*itertools.pairwise(codes)]
    both = [*pairs, *((b, a) for a, b in pairs)]
    index = pd.MultiIndex.from_tuples(both, names=["focal", "neighbor"])
    return Graph(pd.Series(1.0, index=index))


def test_areas_are_grouped_through_their_own_number_only() -> None:
    graph = chain("A", "B", "C", "D", "E")
    assert side_by_side(["E", "A", "B", "D"], graph) == [{"E", "D"}, {"A", "B"}]
    assert side_by_side([], graph) == []
    assert side_by_side(["C", "X"], graph) == [{"C"}, {"X"}]


def sets(*groups: str) -> list[Members]:
    return [frozenset(group) for group in groups]


INCIDENTS = dict(zip("ABCDEFG", [50, 10, 5, 5, 20, 1, 1], strict=True))


@pytest.mark.parametrize(
    ("now", "before", "found"),
    [
        pytest.param("AB", "A", [Descent(0)], id="grows"),
        pytest.param("A", "AB", [Descent(0)], id="shrinks"),
        pytest.param("C", "AB", [Descent()], id="new"),
        pytest.param("ABE", "B|E", [Descent(1, joined=(0,))], id="merges"),
        pytest.param("A|BC", "ABC", [Descent(0), Descent(None, (), 0)], id="splits"),
        pytest.param("BC|A", "ABC", [Descent(None, (), 0), Descent(0)], id="order"),
        pytest.param(
            "AE|B", "AB|E", [Descent(0, joined=(1,)), Descent(None, (), 0)], id="both"
        ),
    ],
)
def test_it_goes_on_from_that_with_which_it_shares_most(
    now: str, before: str, found: list[Descent]
) -> None:
    assert descent(sets(*now.split("|")), sets(*before.split("|")), INCIDENTS) == found


def test_an_identity_goes_to_one_and_none_is_lost() -> None:
    rng = np.random.default_rng(3)
    for _ in range(300):
        now, before = _random(rng), _random(rng)
        found = descent(now, before, INCIDENTS)
        heirs = [each.goes_on for each in found if each.goes_on is not None]
        assert len(set(heirs)) == len(heirs)
        for j, old in enumerate(before):
            touched = [i for i, new in enumerate(now) if new & old]
            told = [
                i
                for i in touched
                if j in (found[i].goes_on, found[i].split_from) or j in found[i].joined
            ]
            if touched:
                assert told
        for new, line in zip(now, found, strict=True):
            touches = any(new & old for old in before)
            assert touches == (line != Descent())


def _random(rng: np.random.Generator) -> list[Members]:
    codes = rng.permutation(list("ABCDEFG"))[: rng.integers(1, 8)]
    cuts = np.sort(rng.integers(0, len(codes) + 1, 2))
    return [frozenset(map(str, part)) for part in np.split(codes, cuts) if len(part)]
