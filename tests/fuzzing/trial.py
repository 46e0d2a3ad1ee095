"""One input by its number: what is made of which file, who reads it, and what came."""

from __future__ import annotations

import random
import re
import signal
import time
import traceback
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

from hotspot_app import faults
from hotspot_app.data.apart import reader, refusals
from hotspot_app.errors import Cancelled, HotspotError
from tests.fuzzing.forms import spoilt
from tests.fuzzing.packed import zipped
from tests.fuzzing.reading import REACHED, READERS, others
from tests.fuzzing.seeds import Seed, seeds

TOO_LONG: Final = 40.0
"""Seconds for one reader, more than the app waits for its own."""

SLOW: Final = 20.0
LARGE: Final = 1_000
GROWN: Final = 300
"""Megabytes: in all, and more than there were when the first input was read."""


@dataclass(frozen=True)
class Input:
    """A file to be read, and by whom."""

    number: int
    kind: str
    form: str
    main: str
    files: dict[str, bytes]
    readers: tuple[str, ...]


@dataclass
class Outcome:
    """What came of an input.

    Attributes
    ----------
    troubles
        Reader and what happened: an exception with its place, a hang, memory.
    """

    number: int
    what: str
    calls: int = 0
    refusals: int = 0
    readings: int = 0
    seconds: float = 0.0
    megabytes: int = 0
    reader_megabytes: int = 0
    troubles: Sequence[tuple[str, str]] = ()


def made(number: int, known: Sequence[Seed]) -> Input:
    """Make the input of a number."""
    r = random.Random(number)
    seed = _chosen(r, known)
    files = dict(seed.files)
    for _ in range(r.choice((1, 1, 1, 2))):
        names = [seed.main] if seed.form not in {"shp", "gdb"} else sorted(files)
        if seed.kind == "record" and r.random() < 0.1:
            names = sorted(files)
        spoil = r.choice(names)
        files[spoil] = spoilt(r, spoil, files[spoil], seed.kind)
    main = seed.main
    if seed.form in {"shp", "gdb"} and r.random() < 0.04:
        del files[r.choice(sorted(name for name in files if name != main))]
    if r.random() < 0.05 and seed.form not in {"gdb", "json"}:
        files = {main.split("/")[0]: zipped(files.items())}
        files = {"packed.zip": next(iter(files.values()))}
        main = "packed.zip"
    elif r.random() < 0.03 and seed.form not in {"shp", "gdb", "json", "toml"}:
        ends = (".csv", ".xlsx", ".zip", ".geojson", ".gpkg", ".tif", ".xls", ".gz")
        main = "named wrongly" + r.choice(ends)
        files[main] = files.pop(seed.main)
    readers = _readers(r, seed.kind)
    return Input(number, seed.kind, seed.form, main, files, readers)


def _chosen(r: random.Random, known: Sequence[Seed]) -> Seed:
    """Choose a seed, maps more often: they can go wrong in more ways."""
    kind = r.choice(sorted({seed.kind for seed in known} - {"map"}) + ["map"] * 9)
    return r.choice([seed for seed in known if seed.kind == kind])


def _readers(r: random.Random, kind: str) -> tuple[str, ...]:
    sure = list(REACHED[kind])
    chosen = sure if len(sure) < 3 else r.sample(sure, 3)
    if kind not in {"settings", "unsaved"}:
        chosen.append("look")
        if r.random() < 0.5:
            chosen.append(r.choice(others(kind)))
        if r.random() < 0.1 and kind != "project":
            chosen.append("recognise")
    return tuple(dict.fromkeys(chosen))


