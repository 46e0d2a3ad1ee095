"""The month's job as a whole process, against pandas, geopandas, esda, matplotlib.

Run as `python tests/benchmarks/bench_run.py`; `--quick` takes one run of each.
Ten Hampshire months, Southampton's areas and wards, local Moran of rates, maps as
PNG, SVG and PDF. Exits with 1 if ours is slower; it says both, and where our time
goes.

Both start with compiled modules in a cache of their own, as they do from the
second run on any machine. Ours makes 99,999 permutations, theirs 9,999.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
REAL = ROOT.parent / "shared" / "data"

AREAS = REAL / "boundaries" / "E06000045_lsoa2021_bgc.geojson"
WARDS = REAL / "boundaries" / "E06000045_wards2025_bgc.geojson"
RESIDENTS = REAL / "population" / "census2021_lsoa21_usual_residents_households.csv"

STAGES = {
    "boundaries": ("hotspot_app.project.steps.material", "read_areas"),
    "crime files": ("hotspot_app.project.steps.material", "read_incidents"),
    "residents": ("hotspot_app.project.steps.material", "read_denominators"),
    "placing": ("hotspot_app.project.steps.pipeline", "place"),
    "counting": ("hotspot_app.project.steps.pipeline", "count"),
    "neighbours": ("hotspot_app.project.steps.pipeline", "neighbour_graph"),
    "local Moran": ("hotspot_app.methods.local_moran", "local_moran"),
    "second opinion, beside": ("hotspot_app.project.answer.opinion", "_by_reader"),
    "page": ("hotspot_app.brief.results", "map_figure"),
}
"""Part of the run to the function it is, where it is called."""


def crime() -> list[str]:
    return [str(f) for f in sorted((REAL / "crime").glob("*-hampshire-street.csv"))]


def words(out: Path) -> list[str]:
    """What comes after `hotspot-cli`."""
    return [
        "run",
        *("--areas", str(AREAS), "--wards", str(WARDS)),
        *("--crime", *crime(), "--residents", str(RESIDENTS)),
        *("--method", "local_moran", "--out", str(out)),
    ]


def own_environment(cache: Path) -> dict[str, str]:
    """Keep compiled sources, and names of places, in a folder of the benchmark's."""
    own = {"PYTHONPYCACHEPREFIX": str(cache), "XDG_DATA_HOME": str(cache / "data")}
    return {**os.environ, **own}


def whole(command: Sequence[str], cache: Path) -> tuple[float, float]:
    """Run a process; seconds by the clock, and of the processor."""
    environment = own_environment(cache)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(
        command, env=environment, cwd=ROOT, capture_output=True, text=True
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{command[1]} failed:\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, busy


def stages_child(out: Path) -> None:
    """Run in this process and print what each part took."""
    sys.argv[1:] = words(out)
    start = time.perf_counter()
    run = import_module("hotspot_app.cli.main").main
    took: dict[str, float] = defaultdict(float)
    took["start and imports"] = time.perf_counter() - start
    for stage, (module, name) in STAGES.items():
        place = import_module(module)
        setattr(place, name, timed(getattr(place, name), stage, took))
    content = import_module("hotspot_app.draw.page.export")._CONTENT
    for kind, make in content.items():
        content[kind] = timed(make, kind.upper(), took)
    if run():
        raise SystemExit("the run failed")
    took["all"] = time.perf_counter() - start
    beside = took["second opinion, beside"]
    took["the rest"] = 2 * took["all"] - sum(took.values()) + beside
    for stage, seconds in took.items():
        print(f"stage\t{stage}\t{seconds}")


def timed(
    function: Callable[..., Any], stage: str, took: dict[str, float]
) -> Callable[..., Any]:
    def around(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*given, **named)
        finally:
            took[stage] += time.perf_counter() - start

    return around


def stages(folder: Path, cache: Path, runs: int) -> None:
    """Print the medians of the parts."""
    seen: dict[str, list[float]] = defaultdict(list)
    environment = own_environment(cache)
    for number in range(runs):
        done = subprocess.run(
            [sys.executable, str(HERE), "--child", str(folder / f"stages-{number}")],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        for line in done.stdout.splitlines():
            if line.startswith("stage\t"):
                _, stage, seconds = line.split("\t")
                seen[stage].append(float(seconds))
    middle = {stage: statistics.median(times) for stage, times in seen.items()}
    print("where our time goes", flush=True)
    for stage, seconds in middle.items():
        print(f"  {stage:<24} {seconds:6.2f} s {seconds / middle['all']:5.0%}")


def main() -> int:
    if "--child" in sys.argv:
        sys.path.insert(0, str(ROOT))
        stages_child(Path(sys.argv[-1]))
        return 0
    if not REAL.is_dir():
        print("nothing measured: the real files (../shared/data) are not here")
        return 0
    runs = 1 if "--quick" in sys.argv else 5
    with tempfile.TemporaryDirectory() as folder:
        place, cache = Path(folder), Path(folder) / "compiled"
        cli = [sys.executable, "-m", "hotspot_app.cli.main", *words(place / "ours")]
        peer = [sys.executable, str(HERE.with_name("peers.py"))]
        peer += [str(AREAS), str(WARDS), str(RESIDENTS), str(place / "theirs")]
        jobs = {"hotspot-cli run": cli, "pandas, esda, matplotlib": [*peer, *crime()]}
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
        for number in range(runs + 1):
            for name, command in jobs.items():
                seconds = whole(command, cache)
                if number:  # the first only compiles
                    taken[name].append(seconds)
        print("the whole process, medians", flush=True)
        middle = {}
        for name, each in taken.items():
            wall, busy = (statistics.median(t) for t in zip(*each, strict=True))
            middle[name] = wall, busy
            print(f"  {name:<26} {wall:6.2f} s, {busy:6.2f} s of processor")
        ours, theirs = middle.values()
        missed = ours[0] > theirs[0]
        print(
            f"  {'MISSED' if missed else 'met   '} "
            f"ours is {theirs[0] / ours[0]:.2f} times as fast, "
            f"{theirs[1] / ours[1]:.2f} times by processor time"
        )
        stages(place, cache, runs)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
