"""Which types of incident are anti-social behaviour, and which are crime."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

_CRIME: Final = re.compile(
    r"crime|criminal|offence|theft|burglar|robber|violen|assault|sexual|rape|drug|"
    r"damage|arson|weapon|knife|firearm|public order|shoplift|vehicle|harass|stalk|"
    r"fraud|homicide|murder|manslaughter|wounding|injury|abuse|hate|cruelty|slavery|"
    r"kidnap|blackmail|threat|riot|disorder",
    re.IGNORECASE,
)


GROUPS: Final = {
    "Neighbourhood crime": (
        "Burglary",
        "Robbery",
        "Theft from the person",
        "Vehicle crime",
    ),
    "Acquisitive crime": (
        "Bicycle theft",
        "Burglary",
        "Other theft",
        "Robbery",
        "Shoplifting",
        "Theft from the person",
        "Vehicle crime",
    ),
}
"""Types of police.uk that are often looked at together. Neighbourhood crime is the
Home Office's term (Beating Crime Plan, 2021) in the types nearest to it."""


def groups_among(kinds: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the groups of which two types or more are among some, with those."""
    there = {
        name: tuple(kind for kind in each if kind in kinds)
        for name, each in GROUPS.items()
    }
    return {name: each for name, each in there.items() if len(each) > 1}


def is_asb(kind: str) -> bool:
    """Say whether a type is anti-social behaviour, however it is spelt.

    Police, housing and council extracts write "Anti Social Behaviour", "ASB -
    Nuisance", "ASB Personal" and the like.
    """
    letters = re.sub(r"[^a-z]", "", kind.casefold())
    words = re.findall(r"[a-z]+", kind.casefold())
    return letters.startswith("antisocial") or "asb" in words


def is_crime(kind: str) -> bool:
    """Say whether a type reads like a crime: "Burglary", not "Fly-tipping"."""
    return not is_asb(kind) and bool(_CRIME.search(kind))
