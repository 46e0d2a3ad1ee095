"""How counts changed from one period to another, and what chance could do."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import bdtr

from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.chance.rate_ratio import RateRatio, rate_ratio
from hotspot_app.stats.classes.classify import POSSIBLE, confidence
from hotspot_app.stats.classes.confidence import COULD_BE_CHANCE, NO_DATA, SURE, TOO_FEW

ROSE: Final = "rose"
FELL: Final = "fell"
ABOUT_THE_SAME: Final = "about the same"

UNKNOWN: Final = RateRatio(np.nan, np.nan, np.nan, np.nan)
"""The class of an area without data."""
_RATIO: Final = tuple(each.name for each in fields(RateRatio))

SMALL_BELOW: Final = 250
"""Incidents in the fuller of two periods below which a change is one of small numbers,
be it beyond chance or not."""

_ALIKE: Final = 1.1
"""Times as many, or as few, that the limits must rule out of what is about the same."""
_NO_CHANGE: Final = 0.0005
"""Share below which a change is 0.0%."""
_CANCELLED: Final = 0.1
"""Share of all that moved, up and down, of which no less must be left for shares in
the change to tell anything."""

_MOST: Final = 1 << 40
"""Incidents among which the smallest change is looked for."""

Floats = npt.NDArray[np.float64]


def changes(
    now: pd.Series[Any],
    before: pd.Series[Any],
    exposure: tuple[float, float],
    families: pd.Series[Any] | None = None,
) -> pd.DataFrame:
    """Compare each area's counts of two periods.

    Parameters
    ----------
    now, before
        (n,) incidents on the same index; may be missing.
    exposure
        Length of the period and of the earlier one in days, above 0. Counts are
        compared as rates a day.
    families
        (n,) groups of areas; p-values are corrected within a group; one group by
        default.

    Returns
    -------
    pandas.DataFrame
        On the same index: `difference` (incidents now, less what the earlier rate
        would give in as many days), `ratio` of the rates with `lower` and `upper`
        95% limits and two-sided `p` (`rate_ratio`), `p_adjusted` (Benjamini and
        Hochberg, over the areas that have enough incidents to differ at all),
        `class` (ROSE, FELL, ABOUT_THE_SAME, TOO_FEW or NO_DATA) and `confidence`
        (`classify.confidence`). The ratio is missing where nothing was recorded before.

    Raises
    ------
    ValueError
        If the indices differ, a count is negative or a period has no length.

    Notes
    -----
    Incidents are taken as independent: where one brings another (repeat victims,
    series) chance does more than is said here.
    """
    if not now.index.equals(before.index):
        raise ValueError("counts of the two periods are of other areas")
    after, earlier = _numbers(now), _numbers(before)
    frame = ratios(now, before, exposure)
    frame.insert(0, "difference", after - earlier * exposure[0] / exposure[1])
    least = pd.Series(smallest_p(after + earlier, exposure), index=now.index)
    speaks = least.le(POSSIBLE)
    frame["p_adjusted"] = _adjusted(frame["p"], speaks, families)
    frame["confidence"] = confidence(frame["p"], frame["p_adjusted"], speaks)
    frame["class"] = _classes(frame, speaks)
    return frame


def _adjusted(
    p: pd.Series[float], speaks: pd.Series[bool], families: pd.Series[Any] | None
) -> pd.Series[float]:
    if families is None:
        return benjamini_hochberg(p, speaks)
    found = pd.Series(np.nan, index=p.index, name="p_adjusted")
    for family in families.unique():
        mine = families.eq(family).to_numpy(dtype=bool)
        found[mine] = benjamini_hochberg(p[mine], speaks[mine])
    return found


def ratios(
    now: pd.Series[Any], before: pd.Series[Any], exposure: tuple[float, float]
) -> pd.DataFrame:
    """Return the ratio of each area's rates with its limits and p (`rate_ratio`).

    Parameters
    ----------
    now, before, exposure
        As for `changes`.

    Returns
    -------
    pandas.DataFrame
        On the same index: `ratio`, `lower`, `upper` and `p`; missing where a count is,
        or where a figure would be infinite.
    """
    pairs = list(zip(_numbers(now).tolist(), _numbers(before).tolist(), strict=True))
    each: dict[tuple[float, float], RateRatio] = {
        pair: rate_ratio(pair, exposure)
        for pair in set(pairs)
        if not np.isnan(pair).any()
    }
    found = [each.get(pair, UNKNOWN) for pair in pairs]
    return pd.DataFrame(
        {name: [getattr(one, name) for one in found] for name in _RATIO},
        index=now.index,
        dtype="float64",
    ).replace(np.inf, np.nan)


def _classes(frame: pd.DataFrame, speaks: pd.Series[bool]) -> pd.Series[str]:
    known = frame["difference"].notna().to_numpy(dtype=bool)
    found = frame["p"].le(POSSIBLE).to_numpy(dtype=bool)
    up = frame["difference"].gt(0).to_numpy(dtype=bool)
    named = np.select(
        [~known, ~speaks.to_numpy(dtype=bool), found & up, found & ~up],
        [NO_DATA, TOO_FEW, ROSE, FELL],
        default=ABOUT_THE_SAME,
    )
    return pd.Series(named, index=frame.index, dtype="str", name="class")


def turns(tested: pd.DataFrame) -> pd.Series[str]:
    """Return ROSE, FELL or why neither can be said, for each change.

    Parameters
    ----------
    tested
        The changes, as returned by `changes`.

    Returns
    -------
    pandas.Series
        ROSE or FELL where that is clear or likely; ABOUT_THE_SAME where p is above
        0.05 and the limits of the ratio leave no room for a tenth more or fewer, and
        where it is 0.0%; COULD_BE_CHANCE where they do; TOO_FEW or NO_DATA.
    """
    told = tested["confidence"].isin(SURE).to_numpy(dtype=bool)
    known = ~tested["class"].isin([TOO_FEW, NO_DATA]).to_numpy(dtype=bool)
    apart = ~tested["class"].eq(ABOUT_THE_SAME).to_numpy(dtype=bool)
    lower, upper = _numbers(tested["lower"]), _numbers(tested["upper"])
    apart |= ~((lower > 1 / _ALIKE) & (upper < _ALIKE))
    apart &= ~(np.abs(_numbers(tested["ratio"]) - 1) < _NO_CHANGE)
    word = tested["class"].mask(~told & known & apart, COULD_BE_CHANCE)
    return word.rename("turn").astype("str")


def of_small_numbers(
    now: pd.Series[Any], before: pd.Series[Any], below: int = SMALL_BELOW
) -> pd.Series[bool]:
    """Return which changes are between small numbers, whether by chance or not.

    Parameters
    ----------
    now, before
        (n,) incidents on the same index; may be missing.
    below
        Both counts are below this number.
    """
    largest = np.fmax(_numbers(now), _numbers(before))
    return pd.Series(largest < below, index=now.index, name="small")


def smallest_p(total: npt.ArrayLike, exposure: tuple[float, float]) -> Floats:
    """Return the smallest two-sided p that a change can have with this total.

    All of them would lie in the period in which fewer are expected.

    Parameters
    ----------
    total
        (n,) incidents of both periods; may be missing.
    exposure
        Lengths of the two periods.
    """
    share = exposure[0] / sum(exposure)
    whole = np.asarray(total, dtype=np.float64)
    return np.asarray(np.minimum(1.0, 2 * min(share, 1 - share) ** whole))


def smallest_change(
    before: int, exposure: tuple[float, float] = (1.0, 1.0), *, alpha: float = POSSIBLE
) -> tuple[int | None, int]:
    """Return the counts from which on a change can be told from chance.

    Parameters
    ----------
    before
        Incidents of the earlier period.
    exposure
        Length of the period and of the earlier one.
    alpha
        Largest two-sided p that counts as a change.

    Returns
    -------
    tuple
        The largest count that is lower beyond chance, None if not even 0 is, and the
        smallest that is higher.

    Raises
    ------
    ValueError
        If the count is negative.

    Examples
    --------
    >>> smallest_change(10)
    (2, 22)
    """
    if before < 0:
        raise ValueError("a count is 0 or more")
    same = round(before * exposure[0] / exposure[1])

    def told(count: int) -> bool:
        ratio = (count / exposure[0]) - (before / exposure[1])
        return bool(ratio) and rate_ratio((count, before), exposure).p <= alpha

    low, high = same, max(2 * same, 8)
    while not told(high) and high < _MOST:
        low, high = high, 2 * high
    more = _first(told, low, high)
    fewer = None
    if same and told(0):
        fewer = same - _first(lambda less: told(same - less), 0, same)
    return fewer, more


def _first(holds: Any, without: int, with_it: int) -> int:
    """Return the first number above `without` of which something holds."""
    while with_it - without > 1:
        middle = (without + with_it) // 2
        if holds(middle):
            with_it = middle
        else:
            without = middle
    return with_it


def sign_test(rose: int, fell: int) -> float:
    """Return the two-sided p of a number of areas rising and of areas falling.

    Each is as likely if nothing changes: binomial with a half, p doubled from the
    smaller tail. Areas that stayed as they were are left out.

    Raises
    ------
    ValueError
        If a number is negative.

    Examples
    --------
    >>> f"{sign_test(5, 11):.3f}"
    '0.210'
    """
    if rose < 0 or fell < 0:
        raise ValueError("numbers of areas are 0 or more")
    return min(1.0, 2 * float(bdtr(min(rose, fell), rose + fell, 0.5)))


def contributions(difference: pd.Series[Any]) -> pd.Series[float]:
    """Return what each gave to the change in all, as a share of it.

    Shares are below 0 where one moved against the whole, and add up to 1. All are
    missing where the changes cancel out: where less than a tenth of all that moved is
    left, and a share would be of hundreds of per cent.
    """
    whole = float(difference.sum())
    moved = float(difference.abs().sum())
    if moved < 1e-9 or abs(whole) < _CANCELLED * moved:
        return pd.Series(np.nan, index=difference.index, name="contribution")
    shares = difference.astype("float64") / whole + 0.0  # no -0.0
    return shares.rename("contribution")


def _numbers(values: pd.Series[Any]) -> Floats:
    numbers: Floats = values.to_numpy(dtype=np.float64, na_value=np.nan)
    if (numbers < 0).any():
        raise ValueError("a count is 0 or more")
    return numbers
