"""The colours of a page, so that words can be read whatever a partnership chose."""

from __future__ import annotations

import re
from typing import Final

from hotspot_app.brief.content import Look
from hotspot_app.draw.looks.palettes import luminance

_COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")
_READABLE: Final = 4.5
"""Contrast of words to what is behind them (WCAG 2.2, 1.4.3)."""
_SEEN: Final = 3.0
"""Contrast of a rule or bar to what is behind it (1.4.11)."""


def tones(look: Look) -> dict[str, str]:
    """Return the colours that pages are set in, each as "#rrggbb".

    The partnership's own are used where they can be read; else the words are black or
    white.

    Returns
    -------
    dict
        "ground"; "tint", behind cautions; of words: "ink" and "muted" on either,
        "accent" on the ground; of lines: "rule" and "hairline".
    """
    usual = Look()
    ground = _colour(look.ground, usual.ground)
    ink = _colour(look.ink, usual.ink)
    accent = _colour(look.accent, usual.accent)
    tint = mixed(accent, ground, 0.08)
    behind = (ground, tint)
    best = max(("#000000", "#ffffff"), key=lambda each: _least(each, behind))
    ink = ink if _least(ink, behind) >= _READABLE else best
    muted = mixed(ink, ground, 0.72)
    return {
        "ground": ground,
        "tint": tint,
        "ink": ink,
        "muted": muted if _least(muted, behind) >= _READABLE else ink,
        "accent": accent if contrast(accent, ground) >= _READABLE else ink,
        "rule": accent if _least(accent, behind) >= _SEEN else ink,
        "hairline": mixed(ink, ground, 0.22),
    }


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2).

    Examples
    --------
    >>> round(contrast("#1d70b8", "#ffffff"), 2)
    5.17
    """
    dark, light = sorted((luminance(one) + 0.05, luminance(other) + 0.05))
    return light / dark


def mixed(colour: str, ground: str, share: float) -> str:
    """Return a colour over a ground, `share` of it.

    Examples
    --------
    >>> mixed("#000000", "#ffffff", 0.5)
    '#808080'
    """
    pairs = ((colour[at : at + 2], ground[at : at + 2]) for at in (1, 3, 5))
    values = ((int(over, 16), int(under, 16)) for over, under in pairs)
    made = (round(share * over + (1 - share) * under) for over, under in values)
    return "#" + "".join(f"{part:02x}" for part in made)


def _least(colour: str, grounds: tuple[str, ...]) -> float:
    return min(contrast(colour, ground) for ground in grounds)


def _colour(chosen: str, usual: str) -> str:
    return chosen if _COLOUR.fullmatch(chosen) else usual
