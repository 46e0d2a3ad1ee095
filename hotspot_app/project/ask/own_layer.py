"""A map layer of the analyst's own, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from hotspot_app.overlay import Overlay
from hotspot_app.words import printable


@dataclass(frozen=True, slots=True)
class OwnLayer:
    """A layer drawn over or under the map, with no part in the analysis.

    Attributes
    ----------
    source
        Attribution that its licence asks for; "" if not given.
    """

    path: Path
    source: str = ""

    @property
    def name(self) -> str:
        """Name of the layer on the map."""
        return printable(self.path.stem)

    @property
    def attribution(self) -> str:
        """The line for every map it is drawn on."""
        if not self.source:
            return f"Source of '{printable(self.path.name)}' not stated."
        return f"{self.name}: {self.source}"

    def of(self, source: str) -> OwnLayer:
        """Return the layer with its source said, on one line."""
        return OwnLayer(self.path, " ".join(printable(source).split()))


Drawn = tuple[OwnLayer, Overlay]
"""A layer of the analyst's own, and what was read of it."""