class Trial:
    """Reads inputs, and notices what no reader may do.

    Parameters
    ----------
    folder
        Where inputs are laid out.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seeds = seeds()
        self._seen: list[str] = []
        # other tests may have filled this process before
        self._allowed = max(LARGE, _peaks()[0] + GROWN)

    def input(self, number: int) -> Input:
        """Return the input of a number."""
        return made(number, self._seeds)

    def of(self, number: int) -> Outcome:
        """Lay one input out, have it read, and say what came of it."""
        given = self.input(number)
        path = self.laid_out(given)
        found = Outcome(number, f"{given.kind} as {given.form}")
        troubles: list[tuple[str, str]] = []
        started = time.process_time()
        _forget_peaks()
        for name in given.readers:
            self._seen.clear()
            found.calls += 1
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                came = self._read(name, path)
            found.refusals += came == "refused"
            found.readings += came == "read"
            told = [*self._seen, *([came] * (came not in {"refused", "read"}))]
            troubles += [(name, each) for each in dict.fromkeys(told)]
        found.seconds = time.process_time() - started
        found.megabytes, found.reader_megabytes = _peaks()
        if found.seconds > SLOW:
            troubles.append(("all", f"slow: over {SLOW:.0f} seconds"))
        if found.megabytes > self._allowed or found.reader_megabytes > LARGE:
            troubles.append(("all", f"large: over {LARGE:,} MB"))
        found.troubles = tuple(troubles)
        return found

    def laid_out(self, given: Input) -> Path:
        """Write an input's files into the folder, alone there."""
        for old in sorted(self._folder.rglob("*"), reverse=True):
            old.unlink() if not old.is_dir() else old.rmdir()
        for name, content in given.files.items():
            file = self._folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        return self._folder / given.main

    def _read(self, name: str, path: Path) -> str:
        """Have one reader read; return "read", "refused" or what is amiss."""
        try:
            with _within(TOO_LONG), self._noticed():
                READERS[name](path)
        except faults.Fault:
            return "refused"  # it is noticed already, with its cause
        except (HotspotError, Cancelled) as error:
            if isinstance(error.__cause__, MemoryError):
                return "MemoryError"
            return "refused"
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            return _place(error)
        return "read"

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        """Notice faults and ended readers, those too that a caller makes words of."""
        told, ends = faults.fault_in, ("stopped", "hangs", "too_much")
        kept = {end: getattr(refusals, end) for end in ends}

        def fault_in(where: str, error: BaseException) -> faults.Fault:
            self._seen.append(_place(error))
            return faults.Fault("a fault", where=where)

        def noticing(end: str) -> Any:
            def told_of(*given: Any) -> Any:
                self._seen.append(f"the reader: {end.replace('_', ' ')}")
                return kept[end](*given)

            return told_of

        faults.fault_in = fault_in
        for end in ends:
            setattr(refusals, end, noticing(end))
        try:
            yield
        finally:
            faults.fault_in = told
            for end in ends:
                setattr(refusals, end, kept[end])


class TooLong(BaseException):
    """A reader takes too long."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    began = time.monotonic()
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # another's clock goes on
            rest = left - (time.monotonic() - began)
            signal.setitimer(signal.ITIMER_REAL, max(rest, 0.001))


def _place(error: BaseException) -> str:
    """Name an exception and the last of the app's functions it came through."""
    if isinstance(error, faults.FaultElsewhere):
        ours = [
            line for line in error.lines if re.search(r'"(data|hotspot_app)/', line)
        ]
        last = ours[-1].strip() if ours else "?"
        return f"{error.lines[-1]} in the reader: {last}"
    frames = traceback.extract_tb(error.__traceback__)
    ours_too = [frame for frame in frames if "hotspot_app" in frame.filename]
    last_frame = (ours_too or frames)[-1]
    name = Path(last_frame.filename).name
    return (
        f"{type(error).__name__}: {last_frame.name}, line {last_frame.lineno} of {name}"
    )


# --- memory, where the system tells -------------------------------------------------


def _processes() -> list[str]:
    pid = reader().pid
    return ["self", *([str(pid)] if pid else [])]


def _forget_peaks() -> None:
    for each in _processes():
        try:
            Path(f"/proc/{each}/clear_refs").write_text("5", encoding="ascii")
        except OSError:
            continue


def _peaks() -> tuple[int, int]:
    found = []
    for each in _processes():
        try:
            told = Path(f"/proc/{each}/status").read_text(encoding="ascii")
        except OSError:
            continue
        line = next((x for x in told.splitlines() if x.startswith("VmHWM")), "x 0")
        found.append(int(line.split()[1]) // 1024)
    return (*found, 0, 0)[0], (*found, 0, 0)[1]
