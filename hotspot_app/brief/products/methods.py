"""What any method found, as a part of a brief: by what it declares, not by its id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hotspot_app.brief.columns import table_columns
from hotspot_app.brief.content import Block, Table
from hotspot_app.brief.products.figures import charts, map_picture, table_of
from hotspot_app.brief.products.making import Making, Part
from hotspot_app.brief.results import note_sections
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import capital

_ROWS: Final = 12
"""Of a method's table on a page."""
_COLUMNS: Final = 7


def method_part(making: Making, answer: Answer, *, brief: bool = False) -> Part:
    """Return a method's finding, sentences, map, charts and tables.

    Parameters
    ----------
    brief
        Whether only the sentences and the first picture are wanted.
    """
    said, name = answer.explanation, answer.method.id
    picture = map_picture(answer, making.answers.own.drawn)
    figures: list[Block] = [] if picture is None else [picture]
    own = making.answers.main.explanation.sentences
    texts = [each for each in said.sentences if each not in own]
    if not brief or not figures:
        figures += charts(answer)
    if not brief:
        figures += _tables(answer)
    sections = note_sections(answer)
    return Part(
        (*making.words(name, texts), *(figures[:1] if brief else figures)),
        making.finding(name, said.headline),
        (*sections["Cautions"], *sections["How it was made"]),
    )


def _tables(answer: Answer) -> Iterator[Table]:
    """Go through a method's own tables; its table of areas is for spreadsheets."""
    for name, table in answer.outcome.tables.items():
        columns = table_columns(answer, name)
        whole = table_of(f"{answer.method.id}-{name}", capital(name), table, columns)
        yield whole.short([*columns][:_COLUMNS], _ROWS)
