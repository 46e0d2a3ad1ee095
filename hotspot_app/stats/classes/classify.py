"""Class and confidence of each area, and whether it can be tested at all."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.stats.classes.confidence import (
    CONFIDENCE,
    IS_CLEAR,
    NO_DATA,
    NO_NEIGHBOURS,
    NOT_DIFFERENT,
    NOT_SIGNIFICANT,
    TOO_FEW,
)

SILENT_CLASSES: Final = (NO_NEIGHBOURS, NO_DATA, TOO_FEW)
"""Classes of areas that nothing is said of."""

_SIDE: Final = {
    "hot": 1,
    "high-high": 1,
    "low-high": 1,
    "cold": -1,
    "low-low": -1,
    "high-low": -1,
}
"""Direction of the neighbours of an area, by its kind."""

CLEAR: Final = 0.05
"""Largest adjusted p of a clear finding."""

LIKELY: Final = 0.01
"""Largest uncorrected p of a likely finding."""

POSSIBLE: Final = 0.05
"""Largest uncorrected p of anything given a class."""

MIN_AREAS: Final = 30
"""Below so many areas local tests say little (ArcGIS asks for at least 30)."""

MIN_MEAN: Final = 1.0
"""Incidents an area below which local tests flag noise."""

MIN_MEAN_COLD: Final = 5.0
"""Incidents an area below which few can't be told from none."""


@dataclass(frozen=True, slots=True)
class Footing:
    """Whether there are enough areas and incidents for local tests.

    Attributes
    ----------
    areas
        Number of areas with a count.
    total
        Number of incidents in them.
    mean
        Mean number of incidents an area; missing without areas.
    """

    areas: int
    total: float
    mean: float

    @property
    def too_few_areas(self) -> bool:
        """Whether there are fewer than MIN_AREAS."""
        return self.areas < MIN_AREAS

    @property
    def too_sparse(self) -> bool:
        """Whether there is less than one incident an area."""
        return not self.mean >= MIN_MEAN

    @property
    def local_tests(self) -> bool:
        """Whether local tests can be run at all."""
        return not (self.too_few_areas or self.too_sparse)

    @property
    def cold_claims(self) -> bool:
        """Whether cold or low-low areas can be claimed."""
        return self.local_tests and self.mean >= MIN_MEAN_COLD


def footing(count: pd.Series[Any]) -> Footing:
    """Count areas and incidents, to judge whether there are enough for local tests.

    Parameters
    ----------
    count
        Incidents of each area that takes part; missing for others.
    """
    known = count.dropna()
    total = float(known.sum())
    mean = total / len(known) if len(known) else math.nan
    return Footing(len(known), total, mean)


def months_needed(total: float, n: int, months: int) -> int | None:
    """Return how many months at the same pace give one incident an area.

    Parameters
    ----------
    total
        Incidents counted in `months` months over `n` areas.

    Returns
    -------
    int or None
        None if there was no incident: no period is long enough.
    """
    return math.ceil(n * months / total) if total > 0 else None


def can_speak(
    attainable: pd.Series[Any], *, alpha: float = CLEAR, floor: float = 0.0
) -> pd.Series[bool]:
    """Return which areas could be significant even if all others were not.

    Parameters
    ----------
    attainable
        Smallest p that each area could have; missing for areas that take no part.
    floor
        Smallest p that the number of permutations can give. An area is tested if only
        this limits it: more permutations would let it be significant alone, and several
        areas at the floor pass the correction together.

    Returns
    -------
    pandas.Series
        True where `attainable` is below alpha / n, n being the number of areas that
        take part, or at `floor`. The others can't be tested.
    """
    tested = int(attainable.notna().sum())
    least = attainable.to_numpy(dtype=float, na_value=np.nan)
    able = (least < alpha / max(tested, 1)) | (least <= floor)
    return pd.Series(able, index=attainable.index, name="speaks")


def silence(
    has_value: pd.Series[Any], has_neighbours: pd.Series[Any], speaks: pd.Series[Any]
) -> pd.Series[str]:
    """Return why an area can't be tested.

    Returns
    -------
    pandas.Series
        One of SILENT_CLASSES, or "" for an area that can be tested. A missing value
        comes before missing neighbours.
    """
    value, linked, able = (
        given.to_numpy(dtype=bool) for given in (has_value, has_neighbours, speaks)
    )
    found = np.select(
        [~value, ~linked, ~able], [NO_DATA, NO_NEIGHBOURS, TOO_FEW], default=""
    )
    return pd.Series(found, index=has_value.index, dtype="str", name="state")


