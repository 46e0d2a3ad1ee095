"""Of which census LSOA codes are."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from hotspot_app.data.ons import is_code, lsoa_vintage, tidy

_ENOUGH_CODES: Final = 200
"""Different LSOA codes among which, were they of 2021, a new one would be all but
certain: one in 17 was new."""

_RETIRED: Final = {"E01032756", "E01017140", "E01017278", "E01017142"}
"""Southampton's LSOAs of 2011 that were split in 2021 (ONS exact-fit lookup)."""

_LAST_OF_2001: Final = {"E": "E01032482", "W": "W01001896"}
_GAP: Final = 10
"""Districts were numbered through in 2001. A code missing between two of a district's
that are no further apart was one of it; a whole other district hardly fits between."""


def vintage(codes: Iterable[str], among: Iterable[str] = ()) -> str:
    """Say of which census LSOA codes are: "2021", "2011", "ambiguous" or "".

    Codes first used in 2021 settle it. If there is none among 200 different
    ones, they are of 2011: one code in 17 was new. So they are if one of them
    has made room for the new codes of the areas.

    Parameters
    ----------
    among
        Codes of whole districts of 2021 that they may be of.
    """
    lsoas = {code for code in map(_lsoa, codes) if code}
    if not lsoas:
        return ""
    if lsoa_vintage(lsoas) is not None:
        return "2021"
    old = len(lsoas) >= _ENOUGH_CODES or lsoas & _RETIRED or _made_room(lsoas, among)
    return "2011" if old else "ambiguous"


@lru_cache(maxsize=1 << 17)
def _lsoa(text: str) -> str:
    """Return an LSOA's code, else ""; the files of many months repeat each."""
    code = tidy(text)
    return code if is_code(code) and code[1:3] == "01" else ""


def _made_room(lsoas: set[str], among: Iterable[str]) -> bool:
    """Say whether one of these codes lies in a gap that new codes of 2021 left."""
    known = set(among)
    if lsoa_vintage(known) is None:
        return False
    kept = sorted(filter(_of_2001, known))
    for code in filter(_of_2001, lsoas - known):
        after = bisect(kept, code)
        if 0 < after < len(kept):
            one, other = kept[after - 1], kept[after]
            if one[:3] == other[:3] and int(other[3:]) - int(one[3:]) <= _GAP:
                return True
    return False


def _of_2001(code: str) -> bool:
    return code <= _LAST_OF_2001.get(code[:1], "")
