"""What every format says of a brief as a whole: how it is marked and who wrote it."""

from __future__ import annotations

from hotspot_app.brief.content import Document
from hotspot_app.words import printable


def marked(document: Document) -> str:
    """Return what stands at the top and bottom of every page, slide and sheet."""
    handling = printable(document.handling).strip()
    marking = printable(document.marking).upper()
    return f"{marking} · {handling}" if handling else marking


def author(document: Document) -> str:
    """Return who wrote it, "" if it doesn't say."""
    named = (text for name, text in document.about if name.casefold() == "author")
    return printable(next(named, ""))
