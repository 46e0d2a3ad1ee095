"""Statistics calculated by esda for the same areas: observed values only.

Its p-values aren't asked for: they are one-sided, and areas that can't be
tested come out significant.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.metadata import version
from threading import Lock
from types import ModuleType
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.stats.graphs.links import Floats, Graph, participants

Calculate = Callable[[Mapping[str, Any]], Floats]
"""Does what `esda_calculates` does, perhaps elsewhere."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The difference between two calculations of one statistic.

    Attributes
    ----------
    version
        Version of esda.
    areas
        Number of areas compared; 0 if none could be.
    largest_difference
        Largest difference relative to esda's largest value; 0 if nothing was compared.
    """

    version: str
    areas: int
    largest_difference: float


def compare_local_moran(
    values: pd.Series[Any],
    graph: Graph,
    statistic: pd.Series[Any],
    calculate: Calculate | None = None,
) -> Agreement:
    """Compare local Moran's I with esda's.

    Parameters
    ----------
    values, graph
        The arguments of `moran.local_moran`.
    statistic
        The statistic that it returned.
    calculate
        Asks esda for the statistic, by default in this process.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    """
    return _compare(values, graph, statistic, "local_moran", calculate)


def compare_bivariate_moran(
    own: pd.Series[Any],
    values: pd.Series[Any],
    graph: Graph,
    statistic: pd.Series[Any],
    calculate: Calculate | None = None,
) -> Agreement:
    """Compare bivariate local Moran's I with esda's.

    Parameters
    ----------
    own, values, graph
        The arguments of `association.bivariate.bivariate_moran`.
    statistic
        The statistic that it returned.
    calculate
        Asks esda for the statistic, by default in this process.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    """
    both = values.where(own.notna())
    return _compare(both, graph, statistic, "bivariate_moran", calculate, own=own)


def compare_getis_ord(
    values: pd.Series[Any],
    graph: Graph,
    z: pd.Series[Any],
    calculate: Calculate | None = None,
    *,
    star: bool,
) -> Agreement:
    """Compare the analytic z of Gi or Gi* with esda's.

    Adding a constant to all values doesn't change z, but esda divides by their
    sum and turns the sign where that is negative. It is given values that are
    all above zero.

    Parameters
    ----------
    values, graph, star
        The arguments of `getis_ord.getis_ord`.
    z
        The z that it returned.
    calculate
        Asks esda for the statistic, by default in this process.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    """
    name = "gi_star" if star else "gi"
    return _compare(values, graph, z, name, calculate)


def compare_global_moran(
    values: pd.Series[Any],
    graph: Graph,
    statistic: float,
    calculate: Calculate | None = None,
) -> Agreement:
    """Compare Moran's I of all areas with esda's.

    Parameters
    ----------
    values, graph
        The arguments of `moran.global_moran`.
    statistic
        The statistic that it returned.
    calculate
        Asks esda for the statistic, by default in this process.

    Raises
    ------
    ValueError
        If the areas of `values` and `graph` differ or a value is infinite.
    """
    return _compare(values, graph, statistic, "moran", calculate)


def esda_calculates(asked: Mapping[str, Any]) -> Floats:
    """Return a statistic calculated by esda, which takes seconds to load.

    Parameters
    ----------
    asked
        `statistic`, a key of `_STATISTICS`; `values` (n,); `focal`, `other` and
        `weight` (m,), the neighbours by position; `own` (n,), another figure of the
        areas for a statistic of two.
    """
    with quiet():
        from libpysal import graph  # slow to import, only when needed

        links = (asked[name] for name in ("focal", "other", "weight"))
        neighbours = graph.Graph.from_arrays(*links)
        calculated = _STATISTICS[asked["statistic"]]
        if "own" in asked:
            calculated = partial(calculated, own=asked["own"])
        found = calculated(asked["values"], neighbours)
    return np.atleast_1d(np.asarray(found, dtype=np.float64))


def _local_moran(values: Floats, neighbours: Any) -> Any:
    from esda.moran import Moran_Local

    return Moran_Local(values, neighbours, permutations=0).Is


def _bivariate_moran(values: Floats, neighbours: Any, *, own: Floats) -> Any:
    from esda.moran import Moran_Local_BV

    return Moran_Local_BV(own, values, neighbours, permutations=0).Is


def _getis_ord(values: Floats, neighbours: Any, *, star: bool) -> Any:
    from esda.getisord import G_Local

    lowest, spread = float(values.min()), float(np.ptp(values))
    raised = values if lowest > 0 else values - lowest + spread
    return G_Local(raised, neighbours, transform="B", star=star, permutations=0).Zs


def _moran(values: Floats, neighbours: Any) -> Any:
    from esda.moran import Moran

    return Moran(values, neighbours, permutations=0).I


_STATISTICS: Final[Mapping[str, Callable[..., Any]]] = {
    "local_moran": _local_moran,
    "bivariate_moran": _bivariate_moran,
    "gi": partial(_getis_ord, star=False),
    "gi_star": partial(_getis_ord, star=True),
    "moran": _moran,
}


class _NoExamples(MetaPathFinder, Loader):
    """Gives libpysal an empty module in the place of its examples.

    Those load what would fetch them, and that binds a socket to see whether this
    computer knows IPv6.
    """

    def find_spec(
        self, fullname: str, path: object, target: object = None
    ) -> ModuleSpec | None:
        del path, target
        mine = fullname == "libpysal.examples"
        return ModuleSpec(fullname, self) if mine else None

    def exec_module(self, module: ModuleType) -> None:
        """Begin where the examples would.

        libpysal's modules import one another in a circle, which ends well only if
        this one has been through first.
        """
        del module
        import_module("libpysal.io")


sys.meta_path.insert(0, _NoExamples())


_ONE_AT_A_TIME: Final = Lock()
"""Warnings' filters are of the process: two threads would mix them up."""


@contextmanager
def quiet() -> Iterator[None]:
    """Keep a library's warnings, as of numba and of division, to itself."""
    with _ONE_AT_A_TIME, warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _compare(
    values: pd.Series[Any],
    graph: Graph,
    ours: pd.Series[Any] | float,
    name: str,
    calculate: Calculate | None,
    *,
    own: pd.Series[Any] | None = None,
) -> Agreement:
    """Compare what we found with what esda makes of the areas that take part."""
    known = version("esda")
    part = participants(values, graph)
    fewest = 3 if isinstance(ours, pd.Series) else 4
    if part.n < fewest or part.constant:
        return Agreement(known, 0, 0.0)
    links = part.links
    asked = {
        "statistic": name,
        "values": part.values,
        "focal": links.focal,
        "other": links.other,
        "weight": links.weight,
    }
    if own is not None:
        asked["own"] = own.to_numpy(np.float64, na_value=np.nan)[part.where]
    found = (calculate or esda_calculates)(asked)
    mine: Floats | float = (
        ours.to_numpy(dtype=float)[part.where] if isinstance(ours, pd.Series) else ours
    )
    largest = max(float(np.abs(found).max()), np.finfo(float).tiny)
    return Agreement(known, part.n, float(np.abs(mine - found).max()) / largest)
