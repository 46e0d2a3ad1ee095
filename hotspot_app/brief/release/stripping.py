"""What of files and tallies isn't for everybody, beside small counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from hotspot_app.method import Note
from hotspot_app.project.steps.called import Called
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.reconciliation import Reconciliation
from hotspot_app.project.steps.tally import Tally
from hotspot_app.stats.over_time.counts import Cube
from hotspot_app.stats.placing.assign import BORDER_RULE


def for_partners(tally: Tally, metres: int) -> Tally:
    """Snap points to a grid, and leave out victims, times of day and rows of files.

    Points that police.uk publishes stay: they stand for places nearby already.
    """
    rows = tally.rows
    if rows is None:
        return tally
    incidents = rows.incidents.drop(columns=["when", "victim"], errors="ignore")
    exact = ~incidents["precision"].eq("snapped").to_numpy()
    middle = metres / 2
    snapped = {
        name: np.where(
            exact, incidents[name] // metres * metres + middle, incidents[name]
        )
        for name in ("easting", "northing")
    }
    place = incidents["place"].where(~exact)
    made = incidents.assign(**snapped, place=place, row=np.int64(0))
    return replace(tally, rows=replace(rows, incidents=made), stacked=None)


def public_tally(tally: Tally, cube: Cube, material: Material) -> Tally:
    """Return a tally of counts that may be known, without points and what was read.

    Notes that count rows go, and names of places by streets of extracts that aren't
    public.
    """
    level = tally.level
    called = tally.called
    if not _is_public(material) and "place" in level.areas:
        level = replace(level, areas=level.areas.assign(place=""))
        called = Called(of=called.of, own=called.own)
        level = replace(level, areas=called.on(level.areas))
    account = Reconciliation(tally.reconciliation.by_file.iloc[:0])
    return replace(
        tally,
        level=level,
        cube=cube,
        recorded=cube,
        reconciliation=account,
        stacked=None,
        rows=None,
        notes=(*level.notes, Note(BORDER_RULE), *called.notes),
        called=called,
    )


def _is_public(material: Material) -> bool:
    """Say whether every file of incidents is one of police.uk's."""
    reading = material.reading
    return reading is not None and all(facts.is_public for facts in reading.files)


def public_material(material: Material) -> Material:
    """Return the files' figures of people and borders; of incidents nothing."""
    reading, counts = material.reading, material.counts
    if reading is not None:
        files = tuple(
            replace(facts, rows=0, reasons={}, notes=()) for facts in reading.files
        )
        reading = replace(
            reading,
            incidents=_emptied(reading.incidents),
            rejected=_emptied(reading.rejected),
            files=files,
            notes=(),
            lost={},
        )
    if counts is not None:
        table, facts = counts
        counts = _emptied(table), replace(facts, rows=0, reasons={}, notes=())
    sources = [*material.denominators.values(), material.deprivation]
    notes = [
        *material.areas.notes,
        *(material.wards.notes if material.wards is not None else ()),
        *(note for each in sources if each is not None for note in each.notes),
    ]
    return replace(material, reading=reading, counts=counts, notes=tuple(notes))


def _emptied(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of the same columns without a row, and without old categories."""
    made = table.iloc[:0]
    named = made.select_dtypes("category").columns
    return made.assign(**{n: made[n].cat.remove_unused_categories() for n in named})
