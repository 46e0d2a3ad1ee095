"""What has to be the same to the digit is told apart from what may differ."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.brief.digest import digest, digest_of_all


@pytest.fixture
def with_values(ask):
    """An answer with a value of its first area changed."""

    def change(column, by, **asked):
        answer = ask(**asked)
        values = answer.outcome.values.copy()
        first = values.columns.get_loc(column)
        values.iloc[1, first] = by(values.iloc[1, first])
        return answer, replace(answer, outcome=replace(answer.outcome, values=values))

    return change


@pytest.mark.parametrize(
    ("column", "by"),
    [
        ("count", lambda n: n + 1),
        ("class", lambda c: f"{c}!"),
        ("confidence", lambda c: f"{c}!"),
        ("p", lambda p: np.nextafter(p, 1)),
    ],
)
def test_a_count_a_class_or_a_permuted_p_counts_to_the_digit(with_values, column, by):
    answer, other = with_values(column, by, method="local_moran")
    assert digest(answer) != digest(other)


@pytest.mark.parametrize("column", ["rate", "statistic", "z", "p_adjusted"])
def test_what_is_summed_may_differ_in_its_last_digit(with_values, column):
    answer, other = with_values(
        column, lambda x: np.nextafter(x, 1), method="local_moran"
    )
    assert digest(answer) == digest(other)


def test_the_same_answer_has_the_same_digest(ask):
    assert digest(ask(method="gi_star")) == digest(ask(method="gi_star"))
    assert digest(ask(method="gi_star")) != digest(ask(method="local_moran"))


def test_one_answer_that_differs_changes_the_digest_of_all():
    one = {"a": "1", "b": "2"}
    assert digest_of_all(one) == digest_of_all({"b": "2", "a": "1"})
    assert digest_of_all(one) != digest_of_all({"a": "1", "b": "3"})
