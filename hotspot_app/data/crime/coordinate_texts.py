"""Coordinates that aren't plain numbers: what they are, where that is plain."""

from __future__ import annotations

import re
from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.data.base.grid import corner_of

Floats = npt.NDArray[np.float64]

_LONGEST: Final = 40
_NUMBER: Final = r"\d+(?:\.\d+)?"
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:[, '  ]\d{3})+(?:\.\d+)?")
_COMMA: Final = re.compile(r"([+-]?\d+),(\d+)")

_LETTERS: Final = {
    "easting": r"e|x|easting|eastings|east",
    "northing": r"n|y|northing|northings|north",
    "longitude": r"lon|long|lng|longitude|x",
    "latitude": r"lat|latitude|y",
}
"""Letters that may stand before a figure or, for the grid, behind it."""

_GRID: Final = {
    axis: re.compile(
        rf"(?:(?:{letters})[\s:=.]*)?([+-]?[\d., ']+?)\s*m?(?:etres)?\s*(?:{letters})?",
        re.IGNORECASE,
    )
    for axis, letters in _LETTERS.items()
    if axis.endswith("ing")
}
_SIDES: Final = {"longitude": "EW", "latitude": "NS"}
_DEGREES: Final = re.compile(
    r"(?:[a-z]{3,9}[\s:=]*)?([NSEW]?)\s*([+-]?)"
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:[°º˚*d]|deg(?:rees)?|\s)?\s*"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’‘`m]|min(?:utes)?|\s)?\s*)?"
    r"(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:[\"″”“s]|''|′′|’’|sec(?:onds)?)?\s*)?"
    r"([NSEW]?)",
    re.IGNORECASE,
)
_SQUARE: Final = re.compile(r"([HJNOST][A-HJ-Z])\s*(\d[\d\s]*\d)", re.IGNORECASE)

MERCATOR: Final = (-1_002_000.0, 6_274_000.0, 279_000.0, 8_800_000.0)
"""West, south, east and north of Britain as web maps write it, metres."""

_SPHERE: Final = 6_378_137.0


def read_coordinate(text: str, axis: str) -> float:
    r"""Return a coordinate written otherwise than as a number, missing if in doubt.

    Parameters
    ----------
    axis
        "easting", "northing", "longitude" or "latitude".

    Examples
    --------
    >>> read_coordinate("E 441737", "easting"), read_coordinate("N441737", "easting")
    (441737.0, nan)
    >>> round(read_coordinate("1°24'27.78\"W", "longitude"), 6)
    -1.407717
    """
    bare = " ".join(text.split())
    if not bare or len(bare) > _LONGEST:
        return np.nan
    return _metres(bare, axis) if axis in _GRID else _degrees(bare, axis)


def _metres(text: str, axis: str) -> float:
    found = _GRID[axis].fullmatch(text)
    figures = found[1].strip() if found else ""
    if _THOUSANDS.fullmatch(figures):
        return float(re.sub(r"[, '  ]", "", figures))
    figures = _COMMA.sub(r"\1.\2", figures)
    return float(figures) if re.fullmatch(rf"[+-]?{_NUMBER}", figures) else np.nan


def _degrees(text: str, axis: str) -> float:
    found = _DEGREES.fullmatch(text)
    if found is None:
        return np.nan
    before, sign, *parts, behind = found.groups()
    side = (before or behind).upper()
    if (before and behind) or (side and (side not in _SIDES[axis] or sign == "-")):
        return np.nan
    degrees, minutes, seconds = (
        float((part or "0").replace(",", ".")) for part in parts
    )
    last = max(at for at, part in enumerate(parts) if part)
    before_last = "".join(part or "" for part in parts[:last])
    if minutes >= 60 or seconds >= 60 or re.search("[.,]", before_last):
        return np.nan
    value = degrees + minutes / 60 + seconds / 3_600
    return -value if sign == "-" or side in ("W", "S") else value


def read_square(text: str) -> tuple[float, float]:
    """Return the middle of the square of a grid reference such as "SU 420 120".

    Examples
    --------
    >>> read_square("SU 420 120")
    (442050.0, 112050.0)
    """
    found = _SQUARE.fullmatch(text.strip()[:_LONGEST])
    digits = re.sub(r"\s", "", found[2]) if found else ""
    if found is None or len(digits) % 2 or not 4 <= len(digits) <= 10:
        return np.nan, np.nan
    east, north = corner_of(found[1])
    half = len(digits) // 2
    size = 10.0 ** (5 - half)
    along, up = (int(part) * size for part in (digits[:half], digits[half:]))
    return east + along + size / 2, north + up + size / 2


def from_mercator(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes of points as web maps write them (EPSG:3857)."""
    longitude = np.degrees(x / _SPHERE)
    latitude = np.degrees(2 * np.arctan(np.exp(y / _SPHERE)) - np.pi / 2)
    return longitude, latitude


A_SQUARE: Final = "a grid reference"

_KINDS: Final = (
    (r"[hjnost][a-hj-z]\s*\d[\d\s]*\d.*", A_SQUARE),
    (
        r".*[°º˚′″].*|.*\d\s*(?:deg|min)\b.*|-?\d+[ :]\d+[ :][\d.]+\D.*",
        "degrees, minutes and seconds",
    ),
    (r"-?\d+[.,]\d+\s*[,;]\s*-?\d+[.,]\d+, .*", "two coordinates in one cell"),
    (r".*\d[eE][+-]\d.*", "a number that a spreadsheet shortened"),
    (r"[^\d]*", "words"),
    (r".*[a-z].*", "a figure with letters"),
)


def looks_like(text: str, *, grid: bool) -> str:
    """Say what unusable coordinates look like, "" if that is unclear.

    Parameters
    ----------
    text
        Both coordinates, separated by a comma and a blank.
    grid
        True if the columns are eastings and northings.
    """
    bare = " ".join(text[: 4 * _LONGEST].split()).casefold()
    for pattern, said in _KINDS:
        if re.fullmatch(pattern, bare):
            return said
    try:
        x, y = (abs(float(part)) for part in bare.split(", "))
    except ValueError:
        return ""
    if grid and min(x, y) < 9 and 49 < max(x, y) < 62:
        return "degrees"
    if not grid and min(x, y) >= 1_000 and max(x, y) < 1_300_000:
        return "metres of the National Grid"
    return "a place far from Britain"
