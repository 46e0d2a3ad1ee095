"""An answer calculated another way too, and whether that agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Final

from hotspot_app.beside import beside
from hotspot_app.data.apart import reader
from hotspot_app.errors import InputError
from hotspot_app.faults import FaultElsewhere
from hotspot_app.method import OPINION_LATER, Note
from hotspot_app.project.steps.answer import Answer

_PATIENCE: Final = 60.0
"""Seconds more than for a file: a library is loaded first."""


def with_second_opinion(found: Answer) -> Answer:
    """Let the answer be calculated another way too, and say whether that agrees.

    It takes a library seconds to load and some 130 MB, so it is asked for only where
    an answer is written down.
    """
    ask = _asked(found)
    return found if ask is None else _with(found, ask())


@contextmanager
def opinion_beside(found: Answer) -> Iterator[Callable[[], Answer]]:
    """Calculate the second opinion in another thread while the block runs.

    The reader does it, which has nothing to read by then; no file may be read in the
    block. If it can't, it is done here when the block asks for it.

    Yields
    ------
    callable
        Waits for the calculation, and returns what `with_second_opinion` would.
    """
    ask = _asked(found)
    if ask is None:
        yield lambda: found
        return
    with beside(lambda: _apart(ask)) as said:
        yield lambda: _with(found, said() or ask())


def _asked(found: Answer) -> Callable[..., Note] | None:
    return found.outcome.second_opinion if OPINION_LATER in found.notes else None


def _with(found: Answer, said: Note) -> Answer:
    notes = tuple(said if note == OPINION_LATER else note for note in found.notes)
    return replace(found, notes=notes)


def _apart(ask: Callable[..., Note]) -> Note | None:
    try:
        return ask(_by_reader)
    except (InputError, FaultElsewhere):
        return None


def _by_reader(asked: Mapping[str, Any]) -> Any:
    return reader().ask(
        "second opinion", asked, where="second opinion", patience=_PATIENCE
    )
