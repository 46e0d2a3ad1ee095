"""Dates of which half were turned round by the program they were opened in.

A spreadsheet that expects the month first takes 12/02 for 2 December and writes it its
own way, and leaves 21/02, which it can't read so, as it was. So all dates with a day
over 12 are written in one way, and all others in another.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

_DATE: Final = (
    r"^\s*(?:(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<one>\d{1,2})(?P<sign>[/.-])(?P<other>\d{1,2})[/.-]\d{2,4})(?P<clock>.*)$"
)
_LEAST: Final = 10
"""Different dates of either kind from which it is no chance."""

_SLIPS: Final = 0.02


@dataclass(slots=True)
class Ways:
    """How the dates of a column are written.

    Attributes
    ----------
    late, either
        Ways in which dates with a day over 12, and those that can be read both ways,
        are written, and how many different ones: by form and clock, and by whether
        there are zeros before single figures.
    first_late, first_either
        The first of each.
    """

    late: Counter[str] = field(default_factory=Counter)
    either: Counter[str] = field(default_factory=Counter)
    first_late: str = ""
    first_either: str = ""

    def see(self, texts: pd.Series[str]) -> None:
        """Take in different texts of a column."""
        parts = texts.astype("str").str.extract(_DATE)
        one = parts["one"].fillna(parts["month"]).astype("float64")
        other = parts["other"].fillna(parts["day"]).astype("float64")
        late = (one > 12) | (other > 12)
        either = one.notna() & ~late & (one != other)
        clock = parts["clock"].str.count(":").astype("str")
        form = parts["sign"].fillna("year first") + clock
        zero = parts["one"].str.startswith("0") | parts["other"].str.startswith("0")
        single = (parts["one"].str.len() == 1) | (parts["other"].str.len() == 1)
        padded = np.select([zero, single], ["zeros", "no zeros"], default="")
        for kind, counter in ((late, self.late), (either, self.either)):
            counter.update(form[kind])
            counter.update(filter(None, padded[kind]))
        self.first_late = self.first_late or next(iter(texts[late]), "")
        self.first_either = self.first_either or next(iter(texts[either]), "")

    def are_half_swapped(self) -> bool:
        """Say whether those with a day over 12 are written unlike all others."""
        return any(self._apart(of_zeros) for of_zeros in (False, True))

    def _apart(self, of_zeros: bool) -> bool:
        ways = {
            way
            for way in (*self.late, *self.either)
            if way.endswith("zeros") == of_zeros
        }
        late = sum(self.late[way] for way in ways)
        either = sum(self.either[way] for way in ways)
        both = sum(min(self.late[way], self.either[way]) for way in ways)
        fewer = min(late, either)
        return fewer >= _LEAST and both <= _SLIPS * fewer

    @property
    def many_late(self) -> int:
        """How many different dates have a day over 12."""
        return sum(n for way, n in self.late.items() if not way.endswith("zeros"))
