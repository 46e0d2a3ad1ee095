"""Classes of a map whose values run from low to high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

MISSING = -1
"""Class of a value that is missing."""

THIRDS: Final = ("low", "middle", "high")
_OF: Final = {0: (), 1: (1,), 2: (0, 2), 3: (0, 1, 2)}
"""Number of classes to the thirds they are called."""

_PLACES = (1, 2, 3)  # decimals tried, until there are values enough to tell apart


@dataclass(frozen=True, slots=True)
class Breaks:
    """Classes from low to high that cover values as they are printed.

    Attributes
    ----------
    edges
        Lowest and highest printed value of each class, without the class of
        zeros. No printed value lies between one class and the next.
    places
        Decimals of a printed value; 0 for whole numbers.
    zero_apart
        Whether zeros make up class 0, before all others.
    """

    edges: tuple[tuple[float, float], ...]
    places: int
    zero_apart: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """Classes as a legend calls them, from low to high: "1 to 14"."""
        zero = ("0",) if self.zero_apart else ()
        return zero + tuple(self.label(low, high) for low, high in self.edges)

    def label(self, low: float, high: float) -> str:
        """Return what a class from one printed value to another is called."""
        first, last = f"{low:,.{self.places}f}", f"{high:,.{self.places}f}"
        if low == 0 and self.places:  # small, and printed like the zeros
            step = f"{10**-self.places:.{self.places}f}"
            return f"under {step}" if high == 0 else f"over 0 to {last}"
        return first if first == last else f"{first} to {last}"


def quantile_breaks(values: pd.Series[Any], k: int = 5) -> Breaks:
    """Make classes of about the same number of areas.

    Zeros are a class of their own. Equal values are never parted: where too many
    are the same, there are fewer classes. Whole numbers are printed whole, others
    to one decimal (to two or three where one can't tell `k` classes apart).

    Parameters
    ----------
    values
        (n,) numbers; missing and infinite ones are left out.
    k
        Number of classes, not counting zeros.

    Raises
    ------
    ValueError
        If `k` is not 1 or more.

    Examples
    --------
    >>> quantile_breaks(pd.Series([0, 1, 2, 3, 5, 8, 13, 21, 34, 55])).labels
    ('0', '1 to 2', '3 to 5', '6 to 13', '14 to 34', '35 to 55')
    """
    if k < 1:
        raise ValueError("at least one class is needed")
    numbers = _numbers(values)
    numbers = numbers[np.isfinite(numbers)]
    zero_apart = bool((numbers == 0).any() and (numbers >= 0).all())
    if zero_apart:
        numbers = numbers[numbers != 0]
    places = _places(numbers, k)
    printed = np.sort(_printed(numbers, places))
    if not len(printed):
        return Breaks((), places, zero_apart)
    distinct = np.unique(printed)
    if len(distinct) <= k:
        highest = distinct
    else:
        # the k-quantiles, each a value that occurs: the last of its class
        place = -(-np.arange(1, k + 1) * len(printed) // k) - 1
        highest = np.unique(printed[place])
    lowest = _printed(np.append(printed[0], highest[:-1] + 10.0**-places), places)
    lowest[0] = printed[0]
    edges = tuple(zip(lowest.tolist(), highest.tolist(), strict=True))
    return Breaks(edges, places, zero_apart)


def assign_classes(values: pd.Series[Any], breaks: Breaks) -> pd.Series[int]:
    """Return the class of each value.

    Parameters
    ----------
    values
        (n,) numbers; may be missing.
    breaks
        Class breaks of these values, or of others with the same range.

    Returns
    -------
    pandas.Series
        int64 position in `breaks.labels`; -1 where the value is missing.

    Raises
    ------
    ValueError
        If a value is in no class.
    """
    numbers = _numbers(values)
    known = np.isfinite(numbers)
    zero = known & (numbers == 0) & breaks.zero_apart
    rest = known & ~zero
    printed = _printed(numbers[rest], breaks.places)
    highest = np.array([high for _, high in breaks.edges])
    found = np.searchsorted(highest, printed)
    if (found == len(highest)).any() or (printed < _lowest(breaks)).any():
        raise ValueError("a value is outside all classes")
    classes = np.full(len(numbers), MISSING, dtype=np.int64)
    classes[zero] = 0
    classes[rest] = found + int(breaks.zero_apart)
    return pd.Series(classes, index=values.index, name="class_number")


def thirds(values: pd.Series[Any]) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """Put values into a low, a middle and a high third.

    Equal values are never parted: of two classes the middle is empty, a single one is
    the middle. Zeros are low.

    Parameters
    ----------
    values
        (n,) numbers; may be missing.

    Returns
    -------
    tuple
        (n,) 0 low, 1 middle, 2 high, MISSING for missing values; and from where to
        where each third that isn't empty goes: "low 0 to 4.1".
    """
    breaks = quantile_breaks(values, k=3)
    number = np.array(assign_classes(values, breaks), dtype=np.int64)
    labels = [*breaks.labels]
    if breaks.zero_apart and len(labels) > len(THIRDS):
        number = np.where(number > 0, number - 1, number)
        most = breaks.edges[0][1]
        labels = [f"0 to {breaks.label(most, most)}", *labels[2:]]
    called = np.array([*_OF[len(labels)], MISSING], dtype=np.int64)
    said = zip(called, labels, strict=False)
    return called[number], tuple(f"{THIRDS[t]} {label}" for t, label in said)


def _lowest(breaks: Breaks) -> float:
    return breaks.edges[0][0] if breaks.edges else np.inf


def _numbers(values: pd.Series[Any]) -> npt.NDArray[np.float64]:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def _places(numbers: npt.NDArray[np.float64], k: int) -> int:
    if (numbers == np.rint(numbers)).all():
        return 0
    wanted = min(k, len(np.unique(numbers)))
    for places in _PLACES:
        if len(np.unique(_printed(numbers, places))) >= wanted:
            return places
    return _PLACES[0]


def _printed(numbers: npt.NDArray[np.float64], places: int) -> npt.NDArray[np.float64]:
    """Return numbers as they are printed, so that label and value always agree."""
    return np.array([float(f"{number:.{places}f}") for number in numbers]) + 0.0
