r"""Paths that a file names: which may be looked at, and how a file is opened.

A project, a copy of unsaved work, the preferences and the record of boundaries name
paths, and may come from anybody. Merely to look at some of them does harm: Windows
connects to `\\host\share` and sends the user's password hash to it, devices and pipes
never end, a whole drive takes hours. Such a path is refused by its letters alone,
before anything asks the disk for it, and so is a link that leads to one.

What the analyst chooses by hand in this session (a dialog, a drop, the command line)
may lie on a network drive: `chosen` is told of it, and that share may be looked at
until the app ends. The letters of a path are read alike on every system.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final

from hotspot_app.errors import InputError
from hotspot_app.words import printable

NETWORK: Final = "lies on another computer"
DEVICE: Final = "is a device, not a file"
ADDRESS: Final = "is a web address, not a file"
WHOLE: Final = "is a whole drive or home folder"
PIPE: Final = "is a pipe or a device, not a file"

COPY: Final = "Copy the file to this computer and choose it."
COPY_OR_CHOOSE: Final = (
    "Copy the file to this computer and choose it, or choose it where it is."
)

_ADDRESS: Final = re.compile(
    r"[a-z][a-z0-9+.-]+:[\\/]|[\\/]vsi[a-z0-9_]+[\\/]", re.IGNORECASE
)
"""Addresses on the web, and texts that GDAL takes for one."""

_SHARE: Final = re.compile(r"[\\/]{2}([^\\/]*)[\\/]*([^\\/]*)")
_NT: Final = re.compile(r"[\\/]\?\?[\\/]")
_KERNEL: Final = re.compile(r"/(?:dev|proc|sys)(?:/|$)", re.IGNORECASE)
_RESERVED: Final = re.compile(
    r"(?:[a-z]:)?(?:con|prn|aux|nul|conin\$|conout\$|clock\$|(?:com|lpt)[\d¹²³])\s*"
    r"(?:[.:].*)?",
    re.IGNORECASE,
)
_DRIVE: Final = re.compile(r"[a-z]:/?", re.IGNORECASE)
_MOST_LINKS: Final = 40

_chosen: set[tuple[str, str]] = set()
"""Host and share of what the analyst chose in this session."""


def chosen(paths: Iterable[Path | str]) -> None:
    """Hear what the analyst chose by hand: its share may be looked at from now on."""
    _chosen.update(share for path in paths if (share := _share(str(path))))


def chosen_shares() -> list[str]:
    """Return the shares that were chosen, for another process of ours."""
    return [f"//{host}/{share}" for host, share in sorted(_chosen)]


def why_untouched(path: Path | str) -> str:
    """Return why a path must not be opened, by its letters alone; "" if it may.

    Examples
    --------
    >>> why_untouched("//host/share/crime.csv")
    'lies on another computer'
    >>> why_untouched("data/NUL.csv")
    'is a device, not a file'
    >>> why_untouched("data/crime.csv")
    ''
    """
    return _why(str(path), whole=True)


def why_refused(path: Path) -> str:
    """Say why a path must not be looked at, by its letters and the links on its way.

    A link is read, never followed. What isn't there is no reason.
    """
    why = why_untouched(path)
    if why:
        return why
    for target, itself in _links(path):
        why = _why(target, whole=itself)
        if why:
            return f"is a link, and what it leads to {why}"
    return ""


def refusal(path: Path | str, why: str) -> InputError:
    """Return the message for a path that must not be looked at."""
    hint = COPY_OR_CHOOSE if why == NETWORK else COPY
    return InputError(why, where=printable(str(path)), hint=hint)


def refuse(path: Path) -> None:
    """Refuse a path that must not be opened.

    Raises
    ------
    InputError
        If the path must not be opened.
    """
    why = why_refused(path)
    if why:
        raise refusal(path, why)


def from_root(path: Path) -> Path:
    """Return a path from its root; one that must not be looked at as it is."""
    return path if why_untouched(path) else path.absolute()


def is_there(path: Path) -> bool:
    """Whether there is a file or folder that can be reached and may be looked at."""
    if why_refused(path):
        return False
    try:
        path.stat()
    except (OSError, ValueError):
        return False
    return True


def open_file(path: Path) -> BufferedReader:
    """Open a file whose path was named in another file, for reading.

    Raises
    ------
    InputError
        If the path must not be opened, or is a pipe or a device.
    OSError
        If the file doesn't exist or can't be read.
    """
    refuse(path)
    return open_regular(path)


def open_regular(path: Path) -> BufferedReader:
    """Open a file for reading without blocking on a pipe, even one put there meanwhile.

    Raises
    ------
    InputError
        If the path is a pipe or a device.
    OSError
        If the file doesn't exist, is a folder or can't be read.
    """
    _check_regular(path, path.stat().st_mode)
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_NOINHERIT"):
        flags |= getattr(os, name, 0)
    handle = os.open(path, flags)
    try:
        _check_regular(path, os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def _check_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise InputError(
            PIPE,
            where=printable(str(path)),
            hint="Save what comes from it to a file, and give that.",
        )


def files_below(folder: Path) -> Iterator[Path]:
    """Give the files in a folder and all below it, through links too, each folder once.

    What must not be looked at is passed over, and so is what can't be listed.
    """
    seen, waiting = {folder.resolve()}, [folder]
    while waiting:
        place, below = waiting.pop(), []
        try:
            with os.scandir(place) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = place / entry.name
            why = _why(str(path), whole=False)
            if why or (entry.is_symlink() and why_refused(path)):
                continue
            if path.is_file():
                yield path
            elif path.is_dir() and (real := path.resolve()) not in seen:
                seen.add(real)
                below.append(path)
        waiting += reversed(below)


# --- letters ----------------------------------------------------------------------


def _why(text: str, *, whole: bool) -> str:
    """Judge a path by its letters; `whole` also refuses drives and homes."""
    if _ADDRESS.match(text):
        return ADDRESS
    share = _share(text)
    if _NT.match(text) or (share and share[0] == "."):
        return DEVICE
    if share and share not in _chosen and share not in _own_shares():
        return DEVICE if share[0] == "?" else NETWORK
    plain = os.path.normpath(text.replace("\\", "/")).replace("\\", "/")
    name = plain.rpartition("/")[2].rstrip(" .")
    if (not share and _KERNEL.match(plain)) or _RESERVED.fullmatch(name):
        return DEVICE
    return WHOLE if whole and _is_whole(plain) else ""


def _share(text: str) -> tuple[str, str] | None:
    r"""Return host and share of `\\host\share`, however its strokes lean.

    `\\?\UNC\host\share` is the same share; of `\\?\C:` and `\\.\pipe` the first is
    "?" or ".".
    """
    found = _SHARE.match(text)
    if found and found[1] in {"?", "."} and found[2].casefold() == "unc":
        rest = text[found.end() :].lstrip("\\/")
        found = _SHARE.match(f"//{rest}")
    return (found[1].casefold(), found[2].casefold()) if found else None


def _own_shares() -> set[tuple[str, str]]:
    """Return shares that hold the user's own folders or the app: they are in use."""
    names = ("HOTSPOT_HOME", "APPDATA", "LOCALAPPDATA")
    own = [os.environ.get(name, "") for name in names]
    own += [_home(), sys.prefix, __file__]
    return {share for text in own if (share := _share(text))}


def _is_whole(plain: str) -> bool:
    """Say whether a path is a drive's root, or the user's home or a folder above it."""
    if plain == "/" or _DRIVE.fullmatch(plain):
        return True
    home = _home()
    inside = os.path.normcase(f"{home}/").replace("\\", "/")
    return bool(home) and inside.startswith(
        os.path.normcase(f"{plain}/").replace("\\", "/")
    )


def _home() -> str:
    """Return the user's own folder, "" if it isn't known."""
    try:
        return str(Path.home())
    except RuntimeError:
        return ""


def _links(path: Path, most: int = _MOST_LINKS) -> Iterator[tuple[str, bool]]:
    """Yield the target of each link on the way to a path, without following it.

    Yields
    ------
    tuple
        Target of the link, and whether the path itself is that link.
    """
    for step in (*reversed(path.parents), path):
        try:
            if not stat.S_ISLNK(step.lstat().st_mode):
                continue
            led = step.parent / step.readlink()
        except (OSError, ValueError):
            return
        yield str(led), step == path
        if most:
            yield from _links(led / path.relative_to(step), most - 1)
        return
