"""Formats of numbers and months in charts, and the ticks of axes."""

from __future__ import annotations

import math
import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]


def ticks(low: float, high: float, most: int = 6) -> Floats:
    """Return at most `most` round numbers (1, 2 or 5 times a power of ten) between.

    Examples
    --------
    >>> ticks(0, 531.7)
    array([  0., 100., 200., 300., 400., 500.])
    """
    span = high - low
    if not math.isfinite(span) or span <= 0:
        return np.array([low]) if math.isfinite(low) else np.empty(0)
    power = 10.0 ** math.floor(math.log10(span / most))
    for step in (power * times for times in (1, 2, 5, 10, 20)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            break
    return np.arange(first, last + 1, dtype=np.float64) * step


def axis_number(value: float) -> str:
    """Write a number along an axis: 1,000, 0.25, −5."""
    return f"{value:,.6g}".replace("-", "−")


def value_words(value: float) -> str:
    """Return a value as charts print it: 1,322, 849.6, 0.0123; "no data" if missing.

    Examples
    --------
    >>> value_words(1322), value_words(849.55), value_words(-0.01234)
    ('1,322', '849.5', '−0.0123')
    """
    if not math.isfinite(value):
        return "no data"
    if value == round(value):
        said = f"{value:,.0f}"
    else:
        said = f"{value:,.1f}" if abs(value) >= 10 else f"{value:.3g}"
    return said.replace("-", "−")


@lru_cache(maxsize=10_000)
def month_words(name: str) -> str:
    """Write a month as people do: "2024-10" → "Oct 2024"; leave anything else."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(name)):
        return str(name)
    return str(pd.Period(name, freq="M").strftime("%b %Y"))
