"""A period against an earlier one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Question, Span
from hotspot_app.project.steps.comparison import FIGURES, compare, notes_on
from hotspot_app.stats.over_time.counts import Cube


def month(text: str) -> pd.Period:
    return pd.Period(text, freq="M")


def inputs(before: list[int], after: list[int]) -> Inputs:
    codes = pd.Index([f"T{n}" for n in range(len(before))], name="code")
    months = pd.period_range("2024-01", "2024-03", freq="M")
    counts = np.zeros((len(codes), 1, 3), dtype=np.int32)
    counts[:, 0, 0], counts[:, 0, 2] = before, after
    present = np.array([True, False, True])
    question = Question(
        subject="hate crime",
        types=("Other crime",),
        sources=("Police",),
        period=Span(month("2024-03"), month("2024-03")),
        comparison=Span(month("2024-01"), month("2024-01")),
        place="Testtown",
        level="lsoa",
        measure="count",
        denominator=None,
        denominator_words="",
        seed=1,
    )
    areas = pd.DataFrame({"shown": [True] * len(codes)}, index=codes)
    cube = Cube(codes, ("Other crime",), pd.PeriodIndex(months), counts, present)
    return Inputs(areas=areas, cube=cube, question=question)


@pytest.mark.parametrize("series", ["firearms", "modern slavery", "hate"])
def test_changes_published_with_their_p(oracles, series: str) -> None:
    """methods.md 2.8: one area with the published counts."""
    known = next(each for each in oracles["change"] if each["series"] == series)
    found = compare(inputs([known["n0"]], [known["n1"]]))
    assert 100 * (found.ratio.ratio - 1) == pytest.approx(known["pct"], abs=1e-4)
    assert found.ratio.p == pytest.approx(known["p_log"], abs=1e-5)
    assert found.areas.loc["T0", "change_p"] == found.ratio.p


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (34, 50, "Hate crime rose from 34 in January 2024 to 50 in March 2024 (47.1%), "
         "which chance alone could explain."),
        (799, 954, "Hate crime rose from 799 in January 2024 to 954 in March 2024 "
         "(19.4%), more than chance alone would explain."),
        (954, 799, "Hate crime fell from 954 in January 2024 to 799 in March 2024 "
         "(16.2%), more than chance alone would explain."),
        (4, 9, "Hate crime rose from 4 in January 2024 to 9 in March 2024, which "
         "chance alone could explain."),
        (7, 7, "Hate crime: no change, 7 in January 2024 and 7 in March 2024."),
    ],
)  # fmt: skip
def test_the_sentence_says_size_and_chance(before: int, after: int, said: str) -> None:
    assert compare(inputs([before], [after])).sentence("hate crime") == said


def test_an_area_that_had_none_has_no_ratio() -> None:
    found = compare(inputs([0, 30], [5, 30]))
    assert np.isnan(found.areas.loc["T0", "change"])
    assert found.areas.loc["T0", "count_before"] == 0
    assert found.total_before == 30


def over(counts: dict[str, int], period: str, comparison: str) -> Inputs:
    """One area whose months hold these counts; months not named aren't held."""
    months = pd.period_range(min(counts), max(counts), freq="M")
    cells = np.array([[[counts.get(str(each), 0) for each in months]]], dtype=np.int32)
    held = np.array([str(each) in counts for each in months])
    asked = inputs([1], [1])
    spans = [Span(*map(month, text.split(" "))) for text in (period, comparison)]
    return replace(
        asked,
        cube=Cube(asked.cube.codes, ("Other crime",), months, cells, held),
        question=replace(asked.question, period=spans[0], comparison=spans[1]),
    )


def test_a_month_longer_is_no_change_by_day() -> None:
    """310 in 31 days of March and 290 in 29 of a leap February: ten a day."""
    found = compare(
        over({"2024-02": 290, "2024-03": 310}, "2024-03 2024-03", "2024-02 2024-02")
    )
    assert (found.days, found.days_before) == (31, 29)
    assert found.ratio.ratio == pytest.approx(1)
    assert found.ratio.p == pytest.approx(1)
    assert found.areas.loc["T0", "change"] == pytest.approx(1)
    assert found.sentence("hate crime") == (
        "Hate crime: no change by day, 290 in February 2024 (two days shorter) and 310 "
        "in March 2024."
    )


