"""A period against an earlier one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Question, Span
from hotspot_app.project.comparison import compare, notes_on
from hotspot_app.stats.counts import Cube


def month(text: str) -> pd.Period:
    return pd.Period(text, freq="M")


def inputs(before: list[int], after: list[int], *, held: int = 2) -> Inputs:
    codes = pd.Index([f"T{n}" for n in range(len(before))], name="code")
    months = pd.period_range("2024-01", "2024-03", freq="M")
    counts = np.zeros((len(codes), 1, 3), dtype=np.int32)
    counts[:, 0, 0], counts[:, 0, 1] = before, after
    present = np.array([True, True, held == 3])
    question = Question(
        subject="hate crime",
        types=("Other crime",),
        sources=("Police",),
        period=Span(month("2024-02"), month("2024-02")),
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
        (34, 50, "Hate crime rose from 34 to 50 (47.1%) since January 2024, which "
         "chance alone could explain."),
        (799, 954, "Hate crime rose from 799 to 954 (19.4%) since January 2024, more "
         "than chance alone would explain."),
        (954, 799, "Hate crime fell from 954 to 799 (16.2%) since January 2024, more "
         "than chance alone would explain."),
        (4, 9, "Hate crime rose from 4 to 9 since January 2024, which chance alone "
         "could explain."),
        (7, 7, "Hate crime: no change since January 2024 (7)."),
    ],
)  # fmt: skip
def test_the_sentence_says_size_and_chance(before: int, after: int, said: str) -> None:
    assert compare(inputs([before], [after])).sentence("hate crime") == said


def test_an_area_that_had_none_has_no_ratio() -> None:
    found = compare(inputs([0, 30], [5, 30]))
    assert np.isnan(found.areas.loc["T0", "change"])
    assert found.areas.loc["T0", "count_before"] == 0
    assert found.total_before == 30


def test_periods_of_unequal_length_are_compared_by_month() -> None:
    asked = inputs([100], [100], held=3)
    wider = replace(asked.question, period=Span(month("2024-02"), month("2024-03")))
    found = compare(replace(asked, question=wider))
    assert (found.months, found.months_before) == (2, 1)
    assert found.ratio.ratio == pytest.approx(0.5)
    assert "from 100.0 to 50.0 a month" in found.sentence("hate crime")
    assert any(note.caution for note in notes_on(found, wider.period))


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
