"""The fingerprint of a file: name, size and SHA-256."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_file
from hotspot_app.paths import unreadable
from hotspot_app.words import printable

__all__ = ["SourceFile", "fingerprint", "read_whole", "unreadable"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read. Only its name is kept, never its folder."""

    name: str
    size: int
    sha256: str


def fingerprint(path: Path) -> SourceFile:
    """Read a file once, and return its name, size and SHA-256.

    Raises
    ------
    InputError
        If the file doesn't exist, can't be read or must not be opened.
    """
    try:
        with open_file(path) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = os.fstat(stream.fileno()).st_size
        return SourceFile(path.name, size, digest)
    except OSError as error:
        raise unreadable(path, error) from error


def read_whole(path: Path, most: int) -> tuple[bytes, SourceFile]:
    """Read a whole file; return its bytes and its fingerprint.

    Raises
    ------
    InputError
        If the file can't be read, or has more than `most` bytes.
    """
    try:
        with open_file(path) as stream:
            # as much is set aside as is asked for, so no more is asked than there is
            size = os.fstat(stream.fileno()).st_size
            content = stream.read(min(size, most) + 1)
            if size < len(content) <= most:  # it has grown meanwhile
                content += stream.read(most + 1 - len(content))
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > most:
        raise InputError(
            f"the file has more than {most / 1e6:,.0f} MB, more than any needs",
            where=path.name,
            hint="Export the part of it that you need.",
        )
    return content, SourceFile(
        printable(path.name), len(content), hashlib.sha256(content).hexdigest()
    )
