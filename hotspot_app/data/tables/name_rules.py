"""Columns told by the words of their names, where no list of names has them."""

from __future__ import annotations

import re
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

_OFFENCE: Final = "offen[cs]es?"
_CRIME: Final = rf"(?:{_OFFENCE}|crimes?)"
_SAID: Final = "(?:description|descr|desc|name|title|label)"
_GIVEN: Final = "(?:homeoffice|ho|ons|nsir|police|notifiable|recorded|closing)"
_NARROWER: Final = "sub(?:type|group|category|class)"
_TYPES: Final = tuple(
    re.compile(
        rf"(?:{_SAID}of(?:the)?)?{_GIVEN}{{0,3}}(?:{name})(?P<said>{_SAID}|text|txt)?"
    )
    for name in (
        rf"{_CRIME}type|typeof{_CRIME}",
        rf"{_OFFENCE}(?:code)?{_SAID}|{_SAID}of(?:the)?{_OFFENCE}",
        rf"{_OFFENCE}group",
        rf"{_OFFENCE}category|categoryof{_OFFENCE}",
        rf"{_OFFENCE}{_NARROWER}",
        rf"{_CRIME}(?:category|group)|categoryof{_CRIME}",
        rf"{_CRIME}{_NARROWER}",
        rf"{_CRIME}class(?:ification)?|class(?:ification)?of{_CRIME}",
        rf"ho(?:meoffice)?(?:type|group|category|class|{_NARROWER}|code{_SAID})",
        r"(?:incident|occurrence|event)(?:sub)?(?:type|category|class(?:ification)?)",
        rf"(?:type|category|classification){_SAID}",
    )
)
"""Names of a column of types, the surest first.

An end that says only that it is put into words adds nothing ("Offence Group Desc"). Of
"crime" and "incident" alone it is a narrative ("Incident Description").
"""

Fits = Callable[[str], int]


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
        if i not in taken and (rank := fits(name))
    ]
    return min(ranked)[1] if ranked else None


def _recorded(name: str) -> int:
    words = frozenset(words_of(name))
    rest = words - _EVENT - _FILLING - _ADDRESSED - _DATE
    if not words & _DATE or not rest or rest - frozenset().union(*_ENTERED):
        return 0
    return next(rank for rank, entered in enumerate(_ENTERED, 1) if words & entered)


def _happened(name: str) -> int:
    words = frozenset(words_of(name))
    rest = words - _HAPPENED - _BEGUN - _FILLING - _DATE
    return int(bool(words & _HAPPENED and words & _DATE and not rest))


def _own_number(name: str) -> int:
    words = frozenset(words_of(name))
    rest = words - _NUMBER - _NUMBERED - _EVENT
    return int(bool(words & _NUMBER and words - _NUMBER and not rest))


def _type_of_crime(name: str) -> int:
    text = "".join(words_of(name))
    for rank, pattern in enumerate(_TYPES, 1):
        found = pattern.fullmatch(text)
        if found is not None:  # of two alike, the one in words isn't a code
            return 2 * rank - (found["said"] is not None)
    return 0


_RULES: Final[Mapping[str, Fits]] = {
    "recorded": _recorded,
    "from": _happened,
    "type": _type_of_crime,
    "id": _own_number,
}
