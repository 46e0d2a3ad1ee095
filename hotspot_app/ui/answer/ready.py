"""What the window shows of an answer, worked out once and off the window's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from hotspot_app.brief.legend_words import map_legend
from hotspot_app.draw.looks.legend import MapKey
from hotspot_app.overlay import Spot
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.standing import spots
from hotspot_app.ui.answer.hover_words import HoverWords, city_rate
from hotspot_app.ui.places.places import Places, places


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """The texts and outlines of an answer.

    Attributes
    ----------
    key
        The map's classes and colours; None without a map.
    looks
        Fill of an area's class as "#rrggbb", by area code.
    places
        Rows of the table of places.
    words
        The hover cards.
    spots
        Outlines of the numbered hotspots.
    """

    key: MapKey | None
    looks: Mapping[str, str]
    places: Places
    words: HoverWords
    spots: tuple[Spot, ...]


_KEPT: WeakKeyDictionary[Answer, Ready] = WeakKeyDictionary()
"""They go with their answers."""


def ready(answer: Answer) -> Ready:
    """Return what is shown of an answer; the second time it is only looked up."""
    found = _KEPT.get(answer)
    if found is None:
        found = _KEPT[answer] = _made(answer)
    return found


def _made(answer: Answer) -> Ready:
    key = None if answer.style is None else map_legend(answer, answer.style)
    looks = {}
    if key is not None:
        fills = [entry.fill for entry in key.entries]
        looks = {str(code): fills[n] for code, n in key.entry_of.items()}
    rows = places(
        answer.shown_values,
        columns=answer.columns,
        city_rate=city_rate(answer),
        by_count=answer.question.measure == "count",
        looks=looks,
        spans=answer.comparison.spans if answer.comparison else ("", ""),
    )
    outlines = spots(answer.areas, answer.listing.numbered)
    return Ready(key, looks, rows, HoverWords(answer, rows), outlines)
