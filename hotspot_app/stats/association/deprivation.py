"""Areas grouped by deprivation, and how rates follow it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from hotspot_app.stats.association.concentration import index_of
from hotspot_app.stats.association.slope_index import Slope, slopes
from hotspot_app.stats.chance.overdispersion import INDEPENDENT, Spread, spread
from hotspot_app.stats.chance.rate_ratio import RateRatio, rate_ratio
from hotspot_app.stats.chance.rates import PER_THOUSAND, crude_rate

FEWEST_AREAS: Final = 3
FEWEST_INCIDENTS: Final = 10
"""Below these in either extreme group the ratio is withheld."""


def quintile_by_count(
    values: pd.Series[Any], *, groups: int = 5, most_first: bool = True
) -> pd.Series[Any]:
    """Group areas into groups of about the same number of areas (OHID rule).

    With rank r (ties share the smallest) of N areas in k groups:
    k + 1 - ceil((N + 1 - r) k / N), as OHID's PHEindicatormethods does.

    Parameters
    ----------
    values
        (n,) deprivation; may be missing.
    groups
        Number of groups.
    most_first
        Whether the highest value is the most deprived: true for scores, false for
        ranks.

    Returns
    -------
    pandas.Series
        Int64, 1 the most deprived; missing where the value is, and everywhere if
        there are fewer areas than groups. Tied areas share a group.
    """
    rank = values.rank(method="min", ascending=not most_first)
    known = int(rank.notna().sum())
    if known < groups:
        return pd.Series(pd.NA, index=values.index, dtype="Int64", name="group")
    from_below = known + 1 - rank.astype("Int64")
    # whole numbers: a quotient would put areas on a group's edge either way
    return (groups + 1 + (-from_below * groups) // known).rename("group")


def quintile_by_population(
    values: pd.Series[Any],
    population: pd.Series[Any],
    *,
    groups: int = 5,
    most_first: bool = True,
) -> pd.Series[Any]:
    """Group areas into groups of about the same number of residents.

    An area belongs where the middle of its residents falls, the areas being
    lined up by deprivation; tied areas are taken as one.

    Parameters
    ----------
    values
        (n,) deprivation; may be missing.
    population
        (n,) residents on the same index; may be missing.
    groups
        Number of groups.
    most_first
        Whether the highest value is the most deprived, as in `quintile_by_count`.

    Returns
    -------
    pandas.Series
        Int64, 1 the most deprived; missing where either is.

    Raises
    ------
    ValueError
        If the indexes differ.
    """
    if not values.index.equals(population.index):
        raise ValueError("deprivation and residents are of different areas")
    people = population.astype("float64").where(values.notna())
    rank = values.where(people.notna()).rank(method="min", ascending=not most_first)
    tied = people.groupby(rank).sum().sort_index()
    total = tied.sum()
    if not total > 0:
        return pd.Series(pd.NA, index=values.index, dtype="Int64", name="group")
    middle = 2 * tied.cumsum() - tied  # twice the residents up to the middle
    group = (groups * middle // (2 * total) + 1).clip(upper=groups)
    return rank.map(group).astype("Int64").rename("group")


def quintile_national(decile: pd.Series[Any]) -> pd.Series[Any]:
    """Group areas by their national decile: 1 and 2 make quintile 1.

    Parameters
    ----------
    decile
        (n,) 1 (most deprived) to 10; may be missing.

    Returns
    -------
    pandas.Series
        Int64, 1 to 5; missing where the decile is.

    Raises
    ------
    ValueError
        If a decile is not a whole number from 1 to 10.
    """
    known = decile.dropna()
    if not known.isin(range(1, 11)).all():
        raise ValueError("a decile is not a whole number from 1 to 10")
    return ((decile.astype("Int64") + 1) // 2).rename("group")


@dataclass(frozen=True, eq=False, slots=True)
class Gradient:
    """The relation of a rate with deprivation.

    Attributes
    ----------
    table
        Index `group`, 1 (most deprived) to the last: `areas`, `population`,
        `count`, `dispersion` (how much more its areas differ than chance, `spread`;
        missing where that can't be told), `rate` per 1,000, `rate_lower`,
        `rate_upper`, and `_poisson` limits.
    ratio
        Rate of the first over the last group; None if withheld.
    withheld
        Why the ratio is withheld; empty if it isn't.
    linear, log
        Slope fitted to the rates and to their logarithms (which OHID recommends for
        rates); None with fewer than 5 groups that have residents, `log` also where
        a group has no incidents.
    concentration
        Concentration index, -1 to 1: negative where incidents gather among the
        most deprived. Missing if nothing was recorded.
    excess
        Incidents above what all residents would have at the last group's rate;
        missing if the last group has no residents.
    excess_share
        The same as a share of all incidents.
    """

    table: pd.DataFrame
    ratio: RateRatio | None
    withheld: str
    linear: Slope | None
    log: Slope | None
    concentration: float
    excess: float
    excess_share: float


def gradient(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    group: pd.Series[Any],
    *,
    groups: int = 5,
    level: float = 0.95,
    seed: int = 0,
) -> Gradient:
    """Measure the relation of a rate with deprivation.

    Rates of a group are all its incidents over all its residents. Slopes are fitted
    as in OHID's PHEindicatormethods (`fit_slope`); their limits come from 100,000
    draws of the groups' rates (of their logarithms). All limits allow for how far the
    areas of a group differ by more than chance, group by group (quasi-likelihood:
    McCullagh and Nelder 1989), and for how few areas tell it.

    Parameters
    ----------
    count, denominator, group
        (n,) incidents, residents and group (1 the most deprived) on the same index;
        areas where one is missing, or without residents, are left out.
    groups
        Number of groups; some may be empty.
    level
        Confidence level of all limits.
    seed
        Seed of the draws.

    Raises
    ------
    ValueError
        If the indexes differ, a group is not from 1 to `groups`, or a number is
        negative.
    """
    if not (count.index.equals(denominator.index) and count.index.equals(group.index)):
        raise ValueError("counts, denominators and groups are of different areas")
    if not group.dropna().isin(range(1, groups + 1)).all():
        raise ValueError(f"a group is not from 1 to {groups}")
    known = group.notna() & count.notna() & denominator.gt(0).fillna(False)
    use = count[known], denominator[known], group[known]
    members = (use[2] == each for each in range(1, groups + 1))
    spreads = [spread(use[0][these], use[1][these]) for these in members]
    table = _table(*use, spreads, level)
    withheld = _withheld(table)
    total = float(table["count"].sum())
    excess = total - table["rate"].iloc[-1] / PER_THOUSAND * table["population"].sum()
    linear, log = slopes(poisson_limits(table), level=level, seed=seed, spreads=spreads)
    return Gradient(
        table=table,
        ratio=None if withheld else _extremes(table, level, (spreads[0], spreads[-1])),
        withheld=withheld,
        linear=linear,
        log=log,
        concentration=index_of(
            table["count"].to_numpy(), table["population"].to_numpy()
        ),
        excess=float(excess),
        excess_share=float(excess / total) if total else float("nan"),
    )


def published(
    found: Gradient, *, level: float = 0.95, seed: int = 0
) -> tuple[RateRatio | None, Slope | None, Slope | None]:
    """Return a gradient's ratio and slopes with the limits of published formulas.

    They take incidents as independent: too narrow where areas are overdispersed.

    Parameters
    ----------
    found
        A gradient with limits at the same level.
    level, seed
        As for `gradient`.
    """
    ratio = None if found.withheld else _extremes(found.table, level)
    return (ratio, *slopes(poisson_limits(found.table), level=level, seed=seed))


def _table(
    count: pd.Series[Any],
    denominator: pd.Series[Any],
    group: pd.Series[Any],
    spreads: Sequence[Spread],
    level: float,
) -> pd.DataFrame:
    areas = pd.DataFrame(
        {
            "group": group.astype("int64"),
            "population": denominator.astype("float64"),
            "count": count.astype("float64"),
        }
    )
    every = pd.RangeIndex(1, len(spreads) + 1, name="group")
    grouped = areas.groupby("group")
    table = grouped.sum().reindex(every, fill_value=0.0)
    table.insert(0, "areas", grouped.size().reindex(every, fill_value=0))
    table["dispersion"] = [each.dispersion for each in spreads]
    rates = crude_rate(table["count"], table["population"], level=level)
    wider = pd.Series([each.wider(level) for each in spreads], index=every)
    for limit in ("rate_lower", "rate_upper"):
        rates[f"{limit}_poisson"] = rates[limit]
        # by the same factor either way, so that a rate stays above 0
        known = rates["rate"] > 0
        factor = (rates[limit] / rates["rate"])[known] ** wider[known]
        rates.loc[known, limit] = rates["rate"][known] * factor
    return table.join(rates)


def poisson_limits(table: pd.DataFrame) -> pd.DataFrame:
    """Return a gradient's table with limits as if incidents were independent."""
    return table.assign(
        rate_lower=table["rate_lower_poisson"], rate_upper=table["rate_upper_poisson"]
    )


def _extremes(
    table: pd.DataFrame,
    level: float,
    spreads: tuple[Spread, Spread] = (INDEPENDENT, INDEPENDENT),
) -> RateRatio:
    first, last = table.iloc[0], table.iloc[-1]
    return rate_ratio(
        (float(first["count"]), float(last["count"])),
        (float(first["population"]), float(last["population"])),
        level=level,
        spreads=spreads,
    )


def _withheld(table: pd.DataFrame) -> str:
    """Say why the extremes can't be compared, if they can't."""
    for name, row in (("most", table.iloc[0]), ("least", table.iloc[-1])):
        for column, fewest in (("areas", FEWEST_AREAS), ("count", FEWEST_INCIDENTS)):
            if row[column] < fewest:
                what = "areas" if column == "areas" else "incidents"
                return (
                    f"the {name} deprived group has fewer than {fewest} {what} "
                    f"({row[column]:.0f})"
                )
    return ""
