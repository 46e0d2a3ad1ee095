"""Stage one: everything that was read from the analyst's files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pandas as pd

from hotspot_app.beside import beside
from hotspot_app.data.base.grid import ACCURACY
from hotspot_app.data.base.ons import LEVELS, level_of_codes
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.boundaries.areas import AreaFile, read_areas
from hotspot_app.data.crime.incident_notes import notes_on_counts
from hotspot_app.data.crime.incidents import FileFacts, Reading, read_incidents
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.deprivation_file import Deprivation, read_deprivation
from hotspot_app.data.figures.indicators import Indicator, read_denominators
from hotspot_app.data.figures.lookups import Lookup, read_lookup
from hotspot_app.data.figures.without_shape import told_without_shape
from hotspot_app.data.own.gazetteer import Gazetteer, read_gazetteer
from hotspot_app.data.own.own_table import Given, read_own_table
from hotspot_app.data.own.pairs import read_pairs
from hotspot_app.data.tables.leading_zeros import meet
from hotspot_app.errors import InputError, WordsError
from hotspot_app.faults import one_file
from hotspot_app.method import Note
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.districts import Districts, districts_in
from hotspot_app.project.steps.ward_file import old_wards, read_wards
from hotspot_app.remedies import ChooseLevel
from hotspot_app.schema import (
    Denominator,
    check_areas,
    check_incidents,
    check_rejected,
)

Table = TypeVar("Table", Indicator, Deprivation)


@dataclass(frozen=True, eq=False)
class Material:
    """The contents of the files, checked, before any question.

    Attributes
    ----------
    reading
        Incidents, or None for ready counts.
    overlay
        Overlaps of areas with wards (`ward_figures.overlaps`); empty without wards.
    counts
        Ready counts (`schema.COUNT_COLUMNS`), or None.
    bridges
        Pairs of codes of areas that are neighbours by the analyst's choice.
    lookup
        Lookup between codes of areas, or None.
    gazetteer
        Names of places, or None.
    districts
        Districts that the tables of figures name, those around included.
    own
        Tables that the analyst gave to methods, by id.
    others
        Files with postcodes and bridges that were read.
    """

    files: Files
    areas: AreaFile
    wards: AreaFile | None
    overlay: pd.DataFrame
    reading: Reading | None
    counts: tuple[pd.DataFrame, FileFacts] | None
    denominators: Mapping[Denominator, Indicator]
    deprivation: Deprivation | None
    bridges: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    lookup: Lookup | None = None
    gazetteer: Gazetteer | None = None
    districts: Districts = field(default_factory=Districts)
    own: Mapping[str, Given] = field(default_factory=dict)
    others: tuple[SourceFile, ...] = ()

    def sources(self) -> tuple[SourceFile, ...]:
        """Return every file by the bytes that were read of it."""
        kept = [self.areas.source, *self.areas.beside]
        if self.wards is not None:
            kept += [self.wards.source, *self.wards.beside]
        if self.reading is not None:
            kept.extend(facts.file for facts in self.reading.files)
        if self.counts is not None:
            kept.append(self.counts[1].file)
        kept.extend(each.source for each in self.denominators.values())
        if self.deprivation is not None:
            kept.append(self.deprivation.source)
        if self.lookup is not None:
            kept.append(self.lookup.source)
        kept.extend(each.source for each in self.own.values())
        if self.gazetteer is not None:
            kept.extend(self.gazetteer.sources)
        return tuple(dict.fromkeys([*kept, *self.others]))


def read_material(files: Files, progress: Progress = SILENT) -> Material:
    """Read all files of a question.

    Raises
    ------
    InputError
        If a file can't be used.
    WordsError
        If a file isn't of the kind for which it was given.
    """
    progress.step(0.0, "Reading boundaries")
    with beside(lambda: _ground(files, progress.part(0.0, 0.1))) as ground:
        tables = _tables(files)
        areas, wards, overlay = ground()
    notes = [*areas.notes, *(wards.notes if wards else ())]
    reading = None
    if files.crime:
        reading = _incidents(files, areas, progress.part(0.1, 0.8))
        if any("longitude" in facts.columns for facts in reading.files):
            notes.append(Note(ACCURACY))
        notes.extend(reading.notes)
        notes.extend(old_wards(wards, reading))
    if tables.counts is not None:
        counts, facts = tables.counts
        named = areas.areas.index.union(() if wards is None else wards.areas.index)
        notes.extend([*facts.notes, *notes_on_counts(counts, named)])
    denominators, deprivation = tables.denominators, tables.deprivation
    for indicator in denominators.values():
        notes.extend(indicator.notes)
    notes.extend(_without_shape(denominators.values(), areas))
    if deprivation is not None:
        notes.extend(deprivation.notes)
    for given in tables.own.values():
        notes.extend(given.notes)
    bridges, of_bridges = _pairs(files.tables.get("bridges"), areas, wards)
    return Material(
        files=files,
        areas=areas,
        wards=wards,
        overlay=overlay,
        reading=reading,
        counts=tables.counts,
        denominators={k: _here(v, files, areas) for k, v in denominators.items()},
        deprivation=deprivation and _here(deprivation, files, areas),
        bridges=bridges,
        notes=tuple(notes),
        lookup=tables.lookup,
        districts=districts_in(denominators),
        own=tables.own,
        gazetteer=_gazetteer(files, areas, wards, progress.part(0.9, 1.0)),
        others=(*(reading.postcodes if reading else ()), *of_bridges),
    )


@dataclass(frozen=True, eq=False)
class _Tables:
    """The files that can be read without the boundaries."""

    counts: tuple[pd.DataFrame, FileFacts] | None
    denominators: Mapping[Denominator, Indicator]
    deprivation: Deprivation | None
    lookup: Lookup | None
    own: Mapping[str, Given]


def _tables(files: Files) -> _Tables:
    counts, deprivation = None, None
    lookup = _lookup(files.lookup)
    if files.counts is not None:
        with one_file(files.counts.name):
            counts = read_counts(
                files.counts, source=files.source, mapping=files.columns
            )
    wanted = files.denominators()
    found: dict[Denominator, Indicator] = {}
    for path in dict.fromkeys(wanted.values()):
        kinds = [kind for kind, file in wanted.items() if file == path]
        with one_file(path.name):
            found |= read_denominators(path, kinds)
    denominators = {kind: found[kind] for kind in wanted}
    if files.deprivation is not None:
        with one_file(files.deprivation.name):
            deprivation = read_deprivation(files.deprivation)
    return _Tables(counts, denominators, deprivation, lookup, _own(files.tables))


def _own(tables: Mapping[str, Path]) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for name, path in tables.items():
        if name in OWN_TABLES:
            with one_file(path.name):
                found[name] = read_own_table(path, OWN_TABLES[name])
    return found


def _ground(
    files: Files, progress: Progress
) -> tuple[AreaFile, AreaFile | None, pd.DataFrame]:
    """Read the boundaries; most of it is the reader's work."""
    areas = _areas(files, progress.part(0.0, 0.5))
    return (areas, *read_wards(files, areas, progress.part(0.5, 1.0)))


