"""Shares of flagged incidents by area and between periods."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Outcome, Span
from hotspot_app.methods.shares import METHOD, Params
from hotspot_app.progress import SILENT
from hotspot_app.stats.over_time.counts import Cube
from hotspot_app.stats.over_time.rows import Rows

NOW, BEFORE = pd.Period("2021-03", "M"), pd.Period("2020-03", "M")


def flagged(
    toy: Inputs,
    base: dict[int, tuple[int, int]],
    before: tuple[int, int] | None = None,
    flag: str = "domestic",
) -> Inputs:
    """Incidents of areas by position, and how many of them carry the flag."""
    rows = [(area, NOW, n, k) for area, (n, k) in base.items()]
    if before is not None:
        rows.append((0, BEFORE, *before))
    many = [n for _, _, n, _ in rows]
    frame = pd.DataFrame(
        {
            "type": pd.Categorical(np.full(sum(many), "Burglary")),
            "month": pd.Series(np.repeat([m for _, m, _, _ in rows], many)).astype(
                "period[M]"
            ),
            f"flag_{flag}": np.concatenate([np.arange(n) < k for _, _, n, k in rows]),
        }
    )
    area = np.repeat([a for a, _, _, _ in rows], many).astype(np.int32)
    months = pd.PeriodIndex(sorted({BEFORE, NOW}))
    cells = np.zeros((len(toy.areas), 1, 2), dtype=np.int32)
    for place, month, n, _ in rows:
        cells[place, 0, months.get_loc(month)] += n
    cube = Cube(toy.areas.index, ("Burglary",), months, cells, np.ones(2, bool))
    question = replace(
        toy.question,
        period=Span(NOW, NOW),
        comparison=Span(BEFORE, BEFORE) if before is not None else None,
    )
    return replace(
        toy,
        cube=cube,
        question=question,
        rows=Rows(toy.areas.index, frame, area),
    )


def made(inputs: Inputs, part: str = "domestic") -> Outcome:
    return METHOD.run(inputs, Params(part), SILENT)


def test_domestic_shares_of_two_published_years(toy: Inputs) -> None:
    """4,804 of 28,239 against 4,621 of 31,872: +2.5 points (1.9 to 3.1)."""
    inputs = flagged(toy, {0: (28_239, 4_804)}, before=(31_872, 4_621))
    found = made(inputs)
    now, then = found.tables["periods"].to_dict("records")
    assert now["share"] == pytest.approx(17.01, abs=0.01)
    assert (now["share_lower"], now["share_upper"]) == pytest.approx(
        (16.58, 17.45), abs=0.01
    )
    assert then["share"] == pytest.approx(14.50, abs=0.01)
    assert now["gap"] == pytest.approx(2.513, abs=5e-4)
    assert (now["gap_lower"], now["gap_upper"]) == pytest.approx(
        (1.929, 3.098), abs=5e-4
    )
    said = METHOD.explain(found, inputs.question)
    assert said.headline == "Domestic abuse flag: 17.0% of burglary in Testtown"
    assert said.sentences[1].startswith(
        "Clear: 17.0% of 28,239 in March 2021, 14.5% of 31,872 in March 2020: +2.5"
    )


def test_two_wards_hold_a_part_of_the_whole(toy: Inputs) -> None:
    """507 of 1,370, 37%."""
    inputs = flagged(toy, {0: (900, 300), 1: (900, 207), 2: (4000, 863)})
    found = made(inputs)
    said = METHOD.explain(found, inputs.question).sentences[-1]
    assert "85% of the place's total (1,163 of 1,370" in said
    of_all = found.values["of_all"].iloc[:3]
    assert of_all.tolist() == pytest.approx([21.9, 15.1, 63.0], abs=0.05)
    pair = found.values.iloc[:2][["of_all"]].sum().item()
    assert pair == pytest.approx(37.0, abs=0.05)


def test_areas_are_tested_against_the_rest(toy: Inputs) -> None:
    inputs = flagged(toy, {0: (400, 120), 1: (400, 20), 2: (4000, 690), 3: (9, 9)})
    found = made(inputs)
    values = found.values.iloc[:4]
    assert values["against"].tolist() == ["higher", "lower", "similar", "similar"]
    assert values["sure"].iloc[3] == "too few to say"
    # by hand: 120/400 against 719/4,409
    assert values["gap"].iloc[0] == pytest.approx(100 * (120 / 400 - 719 / 4409))
    said = METHOD.explain(found, inputs.question).sentences
    assert said[1].startswith("Clear: higher share than the rest of Testtown in ")
    assert "(120 of 400)" in said[1]
    assert said[2].startswith("Clear: lower share than the rest")


def test_no_incidents_have_no_share(toy: Inputs) -> None:
    inputs = flagged(toy, {0: (0, 0)})
    found = made(inputs)
    assert np.isnan(found.summary["share"])
    headline = METHOD.explain(found, inputs.question).headline
    assert headline == "Domestic abuse flag: no incidents to take a share of"


def test_months_of_the_period_have_shares(toy: Inputs) -> None:
    inputs = flagged(toy, {0: (50, 5)})
    (row,) = made(inputs).tables["months"].to_dict("records")
    assert (row["month"], row["share"]) == ("2021-03", 10)


def test_types_are_a_share_of_all_crime(toy: Inputs) -> None:
    inputs = flagged(toy, {0: (30, 0), 1: (70, 0)})
    frame = inputs.rows.incidents
    kinds = np.where(np.arange(100) % 4, "Robbery", "Burglary")
    incidents = frame.assign(type=pd.Categorical(kinds))
    cube = replace(
        inputs.cube,
        types=("Burglary", "Robbery"),
        counts=np.repeat(inputs.cube.counts, 2, axis=1),
    )
    rows = replace(inputs.rows, incidents=incidents)
    found = made(replace(inputs, rows=rows, cube=cube), "types")
    assert (found.summary["part"], found.summary["base"]) == (25, 100)
    assert METHOD.explain(found, inputs.question).headline.startswith(
        "Burglary: 25.0% of all crime"
    )


@pytest.mark.parametrize(
    ("part", "changes", "said"),
    [
        ("hate", {}, "no column that flags hate"),
        ("domestic", {"flags": ("domestic",)}, "share is the whole"),
        ("types", {}, "the whole of all crime"),
    ],
)
def test_shares_that_cant_be_are_refused(
    toy: Inputs, part: str, changes: dict[str, Any], said: str
) -> None:
    inputs = flagged(toy, {0: (30, 3)})
    question = replace(inputs.question, **changes)
    with pytest.raises(WordsError, match=said):
        made(replace(inputs, question=question), part)
