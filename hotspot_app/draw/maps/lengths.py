"""Round lengths for scale bars."""

from __future__ import annotations

import math


def round_length(longest: float) -> float:
    """Return the longest of 1, 2 or 5 times a power of ten not above `longest`.

    Examples
    --------
    >>> round_length(3400.0), round_length(999.0), round_length(0.7)
    (2000.0, 500.0, 0.5)
    """
    power = 10.0 ** math.floor(math.log10(longest))
    step = max(s for s in (1, 2, 5) if s * power <= longest * (1 + 1e-12))
    return float(step * power)


def length_words(metres: float) -> str:
    """Write a round length: "2 km", "500 m"."""
    return f"{metres / 1000:g} km" if metres >= 1000 else f"{metres:g} m"
