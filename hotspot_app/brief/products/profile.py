"""A page on one ward: how much, against the whole, what changed, and where in it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from hotspot_app.brief.called import namer
from hotspot_app.brief.content import MARKED, STAR, Block
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.figures import map_picture, table_of
from hotspot_app.brief.products.making import Making, Part
from hotspot_app.brief.small_numbers import is_small_base, rests_on_few
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import (
    a_rate,
    capital,
    counted,
    number,
    possessive,
    share,
)

Row = Mapping[Hashable, Any]

_TYPES: Final = 12
_COMPARED: Final = {
    "higher": "higher than",
    "similar": "similar to",
    "lower": "lower than",
}


def wards(answers: Answers) -> list[tuple[str, str]]:
    """Return the code and name of every shown ward, by name."""
    found = answers.wards
    if found is None:
        return []
    names = found.shown_values["name"].astype(str)
    return sorted(
        ((str(code), name) for code, name in names.items()), key=lambda pair: pair[1]
    )


def profile(making: Making, code: str) -> Part:
    """Make the page of one ward."""
    answers = making.answers
    all_wards, own = answers.wards, answers.of_ward(code)
    if all_wards is None or own is None:
        return Part()
    row: Row = {
        "code": code,
        **all_wards.shown_values.loc[[code]].to_dict("records")[0],
    }
    lines = _lines(all_wards, row)
    blocks: list[Block] = [*making.words("profile", lines, "bullets")]
    inside = answers.inside_ward(code)
    picture = map_picture(inside or own, answers.own.drawn, making.map_size)
    if picture is not None:
        blocks.append(picture)
    if inside is not None:
        blocks += making.words("map", _on_the_map(inside, row), "small")
    blocks += _types(own)
    blocks += making.words(
        "hotspots", _hotspots(answers, str(row["name"])), "bullets", "Hotspots"
    )
    return Part(tuple(blocks), making.finding("profile", _finding(all_wards, row)))


def _finding(answer: Answer, row: Row) -> str:
    subject, name = capital(answer.question.subject), str(row["name"])
    count = f"{number(row['count'])} {answer.question.verb}"
    against = _COMPARED.get(str(row.get("against_city", "")))
    if against is None:
        return f"{subject} in {name}: {count}"
    place = possessive(answer.question.place)
    return f"{subject} in {name}: {count}, a rate {against} {place}"


def _lines(answer: Answer, row: Row) -> list[str]:
    question, values = answer.question, answer.shown_values
    total = float(values["count"].sum())
    part = f": {share(row['count'], total)} of all in {question.where}"
    if is_small_base(total):
        part = f" of {number(total)} in {question.where}"
    lines = [f"{number(row['count'])} {question.verb}, {question.when}{part}."]
    if answer.uses_denominator and pd.notna(row["rate"]):
        mark = STAR if rests_on_few(row["count"]) else ""
        rank = int(values["rate"].rank(method="min", ascending=False)[row["code"]])
        lines.append(
            f"{a_rate(row['rate'])}{mark} {question.per} (95% limits "
            f"{a_rate(row['rate_lower'])} to {a_rate(row['rate_upper'])}); "
            f"{question.place} {a_rate(answer.whole_rate)}. Rank {rank} of "
            f"{counted(len(values), question.unit)}, 1 being the highest."
        )
        if mark:
            lines.append(MARKED)
    if answer.comparison is not None:
        lines.append(_changed(answer, row))
    return lines


def _changed(answer: Answer, row: Row) -> str:
    found = answer.comparison
    assert found is not None
    pair = found.areas.loc[[row["code"]]].to_dict("records")[0]
    before, now = found.spans
    told = (
        "more than chance alone would explain"
        if pair["change_sure"] in {"clear", "likely"}
        else "which chance alone could explain"
    )
    then, after = pair["count_before"], pair["count_now"]
    counts = f"{number(then)} in {before}, {number(after)} in {now}"
    if then == after:
        return f"{counts}."
    way = "up" if pair["change"] > 1 else "down"
    return f"{counts}: {way}, {told}."


def _on_the_map(inside: Answer, row: Row) -> list[str]:
    """Say why the map of smaller areas has another count than the ward."""
    there = float(inside.shown_values["count"].sum())
    if there == row["count"]:
        return []
    return [
        f"The map's {number(there)} are those of the whole areas that make up "
        f"{row['name']} by best fit; some of them cross its border."
    ]


def _types(own: Answer) -> list[Block]:
    found = own.by_type
    if found is None:
        return []
    table = found.table[found.table["kind"].isin(["all", "type", "not crime"])]
    table = table[(table["before"] > 0) | (table["now"] > 0)]
    names = ("name", "before", "now", "difference", "turn", "small")
    name = f"types-{'-'.join(own.question.where.split())}"
    note = f"Before: {found.before}. Now: {found.period}."
    whole = table_of(name, "Every type of incident", table, found.columns, note)
    return [whole.short(names, _TYPES)]


def _hotspots(answers: Answers, ward: str) -> Sequence[str]:
    """Name the places of the whole's list that lie in the ward."""
    answer = answers.main
    name, values = namer(answer), answer.shown_values
    lines = []
    for rank, place in enumerate(answer.listing.standing, 1):
        if ward in {str(each) for each in values["ward"][[*place.codes]]}:
            lines.append(
                f"Number {rank} of {answer.question.where}: {name(place.codes)}, "
                f"{counted(int(place.count), 'incident')}."
            )
    if not lines:
        return [f"No place that stands out in {answer.question.where} lies here."]
    return lines
