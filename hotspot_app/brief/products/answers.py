"""The answers that a brief is made of, each asked once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from hotspot_app.brief.called import namer
from hotspot_app.brief.officer import OfficerPage, officer_page
from hotspot_app.brief.own_layers import Laid
from hotspot_app.errors import HotspotError
from hotspot_app.methods import all_methods, get
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import inside, printable

Ask = Callable[[Asked], Answer]
"""Answers a question on the project's files."""


@dataclass(eq=False)
class Answers:
    """A project's question, and the others that a brief asks of the same files.

    Attributes
    ----------
    asked
        The project's question.
    ask
        Answers a question.
    report
        Says what was withheld of the answers, and by which rule.
    lacking
        What couldn't be answered, and why: a title and a sentence.
    own
        The analyst's own layers on the maps.
    """

    asked: Asked
    ask: Ask
    report: Callable[[], tuple[str, ...]] = tuple
    lacking: dict[str, str] = field(default_factory=dict)
    own: Laid = field(default_factory=Laid)

    @cached_property
    def main(self) -> Answer:
        """The answer to the project's question."""
        return self.ask(self.asked)

    @cached_property
    def earlier(self) -> Answer | None:
        """The same question of the period compared with; None if nothing is."""
        span = self.main.question.comparison
        if span is None:
            return None
        plain = replace(
            self.asked,
            when="",
            against="",
            first=str(span.first),
            last=str(span.last),
            compare_first="",
            compare_last="",
        )
        return self._if_possible("The earlier period", plain)

    @cached_property
    def officer(self) -> OfficerPage:
        """What an officer is told of the answer."""
        return officer_page(self.main, self.earlier, namer(self.main))

    @cached_property
    def wards(self) -> Answer | None:
        """The wards' rates, or their counts; None without wards."""
        material = self.main.material
        if material.wards is None:
            return None
        method = _plain("rate" if self.main.question.denominator else "count")
        asked = replace(self.asked, level="ward", within=(), within_words="")
        return self._if_possible("Wards compared", _with_method(asked, method))

    def of_ward(self, code: str) -> Answer | None:
        """Return the wards' answer with only one of them shown."""
        wards = self.wards
        if wards is None:
            return None
        name = str(wards.areas["name"][code])
        asked = replace(self.asked, level="ward", within=(code,), within_words=name)
        return self._if_possible(name, _with_method(asked, _plain("count")))

    def inside_ward(self, code: str) -> Answer | None:
        """Return the question's answer with only the areas of a ward shown."""
        wards = self.wards
        if wards is None or self.main.question.broad:
            return None
        name = str(wards.areas["name"][code])
        asked = replace(self.asked, within=(code,), within_words=name)
        return self._if_possible(name, asked)

    def attributions(self) -> tuple[str, ...]:
        """Return whose every layer and file is, each once."""
        lines = list(self.main.attributions())
        if self.wards is not None:
            lines += self.wards.attributions()
        lines += (own.attribution for own, _ in self.own.drawn)
        return tuple(map(printable, dict.fromkeys(lines)))

    def by(self, method: str) -> Answer | None:
        """Answer the question by another method; None if it can't be."""
        if method == self.main.method.id:
            return self.main
        found = get(method)
        if not all(table.id in self.main.material.own for table in found.tables):
            self.lacking[found.title] = f"{found.title}: no table of it was given."
            return None
        answered = self._if_possible(found.title, _with_method(self.asked, method))
        if answered is None or not answered.outcome.unasked:
            return answered
        unasked = inside(answered.explanation.headline)
        self.lacking[found.title] = f"{found.title}: {unasked}."
        return None

    def others(self, placed: frozenset[str]) -> tuple[str, ...]:
        """Return the ids of the methods that have no place yet, in their order."""
        return tuple(m.id for m in all_methods() if m.id not in placed)

    def _if_possible(self, what: str, asked: Asked) -> Answer | None:
        try:
            return self.ask(asked)
        except HotspotError as error:
            hint = f" {error.hint}" if error.hint else ""
            self.lacking[what] = f"{what}: {inside(error.what)}.{hint}"
            return None


def _plain(column: str) -> str:
    """Return the id of the method that maps counts, or rates, and tests nothing."""
    return next(
        each.id
        for each in all_methods()
        if each.map is not None and each.map.column == column
    )


def _with_method(asked: Asked, method: str) -> Asked:
    """Ask by another method, as rates where it knows nothing else."""
    needs = get(method).needs
    counts = asked.measure == "count" and {"rate", "denominator"} & needs
    return replace(
        asked, method=method, params={}, measure="" if counts else asked.measure
    )
