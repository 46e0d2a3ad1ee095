from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.tables.decimals import Written, decimals, decimals_of

PAD = 16


def read(texts: list[str]) -> list[float] | None:
    sizes = np.array([len(text) for text in texts], dtype=np.int64)
    end = PAD + np.cumsum(sizes + 1) - 1
    block = b"\0" * PAD + ",".join(texts).encode("ascii") + b"\0" * PAD
    written = Written.of(np.frombuffer(block, np.uint8), end - sizes, end)
    found = None if written is None else decimals(written)
    return None if found is None else found.tolist()


@st.composite
def plain(draw: st.DrawFn) -> str:
    digits = draw(st.text("0123456789", min_size=1, max_size=14))
    places = draw(st.integers(-1, min(len(digits), 7)))
    if places < 0:
        text = digits
    else:
        cut = len(digits) - places
        text = f"{digits[:cut]}.{digits[cut:]}"
    return draw(st.sampled_from(["", "-"])) + text


@given(st.lists(plain() | st.just(""), min_size=1, max_size=40))
def test_plain_decimals_are_the_nearest_floats(texts: list[str]):
    expected = [float(text) if text else math.nan for text in texts]
    found = read(texts)
    assert found is not None
    assert np.array_equal(found, expected, equal_nan=True)
    signs = [math.copysign(1, value) for value in found if not math.isnan(value)]
    assert signs == [math.copysign(1, value) for value in expected if value == value]


@given(st.lists(st.text("0123456789.-+e ,x", max_size=20), min_size=1, max_size=10))
def test_what_is_read_at_all_is_right(texts: list[str]):
    texts = [text.replace(",", ";") for text in texts]
    found = read(texts)
    if found is not None:
        expected = [float(text) if text else math.nan for text in texts]
        assert np.array_equal(found, expected, equal_nan=True)


@pytest.mark.parametrize(
    "odd",
    [
        *(".", "-", "-.", "1.2.3", "1;2", "1e5", " 1", "1 ", "+1", "nan", "0x1"),
        *("1.23456789", "1234567890123456", "--1", "1-", "/", ":", "\x7f"),
    ],
)
def test_what_is_written_otherwise_is_left_to_others(odd: str):
    assert read([odd]) is None
    assert read(["51.5", odd, "438217"]) is None


def test_a_published_point():
    # Southampton Civic Centre, as in police.uk files
    assert read(["-1.406917", "50.908122"]) == [-1.406917, 50.908122]


@given(st.lists(plain(), max_size=40))
def test_texts_are_the_nearest_floats(texts: list[str]):
    found = decimals_of(texts)
    assert found is not None
    assert found.tolist() == [float(text) for text in texts]


@pytest.mark.parametrize("odd", ["1_0", "1e3", "+1", "x", "٣", "1\n2", "1,5", "\ud800"])
def test_texts_that_are_written_otherwise_are_left_to_others(odd: str):
    assert decimals_of(["12", odd, "-1.5"]) is None
