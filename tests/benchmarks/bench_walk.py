"""A long random walk through the window, as many actions as are asked for.

Run as `python tests/benchmarks/bench_walk.py 5000` (2,000 by default; a second number
is the first seed). Every 250 actions a new window is walked through with the next
seed. It stops at the first exception, warning of Qt, leaked thread or answer that
isn't the one computed afresh, and prints the actions before it.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
EACH = 250
"""Actions in a window."""


def numbers() -> list[int]:
    return [
        int(word.lstrip("-")) for word in sys.argv[1:] if word.lstrip("-").isdigit()
    ]


def memory() -> str:
    """Say what is held now, where the system tells, and what was at most."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = Path("/proc/self/statm")
    if not held.exists():
        return f"{most:.0f} MB at most"
    pages = int(held.read_text().split()[1])
    return f"{pages * resource.getpagesize() / 2**20:.0f} MB held, {most:.0f} at most"


def walk_once(seed: int, steps: int, folder: Path) -> Any:
    walking = import_module("tests.ui.walking")
    widgets = import_module("PySide6.QtWidgets").QApplication.allWidgets
    before = len(widgets())
    window = import_module("hotspot_app.ui.window.main_window").MainWindow()
    window.show()
    walk = walking.Walk(window, seed, folder)
    try:
        with walk.boxes():
            walk.begin()
            walk.go(steps)
            walk.leave()
    except BaseException:
        print(f"seed {seed}:", *walk.done, sep="\n  ", flush=True)
        raise
    left = walking.threads_left()
    if left:
        raise AssertionError(f"seed {seed}: threads left: {left}")
    if len(widgets()) > before:
        raise AssertionError(f"seed {seed}: {len(widgets()) - before} widgets left")
    return walk


def main() -> int:
    sys.path.insert(0, str(ROOT))
    steps, first, *_ = [*numbers(), *(2000, 1000)[len(numbers()) :]]
    with tempfile.TemporaryDirectory() as name:
        for kind in ("CONFIG", "STATE", "DATA", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(name) / kind.lower())
        app = import_module("PySide6.QtWidgets").QApplication([])
        settings = import_module("hotspot_app.project.save.settings").read_settings()[0]
        import_module("hotspot_app.ui.frame.preferences").dress(app, settings)
        kinds: Counter[str] = Counter()
        looked, began, done = 0, time.monotonic(), 0
        for seed in range(first, first + -(-steps // EACH)):
            many = min(EACH, steps - done)
            walk = walk_once(seed, many, Path(name))
            done += many
            looked += walk.looked
            kinds.update(said.split(" ")[0] for said in walk.done)
            walk = None
            gc.collect()
            print(
                f"  {done:6} actions, {looked} answers compared, "
                f"{time.monotonic() - began:.0f} s, {memory()}",
                flush=True,
            )
    print("  " + ", ".join(f"{kind} {many}" for kind, many in kinds.most_common()))
    print(f"{done} actions in {time.monotonic() - began:.0f} s, nothing amiss")
    return 0


if __name__ == "__main__":
    sys.exit(main())
