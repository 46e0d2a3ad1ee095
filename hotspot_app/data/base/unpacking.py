"""Safe unpacking of zips and gz, within limits."""

from __future__ import annotations

import gzip
import io
import lzma
import re
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Final

from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_file
from hotspot_app.words import printable

MOST_BYTES: Final = 40_000_000_000
"""Uncompressed; all of police.uk's three years come to about a quarter of it."""

MOST_RATIO: Final = 250
"""A real police.uk archive shrinks about five times; deflate can do 1,032."""

SMALL: Final = 50_000_000
"""A file or zip that unpacks to fewer bytes is harmless at any compression ratio."""

MOST_MEMBERS: Final = 200_000

DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    gzip.BadGzipFile,
)
"""Exceptions raised by unpacking a damaged file."""


def open_zip(path: Path, stack: ExitStack) -> zipfile.ZipFile | None:
    """Open a zip, or return None if it is a workbook."""
    name = printable(path.name)
    try:
        stream = stack.enter_context(open_file(path))
    except OSError as error:
        raise damaged(name) from error
    archive = stack.enter_context(zip_of(stream, name))
    check_zip(archive, name)
    names = set(archive.namelist())
    workbook = "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names
    return None if workbook else archive


def zip_of(source: Path | IO[bytes], where: str) -> zipfile.ZipFile:
    """Open a zip by its directory, which isn't trusted.

    Raises
    ------
    InputError
        If the directory can't be read.
    """
    try:
        return zipfile.ZipFile(source)
    except (*DAMAGE, NotImplementedError, OSError, ValueError) as error:
        raise damaged(where) from error


def is_folder(member: zipfile.ZipInfo) -> bool:
    """Whether a member of a zip is a folder; a name may be empty, or odd otherwise."""
    return member.filename.endswith("/")


def check_zip(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse a zip by the sizes and names it declares, before anything is unpacked.

    Raises
    ------
    InputError
        If a name points outside the folder, or the zip would unpack to too much.
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
            raise too_large(name, info.file_size)
    shrunk = total > SMALL and total / max(packed, 1) > MOST_RATIO
    if shrunk or total > MOST_BYTES or len(infos) > MOST_MEMBERS:
        raise too_large(name, total)


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
            raise too_large(self._name, self._read)
        return block

    def close(self) -> None:
        self._inner.close()
        self._packed.close()
        super().close()


def gunzipped(packed: IO[bytes], name: str, size: int) -> IO[bytes]:
    """Unpack a gz stream of `size` bytes, called `name` should it be too large."""
    return _Guarded(packed, name, size)  # type: ignore[return-value]


def damaged(name: str) -> InputError:
    """Return what to say of a file that can't be unpacked."""
    return InputError(
        "is damaged or only partly downloaded",
        where=name,
        hint="Download or copy it again.",
    )


def too_large(name: str, size: int) -> InputError:
    """Return what to say of a file that would unpack to so many bytes."""
    return InputError(
        f"would unpack to {size / 1e9:,.1f} GB, which no crime file needs; "
        "nothing was read",
        where=name,
        hint="Download it again, or give the files you need from it.",
    )
