from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.draw.maps.lengths import length_words, round_length
from hotspot_app.draw.maps.scale_bar import Scale


@given(st.floats(0.001, 1e6))
def test_round_length_is_one_two_or_five_and_the_longest(longest: float):
    found = round_length(longest)
    mantissa = found / 10 ** math.floor(math.log10(found * (1 + 1e-9)))
    assert min(abs(mantissa - step) for step in (1, 2, 5)) < 1e-6
    assert found <= longest * (1 + 1e-9) < found * 2.5 * (1 + 1e-6)


@given(st.floats(0.5, 5000))
def test_scale_bar_is_as_long_on_paper_as_it_says(metres_per_mm: float):
    scale = Scale.of(metres_per_mm, longest=45.0)
    assert scale.bar * metres_per_mm == pytest.approx(scale.metres)
    assert 45 / 2.5 - 1e-6 <= scale.bar <= 45 + 1e-6


@pytest.mark.parametrize(
    ("metres", "words"),
    [(500, "500 m"), (1000, "1 km"), (20_000, "20 km"), (0.5, "0.5 m")],
)
def test_lengths_are_written_in_the_unit_people_use(metres: float, words: str):
    assert length_words(metres) == words
