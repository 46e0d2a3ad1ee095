"""Where crime files lie: files, folders, zips and gz, looked into, never unpacked."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final

from hotspot_app.data.source_file import unreadable
from hotspot_app.errors import InputError
from hotspot_app.words import printable

Opener = Callable[[], IO[bytes]]

MOST_BYTES: Final = 40_000_000_000
"""Uncompressed; all of police.uk's three years come to about a quarter of it."""

MOST_RATIO: Final = 250
"""A real police.uk archive shrinks about five times; deflate can do 1,032."""

SMALL: Final = 50_000_000
"""What unpacks to less, a file or a whole zip, is harmless however much it shrank."""

MOST_MEMBERS: Final = 200_000

_TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".gz")
_MONTH_FOLDER: Final = re.compile(r"^\d{4}-\d{2}$")
_ASIDE: Final = {
    "-outcomes.csv": "police.uk outcomes",
    "-stop-and-search.csv": "police.uk stop and search",
}


_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    gzip.BadGzipFile,
)


class NotATable(InputError):  # noqa: N818 - it is what is said
    """A file that is whole but not what is sought; left aside unless it was named."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file that may hold a table.

    Attributes
    ----------
    name
        Its own name, unique among those read together.
    archive
        Name of the zip it lies in, or "".
    shelf
        Which download it belongs to: the zip or folder above its month's folder.
    size
        Bytes as stored on disk or unpacked from the zip.
    asked
        True if the analyst named this very file.
    """

    name: str
    archive: str
    shelf: str
    size: int
    asked: bool
    open: Opener = field(compare=False, repr=False)

    @property
    def where(self) -> str:
        """As messages name it."""
        return f"{self.archive}, {self.name}" if self.archive else self.name

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Give its bytes, unpacked.

        Raises
        ------
        InputError
            If it can't be opened, is truncated, damaged or locked.
        """
        try:
            with self._opened() as raw:
                yield raw
        except _DAMAGE as error:
            raise _damaged(self.where) from error
        except OSError as error:
            raise unreadable(Path(self.where), error) from error

    def _opened(self) -> IO[bytes]:
        try:
            return self.open()
        except (NotImplementedError, RuntimeError) as error:
            raise InputError(
                "is packed in a way that can't be unpacked here",
                where=self.where,
                hint="Unpack it as you do other zips, and give the files inside.",
            ) from error


@dataclass(frozen=True, slots=True)
class Found:
    """What lies where the analyst pointed.

    Attributes
    ----------
    members
        Files to read, in a fixed order.
    aside
        What is left aside: words to number of files.
    """

    members: tuple[Member, ...]
    aside: dict[str, int]


@contextmanager
def look_into(paths: Sequence[Path]) -> Iterator[Found]:
    """Find the tables in files, folders and zips; zips stay open meanwhile.

    Raises
    ------
    InputError
        If a path isn't there, or a zip is truncated, unsafe or too large.
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
    if path.is_dir():
        inside = sorted(p for p in _below(path) if p.is_file())
        return [(p, False) for p in inside if not _hidden(p.relative_to(path))]
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(mode):
        raise InputError(
            "is a pipe or a device, not a file",
            where=str(path),
            hint="Save what comes from it to a file, and give that.",
        )
    return [(path, True)]


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in path.parts)


def _below(folder: Path) -> Iterator[Path]:
    """Give what lies in a folder, through links too, each folder once."""
    seen = {folder.resolve()}
    for place, folders, files in os.walk(folder, followlinks=True):
        inside = {name: (Path(place) / name).resolve() for name in sorted(folders)}
        folders[:] = [name for name, whole in inside.items() if whole not in seen]
        seen.update(inside.values())
        yield from (Path(place) / name for name in files)


