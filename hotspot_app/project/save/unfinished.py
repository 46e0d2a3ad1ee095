"""Files that killed runs left in the folders they wrote to."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from hotspot_app.errors import InputError
from hotspot_app.file_lock import try_lock
from hotspot_app.named_paths import why_refused
from hotspot_app.paths import notes_of_writing
from hotspot_app.scratch import mend

_LONGEST: Final = 10_000
"""Bytes of a path."""


def clear_up() -> None:
    """Make whole what was being written when a process was killed, and clear it away.

    A folder that must not be looked at unasked, as on another computer, waits until
    something is written there.
    """
    try:
        notes = sorted(notes_of_writing().iterdir())
    except OSError:
        return
    for note in notes:
        with suppress(OSError):
            held = try_lock(note)
            if held is None:  # somebody is writing there now
                continue
            held.close()
            _clear(note)


def _clear(note: Path) -> None:
    with note.open("rb") as stream:
        folder = Path(os.fsdecode(stream.read(_LONGEST)))
    if folder.is_absolute() and "\0" not in str(folder) and not why_refused(folder):
        with suppress(InputError):  # told when something is written there
            mend(folder)
    note.unlink()
