"""Spoilt files of every kind for everything that reads: none may do more than refuse.

Run as `python tests/benchmarks/bench_fuzz.py`: 20,000 inputs, whose numbers are their
seeds; `--quick` takes 1,000, a number that many, a second number is the first seed, and
`--only N` tries one alone and says what it is made of. Trouble, for which it exits
with 1: an exception nobody foresaw, a reader that had to be ended, over 20 seconds of
work or 1 GB of memory, in this process or in the reader.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, Final

ROOT = Path(__file__).resolve().parents[2]
PATIENCE: Final = 150.0
"""Seconds after which a worker that says nothing is ended."""

ALL, QUICK = 20_000, 1_000


def numbers() -> list[int]:
    return [int(word) for word in sys.argv[1:] if word.isdigit()]


# --- a worker -----------------------------------------------------------------------


def work(first: int, last: int, step: int) -> int:
    """Try every `step`th input, and say before and after each which and how."""
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as name:
        os.environ["HOTSPOT_HOME"] = f"{name}/home"
        import_module("hotspot_app.paths").prepare_libraries()
        folder = Path(name) / "given"
        folder.mkdir()
        trial = import_module("tests.fuzzing.trial").Trial(folder)
        for number in range(first, last, step):
            print(json.dumps({"at": number}), flush=True)
            print(json.dumps(asdict(trial.of(number))), flush=True)
        import_module("hotspot_app.data.apart").end()
    return 0


class Worker:
    """A process that tries inputs, begun anew behind one that ends it."""

    def __init__(self, first: int, last: int, step: int) -> None:
        self.next, self.last, self.step = first, last, step
        self.at: int | None = None
        self.heard = time.monotonic()
        self._begin()

    def _begin(self) -> None:
        words = ["--work", str(self.next), str(self.last), str(self.step)]
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).resolve()), *words],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put("")

    def outcomes(self) -> list[dict[str, Any]] | None:
        """Return what is known now, None when there is no more to come."""
        found: list[dict[str, Any]] = []
        while not self.lines.empty():
            line = self.lines.get()
            self.heard = time.monotonic()
            if not line:
                return self._ended(found)
            told = json.loads(line)
            if "at" in told:
                self.at = told["at"]
            else:
                found.append(told)
                self.at, self.next = None, told["number"] + self.step
        if time.monotonic() - self.heard > PATIENCE:
            self.process.kill()
            self.heard = time.monotonic()
        return found

    def _ended(self, found: list[dict[str, Any]]) -> list[dict[str, Any]] | None:
        code = self.process.wait()
        if self.at is None:
            if code:
                raise RuntimeError(f"a worker ended with {code}")
            return found or None
        why = f"the process ended ({code})"
        found.append({"number": self.at, "what": "?", "troubles": [("?", why)]})
        self.at, self.next = None, self.at + self.step
        self._begin()
        return found


# --- the sum ------------------------------------------------------------------------


@dataclass
class Sum:
    """What came of all inputs."""

    counted: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    troubles: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    most: dict[str, tuple[float, int]] = field(default_factory=dict)

    def add(self, told: dict[str, Any]) -> None:
        self.counted["inputs"] += 1
        self.kinds[told["what"]] += 1
        for name in ("calls", "refusals", "readings"):
            self.counted[name] += told.get(name, 0)
        for name in ("seconds", "megabytes", "reader_megabytes"):
            now = (told.get(name, 0), told["number"])
            self.most[name] = max(now, self.most.get(name, now))
        for reader, what in told["troubles"]:
            met = self.troubles.setdefault(what, [])
            met.append((told["number"], told["what"], reader))

    def told(self) -> str:
        many = self.counted
        slowest, window, reader = (
            self.most.get(name, (0, 0))
            for name in ("seconds", "megabytes", "reader_megabytes")
        )
        lines = [
            f"{many['inputs']:,} inputs of {len(self.kinds)} kinds, {many['calls']:,} "
            f"calls: {many['refusals']:,} refusals, {many['readings']:,} readings",
            f"slowest {slowest[0]:.1f} s of this process (--only {slowest[1]}); most "
            f"memory {window[0]} MB (--only {window[1]}), of the reader {reader[0]} MB "
            f"(--only {reader[1]})",
        ]
        for what, met in sorted(self.troubles.items(), key=lambda each: -len(each[1])):
            first = min(met)
            readers = ", ".join(sorted({reader for *_, reader in met}))
            lines.append(f"{len(met):6} × {what}")
            lines.append(f"         --only {first[0]}: {first[1]}; by {readers}")
        if not self.troubles:
            lines.append("nothing but refusals and readings")
        return "\n".join(f"  {line}" for line in lines)


def run(first: int, many: int) -> int:
    workers = min(os.cpu_count() or 1, 4, many)
    running = [Worker(first + i, first + many, workers) for i in range(workers)]
    total, began, said = Sum(), time.monotonic(), 0
    while running:
        time.sleep(0.1)
        for worker in list(running):
            outcomes = worker.outcomes()
            if outcomes is None:
                running.remove(worker)
            for told in outcomes or ():
                total.add(told)
        done = total.counted["inputs"]
        if done - said >= 1_000:
            said = done
            met = sum(map(len, total.troubles.values()))
            spent = time.monotonic() - began
            print(f"  {done:6,} inputs in {spent:.0f} s, trouble {met}", flush=True)
    print(total.told())
    used = os.times()
    worked = used.children_user + used.children_system
    print(
        f"  {time.monotonic() - began:.0f} s with {workers} workers, which worked "
        f"{worked:.0f} s"
    )
    return 1 if total.troubles else 0


def only(number: int) -> int:
    """Try one input here, and keep its files."""
    sys.path.insert(0, str(ROOT))
    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{number}-"))
    os.environ["HOTSPOT_HOME"] = str(folder / "home")
    (folder / "given").mkdir()
    trial = import_module("tests.fuzzing.trial").Trial(folder / "given")
    given, outcome = trial.input(number), trial.of(number)
    print(f"  {given.kind} as {given.form}: {folder / 'given' / given.main}")
    print(f"  read by {', '.join(given.readers)}: {outcome}")
    import_module("hotspot_app.data.apart").end()
    return 1 if outcome.troubles else 0


def main() -> int:
    if "--work" in sys.argv:
        return work(*numbers())
    if "--only" in sys.argv:
        return only(*numbers())
    many, first, *_ = [
        *numbers(),
        *(QUICK if "--quick" in sys.argv else ALL, 0)[len(numbers()) :],
    ]
    return run(first, many)


if __name__ == "__main__":
    sys.exit(main())
