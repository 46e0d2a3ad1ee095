"""A method's parameters from words and back."""

from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.errors import WordsError
from hotspot_app.methods import all_methods, get
from hotspot_app.project.ask.params import declared, read_params, written_params

LOCAL = get("local_moran")


@pytest.mark.parametrize("method", all_methods(), ids=lambda method: method.id)
def test_what_is_declared_is_made_without_words(method) -> None:
    params = read_params(method, {})
    assert params == method.params()
    assert set(declared(method)) == {each.name for each in dataclasses.fields(params)}
    for kind, default, param in declared(method).values():
        assert isinstance(default, kind)
        assert param.title
        assert param.help
        assert not param.choices or default in param.choices


@pytest.mark.parametrize("method", all_methods(), ids=lambda method: method.id)
def test_every_choice_can_be_chosen_and_kept(method) -> None:
    for name, (_, _, param) in declared(method).items():
        for choice in param.choices:
            params = read_params(method, {name: choice})
            assert getattr(params, name) == choice
            kept = json.loads(json.dumps(written_params(params)))
            assert read_params(method, kept) == params


@given(
    permutations=st.integers(99, 999_999),
    nearest=st.integers(1, 50),
    distance=st.floats(1, 100_000),
    correct=st.booleans(),
)
def test_words_and_values_mean_the_same(
    permutations: int, nearest: int, distance: float, correct: bool
) -> None:
    values = {
        "permutations": permutations,
        "nearest": nearest,
        "distance": distance,
        "correct": correct,
    }
    words = {name: str(value) for name, value in values.items()}
    params = read_params(LOCAL, words)
    assert params == read_params(LOCAL, values)
    assert params == read_params(LOCAL, json.loads(json.dumps(written_params(params))))
    assert all(getattr(params, name) == value for name, value in values.items())


@pytest.mark.parametrize(
    ("words", "flag"),
    [("yes", True), ("On", True), ("1", True), ("no", False), (" FALSE ", False)],
)
def test_yes_and_no_are_understood(words: str, flag: bool) -> None:
    assert read_params(LOCAL, {"correct": words}).correct is flag


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"colour": "red"}, "It has neighbours, nearest, distance, permutations"),
        ({"permutations": "many"}, "must be a whole number"),
        ({"permutations": "9.5"}, "must be a whole number"),
        ({"permutations": "98"}, "must be from 99 to 999999"),
        ({"permutations": "1000000"}, "must be from 99"),
        ({"distance": "far"}, "must be a number"),
        ({"distance": "nan"}, "must be from 1 to 100000 metres"),
        ({"distance": "inf"}, "must be from"),
        ({"correct": "maybe"}, "must be yes or no"),
        ({"neighbours": "bishop"}, "It can be queen, rook, nearest and distance"),
    ],
)
def test_what_makes_no_sense_is_refused(given_: dict[str, str], said: str) -> None:
    with pytest.raises(WordsError, match=said):
        read_params(LOCAL, given_)


def test_a_method_without_parameters_says_so() -> None:
    with pytest.raises(WordsError, match="It has none"):
        read_params(get("count_map"), {"colour": "red"})
