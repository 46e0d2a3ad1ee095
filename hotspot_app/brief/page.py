"""An answer as the page of a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from hotspot_app.brief.called import namer
from hotspot_app.brief.charted import charted
from hotspot_app.brief.content import MARKED
from hotspot_app.brief.legend_words import map_legend
from hotspot_app.brief.page_words import facts
from hotspot_app.brief.small_numbers import starred
from hotspot_app.draw.charts.data import Captions, Drawing, arranged
from hotspot_app.draw.charts.pages import chart_figure
from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.draw.looks.surfaces import surface_picture
from hotspot_app.draw.maps.figure import MapPage
from hotspot_app.draw.page.furniture import Sheet
from hotspot_app.method import Chart
from hotspot_app.overlay import Picture
from hotspot_app.project.ask.own_layer import Drawn
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.naming import as_called
from hotspot_app.project.steps.standing import Standing, spots
from hotspot_app.words import (
    capital,
    counted,
    inside,
    place_name,
    possessive,
    printable,
)

SHOWS_THROUGH: Final = "The ground shows through the areas and tints their colours."


def map_page(
    answer: Answer, drawn: Sequence[Drawn] = (), marking: str = ""
) -> MapPage | None:
    """Arrange a map, its legend and what a reader needs to judge it.

    Parameters
    ----------
    drawn
        The analyst's own layers, the topmost last.
    marking
        Who may see it, "" to say nothing.

    Returns
    -------
    MapPage or None
        None where the method has nothing to map.
    """
    if answer.style is None:
        return None
    shown = answer.shown
    wards = answer.material.wards
    outlines = None
    if wards is not None and not answer.question.broad:
        outlines = wards.areas[wards.shown]
    standing = answer.listing.numbered
    key, surface = map_legend(answer, answer.style), answer.outcome.surface
    own = tuple(own.attribution for own, _ in drawn)
    sources = (*answer.attributions(), *own)
    by_name = answer.question.broad or int(shown.sum()) <= 30
    return MapPage(
        areas=answer.areas,
        outlines=outlines,
        key=_key(key, drawn),
        title=answer.explanation.map_title,
        facts=(*facts(answer), *_numbered(answer, standing)),
        sources=tuple(map(printable, sources)),
        ground=tuple(map(printable, (*sources[:1], *own))),
        labels=as_called(answer.areas[shown]) if outlines is None and by_name else None,
        layers=(*(layer for _, layer in drawn), *answer.layers),
        surface=None if surface is None else surface_picture(surface, key),
        spots=spots(answer.areas, standing),
        marking=marking,
    )


def _numbered(answer: Answer, standing: Sequence[Standing]) -> list[str]:
    """Say which places the numbers are, those with most beyond their share first."""
    if not standing:
        return []
    name, share = namer(answer), "an even share"
    if answer.uses_denominator:
        share = f"{possessive(answer.question.place)} rate would give"
    lines = [f"Numbered: more than {share}"]
    for number, each in enumerate(standing, 1):
        incidents = counted(int(each.count), "incident")
        lines.append(f"{number}: {name(each.codes).inline}, {incidents}")
    return lines


def _key(key: MapKey, drawn: Sequence[Drawn]) -> MapKey:
    """Say in the legend that a picture under the areas changes their colours."""
    if not any(isinstance(layer, Picture) for _, layer in drawn):
        return key
    return replace(key, notes=(*key.notes, SHOWS_THROUGH))


# --- charts -----------------------------------------------------------------


def charts(answer: Answer, marking: str = "") -> Iterator[tuple[str, Sheet]]:
    """Draw a method's charts of the shown areas, those that have something to show.

    Yields
    ------
    tuple
        Id of the chart, and its sheet.
    """
    foot = (". ".join(facts(answer)) + ".", *map(printable, answer.attributions()))
    for chart in answer.charts:
        drawing = chart_drawing(answer, chart, Captions(foot=foot, marking=marking))
        if drawing is not None:
            yield chart.id, chart_figure(drawing)


def chart_drawing(answer: Answer, chart: Chart, captions: Captions) -> Drawing | None:
    """Arrange a chart of the shown areas; None if it has nothing to show.

    Parameters
    ----------
    captions
        What stands around it, apart from its title and the line's name.
    """
    found = charted(answer, chart)
    if found is None:
        return None
    table, question = found.table, answer.question
    if chart.table == "values":
        table = _named(table)
    if chart.kind in {"bars", "dots"} and chart.measured.startswith("rate"):
        names = starred(table, table[chart.x].astype(str))
        if captions.foot and not names.equals(table[chart.x].astype(str)):
            captions = replace(captions, foot=(*captions.foot, MARKED))
        table = table.assign(**{chart.x: names})
    subject = f"{capital(question.subject)} in {question.where}"
    if not answer.method.of_incidents:
        subject = answer.method.title
    title = f"{subject}: {inside(chart.title)}"
    return arranged(
        chart,
        table,
        columns=found.columns,
        summary=found.summary,
        captions=replace(captions, title=title, reference=found.reference),
    )


def _named(values: pd.DataFrame) -> pd.DataFrame:
    """Return areas with `name` as people call them, each once."""
    labels = values[["name", "ward", "place"]].itertuples(index=False, name=None)
    called = pd.Series(
        [capital(place_name(*label).removeprefix("the ")) for label in labels],
        index=values.index,
    )
    twins = called.duplicated(keep=False)
    codes = called.index.to_series().astype(str)
    named: pd.DataFrame = values.assign(name=called.mask(twins, called + " " + codes))
    return named
