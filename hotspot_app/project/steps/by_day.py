"""Whether a question by days can be put to the files, and what it leaves out."""

from __future__ import annotations

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Days, Note, Question
from hotspot_app.project.steps.tally import Tally
from hotspot_app.words import counted


def has_days(at: Tally) -> bool:
    """Say whether incidents counted have a date."""
    if at.rows is None or "day" not in at.rows.incidents:
        return False
    return bool(at.rows.incidents["day"].notna().any())


def on_days(at: Tally, question: Question) -> list[Note]:
    """Return notes on a period of days, and on incidents without a day.

    Raises
    ------
    WordsError
        If the files have only months.
    """
    asked = [
        each
        for each in (question.period, question.comparison)
        if isinstance(each, Days)
    ]
    if not asked:
        return []
    whole = asked[0].whole
    hint = f"Ask for whole months, such as {whole.first} to {whole.last}."
    if at.rows is None:
        raise WordsError("ready counts are by month, not by day", hint=hint)
    for source in at.sources:
        _refuse_undated(at.rows.incidents, source, hint)
    notes = [
        Note(
            "Days are those of the date that gives an incident its month: when it was "
            "recorded or, where a file doesn't say, when it happened."
        )
    ]
    for days in asked:
        undated = at.rows.undated(question.types, days.first, days.last)
        left = int((undated & (at.rows.area >= 0)).sum())
        if left:
            which = counted(left, "incident has", "incidents have")
            notes.append(
                Note(
                    f"{which} a month that {days} takes only a part of, and no day: "
                    "left out.",
                    caution=True,
                )
            )
    return notes


def _refuse_undated(incidents: pd.DataFrame, source: str, hint: str) -> None:
    mine = incidents["source"].eq(source)
    dated = "day" in incidents and incidents.loc[mine, "day"].notna().any()
    if mine.any() and not dated:
        raise WordsError(
            f"{source}: its files give the month of an incident, not the day",
            hint=hint,
        )
