from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.draw.looks.legend import map_key
from hotspot_app.draw.looks.palettes import LOOKS, RAMP
from hotspot_app.method import MapStyle
from hotspot_app.stats.classes.classify import SILENT_CLASSES
from hotspot_app.stats.classes.confidence import CONFIDENCE, NOT_SIGNIFICANT
from hotspot_app.stats.clustering.moran import QUADRANTS

CLASSES_MORAN = (*QUADRANTS, NOT_SIGNIFICANT, *SILENT_CLASSES)
CLASSES_GI = ("hot", "cold", NOT_SIGNIFICANT, *SILENT_CLASSES)

CLUSTERS = MapStyle("clusters", "class", "Clusters")
RATE = MapStyle("sequential", "rate", "Recorded crimes per 1,000 residents")
CITY = MapStyle("compared", "against", "Rate against the city")


def indexed(**columns) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    return pd.DataFrame(
        columns, index=pd.Index([f"A{i}" for i in range(size)], name="code")
    )


def everywhere(values: pd.DataFrame) -> pd.Series:
    return pd.Series(True, index=values.index)


def counts(key) -> dict[str, int]:
    return {entry.label: entry.count for entry in key.entries}


def test_clusters_list_every_class_with_its_count_also_zero():
    values = indexed(
        **{
            "class": ["high-high", "high-high", "low-high", "not significant"],
            "confidence": ["clear", "could be chance", "likely", "not different"],
        }
    )
    key = map_key(values, CLUSTERS, shown=everywhere(values))
    assert counts(key) == {
        "High among high, clear": 1,
        "High among high, likely": 0,
        "Low among low, clear": 0,
        "Low among low, likely": 0,
        "High among low, clear": 0,
        "High among low, likely": 0,
        "Low among high, clear": 0,
        "Low among high, likely": 1,
        "Not different from chance": 2,
        "No neighbours": 0,
        "Too few to say": 0,
        "No data": 0,
    }
    drawn = [key.entries[number].label for number in key.entry_of]
    assert drawn == [
        "High among high, clear",
        "Not different from chance",
        "Low among high, likely",
        "Not different from chance",
    ]


def test_areas_nothing_is_said_of_have_classes_of_their_own_whatever_is_beside_them():
    values = indexed(
        **{
            "class": ["no neighbours", "no data", "too few to say", None],
            "confidence": ["clear", "likely", "too few to say", None],
        }
    )
    key = map_key(values, CLUSTERS, shown=everywhere(values))
    drawn = [key.entries[number].label for number in key.entry_of]
    assert drawn == ["No neighbours", "No data", "Too few to say", "No data"]
    assert key.notes == ()


def test_legend_says_how_many_would_look_likely_by_chance():
    values = indexed(
        **{
            "class": ["high-high"] * 3 + ["not significant"] * 149 + ["no data"] * 5,
            "confidence": ["clear", "could be chance", "could be chance"]
            + ["not different"] * 149
            + ["too few to say"] * 5,
        }
    )
    notes = map_key(values, CLUSTERS, shown=everywhere(values)).notes
    assert "about 1.5 of 152 areas" in notes[0]
    assert notes[1].startswith("2 more areas with p at most 0.05 could be chance")


@pytest.mark.parametrize(
    "column", [["hot", "not significant"], ["not significant"] * 2]
)
def test_getis_ord_is_known_by_its_classes_or_its_band(column: list[str]):
    values = indexed(
        **{"class": column, "confidence": ["clear", "not different"], "band": ["", ""]}
    )
    labels = list(counts(map_key(values, CLUSTERS, shown=everywhere(values))))
    assert labels[:4] == ["Hot, clear", "Hot, likely", "Cold, clear", "Cold, likely"]


def test_unknown_class_is_refused_not_drawn_pale():
    values = indexed(**{"class": ["lukewarm"], "confidence": ["clear"]})
    with pytest.raises(ValueError, match="lukewarm"):
        map_key(values, CLUSTERS, shown=everywhere(values))


@pytest.mark.parametrize("style", [CLUSTERS, RATE, CITY])
def test_missing_column_is_named(style: MapStyle):
    values = indexed(other=[1])
    with pytest.raises(ValueError, match="no column"):
        map_key(values, style, shown=everywhere(values))


def test_compared_has_four_classes_always():
    values = indexed(against=["higher", "similar", "similar", "no data", None])
    key = map_key(values, CITY, shown=everywhere(values))
    assert counts(key) == {"Higher": 1, "Similar": 2, "Lower": 0, "No data": 2}
    fills = [entry.fill for entry in key.entries]
    names = ("higher", "similar", "lower", "no data")
    assert fills == [LOOKS[name].fill for name in names]


