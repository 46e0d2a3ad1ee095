"""Areas and what is known of them, at the level a question asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import geopandas as gpd
import pandas as pd

from hotspot_app.data.base.ons import level_of_codes
from hotspot_app.data.figures.indicators import Indicator
from hotspot_app.data.figures.matching import match
from hotspot_app.data.figures.ward_figures import (
    best_fit,
    largest_difference,
    share_by_area,
    straddlers,
    ward_of,
)
from hotspot_app.data.tables.leading_zeros import alike
from hotspot_app.errors import WordsError
from hotspot_app.method import Note
from hotspot_app.project.steps.lookup_join import Carrying, carrying
from hotspot_app.project.steps.material import Material
from hotspot_app.remedies import ChooseLevel, Give
from hotspot_app.schema import DENOMINATORS, Denominator, HasAreas
from hotspot_app.words import counted, listed, number, place_name


@dataclass(frozen=True, eq=False)
class Level(HasAreas):
    """Areas of one level with their denominators and deprivation.

    Attributes
    ----------
    areas
        Area table with `ward`, the name of the ward that holds most of each
        area, where wards are known.
    denominators
        Figures on the index of `areas`, by kind; missing where unknown.
    words
        Name with source, by kind: "usual residents, Census 2021".
    deprivation
        Deprivation on the index of `areas`, or None.
    straddling
        Share of ground outside its main ward, for each smaller area with some, by code;
        only at level "ward".
    members
        The group of each area or ward, by code; only at a level of groups
        (`group_level`). Areas in no group are not `shown`.
    """

    name: str
    areas: gpd.GeoDataFrame
    denominators: Mapping[Denominator, pd.Series[float]]
    words: Mapping[Denominator, str]
    deprivation: pd.DataFrame | None
    notes: tuple[Note, ...]
    straddling: Mapping[str, float] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """Name of the areas shown if some are in no group: "the 3 beats"; else ""."""
        shown = self.shown
        if not self.members or shown.all():
            return ""
        names = self.areas.index[shown]
        return (
            str(names[0])
            if len(names) == 1
            else f"the {counted(len(names), self.name)}"
        )


def at_level(material: Material, level: str, ward_residents: str) -> Level:
    """Return the files' areas and figures at a level.

    Parameters
    ----------
    level
        "ward", the level of the areas given, or "" for that.
    ward_residents
        How residents of LSOAs are summed to wards: "area" or "best-fit".

    Raises
    ------
    WordsError
        If the files don't have the level.
    InputError
        If a table doesn't fit the areas.
    """
    given = material.areas.level
    level = level or given
    if level == given:
        return _given(material)
    if level == "ward":
        return _wards(material, ward_residents)
    ward = ("ward",) if material.wards is not None else ()
    raise WordsError(
        f"the areas given are at level {given!r}, not {level!r}",
        remedies=(ChooseLevel((given, *ward)),),
    )


def _given(material: Material) -> Level:
    """Bring the tables to the areas given."""
    areas = material.areas.areas.copy()
    if material.wards is not None:
        home = ward_of(material.overlay, areas.index)
        areas["ward"] = home.map(material.wards.areas["name"]).fillna("")
    carrier = carrying(material)
    denominators = {
        kind: _counts(carrier, kind, indicator)
        for kind, indicator in material.denominators.items()
    }
    deprivation = None
    if material.deprivation is not None:
        deprivation = carrier.fit(
            material.deprivation.table,
            "deprivation",
            "deprivation",
            year=material.deprivation.vintage,
            where=material.deprivation.source.name,
        )
    return Level(
        name=material.areas.level,
        areas=areas,
        denominators=denominators,
        words=_words(material),
        deprivation=deprivation,
        notes=tuple(carrier.told()),
    )


def _words(material: Material) -> dict[Denominator, str]:
    return {kind: each.words for kind, each in material.denominators.items()}


def _counts(
    carrier: Carrying, kind: Denominator, indicator: Indicator
) -> pd.Series[float]:
    return carrier.fit(
        indicator.values,
        DENOMINATORS[kind],
        "count",
        year=indicator.vintage,
        where=indicator.source.name,
    )


def _wards(material: Material, rule: str) -> Level:
    """Bring the tables to the wards over the areas."""
    if material.wards is None:
        raise WordsError("no wards were given", remedies=(Give(("wards",)),))
    wards = material.wards.areas
    wards = wards[wards["shown"]]
    notes: list[Note] = []
    carrier = carrying(material)
    denominators: dict[Denominator, pd.Series[float]] = {}
    straddling: dict[str, float] = {}
    for kind, indicator in material.denominators.items():
        codes = indicator.values.index
        if level_of_codes(codes) == "ward" or alike(codes, wards.index):
            denominators[kind], said = match(
                indicator.values,
                wards.index,
                DENOMINATORS[kind],
                vintage=indicator.vintage,
                wanted=material.wards.vintage,
                where=indicator.source.name,
            )
            notes.extend(said)
            continue
        figures = _counts(carrier, kind, indicator)
        share = best_fit if rule == "best-fit" else share_by_area
        denominators[kind] = share(figures, material.overlay, wards.index)
        across = straddlers(material.overlay)
        straddling = {str(code): float(part) for code, part in across.items()}
        notes.append(_straddling(kind, figures, material, across, rule))
    if material.deprivation is not None:
        notes.append(Note("Deprivation is published for LSOAs and not used for wards."))
    return Level(
        name="ward",
        areas=wards,
        denominators=denominators,
        words=_words(material),
        deprivation=None,
        notes=(*carrier.told(), *notes),
        straddling=straddling,
    )


def _straddling(
    kind: Denominator,
    figures: pd.Series[float],
    material: Material,
    across: pd.Series[float],
    rule: str,
) -> Note:
    assert material.wards is not None
    wards, areas = material.wards.areas["name"], material.areas.areas["name"]
    largest = largest_difference(figures, material.overlay, wards.index)
    main = ward_of(material.overlay, across.index).map(wards).fillna("")
    most = across.sort_values(ascending=False, kind="stable").index
    names = listed([place_name(areas[code], main[code]) for code in most], 5)
    how = (
        "by best fit: each area counts whole in the ward that holds most of it"
        if rule == "best-fit"
        else "shared out by the ground that lies in each ward"
    )
    text = (
        f"Ward {DENOMINATORS[kind]} come from smaller areas, {how}. "
        f"{counted(len(across), 'area lies', 'areas lie')} partly outside the main ward"
        + (f": {names} (all in summary.json)." if len(across) else ".")
    )
    if largest is None:
        return Note(text)
    return Note(
        f"{text} The rule matters most for {wards[largest.ward]}: "
        f"{number(largest.shared)} shared by ground, {number(largest.best_fit)} by "
        f"best fit ({largest.relative:+.1%}).",
        caution=abs(largest.relative) > 0.05,
    )
