"""What an analysis can be told, as forms and command line show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Param:
    """What a form, a command line and a help page need to know of a parameter."""

    title: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, str] = field(default_factory=dict)


def param(
    default: Any,
    title: str,
    help: str,  # noqa: A002 - it is what the form calls it
    *,
    unit: str = "",
    limits: tuple[float | None, float | None] = (None, None),
    choices: Mapping[str, str] | None = None,
) -> Any:
    """Declare a field of a `Params` dataclass.

    Parameters
    ----------
    default
        Its value unless the analyst says otherwise; int, float, bool or str.
    limits
        Smallest and largest value allowed.
    choices
        Value to words, where only some values are allowed.
    """
    known = Param(title, help, unit, limits[0], limits[1], choices or {})
    return field(default=default, metadata={"param": known})


@dataclass(frozen=True, slots=True)
class NeighbourParams:
    """Parameters of every method that needs neighbours."""

    neighbours: str = param(
        "queen",
        "Neighbours",
        "Which areas count as next to each other.",
        choices={
            "queen": "share a border or a corner",
            "rook": "share a border",
            "nearest": "the nearest few",
            "distance": "within a distance",
        },
    )
    nearest: int = param(
        6,
        "Nearest",
        "How many neighbours each area has, where the nearest few are taken.",
        unit="areas",
        limits=(1, 50),
    )
    distance: float = param(
        1000.0,
        "Distance",
        "How far apart centres may be, where neighbours are within a distance.",
        unit="metres",
        limits=(1, 100_000),
    )
