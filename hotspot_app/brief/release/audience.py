"""Who a product is for, and what each may have."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal

from hotspot_app.project.ask.briefing import Audience as AudienceId
from hotspot_app.schema import FLAGS
from hotspot_app.words import FEW, SMALL_BASE, counted

Points = Literal["all", "snapped", "none"]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who a product is for.

    Attributes
    ----------
    title, help
        What it is called where one is chosen, and what that means.
    readers
        Who they are, as briefs say: "the public".
    points
        Whether incidents one by one may be used: as they are, snapped to a grid, or
        not.
    small
        Whether counts from 1 to 4 may be shown.
    """

    id: AudienceId
    title: str
    help: str
    readers: str
    points: Points
    small: bool


INTERNAL: Final = Audience(
    "internal",
    "Our own analysts",
    "Nothing is withheld.",
    "the partnership's own analysts",
    "all",
    small=True,
)
PARTNER: Final = Audience(
    "partner",
    "Named partners",
    "Small counts are shown, to them only; points only to the nearest 100 m.",
    "partners named in the information-sharing agreement",
    "snapped",
    small=True,
)
PUBLIC: Final = Audience(
    "public",
    "Anybody",
    "Counts from 1 to 4, and what they could be worked out from, are withheld; no "
    "points.",
    "the public",
    "none",
    small=False,
)
AUDIENCES: Final[dict[AudienceId, Audience]] = {
    each.id: each for each in (INTERNAL, PARTNER, PUBLIC)
}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rule set with its numbers, which is kept with what is released.

    Attributes
    ----------
    small
        The greatest count that is withheld.
    possible
        Whole numbers that must stay possible for each count withheld.
    few
        Events from which a rate stands by itself; below, it is marked.
    base
        Incidents from which a percentage is shown.
    grid
        Metres to which points for partners are snapped.
    seconds
        What the search for the fewest counts to withhold may take.
    """

    small: int = 4
    possible: int = 3
    few: int = FEW
    base: int = SMALL_BASE
    grid: int = 100
    seconds: float = 60.0

    def words(self) -> str:
        """Say the rules in one sentence."""
        return (
            f"Rules: counts from 1 to {self.small} are withheld; every count withheld "
            f"can be at least {self.possible} whole numbers; rates from fewer than "
            f"{counted(self.few, 'incident')} are marked; no percentage of fewer than "
            f"{counted(self.base, 'incident')}."
        )


_SENSITIVE: Final = re.compile(
    r"\bsex|\brap(e|es|ed|ist)\b|\bindecen|\bvoyeur|\bprostitut|\bgenital|\bfgm\b"
    r"|\bhate\b|\bhomophob|\btransphob|\braci(al|s)|\breligious|\bdisablist"
    r"|\bchild|\binfant|\bgrooming\b|\bcse\b"
    r"|\bslave|\bforced (labour|marriage)|\bhonou?r[- ]based"
    r"|\b(human|people) traffick|\btraffick\w* (of|in) (people|person|human)"
    r"|\bvawg\b|\bwomen and girls"
    r"|(?<!non-)(?<!non )\bdomestic\b(?!\W+(burglar|dwelling|noise|waste|rubbish|refuse"
    r"|animal|fire|propert|premis|bin))",
    re.IGNORECASE,
)
_OF_A_HOME: Final = re.compile(r"\bburglary\W+(\w+\W+){0,4}domestic\W*$", re.IGNORECASE)


def is_sensitive(words: str) -> bool:
    """Say whether a type or flag is of those that need larger areas when public.

    Sexual offences, domestic abuse, hate, children and slavery; "domestic burglary" is
    of a dwelling, and no such type.

    Examples
    --------
    >>> [is_sensitive(each) for each in ("Rape", "Domestic abuse", "Domestic burglary")]
    [True, True, False]
    """
    return bool(_SENSITIVE.search(words)) and not _OF_A_HOME.search(words)


def sensitive(types: Collection[str], flags: Collection[str]) -> list[str]:
    """Return those of some types and flags that are sensitive, in words."""
    words = [*types, *(FLAGS.get(flag, flag) for flag in flags)]
    return [each for each in words if is_sensitive(each)]
