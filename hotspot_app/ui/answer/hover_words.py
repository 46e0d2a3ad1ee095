"""The text of an area's hover card: place, count, rate with limits, class and rank."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from hotspot_app.brief.columns import are_whole
from hotspot_app.method import PER_1000
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.comparison import FIGURES
from hotspot_app.stats.chance.rates import NO_DATA
from hotspot_app.ui.map.hover_card import HoverText
from hotspot_app.ui.places.model import shown
from hotspot_app.ui.places.places import Places
from hotspot_app.words import a_rate, capital, number, signed

Say = Callable[[Any], str]

_SAID: Final = ("count", "rate")
"""Columns that have a line on every card, or need none."""


class HoverWords:
    """Hover cards of an answer's shown areas, by area code.

    Parameters
    ----------
    places
        The rows of the answer's table of places.
    """

    def __init__(self, answer: Answer, places: Places) -> None:
        labelled = answer.shown_values
        self._frame = labelled
        self._at = {str(code): row for row, code in enumerate(places.codes)}
        self._first, self._second = places.first, places.second
        self._kind, self._sure = places.kind, places.sure
        self._changed, self._spans = places.changed, places.spans
        self._mapped = tuple(_mapped(answer))
        self._city = city_rate(answer)
        self._place = answer.question.place
        column = "count" if answer.question.measure == "count" else "rate"
        order = labelled[column].rank(method="min", ascending=False)
        self._rank, self._of = order.to_numpy(), int(order.notna().sum())

    def title(self, code: str) -> str:
        """Return an area's name, or its code if it isn't shown."""
        row = self._at.get(code)
        return code if row is None else str(self._first[row])

    def __call__(self, code: str) -> HoverText | None:
        """Return an area's card, None for an area that isn't shown."""
        row = self._at.get(code)
        if row is None:
            return None
        value = self._frame.iloc[row]
        known = value["count"] == value["count"]
        rows = [("Recorded", number(float(value["count"])) if known else NO_DATA)]
        if value["rate"] == value["rate"]:
            limits = f"{a_rate(value['rate_lower'])} – {a_rate(value['rate_upper'])}"
            rows.append(("Rate per 1,000", a_rate(value["rate"])))
            rows.append(("95% limits", limits))
            if self._city is not None:
                rows.append((self._place, a_rate(self._city)))
        if self._rank[row] == self._rank[row]:
            rows.append(("Rank", f"{number(self._rank[row])} of {number(self._of)}"))
        rows += self._change(row)
        rows += [(title, say(value[column])) for title, column, say in self._mapped]
        if self._kind[row]:
            rows.append(("Class", str(self._kind[row])))
        sure = str(self._sure[row])
        if sure:
            against = sure in ("higher", "lower")
            rows.append((f"Against {self._place}" if against else "How sure", sure))
        return HoverText(str(self._first[row]), str(self._second[row]), tuple(rows))

    def _change(self, row: int) -> list[tuple[str, str]]:
        """Return the lines of both periods' counts and the change."""
        before, now = self._spans
        value = self._frame.iloc[row]
        if not now or value["difference"] != value["difference"]:
            return []
        told = filter(None, (signed(value["difference"]), self._changed[row]))
        return [
            (f"Before: {before}", number(value["before"])),
            (f"Now: {now}", number(value["now"])),
            ("Change", ", ".join(map(str, told))),
        ]


def city_rate(answer: Answer) -> float | None:
    """Return the rate of all areas together per 1,000, None without a denominator."""
    rate = answer.whole_rate
    return None if math.isnan(rate) else rate


def _mapped(answer: Answer) -> Iterator[tuple[str, str, Say]]:
    """Yield title, column and number format of mapped columns without a line yet."""
    style = answer.style
    if style is None or style.kind not in ("sequential", "diverging", "bivariate"):
        return
    said = {each.name: each for each in answer.method.columns}
    titles = (
        style.called
        if style.other
        else (style.title, "Told" if answer.comparison else "Change")
    )
    told = {*_SAID, *(each.name for each in FIGURES if answer.comparison)}
    for title, name in zip(titles, style.columns, strict=False):
        if name in told or name not in said:
            continue
        whole = are_whole(answer.shown_values[name], said[name])
        rate = said[name].unit == PER_1000
        yield capital(title), name, partial(_written, rate=rate, whole=whole)


def _written(value: Any, *, rate: bool, whole: bool) -> str:
    if value != value or value is None:
        return NO_DATA
    if isinstance(value, str):
        return value
    return a_rate(value) if rate else shown(float(value), whole=whole)