def test_a_leap_year_is_a_day_longer() -> None:
    """methods.md 2.8: leap years are compared per day."""
    asked = over({"2024-02": 100, "2025-02": 100}, "2025-02 2025-02", "2024-02 2024-02")
    found = compare(asked)
    assert found.ratio.ratio == pytest.approx(29 / 28)
    assert found.sentence("hate crime") == (
        "Hate crime: about the same, 100 in February 2025 and 100 in February 2024 "
        "(one day longer): 3.6% more a day, which chance alone could explain."
    )
    told = notes_on(found)
    assert "28 days are held of February 2025 (1 month), 29 of" in told[1].text
    assert not told[1].caution


def test_the_months_held_of_a_comparison_are_named() -> None:
    counts = {f"2024-0{i}": 50 for i in range(1, 5)} | {
        f"2025-0{i}": 50 for i in range(1, 7)
    }
    asked = over(counts, "2025-01 2025-06", "2023-10 2024-04")
    found = compare(asked)
    assert (found.days, found.days_before) == (181, 121)
    assert found.ratio.ratio == pytest.approx((300 / 181) / (200 / 121))
    said = found.sentence("hate crime")
    assert said == (
        "Hate crime rose from 1.65 to 1.66 a day (0.3%), which chance alone could "
        "explain: 200 in January to April 2024 (121 days; 4 of 7 months held), 300 in "
        "January to June 2025 (181 days)."
    )
    assert any(note.caution for note in notes_on(found))


def test_months_that_one_period_lacks_are_left_out_of_the_other() -> None:
    """January to June 2025, of which 2024 has January to April only."""
    counts = {f"2024-0{i}": 40 for i in range(1, 5)} | {
        f"2025-0{i}": 30 for i in range(1, 7)
    }
    asked = over(counts, "2025-01 2025-06", "2024-01 2024-06")
    found = compare(asked)
    assert (found.total_before, found.total, found.left_out) == (160, 120, 2)
    assert (found.days, found.days_before) == (120, 121)
    assert found.areas.loc["T0", ["count_before", "count_now"]].tolist() == [160, 120]
    said = found.sentence("burglary")
    assert said == (
        "Burglary fell from 160 in January to April 2024 (one day longer) to 120 in "
        "January to April 2025 (24.4% a day; the months held of both), more than "
        "chance alone would explain."
    )
    told = [note.text for note in notes_on(found)]
    assert any("2 months of January to June 2025 not in" in text for text in told)


def test_a_month_that_the_later_period_lacks_is_left_out_of_the_earlier() -> None:
    counts = {
        "2024-01": 15,
        "2024-02": 90,
        "2024-03": 15,
        "2025-01": 18,
        "2025-03": 15,
    }
    found = compare(over(counts, "2025-01 2025-03", "2024-01 2024-03"))
    assert (found.total_before, found.total, found.left_out) == (30, 33, 0)
    assert (
        "from 30 in January 2024 and March 2024 to 33 in January 2025 and March 2025 "
        "(10.0%; the months held of both)"
    ) in found.sentence("burglary")


