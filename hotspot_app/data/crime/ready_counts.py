"""Ready counts by area, type and month, which partners often share instead of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import numpy as np
import pandas as pd

from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.member import Member
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.crime.count_rows import (
    Repeated,
    bad_row,
    count_rows,
    finer_columns,
)
from hotspot_app.data.crime.crime_file import FileFacts
from hotspot_app.data.crime.crime_plan import source_from_name
from hotspot_app.data.crime.filled_down import Gaps, refuse_filled_down
from hotspot_app.data.crime.vintages import vintage
from hotspot_app.data.kinds.columns import refuse_twice, refuse_unknown
from hotspot_app.data.kinds.count_columns import BESIDE_MONTHS, WIDE, enough, positions
from hotspot_app.data.kinds.headers import head_below
from hotspot_app.data.tables.layout import Columns, Layout, Meter
from hotspot_app.data.tables.table import read_blocks, read_layout
from hotspot_app.data.tables.texts_once import joined
from hotspot_app.data.tables.unseen import on_layout
from hotspot_app.errors import InputError


def read_counts(
    path: Path, *, source: str = "", mapping: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, FileFacts]:
    """Read ready counts: one row an area, type and month, or months as columns.

    Parameters
    ----------
    path
        CSV, workbook, or either in a gz or zip.
    source
        Source of the counts, if no column names it; by default the file's name.
    mapping
        Column names in the file, by our name (area, type, month, count, source).

    Returns
    -------
    pandas.DataFrame
        `schema.COUNT_COLUMNS`, in the file's order, without rows that are totals or
        have no area, with those of finer types or of days added up; areas and months
        that aren't named are missing, not zero, until the caller decides.
    FileFacts
        Facts about the file.

    Raises
    ------
    InputError
        If a column isn't there, the area is empty below filled cells, or a row has no
        type or month, no whole number, or repeats another in all that isn't a
        number; it names the first.
    WordsError
        If the mapping names a column that isn't there.
    """
    with look_into([path]) as found:
        if len(found.members) != 1:
            raise InputError(
                f"holds {len(found.members)} tables where one is expected",
                where=path.name,
                hint="Give the one file with the counts.",
            )
        member = found.members[0]
        layout = read_layout(member, lambda names: len(positions(names, mapping)))
        refuse_unknown(mapping or {}, [layout.header])
        at = positions(layout.header, mapping)
        _refuse_lacking(member, at)
        refuse_twice(layout.header, at.values(), member.where)
        table, meter = _read(member, layout, at, {})
        label = source or source_from_name(member.name)
        try:
            frame, nowhere, notes = count_rows(table, member, label)
        except Repeated:
            beside = finer_columns(head_below(member, layout), at)
            table, meter = _read(member, layout, at, beside)
            frame, nowhere, notes = count_rows(table, member, label, tuple(beside))
    facts = _facts(member, layout, at, meter, frame)
    left_out = {"no_area": nowhere} if nowhere else {}
    return frame, replace(
        facts,
        rows=len(frame) + nowhere,
        reasons=left_out,
        notes=(*notes, *facts.notes),
    )


def _read(
    member: Member, layout: Layout, at: Mapping[str, int], beside: Mapping[str, int]
) -> tuple[pd.DataFrame, Meter]:
    """Read a row a count: its labels, the count as text, and its line."""
    meter = Meter()
    columns = Columns.of({**at, **beside}, {"month": "date"})
    blocks = list(read_blocks(member, layout, columns, meter))
    gaps = Gaps()
    for block in blocks:
        gaps.see("place", block)
    refuse_filled_down({"place": gaps}, member.where)
    broken = [int(line) for block in blocks for line in block.broken]
    if broken:
        raise bad_row(member, broken[0], "the row is broken")
    if not sum(len(block.frame) for block in blocks):
        raise InputError("holds a header but no rows", where=member.where)
    table = pd.DataFrame(
        {name: joined([block.frame[name] for block in blocks]) for name in columns.at}
    ).assign(line=np.concatenate([block.lines for block in blocks]))
    return _long(table, layout, at, beside), meter


def _refuse_lacking(member: Member, at: Mapping[str, int]) -> None:
    lacking = enough(at)
    if lacking:
        raise InputError(
            f"no column is recognised as the {lacking}",
            where=member.where,
            hint="Counts need the columns area, type, month and count.",
        )


def _long(
    table: pd.DataFrame,
    layout: Layout,
    at: Mapping[str, int],
    beside: Mapping[str, int],
) -> pd.DataFrame:
    wide = [name for name in at if name.startswith(WIDE)]
    if not wide:
        return table
    kept = [name for name in (*BESIDE_MONTHS, *beside, "line") if name in table]
    months = np.repeat([layout.header[at[name]] for name in wide], len(table))
    long = pd.concat([table[kept]] * len(wide), ignore_index=True).assign(
        month=pd.Categorical(months.astype(object)),
        count=joined([table[name] for name in wide]),
    )
    return long[long["count"].notna()].reset_index(drop=True)


def _facts(
    member: Member,
    layout: Layout,
    at: Mapping[str, int],
    meter: Meter,
    frame: pd.DataFrame,
) -> FileFacts:
    months = sorted(frame["month"].unique())
    return FileFacts(
        file=SourceFile(PurePosixPath(member.name).name, meter.size, meter.sha256),
        archive=member.archive,
        dialect="ready counts",
        encoding=meter.encoding,
        delimiter=layout.parted,
        sources=tuple(sorted(frame["source"].cat.categories)),
        months=tuple(months),
        lsoa_vintage=vintage(frame["area"].unique()),
        rows=len(frame),
        reasons={},
        columns={ours: layout.header[i] for ours, i in at.items()},
        dropped_columns=len(layout.header) - len(at),
        notes=tuple(on_layout(member.name, layout, meter.hidden, [*at.values()])),
    )
