"""Areas with far more people by day than residents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import Tally
from hotspot_app.project.steps.visited import MARKED, by_day
from hotspot_app.remedies import ChoosePer

RATES = Asked(method="rate_map", types=("Burglary",))


@pytest.fixture(scope="module")
def rates(practice_material: Material, practice_counts: Tally) -> Answer:
    return answer(practice_material, practice_counts, RATES)


def test_they_are_told_the_fullest_by_day_first(rates: Answer) -> None:
    (note,) = [each for each in rates.notes if "people by day" in each.text]
    assert note.caution
    assert note.text.startswith(
        "8 areas have 2 times as many people by day as residents, or more"
    )
    assert "Market Cross (Old Quays) (11.3 times), Corn Exchange" in note.text
    assert note.remedies == (ChoosePer(("workday",)),)


def test_table_and_map_mark_them(rates: Answer) -> None:
    values = rates.shown_values.set_index("name")
    # 9,400 people by day and 829 residents
    assert values["by_day"]["Market Cross"] == pytest.approx(9400 / 829)
    assert rates.columns[[c.name for c in rates.columns].index("by_day")].unit
    (layer,) = rates.layers
    assert layer.name == MARKED
    assert set(layer.frame["name"]) == set(values.index[values["by_day"].ge(2)])


@pytest.mark.parametrize("asked", [{"per": "workday"}, {"per": "households"}])
def test_other_rates_have_no_such_mark(
    practice_material: Material, practice_counts: Tally, asked: dict[str, str]
) -> None:
    found = answer(practice_material, practice_counts, replace(RATES, **asked))
    assert found.by_day is None
    assert "by_day" not in found.shown_values
    assert not found.layers


def test_counts_have_no_such_mark(
    practice_material: Material, practice_counts: Tally
) -> None:
    asked = replace(RATES, method="count_map", measure="count")
    assert answer(practice_material, practice_counts, asked).by_day is None


def test_without_residents_there_is_no_ratio(rates: Answer) -> None:
    figures = rates.tally.level.denominators
    nobody = figures["residents"].mask(figures["residents"].index == "P01000001", 0)
    found = by_day({**figures, "residents": nobody}, rates.question)
    assert found is not None
    assert found.isna().sum() == 1
    assert by_day({"residents": nobody}, rates.question) is None
