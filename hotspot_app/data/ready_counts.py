"""Ready counts by area, type and month, which partners often share instead of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data import dates
from hotspot_app.data.columns import refuse_twice, refuse_unknown
from hotspot_app.data.containers import look_into
from hotspot_app.data.crime_file import FileFacts
from hotspot_app.data.crime_plan import source_from_name
from hotspot_app.data.layout import Columns, Layout, Meter
from hotspot_app.data.member import Member
from hotspot_app.data.ons import ons_column, plain, tidy
from hotspot_app.data.source_file import SourceFile
from hotspot_app.data.table import read_blocks, read_layout
from hotspot_app.data.unseen import on_layout
from hotspot_app.data.vintages import vintage
from hotspot_app.errors import InputError, WordsError
from hotspot_app.words import quoted

Ints = npt.NDArray[np.int64]

_NAMES: Final[dict[str, str]] = {
    "area": "areacode code lsoacode lsoa lsoacd wardcode ward wardcd beat beatcode "
    "area geographycode localitycode locality neighbourhood",
    "type": "crimetype type offence offencetype offencegroup crimecategory category "
    "incidenttype crime",
    "month": "month yearmonth monthyear period date",
    "count": "count counts number n total value incidents crimes offences "
    "numberofcrimes numberofincidents numberofoffences crimecount recorded",
    "source": "source datasource force policeforce reportedby recordedby agency",
}
_SYNONYMS: Final = {ours: tuple(names.split()) for ours, names in _NAMES.items()}
_BESIDE_MONTHS: Final = ("area", "type", "source")
_WIDE: Final = "m:"


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
        layout = read_layout(member, lambda names: len(_positions(names, mapping)))
        refuse_unknown(mapping or {}, [layout.header])
        at = _positions(layout.header, mapping)
        _refuse_lacking(member, at)
        refuse_twice(layout.header, at.values(), member.where)
        meter = Meter()
        columns = Columns.of(at, {"month": "date"})
        blocks = list(read_blocks(member, layout, columns, meter))
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


def holds_counts(header: Sequence[str]) -> bool:
    """Say whether columns are those of ready counts."""
    at = _positions(header, None)
    return {"area", "type"} <= set(at) and (
        {"month", "count"} <= set(at) or any(name.startswith(_WIDE) for name in at)
    )


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


# --- columns --------------------------------------------------------------------


def _positions(
    header: Sequence[str], mapping: Mapping[str, str] | None
) -> dict[str, int]:
    """Find area, type and month and count; or months as `m:<position>`."""
    names = [plain(name) for name in header]
    found: dict[str, int] = {}
    for ours, theirs in (mapping or {}).items():
        if ours not in _SYNONYMS:
            raise WordsError(
                f"counts have no column {ours!r} to map to",
                hint=f"It may be one of {', '.join(_SYNONYMS)}.",
            )
        if theirs and plain(theirs) in names:
            found[ours] = names.index(plain(theirs))
    for ours, known in _SYNONYMS.items():
        if ours in found:
            continue
        at = [i for k in known for i, name in enumerate(names) if name == k]
        if ours == "area":
            codes = [i for i, name in enumerate(header) if _is_code(name)]
            at = codes + at
        at = [i for i in at if i not in found.values()]
        if at:
            found[ours] = at[0]
    if {"area", "type"} <= set(found) and not {"count", "month"} <= set(found):
        months = dates.read_months(pd.Series(list(header), dtype="str"))
        wide = np.flatnonzero(months != dates.NO_MONTH)
        if len(wide):
            found = {k: v for k, v in found.items() if k in _BESIDE_MONTHS}
            found |= {f"{_WIDE}{i}": int(i) for i in wide}
    return found


def _is_code(name: str) -> bool:
    ons = ons_column(name)
    return ons is not None and ons.holds == "code"


def _refuse_lacking(member: Member, at: Mapping[str, int]) -> None:
    wide = any(name.startswith(_WIDE) for name in at)
    needed = ("area", "type") if wide else ("area", "type", "month", "count")
    lacking = [name for name in needed if name not in at]
    if lacking:
        raise InputError(
            f"no column is recognised as the {lacking[0]}",
            where=member.where,
            hint="Counts need the columns area, type, month and count.",
        )


def _long(
    table: pd.DataFrame, lines: Ints, layout: Layout, at: Mapping[str, int]
) -> tuple[pd.DataFrame, Ints]:
    wide = [name for name in at if name.startswith(_WIDE)]
    if not wide:
        return table, lines
    beside = table[[name for name in _BESIDE_MONTHS if name in at]]
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
    area = table["area"].fillna("").map(tidy)
    kind = table["type"].fillna("").str.strip()
    known, texts = pd.factorize(table["month"].fillna(""))
    month = dates.read_months(pd.Series(texts, dtype="str"))[known]
    plain_count = table["count"].fillna("").str.strip()
    plain_count = plain_count.str.replace(r"(?<=\d),(?=\d{3}\b)", "", regex=True)
    whole = plain_count.str.fullmatch(r"\d{1,12}(?:\.0+)?").to_numpy(dtype=bool)
    for wrong, what, column in (
        ((area == "").to_numpy(), "the row has no area", area),
        ((kind == "").to_numpy(), "the row has no type", kind),
        (month == dates.NO_MONTH, "the month can't be read", table["month"].fillna("")),
        (~whole, "the count is no whole number of 0 or more", plain_count),
    ):
        if wrong.any():
            first = int(np.argmax(wrong))
            cells = [text for text in column[wrong] if text]
            what = f"{what} ({quoted(cells)})" if cells else what
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
        codes = quoted(frame.loc[again, "area"])
        what = f"the row repeats another's area, type and month ({codes})"
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
        unseen=tuple(on_layout(member.name, layout, meter.hidden, [*at.values()])),
    )
