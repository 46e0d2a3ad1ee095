"""Maps of what rose and fell: classes that mirror each other about zero."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.draw.looks.palettes import LOOKS, PALE
from hotspot_app.method import MapStyle

CHANGE = MapStyle("diverging", "change", "Change")


def key_of(change: list[float], style: MapStyle = CHANGE, **more: list) -> MapKey:
    codes = pd.Index([f"A{n}" for n in range(len(change))], name="code")
    values = pd.DataFrame({"change": change, **more}, index=codes)
    return map_key(values, style, shown=pd.Series(True, index=codes))


def said(key: MapKey) -> list[tuple[str, str, int]]:
    return [(entry.id, entry.label, entry.count) for entry in key.entries]


def test_sizes_in_thirds_the_smallest_pale_on_both_sides_of_zero():
    key = key_of([-9, -8, -5, -2, -1, 0, 0, 1, 3, 4, 6, 7, np.nan])
    assert said(key) == [
        ("rose 2", "Up 7 to 9", 1),
        ("rose 1", "Up 4 to 6", 2),
        ("about the same", "Up or down 3 at most", 6),
        ("fell 1", "Down 4 to 6", 1),
        ("fell 2", "Down 7 to 9", 2),
        ("no data", "No data", 1),
    ]
    assert key.entries[2].fill == PALE


def test_a_method_names_both_ends():
    style = MapStyle("diverging", "change", "Gap", ends=("below", "above"))
    labels = [label for _, label, _ in said(key_of([-2.5, 4.0], style))]
    assert labels[:2] == ["Above 2.6 to 4.0", "Above 2.5"]
    assert labels[2:] == ["0", "Below 2.5", "Below 2.6 to 4.0", "No data"]


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        ([1, -1, 0], ["Up 1", "0", "Down 1", "No data"]),
        ([0, 0], ["0", "No data"]),
        ([np.nan], ["0", "No data"]),
        ([np.inf, 1], ["Up 1", "0", "Down 1", "No data"]),
    ],
)
def test_next_to_nothing_to_show_is_never_all_pale(change: list, labels: list[str]):
    key = key_of(change)
    assert [label for _, label, _ in said(key)] == labels
    assert sum(entry.count for entry in key.entries) == len(change)
    assert key.entries[0].id in ("rose 1", "about the same")


def test_few_sizes_take_the_darkest_looks():
    fills = [entry.fill for entry in key_of([5, -5]).entries]
    assert fills[0] == LOOKS["rose"].fill
    assert fills[2] == LOOKS["fell"].fill


def test_classes_that_the_method_says_are_taken():
    style = MapStyle("diverging", "change", "Change", classes="turn")
    turn = ["rose", "about the same", "fell", None]
    key = key_of([40, 30, -1, 0], style, turn=turn)
    assert said(key) == [
        ("rose", "Rose", 1),
        ("about the same", "About the same", 1),
        ("fell", "Fell", 1),
        ("no data", "No data", 1),
    ]
    with pytest.raises(ValueError, match="sideways"):
        key_of([1], style, turn=["sideways"])


@given(
    st.lists(
        st.one_of(
            st.just(np.nan),
            st.integers(-50, 50).map(float),
            st.floats(-1e4, 1e4, allow_nan=False),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_turned_about_zero_the_map_is_its_mirror_image(change: list[float]):
    ids = {"rose": "fell", "fell": "rose"}
    key, turned = key_of(change), key_of([-each for each in change])
    there = [key.entries[n].id for n in key.entry_of]
    mirrored = [turned.entries[n].id for n in turned.entry_of]
    swapped = [
        each.replace(each[:4], ids.get(each[:4], each[:4]), 1) for each in mirrored
    ]
    assert there == swapped
    for each, name in zip(change, there, strict=True):
        if name.startswith("rose"):
            assert each > 0
        if name.startswith("fell"):
            assert each < 0
    assert sum(entry.count for entry in key.entries) == len(change)
