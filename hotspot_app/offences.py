"""Which types of incident are anti-social behaviour, and which are crime."""

from __future__ import annotations

import re
from typing import Final

_CRIME: Final = re.compile(
    r"crime|criminal|offence|theft|burglar|robber|violen|assault|sexual|rape|drug|"
    r"damage|arson|weapon|knife|firearm|public order|shoplift|vehicle|harass|stalk|"
    r"fraud|homicide|murder|manslaughter|wounding|injury|abuse|hate|cruelty|slavery|"
    r"kidnap|blackmail|threat|riot|disorder",
    re.IGNORECASE,
)


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
