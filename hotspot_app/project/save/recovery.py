"""Unsaved projects kept aside, for the day the app or the computer stops at once.

Each window has a file and, beside it, a lock that ends with its process. A file
whose lock nobody holds was left behind.
"""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from hotspot_app.errors import InputError
from hotspot_app.file_lock import try_lock
from hotspot_app.named_paths import from_root, why_untouched
from hotspot_app.paths import state
from hotspot_app.project.ask.project import Project
from hotspot_app.project.save.format import WHAT, read_project, written_project
from hotspot_app.project.save.input_files import Place, near_path
from hotspot_app.project.save.plain import (
    NOTHING,
    NewerError,
    read_object,
    write_object,
)
from hotspot_app.scratch import mend

SUFFIX: Final = ".unsaved"
LOCK: Final = ".lock"
_A_DAY: Final = 86_400.0


def folder() -> Path:
    """Return where unsaved projects are kept (it may not exist yet)."""
    return state() / "unsaved"


@dataclass(frozen=True, slots=True)
class Recovered:
    """An unsaved project, found after a crash.

    Attributes
    ----------
    path
        Path of the project's own file, None if it was never saved or is at a path that
        must not be opened without asking.
    seen
        Digest of that file, for `file.save`.
    when
        Time of its last change, local.
    kept
        Path of the recovery copy, removed by `discard`.
    """

    project: Project
    path: Path | None
    seen: str
    when: datetime
    kept: Path


class SafetyCopy:
    """The recovery copy of one window's unsaved project."""

    def __init__(self) -> None:
        self._file: Path | None = None
        self._lock: IO[bytes] | None = None

    def keep(self, project: Project, path: Path | None, seen: str = NOTHING) -> None:
        """Write a recovery copy of the project.

        Parameters
        ----------
        path
            Path of the project's own file, None if it was never saved.
        seen
            Digest of that file (`file.save`).

        Raises
        ------
        InputError
            If the user's own folder can't be written.
        """
        try:
            file = self._begun()
        except OSError as error:
            raise InputError(
                f"unsaved work can't be kept aside ({error.strerror})",
                where=str(folder()),
                hint="Save the project now and then.",
            ) from error
        belongs = {} if path is None else {"of": str(from_root(path)), "seen": seen}
        write_object(file, {**belongs, **written_project(project, file.parent, {})})

    def drop(self) -> None:
        """Remove the copy: the project was saved, or is not wanted."""
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def end(self) -> None:
        """Remove the copy and let go of everything: the window closes."""
        self.drop()
        if self._lock is not None and self._file is not None:
            self._lock.close()
            with suppress(OSError):
                self._file.with_suffix(LOCK).unlink(missing_ok=True)
        self._file, self._lock = None, None

    def _begun(self) -> Path:
        while self._file is None:
            folder().mkdir(parents=True, exist_ok=True)
            name = f"{os.getpid()}-{secrets.token_hex(4)}"
            file = folder() / f"{name}{SUFFIX}"
            self._lock = try_lock(file.with_suffix(LOCK))
            if self._lock is not None:
                self._file = file
        return self._file


def left_behind() -> list[Recovered]:
    """Return unsaved projects of windows that are no longer there, newest first.

    Those that can't be understood are removed, but not a newer version's.
    """
    found = []
    for file in _unheld():
        try:
            found.append(_read(file))
        except NewerError:
            continue
        except InputError:
            _remove(file)
    _tidy()
    return sorted(found, key=lambda each: each.when, reverse=True)


def discard(found: Recovered) -> None:
    """Remove what was left behind: it was taken up, or is not wanted."""
    _remove(found.kept)


def _unheld() -> list[Path]:
    try:
        files = sorted(folder().glob(f"*{SUFFIX}"))
    except OSError:
        return []
    return [file for file in files if _is_free(file.with_suffix(LOCK))]


def _is_free(lock: Path) -> bool:
    try:
        held = try_lock(lock)
    except OSError:
        return False
    if held is None:
        return False
    held.close()
    return True


def _read(file: Path) -> Recovered:
    raw = read_object(file, WHAT)
    of, seen = raw.text("of"), raw.text("seen")

    def find(place: Place) -> Path:
        return (
            near_path(place.near, place.base, file.parent)
            if place.near
            else Path(place.full)
        )

    project = read_project(raw, find, where=file.name)
    try:
        when = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
    except OSError as error:
        raise InputError("was taken away", where=file.name) from error
    # a place that isn't looked at unasked isn't written to unasked either
    path = None if not of or why_untouched(of) else Path(of)
    return Recovered(project, path, seen, when, file)


def _remove(file: Path) -> None:
    for path in (file, file.with_suffix(LOCK)):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _tidy() -> None:
    """Remove half-written files and locks of windows that ended at once.

    Only old locks: a window that begins has its lock before it has a file.
    """
    mend(folder())
    for file in folder().glob(f"*{LOCK}"):
        with suppress(OSError):
            old = time.time() - file.stat().st_mtime > _A_DAY
            lone = not file.with_suffix(SUFFIX).exists()
            if old and lone and _is_free(file):
                file.unlink(missing_ok=True)
