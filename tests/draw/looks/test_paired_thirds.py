"""Maps of two numbers: nine classes, a row for the one and a column for the other."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.draw.looks.palettes import third_look
from hotspot_app.method import MapStyle

STYLE = MapStyle(
    "bivariate",
    "rate",
    "Rate and deprivation",
    other="score",
    called=("rate", "deprivation"),
)


def key_of(rate: list[float], score: list[float]) -> MapKey:
    codes = pd.Index([f"A{n}" for n in range(len(rate))], name="code")
    values = pd.DataFrame({"rate": rate, "score": score}, index=codes)
    return map_key(values, STYLE, shown=pd.Series(True, index=codes))


def test_thirds_of_both_make_nine_classes():
    rate = [float(n) for n in range(1, 10)]
    score = [1.0, 2.0, 3.0] * 3
    key = key_of(rate, score)
    assert [entry.id for entry in key.entries[:9]] == [
        f"{row} {column}"
        for row in ("high", "middle", "low")
        for column in ("low", "middle", "high")
    ]
    assert [entry.count for entry in key.entries] == [1] * 9 + [0]
    first = key.entries[0]
    assert (first.label, first.row, first.column) == (
        "High rate, low deprivation",
        "High rate",
        "low",
    )
    assert key.across == "Deprivation:"
    assert key.entries[key.entry_of["A8"]].id == "high high"
    assert key.entries[key.entry_of["A0"]].id == "low low"
    assert key.notes == (
        "Rate: low 1 to 3, middle 4 to 6 and high 7 to 9.",
        "Deprivation: low 1, middle 2 and high 3.",
    )


def test_zeros_are_low_and_equal_values_are_never_parted():
    key = key_of([0, 0, 1, 2, 3, 4, 5, 6], [1, 1, 1, 1, 2, 2, 2, 2])
    ids = [key.entries[n].id for n in key.entry_of]
    assert [each.split()[0] for each in ids] == [
        *["low"] * 4,
        *["middle"] * 2,
        *["high"] * 2,
    ]
    assert [each.split()[1] for each in ids] == ["low"] * 4 + ["high"] * 4
    assert key.notes[0] == "Rate: low 0 to 2, middle 3 to 4 and high 5 to 6."


@pytest.mark.parametrize(("rate", "score"), [([np.nan], [1.0]), ([2.0], [np.nan])])
def test_an_area_that_lacks_one_of_both_has_no_data(rate: list, score: list):
    key = key_of(rate, score)
    assert key.entries[key.entry_of["A0"]].id == "no data"


def test_no_two_of_the_nine_look_alike():
    looks = [third_look(row, column) for row in range(3) for column in range(3)]
    for one, other in combinations(looks, 2):
        assert (one.fill, one.hatch) != (other.fill, other.hatch)
