"""Which places are compared: districts in the files, or those of a table."""

from __future__ import annotations

from typing import Final

import pandas as pd

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Note, Question
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.remedies import A_DENOMINATOR
from hotspot_app.words import counted, listed

PLACES: Final = OWN_TABLES["places"]
_YES: Final = frozenset({"yes", "y", "true", "1", "benchmark", "x"})
_WHOLES: Final = frozenset({"england", "england and wales", "great britain", "uk"})
"""Places that aren't ranked even if the table doesn't say so, in lower case."""


def districts_around(inputs: Inputs) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return the districts in the files.

    Raises
    ------
    WordsError
        If the files cover no other district.
    """
    around = inputs.districts
    if around is None or len(around) < 2:
        raise WordsError(
            "the files cover no other district",
            hint="Give crime files and residents of the whole force's area, or a table "
            "of places.",
        )
    months = float(inputs.question.period.whole.months)
    places = around.assign(benchmark=False, months=months, from_files=True)
    told = Note(
        f"{counted(len(places), 'district')} of which the same files hold incidents, "
        "counted by the area code in each row; the map counts by where points lie, so "
        "that its figure for the place can differ a little."
    )
    return places, (told,)


def places_given(
    inputs: Inputs, table: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Note, ...]]:
    """Return the places of the table, the place itself from it or from the files."""
    question = inputs.question
    notes = []
    if "type" not in table:
        notes.append(
            Note(
                "The table doesn't say of which types its counts are: they are taken "
                f"to be of {question.subject}.",
                caution=True,
            )
        )
    places = _of_types(table, question)
    name = question.place.casefold()
    folded = places["place"].str.casefold()
    wholes = _flagged(places) | folded.isin(_WHOLES)
    months = float(question.period.whole.months)
    if "months" in places:
        if places["months"].isna().any() or places["months"].lt(1).any():
            raise WordsError("every place needs its number of months, 1 or more")
    else:
        places = places.assign(months=months)
        notes.append(
            Note(
                "The table doesn't say of how many months its counts are: they are "
                f"taken to be of {question.period}, as those of {question.place}.",
                caution=True,
            )
        )
    places = places.assign(own=folded.eq(name), benchmark=wholes, from_files=False)
    if not places["own"].any():
        places = pd.concat([_here(inputs, months), places], ignore_index=True)
    if places["months"].nunique() > 1:
        notes.append(
            Note(
                "Counts are of different numbers of months: rates are brought to those "
                f"of {question.place}, and seasons are not allowed for.",
                caution=True,
            )
        )
    if places.loc[~places["benchmark"], "place"].nunique() < 2:
        raise WordsError(
            "the table has no other place to compare with",
            hint="Give at least one place that isn't a benchmark.",
        )
    kept = ["place", "count", "people", "months", "own", "benchmark", "from_files"]
    told = Note("Counts and people of places are as your table says.")
    return places[kept], (*notes, told)


def _of_types(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    """Return the rows of the question's types added up, where the table has types.

    Raises
    ------
    WordsError
        If it has types, and none of the question's.
    """
    if "type" not in table:
        return table
    wanted = {kind.casefold() for kind in question.types} | {
        question.subject.casefold()
    }
    rows = table[table["type"].str.casefold().isin(wanted)]
    if rows.empty:
        held = listed(sorted(table["type"].unique()), 6)
        raise WordsError(
            f"the table of places has no counts of {question.subject}",
            hint=f"Its types are {held}.",
        )
    added = {
        name: "first" for name in ("people", "months", "benchmark") if name in rows
    }
    grouped = rows.groupby("place", sort=False).agg({"count": "sum", **added})
    return grouped.reset_index()


def _flagged(places: pd.DataFrame) -> pd.Series[bool]:
    if "benchmark" not in places:
        return pd.Series(False, index=places.index)
    return places["benchmark"].str.casefold().isin(_YES)


def _here(inputs: Inputs, months: float) -> pd.DataFrame:
    """Return the place itself, from the files."""
    count, people, inside = inputs.compared_with()
    known = inside & count.notna() & people.gt(0)
    if not known.any():
        raise WordsError(
            f"no area of {inputs.question.place} has people and a count",
            remedies=(A_DENOMINATOR,),
        )
    return pd.DataFrame(
        {
            "place": [inputs.question.place],
            "count": [float(count[known].sum())],
            "people": [float(people[known].sum())],
            "months": [months],
            "own": [True],
            "benchmark": [False],
            "from_files": [True],
        }
    )
