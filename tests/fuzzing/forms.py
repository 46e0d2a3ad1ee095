"""Ways to spoil files that know how a format is written."""

from __future__ import annotations

import copy
import csv
import gzip
import json
import lzma
import random
import re
import sqlite3
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from tests.fuzzing.map_forms import (
    dbf_spoilt,
    gpkg_spoilt,
    shp_spoilt,
    tif_spoilt,
    wkt_spoilt,
)
from tests.fuzzing.packed import ods, unzipped, xls, xlsx, zipped
from tests.fuzzing.spoiling import (
    FLOATS,
    INTEGERS,
    INTEGERS_WIDE,
    TOKENS,
    bytes_spoilt,
    encoded,
    text_spoilt,
)
from tests.fuzzing.tables import TABLES

# --- JSON ---------------------------------------------------------------------------

_VALUES: Final = (
    *(None, True, False, 0, -1, 2**31, 2**63, 10**400, 1e308, -1e308, *FLOATS),
    *("", [], {}, [[]], [None], {"type": "Feature"}, *TOKENS),
    *("Polygon", "Point", "GeometryCollection", "FeatureCollection", [1], [[1, 2]]),
    *("EPSG:27700", "urn:ogc:def:crs:EPSG::27700", [0] * 300, "2025-01", 2, 99),
)


def _places(value: Any) -> list[tuple[Any, Any]]:
    """List every holder and key in a value, however deep."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        holder = waiting.pop()
        keys = holder if isinstance(holder, dict) else range(len(holder))
        for key in keys:
            found.append((holder, key))
            if isinstance(holder[key], (dict, list)):
                waiting.append(holder[key])
    return found


def _changed(r: random.Random, told: Any) -> None:
    places = _places(told)
    if not places:
        return
    holder, key = r.choice(places)
    mode = r.randrange(8)
    if mode < 4:
        holder[key] = copy.deepcopy(r.choice(_VALUES))
    elif mode == 4:
        del holder[key]
    elif mode == 5:
        other, name = r.choice(places)
        holder[key] = copy.deepcopy(other[name])
    elif isinstance(holder, dict):
        holder[r.choice(TOKENS)] = holder[key] if mode == 6 else holder.pop(key)
    elif mode == 6:
        holder[key:key] = [copy.deepcopy(holder[key])] * r.choice((1, 2, 300))
    else:
        r.shuffle(holder)


def _is_line(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_corner, value))


def _is_corner(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(each, (int, float)) for each in value)
    )


def _tangled(r: random.Random, told: Any) -> None:
    """Make a ring cross itself, or put many rings in the place of one."""
    lines = [(h, k) for h, k in _places(told) if _is_line(h[k])]
    if not lines:
        return
    holder, key = r.choice(lines)
    (west, south), *others = holder[key]
    east, north = others[-1] if len(others) > 1 else (west + 500, south + 500)
    many = r.choice((4, 30, 300))
    rings = []
    for _ in range(r.choice((1, 1, 40)) if isinstance(holder, list) else 1):
        ring = [
            [r.uniform(west, east + 0.01), r.uniform(south, north + 0.01)]
            for _ in range(many)
        ]
        rings.append([*ring, ring[0]])
    if isinstance(holder, list):
        holder[key : key + 1] = rings
    else:
        holder[key] = rings[0]


def json_spoilt(r: random.Random, content: bytes) -> bytes:
    """Change what an object says, and keep it JSON, or nearly so."""
    told = json.loads(content)
    for _ in range(r.choice((1, 1, 2, 5))):
        if told and isinstance(told, (dict, list)):
            with suppress(KeyError, IndexError):  # a place that has gone by now
                _changed(r, told) if r.random() < 0.85 else _tangled(r, told)
    text = json.dumps(told, ensure_ascii=r.random() < 0.7)
    mode = r.random()
    if mode < 0.04:
        text = text.replace("[", "[" * r.choice((50, 2_000, 100_000)), 1)
    elif mode < 0.08:
        text = text.replace("{", '{"a":' * r.choice((50, 2_000, 100_000)) + "{", 1)
    elif mode < 0.12:
        text = text.replace('"type"', '"type": "Topology", "type"', r.randrange(3))
    return text.encode("utf-8", "surrogatepass")


# --- zips and workbooks -------------------------------------------------------------

_NAMES: Final = (
    *("", "/abs", "../up", "C:\\x", "a/b/c", "x" * 300, "a\nb", ".hidden", "nul\0x"),
    *("é", "dir/", "a//b", ".", "...", "\\\\s\\x", "2025-01/x-street", "a.gdb/gdb"),
    *("__MACOSX/x", "[Content_Types]", "xl/workbook", "con", "a.gdb/a00000001"),
)
_METHODS: Final = (0, 1, 6, 9, 12, 14, 93, 99, 65535)


def _named(r: random.Random, name: str) -> str:
    ending = name[name.rfind(".") :] if "." in name else ""
    return r.choice((*_NAMES, name)) + r.choice((ending, ending, "", ".csv", ".shp"))


def _member_spoilt(r: random.Random, name: str, content: bytes) -> bytes:
    if name.endswith((".xml", ".rels")) and r.random() < 0.8:
        return xml_spoilt(r, content)
    for ending, spoil in _BY_ENDING.items():
        if name.endswith(ending) and r.random() < 0.8:
            return spoil(r, content)
    return bytes_spoilt(r, content)


def zip_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil a zip: a member's content, the members' names, or its directory."""
    members = unzipped(content)
    mode = r.random()
    if mode < 0.65:
        for _ in range(r.choice((1, 1, 2))):
            at = r.randrange(len(members))
            name, held = members[at]
            members[at] = name, _member_spoilt(r, name, held)
    elif mode < 0.85:
        at = r.randrange(len(members))
        name, held = members[at]
        changed = r.randrange(4)
        if changed == 0:
            members[at] = _named(r, name), held
        elif changed == 1:
            members.append((r.choice((name, _named(r, name))), held))
        elif changed == 2:
            del members[at]
        else:
            packed = r.choice((gzip.compress(held, mtime=0), zipped([(name, held)])))
            members[at] = name + r.choice((".gz", ".zip", "")), packed
    made = zipped(members, r.choice((0, 8, 8, 8, 12, 14)))
    return _directory_spoilt(r, made) if mode > 0.8 or r.random() < 0.1 else made


