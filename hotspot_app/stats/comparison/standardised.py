"""Rates standardised for age, directly and indirectly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.stats.chance.limits import count_limits

Floats = npt.NDArray[np.float64]

LEAST_EVENTS: Final = 10
"""Fewer events than this have no standardised rate (OHID's rule)."""

OLDEST: Final = 90
"""Age at which the standard population's last band begins."""

ESP_2013: Final = (
    *(5000.0, 5500.0, 5500.0, 5500.0, 6000.0, 6000.0, 6500.0, 7000.0, 7000.0, 7000.0),
    *(7000.0, 6500.0, 6000.0, 5500.0, 5000.0, 4000.0, 2500.0, 1500.0, 1000.0),
)
"""European Standard Population 2013: people of 0 to 4, 5 to 9, ... 85 to 89, 90 and
over (Eurostat 2013)."""


@dataclass(frozen=True, slots=True)
class Standardised:
    """A standardised figure with its limits; missing with too few events."""

    value: float
    lower: float
    upper: float


_NONE: Final = Standardised(np.nan, np.nan, np.nan)


def standard_people(low: int, high: int | None) -> float:
    """Return the European Standard Population (2013) of an age band.

    People of a five-year band are taken as spread evenly over its years.

    Parameters
    ----------
    low, high
        First and last year of age; None for no last one.

    Raises
    ------
    ValueError
        If the band is empty, or begins above the standard's last band.

    Examples
    --------
    >>> standard_people(0, 4), standard_people(85, None), standard_people(15, 17)
    (5000.0, 2500.0, 3300.0)
    """
    if not 0 <= low <= OLDEST or (high is not None and high < low):
        raise ValueError(f"no standard population of ages {low} to {high}")
    end = OLDEST if high is None else min(high + 1, OLDEST)
    total = ESP_2013[-1] if high is None or high >= OLDEST else 0.0
    for band, people in enumerate(ESP_2013[:-1]):
        years = max(0, min(end, 5 * band + 5) - max(low, 5 * band))
        total += people * years / 5
    return total


def direct(
    events: npt.ArrayLike,
    people: npt.ArrayLike,
    weights: npt.ArrayLike,
    *,
    squares: npt.ArrayLike | None = None,
    level: float = 0.95,
) -> Standardised:
    """Calculate a directly standardised rate with Dobson's limits.

    DSR = Σ wᵢ Oᵢ / nᵢ / Σ wᵢ; variance Σ wᵢ² Oᵢ / nᵢ² / (Σ wᵢ)²; limits
    DSR + √(variance / O) (L - O) with Byar's limits L of O = Σ Oᵢ (Dobson and others
    1991, as OHID's PHEindicatormethods). For events that are not independent, Oᵢ in the
    variance is Σ f² of those who had f events each.

    Parameters
    ----------
    events, people, weights
        (n,) events, people and standard population of each age band.
    squares
        (n,) for each band, the sum over people of their events squared; by default
        everybody had one.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    Standardised
        Per person; missing with fewer than `LEAST_EVENTS` events.

    Raises
    ------
    ValueError
        If a band has nobody, or the squares are below the events.
    """
    seen, size, standard = (
        np.asarray(each, dtype=np.float64) for each in (events, people, weights)
    )
    spread = seen if squares is None else np.asarray(squares, dtype=np.float64)
    if (size <= 0).any():
        raise ValueError("an age band has no people")
    if (spread < seen).any():
        raise ValueError("repeated events can't vary less than single ones")
    total = float(seen.sum())
    if total < LEAST_EVENTS:
        return _NONE
    share = standard / standard.sum()
    rate = float((share * seen / size).sum())
    factor = np.sqrt(float((share**2 * spread / size**2).sum()) / total)
    lower, upper = (
        rate + factor * (float(limit) - total)
        for limit in count_limits(total, level=level)
    )
    return Standardised(rate, float(lower), float(upper))


def indirect(observed: float, expected: float, *, level: float = 0.95) -> Standardised:
    """Calculate how many times the expected number of events was observed.

    O / E with the limits of a count O (Byar's, exact below 10).

    Parameters
    ----------
    observed, expected
        Events seen, and those that a reference's rates by age would give.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    Standardised
        Missing if none is expected.
    """
    if not expected > 0:
        return _NONE
    lower, upper = count_limits(observed, level=level)
    return Standardised(
        observed / expected, float(lower) / expected, float(upper) / expected
    )
