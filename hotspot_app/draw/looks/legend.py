"""One value from which screen map and paper map take classes, colours and legend."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.draw.looks.classes import NOTHING, Classed, MapClass, places_among
from hotspot_app.draw.looks.paired_thirds import paired_thirds
from hotspot_app.draw.looks.palettes import LOOKS, ramp
from hotspot_app.draw.looks.signed_classes import signed
from hotspot_app.method import MapKind, MapStyle
from hotspot_app.stats.chance.rates import SMALL_COUNT
from hotspot_app.stats.classes.breaks import assign_classes, quantile_breaks
from hotspot_app.stats.classes.classify import LIKELY
from hotspot_app.stats.classes.confidence import (
    COULD_BE_CHANCE,
    NO_DATA,
    NO_NEIGHBOURS,
    NOT_DIFFERENT,
    NOT_SIGNIFICANT,
    SURE,
    TOO_FEW,
)
from hotspot_app.words import capital

MORAN: Final = {
    "high-high": "High among high",
    "low-low": "Low among low",
    "high-low": "High among low",
    "low-high": "Low among high",
}
GETIS_ORD: Final = {"hot": "Hot", "cold": "Cold"}
APART: Final = {
    NO_NEIGHBOURS: "No neighbours",
    TOO_FEW: "Too few to say",
    NO_DATA: "No data",
}
GROUPS: Final = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")
COMPARED: Final = ("higher", "similar", "lower")
HIGHER_ON_FEW: Final = "higher on few"


_COMMON: Final = 2
"""Highest level of a class that doesn't stand out."""

CELL: Final = "cell"
"""Noun for one unit of a surface."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One class of a map.

    Attributes
    ----------
    id, label, sure, row, column
        As in `MapClass`.
    fill, edge, hatch_colour
        Colours as "#rrggbb".
    edge_width
        Width of the border in points.
    hatch
        Pattern in matplotlib's letters, "" for none.
    level
        Z-order: classes of a higher level are drawn over those of a lower one.
    count
        Number of shown areas in the class.
    """

    id: str
    label: str
    fill: str
    edge: str
    edge_width: float
    hatch: str
    hatch_colour: str
    level: int
    count: int
    sure: str = ""
    row: str = ""
    column: str = ""

    @property
    def stands_out(self) -> bool:
        """Whether its areas are to be seen first: bordered, named, left uncovered."""
        return self.level > _COMMON


@dataclass(frozen=True, eq=False)
class MapKey:
    """The legend of a map: its classes, their colours and titles.

    Attributes
    ----------
    title
        What is mapped, and in which classes.
    entries
        All classes in the order of the legend, including those without areas.
    entry_of
        Number of each shown area's entry, index area code.
    notes
        Small lines below the legend.
    measure
        A small line below the title: the measure, its denominator and the period.
    unit
        The noun for one area.
    compared_with
        Name of the place with whose rate areas are compared; "" for other maps.
    kind
        The kind of map.
    subject
        The incidents that are mapped.
    across
        Text before the titles of the columns, where the legend is a table.
    """

    title: str
    entries: tuple[Entry, ...]
    entry_of: pd.Series[int]
    notes: tuple[str, ...] = ()
    measure: str = ""
    unit: str = "area"
    compared_with: str = ""
    kind: MapKind = "sequential"
    subject: str = ""
    across: str = ""

    def standing_out(self, codes: pd.Index[str]) -> npt.NDArray[np.bool_]:
        """Say of each area whether its class stands out."""
        loud = [n for n, entry in enumerate(self.entries) if entry.stands_out]
        return self.entry_of.reindex(codes).isin(loud).to_numpy()

    def used(self) -> MapKey:
        """Return the same without classes that no area has, where those are words.

        Numbers keep every class, so that their steps can be read.
        """
        if self.across or self.kind not in {"clusters", "compared", "diverging"}:
            return self
        kept = [n for n, entry in enumerate(self.entries) if entry.count]
        places = {old: new for new, old in enumerate(kept)}
        entries = tuple(self.entries[n] for n in kept)
        return replace(self, entries=entries, entry_of=self.entry_of.map(places))


def map_key(
    values: pd.DataFrame,
    style: MapStyle,
    *,
    shown: pd.Series[bool],
    by_chance: float | None = None,
    tested: int | None = None,
) -> MapKey:
    """Return the legend of a map, with the class of each area.

    Parameters
    ----------
    values
        A method's values on the index of the areas.
    style
        The column to map, and the kind of map. "compared" distinguishes areas that are
        higher on few incidents, if there is a column `count`. "clusters" reads `class`
        and `confidence`; a column `band` marks Gi* if no area is in a class of either
        method.
    shown
        On the same index; areas around the district are left out.
    by_chance
        Number of areas that would be likely by chance alone; if None, calculated for
        the areas tested.
    tested
        Number of areas tested; if None, the shown areas with a class.

    Raises
    ------
    ValueError
        If a column is missing or holds an unknown class.
    """
    for column in style.columns:
        if column not in values.columns:
            raise ValueError(f"there is no column {column} to map")
    mapped = values.loc[shown.reindex(values.index).to_numpy(dtype=bool)]
    match style.kind:
        case "sequential":
            found = _sequential(mapped[style.column])
        case "diverging":
            found = signed(mapped, style)
        case "groups":
            found = _groups(mapped[style.column])
        case "compared":
            found = _compared(mapped, style.column)
        case "bivariate":
            found = paired_thirds(mapped, style)
        case "surface":
            raise ValueError("a surface is of no area")
        case "clusters":
            found = _clusters(mapped, style, by_chance, tested)
    return _key(found, style, mapped.index)


