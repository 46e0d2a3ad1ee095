"""Columns told by the words of their names, where no list of names has them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from hotspot_app.data.base.ons import words_of

_DATE: Final = frozenset({"date", "dt", "datetime", "day", "on", "when", "timestamp"})
_EVENT: Final = frozenset(
    {"crime", "crimes", "offence", "incident", "occurrence", "event", "case"}
)
_FILLING: Final = frozenset({"the", "of", "was", "and", "time"})
_ADDRESSED: Final = frozenset({"to", "police"})
_ENTERED: Final = (
    frozenset({"recorded", "record", "recording", "crimed"}),
    frozenset({"reported", "report", "reporting", "received", "notified"}),
    frozenset({"created", "creation", "logged", "entered", "registered", "opened"}),
)
"""Verbs for the recording of an incident, the surest first."""

_HAPPENED: Final = frozenset(
    {"committed", "occurred", "happened", "commission", "occurrence", "offence"}
    | {"crime", "incident", "event"}
)
_BEGUN: Final = frozenset({"from", "start", "started", "earliest", "first", "began"})
_NUMBER: Final = frozenset(
    {"ref", "reference", "refno", "number", "no", "num", "nr", "id", "urn"}
)
_NUMBERED: Final = frozenset(
    {"unique", "investigation", "log", "rms", "niche", "athena", "connect", "police"}
    | {"force", "main", "master", "full", "cad", "iris", "the", "of"}
)

Fits = Callable[[frozenset[str]], int]


def by_words(header: Sequence[str], ours: str, taken: Collection[int]) -> int | None:
    """Return the position of the likeliest column for one of ours, None for none.

    Parameters
    ----------
    taken
        Positions of columns with another meaning.
    """
    fits = _RULES.get(ours)
    if fits is None:
        return None
    ranked = [
        (rank, i)
        for i, name in enumerate(header)
        if i not in taken and (rank := fits(frozenset(words_of(name))))
    ]
    return min(ranked)[1] if ranked else None


def _recorded(words: frozenset[str]) -> int:
    rest = words - _EVENT - _FILLING - _ADDRESSED - _DATE
    if not words & _DATE or not rest or rest - frozenset().union(*_ENTERED):
        return 0
    return next(rank for rank, entered in enumerate(_ENTERED, 1) if words & entered)


def _happened(words: frozenset[str]) -> int:
    rest = words - _HAPPENED - _BEGUN - _FILLING - _DATE
    return int(bool(words & _HAPPENED and words & _DATE and not rest))


def _own_number(words: frozenset[str]) -> int:
    rest = words - _NUMBER - _NUMBERED - _EVENT
    return int(bool(words & _NUMBER and words - _NUMBER and not rest))


_RULES: Final[Mapping[str, Fits]] = {
    "recorded": _recorded,
    "from": _happened,
    "id": _own_number,
}
