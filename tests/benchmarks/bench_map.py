"""The window's map against a matplotlib collection, and against its own limits.

Run as `python tests/benchmarks/bench_map.py`; exits with 1 if a limit isn't met.
`--quick` leaves out 35,672 areas. Real boundaries from ../shared/data where they
are; else the practice town again and again, side by side.

A frame is a move of the map and the painting of its widget, as when one drags or
turns the wheel; "sharp" is from the end of a gesture to the sharp picture, the wait
for its end left out. The peer sets the colours of a PathCollection of the same
areas with thin borders, at the same size, and draws it with Agg.
"""

from __future__ import annotations

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.colors import to_rgba_array
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtWidgets import QApplication

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
REAL = ROOT.parent / "shared" / "data" / "boundaries"
sys.path.insert(0, str(ROOT))

from hotspot_app.draw.looks.legend import MapKey, map_key  # noqa: E402
from hotspot_app.draw.maps.choropleth import outline_paths  # noqa: E402
from hotspot_app.method import MapStyle  # noqa: E402
from hotspot_app.project.ask.practice import practice_files  # noqa: E402
from hotspot_app.ui.kit import theme  # noqa: E402
from hotspot_app.ui.map.hover_card import HoverText  # noqa: E402
from hotspot_app.ui.map.view import MapView  # noqa: E402

SIZE = (720, 700)
SEED = 20_250_601
STYLE = MapStyle("clusters", "class", "Clusters")


# --- areas ------------------------------------------------------------------------


def real_areas(name: str) -> gpd.GeoDataFrame | None:
    path = REAL / name
    if not path.is_file():
        return None
    frame = gpd.read_file(path).to_crs(27700)
    code = next(column for column in frame.columns if column.lower() == "lsoa21cd")
    frame = frame.set_index(code).rename_axis("code").sort_index()
    return named(frame[["geometry"]])


def town_areas(times: int) -> gpd.GeoDataFrame:
    """Set copies of the practice town side by side."""
    town = gpd.read_file(practice_files().areas).to_crs(27700)
    west, south, east, north = town.total_bounds
    across = int(np.ceil(np.sqrt(times)))
    copies = [
        town.geometry.translate(
            i % across * (east - west), i // across * (north - south)
        )
        for i in range(times)
    ]
    shapes = np.concatenate([copy.to_numpy() for copy in copies])
    codes = pd.Index([f"P{i:08d}" for i in range(len(shapes))], name="code")
    return named(gpd.GeoDataFrame(geometry=shapes, index=codes, crs="EPSG:27700"))


def named(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.assign(name=frame.index, shown=True)


def key_of(areas: gpd.GeoDataFrame, seed: int) -> MapKey:
    """Clusters of every kind, one area in five."""
    random = np.random.default_rng(SEED + seed)
    kinds = np.array(["high-high", "low-low", "high-low", "low-high"])
    kind = random.choice(kinds, len(areas))
    sure = random.choice(["clear", "likely"], len(areas))
    plain = random.random(len(areas)) > 0.2
    values = {
        "class": np.where(plain, "not significant", kind),
        "confidence": np.where(plain, "not different", sure),
    }
    frame = pd.DataFrame(values, index=areas.index)
    return map_key(frame, STYLE, shown=areas["shown"])


# --- measuring --------------------------------------------------------------------


def timed(job: Callable[[], Any], runs: int) -> float:
    seconds = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        job()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


@dataclass
class Table:
    """What was measured and whether it is enough."""

    missed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.seconds[name] = seconds
        print(f"  {name:<44} {seconds * 1000:10.2f} ms", flush=True)

    def within(self, name: str, seconds: float) -> None:
        took = self.seconds[name]
        self._verdict(
            f"{name}: {took * 1000:.1f} ms, {seconds * 1000:.1f} ms allowed",
            took <= seconds,
        )

    def need(self, slow: str, fast: str, ratio: float) -> None:
        found = self.seconds[slow] / self.seconds[fast]
        self._verdict(
            f"{fast}: {found:.0f} times faster than {slow}, {ratio:g} needed",
            found >= ratio,
        )

    def _verdict(self, text: str, met: bool) -> None:
        self.missed += not met
        print(f"  {'met   ' if met else 'MISSED'} {text}", flush=True)


def wait_sharp(view: MapView) -> None:
    loop, limit = QEventLoop(), QTimer(singleShot=True, interval=30_000)
    limit.timeout.connect(loop.quit)
    view.sharpened.connect(loop.quit)
    while not view.is_sharp():
        limit.start()
        loop.exec()
        if not limit.isActive():
            raise SystemExit("the map did not become sharp")


def frames(view: MapView, picture: QImage, moves: int = 40) -> tuple[float, float]:
    """Median seconds of a frame while dragging and while zooming, end by end."""
    took: dict[str, list[float]] = {"drag": [], "zoom": []}
    middle = QPointF(SIZE[0] / 2, SIZE[1] / 2)
    for number in range(moves):
        turn = 1 if number % 20 < 10 else -1
        for kind in took:
            start = time.perf_counter()
            if kind == "drag":
                view.camera.move_by(7.0 * turn, 3.0 * turn)
            else:
                view.camera.zoom_by(1.06**turn, middle.x(), middle.y())
            view.render(picture)
            QApplication.processEvents()
            took[kind].append(time.perf_counter() - start)
    return statistics.median(took["drag"]), statistics.median(took["zoom"])


def sharp(view: MapView, runs: int) -> float:
    """Median seconds from the end of a gesture to the sharp picture."""
    took = []
    for number in range(runs * 2):
        view.camera.zoom_by(1.3 if number % 2 else 1 / 1.3, 300, 300)
        view.camera.move_by(25, 10)
        start = time.perf_counter()
        view.canvas.ask()
        wait_sharp(view)
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def hover(view: MapView, areas: gpd.GeoDataFrame, picture: QImage) -> float:
    """Median seconds from a move of the pointer to the card, painted."""
    view.set_hover_text(lambda code: HoverText(code, "Ward", (("Count", "9"),) * 6))
    random = np.random.default_rng(SEED)
    took = []
    for x, y in random.uniform(150, 550, (60, 2)).tolist():
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(x, y),
            QPointF(x, y),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        )
        start = time.perf_counter()
        QApplication.sendEvent(view, event)
        view.card.render(picture, QPoint())
        took.append(time.perf_counter() - start)
    return statistics.median(took)


