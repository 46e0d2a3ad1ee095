"""Files in which a partnership says how its briefs are to be."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_file
from hotspot_app.paths import unreadable
from hotspot_app.words import printable

_MOST: Final = 100_000
"""Bytes of a file."""
_LONGEST: Final = 200
"""Letters of a line."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a file says, read with complaints that name the file."""

    path: Path
    raw: Mapping[str, Any]

    def refuse(self, what: str) -> InputError:
        """Make the error that says what is wrong."""
        return InputError(
            what,
            where=self.path.name,
            hint="Look at the file that comes with the app for how it is written.",
        )

    def text(self, raw: Mapping[str, Any], key: str, where: str) -> str:
        """Return a text of one line, "" if there is none."""
        said = raw.get(key, "")
        if not isinstance(said, str) or len(said) > _LONGEST:
            raise self.refuse(f"{where}: {key} should be a text of one line")
        return " ".join(printable(said).split())

    def flag(self, raw: Mapping[str, Any], key: str, where: str) -> bool:
        """Return true or false, false if nothing is said."""
        said = raw.get(key, False)
        if not isinstance(said, bool):
            raise self.refuse(f"{where}: {key} is true or false")
        return said

    def count(self, raw: Mapping[str, Any], key: str, where: str) -> int:
        """Return a whole number, 0 if nothing is said."""
        said = raw.get(key, 0)
        if not isinstance(said, int) or isinstance(said, bool) or said < 0:
            raise self.refuse(f"{where}: {key} should be a whole number")
        return said

    def texts(self, raw: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        """Return a list of texts."""
        said = raw.get(key, [])
        if not isinstance(said, list) or not all(isinstance(e, str) for e in said):
            raise self.refuse(f"{where}: {key} should be a list of texts")
        return tuple(said)


def loaded(path: Path) -> Told:
    """Read a file of choices.

    Raises
    ------
    InputError
        If it is too large or no TOML.
    """
    try:
        with open_file(path) as stream:
            content = stream.read(_MOST + 1)
    except OSError as error:
        raise unreadable(path, error) from error
    if len(content) > _MOST:
        raise InputError(
            f"has over {_MOST // 1000} kB, which no such file has",
            where=path.name,
            hint="Copy the file that comes with the app again, and change the copy.",
        )
    try:
        return Told(path, tomllib.loads(content.decode("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"can't be understood as TOML ({printable(str(error))[:120]})",
            where=path.name,
            hint="Mend it there, or copy the file that comes with the app again.",
        ) from error
