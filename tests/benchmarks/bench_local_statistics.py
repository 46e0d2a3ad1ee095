"""Local Moran and Gi* against esda and pygeoda: ratios in one run.

Run as `python tests/benchmarks/bench_local_statistics.py`; exits with 1 if a
required ratio isn't met. `--quick` leaves out 35,000 areas.

Ours includes everything from a series and a graph to a frame. "first" draws the
table of indices, "again" has it from before.
"""

from __future__ import annotations

import gc
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from libpysal.graph import Graph
from scipy.spatial import Delaunay

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hotspot_app.stats.clustering import draws
from hotspot_app.stats.clustering.getis_ord import getis_ord
from hotspot_app.stats.clustering.moran import local_moran

SEED = 20_250_601


def town(n: int) -> tuple[pd.Series[float], Graph]:
    """Make areas at random points; neighbours share a side of the triangulation."""
    random = np.random.default_rng(SEED)
    start, other = Delaunay(random.random((n, 2))).vertex_neighbor_vertices
    focal = np.repeat(np.arange(n), np.diff(start))
    order = np.lexsort((other, focal))
    codes = pd.Index([f"E{i:08d}" for i in range(n)], name="code")
    index = pd.MultiIndex(
        levels=[codes, codes],
        codes=[focal[order], other[order]],
        names=["focal", "neighbor"],
    )
    graph = Graph(pd.Series(1.0, index=index, name="weight"), is_sorted=True)
    residents = random.integers(1_000, 3_000, n)
    return pd.Series(random.poisson(residents / 20) / residents, index=codes), graph


@dataclass(frozen=True)
class Job:
    """What is timed, how often, and what is done before each time, untimed."""

    work: Callable[[], Any]
    runs: int
    before: Callable[[], None]


def timed(jobs: dict[str, Job]) -> dict[str, float]:
    """Return medians; all take turns, so that a busy machine slows each alike."""
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(max(job.runs for job in jobs.values())):
        for name, job in jobs.items():
            if turn < job.runs:
                job.before()
                gc.collect()
                start = time.perf_counter()
                job.work()
                seconds[name].append(time.perf_counter() - start)
    return {name: statistics.median(each) for name, each in seconds.items()}


@dataclass
class Table:
    """What was measured and whether it is enough."""

    missed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.seconds[name] = seconds
        print(f"  {name:<40} {seconds * 1000:10.1f} ms", flush=True)

    def need(self, slow: str, fast: str, ratio: float) -> None:
        found = self.seconds[slow] / self.seconds[fast]
        self._verdict(
            f"{fast}: {found:.1f} times faster than {slow}, {ratio:g} needed",
            found >= ratio,
        )

    def within(self, name: str, seconds: float) -> None:
        took = self.seconds[name]
        self._verdict(
            f"{name}: {took * 1000:.0f} ms, {seconds * 1000:.0f} ms allowed",
            took <= seconds,
        )

    def _verdict(self, text: str, met: bool) -> None:
        self.missed += not met
        print(f"  {'met   ' if met else 'MISSED'} {text}", flush=True)


def forget() -> None:
    draws.KEPT.clear()


def nothing() -> None:
    """Leave everything as it is."""


def ours(
    values: pd.Series[float], graph: Graph, permutations: int, runs: int
) -> dict[str, Job]:
    jobs = {
        "local Moran": lambda: local_moran(
            values, graph, permutations=permutations, seed=SEED
        ),
        "Gi*": lambda: getis_ord(
            values, graph, star=True, permutations=permutations, seed=SEED
        ),
    }
    found = {}
    for name, job in jobs.items():
        label = f"ours {name} {permutations:,}"
        found[f"{label} first"] = Job(job, runs, forget)
        found[f"{label} again"] = Job(job, runs, nothing)
    return found


def theirs(values: pd.Series[float], graph: Graph, runs: int) -> dict[str, Job]:
    from esda.getisord import G_Local
    from esda.moran import Moran_Local

    numbers = values.to_numpy()
    common = {"permutations": 9_999, "keep_simulations": False, "seed": 1, "n_jobs": 1}
    jobs = {
        "esda local Moran 9,999": lambda: Moran_Local(numbers, graph, **common),
        "esda Gi* 9,999": lambda: G_Local(
            numbers, graph, transform="B", star=True, **common
        ),
    }
    return {name: Job(job, runs, nothing) for name, job in jobs.items()}


def lookup(values: pd.Series[float], graph: Graph, runs: int) -> dict[str, Job]:
    try:
        import pygeoda
    except ImportError:
        print("  pygeoda is not installed here")
        return {}
    codes = values.index.tolist()
    matrix = graph.sparse.tocsr()
    lines = [f"0 {len(codes)} areas code"]
    for area, code in enumerate(codes):
        near = matrix.indices[matrix.indptr[area] : matrix.indptr[area + 1]]
        lines += [f"{code} {len(near)}", " ".join(codes[other] for other in near)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gal"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        weights = pygeoda.read_gal(str(path), codes)
    numbers = values.tolist()
    jobs = {
        "pygeoda local Moran 9,999 lookup": pygeoda.local_moran,
        "pygeoda Gi* 9,999 lookup": pygeoda.local_gstar,
    }
    found = {}
    for name, statistic in jobs.items():

        def job(statistic: Callable[..., Any] = statistic) -> Any:
            return statistic(
                weights, numbers, permutations=9_999, permutation_method="lookup"
            )

        found[name] = Job(job, runs, nothing)
    return found


def main() -> int:
    warnings.simplefilter("ignore")  # esda's, about its next release
    missed = 0
    sizes = {152: (9, 5), 7_000: (5, 3), 35_000: (5, 1)}
    if "--quick" in sys.argv:
        sizes.pop(35_000)
    for n, (runs, slow_runs) in sizes.items():
        print(f"{n:,} areas", flush=True)
        table = Table()
        values, graph = town(n)
        jobs = ours(values, graph, 99_999, runs)
        if n == 152:
            jobs |= ours(values, graph, 9_999, runs)
        jobs |= theirs(values, graph, slow_runs) | lookup(values, graph, slow_runs)
        for name, seconds in timed(jobs).items():
            table.add(name, seconds)
        for name in ("local Moran", "Gi*"):
            esda = f"esda {name} 9,999"
            if n == 152:
                for when in ("first", "again"):
                    table.need(esda, f"ours {name} 9,999 {when}", 2)
                table.within(f"ours {name} 99,999 again", 0.12)
            else:
                for when in ("first", "again"):
                    needed = 10 if n == 7_000 else 50
                    table.need(esda, f"ours {name} 99,999 {when}", needed)
        missed += table.missed
    print("all met" if not missed else f"{missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
