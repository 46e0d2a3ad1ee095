"""The libraries in the app, and their licences."""

from __future__ import annotations

import json

from hotspot_app.brief.versions import versions
from hotspot_app.paths import shipped

NOTICE, BILL = "NOTICE.txt", "sbom.json"


def made_with() -> list[tuple[str, str]]:
    """Return each part with its version and licence.

    A built app brings a bill of all its parts. From the sources only those are known
    that calculate, and their licences are with them.
    """
    bill = shipped("resources") / "licences" / BILL
    if not bill.is_file():
        return list(versions().items())
    told = json.loads(bill.read_text(encoding="utf-8"))
    return [
        (part["name"], f"{part['version']}. {_licence(part)}")
        for part in told["components"]
        if "version" in part
    ]


def where_words_are() -> str:
    """Say where the licences' words can be read."""
    notice = shipped("resources") / "licences" / NOTICE
    if not notice.is_file():
        return "The words of each licence come with each part."
    return f"The words of all licences are in `{notice}`."


def _licence(part: dict[str, list[dict[str, dict[str, str]]]]) -> str:
    said = [each["license"].get("name", "") for each in part.get("licenses", [])]
    plain = " ".join(said).replace("License :: OSI Approved :: ", "")
    return plain or "See its package's licence"
