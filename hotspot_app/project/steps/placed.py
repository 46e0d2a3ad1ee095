"""Stage two: every incident, of whatever source, placed in an area of one level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.incidents import FileFacts, Reading
from hotspot_app.errors import InputError
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.groups import NO_GROUPS, Groups
from hotspot_app.project.ask.known import NOTHING_KNOWN, Known
from hotspot_app.project.steps.called import Called, call_places
from hotspot_app.project.steps.group_level import Members, in_groups, members_of
from hotspot_app.project.steps.level import Level, at_level
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.placing import locate, refuse_elsewhere
from hotspot_app.project.steps.reconciliation import (
    Reconciliation,
    reconcile,
    reconcile_counts,
)
from hotspot_app.project.steps.stated import (
    check_codes,
    check_vintage,
    in_wards,
    positions,
)
from hotspot_app.words import listed, quoted


@dataclass(frozen=True, eq=False)
class Placed:
    """The area of each incident, or of each row of ready counts.

    Attributes
    ----------
    level
        The areas, with `place` (`called.Called`).
    within
        Ward that holds most of each smaller area, by what rows may call the area
        (`stated.in_wards`); empty at the level of the areas given.
    area
        (n,) position among the areas, -1 for rows in none.
    account
        The account of the rows read.
    named
        Areas that rows may name: those of the level, or the members of its groups.
    in_no_ward
        Number of incidents in an area given and in no ward, where wards are counted.
    called
        Names of places; at a level of groups, those of the groups' members.
    """

    level: Level
    within: Mapping[str, str]
    area: npt.NDArray[np.int32]
    account: Reconciliation
    named: gpd.GeoDataFrame
    in_no_ward: int = 0
    called: Called = field(default_factory=Called)


def place(
    material: Material,
    *,
    level: str = "",
    ward_residents: str = "area",
    groups: Groups = NO_GROUPS,
    known: Known = NOTHING_KNOWN,
    progress: Progress = SILENT,
) -> Placed:
    """Find the area of each incident at a level.

    Parameters
    ----------
    level
        As for `at_level`, or a kind of `groups`.

    Raises
    ------
    WordsError
        If the files don't have the level.
    InputError
        If no incident lies in the areas, or a table doesn't fit them.
    """
    kind = group_kind(material, level, groups)
    if kind:
        members = members_of(material, kind, groups[kind])
        base = place(
            material,
            level=members.base,
            ward_residents=ward_residents,
            known=known,
            progress=progress,
        )
        return _grouped(material, base, members)
    progress.step(0.0, "Placing incidents in areas")
    at = at_level(material, level, ward_residents)
    own = at.name == material.areas.level
    within = {} if own else in_wards(material.areas.areas, material.overlay)
    if material.counts is not None:
        return _named(material, _counts(material, at, within), known)
    assert material.reading is not None
    placed = _incidents(material, material.reading, at, within)
    progress.step(0.8, "Naming places")
    return _named(material, placed, known)


def _named(material: Material, placed: Placed, known: Known) -> Placed:
    """Say what the areas are called."""
    level, gazetteer = placed.level, material.gazetteer
    if level.name == "ward":  # wards have their names
        called = call_places(level.areas, gazetteer=gazetteer)
    else:
        called = call_places(
            level.areas,
            material.reading,
            placed.area,
            known=known,
            gazetteer=gazetteer,
        )
    areas = called.on(level.areas)
    return replace(
        placed, level=replace(level, areas=areas), named=areas, called=called
    )


def group_kind(material: Material, level: str, groups: Groups) -> str:
    """Return the level if it is one of groups, else ""."""
    of_files = level in {"", "ward", material.areas.level}
    return level if level in groups and not of_files else ""


def _grouped(material: Material, base: Placed, members: Members) -> Placed:
    """Bring what was placed to the groups of its areas."""
    level = in_groups(base.level, members)
    codes = [members.home.get(code, code) for code in base.level.areas.index]
    to = level.areas.index.get_indexer(pd.Index(codes, dtype=object))
    area = np.append(to, -1).astype(np.int32)[base.area]
    shown = level.shown.to_numpy()
    if material.counts is not None:
        mapped = int(shown[area[area >= 0]].sum())
        account = reconcile_counts(
            material.counts[1], mapped, in_no_group=int((area >= 0).sum()) - mapped
        )
    else:
        assert material.reading is not None
        account = reconcile(
            material.reading, area, shown, _district(material), apart="in_no_group"
        )
    called = replace(base.called, notes=())
    return replace(base, level=level, area=area, account=account, called=called)


def _district(material: Material) -> pd.Index[str]:
    areas = material.areas.areas
    codes: pd.Index[str] = areas.index[areas["shown"]]
    return codes


def _incidents(
    material: Material,
    reading: Reading,
    at: Level,
    within: Mapping[str, str],
) -> Placed:
    given = material.areas
    if given.level == "lsoa" and given.vintage:
        check_codes(reading.incidents, given.vintage)
    names = listed([facts.file.name for facts in reading.files], 3)
    area = locate(reading.incidents, at.areas, within, where=names)
    account = reconcile(reading, area, at.shown.to_numpy(), _district(material))
    refuse_elsewhere(
        account, reading, at.areas, postcodes=material.files.postcodes is not None
    )
    ward = at.name == "ward"
    return Placed(
        level=at,
        within=within,
        area=area,
        account=account,
        named=at.areas,
        in_no_ward=_in_no_ward(material, reading.incidents, area) if ward else 0,
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


def _counts(material: Material, at: Level, within: Mapping[str, str]) -> Placed:
    """Find the areas of ready counts."""
    assert material.counts is not None
    counts, facts = material.counts
    given = material.areas
    if given.level == "lsoa" and given.vintage:
        stated_codes = counts["area"].unique()
        check_vintage(stated_codes, given.vintage, "ready counts", facts.file.name)
    level = among(at, at.areas[at.shown])
    known, stated = pd.factorize(counts["area"])
    found = positions(stated, level.areas, within, where=facts.file.name)
    position = found[known]
    if not (position >= 0).any():
        raise InputError(
            f"none of its {counts['area'].nunique():,} area codes is among the areas "
            f"({quoted(counts['area'])})",
            where=facts.file.name,
            hint="Give counts by the codes of the boundaries, of the same year.",
        )
    _refuse_beyond(int(counts["count"].sum()), facts)
    account = reconcile_counts(facts, int((position >= 0).sum()))
    return Placed(level, within, position, account, named=level.areas)


def _refuse_beyond(total: int, facts: FileFacts) -> None:
    most = np.iinfo(np.int32).max
    if total > most:
        raise InputError(
            f"its counts add up to {total:,}, more than can be true",
            where=facts.file.name,
            hint="Mend the file: perhaps a code or a date is in the column of counts.",
        )


def among(at: Level, areas: gpd.GeoDataFrame) -> Level:
    """Return a level of some of its areas."""
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
