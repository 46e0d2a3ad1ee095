"""What a card says of an area: place, count, rate with limits, class, rank."""

from __future__ import annotations

from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.stats.rates import NO_DATA
from hotspot_app.ui.answer.panel import city_rate
from hotspot_app.ui.map.hover_card import HoverText
from hotspot_app.ui.places.place_words import (
    first_lines,
    said_classes,
    second_lines,
    sure_words,
)
from hotspot_app.words import a_rate, number


class HoverWords:
    """Knows the words of every shown area of an answer, by code."""

    def __init__(self, answer: Answer) -> None:
        values = answer.outcome.values
        assert values is not None
        labelled = values[answer.areas["shown"].to_numpy()]
        self._frame = labelled
        self._at = {str(code): row for row, code in enumerate(labelled.index)}
        self._first, self._second = first_lines(labelled), second_lines(labelled)
        self._kind, self._sure = said_classes(labelled), sure_words(labelled)
        self._city = city_rate(answer)
        self._place = answer.question.place
        column = "count" if answer.question.measure == "count" else "rate"
        order = labelled[column].rank(method="min", ascending=False)
        self._rank, self._of = order.to_numpy(), int(order.notna().sum())

    def title(self, code: str) -> str:
        """Return what an area is called, its code if it isn't shown."""
        row = self._at.get(code)
        return code if row is None else str(self._first[row])

    def __call__(self, code: str) -> HoverText | None:
        """Return a card's words, None for an area that isn't shown."""
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
        if self._kind[row]:
            rows.append(("Class", str(self._kind[row])))
        sure = str(self._sure[row])
        if sure:
            against = sure in ("higher", "lower")
            rows.append((f"Against {self._place}" if against else "How sure", sure))
        return HoverText(str(self._first[row]), str(self._second[row]), tuple(rows))
