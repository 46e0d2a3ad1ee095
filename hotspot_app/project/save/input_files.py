"""The paths and checksums of a project's input files."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final, Literal

from hotspot_app.data.base.source_file import SourceFile, fingerprint
from hotspot_app.errors import InputError
from hotspot_app.named_paths import (
    files_below,
    from_root,
    is_there,
    why_refused,
    why_untouched,
)
from hotspot_app.paths import library, shipped
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.words import listed, printable

Base = Literal["project", "app", "library"]
BASES: Final[tuple[Base, ...]] = ("project", "app", "library")


@dataclass(frozen=True, slots=True)
class Sum:
    """Size and SHA-256 of a file, to tell whether it was changed."""

    size: int
    sha256: str


Sums = Mapping[Path, Sum]
"""File to its sum; files in folders are named one by one."""


@dataclass(frozen=True, slots=True)
class Place:
    """The path of an input file, as saved with the project.

    Attributes
    ----------
    near
        Path relative to the folder of `base`, with "/"; "" if the file lies elsewhere.
    base
        The project's folder, the app's own, or the user's library.
    full
        The absolute path, tried if the file isn't there.
    sums
        Name in the folder whose checksum is compared; "" for an input that is itself a
        file.
    """

    near: str
    base: Base
    full: str
    sums: Mapping[str, Sum] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Its own name."""
        return PureWindowsPath(self.full or self.near).name


def base_folder(base: Base, project: Path) -> Path:
    """Return the folder that a near path begins at."""
    if base == "project":
        return project
    return library() if base == "library" else shipped("boundaries")


def near_path(near: str, base: Base, project: Path) -> Path:
    """Return the path that a near path means."""
    folder = base_folder(base, project).absolute()
    if near.startswith("../"):
        return folder.parent / near.removeprefix("../")
    return folder / near


def place_of(path: Path, project: Path, sums: Sums) -> Place:
    """Say where an input is, seen from the project's folder."""
    full = from_root(path)
    known = {
        "" if file == full else file.relative_to(full).as_posix(): each
        for file, each in sums.items()
        if file == full or file.is_relative_to(full)
    }
    for base in ("app", "library", "project"):
        folder = base_folder(base, project).absolute()
        near = _from(folder, full)
        if base == "project" and near is None and folder != folder.parent:
            beside = _from(folder.parent, full)
            near = None if beside in {None, "."} else f"../{beside}"
        if near is not None and is_near(near, base):
            return Place(near, base, str(full), known)
    return Place("", "project", str(full), known)


def _from(folder: Path, path: Path) -> str | None:
    if path.is_relative_to(folder):
        return path.relative_to(folder).as_posix()
    return None


def is_near(text: str, base: Base) -> bool:
    """Whether a path leads no further than beside the project's folder."""
    parts = re.split(r"[\\/]", text)
    if base == "project" and len(parts) > 1 and parts[0] == "..":
        parts = parts[1:]
    return (
        all(part and part != ".." for part in parts)
        and ":" not in parts[0]
        and "\0" not in text
    )


def is_full(text: str) -> bool:
    """Whether a path is whole, as this system or another writes it, or an address."""
    whole = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()
    return (whole or bool(why_untouched(text))) and "\0" not in text


# --- sums -------------------------------------------------------------------------


def sums_of(
    files: Files, known: Collection[SourceFile] = (), progress: Progress = SILENT
) -> dict[Path, Sum]:
    """Return the checksums of all input files; files that can't be read have none.

    Parameters
    ----------
    known
        Files as read (`Material.sources`): a file of the same name and size isn't read
        again.

    Raises
    ------
    Cancelled
        If the analyst stopped the work.
    """
    named: dict[tuple[str, int], set[str]] = {}
    for each in known:
        named.setdefault((each.name, each.size), set()).add(each.sha256)
    there = [file for path in paths_of(files) for file in files_in(path)]
    found: dict[Path, Sum] = {}
    for number, file in enumerate(there):
        progress.step(number / len(there), "Looking whether files are the same")
        size = size_of(file)
        shas = named.get((printable(file.name), -1 if size is None else size), set())
        if size is not None and len(shas) == 1:
            found[file] = Sum(size, next(iter(shas)))
        else:
            found |= _read(file)
    return found


def of_missing(files: Files, sums: Sums) -> dict[Path, Sum]:
    """Return the sums of those inputs that aren't where they were."""
    lost = [path for path in paths_of(files) if not is_there(path)]
    return {
        file: each
        for file, each in sums.items()
        if any(file == path or file.is_relative_to(path) for path in lost)
    }


def _read(file: Path) -> dict[Path, Sum]:
    try:
        found = fingerprint(file)
    except InputError:
        return {}
    return {file: Sum(found.size, found.sha256)}


def size_of(path: Path) -> int | None:
    """Return the size of a file, None if there is none."""
    try:
        if why_refused(path) or not path.is_file():
            return None
        return path.stat().st_size
    except (OSError, ValueError):
        return None


def files_in(path: Path) -> list[Path]:
    """Return a file by itself, or the files of a folder but for hidden ones."""
    path = from_root(path)
    if why_refused(path):
        return []
    if size_of(path) is not None:
        return [path]
    try:
        inside = sorted(files_below(path))
    except OSError:
        return []
    return [
        file
        for file in inside
        if not any(p.startswith((".", "~$")) for p in file.relative_to(path).parts)
    ]


def difference(
    path: Path, sums: Mapping[str, Sum], progress: Progress = SILENT
) -> tuple[str, dict[Path, Sum]]:
    """Compare an input file with its checksum as saved.

    Returns
    -------
    tuple
        The difference in words, "" if there is none or no checksum was saved; and the
        checksums as they are now.
    """
    if not sums:
        return "", {}
    now: dict[Path, Sum] = {}
    for file in files_in(path):
        progress.step(0.0, f"Looking whether {printable(file.name)} is the same")
        now |= _read(file)
    here = {
        "" if file == path else file.relative_to(path).as_posix(): each
        for file, each in now.items()
    }
    if "" in sums or "" in here:
        return ("" if here == sums else "it was changed"), now
    told = [
        f"{verb}: {listed(names, most=3)}"
        for verb, names in (
            ("new", sorted(here.keys() - sums.keys())),
            ("gone", sorted(sums.keys() - here.keys())),
            ("changed", sorted(n for n in here.keys() & sums if here[n] != sums[n])),
        )
        if names
    ]
    return printable("; ".join(told)), now


# --- the paths of files -----------------------------------------------------------


def paths_of(files: Files) -> tuple[Path, ...]:
    """Return every path of the files, each once."""
    return tuple(dict.fromkeys(map(from_root, _paths(files))))


def _paths(files: Files) -> Iterator[Path]:
    for each in fields(files):
        value = getattr(files, each.name)
        match value:
            case Path():
                yield value
            case tuple():
                yield from value
            case Mapping():
                yield from (each for each in value.values() if isinstance(each, Path))
