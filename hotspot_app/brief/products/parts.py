"""The parts that a product's list can name, each made from the answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from hotspot_app.brief.called import namer
from hotspot_app.brief.columns import area_columns
from hotspot_app.brief.content import WITHHELD, Cell, Table, TableColumn
from hotspot_app.brief.hotspots import hotspot_columns, hotspots_table
from hotspot_app.brief.products import annex
from hotspot_app.brief.products.figures import (
    chart_block,
    charts,
    map_picture,
    table_of,
    with_symbols,
)
from hotspot_app.brief.products.making import MakePart, Making, Part
from hotspot_app.brief.products.methods import method_part
from hotspot_app.brief.products.tidy import tidy_table
from hotspot_app.brief.results import area_table, note_sections
from hotspot_app.brief.workbook import MONTH_COLUMNS, months_table
from hotspot_app.draw.charts.data import Captions, arranged
from hotspot_app.method import Chart
from hotspot_app.project.answer.selected import together
from hotspot_app.project.steps.answer import Answer
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.over_time.change import FELL, ROSE, smallest_change
from hotspot_app.words import capital, counted, listed, number, printable

_ROWS: Final = 17
"""Of a table on a page."""


def headline(making: Making) -> Part:
    """Say what stands out, and where."""
    page = making.answers.officer
    return Part((), making.finding("headline", page.headline))


def changed(making: Making) -> Part:
    """Say what changed in all, and in places that aren't in the list."""
    page = making.answers.officer
    return Part(making.words("changed", page.changed, "bullets", "What changed"))


def decide(making: Making) -> Part:
    """Ask who leads, and what can be wound down."""
    page = making.answers.officer
    return Part(making.words("decide", page.decide, "numbered", "To decide"))


def sure(making: Making) -> Part:
    """Say how sure each place is."""
    page = making.answers.officer
    return Part(making.words("sure", page.sure, "small", "How sure this is"))


def _of_now(answer: Answer) -> list[str]:
    """Return an answer's sentences but that on the change, which is said once."""
    said, found = answer.explanation.sentences, answer.comparison
    changed = "" if found is None else found.sentence(answer.question.subject)
    return [each for each in said if each != changed]


def main_map(making: Making) -> Part:
    """Draw the question's map."""
    picture = map_picture(
        making.answers.main, making.answers.own.drawn, making.map_size
    )
    return Part() if picture is None else Part((picture,))


def places_finding(making: Making) -> Part:
    """Say what the question's own method found."""
    said = making.answers.main.explanation
    notes = note_sections(making.answers.main)
    return Part(
        making.words("said", _of_now(making.answers.main)),
        making.finding("said", said.headline),
        notes["Cautions"],
    )


# --- places and actions ---------------------------------------------------------


def places(making: Making) -> Part:
    """List the places that stand out, or those with most, as the map numbers them."""
    answer, page = making.answers.main, making.answers.officer
    compared = answer.comparison is not None
    stands = any(each.stands_out for each in page.places)
    columns = [
        TableColumn("listed", "No.", "count"),
        TableColumn("place", "Place"),
        TableColumn("count", capital(answer.question.verb), "count"),
    ]
    if stands:
        columns.append(TableColumn("excess", "Above its share", "count"))
    if compared:
        columns += [
            TableColumn("before", "Before", "count"),
            TableColumn("change", "What changed"),
        ]
    rows: list[tuple[Cell, ...]] = []
    for rank, place in enumerate(page.places, 1):
        found = together(answer, place.codes)
        row: list[Cell] = [rank, place.name, found.count]
        if stands:
            row.append(
                max(float(answer.listing.areas["excess"][[*place.codes]].sum()), 0)
            )
        if compared and answer.withheld.isdisjoint(place.codes):
            row += [found.before, place.change]
        elif compared:
            row += [WITHHELD, ""]
        rows.append(tuple(row))
    full = None
    if answer.listing.standing:
        full = table_of(
            "places",
            "Places that stand out",
            hotspots_table(answer),
            hotspot_columns(answer),
        )
    title = "Places that stand out" if stands else "Places with most"
    note = capital(page.more)
    if compared and answer.comparison is not None:
        before, now = answer.comparison.spans
        note = " ".join(filter(None, (f"Before: {before}; now: {now}.", note)))
    return Part(
        (Table("places", title, tuple(columns), tuple(rows), note, full=full),)
        if rows
        else ()
    )


_ACTIONS: Final = (
    TableColumn("place", "Place"),
    TableColumn("what", "What"),
    TableColumn("who", "Who"),
    TableColumn("by", "By when"),
    TableColumn("measure", "How we will know"),
)


def actions(making: Making) -> Part:
    """List what somebody does about a place."""
    rows = _kept_actions(making)
    return Part((Table("actions", "Actions", _ACTIONS, rows),) if rows else ())


def action_lines(making: Making) -> Part:
    """List the actions, or a line to fill in for each place that stands out."""
    rows, note = _kept_actions(making), ""
    if not rows:
        places = making.answers.officer.places
        rows = tuple((each.name, "", "", "", "") for each in places if each.stands_out)
        note = "To be filled in at the meeting."
    return Part((Table("actions", "Actions", _ACTIONS, rows, note),) if rows else ())


def _kept_actions(making: Making) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            f"{each.place} ({each.hotspot})" if each.hotspot else each.place,
            each.what,
            each.who,
            each.by,
            each.measure,
        )
        for each in making.briefing.actions
    )


