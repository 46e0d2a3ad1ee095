"""What is known of a file by its bytes: name, size and SHA-256."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from hotspot_app.errors import InputError
from hotspot_app.named_paths import is_there, open_file


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
