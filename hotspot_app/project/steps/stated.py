"""Areas that rows name instead of giving coordinates: by code or name, of any level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.ons import LEVELS, level_of_codes, plain, tidy
from hotspot_app.data.crime.vintages import vintage
from hotspot_app.data.figures.ward_figures import ward_of
from hotspot_app.data.tables.leading_zeros import meet, told_met
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.words import counted, listed


def positions(
    texts: Iterable[str],
    areas: gpd.GeoDataFrame,
    within: Mapping[str, str],
    *,
    where: str = "",
) -> npt.NDArray[np.int32]:
    """Return the areas that rows name by code or name.

    Parameters
    ----------
    texts
        (n,) codes or names, in any case.
    areas
        Area table.
    within
        The ward of each smaller area, by its name or code as written by `keys`.
    where
        Name of the file in messages.

    Returns
    -------
    numpy.ndarray
        (n,) positions in `areas`, -1 for a text that names none of them.

    Raises
    ------
    InputError
        If a code could be several areas', but for zeros before its figures.
    """
    known = keys(areas)
    position = {code: i for i, code in enumerate(areas.index)}
    found: list[int] = []
    unknown: dict[str, list[int]] = {}
    for text in texts:
        names = (_code(text), _name(text))
        code = next((known[n] for n in names if n in known), "")
        code = code or next((within[n] for n in names if n in within), "")
        if code not in position:
            unknown.setdefault(names[0], []).append(len(found))
        found.append(position.get(code, -1))
    for text, code in meet(unknown, position, where=where).items():
        for at in unknown[text]:
            found[at] = position[code]
    return np.array(found, dtype=np.int32)


def keys(areas: gpd.GeoDataFrame) -> dict[str, str]:
    """Return what areas may be called to their codes; a name of two is left out."""
    names = areas["name"].map(_name)
    alone = ~names.duplicated(keep=False)
    known = dict(zip(names[alone], areas.index[alone], strict=True))
    return known | {_code(code): str(code) for code in areas.index}


def _code(text: str) -> str:
    return tidy(text).casefold()


def _name(text: str) -> str:
    """Write a name so that "Banister & Polygon Ward" is "Banister and Polygon"."""
    bare = re.sub(r"\s+ward\s*$", "", text.replace("&", " and "), flags=re.IGNORECASE)
    return f"={plain(bare) or bare}"


def in_wards(areas: gpd.GeoDataFrame, overlay: pd.DataFrame) -> dict[str, str]:
    """Return the ward that holds most of each area, by the area's codes and names.

    Parameters
    ----------
    overlay
        Overlaps of areas with wards (`ward_figures.overlaps`).
    """
    ward = ward_of(overlay, areas.index)
    return {key: ward[code] for key, code in keys(areas).items() if ward[code]}


def check_codes(incidents: pd.DataFrame, wanted: int) -> None:
    """Refuse files whose rows have codes of another census than the areas' LSOAs.

    Raises
    ------
    InputError
        With the first such file.
    """
    coded = incidents["precision"].eq("area")
    for name in incidents.loc[coded, "file"].unique():
        codes = incidents.loc[incidents["file"].eq(name), "area"].dropna().unique()
        check_vintage(codes, wanted, "rows without coordinates", str(name))


def check_vintage(codes: Iterable[str], wanted: int, what: str, where: str) -> None:
    """Refuse LSOA codes of another census than the areas'.

    Raises
    ------
    InputError
        If they are: a split or merged area would have no incidents.
    """
    found = vintage(codes)
    if found.isdigit() and int(found) != wanted:
        raise InputError(
            f"{what} are by LSOAs of {found}, the areas are LSOAs of {wanted}",
            where=where,
            hint=f"Give the boundaries of {found}, or rows with coordinates.",
        )


def told(
    texts: pd.Series[str], areas: gpd.GeoDataFrame, within: Mapping[str, str]
) -> list[Note]:
    """Return notes on incidents that are counted by the area named in their row.

    Parameters
    ----------
    texts
        (n,) area named by each incident without coordinates.
    within
        As for `positions`.
    """
    names = texts.astype("category")
    number = names.value_counts()
    number = number[number > 0]
    direct = positions(number.index, areas, {}) >= 0
    fitted = (positions(number.index, areas, within) >= 0) & ~direct
    by_name, by_fit = (int(number[mask].sum()) for mask in (direct, fitted))
    kind = LEVELS.get(level_of_codes(areas.index), "areas")
    notes = []
    if by_name:
        many = counted(
            by_name,
            "incident without coordinates is",
            "incidents without coordinates are",
        )
        notes.append(Note(f"{many} counted by the code or name in the row ({kind})."))
    notes += told_met(meet(number.index, areas.index), "rows")
    lost = number[~(direct | fitted)]
    if len(lost):
        many = counted(int(lost.sum()), "incident names", "incidents name")
        notes.append(
            Note(
                f"{many} an area that isn't on the map "
                f"({counted(len(lost), 'code or name', 'codes or names')}): "
                f"{listed([repr(str(each)) for each in sorted(lost.index)], 3)}.",
                caution=True,
            )
        )
    if by_fit:
        many = counted(by_fit, "incident names", "incidents name")
        notes.append(
            Note(
                f"{many} only a smaller area and no coordinates: each is counted in "
                "the ward that holds most of it (best fit), which may be another than "
                "its own.",
                caution=True,
            )
        )
    return notes
