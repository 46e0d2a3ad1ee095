"""The app's folders, and files written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from pathlib import Path

import platformdirs

from hotspot_app.errors import InputError
from hotspot_app.file_lock import try_lock
from hotspot_app.scratch import NEW, alone, change_places, mend, scratch_in

APP = "Hotspot"

HOME = "HOTSPOT_HOME"
"""Environment variable: a folder for all that is kept, in place of the user's."""

FOREIGN = ("GDAL_DATA", "GDAL_DRIVER_PATH", "PROJ_DATA", "PROJ_LIB")
"""Environment variables by which GDAL and PROJ would read another program's data."""


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
    if isinstance(error, IsADirectoryError) or _is_folder(path):
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
def written(
    path: Path, *, unless: Callable[[Path], None] | None = None
) -> Iterator[Path]:
    """Yield a temporary path whose file replaces `path` if the block succeeds.

    A link stays, and the file it leads to is replaced. Who may do what with a file
    stays as it was. Other names of it (hard links) keep what it held before: a file
    that is written whole is a new one.

    Parameters
    ----------
    unless
        Called with the path before it is replaced, while no other window can write it;
        if it raises an exception, the file stays.

    Raises
    ------
    InputError
        If the folder can't be written or was removed, the disk is full, or `path` can't
        be replaced: it is a folder, or a read-only file.
    """
    made: list[Path] = []
    try:
        target = _led_to(path)
        made = _lacking(target.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        _check_replaceable(target)
        with _noted(target.parent), scratch_in(target.parent) as place:
            scratch = place / NEW / target.name
            scratch.open("xb").close()
            yield scratch
            _finish(scratch, target)
            with alone(target.parent):
                _check_replaceable(target)
                if unless is not None:
                    unless(target)
                size = scratch.stat().st_size
                scratch.replace(target)
                _check_there(target, size)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        _unmake(made)


def notes_of_writing() -> Path:
    """Return the folder of notes, each of a folder that is being written to."""
    return state() / "writing"


@contextmanager
def _noted(folder: Path) -> Iterator[None]:
    """Keep a note of where is written, held as long as its process lives.

    What a kill leaves there is put right at the next start. Without a note, as where
    the user's own folder can't be written, the next writing there does it.
    """
    note = notes_of_writing() / secrets.token_hex(8)
    held = None
    with suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        held = try_lock(note)
        if held is not None:
            held.write(os.fsencode(folder.absolute()))
            held.flush()
    try:
        yield
    finally:
        if held is not None:
            held.close()
        with suppress(OSError):
            note.unlink()


def _led_to(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def _lacking(folder: Path) -> list[Path]:
    """Return a folder and those above it that aren't there."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _unmake(made: Collection[Path]) -> None:
    """Remove folders that nothing came into."""
    for path in made:
        with suppress(OSError):  # it isn't there, or isn't empty
            path.rmdir()


def _check_replaceable(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISREG(mode):
        what = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
        raise InputError(
            f"can't write here: what has this name is {what}",
            where=str(path),
            hint="Give it another name.",
        )
    # an administrator may write to anything, but isn't asked whether to
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise InputError(
            "can't write here: the file is read-only",
            where=str(path),
            hint="Give it another name, or allow the file to be changed.",
        )


def _finish(made: Path, target: Path) -> None:
    """Bring what was written to the disk, with the rights of what gives way to it."""
    with made.open("rb+") as stream:
        os.fsync(stream.fileno())
    if sys.platform == "win32" or not target.exists():
        return
    was = target.stat()
    for owner in (was.st_uid, -1):  # only an administrator gives files away
        with suppress(OSError):
            os.chown(made, owner, was.st_gid)
            break
    mode = stat.S_IMODE(was.st_mode) & 0o777
    if made.stat().st_gid != was.st_gid:  # this group may do what anybody may
        mode = (mode & 0o707) | (mode & 0o007) << 3
    with suppress(OSError):  # a disk that knows no rights
        made.chmod(mode)
    if sys.platform == "linux":  # lists of who may do what
        with suppress(OSError):
            for name in os.listxattr(target):
                os.setxattr(made, name, os.getxattr(target, name))


def _check_there(path: Path, size: int) -> None:
    now = path.stat() if path.exists() else None
    if now is None and not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if now is None or not stat.S_ISREG(now.st_mode) or now.st_size != size:
        raise InputError(
            "another program removed or replaced it while it was written",
            where=str(path),
            hint="Try again, or give it another name.",
        )


def _check_all_there(folder: Path, sizes: Mapping[str, int]) -> None:
    for name, size in sizes.items():
        _check_there(folder / name, size)


@contextmanager
def finished_folder(folder: Path, *, owns: Collection[str] = ()) -> Iterator[Path]:
    """Yield an empty folder whose files are moved to `folder` if the block succeeds.

    Files already in `folder` under the same names are replaced, and those of an
    earlier result that has more files are removed; others stay. If the process is
    killed meanwhile, `folder` never holds files of both results, and the next that is
    written there first makes whole the one it holds (see `scratch`). A folder that
    wasn't there appears with all its files at once.

    Parameters
    ----------
    folder
        Where the files are moved.
    owns
        Patterns of a result's file names, as "chart-*.png": files in `folder` that
        match belong to an earlier result and are replaced.

    Raises
    ------
    InputError
        If the folder can't be written or was removed, the disk is full, or one of the
        files can't be replaced: it is a folder, or read-only.
    """
    made: list[Path] = []
    try:
        target = _led_to(folder)
        made = _lacking(target.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        is_new = not target.exists()
        if not is_new:
            with suppress(InputError):  # of another folder, which isn't asked about
                mend(target.parent)
        at = target.parent if is_new else target
        with _noted(at), scratch_in(at) as place:
            yield place / NEW
            sizes = _finish_all(place / NEW, target)
            if is_new:
                _check_absent(target)
                (place / NEW).rename(target)
                _check_all_there(target, sizes)
            else:
                with alone(target):
                    change_places(target, place, _giving_way(target, sizes, owns))
                    _check_all_there(target, sizes)
        made = []
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        _unmake(made)


def _finish_all(new: Path, target: Path) -> dict[str, int]:
    """Bring files to the disk, and return their sizes by name."""
    sizes = {}
    for file in sorted(new.iterdir()):
        _finish(file, target / file.name)
        sizes[file.name] = file.stat().st_size
    return sizes


def _check_absent(folder: Path) -> None:
    if folder.exists():
        raise InputError(
            "another program made this folder meanwhile",
            where=str(folder),
            hint="Try again, or choose another folder.",
        )


def _giving_way(
    folder: Path, coming: Collection[str], owns: Collection[str]
) -> set[str]:
    """Return the files that go out: of these names, or of an earlier result."""
    names = {
        file.name
        for file in folder.iterdir()
        if file.name in coming
        or (file.is_file() and any(fnmatchcase(file.name, name) for name in owns))
    }
    for name in sorted(names):
        _check_replaceable(folder / name)
    return names
