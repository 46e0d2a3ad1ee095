"""Dates and months as people write them in Britain; day before month, always."""

from __future__ import annotations

import datetime as dt
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Seconds = npt.NDArray[np.datetime64]
Ints = npt.NDArray[np.int64]

NO_MONTH: Final = np.iinfo(np.int64).min
"""Where no month can be read; the same as a missing period."""

FIRST: Final = np.datetime64("1990-01-01", "s")
"""Earlier ones are placeholders or slips: 1900-01-01 stands for "not known"."""

_DAYS: Final = (
    ("%d/%m/%Y", r"\d{1,2}/\d{1,2}/\d{4}"),
    ("%d/%m/%y", r"\d{1,2}/\d{1,2}/\d{2}"),
    ("%d %b %Y", r"\d{1,2} [A-Za-z]{3} \d{4}"),
    ("%d %b %y", r"\d{1,2} [A-Za-z]{3} \d{2}"),
    ("%d %B %Y", r"\d{1,2} [A-Za-z]{3,9} \d{4}"),
    ("%b %d %Y", r"[A-Za-z]{3} \d{1,2} \d{4}"),
    ("%B %d %Y", r"[A-Za-z]{3,9} \d{1,2} \d{4}"),
    ("%Y/%m/%d", r"\d{4}/\d{1,2}/\d{1,2}"),
)
_CLOCKS: Final = (
    ("", ""),
    (" %H:%M", r" \d{1,2}:\d{2}"),
    (" %H:%M:%S", r" \d{1,2}:\d{2}:\d{2}"),
    (" %I:%M %p", r" \d{1,2}:\d{2} [AaPp][Mm]"),
    (" %I:%M:%S %p", r" \d{1,2}:\d{2}:\d{2} [AaPp][Mm]"),
)
_FORMATS: Final = (
    *(
        (day + clock, is_day + is_clock)
        for day, is_day in _DAYS
        for clock, is_clock in _CLOCKS
    ),
    ("%Y%m%d", r"(?:19|20)\d{6}"),
)
_ISO: Final = r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
_ZONED: Final = _ISO + r"(?:Z|[+-]\d{2}(?::?\d{2})?)"
_SERIAL: Final = r"\d{5}(?:\.\d+)?"

