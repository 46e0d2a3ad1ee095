"""The census year of LSOA codes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from hotspot_app.data.base.ons import is_code, lsoa_vintage, tidy


def vintage(codes: Iterable[str]) -> str:
    """Say of which census LSOA codes are: "2021", "2011", "ambiguous" or "".

    As `ons.lsoa_vintage`, of codes as rows state them; "" if none is an LSOA's.
    """
    lsoas = {code for code in map(_lsoa, codes) if code}
    if not lsoas:
        return ""
    found = lsoa_vintage(lsoas)
    return "ambiguous" if found is None else str(found)


@lru_cache(maxsize=1 << 17)
def _lsoa(text: str) -> str:
    """Return an LSOA's code, else ""; the files of many months repeat each."""
    code = tidy(text)
    return code if is_code(code) and code[1:3] == "01" else ""
