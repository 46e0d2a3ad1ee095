"""Incidents as police.uk's API gives them: JSON, written anew as rows of text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any, Final

from hotspot_app.data.base.member import NotATable

MOST: Final = 60_000_000
"""Bytes; the API gives at most 10,000 crimes at a time, which are about 4 MB."""

_START: Final = re.compile(rb"\s*\[\s*[{\]]")
"""A list of records; "[Crime No],[Date]" is a header."""

_SHAPES: Final = re.compile(
    rb'"(?:FeatureCollection|Feature|Topology|features|geometry|coordinates|arcs|crs)"'
)

_HEADER: Final = (
    *("Crime ID", "Month", "Longitude", "Latitude", "Location", "Crime type"),
    *("Last outcome category", "Context", "Source"),
)
_RAIL: Final = "British Transport Police"
_CATEGORIES: Final = {
    "criminal-damage-arson": "Criminal damage and arson",
    "violent-crime": "Violence and sexual offences",
    "anti-social-behaviour": "Anti-social behaviour",
}
"""Categories that street files write in other words; the rest only lack capitals."""

_OTHERS: Final = {
    frozenset({"object_of_search"}): "stop and search: searches, not crimes",
    frozenset({"crime", "date"}): "outcomes: what came of crimes, not the crimes",
}


def is_records(start: bytes) -> bool:
    """Say whether a file begins as a JSON list of records does."""
    return _START.match(start.removeprefix(b"\xef\xbb\xbf")) is not None


def is_shapes(start: bytes) -> bool:
    """Say whether the beginning of a JSON file speaks of shapes."""
    return _SHAPES.search(start) is not None


def as_text(content: bytes, where: str) -> bytes:
    """Return the API's list of crimes as the text of a street file, one line a crime.

    Raises
    ------
    NotATable
        If the text is too large, isn't JSON, is nested too deeply, or is no list of
        crimes.
    """
    if len(content) > MOST:
        raise _not_read(f"is JSON of over {MOST / 1e6:,.0f} MB", where)
    try:
        found = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _not_read("is JSON that is damaged or cut off", where) from error
    if not found or not all(isinstance(each, dict) for each in found):
        raise _not_read("is JSON without records", where)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_HEADER)
    for record in found:
        writer.writerow(_row(record, where))
    return text.getvalue().encode("utf-8", "replace")


def _row(record: dict[str, Any], where: str) -> list[str]:
    if not {"category", "month", "location"} <= set(record):
        what = "JSON that isn't police.uk's list of street-level crimes"
        for keys, words in _OTHERS.items():
            if keys <= set(record):
                what = f"police.uk's {words}"
        raise _not_read(f"is {what}", where)
    place = record["location"]
    return [
        _text(record.get("persistent_id")) or _text(record.get("id")),
        _text(record["month"]),
        _text(_in(place, "longitude")),
        _text(_in(place, "latitude")),
        _text(_in(_in(place, "street"), "name")),
        _category(_text(record["category"])),
        _text(_in(record.get("outcome_status"), "category")),
        _text(record.get("context")),
        _RAIL if record.get("location_type") == "BTP" else "",
    ]


def _in(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _text(value: Any) -> str:
    """Return a plain value on one line; nothing of lists and records."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return " ".join(str(value).replace("\0", " ").split())
    return ""


def _category(slug: str) -> str:
    plain = slug.replace("-", " ")
    return _CATEGORIES.get(slug, plain[:1].upper() + plain[1:])


def _not_read(what: str, where: str) -> NotATable:
    return NotATable(
        what,
        where=where,
        hint="Save rows of incidents as CSV or XLSX, and boundaries as GeoJSON.",
    )
