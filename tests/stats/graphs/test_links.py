"""Who takes part, by position."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libpysal.graph import Graph

from hotspot_app.stats.graphs.links import graph_links, participants


def graph_of(neighbours: dict[str, dict[str, float]]) -> Graph:
    rows = [
        (a, b, w) for a, near in neighbours.items() for b, w in (near or {a: 0}).items()
    ]
    focal, other, weight = (np.array(c) for c in zip(*rows, strict=True))
    return Graph.from_arrays(focal, other, weight.astype(float))


def test_links_follow_the_codes_not_the_graph() -> None:
    graph = graph_of({"c": {"a": 2.0}, "a": {"b": 1.0, "c": 1.0}, "b": {"a": 1.0}})
    links = graph_links(graph, pd.Index(["a", "b", "c"]))
    assert links.start.tolist() == [0, 2, 3, 4]
    assert links.other.tolist() == [1, 2, 0, 0]
    assert links.weight.tolist() == [1, 1, 1, 2]
    assert links.equal
    assert links.sums(np.array([5, 7, 11])).tolist() == [18, 5, 5]
    assert links.weighted_sums(np.array([5.0, 7.0, 11.0])).tolist() == [18, 5, 10]


def test_unequal_weights_are_seen() -> None:
    graph = graph_of({"a": {"b": 1.0, "c": 2.0}, "b": {"a": 1.0}, "c": {"a": 1.0}})
    assert not graph_links(graph, pd.Index(["a", "b", "c"])).equal


def test_an_area_is_not_its_own_neighbour() -> None:
    graph = graph_of({"a": {"a": 1.0, "b": 1.0}, "b": {"a": 1.0}})
    assert graph_links(graph, pd.Index(["a", "b"])).degree.tolist() == [1, 1]


def test_other_areas_and_negative_weights_are_refused() -> None:
    graph = graph_of({"a": {"b": 1.0}, "b": {"a": -1.0}})
    with pytest.raises(ValueError, match="not those"):
        graph_links(graph, pd.Index(["a", "x"]))
    with pytest.raises(ValueError, match="above zero"):
        graph_links(graph, pd.Index(["a", "b"]))


def test_leaving_out_one_area_can_leave_others_alone() -> None:
    # b has only a, a has no value; c has only b; d and e have each other
    graph = graph_of(
        {
            "a": {"d": 1.0},
            "b": {"a": 1.0},
            "c": {"b": 1.0},
            "d": {"e": 1.0},
            "e": {"d": 1.0},
            "f": {},
        }
    )
    values = pd.Series([np.nan, 2.0, 3.0, 4.0, 5.0, 6.0], index=list("abcdef"))
    part = participants(values, graph)
    assert part.where.tolist() == [3, 4]
    assert part.values.tolist() == [4, 5]
    assert part.links.other.tolist() == [1, 0]


def test_values_that_make_no_sense_are_refused() -> None:
    graph = graph_of({"a": {"b": 1.0}, "b": {"a": 1.0}})
    with pytest.raises(ValueError, match="finite"):
        participants(pd.Series([1.0, np.inf], index=["a", "b"]), graph)
    with pytest.raises(ValueError, match="repeated"):
        participants(pd.Series([1.0, 2.0], index=["a", "a"]), graph)


@given(st.data())
def test_participants_agree_with_leaving_out_one_by_one(data: st.DataObject) -> None:
    codes = list("abcdefgh")
    near = {
        code: set(data.draw(st.lists(st.sampled_from(codes), max_size=3))) - {code}
        for code in codes
    }
    numbers = data.draw(
        st.lists(st.sampled_from([1.0, 2.0, np.nan]), min_size=8, max_size=8)
    )
    values = pd.Series(numbers, index=codes)
    left = {code for code in codes if values[code] == values[code]}
    while any(not near[code] & left for code in left):
        left = {code for code in left if near[code] & left}
    graph = graph_of({code: dict.fromkeys(sorted(near[code]), 1.0) for code in codes})
    part = participants(values, graph)
    assert [codes[i] for i in part.where] == sorted(left)
    kept = sorted(left)
    for here, code in enumerate(kept):
        mine = part.links.other[part.links.focal == here]
        assert {kept[i] for i in mine} == near[code] & left
