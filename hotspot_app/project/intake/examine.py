"""Reading the files of a checklist, by the same readers that answers use."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pandas as pd

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.data.boundaries.areas import AreaFile
from hotspot_app.data.crime.incidents import FileFacts, Reading, read_incidents
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.deprivation_file import read_deprivation
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import read_lookup
from hotspot_app.data.kinds.postcodes import read_postcodes
from hotspot_app.data.own.gazetteer import read_gazetteer
from hotspot_app.data.own.own_table import read_own_table
from hotspot_app.errors import HotspotError
from hotspot_app.faults import fault_in, one_file
from hotspot_app.method import Note
from hotspot_app.own_tables import OWN_TABLES, OwnTable
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.intake.boundaries_given import areas_in, wards_in
from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.items import Item
from hotspot_app.project.intake.wanted import FIGURES, USING_CODES, WANTED, Slot
from hotspot_app.remedies import FITTING, Remedy
from hotspot_app.schema import DENOMINATORS, REASONS, Denominator
from hotspot_app.words import capital, counted, listed, number


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in the files for one purpose.

    Attributes
    ----------
    said
        The result in one line.
    left_out
        Number of rows left out, by the reason in words.
    cautions
        Cautions.
    problem
        Why the files can't be used, "" if they can.
    remedies
        Remedies for the problem.
    vintage
        Year of a table's codes, if known.
    """

    said: str = ""
    left_out: Mapping[str, int] = field(default_factory=dict)
    cautions: tuple[Note, ...] = ()
    problem: str = ""
    remedies: tuple[Remedy, ...] = ()
    vintage: int | None = None


Key = tuple[Hashable, ...]
Known = Mapping[Key, Examined]

_DIFFERENT_CODES: Final = "It has figures on LSOAs of {}, and the areas are LSOAs of {}"


def key_of(checklist: Checklist, slot: Slot) -> Key | None:
    """Return what the reading for a purpose depends on; None if it has no file."""
    if slot == "crime":
        items = checklist.crime()
        postcodes = checklist.taken("postcodes")
        columns = tuple(sorted(checklist.columns.items()))
        return (slot, items, postcodes, columns) if items else None
    item = checklist.taken(slot)
    if item is None or (slot == "areas" and checklist.asks_district()):
        return None
    if slot == "names":  # whether it names any is told by the areas
        of = (checklist.taken("areas"), checklist.taken("wards"), checklist.district)
        return (slot, item, *of)
    return (slot, item, checklist.district if slot == "areas" else "")


def examine(
    checklist: Checklist, known: Known, progress: Progress = SILENT
) -> dict[Key, Examined]:
    """Read the files that weren't read yet; a file's error becomes its problem.

    Raises
    ------
    Cancelled
        If the analyst stopped the work.
    """
    keys = {slot: key_of(checklist, slot) for slot in WANTED}
    found = {key: known[key] for key in keys.values() if key in known and key}
    todo = [slot for slot, key in keys.items() if key is not None and key not in found]
    todo.sort(key=lambda slot: slot == "crime")  # the longest last
    for i, slot in enumerate(todo):
        part = progress.part(i / len(todo), (i + 1) / len(todo))
        part.step(0.0, f"Reading: {WANTED[slot].title.lower()}")
        key = keys[slot]
        assert key is not None
        try:
            with one_file(_named(checklist, slot)):
                found[key] = _read(checklist, slot, part)
        except HotspotError as error:
            found[key] = _refused(error)
    return found


def given_up(
    checklist: Checklist, known: Known, error: BaseException
) -> dict[Key, Examined]:
    """Return what is known once `examine` itself has failed: the rest is a problem."""
    keys = {slot: key_of(checklist, slot) for slot in WANTED}
    return {
        key: known.get(key) or _refused(fault_in(_named(checklist, slot), error))
        for slot, key in keys.items()
        if key is not None
    }