def confidence(
    p: pd.Series[Any], p_adjusted: pd.Series[Any], speaks: pd.Series[Any]
) -> pd.Series[str]:
    """Return the confidence that an area differs.

    Parameters
    ----------
    p, p_adjusted
        Two-sided p, uncorrected and corrected by Benjamini and Hochberg.
    speaks
        Whether the area can be tested.

    Returns
    -------
    pandas.Series
        One of CONFIDENCE.
    """
    raw, adjusted = _numbers(p), _numbers(p_adjusted)
    mute = np.isnan(raw) | ~speaks.to_numpy(dtype=bool)
    clear, likely, chance, nothing, few = CONFIDENCE
    found = np.select(
        [mute, adjusted <= CLEAR, raw <= LIKELY, raw <= POSSIBLE],
        [few, clear, likely, chance],
        default=nothing,
    )
    return pd.Series(found, index=p.index, dtype="str", name="confidence")


def confidence_of_one(p: float) -> str:
    """Return the confidence of a single test, which needs no correction.

    Parameters
    ----------
    p
        Two-sided p; missing if nothing could be tested.
    """
    if math.isnan(p):
        return TOO_FEW
    return IS_CLEAR if p <= CLEAR else NOT_DIFFERENT


def confidence_of(p: float, *, speaks: bool) -> str:
    """Return the confidence of one test by itself, as `confidence` of many.

    Parameters
    ----------
    p
        Its two-sided p.
    speaks
        Whether there is enough to test.
    """
    alone = pd.Series([p], dtype="float64")
    return str(confidence(alone, alone, pd.Series([speaks])).iloc[0])


def cluster_class(
    kind: pd.Series[Any], p: pd.Series[Any], state: pd.Series[Any]
) -> pd.Series[str]:
    """Return the class of an area where its p is at most 0.05.

    Parameters
    ----------
    kind
        Quadrant of local Moran, or "hot" and "cold" (see `temperature`).
    p
        Two-sided p, uncorrected.
    state
        Why the area can't be tested, or "" (see `silence`).

    Returns
    -------
    pandas.Series
        `kind`, NOT_SIGNIFICANT or one of SILENT_CLASSES.
    """
    why = state.fillna("").to_numpy(dtype=object)
    flagged = (_numbers(p) <= POSSIBLE) & kind.notna().to_numpy()
    named = np.where(flagged, kind.to_numpy(dtype=object), NOT_SIGNIFICANT)
    found = np.where(why == "", named, why)
    return pd.Series(found, index=p.index, dtype="str", name="class")


def agreeing(kind: pd.Series[Any], direction: pd.Series[Any]) -> pd.Series[str]:
    """Return kinds without those that the permutation test contradicts.

    p says how unusual the neighbours are. Where permutation finds them low though
    the area would be called hot or its neighbours high, or the reverse, p is of
    another finding than the kind, and neither can be claimed.

    Parameters
    ----------
    kind
        Quadrant of local Moran, or "hot" and "cold"; may be missing.
    direction
        1 where permutation finds the neighbours high, -1 where low; other values for
        neither.

    Returns
    -------
    pandas.Series
        `kind`, missing where the two contradict each other.
    """
    side = kind.map(_SIDE).to_numpy(dtype=np.float64, na_value=np.nan)
    return kind.mask(side * _numbers(direction) < 0)


def temperature(z: pd.Series[Any]) -> pd.Series[str]:
    """Return "hot" where z is above zero, "cold" where below, else missing."""
    number = _numbers(z)
    found = np.full(len(z), None, dtype=object)
    found[number > 0], found[number < 0] = "hot", "cold"
    return pd.Series(found, index=z.index, dtype="str", name="kind")


def band(kind: pd.Series[Any], p_adjusted: pd.Series[Any]) -> pd.Series[str]:
    """Return the class of ArcGIS' hot spot analysis, by adjusted p.

    Parameters
    ----------
    kind
        "hot" or "cold"; missing where neither can be said.
    p_adjusted
        At most 0.01, 0.05, 0.10 for 99%, 95% and 90%; missing is not
        significant.

    Returns
    -------
    pandas.Series
        "hot 99%" to "cold 99%", or NOT_SIGNIFICANT.
    """
    p = _numbers(p_adjusted)
    conditions, names = [], []
    for word in ("hot", "cold"):
        said = kind.eq(word).fillna(False).to_numpy(dtype=bool)
        for limit, share in ((0.01, "99%"), (0.05, "95%"), (0.10, "90%")):
            conditions.append(said & (p <= limit))
            names.append(f"{word} {share}")
    found = np.select(conditions, names, default=NOT_SIGNIFICANT)
    return pd.Series(found, index=kind.index, dtype="str", name="band")


def _numbers(values: pd.Series[Any]) -> npt.NDArray[np.float64]:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)
