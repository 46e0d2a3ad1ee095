"""Ready counts by area, type and month, which partners often share instead of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data import dates
from hotspot_app.data.columns import refuse_twice, refuse_unknown
from hotspot_app.data.containers import look_into
from hotspot_app.data.count_columns import BESIDE_MONTHS, WIDE, enough, positions
from hotspot_app.data.crime_file import FileFacts
from hotspot_app.data.crime_plan import source_from_name
from hotspot_app.data.layout import Columns, Layout, Meter
from hotspot_app.data.member import Member
from hotspot_app.data.source_file import SourceFile
from hotspot_app.data.table import read_blocks, read_layout
from hotspot_app.data.vintages import vintage
from hotspot_app.errors import InputError

Ints = npt.NDArray[np.int64]


def read_counts(
    path: Path, *, source: str = "", mapping: Mapping[str, str] | None = None
) -> tuple[pd.DataFrame, FileFacts]:
    """Read ready counts, a row an area, type and month, or with months as columns.

    Parameters
    ----------
    path
        CSV, workbook, or either in a gz or zip.
    source
        Who recorded them, where no column says so; otherwise the file's name
        stands in.
    mapping
        Our name (area, type, month, count, source) to the file's.

    Returns
    -------
    pandas.DataFrame
        `schema.COUNT_COLUMNS`, in the file's order; areas and months that aren't
        named are missing, not zero, until the caller decides.
    FileFacts
        What is known of the file.

    Raises
    ------
    InputError
        If a column isn't there, or a row has no area, type or month, no whole
        number, or repeats another's source, area, type and month; it names the first.
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
        meter = Meter()
        blocks = list(read_blocks(member, layout, Columns.of(at), meter))
    broken = [int(line) for block in blocks for line in block.broken]
    if broken:
        raise _bad(member, broken[0], "the row is broken")
    lines = _joined([block.lines for block in blocks])
    if not len(lines):
        raise InputError("holds a header but no rows", where=member.where)
    table = pd.concat([b.frame.astype("str") for b in blocks], ignore_index=True)
    long, lines = _long(table, lines, layout, at)
    frame = _checked(long, lines, member, source or source_from_name(member.name))
    return frame, _facts(member, layout, at, meter, frame)


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _refuse_lacking(member: Member, at: Mapping[str, int]) -> None:
    lacking = enough(at)
    if lacking:
        raise InputError(
            f"no column is recognised as the {lacking}",
            where=member.where,
            hint="Counts need the columns area, type, month and count.",
        )


def _long(
    table: pd.DataFrame, lines: Ints, layout: Layout, at: Mapping[str, int]
) -> tuple[pd.DataFrame, Ints]:
    wide = [name for name in at if name.startswith(WIDE)]
    if not wide:
        return table, lines
    beside = table[[name for name in BESIDE_MONTHS if name in at]]
    parts = [
        beside.assign(month=layout.header[at[name]], count=table[name]) for name in wide
    ]
    long = pd.concat(parts, ignore_index=True)
    every = np.tile(lines, len(wide))
    given = long["count"].notna().to_numpy(dtype=bool)
    return long[given].reset_index(drop=True), every[given]


# --- rows -----------------------------------------------------------------------


def _checked(
    table: pd.DataFrame, lines: Ints, member: Member, label: str
) -> pd.DataFrame:
    area = table["area"].fillna("").str.strip()
    kind = table["type"].fillna("").str.strip()
    known, texts = pd.factorize(table["month"].fillna(""))
    month = dates.read_months(pd.Series(texts, dtype="str"))[known]
    plain_count = table["count"].fillna("").str.strip()
    plain_count = plain_count.str.replace(r"(?<=\d),(?=\d{3}\b)", "", regex=True)
    whole = plain_count.str.fullmatch(r"\d{1,12}(?:\.0+)?").to_numpy(dtype=bool)
    for wrong, what in (
        ((area == "").to_numpy(), "the row has no area"),
        ((kind == "").to_numpy(), "the row has no type"),
        (month == dates.NO_MONTH, "the month can't be read"),
        (~whole, "the count is no whole number of 0 or more"),
    ):
        if wrong.any():
            first = int(np.argmax(wrong))
            raise _bad(member, int(lines[first]), what, int(wrong.sum()))
    count = plain_count.astype("float64").to_numpy().astype(np.int64)
    frame = pd.DataFrame(
        {
            "area": area.astype(object),
            "type": kind.astype("category"),
            "month": pd.arrays.PeriodArray(month, dtype=pd.PeriodDtype("M")),
            "count": count,
            "source": _sources(table, label),
        }
    )
    again = frame.duplicated(["source", "area", "type", "month"]).to_numpy()
    if again.any():
        first = int(np.argmax(again))
        what = "the row repeats another's area, type and month"
        raise _bad(member, int(lines[first]), what, int(again.sum()))
    return frame


def _sources(table: pd.DataFrame, label: str) -> pd.Series[Any]:
    """Return who recorded each row; `label` where no column says so."""
    if "source" not in table:
        return pd.Series(label, index=table.index, dtype="category")
    said = table["source"].fillna("").str.split().str.join(" ")
    return said.where(said != "", label).astype("category")


def _bad(member: Member, line: int, what: str, rows: int = 1) -> InputError:
    more = f" ({rows:,} such rows)" if rows > 1 else ""
    return InputError(
        what + more,
        where=f"{member.where}, row {line:,}",
        hint="Mend the file, or leave such rows out, and read it again.",
    )


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
        source=", ".join(sorted(frame["source"].cat.categories)),
        months=tuple(months),
        lsoa_vintage=vintage(set(frame["area"])),
        rows=len(frame),
        reasons={},
        columns={ours: layout.header[i] for ours, i in at.items()},
        dropped_columns=len(layout.header) - len(at),
    )
