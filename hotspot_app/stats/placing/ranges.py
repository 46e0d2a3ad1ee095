"""Many ranges of whole numbers at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def ranges(begin: Ints, end: Ints) -> Ints:
    """Concatenate `range(begin, end)` of each pair.

    Examples
    --------
    >>> ranges(np.array([3, 7, 9]), np.array([5, 7, 11])).tolist()
    [3, 4, 9, 10]
    """
    length = end - begin
    start = np.cumsum(length) - length
    offset: Ints = np.repeat(begin - start, length)
    return np.arange(len(offset), dtype=np.int64) + offset