def _refused(error: HotspotError) -> Examined:
    return Examined(problem=str(error), remedies=error.remedies)


def _named(checklist: Checklist, slot: Slot) -> str:
    """Name the files of a purpose."""
    return listed([item.path.name for item in checklist.candidates(slot)], 3)


def unusable(checklist: Checklist, known: Known) -> tuple[Slot, ...]:
    """Return the purposes whose files can't be used."""
    return tuple(
        slot
        for slot in WANTED
        if (found := seen(checklist, known, slot)) is not None and found.problem
    )


def seen(checklist: Checklist, known: Known, slot: Slot) -> Examined | None:
    """Return what was read for a purpose, with what contradicts the areas."""
    key = key_of(checklist, slot)
    found = known.get(key) if key is not None else None
    areas, item = checklist.taken("areas"), checklist.taken(slot)
    if found is None or areas is None or item is None or found.problem:
        return found
    of_areas = areas.vintage if areas.level == "lsoa" else None
    if slot not in USING_CODES or None in {of_areas, found.vintage}:
        return found
    if found.vintage == of_areas or _carries(checklist, found.vintage, of_areas):
        return found
    problem = _DIFFERENT_CODES.format(found.vintage, of_areas)
    if (found.vintage, of_areas) == (2011, 2021):
        return replace(found, problem=f"{problem}.", remedies=(FITTING,))
    return replace(found, problem=f"{problem}. Give figures on LSOAs of {of_areas}.")


def needs_lookup(checklist: Checklist, known: Known) -> bool:
    """Say whether a table can be used only with a lookup that isn't there."""
    return any(
        (found := seen(checklist, known, slot)) is not None
        and FITTING in found.remedies
        for slot in USING_CODES
    )


def _carries(checklist: Checklist, old: int | None, new: int | None) -> bool:
    return checklist.taken("lookup") is not None and (old, new) == (2011, 2021)


def _read(checklist: Checklist, slot: Slot, progress: Progress) -> Examined:
    if slot == "crime":
        return _crime(checklist, progress)
    item = checklist.taken(slot)
    assert item is not None
    if slot == "areas":
        return _said_of(areas_in(checklist, item.path, progress))
    if slot == "wards":
        return _said_of(wards_in(checklist, item.path, progress))
    if slot in FIGURES:
        return _figures(item.path, next(d for d in DENOMINATORS if d == slot))
    if slot == "deprivation":
        return _deprivation(item.path)
    if slot == "names":
        return _names(checklist, item.path, progress)
    if slot in OWN_TABLES:
        return _own(item.path, OWN_TABLES[slot])
    return _lookup(item.path) if slot == "lookup" else _postcodes(item.path)


# --- each purpose -----------------------------------------------------------------


def _said_of(found: AreaFile) -> Examined:
    shown = int(found.shown.sum())
    around = len(found.areas) - shown
    what = LEVELS.get(found.level, "areas")
    year = f" of {found.vintage}" if found.vintage else ""
    place = "" if found.place == "the area" else f", {found.place}"
    beside = f", and {around:,} around as neighbours" if around else ""
    named = "" if found.level in {*LEVELS, "area"} else f" ({found.level})"
    return Examined(
        f"{shown:,} {what}{named}{year}{place}{beside}",
        cautions=tuple(note for note in found.notes if note.caution),
    )


def _figures(path: Path, kind: Denominator) -> Examined:
    found = read_denominator(path, kind)
    areas = int(found.values.notna().sum())
    return Examined(
        f"{capital(found.words)}: {number(found.values.sum())} in "
        f"{counted(areas, 'area')}",
        cautions=tuple(note for note in found.notes if note.caution),
        vintage=found.vintage,
    )


def _deprivation(path: Path) -> Examined:
    found = read_deprivation(path)
    name = f"Indices of Deprivation {found.edition}" if found.edition else "Deprivation"
    year = f" (LSOAs of {found.vintage})" if found.vintage else ""
    return Examined(
        f"{name}, {counted(len(found.table), 'area')}{year}",
        cautions=tuple(note for note in found.notes if note.caution),
        vintage=found.vintage,
    )


