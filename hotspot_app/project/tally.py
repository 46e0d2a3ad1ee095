"""Stage two: incidents placed in areas and counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.incidents import FileFacts
from hotspot_app.errors import InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.level import Level, at_level
from hotspot_app.project.material import Material
from hotspot_app.project.naming import place_names
from hotspot_app.project.placing import (
    choose_sources,
    locate,
    months_held,
    refuse_elsewhere,
)
from hotspot_app.project.placing_notes import (
    on_account,
    on_disagreement,
    on_names,
    on_stacks,
    on_wards,
)
from hotspot_app.project.reconciliation import (
    Reconciliation,
    reconcile,
    reconcile_counts,
)
from hotspot_app.project.stated import (
    check_codes,
    check_vintage,
    in_wards,
    positions,
    told,
)
from hotspot_app.stats.assign import BORDER_RULE
from hotspot_app.stats.counts import Cube, count_cube
from hotspot_app.stats.stacked import commonest_points
from hotspot_app.words import counted, listed

COVERED = 0.1
"""Incidents an area around the district, as a share of those in it, from which
the files are taken to cover the areas around."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts at one level.

    Attributes
    ----------
    level
        The areas counted in, with `place` (`naming.place_names`).
    cube
        Counts of the chosen sources on the index of the areas.
    incidents
        Incidents of the chosen sources, or None where counts came ready.
    stacked
        The commonest coordinates on the map, with their share.
    """

    level: Level
    cube: Cube
    sources: tuple[str, ...]
    incidents: pd.DataFrame | None
    reconciliation: Reconciliation
    stacked: pd.DataFrame | None
    notes: tuple[Note, ...]


def tally(
    material: Material,
    *,
    level: str = "",
    sources: Sequence[str] = (),
    ward_residents: str = "area",
    progress: Progress = SILENT,
) -> Tally:
    """Place incidents in the areas of a level and count them.

    Raises
    ------
    WordsError
        If the level or a source isn't in the files.
    InputError
        If no incident lies in the areas.
    """
    progress.step(0.0, "Placing incidents in areas")
    at = at_level(material, level, ward_residents)
    if material.reading is None:
        return _ready(material, at, sources)
    reading = material.reading
    lsoas = material.areas.areas
    if material.areas.level == "lsoa" and material.areas.vintage:
        check_codes(reading.incidents, lsoas, material.areas.vintage)
    within = (
        in_wards(lsoas, material.overlay) if at.name != material.areas.level else {}
    )
    area = locate(reading.incidents, at.areas, within)
    shown = at.areas["shown"].to_numpy()
    account = reconcile(reading, area, shown)
    refuse_elsewhere(
        account, reading, at.areas, postcodes=material.files.postcodes is not None
    )
    mapped = area >= 0
    mapped[mapped] = shown[area[mapped]]
    chosen, notes = choose_sources(sources, reading, mapped)
    mine = reading.incidents["source"].isin(chosen).to_numpy()
    incidents, place = reading.incidents[mine], area[mine]
    held = months_held(chosen, reading)
    cube = count_cube(place, incidents, at.areas.index, held)
    progress.step(0.8, "Naming places")
    notes.append(Note(BORDER_RULE))
    notes.extend(on_account(account))
    coded = incidents.loc[incidents["precision"].eq("area"), "area"]
    notes.extend(told(coded, at.areas, within))
    notes.extend(on_disagreement(incidents, place, at.areas))
    inside = incidents[place >= 0][shown[place[place >= 0]]]
    stacked = commonest_points(inside)
    notes.extend(on_stacks(stacked, len(inside)))
    places = pd.Series("", index=at.areas.index)
    if at.name == "ward":
        notes.extend(on_wards(_in_no_ward(material, reading.incidents, area)))
    else:
        places = place_names(reading.incidents, area, at.areas)
        notes.extend(on_names(places))
    areas = at.areas.assign(place=places)
    cube, areas, said = _ring(cube, areas)
    notes.extend(said)
    return Tally(
        level=_among(at, areas),
        cube=cube,
        sources=chosen,
        incidents=incidents,
        reconciliation=account,
        stacked=stacked,
        notes=(*at.notes, *notes),
    )


def _in_no_ward(
    material: Material, incidents: pd.DataFrame, ward: npt.NDArray[np.int32]
) -> int:
    """Count incidents that lie in a shown area and in no ward."""
    areas = material.areas.areas
    if material.areas.level == "ward":
        return 0
    outside = incidents[ward < 0]
    outside = outside[outside["precision"].ne("area")]
    west, south, east, north = areas.loc[areas["shown"]].total_bounds
    near = outside["easting"].between(west, east)
    near &= outside["northing"].between(south, north)
    found = locate(outside[near], areas)
    return int(areas["shown"].to_numpy()[found[found >= 0]].sum())


def _ring(
    cube: Cube, areas: gpd.GeoDataFrame
) -> tuple[Cube, gpd.GeoDataFrame, list[Note]]:
    """Drop the areas around the district if the incidents don't cover them."""
    around = ~areas["shown"].to_numpy()
    if not around.any():
        return cube, areas, []
    many = int(around.sum())
    recorded = cube.counts.sum(axis=(1, 2))
    if recorded[around].mean() >= COVERED * recorded[~around].mean():
        return cube, areas, []
    kept = areas[areas["shown"]]
    left_out = Note(
        f"Hardly any incidents were recorded in the {many} areas around the district: "
        "the files may not cover them. They take no part, so its edge has fewer "
        "neighbours.",
        caution=True,
    )
    return cube.among(kept.index), kept, [left_out]


