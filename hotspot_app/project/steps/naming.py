"""What areas without a name of their own are called: by their commonest street."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
"""What police.uk writes instead of a street."""

_STATISTICAL: Final = re.compile(r".+ (\d{3}[A-Z]?)")
"""Names of ONS areas: "Southampton 023E" (LSOA), "Southampton 023" (MSOA)."""

_OFFICIAL: Final = re.compile(r"[EW]\d{8}")
"""Codes of ONS areas: a beat of a force's own may be called "Beat 101"."""


def place_names(
    incidents: pd.DataFrame, area: npt.NDArray[np.int32], areas: gpd.GeoDataFrame
) -> pd.Series[str]:
    """Name areas that have only a statistical name, no two of a ward alike.

    It is the commonest street of all incidents, whatever a question counts, so
    that a place keeps its name from one question to the next. One street is
    taken, of equal ones the first by alphabet: in Southampton pairs of streets
    change half as often again with the months read, and to prefer among near
    equals changes as often. Two streets part areas of the same street, and the
    end of the area's own name those that still are alike.

    Parameters
    ----------
    incidents
        Incident table, of all that was read.
    area
        (n,) position of each incident's area, -1 if none.
    areas
        Area table, with `ward` if wards are known.

    Returns
    -------
    pandas.Series
        On the index of the areas; "" where an area has a name of its own, or
        no street is known.
    """
    tails = _tails(areas)
    first, both = _commonest(incidents, area, len(areas))
    ward = areas["ward"] if "ward" in areas.columns else ""
    called = pd.DataFrame({"ward": ward, "place": first}, index=areas.index)
    called["place"] = called["place"].where(tails.ne(""), "")
    named = called["place"].ne("")
    for other in (both, called["place"] + " " + tails):
        twins = named & called.duplicated(keep=False)
        called["place"] = called["place"].mask(twins, other)
    found: pd.Series[str] = called["place"]
    return found


def with_names(areas: gpd.GeoDataFrame, names: Mapping[str, str]) -> gpd.GeoDataFrame:
    """Return areas with the names an analyst gave some of them, by code."""
    given = pd.Series(dict(names), dtype=object).reindex(areas.index)
    own = areas["name"].where(given.isna(), given)
    named: gpd.GeoDataFrame = areas.assign(name=own)
    if "place" in areas.columns:
        named["place"] = areas["place"].where(given.isna(), "")
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
    incidents: pd.DataFrame, area: npt.NDArray[np.int32], areas: int
) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Return the commonest street of each area, and the two commonest."""
    names = incidents["place"].cat
    known = (area >= 0) & (names.codes.to_numpy() >= 0)
    plain = pd.Series(names.categories.astype(str), dtype=object).map(tidy)
    street = ~plain.str.casefold().isin(NAMELESS).to_numpy(dtype=bool)
    many = pd.DataFrame(
        {"area": area[known], "name": names.codes.to_numpy()[known]}
    ).value_counts()
    pairs = many[street[many.index.get_level_values("name")]].reset_index()
    pairs["street"] = plain.to_numpy()[pairs["name"]]
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
    plain = street.removeprefix("On or near ")
    return re.sub(r"(?<=[A-Za-z])'S\b", "'s", plain)
