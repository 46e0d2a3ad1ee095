"""One value from which screen map and paper map take classes, colours and legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.palettes import LOOKS, Look, ramp
from hotspot_app.method import MapStyle
from hotspot_app.stats.breaks import assign_classes, quantile_breaks
from hotspot_app.stats.classify import (
    LIKELY,
    NO_DATA,
    NO_NEIGHBOURS,
    NOT_SIGNIFICANT,
    TOO_FEW,
)
from hotspot_app.stats.rates import SMALL_COUNT

MORAN: Final = {
    "high-high": "High among high",
    "low-low": "Low among low",
    "high-low": "High among low",
    "low-high": "Low among high",
}
GETIS_ORD: Final = {"hot": "Hot", "cold": "Cold"}
SURE: Final = ("clear", "likely")
APART: Final = {
    NO_NEIGHBOURS: "No neighbours",
    TOO_FEW: "Too few to say",
    NO_DATA: "No data",
}
GROUPS: Final = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")
COMPARED: Final = ("higher", "similar", "lower")
HIGHER_ON_FEW: Final = "higher on few"


@dataclass(frozen=True, slots=True)
class Entry:
    """One class of a map.

    Attributes
    ----------
    label
        As the legend calls it.
    fill, edge, hatch_colour
        "#rrggbb".
    edge_width
        Points.
    hatch
        Pattern in matplotlib's letters, "" for none.
    level
        Classes of a higher level are drawn over those of a lower one.
    count
        How many of the shown areas are in it.
    """

    label: str
    fill: str
    edge: str
    edge_width: float
    hatch: str
    hatch_colour: str
    level: int
    count: int


@dataclass(frozen=True, eq=False)
class MapKey:
    """What a map's colours mean.

    Attributes
    ----------
    title
        What is mapped.
    entries
        Every class in the order of the legend, empty ones too.
    entry_of
        Index area code, value number of the entry; each shown area once.
    notes
        Small lines under the legend.
    measure
        A small line under the title: of what, per what, over how long.
    unit
        What one area is called.
    compared_with
        The place whose rate areas are higher or lower than; "" of other maps.
    """

    title: str
    entries: tuple[Entry, ...]
    entry_of: pd.Series[int]
    notes: tuple[str, ...] = ()
    measure: str = ""
    unit: str = "area"
    compared_with: str = ""


def map_key(
    values: pd.DataFrame,
    style: MapStyle,
    *,
    shown: pd.Series[bool],
    by_chance: float | None = None,
    tested: int | None = None,
) -> MapKey:
    """Put areas into the classes of a map.

    Parameters
    ----------
    values
        A method's values on the index of the areas.
    style
        Which column is mapped, and how. "compared" sets areas that are higher on
        few incidents apart by `count`, if it is there. "clusters" reads `class` and
        `confidence`; a column `band` tells Gi* from local Moran where no area
        is in any class of either.
    shown
        On the same index; areas around the district are left out.
    by_chance
        How many areas would look likely by chance alone; if None, as many as of
        those tested.
    tested
        How many areas were tested; if None, those shown with a class.

    Raises
    ------
    ValueError
        If a column is missing or holds a class that no map knows.
    """
    wanted = ("class", "confidence") if style.kind == "clusters" else (style.column,)
    for column in wanted:
        if column not in values.columns:
            raise ValueError(f"there is no column {column} to map")
    mapped = values.loc[shown.reindex(values.index).to_numpy(dtype=bool)]
    if style.kind == "sequential":
        return _sequential(mapped[style.column], style.title)
    if style.kind == "groups":
        return _groups(mapped[style.column], style.title)
    if style.kind == "compared":
        return _compared(mapped, style)
    return _clusters(mapped, style.title, by_chance, tested)


def _sequential(values: pd.Series[float], title: str) -> MapKey:
    breaks = quantile_breaks(values, k=5)
    number = np.array(assign_classes(values, breaks), dtype=np.int64)
    zeros = ("zero",) if breaks.zero_apart else ()
    looks = [LOOKS[name] for name in zeros]
    looks += ramp(len(breaks.labels) - len(looks))
    number[number < 0] = len(looks)
    parts = [*zip(breaks.labels, looks, strict=True), ("No data", LOOKS[NO_DATA])]
    return _key(title, parts, number, values.index)


def _groups(values: pd.Series[float], title: str) -> MapKey:
    """Five groups, darkest the most deprived."""
    looks = [*reversed(ramp(len(GROUPS))), LOOKS[NO_DATA]]
    number = np.array(values.fillna(len(looks)), dtype=np.int64)
    number -= 1
    if number.min(initial=0) < 0 or number.max(initial=0) > len(GROUPS):
        raise ValueError("a group is not from 1 to 5")
    parts = zip([*GROUPS, "No data"], looks, strict=True)
    return _key(title, parts, number, values.index)


def _compared(values: pd.DataFrame, style: MapStyle) -> MapKey:
    against = values[style.column].astype(object).fillna(NO_DATA)
    _numbers(against, [*COMPARED, NO_DATA])
    names = [*COMPARED, NO_DATA]
    if "count" in values.columns:
        few = against.eq("higher") & values["count"].lt(SMALL_COUNT)
        against = against.mask(few, HIGHER_ON_FEW)
        names.insert(1, HIGHER_ON_FEW)
    words = {HIGHER_ON_FEW: f"Higher, on fewer than {SMALL_COUNT} incidents"}
    parts = [(words.get(name, name.capitalize()), LOOKS[name]) for name in names]
    return _key(style.title, parts, _numbers(against, names), values.index)


def _clusters(
    values: pd.DataFrame,
    title: str,
    by_chance: float | None = None,
    tested: int | None = None,
) -> MapKey:
    kind = values["class"].astype(object).fillna(NO_DATA)
    sure = values["confidence"].astype(object).fillna("")
    words = _kinds(kind, "band" in values.columns)
    _numbers(kind, [*words, NOT_SIGNIFICANT, *APART])
    apart = kind.isin(list(APART))
    stands = kind.isin(list(words)) & sure.isin(SURE)
    drawn = (kind + " " + sure).where(stands, "not different").where(~apart, kind)
    names = {f"{k} {s}": f"{words[k]}, {s}" for k in words for s in SURE}
    names |= {"not different": "Not different from chance", **APART}
    parts = [(label, LOOKS[name]) for name, label in names.items()]
    many = int((~apart).sum()) if tested is None else tested
    notes = _chance_notes(many, sure[~apart], by_chance)
    return _key(title, parts, _numbers(drawn, list(names)), values.index, notes)


def _kinds(kind: pd.Series[str], has_band: bool) -> dict[str, str]:
    hot = bool(kind.isin(list(GETIS_ORD)).any())
    return GETIS_ORD if hot or (has_band and not kind.isin(MORAN).any()) else MORAN


def _chance_notes(
    tested: int, sure: pd.Series[str], by_chance: float | None
) -> tuple[str, ...]:
    if not tested:
        return ()
    expected = LIKELY * tested if by_chance is None else by_chance
    notes = [
        "Clear: still stands out after correction for testing many areas. Likely: p "
        f"at most {LIKELY}; chance alone would give about {expected:.1f} of {tested} "
        "areas tested."
    ]
    could = int((sure == "could be chance").sum())
    if could:
        areas = "area" if could == 1 else "areas"
        notes.append(
            f"{could} more {areas} with p at most 0.05 could be chance and "
            f"{'is' if could == 1 else 'are'} drawn pale."
        )
    return tuple(notes)


def _numbers(values: pd.Series[str], names: Sequence[str]) -> npt.NDArray[np.int64]:
    number = pd.Index(names).get_indexer(pd.Index(values.astype(object)))
    if (number < 0).any():
        unknown = values[number < 0].iloc[0]
        raise ValueError(f"{unknown!r} is not a class of this map")
    return np.asarray(number, dtype=np.int64)


def _key(
    title: str,
    parts: Iterable[tuple[str, Look]],
    number: npt.NDArray[np.int64],
    index: pd.Index[str],
    notes: tuple[str, ...] = (),
) -> MapKey:
    listed = list(parts)
    counts = np.bincount(number, minlength=len(listed))
    entries = tuple(
        Entry(
            label,
            look.fill,
            look.edge,
            look.edge_width,
            look.hatch,
            look.hatch_colour,
            look.level,
            int(count),
        )
        for (label, look), count in zip(listed, counts, strict=True)
    )
    return MapKey(title, entries, pd.Series(number, index=index, name="entry"), notes)
