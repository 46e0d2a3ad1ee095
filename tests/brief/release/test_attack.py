"""Nothing that is withheld follows from all that is public, earlier releases too."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from hotspot_app.brief.release.audience import PUBLIC
from hotspot_app.brief.release.released import release
from hotspot_app.errors import WordsError
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.ask.question import Asked
from tests.brief.release.attacker import Attacker, Figure, figures

FIRST = {"first": "2025-01", "last": "2025-02", "compare_first": "2024-01"}
LONGER = {"first": "2025-01", "last": "2025-03", "compare_first": "2024-01"}
BURGLARY = {"types": ("Burglary",)}
SERIES = [
    [BURGLARY | FIRST | {"compare_last": "2024-02"}],
    [
        FIRST | {"compare_last": "2024-02"},
        BURGLARY | FIRST | {"compare_last": "2024-02"},
    ],
    [
        BURGLARY | FIRST | {"compare_last": "2024-02"},
        BURGLARY | LONGER | {"compare_last": "2024-03"},
        LONGER | {"compare_last": "2024-03"},
    ],
    [
        FIRST | {"compare_last": "2024-02"},
        LONGER | {"compare_last": "2024-02"},
        BURGLARY | LONGER | {"compare_last": "2024-02"},
        {"types": ("Burglary", "Robbery")} | FIRST | {"compare_last": "2024-02"},
    ],
]
"""Products of one town, one after the other."""


def attacked(town, squares, series) -> tuple[int, int]:
    """Release one after the other; return figures withheld, and releases refused."""
    ledger, refused = NOTHING_RELEASED, 0
    for asked in series:
        before = ledger
        question = Asked(method="count_map", **asked)
        try:
            ledger = release(squares, town, question, PUBLIC, ledger).ledger
        except WordsError as error:
            assert "so few" in error.what
            refused += 1
            continue
        keeps_what_is_withheld(ledger, before, town.cube)
    hidden = [each for each in figures(ledger, town.cube) if each.value is None]
    return len(hidden), refused


def keeps_what_is_withheld(ledger: Ledger, before: Ledger, cube) -> None:
    public = figures(ledger, cube)
    attacker = Attacker(public, cube)
    old = Attacker(figures(before, cube), cube)
    hidden = [each for each in public if each.value is None]
    for each in [*hidden, *small_differences(public, cube)]:
        if len(attacker.possible(each.which)) < 3:  # unless it was known before
            assert len(old.possible(each.which)) < 3, each.name


def small_differences(public: list[Figure], cube) -> list[Figure]:
    """Pairs of figures of one area, one within the other, that differ by 1 to 4."""
    truth, found, by_area = cube.counts.ravel(), {}, {}
    for each in public:
        areas = each.which.reshape(cube.counts.shape).any(axis=(1, 2))
        if areas.sum() == 1:
            by_area.setdefault(int(np.argmax(areas)), []).append(each)
    for figures_of_one in by_area.values():
        for one, other in itertools.permutations(figures_of_one, 2):
            rest = other.which & ~one.which
            within = not (one.which & ~other.which).any()
            if within and 0 < truth[rest].sum() < 5:
                name = f"{other.name} less {one.name}"
                found[rest.tobytes()] = Figure(name, rest, None)
    return list(found.values())


@pytest.mark.parametrize("number", range(20))
def test_nothing_withheld_follows_in_small_towns(number, make_town, squares):
    hidden, refused = attacked(make_town(number, 6), squares, SERIES[number % 2])
    assert hidden or not refused


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("first", [100, 110])
def test_nothing_withheld_follows_in_larger_towns(first, make_town, squares):
    towns = range(first, first + 10)
    found = [attacked(make_town(n, 12), squares, SERIES[n % 4]) for n in towns]
    hidden, refused = np.sum(found, axis=0)
    assert hidden > 100
    assert refused < 5
