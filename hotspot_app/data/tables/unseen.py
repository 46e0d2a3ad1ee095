"""Notes on what was read of a workbook although Excel hides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hotspot_app.data.tables.layout import Layout
from hotspot_app.method import Note
from hotspot_app.words import counted, listed

_ELSE: Final = "To leave out what is hidden, copy what is seen to a new workbook."


def on_unseen(
    where: str, rows: int, *, columns: Sequence[str] = (), sheets: Sequence[str] = ()
) -> list[Note]:
    """Return notes on hidden rows, columns or sheets that were read.

    Parameters
    ----------
    rows
        Number of hidden rows among those read.
    columns, sheets
        Names of hidden columns and sheets in use.
    """
    told = []
    if rows:
        many = counted(rows, "row", "rows")
        told.append(f"{many} that Excel hides, by a filter or by hand, {_are(rows)}")
    if columns:
        names = listed([repr(name) for name in columns])
        word = "column" if len(columns) == 1 else "columns"
        told.append(f"the {word} {names}, which Excel hides, {_are(len(columns))}")
    if sheets:
        word = "sheet" if len(sheets) == 1 else "sheets"
        told.append(
            f"the {word} {listed(sheets)}, which Excel hides, {_are(len(sheets))}"
        )
    return [
        Note(f"{where}: {each} read with the rest. {_ELSE}", caution=True)
        for each in told
    ]


def on_layout(where: str, layout: Layout, rows: int, used: Sequence[int]) -> list[Note]:
    """Tell of what is hidden in a table of which some columns are used."""
    hidden = sorted(layout.hidden_columns.intersection(used))
    columns = [layout.header[at] for at in hidden if at < len(layout.header)]
    return on_unseen(where, rows, columns=columns, sheets=layout.hidden_sheets)


def _are(many: int) -> str:
    return "is" if many == 1 else "are"
