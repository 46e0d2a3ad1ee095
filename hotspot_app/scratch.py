"""Scratch folders in which files are made before they are moved to their names.

A scratch folder lies in the folder that is written to, so that each file comes into
place by one move. What it holds says how far a set of files has come:

- `lock` is held as long as its process lives;
- `new` holds what is being made, or waits to go in;
- `old` holds what has given way so far;
- `going in` is `new`, renamed once all that is old has gone out.

So at no moment do old and new files stand side by side; and whoever finds the scratch
folder of a run that was killed has only to move in what is missing: the old files
before that renaming, the new ones after it.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from hotspot_app import file_lock
from hotspot_app.errors import InputError
from hotspot_app.file_lock import try_lock

PREFIX: Final = ".unfinished-"

NEW, OLD, GOING_IN, LOCK = "new", "old", "going in", "lock"

_PARTS: Final = {NEW, OLD, GOING_IN, LOCK}
_NAME: Final = re.compile(re.escape(PREFIX) + "[0-9a-f]{8}")

TURN: Final = f"{PREFIX}turn"
"""Held by whoever moves files in a folder, for the moment that takes."""

_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EACCES}

_AN_HOUR: Final = 3_600.0
"""Age in seconds from which a scratch folder counts as abandoned, on disks that can't
lock files."""


@contextmanager
def scratch_in(folder: Path) -> Iterator[Path]:
    """Yield a scratch folder with an empty `new`, and remove it afterwards.

    Raises
    ------
    OSError
        If the folder can't be made.
    InputError
        If the folder was removed meanwhile, or has files that can't be restored.
    """
    mend(folder)
    place, lock = _begun(folder)
    try:
        yield place
    except OSError as error:
        if place.is_dir():
            raise
        raise InputError(
            "the folder was removed or moved while it was being written to",
            where=str(folder),
            hint="Nothing was written. Choose a folder that is there, and try again.",
        ) from error
    finally:
        if lock is not None:
            lock.close()
        _clear(place)


def _begun(folder: Path) -> tuple[Path, IO[bytes] | None]:
    while True:
        place = folder / f"{PREFIX}{secrets.token_hex(4)}"
        # on Windows what is moved out of a folder of one's own stays one's own
        place.mkdir(mode=0o777 if sys.platform == "win32" else 0o700)
        try:
            lock = try_lock(place / LOCK)
        except FileNotFoundError:  # another took it for one that was left behind
            continue
        except OSError:  # this disk knows no locks
            lock = None
        else:
            if lock is None:
                continue
        (place / NEW).mkdir()
        return place, lock


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a lock, so that no other window or command of ours moves files there.

    Raises
    ------
    InputError
        If another one holds the lock for long.
    """
    held = _turn(folder)
    try:
        yield
    finally:
        if held is not None:
            if sys.platform == "win32":  # where nobody removes what is open
                held.close()
            with suppress(OSError):
                (folder / TURN).unlink()
            held.close()


def _turn(folder: Path) -> IO[bytes] | None:
    end = time.monotonic() + file_lock.WAIT
    while time.monotonic() < end:
        try:
            held = try_lock(folder / TURN)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return None
            raise
        if held is not None:
            return held
        time.sleep(0.01)
    raise InputError(
        "another window or program is writing there",
        where=str(folder),
        hint="Try again in a moment.",
    )


def change_places(folder: Path, place: Path, giving_way: Collection[str]) -> None:
    """Move old files out of a folder and new ones in; undo it if a file can't be moved.

    Another program that holds one file open, as spreadsheets do, must not leave a
    folder of two results.

    Parameters
    ----------
    place
        The scratch folder.
    giving_way
        Names of the old files.

    Raises
    ------
    OSError
        If a file can't be moved.
    InputError
        If a file can't be moved back either.
    """
    made = sorted(file.name for file in (place / NEW).iterdir())
    (place / OLD).mkdir()
    try:
        for name in sorted(giving_way):
            (folder / name).replace(place / OLD / name)
        (place / NEW).replace(place / GOING_IN)
        for name in made:
            (place / GOING_IN / name).replace(folder / name)
    except BaseException as why:
        try:
            _put_back(folder, place, made)
        except OSError as error:
            raise _stuck(folder, error) from why
        raise


def _put_back(folder: Path, place: Path, made: Collection[str]) -> None:
    if (place / GOING_IN).is_dir():
        for name in made:
            if not (place / GOING_IN / name).exists():
                (folder / name).replace(place / GOING_IN / name)
        (place / GOING_IN).replace(place / NEW)
    for file in sorted((place / OLD).iterdir()):
        file.replace(folder / file.name)


def _stuck(folder: Path, error: OSError) -> InputError:
    reason = error.strerror or type(error).__name__
    return InputError(
        f"what was being replaced when it stopped can't be put right ({reason})",
        where=str(folder),
        hint="Close what holds its files open, and write there again: they come back.",
    )


def mend(folder: Path) -> None:
    """Restore or complete what a killed run left in a folder, and remove its scratch.

    Raises
    ------
    InputError
        If files were being replaced, and can be neither restored nor completed.
    """
    try:
        left = [path for path in folder.iterdir() if path.name.startswith(PREFIX)]
    except OSError:
        return
    for place in sorted(left):
        if _is_ours(place):
            held, is_free = _taken_over(place)
            try:
                if is_free:
                    _settle(folder, place)
            finally:
                if held is not None:
                    held.close()
            if is_free:
                _clear(place)
    if (folder / TURN) in left:
        with suppress(OSError, InputError), alone(folder):
            pass  # which removes it


def _is_ours(place: Path) -> bool:
    """Tell a scratch folder from whatever else somebody gave such a name."""
    try:
        named = _NAME.fullmatch(place.name) and not place.is_symlink()
        return bool(named) and {file.name for file in place.iterdir()} <= _PARTS
    except OSError:  # a file, or another person's
        return False


def _taken_over(place: Path) -> tuple[IO[bytes] | None, bool]:
    """Return the lock of a scratch folder, and whether nobody else holds it."""
    try:
        held = try_lock(place / LOCK)
    except OSError:
        try:
            return None, time.time() - place.stat().st_mtime > _AN_HOUR
        except OSError:
            return None, False
    return held, held is not None


def _settle(folder: Path, place: Path) -> None:
    """Move in what is missing of the set that the folder holds a part of."""
    try:
        missing = _waiting(place)
    except PermissionError:  # another person's, who will have to
        return
    if not missing:
        return
    try:
        with alone(folder):
            for file in missing:
                # by no kill are there both: then it is somebody's newer one
                if os.path.lexists(folder / file.name):
                    file.unlink()
                else:
                    file.replace(folder / file.name)
    except OSError as error:
        raise _stuck(folder, error) from error


def _waiting(place: Path) -> list[Path]:
    """Return the files of the set that belongs into the folder and isn't there."""
    return _files(place / (GOING_IN if (place / GOING_IN).is_dir() else OLD))


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []


def _clear(place: Path) -> None:
    """Remove a scratch folder, unless it holds what belongs into the folder.

    What has given way goes first: `going in` alone says that it isn't wanted.
    """
    with suppress(OSError):
        if not _waiting(place):
            if (place / OLD).is_dir():
                shutil.rmtree(place / OLD)
            shutil.rmtree(place)
