"""What changed, in values and words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params
from hotspot_app.remedies import ChoosePeriod

CHANGE = get("change")


def found(inputs, **params):
    outcome = CHANGE.run(inputs, read_params(CHANGE, params), SILENT)
    described = inputs.described()[["name", "ward", "place"]]
    shown = replace(outcome, values=described.join(outcome.values))
    return shown, CHANGE.explain(shown, inputs.question)


def test_what_rose_and_fell_is_named_with_its_counts(town) -> None:
    before, now = np.full(64, 30), np.full(64, 30)
    before[3], now[3] = 20, 70
    before[9], now[9] = 80, 25
    outcome, said = found(town(now, before=before))
    assert outcome.values["turn"].value_counts().to_dict() == {
        "about the same": 62,
        "rose": 1,
        "fell": 1,
    }
    assert said.headline == (
        "Burglary: rose in one area and fell in one area beyond chance, January to "
        "February 2025 against November to December 2024"
    )
    assert said.sentences[0] == "Clear: rose from 20 to 70 in Square 3 (Ward 0)."
    assert said.sentences[1] == "Clear: fell from 80 to 25 in Square 9 (Ward 0)."


def test_york_walk_is_not_called_a_rise(town) -> None:
    """6 to 19, p 0.014: one of 64 areas so different is no news."""
    before, now = np.full(64, 20), np.full(64, 20)
    before[5], now[5] = 6, 19
    outcome, said = found(town(now, before=before))
    area = outcome.values.iloc[5]
    assert (area["class"], area["confidence"]) == ("rose", "could be chance")
    assert area["turn"] == "about the same"
    assert "no area changed beyond chance" in said.headline
    assert "Square 5" not in " ".join(said.sentences)


def test_unchanged_counts_over_two_days_fewer_are_no_change(town) -> None:
    """61 days of November and December, 59 of January and February."""
    outcome, said = found(town(np.full(64, 12)))
    assert outcome.summary["went_up"] == outcome.summary["went_down"] == 0
    assert "No area has another count than before." in said.sentences
    assert (
        "a day (of 61 days, then of 59) of November to December 2024 and of January to "
        "February 2025"
    ) in outcome.notes[0].text


def test_few_incidents_are_said_to_tell_nothing(town) -> None:
    counts = np.full(64, 40)
    counts[:3] = 1
    outcome, said = found(town(counts))
    assert outcome.summary["too_few"] == 3
    assert "3 areas have too few incidents to tell any change." in said.sentences
    # from 40 in 61 days, 58 in 59 days would be told
    assert outcome.values["told_from"].iloc[10] == pytest.approx(59, abs=1)


def test_the_size_can_be_mapped_instead(town) -> None:
    outcome, _ = found(town(np.arange(64) + 5, before=np.full(64, 30)), show="size")
    assert outcome.map is not None
    assert (outcome.map.kind, outcome.map.classes) == ("diverging", "")


def test_without_an_earlier_period_it_says_what_would_help(town) -> None:
    inputs = town(np.full(64, 12))
    alone = replace(inputs, question=replace(inputs.question, comparison=None))
    with pytest.raises(WordsError, match="earlier period") as caught:
        CHANGE.run(alone, CHANGE.params(), SILENT)
    assert caught.value.remedies == (ChoosePeriod(compared=True),)


def test_what_is_clear_is_said_first_and_never_gives_way(town) -> None:
    before, now = np.full(64, 40), np.full(64, 40)
    before[1], now[1] = 100, 200  # clear
    before[2], now[2] = 200, 100
    before[3], now[3] = 40, 70  # likely
    before[4], now[4] = 72, 40
    before[5:8] = now[5:8] = 1  # too few
    _, said = found(town(now, before=before))
    starts = [text.split(" from")[0] for text in said.sentences[:4]]
    assert starts == ["Clear: rose", "Clear: fell", "Likely: rose", "Likely: fell"]
    assert len(said.sentences) == 5


def test_what_each_area_gave_to_the_change_adds_up(town) -> None:
    before, now = np.full(64, 40), np.full(64, 40)
    before[3], now[3] = 20, 60
    before[9], now[9] = 40, 30
    before, now = 61 * before, 59 * now  # as many a day in either period
    outcome, _ = found(town(now, before=before))
    share = outcome.values["contribution"]
    assert share.iloc[3] == pytest.approx(400 / 3)
    assert share.iloc[9] == pytest.approx(-100 / 3)
    assert share.sum() == pytest.approx(100)
    assert len(outcome.notes) == 1


def test_no_share_is_given_where_rises_and_falls_cancel_out(town) -> None:
    before, now = np.full(64, 40), np.full(64, 40)
    now[3], now[9] = 90, 0
    outcome, _ = found(town(59 * now, before=61 * before))
    assert outcome.values["contribution"].notna().all()
    now[9], now[10] = 0, 31
    outcome, _ = found(town(59 * now, before=61 * before))
    assert outcome.values["contribution"].isna().all()
    assert "nearly cancel out" in outcome.notes[1].text
