"""What the card says of the area under the cursor."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.answer.ready import ready


@pytest.fixture
def stages(practice_stages: Stages) -> Stages:
    return practice_stages


@pytest.mark.parametrize(
    ("method", "level", "row"),
    [
        ("rate_map", "", ("Against Wrenmouth", "higher")),
        ("local_moran", "", ("How sure", "clear")),
        # nine wards can't be tested, and are told by their limits
        ("local_moran", "ward", ("Against Wrenmouth", "higher")),
    ],
)
def test_higher_than_the_whole_is_not_called_how_sure(
    stages: Stages, method: str, level: str, row: tuple[str, str]
) -> None:
    params = {"permutations": "9999"} if method == "local_moran" else {}
    asked = Asked(method=method, level=level, when="last-6", params=params)
    found = stages.answer(practice_files(), asked)
    highest = str(found.outcome.values["rate"].idxmax())
    card = ready(found).words(highest)
    assert card is not None
    assert row in card.rows
    assert {label for label, _ in card.rows} >= {"Recorded", "95% limits", "Rank"}


def test_an_area_that_no_source_covers_has_no_data(stages: Stages) -> None:
    asked = Asked(method="rate_map", when="last-6", params={})
    found = stages.answer(practice_files(), asked)
    code = str(found.outcome.values.index[0])
    values = found.outcome.values.astype({"count": "float64"})
    values.loc[code, ["count", "rate", "rank"]] = float("nan")
    bare = replace(found, outcome=replace(found.outcome, values=values))
    card = ready(bare).words(code)
    assert card is not None
    assert ("Recorded", "no data") in card.rows


@pytest.mark.parametrize("method", ["rate_map", "change"])
def test_the_card_says_what_changed_once_with_both_periods(
    stages: Stages, method: str
) -> None:
    asked = Asked(
        method=method,
        first="2026-01",
        last="2026-06",
        compare_first="2025-01",
        compare_last="2025-06",
        params={},
    )
    found = stages.answer(practice_files(), asked)
    code = str(found.shown_values["difference"].idxmax())
    value = found.shown_values.loc[code]
    card = ready(found).words(code)
    assert card is not None
    rows = dict(card.rows)
    assert len(rows) == len(card.rows)
    assert rows["Before: January to June 2025"] == f"{value['before']:,.0f}"
    assert rows["Now: January to June 2026"] == f"{value['now']:,.0f}"
    assert rows["Change"].startswith(f"+{value['difference']:,.0f}, up ")
    assert [
        each for each in rows.values() if each == f"{value['difference']:,.0f}"
    ] == []
