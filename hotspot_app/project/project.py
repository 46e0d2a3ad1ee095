"""Everything an analyst has chosen, as one value that is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hotspot_app.project.files import Files
from hotspot_app.project.own_layer import OwnLayer
from hotspot_app.project.question import Asked


@dataclass(frozen=True, slots=True)
class Project:
    """Files, question and names. Undo is the value before; saving writes it.

    Attributes
    ----------
    names
        Area code to the name the analyst gave it.
    groups
        Name of a group of areas (a locality, a beat) to its area codes.
    layers
        Of the analyst's own, the topmost last.
    """

    files: Files
    asked: Asked
    names: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layers: tuple[OwnLayer, ...] = ()

    def renamed(self, code: str, name: str) -> Project:
        """Return the project with an area named, or with its own name again ("")."""
        names = {known: said for known, said in self.names.items() if known != code}
        if name.strip():
            names[code] = " ".join(name.split())
        return replace(self, names=names)

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

    def grouped(self, name: str, codes: tuple[str, ...]) -> Project:
        """Return the project with a named group of areas; without codes it goes."""
        groups = {known: each for known, each in self.groups.items() if known != name}
        if codes:
            groups[name] = tuple(sorted(codes))
        return replace(self, groups=groups)