def _among(at: Level, areas: gpd.GeoDataFrame) -> Level:
    return replace(
        at,
        areas=areas,
        denominators={
            kind: figures.reindex(areas.index)
            for kind, figures in at.denominators.items()
        },
        deprivation=None
        if at.deprivation is None
        else at.deprivation.reindex(areas.index),
    )


def _refuse_beyond(total: int, facts: FileFacts) -> None:
    most = np.iinfo(np.int32).max
    if total > most:
        raise InputError(
            f"its counts add up to {total:,}, more than can be true",
            where=facts.file.name,
            hint="Mend the file: perhaps a code or a date is in the column of counts.",
        )


def _ready(material: Material, at: Level, sources: Sequence[str]) -> Tally:
    assert material.counts is not None
    counts, facts = material.counts
    if len(sources) > 1:
        raise WordsError(
            "ready counts have one source", hint="Give --source once, or not at all."
        )
    areas = at.areas[at.areas["shown"]]
    lsoas = material.areas
    if lsoas.level == "lsoa" and lsoas.vintage:
        stated_codes = counts["area"].unique()
        check_vintage(
            stated_codes, lsoas.areas, lsoas.vintage, "ready counts", facts.file.name
        )
    within = in_wards(lsoas.areas, material.overlay) if at.name != lsoas.level else {}
    known, stated = pd.factorize(counts["area"])
    position = positions(stated, areas, within)[known]
    if not (position >= 0).any():
        raise InputError(
            f"none of its {counts['area'].nunique():,} area codes is among the areas",
            where=facts.file.name,
            hint="Give counts by the codes of the boundaries, of the same year.",
        )
    _refuse_beyond(int(counts["count"].sum()), facts)
    cube = count_cube(
        position, counts, areas.index, set(counts["month"]), counts["count"].to_numpy()
    )
    missed = counts.loc[position < 0]
    notes = [Note("Counts came ready by area, type and month.")]
    if len(missed):
        names = listed(sorted(missed["area"].unique()), most=5)
        many = counted(int(missed["count"].sum()), "incident is", "incidents are")
        notes.append(
            Note(
                f"{many} counted in areas that are not among the boundaries ({names}).",
                caution=True,
            )
        )
    return Tally(
        level=_among(at, areas.assign(place="")),
        cube=cube,
        sources=(facts.source,),
        incidents=None,
        reconciliation=reconcile_counts(facts, int((position >= 0).sum())),
        stacked=None,
        notes=(*at.notes, *notes),
    )
