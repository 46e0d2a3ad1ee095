"""The parameters that say which deprivation, and how areas are grouped by it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Final

from hotspot_app.method import param
from hotspot_app.remedies import SetParameter
from hotspot_app.schema import DOMAINS

BASES: Final = {
    "local": "order among the areas shown, about as many areas in each",
    "national": "national deciles, two a fifth",
    "population": "order among the areas shown, about as many people in each",
}


def domain_param() -> Any:
    """Return the field for which deprivation."""
    return param(
        "income",
        "Domain",
        "The IMD contains recorded crime, so that Income is the fairer choice.",
        choices=DOMAINS,
    )


def by_param(default: str) -> Any:
    """Return the field for the figure of deprivation: "score" or "rank"."""
    return param(
        default,
        "Deprivation by",
        "Scores keep how far areas are apart; places keep their order only, so that a "
        "few extreme areas weigh less.",
        choices={"score": "its score", "rank": "the place in the line of the areas"},
    )


@dataclass(frozen=True, slots=True)
class DomainParams:
    """Which deprivation."""

    domain: str = domain_param()


@dataclass(frozen=True, slots=True)
class LineParams(DomainParams):
    """Which deprivation, and by which figure of it."""

    by: str = by_param("score")


@dataclass(frozen=True, slots=True)
class GroupParams(DomainParams):
    """Which deprivation, and how areas are grouped by it."""

    basis: str = param(
        "local", "Five groups by", "What the groups are made of.", choices=BASES
    )


def another(name: str, value: str = "") -> SetParameter:
    """Say that a parameter should be another, or this."""
    (told,) = (
        each.metadata["param"] for each in fields(GroupParams) if each.name == name
    )
    return SetParameter(name, told.title, value, told.choices.get(value, ""))
