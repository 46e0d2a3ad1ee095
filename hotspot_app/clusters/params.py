"""The parameters that every local test has."""

from __future__ import annotations

from dataclasses import dataclass

from hotspot_app.method import NeighbourParams, param


@dataclass(frozen=True, slots=True)
class LocalParams(NeighbourParams):
    """Neighbours, permutations and correction."""

    permutations: int = param(
        99_999,
        "Permutations",
        "How often the neighbours of each area are drawn anew.",
        limits=(99, 999_999),
    )
    correct: bool = param(
        True,
        "Correct for many areas",
        "Benjamini-Hochberg: of the areas called clear at most 5% are expected to be "
        "chance.",
    )
