"""Answers computed beside the window, with nothing of what it remembers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hotspot_app.errors import HotspotError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import check
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.placed import place
from hotspot_app.project.steps.tally import Tally, count


class Fresh:
    """Reads files once and answers each question once, however often it is looked at.

    A walk changes no data file, so what was read for one walk holds for the next.
    """

    def __init__(self) -> None:
        self._read: dict[str, Any] = {}
        self._counted: dict[str, Any] = {}
        self._answered: dict[str, Any] = {}

    def answer(self, project: Project) -> Answer | HotspotError:
        """Answer a project's question, or say why it can't be answered."""
        files, asked = project.files, project.asked
        named = project.groups.get(asked.level)
        key = repr((files, asked, sorted(project.names.items()), named))

        def work() -> Answer:
            check(asked)
            material = self._material(files)
            counted = self._tally(material, project)
            return answer(material, counted, asked, names=project.names)

        try:
            found: Answer = _once(self._answered, key, 24, work)
        except HotspotError as why:
            return why
        return found

    def _material(self, files: Files) -> Material:
        key = repr(files)
        if key not in self._read and len(self._read) >= 3:
            # answers hold what they were made of
            for kept in (self._read, self._counted, self._answered):
                kept.clear()
        found: Material = _once(self._read, key, 3, lambda: read_material(files))
        return found

    def _tally(self, material: Material, project: Project) -> Tally:
        asked = project.asked
        of = {"level": asked.level, "ward_residents": asked.ward_residents}
        by = {"sources": asked.sources, "flags": asked.flags}
        key = repr((project.files, of, by, project.groups.get(asked.level)))

        def work() -> Tally:
            placed = place(material, groups=project.groups, **of)
            return count(material, placed, **by)

        found: Tally = _once(self._counted, key, 6, work)
        return found


def read_once(read: Callable[..., Any], most: int) -> Callable[..., Any]:
    """Return a reader that reads the same files once.

    Reading is most of what a walk takes; it is walked through the first time.
    """
    kept: dict[str, Any] = {}

    def again(*given: Any, **named: Any) -> Any:
        values = [*given, *named.values()]
        for each in values:
            if isinstance(each, Progress):
                each.step(0.0)
        key = repr([each for each in values if not isinstance(each, Progress)])
        if key not in kept:
            kept[key] = read(*given, **named)
        for oldest in list(kept)[:-most]:
            del kept[oldest]
        return kept[key]

    return again


def _once(kept: dict[str, Any], key: str, most: int, work: Callable[[], Any]) -> Any:
    """Do work, or return or raise what it came to; the least used give way."""
    if key in kept:
        found = kept.pop(key)
    else:
        try:
            found = work()
        except HotspotError as why:
            found = why
    kept[key] = found
    for oldest in list(kept)[:-most]:
        del kept[oldest]
    if isinstance(found, HotspotError):
        raise found
    return found
