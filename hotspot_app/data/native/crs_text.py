"""Coordinate systems as text: those that would have PROJ open a file are refused."""

from __future__ import annotations

import re
from typing import Final

from hotspot_app.errors import InputError

_BY_NUMBER: Final = re.compile(r"[A-Za-z][\w.-]{0,20}:[\w.-]{1,20}")
_WKT: Final = re.compile(r"\s*[A-Z][A-Z_0-9]*\s*[\[(]")
_OPENS: Final = re.compile(
    r'PARAMETERFILE|EXTENSION\s*[\[(]|://|\\\\|(?<! using towgs84)=|"PROJ[ -]',
    re.IGNORECASE,
)
"""Methods called "PROJ ..." and names with a "=" have PROJ do whatever they say; it
writes "using towgs84=" itself into names of datums."""

_PROJ4: Final = re.compile(
    r'EXTENSION\s*[\[(]\s*"[^"]*"\s*,\s*"([^"]*)"(?!")', re.IGNORECASE
)
_HARMLESS: Final = re.compile(
    r"\s*(\+(proj=(longlat|latlong|merc|tmerc|utm|lcc|laea|aea|stere|sterea|webmerc)"
    r"|nadgrids=@null|(lat_[0-2]|lat_ts|lon_0|k|k_0|x_0|y_0|a|b|rf|R|zone)=[-\d.eE]+"
    r"|(ellps|datum|units|pm|axis|to_meter|type)=[\w.-]+|towgs84=[-\d.,eE]+"
    r"|no_defs|wktext|over|south)\s*)*"
)


def check_crs(text: str | None, where: str) -> None:
    """Refuse a coordinate system that isn't made of plain numbers and names.

    A transformation can name a grid file, by a path or an address, which PROJ opens.

    Parameters
    ----------
    text
        The coordinate system as GDAL gives it: "EPSG:27700", or WKT.

    Raises
    ------
    InputError
        If the text could make GDAL open another file.
    """
    if text is None or _BY_NUMBER.fullmatch(text):
        return
    known = all(_HARMLESS.fullmatch(each) for each in _PROJ4.findall(text))
    rest = _PROJ4.sub("", text)
    if not known or not _WKT.match(text) or _OPENS.search(rest):
        raise InputError(
            "its coordinate system names another file, which isn't opened",
            where=where,
            hint="Export it again in British National Grid (EPSG:27700).",
        )


def plain_projection(content: bytes) -> bytes:
    """Return the text of a .prj in ASCII: other letters are in names only."""
    return (
        content.removeprefix(b"\xef\xbb\xbf")
        .decode("ascii", "replace")
        .encode("ascii", "replace")
    )
