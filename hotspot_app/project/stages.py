"""Read, count, answer: each done anew only when its part of the question changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TypeVar

import geopandas as gpd

from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.files import Files
from hotspot_app.project.material import Material, read_material
from hotspot_app.project.pipeline import Answer, answer
from hotspot_app.project.question import Asked, check
from hotspot_app.project.tally import Tally, tally
from hotspot_app.stats.neighbours import Neighbours, neighbour_graph

Kept = TypeVar("Kept")

TALLIES, GRAPHS, ANSWERS = 4, 6, 24
"""How many of each are remembered."""


@dataclass(eq=False)
class Stages:
    """Remembers what was read, counted and answered; one thread at a time uses it."""

    _read: dict[Hashable, Material] = field(default_factory=dict)
    _counted: dict[Hashable, Tally] = field(default_factory=dict)
    _graphs: dict[Hashable, Neighbours] = field(default_factory=dict)
    _answered: dict[Hashable, Answer] = field(default_factory=dict)

    def answer(self, files: Files, asked: Asked, progress: Progress = SILENT) -> Answer:
        """Answer a question, from what is remembered where that is enough.

        Raises
        ------
        HotspotError
            If a file or the question can't be used.
        Cancelled
            If the analyst stopped it.
        """
        check(asked)
        material = self.material(files, progress.part(0.0, 0.6))
        key = (id(material), *_parts(asked))

        def work() -> Answer:
            at = self.counted(material, asked, progress.part(0.6, 0.7))
            return answer(
                material,
                at,
                asked,
                progress.part(0.7, 1.0),
                find_neighbours=self._neighbours,
            )

        return _remembered(self._answered, key, ANSWERS, work)

    def material(self, files: Files, progress: Progress = SILENT) -> Material:
        """Return what the files hold; those of another project are forgotten."""
        key = _parts(files)
        if key not in self._read:
            found = read_material(files, progress)
            self.forget()
            self._read[key] = found
        return self._read[key]

    def counted(
        self, material: Material, asked: Asked, progress: Progress = SILENT
    ) -> Tally:
        """Return the counts at the level a question asks for."""
        key = (id(material), asked.level, asked.sources, asked.ward_residents)
        return _remembered(
            self._counted,
            key,
            TALLIES,
            lambda: tally(
                material,
                level=asked.level,
                sources=asked.sources,
                ward_residents=asked.ward_residents,
                progress=progress,
            ),
        )

    def forget(self) -> None:
        """Forget everything, as when a file was changed on disk."""
        for kept in (self._read, self._counted, self._graphs, self._answered):
            kept.clear()

    def _neighbours(
        self,
        areas: gpd.GeoDataFrame,
        rule: str,
        *,
        nearest: int,
        distance: float,
        bridges: Sequence[tuple[str, str]],
    ) -> Neighbours:
        key = (tuple(areas.index), rule, nearest, distance, tuple(bridges))
        return _remembered(
            self._graphs,
            key,
            GRAPHS,
            lambda: neighbour_graph(
                areas, rule, nearest=nearest, distance=distance, bridges=bridges
            ),
        )


def _parts(value: Files | Asked) -> tuple[Hashable, ...]:
    """Return the fields of a value, mappings as sorted pairs."""
    parts = (getattr(value, each.name) for each in fields(value))
    return tuple(
        tuple(sorted(part.items())) if isinstance(part, Mapping) else part
        for part in parts
    )


def _remembered(
    kept: dict[Hashable, Kept], key: Hashable, most: int, work: Callable[[], Kept]
) -> Kept:
    """Return what is kept under a key, or do the work; the least used give way."""
    found = kept.pop(key) if key in kept else work()
    kept[key] = found
    for oldest in list(kept)[:-most]:
        del kept[oldest]
    return found
