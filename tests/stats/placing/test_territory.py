"""Which source covers which areas, and which sources lie apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

from hotspot_app.stats.placing.territory import Spread, spread


def lie(many: dict[str, list[int]], areas: int = 10, months: int = 12) -> Spread:
    """Sources' incidents in districts of so many areas each."""
    table = pd.DataFrame(many)
    home = np.repeat(np.arange(len(table)), areas)
    return Spread(home, table, np.full(table.shape[1], months))


def covered(found: Spread, source: str) -> list[bool]:
    return found.covers()[source].tolist()


def test_incidents_are_counted_by_district_and_source() -> None:
    found = spread(
        np.array([0, 1, 2, -1, 2], dtype=np.int32),
        pd.Series(pd.Categorical(["b", "a", "a", "a", "b"])),
        pd.Series(["West", "East", "West"]),
        pd.Series({"a": 3, "b": 1}),
        np.array([5, 7, 2, 100, 1]),
    )
    assert found.many.loc["West"].to_dict() == {"a": 2, "b": 6}
    assert found.many.loc["East"].to_dict() == {"a": 7, "b": 0}
    assert found.areas.tolist() == [2, 1]
    assert found.months.tolist() == [3, 1]


def test_forces_lie_apart_and_each_area_is_its_own_forces() -> None:
    found = lie({"north": [900, 1200, 9, 0, 2], "south": [0, 6, 700, 800, 0]})
    assert found.apart() == ("north", "south")
    owner = found.owner(["north", "south"])
    assert owner[::10].tolist() == [0, 0, 1, 1, -1]
    assert len(owner) == 50


def test_who_records_everywhere_is_not_one_of_them() -> None:
    found = lie(
        {
            "north": [9000, 9200, 9, 0, 0],
            "south": [0, 6, 7000, 8000, 0],
            "railway": [60, 80, 40, 90, 120],
        }
    )
    assert found.apart() == ("north", "south")
    # nor where no other force's file is given, though most of its incidents lie there
    alone = lie({"north": [9000, 0, 3], "railway": [10, 250, 300]})
    assert alone.apart() == ()


def test_who_records_in_part_of_anothers_territory_is_not_apart() -> None:
    council = lie({"police": [6000, 500, 5000, 4000], "council": [0, 900, 0, 0]})
    assert council.apart() == ()


def test_strays_make_no_territory() -> None:
    assert lie({"police": [900, 0], "neighbour": [0, 20]}).apart() == ()
    assert lie({"police": [900, 800], "neighbour": [30, 50]}).apart() == ()
    assert lie({"police": [0, 0], "neighbour": [0, 0]}).apart() == ()


def test_few_are_truly_few_without_a_gap() -> None:
    # robberies: fewer and fewer the more rural, and none in the smallest
    assert all(covered(lie({"one": [900, 300, 90, 30, 12, 5, 2]}), "one"))
    # a file of few incidents: none in a district is chance
    assert all(covered(lie({"one": [20, 12, 0, 9]}), "one"))
    assert covered(lie({"one": [900, 300, 200, 1, 0]}), "one") == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_one_district_is_covered_whatever_is_recorded() -> None:
    assert covered(lie({"one": [3]}, areas=150), "one") == [True]
    assert covered(lie({"one": [0]}, areas=150), "one") == [True]
