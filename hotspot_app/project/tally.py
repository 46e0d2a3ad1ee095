"""Stage three: placed incidents of the chosen sources counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.incidents import Reading
from hotspot_app.errors import WordsError
from hotspot_app.method import Note
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.flags import flagged, flags_held, refuse_flags
from hotspot_app.project.level import Level
from hotspot_app.project.material import Material
from hotspot_app.project.placed import Placed, among, place
from hotspot_app.project.placing import choose_sources, months_held
from hotspot_app.project.placing_notes import (
    on_account,
    on_disagreement,
    on_names,
    on_wards,
)
from hotspot_app.project.reconciliation import Reconciliation
from hotspot_app.project.stacks import on_stacks, stacks
from hotspot_app.project.stated import told
from hotspot_app.stats.assign import BORDER_RULE
from hotspot_app.stats.counts import Cube, count_cube
from hotspot_app.stats.rows import Rows
from hotspot_app.stats.stacked import is_snapped
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
        The areas counted in, with `place` (`naming.place_names`).
    cube
        Counts of the chosen sources and flags on the index of the areas.
    recorded
        The same whatever the flags.
    incidents
        Incidents of the chosen sources and flags, or None where counts came ready.
    rows
        The same incidents in their areas.
    snapped
        Whether points stand for places nearby (`stacked.is_snapped`).
    stacked
        The commonest coordinates on the map (`stacks.stacks`), for the window
        only; `stacks.written` says what of them may be written.
    """

    level: Level
    cube: Cube
    recorded: Cube
    sources: tuple[str, ...]
    incidents: pd.DataFrame | None
    reconciliation: Reconciliation
    stacked: pd.DataFrame | None
    rows: Rows | None
    snapped: bool
    notes: tuple[Note, ...]


def tally(
    material: Material,
    *,
    level: str = "",
    sources: Sequence[str] = (),
    flags: Sequence[str] = (),
    ward_residents: str = "area",
    progress: Progress = SILENT,
) -> Tally:
    """Place incidents in the areas of a level and count them.

    Raises
    ------
    WordsError
        If the level, a source or a flag isn't in the files.
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
        If a source or a flag isn't in the files.
    """
    if material.counts is not None:
        if flags:
            raise WordsError(
                "ready counts don't say which incidents were flagged",
                hint="Give the incidents as rows (--crime), or ask without --flags.",
            )
        return _ready(material, placed, sources)
    assert material.reading is not None
    return _incidents(material.reading, placed, sources, flags)


def _incidents(
    reading: Reading, placed: Placed, sources: Sequence[str], flags: Sequence[str]
) -> Tally:
    level = placed.level
    shown = level.areas["shown"].to_numpy()
    mapped = placed.area >= 0
    mapped[mapped] = shown[placed.area[mapped]]
    on_map = reading.incidents.loc[mapped, "source"].value_counts()
    chosen, notes = choose_sources(sources, on_map, reading.held)
    mine = reading.incidents["source"].isin(chosen).to_numpy()
    incidents, area, mapped = _only(mine, reading.incidents, placed.area, mapped)
    held = months_held(chosen, reading.held)
    snapped = is_snapped(incidents)
    cube = recorded = count_cube(area, incidents, level.areas.index, held)
    notes.append(Note(BORDER_RULE))
    if flags:
        refuse_flags(flags, flags_held(reading, chosen))
        carried, said = flagged(incidents, reading, flags)
        notes.extend(said)
        incidents, area, mapped = _only(carried, incidents, area, mapped)
        cube = count_cube(area, incidents, level.areas.index, held)
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
    notes.extend(on_names(level.areas["place"]))
    level, said = _ring(recorded, level)
    return Tally(
        level=level,
        cube=cube.among(level.areas.index),
        recorded=recorded.among(level.areas.index),
        sources=chosen,
        incidents=incidents,
        reconciliation=placed.account,
        stacked=stacked,
        rows=Rows(placed.level.areas.index, incidents, area).among(level.areas.index),
        snapped=snapped,
        notes=(*level.notes, *notes, *said),
    )


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
    by_source = counts[area >= 0].groupby("source", observed=True)["count"].sum()
    held = {
        str(source): set(months.unique())
        for source, months in counts.groupby("source", observed=True)["month"]
    }
    chosen, notes = choose_sources(
        sources, by_source.sort_values(ascending=False, kind="stable"), held
    )
    mine = counts["source"].isin(chosen).to_numpy()
    counts, area = counts[mine], area[mine]
    months, many = months_held(chosen, held), counts["count"].to_numpy()
    cube = count_cube(area, counts, placed.level.areas.index, months, many)
    notes.append(Note("Counts came ready by area, type and month."))
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
        sources=chosen,
        incidents=None,
        reconciliation=placed.account,
        stacked=None,
        rows=None,
        snapped=False,
        notes=(*placed.level.notes, *notes),
    )
