"""What the analyst is told after crime files were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from hotspot_app.data.crime_file import FileFacts, FileRead
from hotspot_app.method import Note, Span
from hotspot_app.schema import ASB, REASONS
from hotspot_app.stats.completeness import LowMonth, low_months
from hotspot_app.stats.stacked import commonest_points, is_snapped

_RAIL: Final = "British Transport Police"
_STACK: Final = 0.02
"""Share of rows on one point from which it is pointed out (police.uk's commonest
points in a city hold about one in a hundred)."""

_FEW_LOW: Final = 8


def notes(
    read: Sequence[FileRead],
    facts: Sequence[FileFacts],
    aside: Mapping[str, int],
    *,
    versions: Sequence[str],
    differing: int,
) -> tuple[Note, ...]:
    """Tell what the files are, and what was decided about their rows."""
    told = [*_files(facts), *_aside(aside), *map(Note, versions)]
    told += _reasons(facts)
    if differing:
        told.append(
            Note(
                f"{differing:,} crime numbers stand on rows that differ (another type, "
                "or other details): all of them are kept.",
                caution=True,
            )
        )
    told += _odd(read)
    told += _vintages(facts)
    return tuple(told)


def notes_on_incidents(
    incidents: pd.DataFrame, held: Mapping[str, tuple[pd.Period, ...]]
) -> tuple[Note, ...]:
    """Tell of missing and low months, overlapping sources and stacked points."""
    told = [*_missing(held), *_low(low_months(incidents, held))]
    told += _overlap(incidents, held)
    if len(incidents) and is_snapped(incidents):
        told.append(
            Note(
                "Points are snapped to places nearby, as police.uk publishes them: "
                "fit for LSOAs and larger areas, not for streets, distances under "
                "200 metres, near repeats or times of day.",
                caution=True,
            )
        )
    told += _stacks(incidents)
    return tuple(told)


# --- files ------------------------------------------------------------------------


def _files(facts: Sequence[FileFacts]) -> list[Note]:
    told = []
    kinds = Counter((f.dialect, f.source) for f in facts)
    for (dialect, source), number in sorted(kinds.items()):
        own = [f for f in facts if (f.dialect, f.source) == (dialect, source)]
        rows = sum(f.rows for f in own)
        months = sorted({month for f in own for month in f.months})
        files = f"{number:,} files" if number > 1 else own[0].file.name
        coded = ", ".join(sorted({f.encoding for f in own if f.encoding}))
        parted = ", ".join(sorted({f.delimiter for f in own}))
        told.append(
            Note(
                f"{source or 'No source'}: {rows:,} rows, {spans(months)}, read from "
                f"{files} ({dialect}, {coded}, {parted})."
            )
        )
    for f in facts:
        if f.dialect == "extract":
            pairs = ", ".join(
                f"{ours} from {theirs!r}" for ours, theirs in f.columns.items()
            )
            told.append(
                Note(
                    f"{f.file.name}: columns used are {pairs}; "
                    f"{f.dropped_columns} others were not read in."
                )
            )
            if "type" not in f.columns:
                told.append(
                    Note(
                        f"{f.file.name}: no column says what kind of incident; all "
                        f"are called {f.source!r}.",
                        caution=True,
                    )
                )
        if not f.rows:
            told.append(
                Note(f"{f.file.name} holds a header but no rows.", caution=True)
            )
    return told


def spans(months: Sequence[pd.Period]) -> str:
    """Write months as runs: "January to April 2024, January 2025"."""
    if not months:
        return "no month"
    runs: list[list[pd.Period]] = []
    for month in months:
        if runs and month.ordinal == runs[-1][-1].ordinal + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(str(Span(run[0], run[-1])) for run in runs)


def _aside(aside: Mapping[str, int]) -> list[Note]:
    if not aside:
        return []
    listed = "; ".join(f"{words}: {number:,}" for words, number in aside.items())
    return [Note(f"Files left aside, not read: {listed}.")]


def _reasons(facts: Sequence[FileFacts]) -> list[Note]:
    total: Counter[str] = Counter()
    for f in facts:
        total.update(f.reasons)
    if not total:
        return []
    listed = "; ".join(f"{REASONS[k]}: {total[k]:,}" for k in REASONS if total[k])
    return [Note(f"Rows left out while reading: {listed}.")]


def _odd(read: Sequence[FileRead]) -> list[Note]:
    told = []
    for file in read:
        seen, name = file.tally.counts, file.plan.member.name
        if seen["degrees"]:
            told.append(
                f"{name}: {seen['degrees']:,} eastings and northings are degrees "
                "(longitude and latitude in the wrong columns). Map the columns by "
                "hand."
            )
        if seen["swapped"]:
            told.append(
                f"{name}: in {seen['swapped']:,} rows easting and northing (or "
                "longitude and latitude) are swapped; they are left out."
            )
        if seen["mirror"] > max(20, seen["near"]):
            told.append(
                f"{name}: more rows would be near the areas if easting and northing "
                "were swapped. Check the columns."
            )
        if seen["american"]:
            told.append(
                f"{name}: {seen['american']:,} different dates make sense only with "
                "the month first. Dates are read day first: check all of them."
            )
        if seen["only postcode"] and "postcode" in file.plan.wanted:
            told.append(_postcodes(file))
        if seen["no moment"]:
            told.append(f"{name}: {seen['no moment']:,} rows have no readable time.")
    return [Note(text, caution=True) for text in told]


def _postcodes(file: FileRead) -> str:
    number = file.tally.counts["only postcode"]
    start = f"{file.plan.member.name}: {number:,} rows have a postcode but no "
    if file.placed_by_postcode:
        return (
            start + "coordinates and are placed by it, to about 100 metres: not fit "
            "for near repeats or streets."
        )
    return (
        start + "coordinates. Give OS Code-Point Open as the postcode file to place "
        "them."
    )


def _vintages(facts: Sequence[FileFacts]) -> list[Note]:
    known = sorted({f.lsoa_vintage for f in facts if f.lsoa_vintage})
    if not known:
        return []
    if known == ["ambiguous"]:
        return [Note("LSOA codes in the files may be of 2011 or of 2021.")]
    if len(known) == 1:
        return [Note(f"LSOA codes in the files are of {known[0]}.")]
    text = "LSOA codes differ between the files: " + ", ".join(
        f"{sum(f.lsoa_vintage == v for f in facts)} files {v}" for v in known
    )
    return [Note(text + ".", caution={"2011", "2021"} <= set(known))]


# --- months and sources -----------------------------------------------------------


def _missing(held: Mapping[str, tuple[pd.Period, ...]]) -> list[Note]:
    told = []
    for source, months in held.items():
        if not months:
            continue
        every = pd.period_range(months[0], months[-1], freq="M")
        gaps = [month for month in every if month not in set(months)]
        if gaps:
            told.append(
                Note(
                    f"{source}: no file holds {spans(gaps)}. They are missing, not "
                    "zero.",
                    caution=True,
                )
            )
    return told


def _low(low: Sequence[LowMonth]) -> list[Note]:
    told = [
        Note(
            f"{one.source}, {one.month.strftime('%B %Y')}: {one.rows:,} "
            f"{one.type + ' ' if one.type else ''}rows where {one.usual:,.0f} are "
            "usual. The file may be incomplete.",
            caution=True,
        )
        for one in low[:_FEW_LOW]
    ]
    if len(low) > _FEW_LOW:
        more = len(low) - _FEW_LOW
        told.append(
            Note(
                f"{more:,} more months (or types in them) are under half their usual "
                "size.",
                caution=True,
            )
        )
    return told


def _overlap(
    incidents: pd.DataFrame, held: Mapping[str, tuple[pd.Period, ...]]
) -> list[Note]:
    if len(held) < 2:
        return []
    listed = ", ".join(held)
    told = [Note(f"Sources are held apart and never added unasked: {listed}.")]
    if _RAIL in held:
        told.append(
            Note(
                "British Transport Police records crime on the railway, forces record "
                "the rest; an incident at a station may be in both.",
                caution=True,
            )
        )
    asb = incidents.loc[incidents["type"] == ASB, "source"]
    with_asb = sorted(map(str, asb.unique()))
    nuisance = [s for s in held if "asb" in s.lower().split() or "housing" in s.lower()]
    reporters = sorted({*with_asb, *nuisance} - {_RAIL})
    if len(reporters) > 1:
        told.append(
            Note(
                "Anti-social behaviour is in more than one source "
                f"({', '.join(reporters)}): the same incident may have been reported "
                "to each.",
                caution=True,
            )
        )
    return told


def _stacks(incidents: pd.DataFrame) -> list[Note]:
    points = commonest_points(incidents, 3)
    high = points.loc[(points["share"] >= _STACK) & (points["rows"] >= 20)]
    return [
        Note(
            f"{row.rows:,} rows ({row.share:.1%}) stand on one point, easting "
            f"{row.easting:.0f}, northing {row.northing:.0f}"
            f"{' (' + str(row.place) + ')' if row.place else ''}. They stay in: it may "
            "be a police station or a default.",
            caution=True,
        )
        for row in high.itertuples()
    ]
