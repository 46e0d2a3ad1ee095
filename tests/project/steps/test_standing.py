"""Hotspots keep their numbers from one period to the next."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from hotspot_app.project.ask.known import KnownHotspots
from hotspot_app.project.steps.standing import Listing, listing, remembered, spots

CODES = [f"A{n}" for n in range(12)]
AREAS = gpd.GeoDataFrame(
    {"shown": True},
    geometry=[box(n * 100, 0, n * 100 + 100, 100) for n in range(12)],
    index=CODES,
    crs=27700,
)


def found(
    high: dict[str, int],
    known: KnownHotspots | None = None,
    *,
    in_clusters: bool = True,
    alone: str = "",
) -> Listing:
    """List a row of areas, each with ten incidents but those named."""
    count = pd.Series(10, index=CODES)
    count.update(pd.Series(high))
    among = count.index.isin([*high]) & ~count.index.isin(alone.split())
    values = pd.DataFrame(
        {
            "count": count,
            "denominator": 1000.0,
            "class": pd.Series(among, index=CODES).map(
                {True: "high-high", False: "not significant"}
            ),
            "confidence": "clear",
        }
    )
    return listing(values, AREAS, whole_rate=15.0, in_clusters=in_clusters, known=known)


def test_areas_side_by_side_are_one_and_the_largest_excess_is_first() -> None:
    made = found({"A1": 60, "A2": 80, "A7": 70})
    assert [each.codes for each in made.standing] == [("A2", "A1"), ("A7",)]
    first = made.standing[0]
    assert (first.count, first.expected, first.excess) == (140, 30, 110)
    assert made.areas["rank"][["A1", "A2", "A7", "A0"]].tolist() == [1, 1, 2, 0]
    assert made.values["hotspot"][["A1", "A7", "A0"]].tolist() == ["H1", "H2", ""]


def test_without_a_local_test_each_stands_on_its_own() -> None:
    made = found({"A1": 60, "A2": 80}, in_clusters=False)
    assert [each.codes for each in made.standing] == [("A2",), ("A1",)]
    assert not any(each.sure for each in made.standing)
    assert made.numbered == ()


def test_what_the_local_test_does_not_call_high_stands_on_its_own() -> None:
    made = found({"A1": 60, "A2": 80}, alone="A2")
    assert [(each.codes, each.sure) for each in made.standing] == [
        (("A2",), ""),
        (("A1",), "clear"),
    ]


def test_high_for_its_neighbours_only_is_not_listed() -> None:
    made = found({"A1": 60, "A2": 16})  # 16 where 15 would be its share
    assert [each.codes for each in made.standing] == [("A1",)]


def test_a_part_that_is_shown_is_listed_and_all_are_tested() -> None:
    values = pd.DataFrame(
        {"count": [60, 60, *[10] * 10], "denominator": 1000.0}, index=CODES
    )
    part = AREAS.assign(inside=True, shown=AREAS.index == "A0")
    made = listing(values, part, whole_rate=15.0, in_clusters=False)
    assert [each.codes for each in made.standing] == [("A0",)]
    assert made.areas["higher"].sum() == 2


def test_numbers_go_on_and_are_never_given_twice() -> None:
    first = found({"A1": 60, "A2": 80, "A7": 70, "A9": 90})
    known = remembered(first, None, "2025-03")
    assert known == KnownHotspots(
        "2025-03", ((1, ("A2", "A1")), (2, ("A9",)), (3, ("A7",)))
    )
    later = found({"A2": 50, "A3": 50, "A7": 95, "A5": 60}, known)
    assert {each.codes: each.identity for each in later.standing} == {
        ("A7",): 3,
        ("A2", "A3"): 1,
        ("A5",): 4,
    }
    kept = remembered(later, known, "2025-06")
    assert kept is not None
    assert dict(kept.members)[2] == ("A9",)  # gone, and the same when it comes back
    again = found({"A9": 80, "A11": 90}, kept)
    assert [each.identity for each in again.standing] == [5, 2]


def test_an_earlier_period_changes_nothing_that_is_kept() -> None:
    known = KnownHotspots("2025-06", ((4, ("A1",)),))
    assert remembered(found({"A7": 80}, known), known, "2025-03") == known


def test_what_joined_another_keeps_its_number_from_being_given_again() -> None:
    known = KnownHotspots("2025-03", ((1, ("A1",)), (2, ("A3",))))
    made = found({"A1": 90, "A2": 60, "A3": 60}, known)
    assert [each.identity for each in made.standing] == [1]
    kept = remembered(made, known, "2025-06")
    assert kept is not None
    assert dict(kept.members) == {1: ("A1", "A2", "A3"), 2: ()}
    assert [e.identity for e in found({"A7": 80}, kept).standing] == [3]


def test_an_outline_is_around_all_its_areas() -> None:
    made = found({"A1": 60, "A2": 80, "A7": 70})
    first, second = spots(AREAS, made.standing)
    assert (first.number, first.codes) == (1, {"A1", "A2"})
    assert first.outline.equals(box(100, 0, 300, 100))
    assert box(200, 0, 300, 100).contains_properly(
        gpd.points_from_xy([first.at[0]], [first.at[1]])[0]
    )
    assert second.number == 2


@pytest.mark.parametrize("count", [0, 10])
def test_an_even_town_has_none(count: int) -> None:
    values = pd.DataFrame({"count": count, "denominator": 1000.0}, index=CODES)
    made = listing(values, AREAS, whole_rate=float(count), in_clusters=False)
    assert made.standing == ()
    assert (made.areas["rank"] == 0).all()
