"""Parameters of an analysis, as forms and command line show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Param:
    """The declaration of a parameter for form, command line and help page.

    Attributes
    ----------
    areas
        Whether the text names areas (`codes_in`).
    """

    title: str
    help: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    areas: bool = False


def param(
    default: Any,
    title: str,
    help: str,  # noqa: A002 - it is what the form calls it
    *,
    unit: str = "",
    limits: tuple[float | None, float | None] = (None, None),
    choices: Mapping[str, str] | None = None,
) -> Any:
    """Return a field for a `Params` dataclass.

    Parameters
    ----------
    default
        Default value; int, float, bool or str.
    limits
        Smallest and largest value allowed.
    choices
        Words of each allowed value, where only some values are allowed.
    """
    known = Param(title, help, unit, limits[0], limits[1], choices or {})
    return field(default=default, metadata={"param": known})


def areas_param(title: str, help: str) -> Any:  # noqa: A002 - as `param`
    """Return a field for areas by code or name, parted by semicolons; at first none."""
    return field(default="", metadata={"param": Param(title, help, areas=True)})


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes or names of areas in a parameter's text, each once."""
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(";")))))


def areas_written(codes: Iterable[str]) -> str:
    """Write areas as a parameter's text."""
    return ";".join(codes)


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