def _without_shape(tables: Iterable[Indicator], areas: AreaFile) -> Sequence[Note]:
    """Tell of areas without a shape, by the first table of the same year that does."""
    for table in tables:
        if table.vintage and areas.vintage and table.vintage != areas.vintage:
            continue
        told = told_without_shape(table.districts, table.source.name, areas)
        if told:
            return told
    return ()


def _here(table: Table, files: Files, areas: AreaFile) -> Table:
    """Keep what a table of the whole country says of the areas given.

    One by other codes, or that a lookup may carry over, stays whole: what is wrong
    with it is told by all of its codes.
    """
    codes = areas.areas.index
    fits = table.vintage is not None and table.vintage == areas.vintage
    if files.lookup is None and fits and set(codes).issubset(table.codes):
        return table.among(codes)
    return table


def _areas(files: Files, progress: Progress) -> AreaFile:
    with one_file(files.areas.name):
        areas = read_areas(
            files.areas,
            level=files.level if files.level not in {"lsoa", "ward"} else "",
            code=files.code_column,
            name=files.name_column,
            district=files.district,
            progress=progress,
        )
    check_areas(areas.areas)
    _check_own_level(files.level, areas)
    return areas


def _incidents(files: Files, areas: AreaFile, progress: Progress) -> Reading:
    reading = read_incidents(
        files.crime,
        extent=tuple(areas.areas.total_bounds),
        source=files.source,
        postcodes=files.postcodes,
        mapping=files.columns,
        progress=progress,
    )
    check_incidents(reading.incidents)
    check_rejected(reading.rejected)
    return reading


def _check_own_level(level: str, areas: AreaFile) -> None:
    """Refuse to call official areas by another name: "wards", say, meaning "ward"."""
    official = level_of_codes(areas.areas.index)
    if not official or level in {"", "lsoa", "ward", official}:
        return
    raise WordsError(
        f"{areas.source.name} holds {LEVELS[official]}, not {level!r}",
        hint="" if official == "ward" else "Wards need boundaries of their own.",
        remedies=(ChooseLevel(tuple(dict.fromkeys((official, "ward")))),),
    )


def _lookup(path: Path | None) -> Lookup | None:
    if path is None:
        return None
    with one_file(path.name):
        return read_lookup(path)


def _gazetteer(
    files: Files, areas: AreaFile, wards: AreaFile | None, progress: Progress
) -> Gazetteer | None:
    if files.names is None:
        return None
    known = areas.areas.index.union(() if wards is None else wards.areas.index)
    west, south, east, north = areas.areas.total_bounds.tolist()
    with one_file(files.names.name):
        return read_gazetteer(files.names, known, (west, south, east, north), progress)


def _pairs(
    path: Path | None, areas: AreaFile, wards: AreaFile | None
) -> tuple[tuple[tuple[str, str], ...], tuple[SourceFile, ...]]:
    if path is None:
        return (), ()
    with one_file(path.name):
        pairs, source = read_pairs(path)
    known = set(areas.areas.index) | set(wards.areas.index if wards else ())
    met = meet([code for pair in pairs for code in pair], known, where=path.name)
    pairs = tuple((met.get(one, one), met.get(other, other)) for one, other in pairs)
    for pair in pairs:
        wrong = [code for code in pair if code not in known]
        if wrong or pair[0] == pair[1]:
            raise InputError(
                f"can't join {pair[0]} and {pair[1]}: "
                + (f"there is no area {wrong[0]}" if wrong else "they are the same"),
                where=path.name,
                hint="Write the codes as in the boundary file.",
            )
    return pairs, (source,)