def _own(path: Path, table: OwnTable) -> Examined:
    found = read_own_table(path, table)
    rows = counted(len(found.frame), "row")
    return Examined(
        f"{rows} of {listed(list(found.frame.columns))}",
        cautions=tuple(note for note in found.notes if note.caution),
    )


def _lookup(path: Path) -> Examined:
    found = read_lookup(path)
    old = f"{LEVELS.get(found.old_level, 'areas')} of {found.old_vintage or '?'}"
    new = f"{found.new_vintage or LEVELS.get(found.new_level, 'others')}"
    return Examined(f"{old} to {new}, {counted(len(found.pairs), 'pair')}")


def _postcodes(path: Path) -> Examined:
    return Examined(counted(len(read_postcodes(path).index), "postcode"))


def _names(checklist: Checklist, path: Path, progress: Progress) -> Examined:
    areas, wards = checklist.taken("areas"), checklist.taken("wards")
    if areas is None or checklist.asks_district():
        return Examined("Read once there are boundaries")
    found = areas_in(checklist, areas.path, progress.part(0.0, 0.5))
    codes = found.areas.index
    if wards is not None:
        codes = codes.union(wards_in(checklist, wards.path, progress).areas.index)
    west, south, east, north = found.areas.total_bounds.tolist()
    around = (west, south, east, north)
    named = read_gazetteer(path, codes, around, progress.part(0.5, 1.0))
    if named.points is None:
        return Examined(counted(len(named.called), "name"))
    places = counted(len(named.points), "settlement or road", "settlements and roads")
    return Examined(f"OS Open Names: {places} here")


def _crime(checklist: Checklist, progress: Progress) -> Examined:
    items = checklist.crime()
    if items[0].kind == "counts":
        return _counts(items[0])
    postcodes = checklist.taken("postcodes")
    reading = read_incidents(
        [item.path for item in items],
        extent=None,
        source=checklist.base.source if checklist.base is not None else "",
        postcodes=postcodes.path if postcodes else None,
        mapping=checklist.columns or None,
        progress=progress,
    )
    reasons: dict[str, int] = {}
    for facts in reading.files:
        for reason, count in facts.reasons.items():
            reasons[REASONS[reason]] = reasons.get(REASONS[reason], 0) + count
    return Examined(
        _what_was_read(reading),
        left_out=dict(sorted(reasons.items(), key=lambda pair: -pair[1])),
        cautions=tuple(note for note in reading.notes if note.caution),
    )


def _counts(item: Item) -> Examined:
    table, facts = read_counts(item.path)
    held = _span(facts.months)
    total = int(table["count"].sum())
    return Examined(
        f"Ready counts: {held}, {counted(total, 'incident')}",
        cautions=tuple(note for note in facts.notes if note.caution),
    )


def _what_was_read(reading: Reading) -> str:
    rows = sum(facts.rows for facts in reading.files)
    told = [f"{_span(months)} of {source}" for source, months in reading.held.items()]
    return f"{listed(told, 4)}; {counted(rows, 'row')}{_by(reading.files)}"


def _by(files: tuple[FileFacts, ...]) -> str:
    return f" in {len(files):,} files" if len(files) > 1 else ""


def _span(months: tuple[pd.Period, ...]) -> str:
    """Write months held: "10 months, January 2024 to June 2025 with 8 missing"."""
    if not months:
        return "no month"
    first, last = months[0], months[-1]
    if len(months) == 1:
        return f"{first:%B %Y}"
    gaps = (last - first).n + 1 - len(months)
    missing = f", {gaps:,} missing between" if gaps else ""
    return f"{len(months):,} months ({first:%B %Y} to {last:%B %Y}{missing})"
