"""The record beside stored boundaries: what each file is and where it came from."""

from __future__ import annotations

import re
import tomllib
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Final

from hotspot_app.errors import InputError
from hotspot_app.named_paths import is_there, open_file, why_untouched
from hotspot_app.paths import written

RECORD: Final = "SOURCES.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stored file of boundaries.

    Attributes
    ----------
    id
        Name of the file in commands.
    title
        Name of the file for people.
    level
        "lsoa", "ward" or a name of the analyst's own.
    vintage
        Year of the codes, 0 if unknown.
    district
        Code or name of the district that the file was cut to, "" if it wasn't cut.
    file
        File name relative to the record's folder; may lie in a folder below.
    sha256
        SHA-256 of that file.
    licence, attribution
        The licence, and the line to print on maps.
    place
        What the areas make up: "Southampton", "" if unknown.
    publisher_title
        Name of the publisher's file that this one was made from.
    added
        Date it was stored, as 2026-01-31.
    """

    id: str
    title: str
    level: str
    file: str
    sha256: str
    licence: str
    attribution: str
    vintage: int = 0
    district: str = ""
    place: str = ""
    publisher_title: str = ""
    added: str = ""


def read_entries(folder: Path) -> tuple[Entry, ...]:
    """Return the entries of a folder's record; none without a record.

    Raises
    ------
    InputError
        If the record is broken.
    """
    record = folder / RECORD
    if not is_there(record) or not record.is_file():
        return ()
    with open_file(record) as stream:
        content = stream.read()
    try:
        told = tomllib.loads(content.decode("utf-8"))
        tables = told.get("boundaries", [])
        return tuple(_entry(table) for table in tables)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise InputError(
            f"the record of boundaries is broken ({str(error).splitlines()[0]})",
            where=str(record),
            hint="Mend it, or remove it and add the boundaries again.",
        ) from error


def _entry(table: dict[str, object]) -> Entry:
    known = {field.name for field in fields(Entry)}
    entry = Entry(**{k: v for k, v in table.items() if k in known})  # type: ignore[arg-type]
    for field in fields(Entry):
        value = getattr(entry, field.name)
        if not isinstance(value, int if field.name == "vintage" else str):
            raise TypeError(f"{field.name} has the wrong type")
    return entry


def lies_within(entry: Entry) -> bool:
    """Say whether the file of an entry lies in the record's folder or one below it.

    Its letters tell: a record may come from anybody, and name a device or a share.
    """
    parts = re.split(r"[\\/]", entry.file)
    below = all(part not in {"", ".", ".."} for part in parts)
    return below and ":" not in entry.file and not why_untouched(entry.file)


def write_entries(folder: Path, entries: tuple[Entry, ...]) -> None:
    """Write the record of a folder whole or not at all, sorted by id."""
    lines = ["# Boundaries in this folder. Written by `boundaries add`."]
    for entry in sorted(entries, key=lambda entry: entry.id):
        lines += ["", "[[boundaries]]"]
        lines += [f"{name} = {_quoted(value)}" for name, value in asdict(entry).items()]
    with written(folder / RECORD) as scratch:
        scratch.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _quoted(value: str | int) -> str:
    """Write a value as TOML's basic string or integer."""
    if isinstance(value, int):
        return str(value)
    escapes = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    out = []
    for sign in value:
        if sign in escapes:
            out.append(escapes[sign])
        elif ord(sign) < 32 or ord(sign) == 127:
            out.append(f"\\u{ord(sign):04x}")
        else:
            out.append(sign)
    return f'"{"".join(out)}"'


def recorded(path: Path, sha256: str) -> Entry | None:
    """Return the entry for a file in the record of its folder or one above.

    Raises
    ------
    InputError
        If the file differs from the one that was stored.
    """
    path = path.absolute()
    for folder in (path.parent, path.parent.parent):
        for entry in read_entries(folder):
            if folder / entry.file != path:
                continue
            if entry.sha256 != sha256:
                raise InputError(
                    "the file was changed since it was stored",
                    where=path.name,
                    hint="Add the publisher's file again.",
                )
            return entry
    return None
