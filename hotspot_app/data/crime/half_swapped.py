"""Dates of which half were turned round by the program they were opened in.

A spreadsheet that expects the month first takes 12/02 for 2 December and writes it its
own way, and leaves 21/02, which it can't read so, as it was. So all dates with a day
over 12 are written in one way, and all others in another.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

_DATE: Final = re.compile(
    r"\s*(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<one>\d{1,2})(?P<sign>[/.-])(?P<other>\d{1,2})[/.-]\d{2,4})(?P<clock>.*)",
    re.DOTALL,
)
_LEAST: Final = 10
"""Different dates of either kind from which it is no chance."""

_SLIPS: Final = 0.02


@dataclass(slots=True)
class Written:
    """Forms in which some dates of a column are written.

    Attributes
    ----------
    forms
        Number of different dates by the sign between their parts ("" if the year comes
        first) and the number of colons in their time.
    padded
        Number of dates with a zero before a single figure, and of those without.
    first
        The first date.
    """

    forms: Counter[tuple[str, int]] = field(default_factory=Counter)
    padded: Counter[bool] = field(default_factory=Counter)
    first: str = ""

    def add(self, text: str, date: re.Match[str]) -> None:
        """Take in a date."""
        self.first = self.first or text
        self.forms[date["sign"] or "", date["clock"].count(":")] += 1
        parts = [part for part in (date["one"], date["other"]) if part]
        if any(part.startswith("0") for part in parts):
            self.padded[True] += 1
        elif any(len(part) == 1 for part in parts):
            self.padded[False] += 1


@dataclass(slots=True)
class DateForms:
    """Forms in which the dates of a column are written.

    Attributes
    ----------
    late, either
        Dates with a day over 12, and dates that can be read both ways.
    """

    late: Written = field(default_factory=Written)
    either: Written = field(default_factory=Written)

    def see(self, texts: Iterable[str]) -> None:
        """Take in different texts of a column."""
        for text in texts:
            date = _DATE.fullmatch(text)
            if date is None:
                continue
            one, other = (
                int(date["one"] or date["month"]),
                int(date["other"] or date["day"]),
            )
            if max(one, other) > 12:
                self.late.add(text, date)
            elif one != other:
                self.either.add(text, date)

    def are_half_swapped(self) -> bool:
        """Say whether those with a day over 12 are written unlike all others."""
        late, either = self.late, self.either
        return _apart(late.forms, either.forms) or _apart(late.padded, either.padded)

    @property
    def many_late(self) -> int:
        """Number of different dates with a day over 12."""
        return self.late.forms.total()


def _apart(late: Counter[Any], either: Counter[Any]) -> bool:
    """Say whether two groups hardly share a way of writing."""
    fewer = min(late.total(), either.total())
    return fewer >= _LEAST and (late & either).total() <= _SLIPS * fewer