def sequential_key(values: pd.Series[float], style: MapStyle) -> MapKey:
    """Put the cells of a surface, of which none is missing, into classes."""
    found = _sequential(values)
    key = _key(Classed(found.classes[:-1], found.number), style, values.index)
    return replace(key, unit=CELL)


def _sequential(values: pd.Series[float]) -> Classed:
    breaks = quantile_breaks(values, k=5)
    number = np.array(assign_classes(values, breaks), dtype=np.int64)
    labels = [*breaks.labels]
    classes = [MapClass("0", labels.pop(0), LOOKS["zero"])] if breaks.zero_apart else []
    steps = zip(labels, ramp(len(labels)), strict=True)
    classes += [MapClass(str(n), *step) for n, step in enumerate(steps, 1)]
    number[number < 0] = len(classes)
    return Classed([*classes, NOTHING], number)


def _groups(values: pd.Series[float]) -> Classed:
    """Five groups, darkest the most deprived."""
    number = np.array(values.fillna(len(GROUPS) + 1), dtype=np.int64)
    number -= 1
    if number.min(initial=0) < 0 or number.max(initial=0) > len(GROUPS):
        raise ValueError("a group is not from 1 to 5")
    looks = zip(GROUPS, reversed(ramp(len(GROUPS))), strict=True)
    classes = [MapClass(str(n), *look) for n, look in enumerate(looks, 1)]
    return Classed([*classes, NOTHING], number)


def _compared(values: pd.DataFrame, column: str) -> Classed:
    against = values[column].astype(object).fillna(NO_DATA)
    names = [*COMPARED, NO_DATA]
    places_among(against, names)
    if "count" in values.columns:
        few = against.eq("higher") & values["count"].lt(SMALL_COUNT)
        against = against.mask(few, HIGHER_ON_FEW)
        names.insert(1, HIGHER_ON_FEW)
    words = {HIGHER_ON_FEW: f"Higher, on fewer than {SMALL_COUNT} incidents"}
    classes = [MapClass(n, words.get(n, n.capitalize()), LOOKS[n]) for n in names]
    return Classed(classes, places_among(against, names))


def _clusters(
    values: pd.DataFrame,
    style: MapStyle,
    by_chance: float | None,
    tested: int | None,
) -> Classed:
    kind = values["class"].astype(object).fillna(NO_DATA)
    sure = values["confidence"].astype(object).fillna("")
    words = _kinds(kind, "band" in values.columns)
    if all(style.called):
        words = _of_two(*style.called)
    places_among(kind, [*words, NOT_SIGNIFICANT, *APART])
    apart = kind.isin(list(APART))
    stands = kind.isin(list(words)) & sure.isin(SURE)
    classes = [
        MapClass(k, f"{words[k]}, {s}", LOOKS[f"{k} {s}"], s, words[k], s)
        for k in words
        for s in SURE
    ]
    quiet = {NOT_SIGNIFICANT: "Not different from chance", **APART}
    looks = {NOT_SIGNIFICANT: LOOKS[NOT_DIFFERENT]}
    classes += [MapClass(k, quiet[k], looks.get(k) or LOOKS[k]) for k in quiet]
    drawn = (kind + " " + sure).where(stands, NOT_SIGNIFICANT).where(~apart, kind)
    names = [f"{each.id} {each.sure}".rstrip() for each in classes]
    many = int((~apart).sum()) if tested is None else tested
    notes = _chance_notes(many, sure[~apart], by_chance)
    return Classed(classes, places_among(drawn, names), notes)


def _kinds(kind: pd.Series[str], has_band: bool) -> dict[str, str]:
    hot = bool(kind.isin(list(GETIS_ORD)).any())
    return GETIS_ORD if hot or (has_band and not kind.isin(MORAN).any()) else MORAN


def _of_two(own: str, around: str) -> dict[str, str]:
    """Return what clusters of two figures are called."""
    parts = {kind: kind.split("-") for kind in MORAN}
    return {
        kind: f"{capital(one)} {own} among {other} {around}"
        for kind, (one, other) in parts.items()
    }


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
    could = int((sure == COULD_BE_CHANCE).sum())
    if could:
        areas = "area" if could == 1 else "areas"
        notes.append(
            f"{could} more {areas} with p at most 0.05 {COULD_BE_CHANCE} and "
            f"{'is' if could == 1 else 'are'} drawn pale."
        )
    return tuple(notes)


def _key(found: Classed, style: MapStyle, index: pd.Index[str]) -> MapKey:
    counts = np.bincount(found.number, minlength=len(found.classes))
    entries = tuple(
        Entry(
            each.id,
            each.label,
            each.look.fill,
            each.look.edge,
            each.look.edge_width,
            each.look.hatch,
            each.look.hatch_colour,
            each.look.level,
            int(count),
            each.sure,
            each.row,
            each.column,
        )
        for each, count in zip(found.classes, counts, strict=True)
    )
    return MapKey(
        f"{style.title}, in fifths" if style.kind == "groups" else style.title,
        entries,
        pd.Series(found.number, index=index, name="entry"),
        found.notes,
        kind=style.kind,
        subject=style.title,
        across=f"{capital(style.called[1])}:" if style.kind == "bivariate" else "",
    )
