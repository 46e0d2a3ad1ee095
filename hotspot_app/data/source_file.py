"""What is known of a file by its bytes: name, size and SHA-256."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from hotspot_app.errors import InputError
from hotspot_app.named_paths import is_there, open_file
from hotspot_app.words import printable


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read. Only its name is kept, never its folder."""

    name: str
    size: int
    sha256: str


def fingerprint(path: Path) -> SourceFile:
    """Read a file once and say what it is.

    Raises
    ------
    InputError
        If it isn't there, can't be read or must not be looked at.
    """
    try:
        with open_file(path) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            size = os.fstat(stream.fileno()).st_size
        return SourceFile(path.name, size, digest)
    except OSError as error:
        raise unreadable(path, error) from error


def read_whole(path: Path, most: int) -> tuple[bytes, SourceFile]:
    """Read all of a file, and say what was read.

    Raises
    ------
    InputError
        If it can't be read, or has more than `most` bytes.
    """
    try:
        with open_file(path) as stream:
            content = stream.read(most + 1)
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


def unreadable(path: Path, error: OSError) -> InputError:
    """Say in words why a file can't be opened."""
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file", where=str(path))
    if isinstance(error, IsADirectoryError) or (is_there(path) and path.is_dir()):
        return InputError(
            "is a folder", where=str(path), hint="Give the file that is in it."
        )
    reason = error.strerror or type(error).__name__
    return InputError(
        f"can't be read ({reason})",
        where=str(path),
        hint="Close it in other programs, or copy it to this computer first.",
    )
