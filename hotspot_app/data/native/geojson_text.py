"""GeoJSON as text, before GDAL sees it: would it open something else, is it whole."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from hotspot_app.data.shapes.map_formats import damaged
from hotspot_app.errors import InputError

_STRING: Final = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)
_COLON: Final = re.compile(rb"[ \t\r\n]*+:[ \t\r\n]*+")
_BETWEEN: Final = b"{}[]:,+-.0123456789eE \t\r\n" + b"trufalsenNIity"
"""Text allowed between strings: marks, numbers, true, false, null, NaN, Infinity."""

_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9:._ /()-]{1,120}")
_LONGEST: Final = 4_000
"""Bytes that the statement of a coordinate system may take."""

_AGAIN: Final = "Export it again in British National Grid (EPSG:27700)."

_SAID: Final = re.compile(
    rb'"(?:(?P<cut>exceededTransferLimit)"\s*+:\s*+"?true\b'
    rb'|(?P<page>rel)"\s*+:\s*+"next"'
    rb'|(?P<name>number(?:Matched|Returned)|totalFeatures)"\s*+:\s*+(?P<number>\d{1,12}))',
    re.IGNORECASE,
)
"""A key can't stand within a text, where its quotation marks would be escaped."""

_FEATURE: Final = re.compile(rb'"type"\s*+:\s*+"Feature"')
_OF_THE_FILE: Final = 2
"""Brackets around what is said of a whole file: it may lie in one more object."""

_OF_A_LINK: Final = 3
"""Brackets around a link of the file, in its list of links."""


def as_utf8(content: bytes, where: str) -> bytes:
    """Return the bytes of a text as UTF-8 without a byte order mark.

    Raises
    ------
    InputError
        If the byte order mark says UTF-16 and the bytes aren't.
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
    """Refuse GeoJSON or TopoJSON that would make GDAL open another file.

    A `crs` may be anything in GeoJSON, also a link, which GDAL follows at once and no
    setting forbids. GDAL looks for it in features and shapes too, whatever its case,
    and takes text for JSON that is none. So the text has to be plain JSON, and any
    `crs` in it a plain name.

    Raises
    ------
    InputError
        If the text isn't JSON, or gives a coordinate system otherwise than by name.
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


def check_whole(content: bytes, where: str) -> None:
    """Refuse a file that a web service cut short and marked so.

    ArcGIS says that its limit was exceeded, others how many there would have been, or
    that a page follows.

    Parameters
    ----------
    content
        Bytes that `check` has accepted.

    Raises
    ------
    InputError
        With what the file says, and the number of areas in it.
    """
    why = _cut_short(content)
    if not why:
        return
    raise InputError(
        f"the service it comes from cut it short and says so in it ({why}): only "
        f"{len(_FEATURE.findall(content)):,} areas are there",
        where=where,
        hint="Download the whole file from its publisher, or ask the service for the "
        "rest too and join the parts.",
    )


def _cut_short(content: bytes) -> str:
    """Return what is said of the whole file, and not of one of its features."""
    counts: dict[str, int] = {}
    deep = at = 0
    for found in _SAID.finditer(content):
        between = _STRING.sub(b"", content[at : found.start()])
        deep += between.count(b"{") + between.count(b"[")
        deep -= between.count(b"}") + between.count(b"]")
        at = found.start()
        if found["cut"] and deep <= _OF_THE_FILE:
            return "exceededTransferLimit"
        if found["page"] and deep == _OF_A_LINK:
            return "another page follows"
        if found["name"] and deep <= _OF_THE_FILE:
            counts[found["name"].decode().lower()] = int(found["number"])
    there = counts.get("numbermatched", counts.get("totalfeatures", 0))
    given = counts.get("numberreturned", there)
    return f"{given:,} of {there:,}" if given < there else ""


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
