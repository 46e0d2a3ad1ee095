"""What became of places: every row of the table, and random towns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from hotspot_app.method import Span
from hotspot_app.project.answer.moves import MOVES, Move, Moved, Turn, moves
from hotspot_app.project.steps.comparison import Comparison
from hotspot_app.project.steps.standing import Listing, Standing
from hotspot_app.stats.chance.rate_ratio import rate_ratio
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.over_time.change import changes

NOW = Span(pd.Period("2025-01", "M"), pd.Period("2025-04", "M"))
THEN = Span(pd.Period("2023-01", "M"), pd.Period("2023-04", "M"))
OTHERS = [f"Z{n:02}" for n in range(30)]

Counts = Mapping[str, tuple[float, float]]
"""By area: before and now."""


def compared(counts: Counts) -> Comparison:
    """Compare two periods of as many days; the other areas stay as they are."""
    every = {**dict.fromkeys(OTHERS, (20.0, 20.0)), **counts}
    frame = pd.DataFrame(
        [*every.values()], index=[*every], columns=["count_before", "count_now"]
    )
    tested = changes(frame["count_now"], frame["count_before"], (120.0, 120.0))
    frame["difference"] = tested["difference"]
    frame["change_sure"] = tested["confidence"]
    before, now = frame["count_before"].sum(), frame["count_now"].sum()
    ratio = rate_ratio((float(now), float(before)), (1.0, 1.0))
    return Comparison(NOW, THEN, (NOW,), (THEN,), frame, int(now), int(before), ratio)


def listed(groups: str, found: Comparison, *, in_clusters: bool = True) -> Listing:
    """List hotspots given as letters: "AB|C"."""
    areas = pd.DataFrame(
        {"excess": 1.0, "shown": True, "inside": True}, index=found.areas.index
    )
    standing = tuple(
        Standing(tuple(group), "clear", 9.0, 1.0)
        for group in groups.split("|")
        if group
    )
    return Listing(standing, areas, True, in_clusters)


def told(counts: Counts, before: str, now: str) -> list[Moved]:
    found = compared(counts)
    return moves(listed(now, found), listed(before, found), found)


COUNTS = {
    Turn.ROSE: (3.0, 40.0),
    Turn.SAME: (10.0, 14.0),
    Turn.FELL: (40.0, 3.0),
    Turn.UNTOLD: (0.0, 2.0),
}


@pytest.mark.parametrize("turn", COUNTS)
@pytest.mark.parametrize("is_now", [True, False])
@pytest.mark.parametrize("was", [True, False])
def test_every_row_with_one_area(was: bool, is_now: bool, turn: Turn) -> None:
    found = told({"A": COUNTS[turn]}, "A" if was else "", "A" if is_now else "")
    before, now = COUNTS[turn]
    if turn is Turn.UNTOLD:
        expected = Move.COUNTS_ONLY if was or is_now else None
    else:
        expected = MOVES.get((was, is_now, turn))
    if expected is None:
        assert found == []
        return
    (one,) = found
    assert (one.move, one.turn) == (expected, turn)
    assert (one.codes, one.rank) == (("A",), 1 if is_now else 0)
    assert (one.before, one.now) == (before, now)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        # each: codes, rank, move; areas A 4 to 30, B 9 to 10, C 30 to 3
        ("A", "AB", [("AB", 1, Move.STILL_RISING)]),
        ("AB", "A", [("AB", 1, Move.STILL_RISING)]),
        ("BC", "B", [("BC", 1, Move.STILL_FADING), ("A", 0, Move.RISING)]),
        ("ABC", "", [("ABC", 0, Move.NO_LONGER)]),
        ("", "ABC", [("ABC", 1, Move.AHEAD)]),
        ("BC", "", [("BC", 0, Move.GONE), ("A", 0, Move.RISING)]),
        ("", "BC", [("BC", 1, Move.AHEAD_FELL), ("A", 0, Move.RISING)]),
        ("AB", "", [("AB", 0, Move.OVERTAKEN)]),
        ("", "AB", [("AB", 1, Move.NEW)]),
        ("ABC", "A|C", [("AB", 1, Move.STILL_RISING), ("C", 2, Move.STILL_FADING)]),
        ("A|C", "ABC", [("ABC", 1, Move.STILL)]),
        ("C", "A", [("A", 1, Move.NEW), ("C", 0, Move.GONE)]),
    ],
)
def test_hotspots_that_grow_split_and_merge(
    before: str, now: str, expected: list[tuple[str, int, Move]]
) -> None:
    counts = {"A": (4.0, 30.0), "B": (9.0, 10.0), "C": (30.0, 3.0)}
    found = told(counts, before, now)
    assert [("".join(e.codes), e.rank, e.move) for e in found] == expected


def test_what_split_and_what_merged_is_told() -> None:
    counts = {"A": (4.0, 30.0), "B": (9.0, 10.0), "C": (30.0, 3.0)}
    first, second = told(counts, "ABC", "A|C")
    assert (first.split_from, second.split_from) == (None, 0)
    (one,) = told(counts, "A|C", "ABC")
    assert one.joined == (1,)


def test_an_area_that_rose_within_a_hotspot_that_did_not_is_told() -> None:
    counts = {"A": (4.0, 30.0), "C": (60.0, 40.0)}
    (one,) = told(counts, "AC", "AC")
    assert (one.move, one.rose_within) == (Move.STILL, ("A",))
    (one,) = told({"A": (4.0, 30.0), "B": (4.0, 30.0)}, "AB", "AB")
    assert (one.move, one.rose_within) == (Move.STILL_RISING, ())


def test_york_walk_is_neither_new_nor_gone() -> None:
    """6 to 19 is p 0.014, which could be chance."""
    (one,) = told({"A": (6.0, 19.0)}, "", "A")
    assert (one.move, one.turn) == (Move.AHEAD, Turn.SAME)
    (one,) = told({"A": (6.0, 19.0)}, "A", "")
    assert (one.move, one.turn) == (Move.NO_LONGER, Turn.SAME)


@pytest.mark.parametrize("known", [True, False])
def test_where_one_period_was_not_tested_only_counts_are_said(known: bool) -> None:
    found = compared({"A": (3.0, 40.0), "B": (40.0, 3.0)})
    before = listed("B", found, in_clusters=False) if known else None
    one, *rest = moves(listed("A", found), before, found)
    assert (one.move, one.turn) == (Move.COUNTS_ONLY, Turn.ROSE)
    assert all(each.move in {Move.COUNTS_ONLY, Move.RISING} for each in rest)


def test_a_quiet_area_is_told_of_where_it_is_asked() -> None:
    found = compared({"A": (10.0, 14.0)})
    (one,) = moves(listed("", found), listed("", found), found, ["A"])
    assert (one.codes, one.move, one.turn) == (("A",), Move.COUNTS_ONLY, Turn.SAME)


def test_random_towns_never_contradict_their_counts() -> None:
    rng = np.random.default_rng(11)
    seen: set[Move] = set()
    for _ in range(150):
        mean = rng.gamma(1.0, 15.0, 8)
        before = rng.poisson(mean).astype(float)
        now = rng.poisson(mean * np.exp(rng.normal(0, 0.8, 8))).astype(float)
        counts = dict(zip("ABCDEFGH", zip(before, now, strict=True), strict=True))
        found = told(counts, _groups(rng), _groups(rng))
        codes = [code for each in found for code in each.codes]
        assert len(codes) == len(set(codes))
        for each in found:
            seen.add(each.move)
            if each.now > each.before:
                assert each.move not in {Move.GONE, Move.AHEAD_FELL, Move.STILL_FADING}
            if each.now < each.before:
                assert each.move not in {Move.NEW, Move.RISING, Move.STILL_RISING}
            if each.move in {Move.NEW, Move.RISING, Move.STILL_RISING, Move.GONE}:
                assert _surely(each)
        ranks = [each.rank for each in found if each.rank]
        assert ranks == [*range(1, len(ranks) + 1)]
    assert seen == {*Move}


def _surely(each: Moved) -> bool:
    """Say whether the counts alone differ beyond chance, uncorrected."""
    one = pd.Series([each.now]), pd.Series([each.before])
    return bool(changes(*one, (1.0, 1.0))["confidence"].isin(SURE).iloc[0])


def _groups(rng: np.random.Generator) -> str:
    codes = rng.permutation(list("ABCDEFGH"))[: rng.integers(0, 7)]
    cuts = np.sort(rng.integers(0, len(codes) + 1, 3))
    return "|".join("".join(part) for part in np.split(codes, cuts) if len(part))
