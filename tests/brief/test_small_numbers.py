"""Rates of few incidents are marked, and no percentage is given of a small base."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.brief.content import (
    LEFT_OUT,
    MARKED,
    NOT_GIVEN,
    Starred,
    Table,
    TableColumn,
    shown_cell,
)
from hotspot_app.brief.release.audience import Rules
from hotspot_app.brief.small_numbers import (
    noted,
    starred,
    with_small_numbers,
)

RATES = (
    TableColumn("name", "Ward"),
    TableColumn("count", "Recorded", "count"),
    TableColumn("rate", "Rate", "rate"),
    TableColumn("rate_lower", "Lower limit", "rate"),
)
CHANGES = (
    TableColumn("name", "Type"),
    TableColumn("before", "Before", "count"),
    TableColumn("difference", "Change", "change"),
    TableColumn("percent", "Change", "percent"),
    TableColumn("contribution", "Share of the change", "percent"),
)


def of_rates(count: int | None) -> Table:
    row = ("Bargate", count, 3.14, 1.2)
    return with_small_numbers(Table("t", "T", RATES, (row,), "A note."))


@pytest.mark.parametrize("count", [1, 4, 5, 9])
def test_a_rate_from_few_incidents_has_a_star_and_a_footnote(count):
    table = of_rates(count)
    assert table.rows == (("Bargate", count, Starred(3.14), 1.2),)
    assert shown_cell(table.rows[0][2], "rate") == "3.1*"
    assert table.footed == f"A note. {MARKED}"


@pytest.mark.parametrize("count", [0, 10, 5000, None])
def test_another_rate_stands_by_itself(count):
    assert of_rates(count).rows[0][2] == 3.14
    assert of_rates(count).footed == "A note."


def of_change(before: int, difference: int, contribution: float) -> Table:
    row = ("Robbery", before, difference, 50.0, contribution)
    return with_small_numbers(Table("t", "T", CHANGES, (row,)))


def test_a_percentage_of_a_small_base_is_left_out_and_why():
    table = of_change(29, 14, 10.0)
    assert table.rows == (("Robbery", 29, 14, LEFT_OUT, 10.0),)
    assert table.footed == NOT_GIVEN
    assert "30" in NOT_GIVEN


def test_a_footnote_stands_only_where_its_sign_is():
    table = of_change(29, 14, 10.0)
    assert table.short(["name", "before"]).footed == ""
    assert table.short(["name", "percent"]).footed == NOT_GIVEN


def test_a_percentage_of_thirty_is_given():
    assert of_change(30, 15, 50.0).rows[0][3:] == (50.0, 50.0)


def test_a_share_of_a_small_change_is_left_out():
    assert of_change(300, 14, 50.0).rows[0][3:] == (50.0, LEFT_OUT)
    assert of_change(300, 15, 50.0).rows[0][3:] == (50.0, 50.0)


def test_charts_name_and_layers_say_which_rates_rest_on_few():
    table = pd.DataFrame({"count": [3, 12, 0], "rate": [1.0, 2.0, 0.0]})
    names = pd.Series(["A", "B", "C"])
    assert [*starred(table, names)] == ["A*", "B", "C"]
    assert [*starred(table[["rate"]], names)] == ["A", "B", "C"]
    assert [*noted(table)["rate_note"]] == [MARKED, "", ""]
    assert "rate_note" not in noted(table.iloc[1:])


def test_what_the_rule_set_says_is_what_is_done():
    rules = Rules()
    assert of_rates(rules.few).rows[0][2] == 3.14
    assert of_change(rules.base, 15, 50.0).rows[0][3] == 50.0
