"""A row for each pair of a group and a step, those that the table lacks as gaps."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import numpy as np
import pandas as pd


def crossed(
    table: pd.DataFrame, groups: str, steps: str, *, most: int
) -> tuple[pd.DataFrame, int]:
    """Return one row for every pair of groups and categories, in order of appearance.

    What one group lacks stands where other groups have it.

    Parameters
    ----------
    most
        Largest number of groups that are kept.

    Returns
    -------
    tuple
        The rows, group by group, with a new index, and the number of groups left out.

    Raises
    ------
    ValueError
        If a pair has two rows, or no row has both.
    """
    known = table.dropna(subset=[groups, steps])
    if known.empty:
        raise ValueError(f"there is no row with both {groups} and {steps}")
    twice = known.duplicated([groups, steps])
    if twice.any():
        pair = known.loc[twice, [groups, steps]].iloc[0]
        raise ValueError(f"there are two rows for {pair.iloc[0]}, {pair.iloc[1]}")
    first, across = _order(known, groups, steps), _order(known, steps, groups)
    pairs = pd.MultiIndex.from_product([first[:most], across], names=[groups, steps])
    whole = known.set_index([groups, steps]).reindex(pairs).reset_index()
    return whole[[*table.columns]], max(0, len(first) - most)


def _order(table: pd.DataFrame, column: str, other: str) -> list[object]:
    """Return each value once: categories in their order, others as runs have them."""
    values = table[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        return [*values.cat.remove_unused_categories().cat.categories]
    codes, met = pd.factorize(values)
    runs = pd.factorize(table[other])[0]
    rows = np.argsort(runs, kind="stable")
    pairs = np.column_stack([codes[rows][:-1], codes[rows][1:]])
    within = pairs[runs[rows][:-1] == runs[rows][1:]]
    after = TopologicalSorter[int](dict.fromkeys(range(len(met)), ()))
    for one, next_one in np.unique(within, axis=0).tolist():
        after.add(next_one, one)
    try:
        order = [*after.static_order()]
    except CycleError:
        order = [*range(len(met))]
    return [*met.take(order)]
