"""Rows of ready counts: checked, totals left out, finer ones added up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.base.member import Member
from hotspot_app.data.base.ons import tidy
from hotspot_app.data.crime.count_totals import Total, called_total, leave_out_totals
from hotspot_app.data.kinds.headers import Head
from hotspot_app.data.tables import dates
from hotspot_app.data.tables.coded_table import is_number
from hotspot_app.data.tables.texts_once import in_order, of_each, respelt
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.remedies import ChooseTypes
from hotspot_app.words import QUOTED, counted, listed, quoted

Mask = npt.NDArray[np.bool_]

_PARTED: Final = re.compile(r"(?<=\d),(?=\d{3}\b)")
_WHOLE: Final = re.compile(r"\d{1,12}(?:\.0+)?")
_KEY: Final = ["source", "area", "type", "month"]
_DAY: Final = "the day"
_CALLED: Final = {"type": "types", "month": "months", "area": "areas"}


class Repeated(InputError):  # noqa: N818 - it is what is said
    """Rows that are alike in area, type and month; other columns may part them."""


def finer_columns(head: Head, at: Mapping[str, int]) -> dict[str, int]:
    """Return columns of text that may part rows of one area, type and month.

    Columns that look personal are none, and aren't read.
    """
    taken = {*at.values(), *head.personal}
    found: dict[str, int] = {}
    for i, name in enumerate(head.header):
        texts = [row[i] for row in head.rows if row[i]]
        figures = sum(map(is_number, texts))
        if name and i not in taken and texts and figures < len(texts) / 2:
            found.setdefault(f"+{name}", i)
    return found


def count_rows(
    table: pd.DataFrame, member: Member, label: str, beside: tuple[str, ...] = ()
) -> tuple[pd.DataFrame, int, tuple[Note, ...]]:
    """Check rows of ready counts, leave out totals, and sum rows of one type and month.

    Rows without an area are left out, unless they are as many as those with one.

    Parameters
    ----------
    table
        Texts of area, type, month and count, of `source` and other columns if the file
        has them, and the line of each row.
    label
        Source of the counts, where no column names it.
    beside
        Columns that may distinguish rows which are otherwise alike.

    Returns
    -------
    pandas.DataFrame
        `schema.COUNT_COLUMNS`.
    int
        Number of rows without an area.

    Raises
    ------
    InputError
        With the first row that can't be used.
    Repeated
        If rows are alike in all columns given.
    """
    rows = pd.DataFrame({name: respelt(table[name], list) for name in beside})
    rows["area"] = respelt(table["area"], _tidied)
    rows["type"] = respelt(table["type"], list)
    rows["source"] = _sources(table, label)
    rows[_DAY] = respelt(table["month"], _days)
    month = of_each(table["month"], _months)
    unread = month == dates.NO_MONTH
    rows["month"] = respelt(table["month"], _ordinals)
    rows["count"] = _numbers(table, member)
    order = [*(name for name in beside), "type", "month", "area"]
    true = frozenset(map(str, pd.unique(month[~unread])))
    keep, totals = leave_out_totals(rows, order, _KEY, true)
    lines = table["line"].to_numpy()
    _refuse_blank(rows, lines, keep, unread, member)
    nowhere = keep & (rows["area"] == "").to_numpy()
    keep &= ~nowhere
    if nowhere.sum() >= keep.sum():
        _refuse(nowhere, lines, member, "the row has no area", rows["area"])
    notes = [_told(member, total) for total in totals]
    notes += _on_nowhere(member, rows[nowhere], lines[nowhere])
    kept = rows
    if not keep.all():
        kept, lines = rows[keep], lines[keep]
    notes += _doubted(member, kept)
    kept, added = _added_up(kept, lines, member, beside)
    named: pd.Series[Any] = kept["month"].cat.remove_unused_categories()
    ordinals = of_each(named, lambda texts: [int(text or 0) for text in texts])
    frame = pd.DataFrame(
        {
            "area": kept["area"].astype(object),
            "type": in_order(kept["type"]),
            "month": pd.arrays.PeriodArray(ordinals, dtype=pd.PeriodDtype("M")),
            "count": kept["count"].to_numpy(dtype=np.int64),
            "source": in_order(kept["source"]),
        }
    ).reset_index(drop=True)
    return frame, int(nowhere.sum()), (*notes, *added)


def _on_nowhere(
    member: Member, rows: pd.DataFrame, lines: npt.NDArray[np.int64]
) -> list[Note]:
    """Tell how many rows have no area, and where the first are."""
    if rows.empty:
        return []
    incidents = counted(int(rows["count"].sum()), "incident")
    first = listed([f"{line:,}" for line in np.unique(lines)[:QUOTED]])
    rows_at = "row" if len(rows) == 1 else "rows"
    of = quoted(rows["source"])
    return [
        Note(
            f"{member.where}: {counted(len(rows), 'count')} of {incidents} "
            f"{'has' if len(rows) == 1 else 'have'} no area and can't be mapped: left "
            f"out (first in {rows_at} {first}; recorded by: {of}).",
            caution=True,
        )
    ]


def _tidied(codes: list[str]) -> list[str]:
    return [tidy(code) for code in codes]


def _days(texts: list[str]) -> list[str]:
    """Return texts that name a day, "" for those that name a month alone."""
    when = dates.read_dates(pd.Series(texts, dtype="str"))
    days = np.where(np.isnat(when), "", np.datetime_as_string(when, unit="D"))
    return list(map(str, days))


def _months(texts: list[str]) -> npt.NDArray[np.int64]:
    return dates.read_months(pd.Series(texts, dtype="str"))


def _ordinals(texts: list[str]) -> list[str]:
    """Return months that can be read by number, the others as they stand."""
    found = zip(_months(texts).tolist(), texts, strict=True)
    return [text if month == dates.NO_MONTH else str(month) for month, text in found]


def _numbers(table: pd.DataFrame, member: Member) -> npt.NDArray[np.int64]:
    plain = respelt(table["count"], lambda texts: [_PARTED.sub("", t) for t in texts])
    whole = of_each(plain, lambda texts: [bool(_WHOLE.fullmatch(t)) for t in texts])
    what = "the count is no whole number of 0 or more"
    _refuse(~whole, table["line"].to_numpy(), member, what, plain)
    read: npt.NDArray[np.int64] = of_each(
        plain, lambda texts: [int(t.split(".")[0] or 0) for t in texts]
    )
    return read


def _refuse_blank(
    rows: pd.DataFrame,
    lines: npt.NDArray[np.int64],
    keep: Mask,
    unread: Mask,
    member: Member,
) -> None:
    for wrong, what, column in (
        ((rows["type"] == "").to_numpy(), "the row has no type", "type"),
        (unread, "the month can't be read", "month"),
    ):
        _refuse(wrong & keep, lines, member, what, rows[column])


def _refuse(
    wrong: Mask,
    lines: npt.NDArray[np.int64],
    member: Member,
    what: str,
    cells: pd.Series[str],
) -> None:
    if wrong.any():
        many = len(np.unique(lines[wrong]))
        given = [text for text in cells[wrong] if text]
        what = f"{what} ({quoted(given)})" if given else what
        raise bad_row(member, int(lines[int(np.argmax(wrong))]), what, many)


def _added_up(
    rows: pd.DataFrame,
    lines: npt.NDArray[np.int64],
    member: Member,
    beside: Sequence[str],
) -> tuple[pd.DataFrame, list[Note]]:
    """Add up rows of one area, type and month that another column parts."""
    again = rows.duplicated(_KEY).to_numpy()
    if not again.any():
        return rows, []
    parting = [*beside, _DAY]
    repeated = rows.duplicated([*_KEY, *parting]).to_numpy()
    if repeated.any():
        first = int(lines[int(np.argmax(repeated))])
        codes = quoted(rows.loc[repeated, "area"])
        what = f"the row repeats another's area, type and month ({codes})"
        bad = bad_row(member, first, what, len(np.unique(lines[repeated])))
        raise Repeated(bad.what, where=bad.where, hint=bad.hint, remedies=bad.remedies)
    cells = rows.groupby(_KEY, sort=False, observed=True)
    different = cells[parting].nunique().gt(1).any()
    names = [name.removeprefix("+") for name in parting if different[name]]
    summed = cells["count"].sum().reset_index()
    text = (
        f"{member.where}: rows of one area, type and month that differ in "
        f"{listed(names, 3)} are added up: {counted(len(rows), 'count')} to "
        f"{len(summed):,}."
    )
    return summed, [Note(text)]


def _told(member: Member, total: Total) -> Note:
    what = _CALLED.get(total.column, total.column.removeprefix("+"))
    label = f'"{total.label}"' if total.label else "without a name"
    where = " and ".join(
        name for name in ("area", "type", "month") if name != total.column
    )
    several = f"the {what}" if total.column in _CALLED else f"those of {what}"
    return Note(
        f"{member.where}: of {several}, the one {label} is for each {where} the sum of "
        f"all others: it is a total, and left out ({counted(total.rows, 'count')}, "
        f"{counted(total.incidents, 'incident')}).",
        caution=True,
    )


def _doubted(member: Member, rows: pd.DataFrame) -> list[Note]:
    """Doubt a type that is called a total and isn't the sum of the others."""
    names = [name for name in rows["type"].unique() if called_total(str(name))]
    if not names or rows["type"].nunique() < 2:
        return []
    return [
        Note(
            f"{member.where}: {listed([repr(n) for n in names], 3)} may be a total by "
            "its name, but isn't the sum of the other types; it is counted as a type. "
            "If it holds the others, leave it out.",
            caution=True,
            remedies=(ChooseTypes(),),
        )
    ]


def _sources(table: pd.DataFrame, label: str) -> pd.Series[Any]:
    """Return who recorded each row; `label` where no column says so."""
    if "source" not in table:
        return pd.Series(label, index=table.index, dtype="category")
    return respelt(
        table["source"], lambda texts: [" ".join(t.split()) or label for t in texts]
    )


def bad_row(member: Member, line: int, what: str, rows: int = 1) -> InputError:
    """Say what is wrong with a row, and with how many."""
    more = f" ({rows:,} such rows)" if rows > 1 else ""
    return InputError(
        what + more,
        where=f"{member.where}, row {line:,}",
        hint="Mend the file, or leave such rows out, and read it again.",
    )
