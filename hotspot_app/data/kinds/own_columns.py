"""Which table of the analyst's own a header is of, and which column is which."""

from __future__ import annotations

from collections.abc import Sequence

from hotspot_app.data.base.ons import plain
from hotspot_app.own_tables import OWN_TABLES, OwnTable


def own_columns(header: Sequence[str], table: OwnTable) -> dict[str, int]:
    """Return the position of each column that the header has, by our name."""
    names = [plain(name) for name in header]
    found: dict[str, int] = {}
    for column in table.columns:
        at = next((names.index(each) for each in column.known if each in names), None)
        if at is not None and at not in found.values():
            found[column.name] = at
    return found


def lacking(header: Sequence[str], table: OwnTable) -> list[str]:
    """Return our names of the columns that the table needs and a header lacks."""
    found = own_columns(header, table)
    needed = (each.name for each in table.columns if each.needed)
    return [name for name in needed if name not in found]


def own_table(header: Sequence[str]) -> OwnTable | None:
    """Return the table that has all its needed columns, most of them first."""
    whole = [
        table
        for table in OWN_TABLES.values()
        if not table.figures and not lacking(header, table)
    ]
    return max(whole, key=lambda each: len(own_columns(header, each)), default=None)
