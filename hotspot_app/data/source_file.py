"""What is known of a file by its bytes: name, size and SHA-256."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from hotspot_app.paths import unreadable

__all__ = ["SourceFile", "fingerprint", "unreadable"]


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
        If it isn't there or can't be read.
    """
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return SourceFile(path.name, path.stat().st_size, digest)
    except OSError as error:
        raise unreadable(path, error) from error
