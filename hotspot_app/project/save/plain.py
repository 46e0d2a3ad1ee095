"""The app's own small JSON files: checked when read, written whole or not at all."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NoReturn

from hotspot_app.data.base.source_file import fingerprint
from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_regular
from hotspot_app.paths import unreadable, written
from hotspot_app.words import printable, quoted

MOST_BYTES: Final = 20_000_000
"""A name for every LSOA of England and Wales comes to about a tenth of it."""

_LARGEST: Final = 2**63
"""No file is as large, no seed and no version."""

Scalar = str | int | float | bool


NOTHING: Final = ""
"""Digest of a file that doesn't exist."""


class NewerError(InputError):
    """A file was written by a newer version of the app."""


class ChangedError(InputError):
    """A file isn't what was seen of it: another window or program wrote it."""


class Fields:
    """Fields of a JSON object, read by name and type with checks.

    Parameters
    ----------
    what
        What the file is, for messages: "a project".
    where
        Name of the file in messages.
    inside
        Name of the object in the file; "" for the whole.
    """

    def __init__(
        self, raw: Mapping[str, Any], what: str, where: str, inside: str = ""
    ) -> None:
        self._raw = raw
        self._what, self._where, self._inside = what, where, inside
        self._asked: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def text(self, name: str) -> str:
        """Return a text, "" where there is none."""
        return self._text(name, self._take(name, ""))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts, empty where there is none."""
        return tuple(self._text(name, each) for each in self.items(name))

    def whole(self, name: str, default: int = 0) -> int:
        """Return a whole number."""
        value = self._take(name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(name, "a whole number")
        if abs(value) > _LARGEST:
            self.refuse(name, "a number the app can use")
        return value

    def flag(self, name: str) -> bool:
        """Return true or false; false where neither is said."""
        value = self._take(name, False)
        if not isinstance(value, bool):
            self.refuse(name, "true or false")
        return value

    def items(self, name: str) -> list[Any]:
        """Return a list of anything, empty where there is none."""
        value = self._take(name, [])
        if not isinstance(value, list):
            self.refuse(name, "a list")
        return value

    def scalars(self, name: str) -> dict[str, Scalar]:
        """Return names with texts, numbers or yes and no."""
        inner = self.inner(name)
        for key, value in inner.raw().items():
            if not isinstance(value, (str, int, float)):
                inner.refuse(key, "a text or a number")
        return {
            printable(key): printable(value) if isinstance(value, str) else value
            for key, value in inner.raw().items()
        }

    def named_texts(self, name: str) -> dict[str, str]:
        """Return names with texts."""
        inner = self.inner(name)
        return {printable(key): inner.text(key) for key in inner.raw()}

    def named_lists(self, name: str) -> dict[str, tuple[str, ...]]:
        """Return names with lists of texts."""
        inner = self.inner(name)
        return {printable(key): inner.texts(key) for key in inner.raw()}

    def inner(self, name: str) -> Fields:
        """Return the object of this name, empty where there is none."""
        return self.of(name, self._take(name, {}))

    def of(self, name: str, value: object) -> Fields:
        """Return a value that must be an object."""
        if not isinstance(value, dict):
            self.refuse(name, "an object")
        called = f"{self._inside}.{name}" if self._inside else name
        return Fields(value, self._what, self._where, called)

    def anything(self, name: str) -> Any:
        """Return a value of any kind, None where there is none."""
        return self._take(name, None)

    def raw(self) -> Mapping[str, Any]:
        """Return what was read, as it is."""
        return self._raw

    def finish(self) -> None:
        """Refuse fields that were not read: a newer version of the app uses them.

        Raises
        ------
        InputError
            If there is such a field.
        """
        unknown = [
            printable(name)[:60] for name in self._raw if name not in self._asked
        ]
        if unknown:
            where = f" in {self._inside}" if self._inside else ""
            raise NewerError(
                f"holds choices this version doesn't know ({quoted(unknown)}{where})",
                where=self._where,
                hint="It was made with a newer version: open it with that.",
            )

    def _take(self, name: str, default: object) -> Any:
        self._asked.add(name)
        return self._raw.get(name, default)

    def _text(self, name: str, value: object) -> str:
        if not isinstance(value, str) or "\0" in value:
            self.refuse(name, "text")
        return value

    def refuse(self, name: str, wanted: str) -> NoReturn:
        """Raise an error for a field that isn't what is wanted.

        Raises
        ------
        InputError
            Always.
        """
        called = f"{self._inside}.{name}" if self._inside else name
        raise damaged(
            self._where, self._what, f"{printable(called)[:80]} is not {wanted}"
        )


def damaged(where: str, what: str, why: str) -> InputError:
    """Say that a file isn't what it should be."""
    return InputError(
        f"isn't {what} or is damaged ({why})",
        where=where,
        hint="Open an earlier copy of it.",
    )


def read_object(path: Path, what: str) -> Fields:
    """Read the JSON object in a file that the app wrote.

    Parameters
    ----------
    what
        What the file should be, for messages: "a project".

    Raises
    ------
    InputError
        If the file can't be read, is too large or isn't a JSON object.
    """
    return understood(content(path, what), what, path.name)


def content(path: Path, what: str) -> bytes:
    """Return the bytes of a file that the app wrote.

    Raises
    ------
    InputError
        If the file can't be read or is too large.
    """
    try:
        with open_regular(path) as stream:
            read = stream.read(MOST_BYTES + 1)
    except (IsADirectoryError, InputError) as error:
        raise damaged(path.name, what, "it is no file") from error
    except OSError as error:
        raise unreadable(path, error) from error
    if len(read) > MOST_BYTES:
        raise damaged(path.name, what, f"it is over {MOST_BYTES // 1_000_000} MB")
    return read


def understood(read: bytes, what: str, where: str) -> Fields:
    """Return the JSON object in the bytes of a file.

    Raises
    ------
    InputError
        If the bytes aren't a JSON object.
    """
    try:
        found = json.loads(
            read.decode("utf-8-sig"), parse_constant=_no_number, parse_float=_finite
        )
    except (ValueError, RecursionError) as error:
        raise damaged(where, what, "its text can't be understood") from error
    if not isinstance(found, dict):
        raise damaged(where, what, "its text can't be understood")
    return Fields(found, what, where)


def sha256(read: bytes) -> str:
    """Return what tells the bytes of a file from all others."""
    return hashlib.sha256(read).hexdigest()


def write_object(
    path: Path, value: Mapping[str, Any], *, seen: str | None = None
) -> str:
    """Write an object as readable JSON, whole or not at all.

    Parameters
    ----------
    seen
        SHA-256 of the file when it was read or written last, or `NOTHING`: a file that
        was changed since isn't replaced. By default any file is replaced.

    Returns
    -------
    str
        SHA-256 of the new file.

    Raises
    ------
    ChangedError
        If the file was changed since. A file that was removed is written anew.
    InputError
        If the folder can't be written or the disk is full.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    # names of files can be any bytes: JSON has its own way to write those
    made = text.encode("utf-8", "backslashreplace")
    expected = (seen, sha256(made))

    def refuse_changed(there: Path) -> None:
        # by what it holds: a clock can stand still, or be set back
        if seen is None or not there.exists():
            return
        if fingerprint(there).sha256 not in expected:
            raise ChangedError(
                "was changed by another program since it was opened",
                where=path.name,
                hint="Save under another name, or overwrite it.",
            )

    with written(path, unless=refuse_changed) as scratch:
        scratch.write_bytes(made)
    return sha256(made)


def _finite(text: str) -> float:
    value = float(text)
    return value if math.isfinite(value) else _no_number(text)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)
