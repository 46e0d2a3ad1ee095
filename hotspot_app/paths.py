"""Where things are kept, and how files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path

import platformdirs

from hotspot_app.errors import InputError

APP = "Hotspot"

HOME = "HOTSPOT_HOME"
"""Environment variable: a folder for all that is kept, in place of the user's."""

FOREIGN = ("GDAL_DATA", "GDAL_DRIVER_PATH", "PROJ_DATA", "PROJ_LIB")
"""Environment variables by which GDAL and PROJ would read another program's data."""


def is_there(path: Path) -> bool:
    """Whether there is a file or folder that can be reached."""
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def shipped(kind: str) -> Path:
    """Return the folder of files that come with the app.

    Parameters
    ----------
    kind
        "resources" or "boundaries".

    Raises
    ------
    ValueError
        If there is no such folder in the app.
    """
    if kind not in {"resources", "boundaries"}:
        raise ValueError(kind)
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / kind


def library() -> Path:
    """Return the user's own folder of boundaries (it may not exist yet)."""
    return _own("data") / "boundaries"


def cache() -> Path:
    """Return the user's cache folder (it may not exist yet)."""
    return _own("cache")


def config() -> Path:
    """Return the folder of the user's preferences (it may not exist yet)."""
    return _own("config")


def state() -> Path:
    """Return the folder of what the app keeps for itself (it may not exist yet)."""
    return _own("state")


def _own(kind: str) -> Path:
    """Return one of the user's folders: in the one that is set, or where usual."""
    chosen = os.environ.get(HOME)
    if chosen:
        return Path(chosen).absolute() / kind
    return Path(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))


def prepare_libraries() -> None:
    """Tell libraries, before they are loaded, where to keep what they keep.

    Another program on this computer may have set where its own data are, which are
    of another version: ours come with the libraries. PROJ would fetch grids.
    """
    for name in FOREIGN:
        os.environ.pop(name, None)
    os.environ["PROJ_NETWORK"] = "OFF"
    os.environ["MPLCONFIGDIR"] = str(cache() / "matplotlib")


def unreadable(path: Path, error: OSError) -> InputError:
    """Say in words why a file can't be opened."""
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file", where=str(path))
    if _is_folder(path):
        return InputError(
            "is a folder", where=str(path), hint="Give the file that is in it."
        )
    reason = error.strerror or type(error).__name__
    return InputError(
        f"can't be read ({reason})",
        where=str(path),
        hint="Close it in other programs, or copy it to this computer first.",
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # its name is too long, say
        return False


def _cannot_write(path: Path, error: OSError) -> InputError:
    reason = error.strerror or type(error).__name__
    return InputError(
        f"can't write here ({reason})",
        where=str(path),
        hint="Choose another folder, or free some space, and try again.",
    )


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes `path` only if all went well.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    scratch: Path | None = None
    made: list[Path] = []
    try:
        made = _lacking(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
        # not mkstemp, whose files only their owner could read
        name = path.parent / f".{path.stem}-{secrets.token_hex(4)}{path.suffix}"
        name.open("xb").close()
        scratch = name
        yield scratch
        scratch.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        if scratch is not None:
            scratch.unlink(missing_ok=True)
        _unmake(made)


def _lacking(folder: Path) -> list[Path]:
    """Return a folder and those above it that aren't there."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _unmake(made: Collection[Path]) -> None:
    """Remove folders that nothing came into."""
    for path in made:
        with suppress(OSError):  # it isn't there, or isn't empty
            path.rmdir()


@contextmanager
def finished_folder(folder: Path, *, owns: Collection[str] = ()) -> Iterator[Path]:
    """Give an empty folder whose files reach `folder` only if all went well.

    Files already in `folder` under the same names are replaced, and those of an
    earlier result that has more files are removed; others stay.

    Parameters
    ----------
    folder
        Where the files go.
    owns
        Names a result may have, as "chart-*.png": a file in `folder` that has one
        is of an earlier result.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    scratch: Path | None = None
    made: list[Path] = []
    try:
        made = _lacking(folder)
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        (scratch / "new").mkdir()
        (scratch / "old").mkdir()
        yield scratch / "new"
        _change_places(folder, scratch / "new", scratch / "old", owns)
        made = []
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)
        _unmake(made)


def _change_places(folder: Path, new: Path, old: Path, owns: Collection[str]) -> None:
    """Move new files in and old ones out; put all back if one can't be moved.

    Another program that holds one file open, as spreadsheets do, must not leave a
    folder of two results.
    """
    begun: list[str] = []
    made = {file.name for file in new.iterdir()}
    try:
        for name in sorted(made | _owned(folder, owns)):
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{name} is a folder")
            begun.append(name)
            if target.exists():
                target.replace(old / name)
            if name in made:
                (new / name).replace(target)
    except BaseException:
        for name in begun:
            if (old / name).exists():
                (old / name).replace(folder / name)
            elif name in made and not (new / name).exists():
                (folder / name).unlink()
        raise


def _owned(folder: Path, owns: Collection[str]) -> set[str]:
    return {
        file.name
        for file in folder.iterdir()
        if file.is_file() and any(fnmatchcase(file.name, name) for name in owns)
    }
