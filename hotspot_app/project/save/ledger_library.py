"""Figures that were made public, kept in the user's library for every project."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from hotspot_app.errors import InputError, WordsError
from hotspot_app.file_lock import locked
from hotspot_app.method import Note
from hotspot_app.paths import library
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.save.ledger_text import read_ledger, written_ledger
from hotspot_app.project.save.plain import (
    NOTHING,
    ChangedError,
    NewerError,
    content,
    sha256,
    understood,
    write_object,
)

VERSION: Final = 1

_WHAT: Final = "a file of public figures"
_TRIES: Final = 5
_YEAR: Final = re.compile(r"released-[12]\d{3}\.json")


class LedgerLibrary:
    """Keeps public figures beside the user's boundaries, a file a year counted."""

    def kept(self) -> tuple[Ledger, tuple[Note, ...]]:
        """Return all that is kept, and what to mind.

        A file that can't be understood is put aside: what it held can't be minded any
        more, which a note says.
        """
        found, told = NOTHING_RELEASED, []
        for file in _files():
            try:
                found = found.adding(_read(file)[0].entries)
            except (InputError, WordsError, OSError) as error:
                told.append(_trouble(file, error))
        return found, tuple(told)

    def keep(self, ledger: Ledger) -> tuple[Note, ...]:
        """Keep figures besides those that are kept; say what to mind.

        Figures are of the year of their first month.
        """
        years: dict[str, Ledger] = {}
        for entry in ledger.entries:
            year = entry.counted.months[0][:4]
            years[year] = years.get(year, NOTHING_RELEASED).adding([entry])
        told = []
        for year, each in years.items():
            file = folder() / f"released-{year}.json"
            try:
                _keep(file, each)
            except (InputError, WordsError, OSError) as error:
                told.append(_not_kept(file, error))
        return tuple(told)


def folder() -> Path:
    """Return where public figures are kept (it may not be there yet)."""
    return library() / "released"


def _files() -> list[Path]:
    with suppress(OSError):
        there = (each for each in folder().iterdir() if _YEAR.fullmatch(each.name))
        return sorted(there)
    return []


def _keep(file: Path, ledger: Ledger) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file.with_suffix(".lock")):
        for left in reversed(range(_TRIES)):
            before, seen = _read(file)
            after = before.adding(ledger.entries)
            if after == before:
                return
            made = {"released": VERSION, **written_ledger(after)}
            try:
                write_object(file, made, seen=seen)
            except ChangedError:
                if not left:
                    raise
            else:
                return


def _read(file: Path) -> tuple[Ledger, str]:
    if not file.exists():
        return NOTHING_RELEASED, NOTHING
    read = content(file, _WHAT)
    raw = understood(read, _WHAT, file.name)
    version = raw.whole("released")
    if version > VERSION:
        raise NewerError("was written by a newer version of the app", where=file.name)
    if version != VERSION:
        raw.refuse("released", "a version that is known")
    return read_ledger(raw), sha256(read)


def _trouble(file: Path, error: Exception) -> Note:
    """Put a broken file aside, and say what it means."""
    done = "can't be read"
    newer = isinstance(error, NewerError)
    if not newer and not isinstance(error.__cause__ or error, OSError):
        aside = file.with_name(f"{file.stem}-put-aside.json")
        with suppress(OSError), locked(file.with_suffix(".lock")):
            file.replace(aside)
            done = f"was put aside as {aside.name}"
    return Note(
        f"The public figures kept in your library ({file.name}) {_why(error)}: the "
        f"file {done}. What was made public before, by other projects, can't be "
        "minded: a small count may follow from both.",
        caution=True,
    )


def _not_kept(file: Path, error: Exception) -> Note:
    return Note(
        f"The figures made public could not be kept in your library ({file.name}), "
        f"because it {_why(error)}. Save this project: it remembers them itself.",
        caution=True,
    )


def _why(error: Exception) -> str:
    if isinstance(error, (InputError, WordsError)):
        return error.what.rstrip(".")
    return "can't be written"
