"""The built app: how large it is, how soon there is a window, how much memory.

Run as `python tests/benchmarks/bench_built.py`. Its self-test is run five times; the
first may read from disk, the best is a warm start. Required: a folder under 700 MB and
a window within 3 seconds.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from resources.installer.bundle import PROGRAMME, make_bundle  # noqa: E402

TIMES = 5
LARGEST, LONGEST = 700e6, 3.0


def seconds_to_windows(folder: Path) -> tuple[float, float]:
    """Run the self-test; give seconds to the first window and to the whole one."""
    began = time.time()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    words = [PROGRAMME, "--self-test", folder]
    subprocess.run(words, env=environment, stderr=subprocess.DEVNULL, check=True)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    first: float = report["first_window_at"] - began
    return first, first + report["seconds"]["the whole window"]


def main() -> int:
    bundle = make_bundle()
    size = sum(path.lstat().st_size for path in bundle.rglob("*"))
    with tempfile.TemporaryDirectory() as folder:
        runs = [seconds_to_windows(Path(folder) / str(n)) for n in range(TIMES)]
    first, whole = (min(times) for times in zip(*runs, strict=True))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"folder                {size / 1e6:8.0f} MB   (at most {LARGEST / 1e6:.0f})")
    print(f"start to a window     {first:8.2f} s    (at most {LONGEST:.0f})")
    print(f"start to all of it    {whole:8.2f} s")
    print(f"most memory           {memory:8.0f} MB")
    for package in sorted(bundle.parent.glob("*.deb")):
        print(f"{package.suffix} {package.stat().st_size / 1e6:25.0f} MB")
    return 0 if size < LARGEST and first < LONGEST else 1


if __name__ == "__main__":
    sys.exit(main())
