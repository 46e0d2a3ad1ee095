"""What the columns of a table are called where people read them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from hotspot_app.method import Column, Measure
from hotspot_app.project.pipeline import Answer
from hotspot_app.words import capital

MEASURES: Final[dict[Measure, str]] = {
    "count": "recorded incidents",
    "rate": "rate per 1,000",
    "eb": "standardised rate (empirical Bayes)",
}

_CODE: Final = Column("code", "text", "Code")
_COMPARED: Final = (
    Column("count_before", "int", "Recorded before"),
    Column("change", "float", "Change", "ratio", "Of the counts a day held."),
    Column("change_lower", "float", "Change, lower limit", "ratio", "95% limit"),
    Column("change_upper", "float", "Change, upper limit", "ratio", "95% limit"),
    Column("change_p", "float", "p of change", help="Two-sided, not corrected."),
)


def area_columns(answer: Answer) -> dict[str, Column]:
    """Return every column that a table of areas may have, by its name."""
    own = named_measure(answer.method.gives.values, answer.question.measure)
    return {each.name: each for each in (_CODE, *own, *_COMPARED)}


def named_measure(columns: Sequence[Column], measure: Measure) -> list[Column]:
    """Say what was measured where a column only says that it was."""
    titles = {
        "value": capital(MEASURES[measure]),
        "lag": f"Neighbours' mean {MEASURES[measure]}",
    }
    return [replace(each, title=titles.get(each.name, each.title)) for each in columns]


def headings(names: Iterable[str], columns: Mapping[str, Column]) -> list[str]:
    """Return what columns are called, with units, no two alike."""
    made: list[str] = []
    for name in names:
        known = columns.get(name, Column(name, "text", name))
        called = f"{known.title} ({known.unit})" if known.unit else known.title
        made.append(f"{called} [{name}]" if called in made else called)
    return made
