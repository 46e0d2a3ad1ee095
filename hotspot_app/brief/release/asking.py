"""Answers for an audience: what they say follows from what may leave alone."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from hotspot_app.brief.release.audience import AUDIENCES, Audience
from hotspot_app.brief.release.masking import adds_areas_up, masked
from hotspot_app.brief.release.released import Released, release
from hotspot_app.errors import WordsError
from hotspot_app.methods import get
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.briefing import Audience as AudienceId
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.name_library import known_of
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.stages import Stages


@dataclass(eq=False)
class Asking:
    """Asks a project's files for an audience, and keeps what becomes public.

    Attributes
    ----------
    audience
        A key of `AUDIENCES`.
    ledger
        All that is public, with what the answers make so.
    """

    project: Project
    stages: Stages
    audience: AudienceId
    ledger: Ledger = NOTHING_RELEASED
    progress: Progress = SILENT
    _released: dict[Hashable, Released] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Answer:
        """Answer a question.

        Raises
        ------
        HotspotError
            If it can't be answered, or not for this audience.
        Cancelled
            If the analyst stopped it.
        """
        project, whom = self.project, AUDIENCES[self.audience]
        if whom.small and whom.points != "snapped":
            return self.stages.answer(
                project.files,
                asked,
                self.progress,
                names=project.names,
                groups=project.groups,
                known=known_of(project),
            )
        if not whom.small and get(asked.method).tables:
            raise WordsError(
                "it shows a table of your own, which may hold small numbers of people"
            )
        if not whom.small and asked.within:
            raise WordsError(
                "a public product is of the whole map, because a part's counts by type "
                "and month aren't made public",
                hint="Ask for the whole map, or make it for partners.",
            )
        found = self._may_leave(asked, whom)
        if found.withheld.any_of and adds_areas_up(get(asked.method)):
            raise WordsError(
                "it adds up areas whose figures are withheld, and can't be shown"
            )
        whole = answer(
            found.material,
            found.tally,
            replace(asked, level=found.asked.level, within=found.asked.within),
            self.progress,
            names=project.names,
        )
        return masked(whole, found.withheld)

    def report(self) -> tuple[str, ...]:
        """Say what was withheld and by which rule, of the first question of a level."""
        first: dict[str, Released] = {}
        for each in self._released.values():
            first.setdefault(each.asked.level, each)
        told = [line for each in first.values() for line in each.report]
        return tuple(dict.fromkeys(told))

    def _may_leave(self, asked: Asked, whom: Audience) -> Released:
        plain = replace(asked, method="", params={}, measure="", within=())
        parts = (plain.types, plain.flags, plain.sources, plain.level, plain.when)
        key = (*parts, plain.first, plain.last, plain.against, plain.compare_first)
        if key not in self._released:
            material = self.stages.material(self.project.files, self.progress)
            tally = self.stages.counted(
                material,
                asked,
                self.progress,
                groups=self.project.groups,
                known=known_of(self.project),
            )
            whole = replace(asked, within=(), within_words="")
            made = release(
                material, tally, whole, whom, self.ledger, progress=self.progress
            )
            self.ledger = made.ledger
            self._released[key] = made
        made = self._released[key]
        return replace(made, asked=replace(made.asked, within=asked.within))
