"""Answers of a survey: shares, groups and years."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Outcome
from hotspot_app.methods.survey_answers import METHOD, Params
from hotspot_app.progress import SILENT


def asked(toy: Inputs, rows: list[tuple], columns: str, **params: float) -> Outcome:
    frame = pd.DataFrame(rows, columns=columns.split())
    inputs = replace(
        toy, own={"survey": frame.astype({"count": float, "asked": float})}
    )
    return METHOD.run(inputs, Params(**params), SILENT)


PUBLISHED = [
    ("Crime up", "Yes", "Women", 700, 1400),
    ("Crime up", "Yes", "Men", 452, 1051),
    ("Crime up", "Yes", "All", 1152, 2451),
]
COLUMNS = "question answer group count asked"


def test_women_and_men_of_a_published_survey(toy: Inputs) -> None:
    """2,551 asked in Southampton in 2021: women 50%, men 43% say crime is up."""
    found = asked(toy, PUBLISHED, COLUMNS)
    (row,) = found.tables["differences"].to_dict("records")
    assert (row["first"], row["second"]) == ("Women", "Men")
    assert row["difference"] == pytest.approx(6.993, abs=5e-4)
    assert row["difference_lower"] == pytest.approx(3.003, abs=5e-4)
    assert row["difference_upper"] == pytest.approx(10.945, abs=5e-4)
    assert row["p"] == pytest.approx(0.0006, abs=5e-5)
    assert row["confidence"] == "clear"
    said = METHOD.explain(found, toy.question)
    assert said.sentences[0] == (
        "Clear: Crime up: Yes: Women 50%; Men 43%; difference +7.0 percentage points "
        "(95% limits +3.0 to +10.9, p 0.0006)."
    )


def test_a_design_effect_makes_it_less_sure(toy: Inputs) -> None:
    plain = asked(toy, PUBLISHED, COLUMNS).tables["differences"]
    found = asked(toy, PUBLISHED, COLUMNS, design=4.0)
    assert found.tables["differences"]["p"].item() > plain["p"].item()
    assert found.tables["differences"]["confidence"].item() == "not different"
    assert not any(note.caution for note in found.notes)
    headline = METHOD.explain(found, toy.question).headline
    assert headline == "Survey: none of 1 comparison is beyond chance"


def test_years_are_compared_in_turn_within_a_group(toy: Inputs) -> None:
    rows = [
        ("Safe", "Yes", "Men", year, count, 1000)
        for year, count in (("2021", 820), ("2019", 700), ("2023", 815))
    ]
    found = asked(toy, rows, "question answer group year count asked")
    table = found.tables["differences"]
    assert [*zip(table["first"], table["second"], strict=True)] == [
        ("Men, 2021", "Men, 2019"),
        ("Men, 2023", "Men, 2021"),
    ]
    assert table["confidence"].tolist() == ["clear", "not different"]


def test_without_groups_and_years_each_share_is_told(toy: Inputs) -> None:
    found = asked(toy, [("Safe?", "Yes", 65, 100)], "question answer count asked")
    assert found.tables["differences"].empty
    said = METHOD.explain(found, toy.question)
    assert said.headline == "Survey: 1 answer, with no groups or years to compare"
    assert said.sentences == ("Safe? Yes: 65% of 100 (95% limits 55% to 74%).",)


def test_nobody_asked_is_no_share(toy: Inputs) -> None:
    rows = [("Safe?", "Yes", "A", 0, 0), ("Safe?", "Yes", "B", 5, 10)]
    found = asked(toy, rows, COLUMNS)
    assert found.tables["answers"]["share"].isna().tolist() == [True, False]
    assert found.tables["differences"]["confidence"].item() == "too few to say"


def test_more_answers_than_people_are_refused(toy: Inputs) -> None:
    with pytest.raises(WordsError, match=r"1 answer .*'Safe', 'Yes' by 11 of 10"):
        asked(toy, [("Safe", "Yes", 11, 10)], "question answer count asked")
