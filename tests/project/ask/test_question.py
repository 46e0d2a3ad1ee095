"""From what the analyst says to a question with nothing left to guess."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Span
from hotspot_app.project.ask.question import Asked, Offered, settle
from hotspot_app.project.ask.when import moment
from hotspot_app.remedies import (
    A_DENOMINATOR,
    ChooseMeasure,
    ChoosePer,
    ChoosePeriod,
    ChooseTypes,
    Give,
)
from hotspot_app.schema import ASB

MONTHS = tuple(pd.period_range("2025-01", "2025-06", freq="M"))


def offered(**changes) -> Offered:
    base = {
        "types": (ASB, "Burglary", "Robbery"),
        "months": MONTHS,
        "sources": ("Hampshire Constabulary",),
        "denominators": {"residents": "usual residents, Census 2021"},
        "place": "Testtown",
        "level": "lsoa",
    }
    return Offered(**{**base, **changes})


def test_all_crime_leaves_out_anti_social_behaviour_and_says_so() -> None:
    question, notes = settle(Asked(), offered())
    assert question.types == ("Burglary", "Robbery")
    assert question.subject == "all crime"
    assert any("anti-social behaviour" in note.text for note in notes)


def test_anti_social_behaviour_can_be_asked_for_but_not_with_crime() -> None:
    question, _ = settle(Asked(types=("anti-social behaviour",)), offered())
    assert question.types == (ASB,)
    with pytest.raises(WordsError, match="counted apart"):
        settle(Asked(types=(ASB, "Robbery")), offered())


def test_a_misspelt_type_is_met_with_the_nearest() -> None:
    with pytest.raises(WordsError, match="Did you mean 'Burglary'"):
        settle(Asked(types=("Burglery",)), offered())


def test_without_a_denominator_counts_are_compared_with_a_caution() -> None:
    question, notes = settle(Asked(), offered(denominators={}))
    assert question.measure == "count"
    assert any(note.caution and "counts are compared" in note.text for note in notes)
    with pytest.raises(WordsError, match="needs a denominator") as refused:
        settle(Asked(measure="eb"), offered(denominators={}))
    assert refused.value.remedies == (A_DENOMINATOR,)


def test_anti_social_behaviour_alone_is_to_be_asked_for_by_name() -> None:
    with pytest.raises(WordsError, match="anti-social behaviour only") as refused:
        settle(Asked(), offered(types=(ASB,)))
    assert refused.value.remedies == (ChooseTypes((ASB,)),)


def test_counts_asked_for_though_residents_are_known_are_cautioned() -> None:
    question, notes = settle(Asked(measure="count"), offered())
    assert (question.measure, question.denominator) == ("count", "residents")
    told = [note for note in notes if "areas with more residents" in note.text]
    assert len(told) == 1
    assert told[0].caution
    assert told[0].remedies == (ChooseMeasure("rate"),)
    for asked, files in (("rate", offered()), ("count", offered(denominators={}))):
        _, notes = settle(Asked(measure=asked), files)
        assert not any("still stand out" in note.text for note in notes)


def test_with_a_denominator_rates_are() -> None:
    question, _ = settle(Asked(), offered())
    assert (question.measure, question.denominator) == ("rate", "residents")
    with pytest.raises(WordsError, match="no file of households") as refused:
        settle(Asked(per="households"), offered())
    assert refused.value.remedies == (Give(("households",)),)
    with pytest.raises(WordsError, match="no file of pets") as refused:
        settle(Asked(per="pets"), offered())
    assert refused.value.remedies == ()
    both = {"residents": "residents", "households": "households"}
    with pytest.raises(WordsError) as refused:
        settle(Asked(per="workday"), offered(denominators=both))
    assert str(refused.value) == (
        "no file of workday population was given. "
        "The files hold residents and households."
    )


def test_homes_are_burgled_so_households_are_advised() -> None:
    both = {"residents": "residents", "households": "households"}
    _, notes = settle(Asked(types=("Burglary",)), offered(denominators=both))
    assert any("households are the usual" in note.text for note in notes)
    _, notes = settle(Asked(), offered(denominators=both))
    (told,) = (note for note in notes if "can be asked for" in note.text)
    assert told.remedies == (ChoosePer(("households",)),)


def test_missing_months_are_named_as_runs() -> None:
    held = (pd.Period("2024-01"), pd.Period("2024-05"), pd.Period("2025-06"))
    question, notes = settle(Asked(last="2024-07"), offered(months=held))
    assert question.period == Span(pd.Period("2024-01"), pd.Period("2024-07"))
    told = [note.text for note in notes if note.caution]
    assert "February to April 2024 and June to July 2024" in told[0]


@pytest.mark.parametrize(
    "text",
    ["2025", "2025-13", "06/2025", "June 2025", "2025-02-30", "2025-6-01", "2025-1-1"],
)
def test_months_and_days_are_written_one_way(text: str) -> None:
    with pytest.raises(WordsError, match="Write it as 2025-06"):
        moment(text)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(first="2025-05", last="2025-02"), "ends before it begins"),
        (Asked(first="2026-01", last="2026-02"), "The files hold January to June 2025"),
        (Asked(compare_first="2025-01"), "needs both the first and the last"),
        (Asked(compare_first="2025-02", compare_last="2025-01"), "ends before"),
        (Asked(measure="density"), "There are count, rate and eb"),
    ],
)
def test_impossible_questions_are_refused_in_words(asked: Asked, said: str) -> None:
    with pytest.raises(WordsError, match=said):
        settle(asked, offered())


@pytest.mark.parametrize(
    ("asked", "remedies"),
    [
        (Asked(compare_first="2025-01"), (ChoosePeriod(compared=True),)),
        (
            Asked(first="2025-01", compare_first="2025-02", compare_last="2025-03"),
            (ChoosePeriod(), ChoosePeriod(compared=True)),
        ),
    ],
)
def test_another_period_would_help(asked: Asked, remedies: Any) -> None:
    with pytest.raises(WordsError) as refused:
        settle(asked, offered())
    assert refused.value.remedies == remedies


def test_spans_are_written_as_people_do() -> None:
    june = pd.Period("2025-06")
    assert str(Span(june, june)) == "June 2025"
    assert str(Span(june, june + 2)) == "June to August 2025"
    assert str(Span(june - 12, june)) == "June 2024 to June 2025"
    assert Span(june - 12, june).months == 13


def test_any_spelling_of_anti_social_behaviour_is_left_out() -> None:
    spelt = offered(types=("ASB - Nuisance", "Anti-Social Behaviour", "Burglary"))
    question, notes = settle(Asked(), spelt)
    assert question.types == ("Burglary",)
    assert any("not crime" in note.text for note in notes)
    with pytest.raises(WordsError, match="counted apart"):
        settle(Asked(types=("ASB - Nuisance", "Burglary")), spelt)
    both, _ = settle(Asked(types=("ASB - Nuisance", "anti-social behaviour")), spelt)
    assert both.types == ("ASB - Nuisance", "Anti-Social Behaviour")


def test_other_incidents_are_not_called_crime() -> None:
    calls = offered(types=("ambulance calls",), sources=("Ambulance",))
    assert settle(Asked(), calls)[0].subject == "all incidents from Ambulance"


def test_a_period_is_not_compared_with_itself() -> None:
    same = Asked(
        first="2025-01", last="2025-03", compare_first="2025-03", compare_last="2025-04"
    )
    with pytest.raises(WordsError, match="overlaps"):
        settle(same, offered())


def test_a_period_with_missing_months_says_how_many_it_holds() -> None:
    held = (pd.Period("2025-01"), pd.Period("2025-02"), pd.Period("2025-04"))
    question, _ = settle(Asked(), offered(months=held))
    assert question.when == "January to April 2025 (3 of 4 months)"
    whole, _ = settle(Asked(), offered())
    assert whole.when == "January to June 2025"
