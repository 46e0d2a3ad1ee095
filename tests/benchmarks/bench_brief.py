"""How long a month's products take, from the files to the last of them.

Run as `python tests/benchmarks/bench_brief.py`; `--quick` measures each once. On
Southampton a PAG brief with six maps as PPTX, PDF and XLSX may take 10 s, and the
profiles of 17 wards as PDF and XLSX 30 s, each in a process of its own, as the command
line makes them. What the time goes into is printed below each: reading and answers,
arranging the document with its maps and charts, pictures, and each format.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

ALLOWED = {"pag": 10.0, "profiles": 30.0}
"""Seconds."""
FORMATS = {"pag": ("pptx", "pdf", "xlsx"), "profiles": ("pdf", "xlsx")}


def make(name: str) -> None:
    """Make one product in this process, and print what took how long."""
    began = time.perf_counter()

    def told(what: str) -> None:
        nonlocal began
        now = time.perf_counter()
        print(f"{what}\t{now - began}")
        began = now

    answers_module = import_module("hotspot_app.brief.products.answers")
    build = import_module("hotspot_app.brief.products.build")
    listed = import_module("hotspot_app.brief.products.listed")
    parts = import_module("hotspot_app.brief.products.parts")
    produce = import_module("hotspot_app.brief.produce")
    methods = import_module("hotspot_app.methods").all_methods()
    asked_module = import_module("hotspot_app.project.ask.question")
    files_module = import_module("hotspot_app.project.ask.files")
    stages = import_module("hotspot_app.project.steps.stages").Stages()
    told("loading")
    files = files_module.Files(**import_module("bench_answer").files("Southampton"))
    asked = asked_module.Asked(
        method="local_moran",
        types=("Burglary",),
        first="2025-01",
        last="2025-04",
        compare_first="2024-01",
        compare_last="2024-04",
    )
    answers = answers_module.Answers(asked, lambda asked: stages.answer(files, asked))
    answers.officer  # noqa: B018 - asks for both periods
    told("reading and first answer")
    wanted = listed.product(name, parts.PARTS.keys(), [each.id for each in methods])
    document = build.build(wanted, answers, build.Issue("OFFICIAL-SENSITIVE"))
    told("answers, maps and charts")
    pictures = [each for s in document.sections for each in s.pictures()]
    maps = sum(each.id.startswith("map") for each in pictures)
    for each in pictures:
        each.png  # noqa: B018 - is drawn
    told(f"{len(pictures)} pictures, {maps} of them maps")
    with tempfile.TemporaryDirectory() as folder:
        for kind in FORMATS[name]:
            produce.produce(document, answers, Path(folder), [kind])
            told(kind)


def measure(name: str, runs: int) -> int:
    """Print medians of a product; return 1 if it takes longer than it may."""
    seen: dict[str, list[float]] = defaultdict(list)
    whole = []
    for _ in range(runs):
        began = time.perf_counter()
        done = subprocess.run(
            [sys.executable, str(HERE), "--child", name],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        whole.append(time.perf_counter() - began)
        for line in done.stdout.splitlines():
            what, seconds = line.split("\t")
            seen[what].append(float(seconds))
    took = statistics.median(whole)
    missed = took > ALLOWED[name]
    print(f"{name}: {took:.1f} s of {ALLOWED[name]:.0f}  {'MISSED' * missed}")
    for what, each in seen.items():
        print(f"  {what:<36}{statistics.median(each):8.2f} s", flush=True)
    return int(missed)


def main() -> int:
    if "--child" in sys.argv:
        make(sys.argv[-1])
        return 0
    if not (ROOT.parent / "shared" / "data").is_dir():
        print("not measured: the real files (../shared/data) are not here")
        return 0
    runs = 1 if "--quick" in sys.argv else 3
    missed = sum(measure(name, runs) for name in ALLOWED)
    print("all met" if not missed else f"{missed} missed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
