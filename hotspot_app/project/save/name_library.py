"""Names of places kept in the user's library, for every project and all months."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from hotspot_app.errors import InputError
from hotspot_app.file_lock import locked
from hotspot_app.method import Note
from hotspot_app.paths import library
from hotspot_app.project.ask.known import Batch, Kept, Known
from hotspot_app.project.ask.project import Project
from hotspot_app.project.save.plain import (
    NOTHING,
    ChangedError,
    Fields,
    NewerError,
    content,
    sha256,
    understood,
    write_object,
)
from hotspot_app.words import printable

VERSION: Final = 1
LONGEST: Final = 200
"""Letters of a name."""
MOST: Final = 300_000
"""Names of one set; there are 189,000 output areas in England and Wales."""

_WHAT: Final = "a file of names"
_TRIES: Final = 5
_SET: Final = re.compile(r"[a-z0-9-]{1,40}")


def known_of(project: Project) -> Known:
    """Return what is known before a question of a project is answered."""
    return Known(project.places, NameLibrary(), project.hotspots)


class NameLibrary:
    """Keeps names of places beside the user's boundaries, a file a set of areas."""

    def kept(self, of: str) -> Kept:
        """Return the names kept of a set of areas.

        A file that can't be understood is put aside, and names begin anew.
        """
        try:
            return Kept(_read(of)[0])
        except NewerError as error:
            return Kept(told=_told("can't be used", error))
        except InputError as error:
            if isinstance(error.__cause__, OSError):
                return Kept(told=_told("can't be read", error))
            return _put_aside(of)

    def keep(self, of: str, names: Mapping[str, str], files: Collection[str]) -> Kept:
        """Store names of areas that have none; return all names stored then.

        Parameters
        ----------
        files
            Names of the files that they come from, without folders.
        """
        batch = Batch(_today(), tuple(map(printable, files)), names)
        for left in reversed(range(_TRIES)):
            try:
                return _kept(of, batch)
            except ChangedError as error:
                if not left:
                    return Kept(told=_told("can't be kept", error))
            except (InputError, OSError) as error:
                return Kept(told=_told("can't be kept", error))
        raise AssertionError


def file_of(of: str) -> Path:
    """Return where names of a set of areas are kept (it may not be there yet)."""
    if not _SET.fullmatch(of):
        raise ValueError(of)
    return library() / "names" / f"{of}.json"


def _today() -> str:
    return date.today().isoformat()


def _kept(of: str, batch: Batch) -> Kept:
    """Add a batch to what other windows kept meanwhile."""
    file = file_of(of)
    file.parent.mkdir(parents=True, exist_ok=True)
    with locked(file.with_suffix(".lock")):
        before, seen = _read(of)
        known = Kept(before).names()
        new = {code: name for code, name in batch.names.items() if code not in known}
        if not new or len(known) + len(new) > MOST:
            return Kept(before)
        after = (*before, Batch(batch.since, batch.files, new))
        write_object(
            file, {"names": VERSION, "kept": list(map(_plain, after))}, seen=seen
        )
    return Kept(after)


def _put_aside(of: str) -> Kept:
    file = file_of(of)
    aside = file.with_name(f"{file.stem}-put-aside.json")
    with suppress(OSError), locked(file.with_suffix(".lock")):
        try:
            return Kept(_read(of)[0])  # another window has put it aside already
        except InputError as error:
            file.replace(aside)
            what = f"begin anew; the file was put aside as {aside.name}"
            return Kept(told=_told(what, error))
    return Kept(told=_told("can't be read", None))


def _told(what: str, error: Exception | None) -> tuple[Note, ...]:
    why = "" if error is None else f" ({str(error).rstrip('.')})"
    text = f"The names kept of places in your library {what}{why}."
    return (Note(text, caution=True),)


def _read(of: str) -> tuple[tuple[Batch, ...], str]:
    """Return what is kept, and what was seen of the file."""
    file = file_of(of)
    if not file.exists():
        return (), NOTHING
    read = content(file, _WHAT)
    return _understood(understood(read, _WHAT, file.name)), sha256(read)


def _understood(raw: Fields) -> tuple[Batch, ...]:
    version = raw.whole("names")
    if version > VERSION:
        raise NewerError("was written by a newer version of the app")
    if version != VERSION:
        raw.refuse("names", "a version that is known")
    batches = tuple(_batch(raw.of("kept", each)) for each in raw.items("kept"))
    if sum(len(batch.names) for batch in batches) > MOST:
        raw.refuse("kept", f"a list of at most {MOST:,} names")
    return batches


def _batch(raw: Fields) -> Batch:
    since = raw.text("since")
    try:
        date.fromisoformat(since)
    except ValueError:
        raw.refuse("since", "a date")
    names = {
        code: " ".join(printable(name).split())
        for code, name in raw.named_texts("names").items()
    }
    if not all(0 < len(name) <= LONGEST for name in names.values()):
        raw.refuse("names", f"a list of names of 1 to {LONGEST} letters")
    return Batch(since, tuple(map(printable, raw.texts("from"))), names)


def _plain(batch: Batch) -> dict[str, Any]:
    return {
        "since": batch.since,
        "from": list(batch.files),
        "names": dict(batch.names),
    }
