"""Crime files to counts by area, type and month, against pandas plus geopandas.

Run as `python tests/benchmarks/bench_reading.py`; exits with 1 if a required
ratio or the limit of memory isn't met. `--quick` takes fewer rows;
`--without-pyarrow` measures as where only the app's own libraries are installed,
or only geopandas: text columns then cost both sides more.

The rows are those of the real Hampshire months, with IDs of their own, so many
to a point as there, or each on a point of its own. Boundaries are read before
the clock starts. Ours includes its SHA-256, its checks for duplicates and
versions, and its notes. Theirs reads only the columns it
needs; beside it, the same job as ours: all columns, and no row with an ID twice.

Points near the coast may be counted by one and not by the other: PROJ without
its grid puts a point a metre or two from where OSTN15 does.
"""

from __future__ import annotations

import csv
import gc
import io
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if "--without-pyarrow" in sys.argv:
    sys.modules["pyarrow"] = None  # type: ignore[assignment]

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
REAL = ROOT.parent / "shared" / "data"
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from peers import USED, counts_by_join  # noqa: E402

from hotspot_app.data.boundaries.areas import read_areas  # noqa: E402
from hotspot_app.data.crime.incidents import read_incidents  # noqa: E402
from hotspot_app.stats.over_time.counts import Cube, count_cube  # noqa: E402
from hotspot_app.stats.placing.assign import assign  # noqa: E402

SEED = 20_250_601
FILES = 10
CITY = REAL / "boundaries" / "E06000045_lsoa2021_bgc.geojson"
COUNTRY = REAL / "boundaries" / "ew_lsoa2021_bgc.gpkg"
ALLOWED_MB = 800

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


# --- rows -------------------------------------------------------------------------


@dataclass(frozen=True)
class RealRows:
    """Rows of the real months, without what is made anew."""

    who: list[str]
    what: list[str]
    has_id: list[bool]
    point: Ints
    longitude: Floats
    latitude: Floats

    @property
    def ratio(self) -> float:
        return len(self.point) / len(self.longitude)


