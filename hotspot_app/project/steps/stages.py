"""A cache for each step: done anew only where its part of a question changed."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from operator import itemgetter
from types import MappingProxyType
from typing import Final

import geopandas as gpd

from hotspot_app.errors import HotspotError
from hotspot_app.methods import all_methods
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import NO_GROUPS, Groups
from hotspot_app.project.ask.known import (
    NOTHING_KNOWN,
    Known,
)
from hotspot_app.project.ask.question import Asked, check
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.placed import group_kind, place
from hotspot_app.project.steps.tally import Tally, count
from hotspot_app.stats.graphs.neighbours import Neighbours, neighbour_graph
from hotspot_app.stats.lru_cache import LruCache

PLACED: Final = 3
"""Placed levels cached, wards by either rule: little more than a number an incident."""

NONE: Final[Mapping[str, str]] = MappingProxyType({})

TALLIES: Final = 4
"""Tallies cached. Where sources are several each holds incidents of its own, 6 MB
for ten months of a county; the answers made of one go with it."""

ANSWERS: Final = 24

LINK: Final = 100
"""Bytes of a link between neighbours, roughly."""


@dataclass(eq=False)
class Stages:
    """LRU caches of what was read, placed, counted and answered.

    One thread at a time uses them.
    """

    _read: dict[Hashable, Material] = field(default_factory=dict)
    _placed: LruCache = field(default_factory=lambda: LruCache(PLACED))
    _counted: LruCache = field(default_factory=lambda: LruCache(TALLIES))
    _answered: LruCache = field(default_factory=lambda: LruCache(ANSWERS))
    _graphs: LruCache = field(default_factory=lambda: LruCache(2**25))

    def answer(
        self,
        files: Files,
        asked: Asked,
        progress: Progress = SILENT,
        *,
        names: Mapping[str, str] = NONE,
        groups: Groups = NO_GROUPS,
        known: Known = NOTHING_KNOWN,
    ) -> Answer:
        """Answer a question, with cached results of earlier stages where they hold.

        Parameters
        ----------
        names
            Names given by the analyst, by area code.
        groups
            Codes of the areas of each group, by kind and name; each kind is a level.
        known
            Known names of areas, which come before names by streets, and known
            hotspots.

        Raises
        ------
        HotspotError
            If a file or the question can't be used.
        Cancelled
            If the analyst stopped it.
        """
        check(asked)
        material = self.material(files, progress.part(0.0, 0.6))
        at = self.counted(
            material, asked, progress.part(0.6, 0.7), groups=groups, known=known
        )
        found = self._answered.get(
            (
                id(at),
                *_parts(asked),
                tuple(sorted(names.items())),
                tuple(sorted(known.hotspots.items(), key=itemgetter(0))),
            ),
            lambda: answer(
                material,
                at,
                asked,
                progress.part(0.7, 1.0),
                find_neighbours=self._neighbours,
                names=names,
            ).knowing(known.hotspots),
        )
        self._drop_answers()
        return found

    def warm(
        self,
        files: Files,
        asked: Asked,
        progress: Progress = SILENT,
        *,
        known: Known = NOTHING_KNOWN,
    ) -> None:
        """Fill the caches for likely next questions: both levels, and neighbours.

        Raises
        ------
        HotspotError
            If a file can't be used.
        Cancelled
            If another question was asked meanwhile.
        """
        material = self.material(files, progress)
        levels = [material.areas.level, *(["ward"] if material.wards else [])]
        methods = [
            each.id
            for each in all_methods()
            if each.group == "where" and "graph" in each.needs
        ]
        for level in levels:
            for method in methods:
                next_one = replace(asked, level=level, method=method, params={})
                with suppress(HotspotError):  # it is told when it is asked
                    self.answer(
                        files, replace(next_one, within=()), progress, known=known
                    )

    def material(self, files: Files, progress: Progress = SILENT) -> Material:
        """Return what the files hold; those of another project are forgotten."""
        key = _parts(files)
        if key not in self._read:
            found = read_material(files, progress)
            self.forget()
            self._read[key] = found
        return self._read[key]

    def counted(
        self,
        material: Material,
        asked: Asked,
        progress: Progress = SILENT,
        *,
        groups: Groups = NO_GROUPS,
        known: Known = NOTHING_KNOWN,
    ) -> Tally:
        """Return the counts at the level a question asks for."""
        level = asked.level or material.areas.level
        of = groups.get(group_kind(material, level, groups), {})
        names = tuple(
            (kind, tuple(each.items())) for kind, each in sorted(known.carried.items())
        )
        made = (level, asked.ward_residents, tuple(sorted(of.items())))
        at = (id(material), *made, names)

        def work() -> Tally:
            placed = self._placed.get(
                at,
                lambda: place(
                    material,
                    level=level,
                    ward_residents=asked.ward_residents,
                    groups=groups,
                    known=known,
                    progress=progress,
                ),
            )
            return count(material, placed, sources=asked.sources, flags=asked.flags)

        return self._counted.get((*at, asked.sources, asked.flags), work)

    def forget(self) -> None:
        """Forget everything, as when a file was changed on disk."""
        self._read.clear()
        for cache in (self._placed, self._counted, self._answered, self._graphs):
            cache.clear()

    def _drop_answers(self) -> None:
        """Drop cached answers of a dropped tally, which they would keep in memory."""
        counted = set(map(id, self._counted.values()))
        self._answered.keep(lambda each: id(each.tally) in counted)

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
        return self._graphs.get(
            key,
            lambda: neighbour_graph(
                areas, rule, nearest=nearest, distance=distance, bridges=bridges
            ),
            lambda found: LINK * len(found.graph.adjacency),
        )


def _parts(value: Files | Asked) -> tuple[Hashable, ...]:
    """Return the fields of a value, mappings as sorted pairs."""
    parts = (getattr(value, each.name) for each in fields(value))
    return tuple(
        tuple(sorted(part.items())) if isinstance(part, Mapping) else part
        for part in parts
    )
