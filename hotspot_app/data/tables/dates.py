"""Dates and months as people write them in Britain; day before month, always."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Seconds = npt.NDArray[np.datetime64]
Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
Reader = Callable[[Texts], Seconds]

NO_MONTH: Final = np.iinfo(np.int64).min
"""Ordinal for an unreadable month; the same as of a missing period."""

FIRST: Final = np.datetime64("1990-01-01", "s")
"""Earlier ones are placeholders or slips: 1900-01-01 stands for "not known"."""

_CLOCKS: Final = (
    ("", ""),
    (" %H:%M", r" \d{1,2}:\d{2}"),
    (" %H:%M:%S", r" \d{1,2}:\d{2}:\d{2}"),
    (" %I:%M %p", r" \d{1,2}:\d{2} [AaPp][Mm]"),
    (" %I:%M:%S %p", r" \d{1,2}:\d{2}:\d{2} [AaPp][Mm]"),
)
_ISO: Final = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_SIMPLER: Final = tuple(
    (re.compile(habit), instead)
    for habit, instead in (
        (r"(?i)^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", ""),
        (r"(?i)(?<=\d)(?:st|nd|rd|th)\b", ""),
        (r" ?, ?", " "),
        (r"(?i)\bsept\b", "Sep"),
        (r"^(\d{4})/(\d{2})/(\d{2}) ", r"\1-\2-\3 "),
        (r"(?<=[/.\- ]\d{4}) (\d{2})(\d{2})$", r" \1:\2"),
        (r"(?<=\d) (\d{1,2})\.(\d{2})$", r" \1:\2"),
        (r"(?<=\d) (\d{1,2})\.(\d{2})\.(\d{2})$", r" \1:\2:\3"),
        (r"(?<=:\d{2})\.\d+$", ""),
        (r"(?i)(?<=\d)([ap]m)$", r" \1"),
    )
)
"""Habits of writing (5th, Sunday, 10.15) and what they are turned into."""


class _Forms:
    """Ways of writing a date; a text is read by the first that matches.

    Parameters
    ----------
    each
        Pairs of pattern and reader.
    """

    def __init__(self, *each: tuple[str, Reader]) -> None:
        self._any = re.compile("|".join(f"({pattern})" for pattern, _ in each))
        self._readers = [read for _, read in each]

    def read(self, texts: Texts) -> Seconds:
        """Read (n,) texts; NaT where one fits no form."""
        found = np.full(len(texts), np.datetime64("NaT", "s"))
        fits = map(self._any.fullmatch, texts)
        form = np.array([fit.lastindex if fit else 0 for fit in fits], dtype=np.int64)
        for number in set(form[form > 0].tolist()):
            here = form == number
            found[here] = self._readers[number - 1](texts[here])
        return found


def _parsed(texts: Texts, form: str) -> Seconds:
    each: list[str] = texts.tolist()
    return _seconds(pd.to_datetime(each, format=form, errors="coerce"))


def _seconds(read: pd.DatetimeIndex) -> Seconds:
    return np.asarray(read.to_numpy().astype("datetime64[s]"))


def _local(texts: Texts) -> Seconds:
    each: list[str] = texts.tolist()
    read = pd.to_datetime(each, format="ISO8601", errors="coerce", utc=True)
    return _seconds(read.tz_convert("Europe/London").tz_localize(None))


def _serial(texts: Texts) -> Seconds:
    seconds = np.round(texts.astype("float64") * 86_400)
    whole: Seconds = np.datetime64("1899-12-30", "s") + seconds.astype("timedelta64[s]")
    return whole


def _forms(*each: tuple[str, str]) -> _Forms:
    return _Forms(*((pattern, partial(_parsed, form=form)) for form, pattern in each))


def _at_any_time(*days: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (day + clock, is_day + is_clock)
        for day, is_day in days
        for clock, is_clock in _CLOCKS
    ]


_MACHINES: Final = _Forms(
    (_ISO, partial(_parsed, form="ISO8601")),
    (_ISO + r"(?:Z|[+-]\d{2}(?::?\d{2})?)", _local),
    (r"\d{5}(?:\.\d+)?", _serial),
    (r"(?:19|20)\d{6}", partial(_parsed, form="%Y%m%d")),
)
_FIGURES: Final = _forms(
    *_at_any_time(
        ("%d/%m/%Y", r"\d{1,2}/\d{1,2}/\d{4}"),
        ("%d/%m/%y", r"\d{1,2}/\d{1,2}/\d{2}"),
        ("%Y/%m/%d", r"\d{4}/\d{1,2}/\d{1,2}"),
    )
)
_NAMES: Final = _forms(
    *_at_any_time(
        ("%d %b %Y", r"\d{1,2} [A-Za-z]{3} \d{4}"),
        ("%d %b %y", r"\d{1,2} [A-Za-z]{3} \d{2}"),
        ("%d %B %Y", r"\d{1,2} [A-Za-z]{3,9} \d{4}"),
        ("%b %d %Y", r"[A-Za-z]{3} \d{1,2} \d{4}"),
        ("%B %d %Y", r"[A-Za-z]{3,9} \d{1,2} \d{4}"),
    )
)
_BETWEEN: Final = re.compile(r"(?<=\w)[.\-/](?=\w)")
"""Separators of day, month and year."""

_MONTHS: Final = _forms(
    ("%Y-%m", r"\d{4}-\d{1,2}"),
    ("%Y/%m", r"\d{4}/\d{1,2}"),
    ("%Y%m", r"(?:19|20)\d{4}"),
    ("%m/%Y", r"\d{1,2}/\d{4}"),
    ("%m-%Y", r"\d{1,2}-\d{4}"),
    ("%b %Y", r"[A-Za-z]{3} \d{4}"),
    ("%B %Y", r"[A-Za-z]{3,9} \d{4}"),
    ("%m %Y", r"\d{1,2} \d{4}"),
    ("%b %y", r"[A-Za-z]{3} \d{2}"),
)

_BEFORE_YEAR: Final = re.compile(r"(?<=[A-Za-z])[ \-/']+(?=\d)")
_SEPT: Final = re.compile(r"(?i)\bsept\b")


def read_dates(texts: pd.Series[str], *, today: dt.date | None = None) -> Seconds:
    """Read dates, with times where they are given.

    Understood are ISO 8601 (a stated offset is turned into British local time),
    day/month/year with /, - or . between them and with month names, and Excel's
    serial numbers. `03/04/2025` is 3 April; `04/25/2025` can't be read.

    Parameters
    ----------
    texts
        (n,) preferably each different text once; missing where there is none.
    today
        Last day that a date can be; if None, today by the computer's clock.

    Returns
    -------
    numpy.ndarray
        (n,) datetime64[s], local time; NaT if a text can't be read, or is before
        `FIRST` or after `today`.
    """
    plain = _plain(texts)
    found = _in_forms(plain)
    rest = np.isnat(found)
    if rest.any():
        simple = plain[rest]
        for habit, instead in _SIMPLER:
            simple = _replaced(simple, habit, instead)
        found[rest] = _in_forms(simple)
    return _believed(found, today)


def _plain(texts: pd.Series[str]) -> Texts:
    """Return texts with one space where there are several, "" for missing ones."""
    stated = texts.astype("object").where(texts.notna(), "")
    return _array([" ".join(str(text).split()) for text in stated])


def _replaced(texts: Texts, what: re.Pattern[str], instead: str) -> Texts:
    return _array([what.sub(instead, text) for text in texts])


def _array(texts: Sequence[str]) -> Texts:
    made: Texts = np.array(texts, dtype="object")
    return made


def _in_forms(plain: Texts) -> Seconds:
    """Read what programs write as it is, and what people do with one sign between."""
    found = _MACHINES.read(plain)
    for forms, sign in ((_FIGURES, "/"), (_NAMES, " ")):
        rest = np.isnat(found)
        if rest.any():
            found[rest] = forms.read(_replaced(plain[rest], _BETWEEN, sign))
    return found


def read_times(texts: pd.Series[str]) -> npt.NDArray[np.float64]:
    """Read times of day (`23:15`, `2315`, `23.15`, `11:15 pm`, Excel's fractions).

    Returns
    -------
    numpy.ndarray
        (n,) seconds after midnight; missing if a text can't be read.
    """
    return np.array([_seconds_of(text) for text in _plain(texts)], dtype=np.float64)


def _seconds_of(text: str) -> float:
    """Read a time of day; missing if it is none."""
    if _SHARE.fullmatch(text):
        return round(float(text) * 86_400)
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return float("nan")
    hour, minute, second = (int(part or 0) for part in clock.group(1, 2, 3))
    half = (clock[4] or "").lower()
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return float("nan")
    return hour * 3600 + minute * 60 + second


_CLOCK: Final = re.compile(
    r"(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?(?:\.\d+)? ?([ap]m)?", re.IGNORECASE
)
_SHARE: Final = re.compile(r"0?\.\d+|0")
"""A time of day as Excel stores it: a fraction of the day."""


def read_months(texts: pd.Series[str], *, today: dt.date | None = None) -> Ints:
    """Read months (`2025-01`, `Jan 2025`, `01/2025`, `202501`), or dates' months.

    Parameters
    ----------
    today
        Last day that a month can hold; if None, today by the computer's clock.

    Returns
    -------
    numpy.ndarray
        (n,) ordinals of monthly periods; `NO_MONTH` if a text can't be read.
    """
    spaced = _replaced(_plain(texts), _BEFORE_YEAR, " ")
    found = _MONTHS.read(_replaced(spaced, _SEPT, "Sep"))
    rest = np.isnat(found)
    if rest.any():
        found[rest] = read_dates(texts[rest], today=today)
    return month_of(_believed(found, today))


def month_of(when: Seconds) -> Ints:
    """Return the ordinal of each moment's month, `NO_MONTH` where it is NaT."""
    months = when.astype("datetime64[M]").astype(np.int64)
    months[np.isnat(when)] = NO_MONTH
    return months


def day_orders(
    texts: pd.Series[str],
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Say which dates can be read only month first, and which only day first."""
    plain = _plain(texts)
    month_first, day_first = (
        np.array([order.match(text) is not None for text in plain], dtype=bool)
        for order in (_MONTH_FIRST, _DAY_FIRST)
    )
    return month_first, day_first


_MONTH, _LATE = r"(?:0?[1-9]|1[0-2])", r"(?:1[3-9]|2\d|3[01])"
_MONTH_FIRST: Final = re.compile(rf"\s*{_MONTH}[/.-]{_LATE}[/.-]\d{{2,4}}")
_DAY_FIRST: Final = re.compile(rf"\s*{_LATE}[/.-]{_MONTH}[/.-]\d{{2,4}}")


def _believed(when: Seconds, today: dt.date | None) -> Seconds:
    """Take away what is no date of a recorded incident."""
    end = np.datetime64((today or dt.date.today()) + dt.timedelta(days=1), "s")
    when[~np.isnat(when) & ((when < FIRST) | (when >= end))] = np.datetime64("NaT", "s")
    return when
