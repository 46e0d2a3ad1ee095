"""A GeoPackage's database made plain: tables only, nothing that computes."""

from __future__ import annotations

import re
import sqlite3
import struct
from contextlib import closing
from pathlib import Path
from typing import Final

from hotspot_app.data.shapes.map_formats import damaged
from hotspot_app.errors import InputError
from hotspot_app.named_paths import is_there
from hotspot_app.words import printable

MARK: Final = b"SQLite format 3\x00"
_WITH_LOG: Final = b"\x02\x02"
"""Header of a file that QGIS has open: its latest changes are in a log beside it."""
_WITHOUT_LOG: Final = b"\x01\x01"
_AGAIN: Final = "Download or export it again."
_INDEX: Final = re.compile(
    r'create virtual table ("[^"]*"|\w+) using rtree ?\([\w\s,"]*\)', re.I
)
"""The one made-up table that GeoPackages need: their index of shapes."""

_OWN: Final = "In QGIS, export the layer to a GeoPackage of its own."


def check_closed(path: Path) -> None:
    """Refuse a GeoPackage whose latest changes are still in a log file beside it.

    Raises
    ------
    InputError
        If there is such a log file.
    """
    log = path.with_name(f"{path.name}-wal")
    if is_there(log) and log.stat().st_size:
        raise InputError(
            f"another program has it open and keeps changes in {printable(log.name)}",
            where=path.name,
            hint="Close it in QGIS, or open and close it there, and give it again.",
        )


def plain(content: bytes, where: str) -> bytes:
    """Return a GeoPackage's bytes without views and virtual tables.

    A view is a program that runs as it is read: it can call itself, run for ever, and
    call functions of GDAL's that open files and connections. Triggers stay, since they
    run when something is written, and nothing is.

    Raises
    ------
    InputError
        If the file is cut short or damaged, or a layer of it is a view or virtual
        table.
    """
    _check_whole(content, where)
    if content[18:20] == _WITH_LOG:
        content = content[:18] + _WITHOUT_LOG + content[20:]
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(content)
            database.execute("PRAGMA trusted_schema=OFF")
            database.execute("PRAGMA writable_schema=ON")
            gone = _take_out(database, _views(database), where)
            gone |= _take_out(database, _made_up(database), where)
            _check_columns(database, where)
            return database.serialize() if gone else content
    except (sqlite3.Error, OverflowError, UnicodeDecodeError) as error:
        raise damaged(where, "its database can't be read") from error


def _check_whole(content: bytes, where: str) -> None:
    if not content.startswith(MARK) or len(content) < 100:
        raise InputError("this isn't a GeoPackage", where=where, hint=_AGAIN)
    page: int = struct.unpack(">H", content[16:18])[0]
    pages: int = struct.unpack(">I", content[28:32])[0]
    whole = (65536 if page == 1 else page) * pages
    if len(content) < whole:
        raise InputError(
            f"the file is cut short: {len(content):,} of {whole:,} bytes",
            where=where,
            hint=_AGAIN,
        )


def _views(database: sqlite3.Connection) -> set[str]:
    found = database.execute(
        "SELECT name FROM sqlite_master WHERE lower(type)='view' UNION "
        "SELECT name FROM pragma_table_list WHERE schema='main' AND type='view'"
    )
    return {str(name) for (name,) in found}


def _made_up(database: sqlite3.Connection) -> set[str]:
    """Return tables that a module makes up, but for indexes of shapes."""
    found = database.execute(
        "SELECT name, sql FROM pragma_table_list JOIN sqlite_master USING (name) "
        "WHERE pragma_table_list.type='virtual' AND schema='main'"
    )
    return {
        str(name)
        for name, sql in found
        if not _INDEX.fullmatch(" ".join(str(sql).split()))
    }


def _take_out(database: sqlite3.Connection, programs: set[str], where: str) -> bool:
    """Take programs out of a database; say whether there were any."""
    known = {name.casefold() for name in programs}
    if "gpkg_contents" in known:  # to ask it what there is would run it
        raise damaged(where, "its database can't be read")
    for (layer,) in database.execute("SELECT table_name FROM gpkg_contents"):
        if str(layer).casefold() in known:
            raise InputError(
                f"its layer {layer} is a view, which computes its shapes as it is read",
                where=where,
                hint=_OWN,
            )
    for name in programs:
        database.execute("DELETE FROM sqlite_master WHERE name=?", (name,))
    database.commit()
    if programs:  # what the connection remembers of them goes when it reads anew
        version = database.execute("PRAGMA schema_version").fetchone()[0]
        database.execute(f"PRAGMA schema_version={int(version) + 1}")
    return bool(programs)


def _check_columns(database: sqlite3.Connection, where: str) -> None:
    computed = database.execute(
        "SELECT t.name FROM pragma_table_list AS t, pragma_table_xinfo(t.name) AS c "
        "WHERE t.type<>'virtual' AND t.schema='main' AND c.hidden IN (2, 3)"
    ).fetchone()
    if computed is not None:
        raise InputError(
            f"its table {computed[0]} has columns that are computed as they are read",
            where=where,
            hint=_OWN,
        )