def measures(making: Making) -> Part:
    """Say which counts would tell a change from chance in the places of the list."""
    answer = making.answers.main
    name, period = namer(answer), answer.question.period
    lines = []
    for place in answer.listing.standing[:5]:
        count = int(place.count)
        fewer, more = smallest_change(count)
        least = (
            f"{number(fewer)} or fewer" if fewer is not None else "not even none at all"
        )
        would = "would be" if fewer is not None else "could be told as"
        lines.append(
            f"{name(place.codes)}: {number(count)} now. In as long a time as "
            f"{period}, {least} {would} a fall that chance alone doesn't explain, "
            f"and {number(more)} or more a rise."
        )
    if not lines:
        return Part()
    lines.append(
        "Places are picked because they were high, and such places tend to fall by "
        "themselves: compare them with places like them that nothing is done about."
    )
    return Part(
        making.words("measures", lines, "bullets"),
        making.finding("measures", "What would show that it worked"),
    )


# --- counts -----------------------------------------------------------------------


def types(making: Making) -> Part:
    """Compare every type of incident with the period before."""
    found = making.answers.main.by_type
    if found is None:
        return Part()
    table, columns = found.table, found.columns
    shown = table[table["kind"].isin(["all", "type", "not crime"])]
    names = ("name", "before", "now", "difference", "percent", "turn", "small")
    title, note = (
        "Every type of incident",
        f"Before: {found.before}. Now: {found.period}.",
    )
    whole = table_of("types", title, table, columns)
    block = table_of("types", title, shown, columns, note).short(names, _ROWS)
    kinds = table[table["kind"] == "type"]
    sure = kinds["confidence"].isin(SURE)
    told = []
    for verb, turn in (("rose", ROSE), ("fell", FELL)):
        turned = list(kinds["name"][sure & kinds["turn"].eq(turn)])
        if turned:
            told.append(f"{len(turned)} {verb} ({listed(turned, 3)})")
    of = counted(len(kinds), "type")
    if told:
        line = f"Of {of} of crime, {' and '.join(told)} beyond chance"
    else:
        line = f"Of {of} of crime, none changed beyond chance"
    return Part((replace(block, full=whole),), making.finding("types", line))


_MONTHS: Final = Chart("months", "line", "months", "month", "count", "Month by month")


def months(making: Making) -> Part:
    """Draw what was recorded month by month."""
    answer = making.answers.main
    table = months_table(answer)
    table["month"] = table["month"].dt.to_period("M").astype(str)
    if table["count"].notna().sum() < 3:
        return Part()
    subject = capital(answer.question.subject)
    drawing = arranged(
        _MONTHS,
        table,
        columns=[*MONTH_COLUMNS.values()],
        captions=Captions(f"{subject} month by month", above=False),
    )
    question = answer.question
    said = (
        f"{subject} in {question.where}, {question.verb} ({listed(question.sources)})"
    )
    if table["count"].isna().any():
        said += "; the line is broken where no file holds a month"
    return Part((chart_block(drawing, "months", answer, printable(f"{said}.")),))


def wards(making: Making) -> Part:
    """Compare the wards with the whole."""
    answer = making.answers.wards
    if answer is None:
        return Part()
    said = answer.explanation
    by = "rate" if answer.uses_denominator else "count"
    table = area_table(answer).sort_values(by, ascending=False, kind="stable")
    names = (
        "name",
        "count",
        "rate",
        "rate_lower",
        "rate_upper",
        "against_city",
        "before",
        "difference",
    )
    per = answer.question.per if answer.uses_denominator else ""
    whole = table_of("wards", "Wards", table, area_columns(answer), per=per)
    whole = with_symbols(whole, answer.withheld)
    block = whole.short(names, 40)
    picture = map_picture(answer, making.answers.own.drawn)
    return Part(
        (
            *making.words("wards", _of_now(answer)),
            *((picture,) if picture is not None else ()),
            block,
        ),
        making.finding("wards", said.headline),
        note_sections(answer)["Cautions"],
    )


def ward_chart(making: Making) -> Part:
    """Draw the wards' rates with their limits."""
    answer = making.answers.wards
    return Part() if answer is None else Part(tuple(charts(answer))[:1])


def other_methods(making: Making) -> Part:
    """List what every method found that has no section of its own."""
    rows: list[tuple[Cell, ...]] = []
    for method in making.others:
        answer = making.answers.by(method)
        if answer is not None:
            rows.append((answer.method.title, answer.explanation.headline))
    columns = (TableColumn("method", "Analysis"), TableColumn("finding", "Finding"))
    title = "What other analyses say"
    return Part((Table("others", title, columns, tuple(rows)),)) if rows else Part()


def tidy(making: Making) -> Part:
    """Give every figure in one table, for a dashboard; pages show how it begins."""
    return Part((tidy_table(making.answers).short(_TIDY, 12),))


_TIDY: Final = ("area_name", "indicator", "period", "value", "lower", "upper")


PARTS: Final[Mapping[str, MakePart]] = {
    "headline": headline,
    "changed": changed,
    "decide": decide,
    "sure": sure,
    "map": main_map,
    "places_finding": places_finding,
    "places": places,
    "actions": actions,
    "action_lines": action_lines,
    "measures": measures,
    "types": types,
    "months": months,
    "wards": wards,
    "ward_chart": ward_chart,
    "others": other_methods,
    "tidy": tidy,
    **annex.PARTS,
}
"""By the names that a product's list uses."""


def of_method(making: Making, method: str, *, brief: bool = False) -> Part:
    """Return what another method found, if it could be asked."""
    answer = making.answers.by(method)
    return Part() if answer is None else method_part(making, answer, brief=brief)
