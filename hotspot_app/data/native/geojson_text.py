"""GeoJSON as text, before GDAL sees it: what in it would open something else."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from hotspot_app.data.map_formats import damaged
from hotspot_app.errors import InputError

_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)
_COLON: Final = re.compile(rb"[ \t\r\n]*+:[ \t\r\n]*+")
_BETWEEN: Final = b"{}[]:,+-.0123456789eE \t\r\n" + b"trufalsenNIity"
"""What may stand between strings: marks, numbers, true, false, null, NaN, Infinity."""

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9:._ /()-]{1,120}")
_LONGEST: Final = 4_000
"""Bytes that the statement of a coordinate system may take."""

_AGAIN: Final = "Export it again in British National Grid (EPSG:27700)."


def as_utf8(content: bytes, where: str) -> bytes:
    """Return a text as UTF-8 without a mark.

    Raises
    ------
    InputError
        If it says that it is UTF-16 and isn't.
    """
    content = content.removeprefix(b"\xef\xbb\xbf")
    for mark, coding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(coding).encode("utf-8")
            except UnicodeDecodeError as error:
                raise InputError("its text is damaged", where=where) from error
    return content


def check(content: bytes, where: str) -> None:
    """Refuse GeoJSON or TopoJSON that would make GDAL open something else.

    A `crs` may be anything in GeoJSON, also a link, which GDAL follows at once and no
    setting forbids. GDAL looks for it in features and shapes too, whatever its case,
    and takes text for JSON that is none. So the text has to be plain JSON, and any
    `crs` in it a plain name.

    Raises
    ------
    InputError
        If it isn't JSON, or names a coordinate system otherwise than by name.
    """
    odd = _STRING.sub(b"", content).translate(None, _BETWEEN)
    if odd or b"\0" in content:
        raise _no_json(where)
    for found in _STRING.finditer(content):
        string = found.group()
        if len(string) < 2 or not string.endswith(b'"'):
            raise _no_json(where)
        if _reads_crs(string):
            _check_crs(content, found.end(), where)


def _no_json(where: str) -> InputError:
    return damaged(where, "it isn't JSON")


def _reads_crs(string: bytes) -> bool:
    if b"\\" not in string:
        return string.lower() == b'"crs"'
    try:
        name, _, _ = str(json.loads(string)).partition("\0")  # where GDAL's texts end
    except ValueError:
        return True  # GDAL may read it otherwise
    return name.casefold() == "crs"


def _check_crs(content: bytes, end: int, where: str) -> None:
    """Refuse a value of `crs` that isn't a plain name; a text is no key, and passes."""
    colon = _COLON.match(content, end)
    if colon is None:
        return
    text = content[colon.end() : colon.end() + _LONGEST].decode("utf-8", "replace")
    try:
        value, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        value = {}
    if not _is_plain(value):
        raise InputError(
            "its coordinate system isn't stated by name: following what it says "
            "instead could open other files or a connection",
            where=where,
            hint=_AGAIN,
        )


def _is_plain(value: Any) -> bool:
    if not isinstance(value, dict):
        return not isinstance(value, list)
    if set(value) - {"type", "properties"} or value.get("type") != "name":
        return False
    told = value.get("properties")
    name = told.get("name") if isinstance(told, dict) and len(told) == 1 else None
    plain = isinstance(name, str) and _PLAIN_NAME.fullmatch(name) is not None
    return plain and "//" not in str(name)
