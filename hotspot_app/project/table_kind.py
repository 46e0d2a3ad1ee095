"""What a table is, by the names of its columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

import pandas as pd

from hotspot_app.data import columns
from hotspot_app.data.coded_table import code_column
from hotspot_app.data.deprivation_file import holds_deprivation
from hotspot_app.data.headers import Head
from hotspot_app.data.indicators import denominators_in
from hotspot_app.data.lookups import holds_lookup
from hotspot_app.data.ons import ons_column, plain
from hotspot_app.data.postcodes import holds_postcodes
from hotspot_app.data.ready_counts import holds_counts
from hotspot_app.project.items import Item, Look, Unknown
from hotspot_app.words import counted, listed

STREET = frozenset(map(plain, columns.STREET))
"""Columns of a police.uk street file, in plain letters."""


def table_kind(path: Path, head: Head) -> Look:
    """Say what a table is by its columns."""
    header = head.header
    at = columns.recognise(header)
    code = any(
        (told := ons_column(name)) is not None and told.holds == "code"
        for name in header
    ) or "code" in map(plain, header)
    holds = denominators_in(header)
    incidents = {"type", "easting", "longitude", "postcode"} & set(at)
    if code and holds_deprivation(header):
        return Item(path, "deprivation")
    if holds and not incidents and (code or _coded(head)):
        return Item(path, "figures", holds=holds)
    if holds_lookup(header) and not incidents:
        return _lookup(path, header)
    single = {"id", "easting", "longitude", "postcode"} & set(at)
    if holds_counts(header) and not single:
        return Item(path, "counts")
    if is_extract(at):
        street = {plain(name) for name in header} >= STREET
        return Item(path, "crime", header=() if street else header)
    if holds_postcodes(header):
        return Item(path, "postcodes")
    return Unknown(path, _unknown(path, head), header)


def is_extract(recognised: Collection[str]) -> bool:
    """Say whether columns (`columns.recognise`) are enough for incidents."""
    names = set(recognised)
    placed = {"easting", "northing"} <= names or {"longitude", "latitude"} <= names
    placed |= bool({"postcode", "area"} & names)
    dated = bool({"month", "recorded", "from"} & names)
    return placed and dated and "type" in names


def _coded(head: Head) -> bool:
    """Say whether a column's texts are ONS codes."""
    frame = pd.DataFrame(list(head.rows), columns=list(head.header), dtype="object")
    return bool(code_column(frame.loc[:, ~frame.columns.duplicated()]))


def _lookup(path: Path, header: Sequence[str]) -> Look:
    told = [each for name in header if (each := ons_column(name)) is not None]
    codes = [(each.level, each.year) for each in told if each.holds == "code"]
    levels = Counter(level for level, _ in codes)
    if max(levels.values()) < 2:
        return Unknown(
            path,
            f"{path.name}: says which areas lie in which others. It isn't needed: "
            "the boundaries tell.",
        )
    return Item(path, "lookup")


def _unknown(path: Path, head: Head) -> str:
    shown = listed(list(filter(None, head.header)), 6)
    size = counted(len(head.header), "column")
    return (
        f"{path.name}: a table of {size} ({shown}) that isn't recognised. If it is an "
        "extract of incidents, say which column is which."
    )
