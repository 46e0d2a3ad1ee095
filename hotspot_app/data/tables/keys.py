"""Keys of rows as numbers, by which equal ones are found."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]

_ODD: Final = np.array(
    [
        0x9E3779B97F4A7C15,
        0xBF58476D1CE4E5B9,
        0x94D049BB133111EB,
        0xD6E8FEB86659FD93,
        0xFF51AFD7ED558CCD,
        0xC4CEB9FE1A85EC53,
        0xA24BAED4963EE407,
        0x9FB21C651E98DF25,
    ],
    dtype=np.uint64,
)


_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
"""An odd multiplier, which loses nothing of a word."""


def numbered(keys: npt.NDArray[Any]) -> tuple[Ints, Ints]:
    """Give numbers to distinct keys, in order of first appearance.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) number of each key, and (distinct,) position of each number's first key.

    Examples
    --------
    >>> codes, first = numbered(np.array([7, 5, 7, 9], dtype=np.uint64))
    >>> codes.tolist(), first.tolist()
    ([0, 1, 0, 2], [0, 1, 3])
    """
    codes, distinct = pd.factorize(keys)
    first = np.empty(len(distinct), dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return codes, first


def hash_keys(keys: npt.NDArray[np.bytes_]) -> npt.NDArray[np.uint64]:
    """Hash 64-byte keys: 0 for an empty one, otherwise odd.

    Equal keys have equal hashes; what has equal hashes is compared in full later. Each
    word is mixed before they are added up: else keys that differ only at the ends of
    words, as numbers padded to a width can, would nearly all have one hash.
    """
    words = np.ascontiguousarray(keys, dtype="S64").view(np.uint64).reshape(-1, 8)
    mixed = words ^ (words >> np.uint64(32))
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(29)
    hashed = mixed @ _ODD
    hashed ^= hashed >> np.uint64(29)
    hashed |= np.uint64(1)
    hashed[~words.any(axis=1)] = 0
    return hashed
