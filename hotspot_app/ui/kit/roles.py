"""Colours and sizes of type by what they are for, light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hotspot_app.draw.looks.palettes import PALE, PAPER, RAMP, ZERO
from hotspot_app.stats.classes.confidence import IS_CLEAR, IS_LIKELY

BODY: Final = 13
"""Pixels of ordinary text at 100%."""

SMALL, HEADLINE, OFFICER, OFFICER_HEADLINE = 11.5, 17, 16, 27
"""Pixels of other text at 100%."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a theme by role, as `#rrggbb`.

    Attributes
    ----------
    accent_ink
        Text on the accent colour.
    control
        Borders of controls, with a contrast of 3:1 against their ground.
    map_ground
        Ground around the areas.
    area_line, ward_line
        Borders of areas, and outlines of wards.
    map_colours
        Replacements of the maps' colours; other colours stay.
    """

    name: str
    ink: str
    muted: str
    accent: str
    accent_ink: str
    accent_soft: str
    ground: str
    panel: str
    hairline: str
    control: str
    scroll: str
    clear: str
    clear_ground: str
    likely: str
    likely_ground: str
    chance: str
    chance_ground: str
    hint: str
    hint_ground: str
    map_ground: str
    area_line: str
    ward_line: str
    map_colours: Mapping[str, str] = field(default_factory=dict)

    def on_map(self, colour: str) -> str:
        """Return what a colour of the maps (`palettes.LOOKS`) is in this theme."""
        return self.map_colours.get(colour, colour)

    def sure(self, word: str) -> tuple[str, str]:
        """Return text and ground of how sure it is (`confidence.CONFIDENCE`)."""
        if word == IS_CLEAR:
            return self.clear, self.clear_ground
        if word == IS_LIKELY:
            return self.likely, self.likely_ground
        return self.chance, self.chance_ground


LIGHT: Final = Theme(
    name="light",
    ink="#1b2430",
    muted="#5a6675",
    accent="#0b5cad",
    accent_ink="#ffffff",
    accent_soft="#e7f0fa",
    ground="#f6f7f9",
    panel="#ffffff",
    hairline="#dfe3e8",
    control="#8a94a1",
    scroll="#b4bcc6",
    clear="#8f1414",
    clear_ground="#fde8e8",
    likely="#7a4b00",
    likely_ground="#fff1dc",
    chance="#4b5563",
    chance_ground="#eef1f4",
    hint="#8a5300",
    hint_ground="#fff6e5",
    map_ground="#fbfbfa",
    area_line="#ffffff",
    ward_line="#3f4a58",
)

_DARK_RAMP: Final = ("#33263d", "#573a6b", "#8059a0", "#b48fd0", "#ead7f7")
"""On a dark ground many is bright."""

DARK: Final = Theme(
    name="dark",
    ink="#e8ecf1",
    muted="#a7b1be",
    accent="#6cb0f5",
    accent_ink="#0d1722",
    accent_soft="#1d3550",
    ground="#14191f",
    panel="#1c232b",
    hairline="#323c47",
    control="#758292",
    scroll="#4a5663",
    clear="#ffb4ae",
    clear_ground="#4a1d1d",
    likely="#ffd08a",
    likely_ground="#45330f",
    chance="#c3ccd6",
    chance_ground="#2b343e",
    hint="#ffd08a",
    hint_ground="#3a2c10",
    map_ground="#10151a",
    area_line="#1c232b",
    ward_line="#c3ccd6",
    map_colours={
        PALE: "#303943",
        "#b9b5a9": "#4d5864",
        PAPER: "#1c232b",
        "#f6f7f9": "#232b34",
        "#b2182b": "#e25d6f",
        "#6a0d18": "#ffc2c8",
        "#2166ac": "#4d94d9",
        "#0f3f72": "#c4dff8",
        "#f6cbc6": "#5e2a30",
        "#d3e3f3": "#22384f",
        "#fce3d8": "#5a3626",
        "#b04a18": "#f2a27e",
        "#8a3410": "#ffd5c2",
        "#e4f1f8": "#223f4d",
        "#26749f": "#8cc6e4",
        "#1a567a": "#d6eefa",
        ZERO: "#24261f",
        **dict(zip(RAMP, _DARK_RAMP, strict=True)),
        "#8c510a": "#e8a94f",
        "#4a2b05": "#ffe3b8",
        "#e3c28a": "#57401a",
        "#0f6e70": "#45bdb8",
        "#063b3c": "#cdf4f1",
        "#aadcd6": "#1d4647",
        "#a8dedb": "#0c4546",
        "#e8e8e8": "#2b3138",
        "#b4e2e2": "#1f4c4c",
        "#5ac8c8": "#3f9a9a",
        "#dfb0d6": "#5a3453",
        "#a5add3": "#4a5480",
        "#5698b9": "#5fa3c8",
        "#be64ac": "#d67fc6",
        "#8c62aa": "#a586ca",
        "#3b4994": "#d5dcff",
        "#4b5563": "#9aa5b1",
        "#1f2a63": "#ffffff",
        "#5b3a70": "#d9c3ea",
        "#cfb6dc": "#2a1c36",
    },
)

THEMES: Final = {theme.name: theme for theme in (LIGHT, DARK)}
