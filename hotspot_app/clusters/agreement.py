"""Whether a second calculation agrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hotspot_app.method import Note
from hotspot_app.stats.clustering.second_opinion import Agreement
from hotspot_app.words import counted


def asked_later(
    compare: Callable[..., Agreement], *found: Any, **choices: Any
) -> Callable[..., Note]:
    """Return a function that compares with esda when called, and says the outcome.

    It may be given what asks esda (`second_opinion.Calculate`).
    """
    return lambda *calculate: _note(compare(*found, *calculate, **choices))


def _note(agreement: Agreement) -> Note:
    """Say how far esda's calculation of the statistic is from ours."""
    if not agreement.areas:
        return Note(f"esda {agreement.version} had nothing to compare with.")
    same = agreement.largest_difference < 1e-9
    return Note(
        f"A second calculation by esda {agreement.version} "
        f"{'agrees' if same else 'DOES NOT AGREE'} for "
        f"{counted(agreement.areas, 'area')} (largest relative difference "
        f"{agreement.largest_difference:.0e}).",
        caution=not same,
    )
