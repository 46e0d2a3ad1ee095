"""What areas without a name of their own are called."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.naming import Naming, tidy
from hotspot_app.project.steps.stages import Stages


def areas(*names: str, wards: tuple[str, ...] = ()) -> gpd.GeoDataFrame:
    codes = pd.Index([f"E0100000{n}" for n in range(len(names))], name="code")
    frame = gpd.GeoDataFrame(
        {"name": list(names), "shown": True},
        geometry=[shapely.box(n, 0, n + 1, 1) for n in range(len(names))],
        index=codes,
        crs="EPSG:27700",
    )
    return frame.assign(ward=list(wards)) if wards else frame


def named(rows: list[tuple[int, str | None]], among: gpd.GeoDataFrame) -> list[str]:
    found = Naming(among)
    give(found, rows)
    return [found.names.get(code, "") for code in among.index]


def give(to: Naming, rows: list[tuple[int, str | None]]) -> dict[str, str]:
    places = pd.Series(pd.Categorical([place for _, place in rows]))
    return to.give_streets(places, np.array([at for at, _ in rows], dtype=np.int32))


TWO = areas("Town 001A", "Town 001B", wards=("North", "South"))


@given(st.lists(st.tuples(st.integers(-1, 1), st.integers(0, 3)), max_size=60))
def test_the_commonest_street_names_an_area(rows: list[tuple[int, int]]) -> None:
    streets = ["On or near High Street", "Low Street", "On or near Parking Area", None]
    found = named([(at, streets[n]) for at, n in rows], TWO)
    for at in (0, 1):
        high, low = rows.count((at, 0)), rows.count((at, 1))
        if not high and not low:
            assert found[at] == ""
        else:
            assert found[at] == ("High Street" if high >= low else "Low Street")


def test_rows_in_any_order_give_the_same_names() -> None:
    rows = [(0, "Zoo Lane"), (0, "Ash Road"), (0, "Zoo Lane"), (0, "Ash Road")]
    assert named(rows, TWO) == named(rows[::-1], TWO) == ["Ash Road", ""]


def test_twins_are_parted_by_their_second_street_and_then_by_their_own_name() -> None:
    rows = [(0, "High Street")] * 3 + [(0, "Bernard Street")]
    rows += [(1, "High Street")] * 3 + [(1, "Castle Way")]
    rows += [(2, "High Street")] * 3 + [(2, "Castle Way")]
    found = named(rows, areas("Town 023E", "Town 023F", "Town 024A"))
    assert found == [
        "High Street and Bernard Street",
        "High Street 023F",
        "High Street 024A",
    ]


def test_the_same_street_in_two_wards_needs_no_more() -> None:
    rows: list[tuple[int, str | None]] = [(0, "High Street"), (1, "High Street")]
    assert named(rows, TWO) == ["High Street", "High Street"]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABC")), max_size=40))
def test_no_two_areas_have_one_name(rows: list[tuple[int, str | None]]) -> None:
    found = named(rows, areas(*(f"Town 00{n}A" for n in range(6))))
    known = [place for place in found if place]
    assert len(set(known)) == len(known)


@pytest.mark.parametrize("own", ["Market Cross", "Weston Estate", "Beat HD01"])
def test_a_name_people_use_is_kept(own: str) -> None:
    assert named([(0, "High Street")], areas(own)) == [""]


def test_a_beat_with_a_number_keeps_it() -> None:
    beat = areas("Beat 101").set_axis(pd.Index(["HB101"], name="code"))
    assert named([(0, "High Street")], beat) == [""]


@pytest.mark.parametrize("own", ["Southampton 023E", "Southampton 023", "E01000000"])
def test_a_statistical_name_or_a_code_gives_way(own: str) -> None:
    assert named([(0, "High Street")], areas(own)) == ["High Street"]


def test_streets_are_written_as_people_do() -> None:
    assert tidy("On or near King George'S Avenue") == "King George's Avenue"
    assert tidy("Queen's Way'") == "Queen's Way'"


def test_names_an_analyst_gave_stand_in_every_word(practice_stages: Stages) -> None:
    stages, asked = practice_stages, Asked(method="count_map", when="last-6")
    plain = stages.answer(practice_files(), asked)
    values = plain.outcome.values
    most = str(values["count"].idxmax())
    named = stages.answer(practice_files(), asked, names={most: "Theatre Square"})
    assert "Theatre Square" in named.explanation.headline
    assert "Theatre Square" not in plain.explanation.headline
    after = named.outcome.values
    assert after is not None
    assert after.loc[most, "name"] == "Theatre Square"
    assert after.drop(columns="name").equals(values.drop(columns="name"))


def test_a_name_there_is_goes_before_any_street_and_stays_alone() -> None:
    four = areas("Town 001A", "Town 001B", "Town 001C", "Market Cross")
    found = Naming(four)
    given = found.give({"E01000001": ["High Street"], "E01000003": ["Old Cross"]})
    assert given == {"E01000001": "High Street"}
    rows = [(0, "High Street"), (0, "Low Street"), (0, "High Street")]
    rows += [(1, "Zoo Lane"), (2, "High Street")]
    assert give(found, rows) == {
        "E01000000": "High Street and Low Street",
        "E01000002": "High Street 001C",
    }
    assert found.is_done


def test_names_alike_are_parted_in_the_order_they_were_kept() -> None:
    known = {"E01000001": ["High Street"], "E01000000": ["HIGH STREET"]}
    one = areas("Town 001A", "Town 001B")
    found = Naming(one)
    found.give(known)
    assert found.names == {
        "E01000001": "High Street",
        "E01000000": "HIGH STREET 001A",
    }
    by_ward = Naming(one.assign(ward=["North", "South"]))
    by_ward.give(known)
    assert by_ward.names == {"E01000001": "High Street", "E01000000": "HIGH STREET"}


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABC")), max_size=20),
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from("ABC")), max_size=20),
)
def test_later_months_change_no_name_and_make_none_alike(
    first: list[tuple[int, str | None]], later: list[tuple[int, str | None]]
) -> None:
    six = areas(*(f"Town 00{n}A" for n in range(6)))
    before, after = Naming(six), Naming(six)
    give(before, first)
    after.give({code: [name] for code, name in before.names.items()})
    assert after.names == before.names
    give(after, first + later)
    assert before.names.items() <= after.names.items()
    assert len(set(after.names.values())) == len(after.names)
