"""Everything an analyst has chosen, as one value that is never changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.briefing import NO_BRIEFING, Briefing
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import (
    PLAIN,
    Groups,
    check_kind,
    with_group,
    with_kind,
)
from hotspot_app.project.ask.known import Carried, Remembered
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.question import Asked


@dataclass(frozen=True, slots=True)
class Project:
    """Files, question, names, groups and layers: an immutable value that is saved.

    Attributes
    ----------
    names
        Names given by the analyst, by area code.
    groups
        Codes of the areas of each group, by kind ("beat") and name.
    layers
        The analyst's own layers, the topmost last.
    places
        Names of other areas when it was saved or had other files.
    hotspots
        Those that were found when it was saved, by what they are of.
    briefing
        What was decided about its briefs.
    released
        Figures that were made public from it.
    """

    files: Files
    asked: Asked
    names: Mapping[str, str] = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)
    layers: tuple[OwnLayer, ...] = ()
    places: Carried = field(default_factory=dict)
    hotspots: Remembered = field(default_factory=dict)
    briefing: Briefing = NO_BRIEFING
    released: Ledger = NOTHING_RELEASED

    def renamed(self, code: str, name: str) -> Project:
        """Return the project with an area named, or with its own name again ("")."""
        names = {known: said for known, said in self.names.items() if known != code}
        if name.strip():
            names[code] = " ".join(name.split())
        return replace(self, names=names)

    def carrying(self, places: Carried) -> Project:
        """Return the project with what areas were called, besides what it carries."""
        merged = {of: {**self.places.get(of, {}), **now} for of, now in places.items()}
        return replace(self, places={**self.places, **merged})

    def layered(self, layer: OwnLayer) -> Project:
        """Return the project with a map layer over those before it."""
        return replace(self, layers=(*self.unlayered(layer.path).layers, layer))

    def unlayered(self, path: Path) -> Project:
        """Return the project without the map layer of a file."""
        kept = tuple(layer for layer in self.layers if layer.path != path)
        return replace(self, layers=kept)

    def sourced(self, path: Path, source: str) -> Project:
        """Return the project with it said whose a map layer is."""
        layers = (o.of(source) if o.path == path else o for o in self.layers)
        return replace(self, layers=tuple(layers))

    def grouped(
        self,
        name: str,
        codes: Iterable[str],
        *,
        kind: str = PLAIN,
        apart: bool = False,
    ) -> Project:
        """Return the project with a group set to some areas, or removed without codes.

        Parameters
        ----------
        apart
            Whether to remove the areas from other groups of the kind.

        Raises
        ------
        WordsError
            If the kind is one of the files' levels.
        """
        check_kind(kind)
        found = with_group(self.groups, kind, name, codes, apart=apart)
        return self.with_groups(found)

    def with_groups(self, groups: Groups) -> Project:
        """Return the project with these groups; a level that is gone is left."""
        gone = self.asked.level in set(self.groups) - set(groups)
        asked = replace(self.asked, level="") if gone else self.asked
        return replace(self, groups=groups, asked=asked)

    def group_renamed(self, kind: str, old: str, new: str) -> Project:
        """Return the project with a group under another name.

        Raises
        ------
        WordsError
            If another group has that name.
        """
        named = self.groups[kind]
        if new in named and new != old:
            raise WordsError(f"there is a {kind} called {new} already")
        again = {new if known == old else known: each for known, each in named.items()}
        groups = with_kind(self.groups, kind, again)
        looked_at = (self.asked.within, self.asked.within_words) == (named[old], old)
        asked = replace(self.asked, within_words=new) if looked_at else self.asked
        return replace(self, groups=groups, asked=asked)
