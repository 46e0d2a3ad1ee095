"""What some areas have together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspot_app.project.answer.selected import together, together_words
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found(practice_stages: Stages) -> Answer:
    asked = Asked(
        method="rate_map",
        first="2026-01",
        last="2026-06",
        compare_first="2025-01",
        compare_last="2025-06",
    )
    return practice_stages.answer(practice_files(), asked)


def test_all_areas_together_are_the_whole(found: Answer) -> None:
    every = found.shown_values.index
    said = together(found, every)
    assert said.count == said.whole == found.shown_values["count"].sum()
    assert said.rate == pytest.approx(found.whole_rate)
    assert found.comparison is not None
    totals = found.comparison.total_before, found.comparison.total
    assert (said.before, said.now) == totals
    assert "100.0% of" in together_words(found, every)


def test_one_area_has_what_its_row_has(found: Answer) -> None:
    code = found.shown_values["count"].idxmax()
    row, said = found.shown_values.loc[code], together(found, [code])
    assert (said.areas, said.count) == (1, row["count"])
    assert said.rate == pytest.approx(row["rate"])
    assert (said.lower, said.upper) == pytest.approx(
        (row["rate_lower"], row["rate_upper"])
    )
    assert (said.before, said.now, said.difference) == pytest.approx(
        (row["before"], row["now"], row["difference"])
    )


def test_several_are_added_and_both_periods_named(found: Answer) -> None:
    rows = found.shown_values.nlargest(3, "count")
    people = rows["denominator"].sum()
    words = together_words(found, rows.index)
    assert words.startswith(f"3 areas: {rows['count'].sum():,.0f} recorded, ")
    assert f"{1000 * rows['count'].sum() / people:,.1f} per 1,000 residents" in words
    before, now = rows["before"].sum(), rows["now"].sum()
    assert (
        f"{before:,.0f} in January to June 2025, {now:,.0f} in January to June 2026: "
        in words
    )


def test_few_incidents_have_no_percentage_and_none_has_no_words(
    found: Answer,
) -> None:
    assert together_words(found, []) == ""
    assert together_words(found, ["not there"]) == ""
    values = found.shown_values
    few = values[values["before"].lt(20) & values["difference"].abs().gt(1)]
    assert "%" not in together_words(found, [few.index[0]]).rsplit(": ", 1)[1]


def test_areas_without_residents_are_not_in_the_rate(found: Answer) -> None:
    codes = list(found.shown_values.index[:2])
    values = found.outcome.values.copy()
    values.loc[codes[0], ["denominator", "rate"]] = float("nan")
    bare = replace(found, outcome=replace(found.outcome, values=values))
    said = together(bare, codes)
    assert (said.areas, said.without) == (2, 1)
    assert said.rate == pytest.approx(values.at[codes[1], "rate"])
    assert said.count == values.loc[codes, "count"].sum()
    assert ", 1 without." in together_words(bare, codes)
