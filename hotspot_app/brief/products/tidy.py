"""Every figure of a brief in one tidy table, for a dashboard."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import pandas as pd

from hotspot_app.brief.content import MARKED, Cell, Table, TableColumn
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.small_numbers import rests_on_few
from hotspot_app.project.steps.answer import Answer

COLUMNS: Final = (
    TableColumn("area", "area"),
    TableColumn("area_name", "area_name"),
    TableColumn("level", "level"),
    TableColumn("indicator", "indicator"),
    TableColumn("subject", "subject"),
    TableColumn("period", "period"),
    TableColumn("value", "value", "number"),
    TableColumn("lower", "lower", "number"),
    TableColumn("upper", "upper", "number"),
    TableColumn("numerator", "numerator", "count"),
    TableColumn("denominator", "denominator", "count"),
    TableColumn("note", "note"),
)
"""Names and order stay as they are, so that a dashboard can rest on them."""

ID: Final = "tidy"


def tidy_table(answers: Answers) -> Table:
    """Return a row an area, indicator and period.

    Indicators are "count", "rate" (per 1,000, 95% limits), "count_before" and
    "change" (ratio of the counts a day, 95% limits). The whole place is an area too.
    """
    rows: list[tuple[Cell, ...]] = []
    for answer in (answers.main, answers.wards):
        if answer is not None:
            rows += _of_areas(answer)
    rows += _of_types(answers.main)
    note = "One row an area, indicator and period; limits are 95%."
    return Table(ID, "Figures for a dashboard", COLUMNS, tuple(rows), note)


def _of_areas(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    question, values = answer.question, answer.shown_values
    compared, rated = answer.comparison, answer.uses_denominator
    for row in values.reset_index(names="code").to_dict("records"):
        code = row["code"]
        name = str(row["place"] or row["name"] or code)
        head = (str(code), name, question.level)
        now = (question.subject, str(question.period))
        count = row["count"]
        yield _row(head, "count", now, (count, math.nan, math.nan), (count, math.nan))
        if rated:
            limits = row["rate"], row["rate_lower"], row["rate_upper"]
            yield _row(head, "rate", now, limits, (count, row["denominator"]))
        if compared is None:
            continue
        pair = compared.areas.loc[code]
        before = pair["count_before"]
        then = (question.subject, compared.before_words)
        yield _row(
            head, "count_before", then, (before, math.nan, math.nan), (before, math.nan)
        )
        limits = pair["change"], pair["change_lower"], pair["change_upper"]
        yield _row(head, "change", now, limits, (pair["count_now"], before))


def _of_types(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    found, question = answer.by_type, answer.question
    if found is None:
        return
    head = ("", question.where, "whole")
    for row in found.table.to_dict("records"):
        now = (str(row["name"]), found.period)
        yield _row(
            head, "count", now, (row["now"], math.nan, math.nan), (row["now"], math.nan)
        )
        limits = row["ratio"], row["ratio_lower"], row["ratio_upper"]
        yield _row(head, "change", now, limits, (row["now"], row["before"]))


def _row(
    head: tuple[str, str, str],
    indicator: str,
    what: tuple[str, str],
    value: tuple[float, float, float],
    parts: tuple[float, float],
) -> tuple[Cell, ...]:
    numbers = (*map(_number, value), *map(_number, parts))
    note = MARKED if indicator == "rate" and rests_on_few(parts[0]) else ""
    return (*head, indicator, *what, *numbers, note)


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
