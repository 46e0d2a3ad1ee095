"""What a changed slicer costs, until there is an answer to paint.

Run as `python tests/benchmarks/bench_answer.py`; `--quick` takes three of each.
Southampton, and all of Hampshire and the Isle of Wight: ten months of two forces,
99,999 permutations, through the stages that the window uses. From a change to the
new picture there are 200 ms for a city and 500 ms for a county; the answer alone
may take 150 and 400. The process, Qt loaded, may hold 600 MB at its fullest.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
REAL = ROOT.parent / "shared" / "data"

PLACES = {
    "Southampton": (
        "E06000045_lsoa2021_bgc.geojson",
        "E06000045_wards2025_bgc.geojson",
    ),
    "Hampshire": (
        "hampshire_iow_lsoa2021_bgc.gpkg",
        "hampshire_iow_wards2025_bgc.gpkg",
    ),
}
ALLOWED = {"Southampton": 150, "Hampshire": 400}
"""Milliseconds for an answer."""

MEMORY = 600
"""MB."""

POLICE, RAILWAYS = "Hampshire Constabulary", "British Transport Police"
SOURCES = [(POLICE,), (RAILWAYS,), (POLICE, RAILWAYS), (RAILWAYS, POLICE)]
TYPES = (
    "Violence and sexual offences",
    "Criminal damage and arson",
    "Shoplifting",
    "Public order",
    "Burglary",
    "Drugs",
)
METHODS = ("rate_map", "gi_star", "global_moran", "deprivation_gradient", "count_map")


def files(place: str) -> dict[str, Any]:
    areas, wards = (REAL / "boundaries" / name for name in PLACES[place])
    people = REAL / "population" / "census2021_lsoa21_usual_residents_households.csv"
    return {
        "areas": areas,
        "wards": wards,
        "crime": tuple(sorted((REAL / "crime").glob("*-street.csv"))),
        "residents": people,
        "households": people,
        "deprivation": REAL / "deprivation" / "imd2025_england_lsoa21.csv",
    }


def changes(asked: Any, runs: int) -> Iterator[tuple[str, Any, Any]]:
    """Which slicer is changed, from which question, to one never asked before."""
    for number, pair in zip(range(runs), combinations(TYPES, 2), strict=False):
        new = replace(asked, types=pair)
        yield "types", asked, new
        yield "period", asked, replace(new, first="2025-03")
        yield "measure", asked, replace(new, measure="rate")
        for method in METHODS:
            yield f"method: {method}", asked, replace(new, method=method)
        yield "level: to wards", asked, replace(new, level="ward")
        wards = replace(asked, level="ward")
        yield "level: back", wards, replace(new, first="2025-02")
        yield "source", asked, replace(asked, types=(), sources=SOURCES[number % 4])


def child(place: str, runs: int) -> None:
    """Ask in this process, and print milliseconds."""
    start = time.perf_counter()
    given = import_module("hotspot_app.project.ask.files").Files(**files(place))
    asked = import_module("hotspot_app.project.ask.question").Asked(
        method="local_moran"
    )
    stages = import_module("hotspot_app.project.steps.stages").Stages()
    stages.answer(given, asked)
    print(f"first\t{1000 * (time.perf_counter() - start)}")
    start = time.perf_counter()
    stages.warm(given, asked)
    print(f"made ready\t{1000 * (time.perf_counter() - start)}")
    for name, before, after in changes(asked, runs):
        stages.answer(given, before)
        start = time.perf_counter()
        stages.answer(given, after)
        print(f"{name}\t{1000 * (time.perf_counter() - start)}")
    import_module("PySide6.QtWidgets")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory\t{most}")


def measure(place: str, runs: int) -> int:
    """Print the medians of a place; return how many are over what is allowed."""
    done = subprocess.run(
        [sys.executable, str(HERE), "--child", place, str(runs)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    seen: dict[str, list[float]] = defaultdict(list)
    for line in done.stdout.splitlines():
        name, number = line.split("\t")
        seen[name].append(float(number))
    middle = {name: statistics.median(each) for name, each in seen.items()}
    print(place, flush=True)
    print(f"  files read, first answer {middle.pop('first'):12.0f} ms")
    print(f"  the next made ready      {middle.pop('made ready'):12.0f} ms")
    memory = middle.pop("memory")
    missed = 0
    for name, milliseconds in middle.items():
        met = milliseconds <= ALLOWED[place]
        missed += not met
        print(f"  {name:<28} {milliseconds:8.0f} ms  {'' if met else 'MISSED'}")
    missed += memory > MEMORY
    print(f"  {'memory':<28} {memory:8.0f} MB  {'MISSED' * (memory > MEMORY)}")
    return missed


def main() -> int:
    if "--child" in sys.argv:
        sys.path.insert(0, str(ROOT))
        child(sys.argv[-2], int(sys.argv[-1]))
        return 0
    if not REAL.is_dir():
        print("nothing measured: the real files (../shared/data) are not here")
        return 0
    runs = 3 if "--quick" in sys.argv else 15
    missed = sum(measure(place, runs) for place in PLACES)
    print("all met" if not missed else f"{missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
