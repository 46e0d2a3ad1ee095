"""Groups of areas: kinds side by side, and an area in one of a kind."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import (
    check_kind,
    in_several,
    kind_called,
    sharing,
    with_group,
    with_kind,
)
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Beats", "beat"),
        (" Localities ", "locality"),
        ("PAG patches", "PAG patch"),
        ("Neighbourhood  Area", "neighbourhood area"),
        ("bus corridor", "bus corridor"),
        ("", "group"),
    ],
)
def test_a_kind_is_said_of_one_and_amid_a_sentence(written: str, said: str) -> None:
    assert kind_called(written) == said


@pytest.mark.parametrize("kind", ["ward", "LSOA", "area", "output area", "district"])
def test_a_kind_is_no_level_of_files(kind: str) -> None:
    with pytest.raises(WordsError, match=r"are called .* already"):
        check_kind(kind)
    with pytest.raises(WordsError, match="beats already"):
        check_kind("beat", ["Beat"])
    check_kind("beat", ["lsoa"])


def test_kinds_are_side_by_side() -> None:
    groups = with_group({}, "beat", "North", ["a", "b"])
    groups = with_group(groups, "locality", "North", ["b", "c"])
    assert groups == {"beat": {"North": ("a", "b")}, "locality": {"North": ("b", "c")}}
    assert with_group(groups, "beat", "North", []) == {
        "locality": {"North": ("b", "c")}
    }


def test_areas_are_taken_out_of_the_others_if_asked() -> None:
    first = with_group({}, "beat", "North", "abc")
    first = with_group(first, "beat", "East", "d")
    first = with_group(first, "locality", "Old", "ab")
    assert sharing(first["beat"], "South", "cde") == {"North": 1, "East": 1}
    assert sharing(first["beat"], "North", "abc") == {}
    both = with_group(first, "beat", "South", "cde")
    assert in_several(both["beat"]) == {"c": ("North", "South"), "d": ("East", "South")}
    apart = with_group(first, "beat", "South", "cde", apart=True)
    assert apart["beat"] == {"North": ("a", "b"), "South": ("c", "d", "e")}
    assert apart["locality"] == {"Old": ("a", "b")}


steps = st.lists(st.tuples(st.sampled_from("XYZ"), st.sets(st.sampled_from("abcdef"))))


@given(steps)
def test_taken_apart_an_area_is_never_in_two(steps) -> None:
    groups = {}
    for name, codes in steps:
        groups = with_group(groups, "beat", name, codes, apart=True)
        assert in_several(groups.get("beat", {})) == {}
        assert set(groups.get("beat", {}).get(name, ())) == codes


def project(**asked: object) -> Project:
    files = Files(areas=Path("a"), crime=(Path("c"),))
    one = Project(files, Asked(level="beat", **asked))  # type: ignore[arg-type]
    return one.grouped("North", "ab", kind="beat").grouped("East", "c", kind="beat")


def test_a_level_goes_with_its_last_group() -> None:
    one = project()
    some = one.grouped("North", (), kind="beat")
    assert some.asked.level == "beat"
    none = some.grouped("East", (), kind="beat")
    assert (none.asked.level, none.groups) == ("", {})
    assert one.with_groups(with_kind(one.groups, "beat", {})).asked.level == ""


def test_a_group_is_renamed_wherever_it_is_spoken_of() -> None:
    one = project(within=("a", "b"), within_words="North")
    new = one.group_renamed("beat", "North", "Harbour")
    assert new.groups == {"beat": {"East": ("c",), "Harbour": ("a", "b")}}
    assert new.asked.within_words == "Harbour"
    with pytest.raises(WordsError, match="a beat called East already"):
        one.group_renamed("beat", "North", "East")