def test_higher_on_few_incidents_looks_unlike_higher():
    values = indexed(
        against=["higher", "higher", "similar", "lower"], count=[10, 9, 2, 0]
    )
    key = map_key(values, CITY, shown=everywhere(values))
    few = "Higher, on fewer than 10 incidents"
    assert counts(key) == {"Higher": 1, few: 1, "Similar": 1, "Lower": 1, "No data": 0}
    assert key.entries[1].hatch
    assert key.entries[1].fill != key.entries[0].fill


def test_legend_counts_what_was_tested_and_not_what_is_shown():
    values = indexed(
        **{"class": ["hot", "too few to say"], "confidence": ["likely", ""]}
    )
    key = map_key(
        values, CLUSTERS, shown=everywhere(values), by_chance=1.04, tested=152
    )
    assert "chance alone would give about 1.0 of 152 areas tested" in key.notes[0]


def test_sequential_puts_zero_and_missing_apart():
    values = indexed(rate=[0.0, 0.0, 1.5, 2.5, 3.5, 4.5, 5.5, np.nan])
    key = map_key(values, RATE, shown=everywhere(values))
    assert [entry.count for entry in key.entries] == [2, 1, 1, 1, 1, 1, 1]
    assert (key.entries[0].label, key.entries[-1].label) == ("0", "No data")
    assert key.entries[0].fill == LOOKS["zero"].fill
    assert key.entry_of.tolist() == [0, 0, 1, 2, 3, 4, 5, 6]


def test_groups_are_darkest_where_most_deprived():
    values = indexed(group=[1.0, 5.0, 5.0, np.nan])
    style = MapStyle("groups", "group", "Deprivation, in fifths")
    key = map_key(values, style, shown=everywhere(values))
    assert [entry.count for entry in key.entries] == [1, 0, 0, 0, 2, 1]
    assert key.entry_of.tolist() == [0, 4, 4, 5]
    assert key.entries[0].fill == RAMP[-1]
    assert key.entries[4].fill == RAMP[0]
    with pytest.raises(ValueError, match="1 to 5"):
        map_key(indexed(group=[0.0]), style, shown=pd.Series([True], index=["A0"]))


@pytest.mark.parametrize("rates", [[0.0, 0.0], [np.nan, np.nan], [7.0], [3.0, 3.0]])
def test_sequential_with_next_to_nothing_to_show(rates: list[float]):
    values = indexed(rate=rates)
    key = map_key(values, RATE, shown=everywhere(values))
    assert sum(entry.count for entry in key.entries) == len(rates)
    assert key.entries[-1].label == "No data"


def test_areas_around_the_district_take_no_part():
    values = indexed(rate=[1.0, 2.0, 900.0])
    shown = pd.Series([True, True, False], index=values.index)
    key = map_key(values, RATE, shown=shown)
    assert key.entry_of.index.tolist() == ["A0", "A1"]
    assert "900.0" not in " ".join(counts(key))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([CLASSES_MORAN, CLASSES_GI]).flatmap(st.sampled_from),
            st.sampled_from(CONFIDENCE),
            st.one_of(st.none(), st.integers(0, 40)),
            st.booleans(),
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from([CLUSTERS, RATE]),
)
def test_every_shown_area_is_in_one_class_and_counts_add_up(rows, style):
    kinds, sure, rate, shown = zip(*rows, strict=True)
    gi = any(kind in {"hot", "cold"} for kind in kinds)
    known = CLASSES_GI if gi else CLASSES_MORAN
    kinds = [kind if kind in known else "not significant" for kind in kinds]
    values = indexed(
        **{"class": kinds, "confidence": sure, "rate": pd.array(rate, dtype="Float64")}
    )
    before = values.copy(deep=True)
    mask = pd.Series(shown, index=values.index)
    key = map_key(values, style, shown=mask)
    assert key.entry_of.index.tolist() == values.index[mask.to_numpy()].tolist()
    found = np.bincount(key.entry_of, minlength=len(key.entries))
    assert found.tolist() == [entry.count for entry in key.entries]
    pd.testing.assert_frame_equal(values, before)
    turned = values.iloc[::-1]
    again = map_key(turned, style, shown=mask)
    assert again.entries == key.entries
    pd.testing.assert_series_equal(
        again.entry_of.sort_index(), key.entry_of.sort_index()
    )
