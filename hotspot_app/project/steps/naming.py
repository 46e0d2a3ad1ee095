"""Names for areas without a name of their own.

By a name they had before, or else by their commonest street. A name that was given
once goes before any other, so that it never depends on which months are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

NAMELESS: Final = (
    "parking area", "supermarket", "shopping area", "petrol station", "nightclub",
    "hospital", "police station", "prison", "further/higher educational building",
    "conference/exhibition centre", "sports/recreation area", "park/open space",
    "pedestrian subway", "bus/coach station", "theatre/concert hall", "airport",
    "race track", "ferry terminal", "no location", "train station",
)  # fmt: skip
"""Texts that police.uk writes instead of a street."""

ON_OR_NEAR: Final = "On or near "
"""Prefix of police.uk's streets."""

_STATISTICAL: Final = re.compile(r".+ (\d{3}[A-Z]?)")
"""Names of ONS areas: "Southampton 023E" (LSOA), "Southampton 023" (MSOA)."""

_OFFICIAL: Final = re.compile(r"[EW]\d{8}")
"""Codes of ONS areas: a beat of a force's own may be called "Beat 101"."""

Names = dict[str, str]
"""Area code to what it is called; without areas that have no name."""


class Naming:
    """Names areas that have only a statistical name; names are unique in a ward.

    Without wards no two of all areas are alike. Each step names what has no name
    yet and leaves the names there are.

    Parameters
    ----------
    areas
        Area table, with `ward` if wards are known.
    """

    def __init__(self, areas: gpd.GeoDataFrame) -> None:
        tails = _tails(areas)
        self._tails = {str(c): str(tail) for c, tail in tails.items() if tail}
        wards = areas["ward"] if "ward" in areas.columns else pd.Series("", areas.index)
        self._wards = {str(c): str(ward) for c, ward in wards.fillna("").items()}
        self._index = areas.index
        self._taken: set[tuple[str, str]] = set()
        self.names: Names = {}

    @property
    def is_done(self) -> bool:
        """Whether every area has a name."""
        return not self.lacking()

    def lacking(self) -> set[str]:
        """Return the codes of areas that have no name yet."""
        return self._tails.keys() - self.names.keys()

    def give(self, known: Mapping[str, Sequence[str]]) -> Names:
        """Name areas by known names, in order of preference.

        Of the names of one area the first that no other has is taken; if all are
        taken, the first with the end of the area's own name.

        Returns
        -------
        dict
            The names given by this call.
        """
        given: Names = {}
        for code, choice in known.items():
            if code in self._tails and code not in self.names and choice:
                ways = [*choice, f"{choice[0]} {self._tails[code]}"]
                given[code] = self._settled(code, ways)
        return given

    def give_streets(
        self, places: pd.Series[str], area: npt.NDArray[np.int32]
    ) -> Names:
        """Name areas by their commonest street, over all incidents.

        One street is taken, of equal ones the first by alphabet: in Southampton
        pairs of streets change half as often again with the months read, and to
        prefer among near equals changes as often. Two streets part areas of the
        same street, and the end of the area's own name those that still are alike.

        Parameters
        ----------
        places
            Category column of the rows' place names.
        area
            (n,) position of each row's area, -1 if none.

        Returns
        -------
        dict
            The names given by this call.
        """
        if self.is_done:
            return {}
        first, both = _commonest(places, area, len(self._index))
        rows = zip(self._index, first, both, strict=True)
        lacking = {
            code: (one, two)
            for code, one, two in rows
            if one and code in self._tails and code not in self.names
        }
        now = {code: one for code, (one, _) in lacking.items()}
        pairs = {code: two for code, (_, two) in lacking.items()}
        parted = {code: f"{name} {self._tails[code]}" for code, name in now.items()}
        for other in (pairs, parted):
            now |= {code: other[code] for code in self._alike(now)}
        return {code: self._settled(code, [name]) for code, name in now.items()}

    def _alike(self, names: Names) -> list[str]:
        """Return the areas whose name another of the ward has."""
        many: dict[tuple[str, str], int] = {}
        keys = {code: self._key(code, name) for code, name in names.items()}
        for key in keys.values():
            many[key] = many.get(key, 0) + 1
        return [c for c, key in keys.items() if many[key] > 1 or key in self._taken]

    def _settled(self, code: str, ways: Iterable[str]) -> str:
        """Take the first way to call an area that no other of its ward is called."""
        tried = list(ways)
        tried.append(f"{tried[0]} {code}")
        free = (name for name in tried if self._key(code, name) not in self._taken)
        name = next(free, code)
        self._taken.add(self._key(code, name))
        self.names[code] = name
        return name

    def _key(self, code: str, name: str) -> tuple[str, str]:
        return self._wards[code], name.casefold()


def with_names(areas: gpd.GeoDataFrame, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return areas with the names an analyst gave some of them, by code."""
    given = pd.Series(dict(names), dtype=object).reindex(areas.index)
    own = areas["name"].where(given.isna(), given)
    named: gpd.GeoDataFrame = areas.assign(name=own)
    if "place" in areas.columns:
        named["place"] = areas["place"].where(given.isna(), "")
    return named


def as_called(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return areas with `name` as people call them: by `place` if there is one."""
    if "place" not in areas.columns:
        return areas
    place = areas["place"].astype(object).fillna("")
    named: gpd.GeoDataFrame = areas.assign(
        name=areas["name"].where(place.eq(""), place)
    )
    return named


def _tails(areas: gpd.GeoDataFrame) -> pd.Series[str]:
    """Return what tells statistical names apart, "" for names people use."""
    own: pd.Series[str] = areas["name"].astype(str)
    codes = areas.index.to_series().astype(str)
    tails = [
        match[1] if match and _OFFICIAL.fullmatch(code) else ""
        for code, match in zip(codes, map(_STATISTICAL.fullmatch, own), strict=True)
    ]
    found: pd.Series[str] = codes.where(own.eq(codes), tails)
    return found


def _commonest(
    places: pd.Series[str], area: npt.NDArray[np.int32], areas: int
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Return the commonest street of each area, and the two commonest."""
    names = places.cat
    plain = [tidy(str(name)) for name in names.categories]
    number, streets = pd.factorize(np.array([*plain, ""], dtype=object))
    at = number[names.codes.to_numpy()]
    known = (area >= 0) & (names.codes.to_numpy() >= 0)
    many = pd.DataFrame({"area": area[known], "name": at[known]}).value_counts()
    pairs = many.reset_index().assign(street=lambda rows: streets[rows["name"]])
    pairs = pairs[~pairs["street"].str.casefold().isin(("", *NAMELESS))]
    pairs = pairs.sort_values(
        ["area", "count", "street"], ascending=[True, False, True]
    )
    order = pairs.groupby("area").cumcount()
    one = np.full((2, areas), "", dtype=object)
    for rank in (0, 1):
        rows = pairs[order.eq(rank)]
        one[rank, rows["area"].to_numpy()] = rows["street"].to_numpy()
    both = np.where(one[1] == "", one[0], one[0] + " and " + one[1])
    return one[0], both


def tidy(street: str) -> str:
    """Write a street as people do: "On or near St Mary'S Road" → "St Mary's Road"."""
    plain = street.removeprefix(ON_OR_NEAR)
    return re.sub(r"(?<=[A-Za-z])'S\b", "'s", plain)
