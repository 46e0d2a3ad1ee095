"""Crime files in files, folders, zips and gz, read without unpacking them to disk."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final

from hotspot_app.data.base.member import Member, Opener
from hotspot_app.data.base.unpacking import gunzipped, is_folder, open_zip
from hotspot_app.errors import InputError
from hotspot_app.named_paths import files_below, open_file, refuse
from hotspot_app.paths import unreadable
from hotspot_app.words import printable

TABLES: Final = (
    *(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json", ".gz"),
)
"""Endings of what may hold a table."""

_MONTH_FOLDER: Final = re.compile(r"^\d{4}-\d{2}$")
_ASIDE: Final = {
    "-outcomes.csv": "police.uk outcomes",
    "-stop-and-search.csv": "police.uk stop and search",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Files found at the paths that the analyst gave.

    Attributes
    ----------
    members
        Files to read, in a fixed order.
    aside
        Number of files left aside, by what they are.
    """

    members: tuple[Member, ...]
    aside: dict[str, int]


@contextmanager
def look_into(paths: Sequence[Path]) -> Iterator[Found]:
    """Find the tables in files, folders and zips; zips stay open meanwhile.

    Raises
    ------
    InputError
        If a path doesn't exist or must not be opened, or a zip is truncated, unsafe or
        too large.
    """
    with ExitStack() as stack:
        aside: dict[str, int] = {}
        members: list[Member] = []
        seen: set[Path] = set()
        for path in paths:
            for file, asked in _files(path):
                whole = file.resolve()
                if whole not in seen:
                    seen.add(whole)
                    members += _look(file, asked, stack, aside)
        yield Found(_named_apart(members), aside)


def _files(path: Path) -> list[tuple[Path, bool]]:
    refuse(path)
    if path.is_dir():
        inside = sorted(files_below(path))
        return [(p, False) for p in inside if not _hidden(p.relative_to(path))]
    return [(path, True)]


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def _look(
    path: Path, asked: bool, stack: ExitStack, aside: dict[str, int]
) -> list[Member]:
    try:
        with open_file(path) as stream:
            start = stream.read(4)
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise unreadable(path, error) from error
    opener: Opener = partial(open_file, path)
    shelf = printable(_shelf(path))
    member = Member(_one_line(path.name), "", shelf, size, asked, opener)
    if start.startswith(b"PK") and (asked or path.suffix.lower() == ".zip"):
        archive = open_zip(path, stack)
        if archive is not None:
            return _in_zip(path, archive, aside)
    if start.startswith(b"\x1f\x8b"):
        return [_unpacked(member)]
    if not asked and not _wanted(path.name, aside):
        return []
    return [member]


def _wanted(name: str, aside: dict[str, int]) -> bool:
    lower = name.lower()
    kind = next((words for end, words in _ASIDE.items() if lower.endswith(end)), "")
    if not kind and not lower.endswith(TABLES):
        kind = f"{PurePosixPath(lower).suffix or 'other'} files"
    if kind:
        aside[kind] = aside.get(kind, 0) + 1
    return not kind


def _shelf(path: Path) -> str:
    folder = path.resolve().parent
    above = folder.parent if _MONTH_FOLDER.match(folder.name) else folder
    return str(above)


def _in_zip(
    path: Path, archive: zipfile.ZipFile, aside: dict[str, int]
) -> list[Member]:
    found = []
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        inner = PurePosixPath(info.filename.replace("\\", "/"))
        if is_folder(info) or _hidden(Path(inner)) or not _wanted(inner.name, aside):
            continue
        if info.flag_bits & 1:
            raise InputError(
                "is locked with a password",
                where=path.name,
                hint="Unlock it, and give the files inside.",
            )
        folder = inner.parent
        above = folder.parent if _MONTH_FOLDER.match(folder.name) else folder
        shelf = f"{path.resolve()}/{above}"
        opener = partial(archive.open, info)
        name, zipped = _one_line(inner.name), _one_line(path.name)
        member = Member(name, zipped, shelf, info.file_size, False, opener)
        packed = inner.suffix.lower() == ".gz"
        found.append(_unpacked(member) if packed else member)
    return found


def _unpacked(member: Member) -> Member:
    def opener() -> IO[bytes]:
        return gunzipped(member.open(), member.where, member.size)

    return replace(member, open=opener)


# --- names ----------------------------------------------------------------------


def _named_apart(members: list[Member]) -> tuple[Member, ...]:
    """Give files of the same name longer names, so that each can be told."""
    times: dict[str, int] = {}
    for member in members:
        times[member.name] = times.get(member.name, 0) + 1
    used: set[str] = set()
    named = []
    for member in members:
        name = member.name
        if times[name] > 1:
            above = _one_line(member.archive or Path(member.shelf).name)
            name = f"{above}/{name}"
            number = 2
            while name in used:
                name = f"{above}/{member.name} ({number})"
                number += 1
        used.add(name)
        named.append(replace(member, name=name))
    return tuple(named)


def _one_line(name: str) -> str:
    return " ".join(printable(name).split()) or "(no name)"