def _look(
    path: Path, asked: bool, stack: ExitStack, aside: dict[str, int]
) -> list[Member]:
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            size = path.stat().st_size
    except OSError as error:
        raise unreadable(path, error) from error
    opener: Opener = partial(_open_file, path)
    shelf = printable(_shelf(path))
    member = Member(_one_line(path.name), "", shelf, size, asked, opener)
    if start.startswith(b"PK") and (asked or path.suffix.lower() == ".zip"):
        archive = _open_zip(path, stack)
        if archive is not None:
            return _in_zip(path, archive, aside)
    if start.startswith(b"\x1f\x8b"):
        return [_unpacked(member)]
    if not asked and not _wanted(path.name, aside):
        return []
    return [member]


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _wanted(name: str, aside: dict[str, int]) -> bool:
    lower = name.lower()
    kind = next((words for end, words in _ASIDE.items() if lower.endswith(end)), "")
    if not kind and not lower.endswith(_TABLES):
        kind = f"{PurePosixPath(lower).suffix or 'other'} files"
    if kind:
        aside[kind] = aside.get(kind, 0) + 1
    return not kind


def _shelf(path: Path) -> str:
    folder = path.resolve().parent
    above = folder.parent if _MONTH_FOLDER.match(folder.name) else folder
    return str(above)


# --- zips -----------------------------------------------------------------------


def _open_zip(path: Path, stack: ExitStack) -> zipfile.ZipFile | None:
    """Open a zip, or return None if it is a workbook."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
        raise _damaged(printable(path.name)) from error
    check_zip(archive, printable(path.name))
    names = archive.namelist()
    return None if "[Content_Types].xml" in names else archive


def check_zip(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a zip by the sizes and names it declares, before anything is unpacked.

    Raises
    ------
    InputError
        If a name leaves its folder, or it would unpack to too much.
    """
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    # members that lie over one another declare more than the zip holds
    packed = min(sum(info.compress_size for info in infos), archive.start_dir)
    for info in infos:
        parts = re.split(r"[\\/]", info.filename)
        if ".." in parts or parts[0] == "" or re.match(r"^[A-Za-z]:", parts[0]):
            raise InputError(
                "holds a file whose name leads out of its folder; nothing was read",
                where=name,
                hint="Download the archive again from where it was published.",
            )
        ratio = info.file_size / max(info.compress_size, 1)
        if info.file_size > SMALL and ratio > MOST_RATIO:
            raise _too_large(name, info.file_size)
    shrunk = total > SMALL and total / max(packed, 1) > MOST_RATIO
    if shrunk or total > MOST_BYTES or len(infos) > MOST_MEMBERS:
        raise _too_large(name, total)


def _in_zip(
    path: Path, archive: zipfile.ZipFile, aside: dict[str, int]
) -> list[Member]:
    found = []
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        inner = PurePosixPath(info.filename.replace("\\", "/"))
        if info.is_dir() or _hidden(Path(inner)) or not _wanted(inner.name, aside):
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


def _damaged(name: str) -> InputError:
    return InputError(
        "is damaged or only partly downloaded",
        where=name,
        hint="Download or copy it again.",
    )


def _too_large(name: str, size: int) -> InputError:
    return InputError(
        f"would unpack to {size / 1e9:,.1f} GB, which no crime file needs; "
        "nothing was read",
        where=name,
        hint="Download it again, or give the files you need from it.",
    )


# --- gz -------------------------------------------------------------------------


class _Guarded(io.RawIOBase):
    """A gz stream that stops before it fills the machine."""

    def __init__(self, packed: IO[bytes], name: str, size: int) -> None:
        super().__init__()
        self._packed = packed
        self._inner = gzip.GzipFile(fileobj=packed)
        self._name = name
        self._size = max(size, 1)
        self._read = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        block = self._inner.read(-1 if size is None else size)
        self._read += len(block)
        if self._read > SMALL and self._read / self._size > MOST_RATIO:
            raise _too_large(self._name, self._read)
        return block

    def close(self) -> None:
        self._inner.close()
        self._packed.close()
        super().close()


def _unpacked(member: Member) -> Member:
    def opener() -> IO[bytes]:
        return _Guarded(member.open(), member.where, member.size)  # type: ignore[return-value]

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