def real_rows() -> RealRows:
    who, what, has_id = [], [], []
    number: dict[tuple[str, str], int] = {}
    point = []
    for file in sorted((REAL / "crime").glob("*-hampshire-street.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            reader = csv.reader(stream)
            next(reader)
            for row in reader:
                if not row[4]:
                    continue
                has_id.append(bool(row[0]))
                who.append(joined(row[2:4]))
                what.append(joined(row[6:]))
                point.append(number.setdefault((row[4], row[5]), len(number)))
    places = np.array(list(number), dtype=np.float64)
    return RealRows(
        who, what, has_id, np.array(point), places[:, 0].copy(), places[:, 1].copy()
    )


def joined(fields: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(fields)
    return line.getvalue()


def points_of(real: RealRows, rows: int, distinct: bool) -> tuple[Ints, Ints]:
    """Say which real row each row is made of, and which point it stands on.

    The real rows are taken again and again, each time on points of their own, so
    that the ratio of rows to points stays.
    """
    draw = np.random.default_rng(SEED)
    times = -(-rows // len(real.point))
    chosen = np.concatenate([draw.permutation(len(real.point)) for _ in range(times)])
    chosen = chosen[:rows]
    if distinct:
        return chosen, np.arange(rows)
    again = np.arange(rows) // len(real.point)
    return chosen, real.point[chosen] + again * len(real.longitude)


def near_real(real: RealRows, chosen: Ints, point: Ints) -> tuple[Floats, Floats]:
    """Put each point within 150 m or so of the real one."""
    draw = np.random.default_rng(SEED + 1)
    many = int(point.max()) + 1
    origin = np.zeros(many, dtype=np.int64)
    origin[point] = real.point[chosen]
    shift = draw.uniform(-0.0015, 0.0015, (2, many))
    return real.longitude[origin] + shift[0], real.latitude[origin] + shift[1]


def all_over(areas: gpd.GeoDataFrame, many: int) -> tuple[Floats, Floats]:
    """Put each point anywhere in an area that chance picks."""
    draw = np.random.default_rng(SEED + 2)
    shapes = areas.geometry.to_numpy()
    box = shapely.bounds(shapes)
    area = draw.integers(0, len(shapes), many)
    place = np.empty((many, 2))
    left = np.arange(many)
    while len(left):
        some = box[area[left]]
        place[left] = draw.uniform(some[:, :2], some[:, 2:])
        left = left[~shapely.contains_xy(shapes[area[left]], *place[left].T)]
    back = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
    return back.transform(place[:, 0], place[:, 1])


def write_months(
    folder: Path, real: RealRows, chosen: Ints, point: Ints, at: tuple[Floats, Floats]
) -> list[Path]:
    """Write street files, one a month."""
    header = (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
        "LSOA code,LSOA name,Crime type,Last outcome category,Context\n"
    )
    draw = random.Random(SEED)
    files = []
    for number, part in enumerate(np.array_split(np.arange(len(chosen)), FILES), 1):
        month = f"2024-{number:02d}"
        file = folder / f"{month}-hampshire-street.csv"
        x, y = at[0][point[part]].tolist(), at[1][point[part]].tolist()
        with file.open("w", encoding="utf-8", newline="") as stream:
            stream.write(header)
            stream.writelines(
                f"{draw.randbytes(32).hex() if real.has_id[i] else ''},{month},"
                f"{real.who[i]},{lon:.6f},{lat:.6f},{real.what[i]}\n"
                for i, lon, lat in zip(chosen[part].tolist(), x, y, strict=True)
            )
        files.append(file)
    return files


# --- jobs -------------------------------------------------------------------------


def ours(files: Sequence[Path], areas: gpd.GeoDataFrame) -> Cube:
    reading = read_incidents(files, extent=tuple(areas.total_bounds))
    rows = reading.incidents
    area = assign(rows["easting"].to_numpy(), rows["northing"].to_numpy(), areas)
    return count_cube(area, rows, areas.index)


def clocked(job: Callable[[], Any]) -> tuple[float, float, Any]:
    gc.collect()
    wall, busy = time.perf_counter(), time.process_time()
    result = job()
    return time.perf_counter() - wall, time.process_time() - busy, result


def compare(
    title: str, files: Sequence[Path], areas: gpd.GeoDataFrame, needed: float, runs: int
) -> int:
    """Take turns, print the medians and return 1 if ours isn't fast enough."""
    theirs = areas.reset_index()
    jobs: dict[str, Callable[[], Any]] = {
        "ours": lambda: ours(files, areas),
        "pandas + sjoin": lambda: counts_by_join(files, theirs, "code"),
        "the same, no incident twice": lambda: counts_by_join(
            files, theirs, "code", None
        ),
    }
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    counted: dict[str, int] = {}
    for _ in range(runs):
        for name, job in jobs.items():
            wall, busy, result = clocked(job)
            seconds[name].append((wall, busy))
            total = result.counts.sum() if isinstance(result, Cube) else result.sum()
            counted[name] = int(total)
    print(title, flush=True)
    middle = {
        name: tuple(statistics.median(each) for each in zip(*taken, strict=True))
        for name, taken in seconds.items()
    }
    for name, (wall, busy) in middle.items():
        print(
            f"  {name:<32} {wall:7.2f} s, {busy:6.2f} s of processor, "
            f"{counted[name]:,} counted"
        )
    apart = abs(counted["ours"] - counted["pandas + sjoin"])
    if apart > counted["ours"] / 200:
        raise SystemExit(f"the counts differ by {apart:,}: they don't do the same job")
    first, second, third = middle.values()
    found = second[0] / first[0]
    met = found >= needed
    print(
        f"  {'met   ' if met else 'MISSED'} {found:.1f} times faster, "
        f"{needed:g} needed "
        f"({second[1] / first[1]:.1f} times by processor time; without duplicates "
        f"{third[0] / first[0]:.1f} and {third[1] / first[1]:.1f} times)",
        flush=True,
    )
    return 0 if met else 1


# --- memory -----------------------------------------------------------------------


def status(field: str) -> float:
    """Read a field of this process's memory in MB, Linux only."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    raise SystemExit(f"this system doesn't tell {field}")


def memory_child(files: Sequence[Path]) -> None:
    """Read and count in a process of its own, and print what it took."""
    areas = read_areas(CITY).areas
    before = status("VmRSS")
    start = time.perf_counter()
    cube = ours(files, areas)
    seconds = time.perf_counter() - start
    print(f"{status('VmHWM') - before} {seconds} {int(cube.counts.sum())}")


def memory(real: RealRows, rows: int, distinct: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        files = made(Path(folder), real, rows, distinct, None)
        done = subprocess.run(
            [sys.executable, str(HERE), "--child", *map(str, files)],
            check=True,
            capture_output=True,
            text=True,
        )
    added, seconds, total = map(float, done.stdout.split())
    met = added <= ALLOWED_MB
    print(
        f"  {'met   ' if met else 'MISSED'} {rows:,} rows, {words(distinct)}: "
        f"{added:,.0f} MB added at most, {ALLOWED_MB} allowed "
        f"({seconds:.1f} s, {total:,.0f} counted)",
        flush=True,
    )
    return 0 if met else 1


# --- all --------------------------------------------------------------------------


def words(distinct: bool) -> str:
    return "each on its own point" if distinct else "as many to a point as really"


def made(
    folder: Path,
    real: RealRows,
    rows: int,
    distinct: bool,
    country: gpd.GeoDataFrame | None,
) -> list[Path]:
    """Write files of rows near the real points, or all over the country."""
    chosen, point = points_of(real, rows, distinct)
    if country is None:
        at = near_real(real, chosen, point)
    else:
        at = all_over(country, int(point.max()) + 1)
    return write_months(folder, real, chosen, point, at)


def speed(real: RealRows, rows: int, runs: int) -> int:
    missed = 0
    for file in (CITY, COUNTRY):
        areas = read_areas(file).areas
        for distinct, needed in ((False, 2), (True, 1.5)):
            with tempfile.TemporaryDirectory() as folder:
                country = areas if file == COUNTRY else None
                files = made(Path(folder), real, rows, distinct, country)
                title = f"{rows:,} rows, {words(distinct)}, {len(areas):,} areas"
                missed += compare(title, files, areas, needed, runs)
    return missed


def main() -> int:
    if "--child" in sys.argv:
        memory_child([Path(each) for each in sys.argv[sys.argv.index("--child") + 1 :]])
        return 0
    if not REAL.is_dir():
        print("nothing measured: the real files (../shared/data) are not here")
        return 0
    quick = "--quick" in sys.argv
    real = real_rows()
    print(f"real rows to a point: {real.ratio:.2f}; theirs reads {', '.join(USED)}")
    missed = speed(real, *((300_000, 3) if quick else (1_000_000, 3)))
    if Path("/proc/self/status").exists():
        print("memory", flush=True)
        for distinct in (False, True):
            missed += memory(real, 1_000_000 if quick else 10_000_000, distinct)
    else:
        print("memory is measured on Linux only")
    print("all met" if not missed else f"{missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