_SIMPLER: Final = (
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
"""Habits of writing (5th, Sunday, 10.15) and what they are turned into."""

_MONTHS: Final = (
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


def read_dates(texts: pd.Series[str], *, today: dt.date | None = None) -> Seconds:
    """Read dates, with times where they are given.

    Understood are ISO 8601 (a stated offset is turned into British local time),
    day/month/year with /, - or . between them and with month names, and Excel's
    serial numbers. `03/04/2025` is 3 April; `04/25/2025` can't be read.

    Parameters
    ----------
    texts
        (n,) best each once; missing where there is none.
    today
        The last day that can be meant; if None, that of the computer's clock.

    Returns
    -------
    numpy.ndarray
        (n,) datetime64[s], local time; NaT where it can't be read, is before
        `FIRST` or after today.
    """
    plain = texts.astype("str").fillna("").str.strip()
    plain = plain.str.replace(r"\s+", " ", regex=True)
    found = np.full(len(plain), np.datetime64("NaT", "s"))
    _read_machines(plain, found)
    rest = np.flatnonzero(np.isnat(found) & (plain != "").to_numpy())
    if len(rest):
        found[rest] = _read_peoples(plain.iloc[rest])
    return _believed(found, today)


def _read_machines(plain: pd.Series[str], found: Seconds) -> None:
    """Read what programs write, in place."""
    iso = _where(plain, _ISO)
    found[iso] = _parsed(plain[iso], "ISO8601")
    zoned = _where(plain, _ZONED)
    found[zoned] = _local(plain[zoned])
    serial = _where(plain, _SERIAL)
    if serial.any():
        days = plain[serial].astype("float64").to_numpy()
        whole = np.datetime64("1899-12-30", "s")
        found[serial] = whole + np.round(days * 86_400).astype("timedelta64[s]")


def _read_peoples(plain: pd.Series[str]) -> Seconds:
    """Read what people write; habits are turned into something simpler last."""
    found = _in_forms(plain)
    rest = np.flatnonzero(np.isnat(found))
    if len(rest):
        simple = plain.iloc[rest]
        for habit, instead in _SIMPLER:
            simple = simple.str.replace(habit, instead, regex=True)
        again = _in_forms(simple)
        _read_machines(simple, again)
        found[rest] = again
    return found


def _in_forms(plain: pd.Series[str]) -> Seconds:
    found = np.full(len(plain), np.datetime64("NaT", "s"))
    dotted = plain.str.replace(r"(?<=\w)[.\-](?=\w)", "/", regex=True)
    named = plain.str.replace(r"(?<=\w)[.\-/](?=\w)", " ", regex=True)
    for form, pattern in _FORMATS:
        rest = np.flatnonzero(np.isnat(found))
        if not len(rest):
            break
        like = (named if "%b" in form or "%B" in form else dotted).iloc[rest]
        at = _where(like, pattern)
        found[rest[at]] = _parsed(like[at], form)
    return found


def read_times(texts: pd.Series[str]) -> npt.NDArray[np.float64]:
    """Read times of day (`23:15`, `2315`, `23.15`, `11:15 pm`, Excel's fractions).

    Returns
    -------
    numpy.ndarray
        (n,) seconds after midnight; missing where there is none or it can't be
        read.
    """
    plain = texts.astype("str").fillna("").str.strip().str.lower()
    parts = plain.str.extract(
        r"^(\d{1,2})[:.]?(\d{2})(?:[:.](\d{2}))?(?:\.\d+)? ?([ap]m)?$"
    )
    hour = parts[0].astype("float64").to_numpy(copy=True)
    minute = parts[1].astype("float64").to_numpy()
    second = parts[2].astype("float64").fillna(0).to_numpy()
    half = parts[3].fillna("").to_numpy()
    hour[(half == "pm") & (hour < 12)] += 12
    hour[(half == "am") & (hour == 12)] = 0
    bad = ~((hour < 24) & (minute < 60) & (second < 60))
    seconds = hour * 3600 + minute * 60 + second
    seconds[bad] = np.nan
    share = plain.str.fullmatch(r"0?\.\d+|0").to_numpy(dtype=bool)
    seconds[share] = np.round(plain[share].astype("float64").to_numpy() * 86_400)
    return seconds


def read_months(texts: pd.Series[str], *, today: dt.date | None = None) -> Ints:
    """Read months (`2025-01`, `Jan 2025`, `01/2025`, `202501`), or dates' months.

    Parameters
    ----------
    today
        The last day that can be meant; if None, that of the computer's clock.

    Returns
    -------
    numpy.ndarray
        (n,) ordinals of monthly periods; `NO_MONTH` where it can't be read.
    """
    plain = texts.astype("str").fillna("").str.strip()
    spaced = plain.str.replace(r"(?<=[A-Za-z])[ \-/']+(?=\d)", " ", regex=True)
    spaced = spaced.str.replace(r"(?i)\bsept\b", "Sep", regex=True)
    found = np.full(len(plain), np.datetime64("NaT", "s"))
    for form, pattern in _MONTHS:
        if not np.isnat(found).any():
            break
        at = _where(spaced, pattern) & np.isnat(found)
        found[at] = _parsed(spaced[at], form)
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
    plain = texts.astype("str").fillna("")
    month, late = r"(?:0?[1-9]|1[0-2])", r"(?:1[3-9]|2\d|3[01])"
    american = plain.str.match(rf"\s*{month}[/.-]{late}[/.-]\d{{2,4}}")
    british = plain.str.match(rf"\s*{late}[/.-]{month}[/.-]\d{{2,4}}")
    return american.to_numpy(dtype=bool), british.to_numpy(dtype=bool)


def _where(texts: pd.Series[str], pattern: str) -> npt.NDArray[np.bool_]:
    return texts.str.fullmatch(pattern).to_numpy(dtype=bool)


def _parsed(texts: pd.Series[str], form: str) -> Seconds:
    read = pd.to_datetime(texts, format=form, errors="coerce")
    return np.asarray(read.to_numpy().astype("datetime64[s]"))


def _local(texts: pd.Series[str]) -> Seconds:
    read = pd.to_datetime(texts, format="ISO8601", errors="coerce", utc=True)
    local = read.dt.tz_convert("Europe/London").dt.tz_localize(None)
    return np.asarray(local.to_numpy().astype("datetime64[s]"))


def _believed(when: Seconds, today: dt.date | None) -> Seconds:
    """Take away what is no date of a recorded incident."""
    end = np.datetime64((today or dt.date.today()) + dt.timedelta(days=1), "s")
    when[~np.isnat(when) & ((when < FIRST) | (when >= end))] = np.datetime64("NaT", "s")
    return when