def test_periods_of_which_no_month_is_alike_are_refused() -> None:
    asked = over({"2024-01": 10, "2025-03": 9}, "2025-01 2025-03", "2024-01 2024-03")
    with pytest.raises(WordsError, match="together with the same month"):
        compare(asked)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (10_069, 10_027, "Drugs: 10,027 in February 2025 and 10,069 in February 2024 "
         "(one day longer): 3.1% more a day, more than chance alone would explain."),
        (1_006, 1_002, "Drugs: about the same, 1,002 in February 2025 and 1,006 in "
         "February 2024 (one day longer): 3.2% more a day, which chance alone could "
         "explain."),
        (10, 10, "Drugs: about the same, 10 in February 2025 and 10 in February 2024 "
         "(one day longer): slightly more a day, which chance alone could explain."),
        (370, 451, "Drugs rose from 370 in February 2024 (one day longer) to 451 in "
         "February 2025 (26.2% a day), more than chance alone would explain."),
        (29_000, 28_010, "Drugs: about the same, 28,010 in February 2025 and 29,000 in "
         "February 2024 (one day longer): under 0.1% more a day, which chance alone "
         "could explain."),
    ],
)  # fmt: skip
def test_counts_that_fell_are_not_told_as_a_rise(
    before: int, after: int, said: str
) -> None:
    """Where a leap day makes more of fewer, both are said, counts first."""
    asked = over(
        {"2024-02": before, "2025-02": after}, "2025-02 2025-02", "2024-02 2024-02"
    )
    assert compare(asked).sentence("drugs") == said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (10_069, 10_027, "10,027 now and 10,069 before (one day longer): 3.1% more a "
         "day, more than chance alone would explain"),
        (1_006, 1_002, "about the same, 1,002 now and 1,006 before (one day longer): "
         "3.2% more a day, which chance alone could explain"),
        (370, 451, "rose from 370 before (one day longer) to 451 now (26.2% a day), "
         "more than chance alone would explain"),
        (29, 28, "no change by day, 29 before (one day longer) and 28 now"),
    ],
)  # fmt: skip
def test_in_short_the_same_is_said(before: int, after: int, said: str) -> None:
    asked = over(
        {"2024-02": before, "2025-02": after}, "2025-02 2025-02", "2024-02 2024-02"
    )
    assert compare(asked).in_short == f"Compared with February 2024: {said}"


def test_in_short_a_day_where_lengths_differ() -> None:
    found = compare(
        over(
            {"2024-01": 93, "2025-01": 60, "2025-02": 58},
            "2025-01 2025-02",
            "2024-01 2024-01",
        )
    )
    assert found.in_short == (
        "Compared with January 2024: fell from 3.00 to 2.00 a day (33.3%), more than "
        "chance alone would explain: 93 before (31 days), 118 now (59 days)"
    )


def test_what_is_compared_is_named_where_more_is_held() -> None:
    counts = {f"2024-0{i}": 40 for i in range(1, 5)} | {
        f"2025-0{i}": 30 for i in range(1, 7)
    }
    found = compare(over(counts, "2025-01 2025-06", "2024-01 2024-06"))
    assert found.spans == ("January to April 2024", "January to April 2025")
    dated = [found.dated(each).unit for each in FIGURES]
    assert dated == [*found.spans, ""]
    assert found.in_short.startswith(
        "January to April 2025 compared with January to April 2024: fell from 160 "
        "before (one day longer) to 120 now (24.4% a day; "
    )


def test_figures_a_day_differ_where_they_are_said_to() -> None:
    asked = over(
        {"2024-02": 29_000, "2024-05": 31_000, "2024-06": 30_010},
        "2024-05 2024-06",
        "2024-02 2024-02",
    )
    said = compare(asked).sentence("all crime")
    assert said.startswith("All crime rose from 1,000.0 to 1,000.2 a day (under 0.1%)")


def test_equal_days_are_compared_as_they_are() -> None:
    asked = over({"2024-01": 34, "2024-03": 50}, "2024-03 2024-03", "2024-01 2024-01")
    found = compare(asked)
    said = found.sentence("burglary")
    assert "rose from 34 in January 2024 to 50 in March 2024 (47.1%)" in said
    assert len(notes_on(found)) == 1


def test_no_comparison_unless_asked_and_none_with_what_is_not_held() -> None:
    asked = inputs([1], [2])
    assert (
        compare(replace(asked, question=replace(asked.question, comparison=None)))
        is None
    )
    elsewhere = replace(
        asked.question, comparison=Span(month("2023-01"), month("2023-02"))
    )
    with pytest.raises(WordsError, match="January to February 2023"):
        compare(replace(asked, question=elsewhere))


def test_a_fall_of_what_was_picked_is_told_with_care() -> None:
    for after, told in ((20, True), (60, False)):
        found = compare(inputs([40], [after]))
        cautions = [n.text for n in notes_on(found, picked=True) if n.caution]
        assert any("regression to the mean" in text for text in cautions) == told
        assert not any(note.caution for note in notes_on(found))
