"""Stage three: placed incidents of the chosen sources counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.incident_notes import held_by_source
from hotspot_app.data.crime.incidents import Reading
from hotspot_app.errors import WordsError
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.flags import flagged, flags_held, refuse_flags
from hotspot_app.project.steps.called import Called
from hotspot_app.project.steps.level import Level
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.placed import Placed, among, place
from hotspot_app.project.steps.placing import Held, choose_sources
from hotspot_app.project.steps.placing_notes import (
    on_account,
    on_disagreement,
    on_wards,
)
from hotspot_app.project.steps.reconciliation import Reconciliation
from hotspot_app.project.steps.stacks import on_stacks, stacks
from hotspot_app.project.steps.stated import told
from hotspot_app.project.steps.territories import Territories, districts_of, territories
from hotspot_app.project.steps.territory_notes import on_sources, on_uncovered
from hotspot_app.remedies import DropFlags, Give
from hotspot_app.stats.over_time.counts import Cube, count_cube
from hotspot_app.stats.over_time.rows import Rows
from hotspot_app.stats.placing.assign import BORDER_RULE
from hotspot_app.stats.placing.stacked import is_snapped
from hotspot_app.stats.placing.territory import spread
from hotspot_app.words import counted, quoted

Flags = npt.NDArray[np.bool_]

COVERED = 0.1
"""Incidents an area around the district, as a share of those in it, from which
the files are taken to cover the areas around."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Counts at one level.

    Attributes
    ----------
    level
        The areas, with `place` (`called.Called`).
    cube
        Counts of the chosen sources and flags on the index of the areas.
    recorded
        Counts of the chosen sources, whatever the flags.
    rows
        Incidents of the chosen sources and flags in their areas, or None for ready
        counts.
    snapped
        Whether points are snapped to anonymous places (`stacked.is_snapped`).
    stacked
        The commonest coordinates on the map (`stacks.stacks`), for the window only;
        `stacks.written` returns what exports may hold.
    lacking
        Months counted that the source of some areas doesn't hold, by source
        (`Territories.lacking`).
    called
        Names of places (`Placed.called`).
    """

    level: Level
    cube: Cube
    recorded: Cube
    sources: tuple[str, ...]
    reconciliation: Reconciliation
    stacked: pd.DataFrame | None
    rows: Rows | None
    snapped: bool
    notes: tuple[Note, ...]
    lacking: Mapping[str, Sequence[pd.Period]] = field(default_factory=dict)
    called: Called = field(default_factory=Called)


def tally(
    material: Material,
    *,
    level: str = "",
    sources: Sequence[str] = (),
    flags: Sequence[str] = (),
    ward_residents: str = "area",
    progress: Progress = SILENT,
) -> Tally:
    """Find the area of each incident at a level, and count.

    Raises
    ------
    WordsError
        If the files don't have the level, a source or a flag.
    InputError
        If no incident lies in the areas.
    """
    placed = place(
        material, level=level, ward_residents=ward_residents, progress=progress
    )
    return count(material, placed, sources=sources, flags=flags)


def count(
    material: Material,
    placed: Placed,
    *,
    sources: Sequence[str] = (),
    flags: Sequence[str] = (),
) -> Tally:
    """Count placed incidents.

    Raises
    ------
    WordsError
        If the files don't have a source or a flag.
    """
    if material.counts is not None:
        if flags:
            raise WordsError(
                "ready counts don't say which incidents were flagged: rows do",
                remedies=(Give(("crime",)), DropFlags()),
            )
        return _ready(material, placed, sources)
    assert material.reading is not None
    return _incidents(material, material.reading, placed, sources, flags)


def _whose(
    material: Material,
    placed: Placed,
    asked: Sequence[str],
    rows: pd.DataFrame,
    held: Held,
    times: npt.NDArray[np.int64] | None = None,
) -> tuple[Territories, Flags, list[Note]]:
    """Settle whose counts each area has, and which rows are counted."""
    districts, area = districts_of(placed.level, material), placed.area
    months = pd.Series({name: len(each) for name, each in held.items()}, dtype="int64")
    lie = spread(area, rows["source"], districts, months, times)
    shown = placed.level.shown.to_numpy(dtype=bool)
    on_map = (area >= 0) & np.append(shown, False)[area]
    source = rows["source"].cat
    one = np.ones(len(rows), dtype=np.int64) if times is None else times
    many = np.bincount(source.codes.to_numpy()[on_map], weights=one[on_map])
    names = source.categories[: len(many)]
    mapped = pd.Series(many, names, dtype="int64").sort_values(
        ascending=False, kind="stable"
    )
    chosen = choose_sources(asked, mapped, held, lie)
    found = territories(chosen, lie, held)
    mine = found.counts(area, rows["source"])
    others = on_map & ~mine & rows["source"].isin(chosen.sources).to_numpy()
    notes = [
        *chosen.notes,
        *on_sources(found, mapped, held, int(one[others].sum())),
        *on_uncovered(found, placed.level, districts),
    ]
    return found, mine, notes


def _incidents(
    material: Material,
    reading: Reading,
    placed: Placed,
    sources: Sequence[str],
    flags: Sequence[str],
) -> Tally:
    level = placed.level
    shown = level.shown.to_numpy()
    mapped = placed.area >= 0
    mapped[mapped] = shown[placed.area[mapped]]
    found, mine, notes = _whose(
        material, placed, sources, reading.incidents, reading.held
    )
    incidents, area, mapped = _only(mine, reading.incidents, placed.area, mapped)
    snapped = is_snapped(incidents)
    cube = recorded = _cube(found, area, incidents, level)
    notes.append(Note(BORDER_RULE))
    if flags:
        refuse_flags(flags, flags_held(reading, found.sources))
        carried, said = flagged(incidents, reading, flags)
        notes.extend(said)
        incidents, area, mapped = _only(carried, incidents, area, mapped)
        cube = _cube(found, area, incidents, level)
    everywhere = reading.incidents
    nowhere = (placed.area < 0) & everywhere["precision"].eq("area")
    unknown = everywhere.loc[nowhere, "area"]
    notes.extend(on_account(placed.account, reading.lost, unknown))
    coded = incidents.loc[incidents["precision"].eq("area"), "area"]
    notes.extend(told(coded, placed.named, placed.within))
    notes.extend(on_disagreement(incidents, area, level.areas))
    inside = incidents[mapped]
    stacked = stacks(inside, area[mapped], level.areas)
    notes.extend(on_stacks(stacked, len(inside)))
    notes.extend(on_wards(placed.in_no_ward))
    notes.extend(placed.called.notes)
    level, said = _ring(recorded, level)
    return Tally(
        level=level,
        cube=cube.among(level.areas.index),
        recorded=recorded.among(level.areas.index),
        sources=found.sources,
        reconciliation=placed.account,
        stacked=stacked,
        rows=Rows(placed.level.areas.index, incidents, area).among(level.areas.index),
        snapped=snapped,
        notes=(*level.notes, *notes, *said),
        lacking=found.lacking,
        called=placed.called,
    )


def _cube(
    found: Territories,
    area: npt.NDArray[np.int32],
    rows: pd.DataFrame,
    level: Level,
    times: npt.NDArray[np.int64] | None = None,
) -> Cube:
    cube = count_cube(area, rows, level.areas.index, found.months, times)
    return replace(cube, covered=found.covered(cube.months))


def _only(
    which: Flags, incidents: pd.DataFrame, area: npt.NDArray[np.int32], mapped: Flags
) -> tuple[pd.DataFrame, npt.NDArray[np.int32], Flags]:
    """Return some of the incidents with their areas; all of them as they are."""
    if which.all():
        return incidents, area, mapped
    return incidents[which], area[which], mapped[which]


def _ring(cube: Cube, level: Level) -> tuple[Level, list[Note]]:
    """Drop the areas around the district if the incidents don't cover them."""
    areas = level.areas
    around = ~areas["shown"].to_numpy()
    if level.members or not around.any():
        return level, []
    many = int(around.sum())
    recorded = cube.counts.sum(axis=(1, 2))
    if recorded[around].mean() >= COVERED * recorded[~around].mean():
        return level, []
    kept = areas[areas["shown"]]
    left_out = Note(
        f"Hardly any incidents were recorded in the {many} areas around the district: "
        "the files may not cover them. They take no part, so its edge has fewer "
        "neighbours.",
        caution=True,
    )
    return among(level, kept), [left_out]


def _ready(material: Material, placed: Placed, sources: Sequence[str]) -> Tally:
    assert material.counts is not None
    (counts, _), area = material.counts, placed.area
    held = held_by_source(counts)
    many = counts["count"].to_numpy()
    found, mine, notes = _whose(material, placed, sources, counts, held, many)
    counts, area, many = counts[mine], area[mine], many[mine]
    cube = _cube(found, area, counts, placed.level, many)
    notes.append(Note("Counts came ready by area, type and month."))
    notes.extend(placed.called.notes)
    missed = counts.loc[area < 0]
    if len(missed):
        names = quoted(missed["area"])
        left = counted(int(missed["count"].sum()), "incident is", "incidents are")
        notes.append(
            Note(
                f"{left} counted in areas that are not among the boundaries ({names}).",
                caution=True,
            )
        )
    return Tally(
        level=placed.level,
        cube=cube,
        recorded=cube,
        sources=found.sources,
        reconciliation=placed.account,
        stacked=None,
        rows=None,
        snapped=False,
        notes=(*placed.level.notes, *notes),
        lacking=found.lacking,
        called=placed.called,
    )
