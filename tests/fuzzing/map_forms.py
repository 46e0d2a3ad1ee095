"""Ways to spoil maps and pictures that know how they are written."""

from __future__ import annotations

import random
import re
import sqlite3
import struct
from contextlib import closing, suppress
from typing import Any, Final

from tests.fuzzing.spoiling import BYTES, FLOATS, INTEGERS, INTEGERS_WIDE, TOKENS


def _put(content: bytes, at: int, kind: str, value: float) -> bytes:
    raw = struct.pack(kind, value)
    return content[:at] + raw + content[at + len(raw) :]


def shp_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil a record of shapes: its length, kind, counts, parts or corners."""
    records, at = [], 100
    while at + 60 < len(content):
        records.append(at)
        at += 8 + 2 * struct.unpack_from(">I", content, at + 4)[0]
    for _ in range(r.choice((1, 1, 3))):
        at = r.choice(records)
        whole = r.choice(INTEGERS_WIDE)
        mode = r.randrange(7)
        if mode == 0:
            content = _put(content, at + r.choice((0, 4)), ">I", whole)
        elif mode == 1:
            kind = r.choice((0, 1, 3, 8, 11, 13, 15, 18, 21, 25, 31, 99))
            content = _put(content, at + 8, "<I", kind)
        elif mode == 2:
            content = _put(content, at + r.choice((44, 48)), "<I", whole)
        elif mode == 3:
            content = _put(content, at + 52, "<I", whole)
        elif mode == 4:
            content = _put(
                content, r.choice((24, 28, 32)), r.choice((">I", "<I")), whole
            )
        elif mode == 5:
            content = _put(content, 36 + 8 * r.randrange(8), "<d", r.choice(FLOATS))
        else:
            corner = at + 56 + 8 * r.randrange(10)
            content = _put(content, corner, "<d", r.choice(FLOATS))
    return content


def dbf_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil the head of a table of attributes, a column's description or cells."""
    whole = r.choice(INTEGERS_WIDE)
    mode = r.randrange(5)
    if mode == 0:
        return _put(content, 4, "<I", whole)
    if mode == 1:
        return _put(content, r.choice((8, 10)), "<H", whole & 0xFFFF)
    column = 32 + 32 * r.randrange(3)
    if mode == 2:
        return _put(content, column + r.choice((16, 17)), "<B", r.randrange(256))
    if mode == 3:
        return _put(content, column + 11, "<B", r.choice(b"CNFDLMIB@+OTXv\0"))
    told = r.choice(TOKENS).encode("utf-8", "surrogatepass")[:200]
    at = r.choice((column, r.randrange(len(content))))
    return content[:at] + told + content[at + len(told) :]


_WKT: Final = (
    *("GEOGCS", "PROJCS", "PARAMETER", "UNIT", "DATUM", "GRID", "LOCAL_CS", "VERTCS"),
    *('PARAMETERFILE["x.gsb"]', 'EXTENSION["PROJ4","+proj=x +init=epsg:1"]'),
    *('EXTENSION["PROJ4","+proj=tmerc +nadgrids=/x"]', 'AUTHORITY["EPSG","999999"]'),
    *("[", "]", '"', ",", "nan", "1e999", "0", "-1", "GEOCCS", "COMPD_CS", "ENGCRS"),
)


def wkt_spoilt(r: random.Random, content: bytes) -> bytes:
    """Change words and numbers of a coordinate system."""
    words = re.split(r'(\W|"[^"]*")', content.decode("ascii", "replace"))
    for _ in range(r.choice((1, 1, 3))):
        words[r.randrange(len(words))] = r.choice((*_WKT, *TOKENS))
    return "".join(words).encode("utf-8", "surrogatepass")


def gpkg_spoilt(r: random.Random, content: bytes) -> bytes:
    """Change cells of a GeoPackage's tables, shapes too, or its pages' heads."""
    if r.random() < 0.3:
        page = 4_096 * r.randrange(max(1, len(content) // 4_096))
        at = page + (100 if not page else 0) + r.randrange(16)
        if r.random() < 0.3:
            at = r.randrange(100)
        return _put(content, at, ">H", r.choice(INTEGERS))
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(content)
        for _ in range(r.choice((1, 1, 3))):
            with suppress(sqlite3.Error, UnicodeError):
                _cell_changed(r, database)
        database.commit()
        return database.serialize()


def _cell_changed(r: random.Random, database: sqlite3.Connection) -> None:
    told = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'rtree%'"
    )
    table = r.choice(sorted(name for (name,) in told))
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    cells = database.execute(f"SELECT rowid, * FROM {table}").fetchall()
    if not cells:
        return
    row, at = r.choice(cells), r.randrange(len(columns))
    value: Any = r.choice((None, True, 0, -1, 2**31, 2**62, 99, *FLOATS, *TOKENS))
    if isinstance(row[at + 1], bytes) and r.random() < 0.9:
        value = _shape_spoilt(r, row[at + 1])
    for trigger in database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        database.execute(f'DROP TRIGGER "{trigger[0]}"')
    database.execute(
        f'UPDATE {table} SET "{columns[at]}" = ? WHERE rowid = ?', (value, row[0])
    )


def _shape_spoilt(r: random.Random, shape: bytes) -> bytes:
    """Spoil a shape in a GeoPackage: a head of eight bytes, an envelope, then WKB."""
    mode = r.randrange(5)
    start = 8 + {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}.get(shape[3] >> 1 & 7, 0)
    if mode == 0:
        return _put(shape, r.randrange(8), "<B", r.randrange(256))
    if mode == 1:
        kind = r.choice((1, 2, 3, 6, 7, 10, 12, 15, 17, 1003, 3003, 0x80000003, 99))
        return _put(shape, start + 1, "<I", kind)
    if mode == 2:
        place = start + r.choice((5, 9, 13))
        return _put(shape, place, "<I", r.choice(INTEGERS_WIDE))
    if mode == 3:
        return _put(shape, start + 13 + 8 * r.randrange(8), "<d", r.choice(FLOATS))
    return r.choice(BYTES)(r, shape)


def tif_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil the directory of a TIFF: tags, kinds, counts, values and places."""
    start = struct.unpack_from("<I", content, 4)[0]
    many = struct.unpack_from("<H", content, start)[0]
    for _ in range(r.choice((1, 1, 2, 4))):
        entry = start + 2 + 12 * r.randrange(many)
        mode = r.randrange(6)
        if mode == 0:
            tag = r.choice(
                (254, 256, 258, 259, 262, 277, 317, 320, 322, 324, 338, 339, 347)
            )
            content = _put(content, entry, "<H", tag)
        elif mode == 1:
            content = _put(content, entry + 2, "<H", r.choice((*range(20), 65535)))
        elif mode == 2:
            content = _put(content, entry + 4, "<I", r.choice(INTEGERS_WIDE))
        elif mode == 3:
            content = _put(
                content, entry + 8, "<I", r.choice((*INTEGERS_WIDE, start, 5, 7))
            )
        elif mode == 4:
            place = r.choice((4, start, start + 2 + 12 * many))
            content = _put(content, place, "<I", r.choice((*INTEGERS_WIDE, start)))
        elif len(content) - 8 > start + 12 * many:
            at = r.randrange(start + 6 + 12 * many, len(content) - 8)
            content = _put(content, at, "<d", r.choice(FLOATS))
    return content
