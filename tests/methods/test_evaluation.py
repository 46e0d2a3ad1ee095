"""Treated areas before and after, against areas to compare them with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Outcome, Span
from hotspot_app.methods.evaluation import METHOD, Params
from hotspot_app.progress import SILENT
from hotspot_app.stats.over_time.counts import Cube

TOWN = 12
MONTHS = pd.period_range("2023-01", "2024-12", freq="M")


def squares(town_of, before: int, now: int, others: tuple[int, int]) -> Inputs:
    """Square 0 treated, square 11 compared with; two months each, others at 5."""
    counts = np.full(TOWN, 5)
    earlier = counts.copy()
    counts[[0, 11]], earlier[[0, 11]] = (now, others[1]), (before, others[0])
    return town_of(counts, columns=4, before=earlier)


def evaluated(inputs: Inputs, treated: str = "Square 0", **params: str) -> Outcome:
    return METHOD.run(inputs, Params(treated, **params), SILENT)


def over_two_years(inputs: Inputs, drift: float) -> Inputs:
    """Two years of months in place of four, the treated area drifting up."""
    random = np.random.default_rng(4)
    cells = random.poisson(50, (TOWN, 1, 24)).astype(np.int32)
    cells[0, 0] = random.poisson(50 * np.exp(drift * np.arange(24)))
    cube = Cube(inputs.areas.index, ("Burglary",), MONTHS, cells, np.ones(24, bool))
    question = replace(
        inputs.question,
        period=Span(MONTHS[18], MONTHS[23]),
        comparison=Span(MONTHS[12], MONTHS[17]),
    )
    return replace(inputs, cube=cube, question=question)


def test_the_published_case(town) -> None:
    """Treated 20 to 10, comparison 20 to 20: -10, z -1.195, p 0.232."""
    inputs = squares(town, 20, 10, (20, 20))
    found = evaluated(inputs, compared="Square 11").summary
    assert (found["treated_before"], found["treated_now"]) == (20, 10)
    # 59 days now, 61 before: the earlier counts are brought to the length of now
    weight = 61 / 59
    assert found["weight"] == pytest.approx(weight)
    assert found["difference"] == pytest.approx(-10)
    error = np.sqrt(10 + 20 + 40 / weight**2)
    assert found["difference_lower"] == pytest.approx(-10 - 1.959964 * error)
    assert found["difference_p"] == pytest.approx(0.232, abs=0.01)
    assert found["ratio"] == pytest.approx(0.5)


def test_other_areas_stand_in_apart_from_those_next_door(town) -> None:
    inputs = squares(town, 20, 10, (20, 20))
    found = evaluated(inputs)
    roles = found.values["role"]
    assert roles[roles.eq("treated")].index.tolist() == ["T000"]
    # by a side or a corner: 1, 4 and 5 of four columns
    assert roles[roles.eq("next to treated")].index.tolist() == ["T001", "T004", "T005"]
    assert roles.eq("comparison").sum() == TOWN - 4
    assert set(found.layers) == {"treated", "comparison"}


def test_areas_can_be_named_by_code(town) -> None:
    inputs = squares(town, 20, 10, (20, 20))
    by_code = evaluated(inputs, "T000", compared="T011").summary
    assert by_code == pytest.approx(
        evaluated(inputs, compared="square 11").summary, nan_ok=True
    )


def test_without_treated_areas_it_asks_for_them(town) -> None:
    found = METHOD.run(squares(town, 20, 10, (20, 20)), Params(), SILENT)
    assert found.unasked
    assert METHOD.explain(found, None).headline == (
        "Choose the treated areas, where something was done"
    )
    assert [note.remedies[0].name for note in found.notes] == ["treated"]


@pytest.mark.parametrize(
    ("treated", "compared", "said"),
    [
        ("Nowhere", "", "no area 'Nowhere' on the map"),
        ("Square 0;Square 1", "Square 1", "Square 1 can't be both"),
    ],
)
def test_areas_that_cant_be_are_refused(
    town, treated: str, compared: str, said: str
) -> None:
    inputs = squares(town, 20, 10, (20, 20))
    with pytest.raises(WordsError, match=said):
        evaluated(inputs, treated, compared=compared)


def test_a_large_fall_is_told_with_its_counts(town) -> None:
    inputs = squares(town, 120, 30, (110, 115))
    found = evaluated(inputs, compared="Square 11")
    said = METHOD.explain(found, inputs.question)
    assert said.headline == "Burglary: fewer than comparison areas lead to expect"
    assert said.sentences[0] == (
        "1 treated area: 120 before, 30 now; 1 comparison area: 110 before, 115 now."
    )
    assert said.sentences[1].startswith("Clear: 95 fewer than if the treated areas")
    assert "can't be checked" in said.sentences[-1]


def test_few_incidents_say_nothing(town) -> None:
    inputs = squares(town, 5, 1, (5, 4))
    said = METHOD.explain(evaluated(inputs, compared="Square 11"), inputs.question)
    assert said.headline == "Burglary: too few incidents to tell whether it worked"


def test_a_difference_chance_could_explain_is_called_that(town) -> None:
    inputs = squares(town, 20, 10, (20, 20))
    said = METHOD.explain(evaluated(inputs, compared="Square 11"), inputs.question)
    assert said.headline == "Burglary: no effect that chance could not explain"
    assert said.sentences[1].startswith("Could be chance: 10 fewer")


def test_sizes_far_apart_are_compared_by_ratios(town) -> None:
    """A tenth less everywhere is no effect, though it is more incidents elsewhere."""
    inputs = squares(town, 100, 90, (2000, 1800))
    found = evaluated(inputs, compared="Square 11")
    assert found.summary["difference_p"] < 0.05
    said = METHOD.explain(found, inputs.question)
    assert said.headline == "Burglary: no effect that chance could not explain"
    assert "the fairer of the two" in said.sentences[1]


def test_areas_that_moved_alike_before_are_said_to_have(town) -> None:
    inputs = over_two_years(squares(town, 1, 1, (1, 1)), drift=0.0)
    found = evaluated(inputs)
    assert found.summary["months_before"] == 18
    said = METHOD.explain(found, inputs.question)
    assert (
        "Before, the two moved alike as far as 18 months can tell"
        in (said.sentences[-1])
    )


def test_areas_that_drifted_apart_are_no_comparison(town) -> None:
    inputs = over_two_years(squares(town, 1, 1, (1, 1)), drift=0.06)
    found = evaluated(inputs)
    said = METHOD.explain(found, inputs.question)
    assert said.headline == (
        "Burglary: no comparison, the areas did not move alike before"
    )
    assert not any(text.startswith(("Clear", "Likely")) for text in said.sentences)
    assert any("drifted apart" in note.text for note in found.notes if note.caution)


def test_months_are_told_as_an_index_of_the_months_before(town) -> None:
    inputs = over_two_years(squares(town, 1, 1, (1, 1)), drift=0.0)
    months = evaluated(inputs).tables["months"]
    earlier = months[months["month"] < "2024-07"]
    means = earlier.groupby("areas")["index"].mean()
    assert means.to_dict() == pytest.approx(
        {"Treated areas": 100, "Comparison areas": 100}
    )
