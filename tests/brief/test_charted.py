"""Charts of answers: what their axes are called."""

from __future__ import annotations

from hotspot_app.brief.charted import charted


def test_an_axis_says_of_whom_the_denominator_is(ask) -> None:
    found = ask("funnel")
    drawn = charted(found, found.outcome.charts[0])
    assert drawn is not None
    titles = {column.name: column.heading for column in drawn.columns}
    words = found.question.denominator_words
    name, _, when = words.partition(", ")
    assert titles["denominator"] == f"{name[0].upper()}{name[1:]} ({when})"
    assert titles["rate"] == f"Rate {found.question.per}"
