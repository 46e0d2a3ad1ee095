"""Keys of rows as numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotspot_app.data.tables.keys import hash_keys, numbered


def keys(texts: list[bytes]) -> np.ndarray:
    return np.array(texts, dtype="S64")


@given(st.lists(st.binary(max_size=64).map(lambda text: text.rstrip(b"\0"))))
def test_equal_keys_have_equal_hashes_and_only_empty_ones_are_0(
    texts: list[bytes],
) -> None:
    found = hash_keys(keys([*texts, *texts]))
    half = len(texts)
    assert (found[:half] == found[half:]).all()
    assert [bool(each) for each in found[:half]] == [bool(text) for text in texts]


def test_keys_that_differ_only_at_the_ends_of_words_have_hashes_of_their_own() -> None:
    """Numbers padded so that each figure is the last letter of eight."""
    texts = [
        b"".join(b"0000000%c" % (48 + n // 10**place % 10) for place in range(5))
        for n in range(50_000)
    ]
    assert len(np.unique(hash_keys(keys(texts)))) == len(texts)


def test_numbers_follow_the_order_of_first_appearance() -> None:
    codes, first = numbered(np.array([7, 5, 7, 9], dtype=np.uint64))
    assert codes.tolist() == [0, 1, 0, 2]
    assert first.tolist() == [0, 1, 3]
