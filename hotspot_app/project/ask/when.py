"""The settling of the period and its comparison period."""

from __future__ import annotations

import re
from collections.abc import Collection

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Note, Span, When
from hotspot_app.method.spans import length, parts, spanning
from hotspot_app.remedies import ChoosePeriod
from hotspot_app.words import counted, listed


def moment(text: str) -> pd.Period:
    """Return a month ("2025-06") or a day ("2025-06-15") from text.

    Raises
    ------
    WordsError
        If the text is neither.
    """
    freq = {7: "M", 10: "D"}.get(len(text), "")
    if freq and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", text, re.ASCII):
        try:
            return pd.Period(text, freq=freq)
        except ValueError:
            pass
    raise WordsError(
        f"{text!r} is not a month or a day",
        hint="Write it as 2025-06, or as 2025-06-15.",
    )


def given(first: str, last: str, what: str = "period") -> When:
    """Return the period between two months or days.

    Raises
    ------
    WordsError
        If an end can't be read, or the period ends before it begins.
    """
    when = spanning(moment(first), moment(last))
    if when.first > when.last:
        raise WordsError(f"the {what} ends before it begins ({first} to {last})")
    return when


def period(
    first: str, last: str, months: Collection[pd.Period], notes: list[Note]
) -> When:
    """Return the settled period; an end not given is that of the months held.

    Raises
    ------
    WordsError
        If the files hold nothing of the period.
    """
    held = sorted(months)
    when = given(first or str(held[0]), last or str(held[-1]))
    inside = parts(when, held)
    if not inside:
        raise WordsError(
            f"no file holds a {when.unit} of {when}",
            hint=f"The files hold {Span(held[0], held[-1])}.",
        )
    if not first and not last:
        notes.append(
            Note(f"No period was asked for: all months read are taken, {when}.")
        )
    whole = when.whole
    every = pd.period_range(whole.first, whole.last, freq="M")
    absent = parts(when, [month for month in every if month not in set(held)])
    if absent:
        many = length(absent)
        notes.append(
            Note(
                f"{counted(many, when.unit)} of {when.length} "
                f"{'is' if many == 1 else 'are'} missing and not counted as zero: "
                f"{listed([str(each) for each in absent])}. Counts and rates are of "
                f"the {length(inside)} held.",
                caution=True,
            )
        )
    return when


def compared(first: str, last: str) -> When | None:
    """Return the comparison period, None if none was given.

    Raises
    ------
    WordsError
        If only one end was given, or an end can't be read.
    """
    if not first and not last:
        return None
    if not (first and last):
        raise WordsError(
            "a comparison needs both the first and the last of its months or days",
            remedies=(ChoosePeriod(compared=True),),
        )
    return given(first, last, "comparison period")


def apart(other: When | None, when: When) -> When | None:
    """Return the comparison period, after checking that it doesn't overlap the period.

    Raises
    ------
    WordsError
        If the periods overlap.
    """
    if other is None:
        return None
    one, two = other.days, when.days
    if one.first <= two.last and two.first <= one.last:
        raise WordsError(
            f"{other} overlaps {when}: an incident can't be compared with itself",
            hint="One must end before the other begins.",
            remedies=(ChoosePeriod(), ChoosePeriod(compared=True)),
        )
    return other
