"""Rates of victims standardised for age, and the ages that people write."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Outcome
from hotspot_app.methods.standardised import METHOD, Params
from hotspot_app.methods.standardised.ages import ages_in
from hotspot_app.progress import SILENT

BANDS = [*(f"{low}-{low + 4}" for low in range(0, 90, 5)), "90+"]


def made(toy: Inputs, **columns: Any) -> Outcome:
    numbers = {"count": float, "people": float}
    frame = pd.DataFrame(columns).astype(numbers)
    return METHOD.run(replace(toy, own={"ages": frame}), Params(), SILENT)


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("0-4", (0, 4)),
        ("16 to 24", (16, 24)),
        ("25–34 years", (25, 34)),
        ("Aged 85 and over", (85, None)),
        ("85+", (85, None)),
        ("90 plus", (90, None)),
        ("under 18", (0, 17)),
        ("Over 64", (65, None)),
        ("7", (7, 7)),
        ("24-16", None),
        ("all ages", None),
        ("", None),
        ("under 0", None),
    ],
)
def test_ages_are_read_as_people_write_them(
    text: str, ages: tuple[int, int | None] | None
) -> None:
    assert ages_in(text) == ages


def test_a_published_file_is_reproduced(toy: Inputs, oracles: dict[str, Any]) -> None:
    known = oracles["dsr_esp2013_big"]
    found = made(toy, age=BANDS, count=known["count"], people=known["pop"])
    (row,) = found.tables["standardised"].to_dict("records")
    assert 10 * row["standardised"] == pytest.approx(1043.0247991, abs=1e-6)
    assert 10 * row["standardised_lower"] == pytest.approx(971.7709068, abs=1e-6)
    assert 10 * row["standardised_upper"] == pytest.approx(1117.8940915, abs=1e-6)
    assert row["ratio"] == pytest.approx(1)
    assert not any(note.caution for note in found.notes)


def test_ages_alone_make_no_difference(toy: Inputs) -> None:
    """A young place and an old one with the same rate at each age."""
    found = made(
        toy,
        place=["Young", "Young", "Old", "Old"],
        age=["0-49", "50+"] * 2,
        count=[400, 20, 100, 80],
        people=[4000, 1000, 1000, 4000],
    )
    table = found.tables["standardised"].set_index("place")
    assert table["rate"].to_dict() == {"Young": 84, "Old": 36}
    assert table["standardised"].nunique() == 1
    assert table["ratio"].tolist() == [1, 1]
    said = METHOD.explain(found, toy.question).sentences
    assert said[2] == (
        "No place's 95% limits are beyond what all places' ages would give."
    )


def test_repeat_victims_widen_the_limits(toy: Inputs) -> None:
    once = made(toy, age=["0+"], count=[300], people=[9000])
    often = made(
        toy, age=["0+"] * 2, times=[1, 4], count=[100, 50], people=[9000, 9000]
    )
    first, then = (each.tables["standardised"].iloc[0] for each in (once, often))
    assert then["count"] == first["count"]
    wide = then["standardised_upper"] - then["standardised"]
    # 100 × 1 + 50 × 16 squares, of 300 events
    assert wide == pytest.approx(
        3**0.5 * (first["standardised_upper"] - first["standardised"])
    )


def test_few_victims_have_no_standardised_rate(toy: Inputs) -> None:
    found = made(toy, age=["16-24", "25-34"], count=[4, 5], people=[900, 900])
    assert found.tables["standardised"]["standardised"].isna().all()
    headline = METHOD.explain(found, toy.question).headline
    assert headline == "Victims: too few to standardise for age (under 10)"
    assert "All" in found.notes[-1].text
    assert "from 16 on, not all ages" in found.notes[1].text


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"age": ["0-9", "old"]}, "1 age can't be read, the first is 'old'"),
        ({"age": ["0-9", "5-14"]}, "overlap: '0-9' and '5-14'"),
        ({"age": ["all ages", "0-9"]}, "can't be read"),
        ({"age": ["95+", "0-9"]}, "can't be read"),
        ({"age": ["0+", "0+"], "times": [1, 2]}, "people of one age band differ"),
        ({"age": ["0-9", "10+"], "times": [1, 0]}, "must be 1 or more"),
    ],
)
def test_tables_that_cant_be_are_refused(
    toy: Inputs, columns: dict[str, Any], said: str
) -> None:
    with pytest.raises(WordsError, match=said):
        made(toy, count=[20, 30], people=[500, 600], **columns)