def peer(areas: gpd.GeoDataFrame, runs: int) -> float:
    """Median seconds of recolouring a matplotlib collection."""
    figure = Figure(figsize=(SIZE[0] / 100, SIZE[1] / 100), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    paths = outline_paths(areas.geometry.to_numpy())
    drawn = PathCollection(paths, edgecolors=theme.LIGHT.area_line, linewidths=0.4)
    axes.add_collection(drawn)
    west, south, east, north = areas.total_bounds
    axes.set(xlim=(west, east), ylim=(south, north))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    keys = [key_of(areas, seed) for seed in range(2)]
    turn = [0]

    def recolour() -> None:
        key = keys[turn[0] % 2]
        turn[0] += 1
        fills = to_rgba_array([entry.fill for entry in key.entries])
        drawn.set_facecolors(fills[key.entry_of.to_numpy()])
        canvas.draw()

    return timed(recolour, runs)


def measure(areas: gpd.GeoDataFrame, table: Table, runs: int) -> None:
    n = f"{len(areas):,}"
    corners = shapely.get_num_coordinates(areas.geometry.to_numpy()).sum()
    print(f"\n{n} areas, {corners:,} corners, {SIZE[0]} by {SIZE[1]} pixels")
    view, keys = MapView(), [key_of(areas, seed) for seed in range(2)]
    view.resize(*SIZE)
    view.show()
    start = time.perf_counter()
    view.set_areas(areas)
    view.set_key(keys[0])
    table.add(f"{n} set_areas, window held", time.perf_counter() - start)
    wait_sharp(view)
    table.add(f"{n} first picture", time.perf_counter() - start)
    picture = QImage(*SIZE, QImage.Format.Format_RGB32)
    table.add(f"{n} sharp after a gesture", sharp(view, runs))
    table.add(f"{n} hover", hover(view, areas, picture))
    dragged, zoomed = frames(view, picture)
    table.add(f"{n} frame while dragging", dragged)
    table.add(f"{n} frame while zooming", zoomed)
    view.fit()
    wait_sharp(view)
    turn = [0]

    def recolour() -> None:
        turn[0] += 1
        view.set_key(keys[turn[0] % 2])

    table.add(f"{n} recolour", timed(recolour, runs * 3))
    table.add(f"{n} recolour, matplotlib", peer(areas, runs))
    view.stop()
    view.close()


def main() -> int:
    app = QApplication.instance() or QApplication([])
    theme.put_on(app, theme.LIGHT)
    table, quick = Table(), "--quick" in sys.argv
    county = real_areas("hampshire_iow_lsoa2021_bgc.gpkg")
    measure(town_areas(14) if county is None else county, table, 5)
    names = [name.split(" ", 1)[0] for name in table.seconds]
    for what in ("frame while dragging", "frame while zooming"):
        table.within(f"{names[0]} {what}", 1 / 60)
    table.within(f"{names[0]} hover", 0.005)
    if quick:
        return int(table.missed > 0)
    country = real_areas("ew_lsoa2021_bgc.gpkg")
    measure(town_areas(390) if country is None else country, table, 3)
    n = list(table.seconds)[-1].split(" ", 1)[0]
    for what in ("frame while dragging", "frame while zooming"):
        table.within(f"{n} {what}", 1 / 30)
    table.within(f"{n} sharp after a gesture", 0.4)
    table.within(f"{n} hover", 0.005)
    table.need(f"{n} recolour, matplotlib", f"{n} recolour", 50)
    print(f"\n{table.missed} missed" if table.missed else "\nall met")
    return int(table.missed > 0)


if __name__ == "__main__":
    sys.exit(main())