def _directory_spoilt(r: random.Random, content: bytes) -> bytes:
    made = bytearray(content)
    starts = [at.start() for at in re.finditer(b"PK\x01\x02", content)]
    for _ in range(r.choice((1, 1, 2))):
        if starts and r.random() < 0.8:
            at, kind = r.choice(starts), r.choice("HHI")
            place = r.choice(
                (6, 8, 10, 28, 30, 32, 34) if kind == "H" else (16, 20, 24, 42)
            )
            value = r.choice((*INTEGERS, *_METHODS) if kind == "H" else INTEGERS_WIDE)
        else:
            at, place, kind = (
                content.rfind(b"PK\x05\x06"),
                r.choice((8, 10, 12, 16)),
                "H",
            )
            value = r.choice(INTEGERS)
        if 0 <= at + place <= len(made) - 4:
            struct.pack_into(f"<{kind}", made, at + place, value)
    return bytes(made)


_ATTRIBUTE: Final = re.compile(r'="([^"]*)"')
_ELEMENT: Final = re.compile(r"<[^<>]*>[^<]*")
_WRITTEN: Final = (
    *TOKENS,
    *("A1", "XFD1048576", "ZZZZZZZ99999999999", "A0", "A1048577", "$A$1", "a1", "R1C1"),
    *("A1:XFD1048576", "B2:A1", "s", "inlineStr", "str", "b", "e", "d", "n", "1e400"),
    *("4294967296", "1048576", "16384", "percentage", "float", "date", "-5"),
)


def xml_spoilt(r: random.Random, content: bytes) -> bytes:
    """Change attributes, texts and elements."""
    text = content.decode("utf-8", "replace")
    for _ in range(r.choice((1, 1, 2, 4))):
        found = list((_ATTRIBUTE if r.random() < 0.6 else _ELEMENT).finditer(text))
        if not found:
            break
        one = r.choice(found)
        if one[0].startswith("="):
            told = f'="{r.choice(_WRITTEN)}"'
        else:
            other = r.choice(found)[0]
            tag = one[0][: one[0].index(">") + 1]
            told = r.choice(
                ("", one[0] * 2, other, tag + r.choice(_WRITTEN), one[0] * 500)
            )
        text = text[: one.start()] + told + text[one.end() :]
    if r.random() < 0.05:
        text = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + text
    return text.encode("utf-8", "surrogatepass")


def gz_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil what is packed, and pack it again."""
    return gzip.compress(csv_spoilt(r, gzip.decompress(content)), mtime=0)


def csv_spoilt(r: random.Random, content: bytes) -> bytes:
    """Spoil a table, and write it in some encoding."""
    return encoded(r, text_spoilt(r, content.decode("utf-8", "replace")))


_BY_ENDING: Final[Mapping[str, Callable[[random.Random, bytes], bytes]]] = {
    ".csv": csv_spoilt,
    ".geojson": json_spoilt,
    ".topojson": json_spoilt,
    ".json": json_spoilt,
    ".hotspot": json_spoilt,
    ".unsaved": json_spoilt,
    ".gpkg": gpkg_spoilt,
    ".shp": shp_spoilt,
    ".dbf": dbf_spoilt,
    ".prj": wkt_spoilt,
    ".tif": tif_spoilt,
    ".gz": gz_spoilt,
    ".zip": zip_spoilt,
    ".xlsx": zip_spoilt,
}


_NOT_ITS_FORM: Final = (
    *(ValueError, LookupError, EOFError, OSError, RuntimeError, struct.error),
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, sqlite3.Error, csv.Error),
)
"""What spoiling raises when something has spoilt the file before."""


def spoilt(r: random.Random, name: str, content: bytes, kind: str) -> bytes:
    """Spoil a file as its name says it is written, or as bytes.

    Parameters
    ----------
    kind
        A table's, of which a workbook is sometimes written anew.
    """
    if kind in TABLES and name.endswith((".xlsx", ".xls")) and r.random() < 0.3:
        content = _book_anew(r, name, kind)
        if r.random() < 0.6:
            return content
    found = [spoil for end, spoil in _BY_ENDING.items() if name.endswith(end)]
    if found and r.random() < 0.8:
        with suppress(*_NOT_ITS_FORM):
            content = found[0](r, content)
            if r.random() < 0.85:
                return content
    for _ in range(r.choice((1, 1, 2))):
        content = bytes_spoilt(r, content)
    return content


def _book_anew(r: random.Random, name: str, kind: str) -> bytes:
    write = xls if name.endswith(".xls") else r.choice((xlsx, xlsx, ods))
    text = text_spoilt(r, TABLES[kind]).encode("utf-8", "replace").decode()
    try:
        return write(text)
    except _NOT_ITS_FORM:  # it is no table any more
        return write(TABLES[kind])
