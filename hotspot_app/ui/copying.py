"""Tables as a spreadsheet takes them from the clipboard."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QGuiApplication

from hotspot_app.brief.cells import safe_text


def tab_separated(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a heading and rows parted by tabs: numbers plain, text never a formula.

    Examples
    --------
    >>> tab_separated(("Place", "Rate"), [("=Quay", 1234.5), ("Park", float("nan"))])
    "Place\\tRate\\n'=Quay\\t1234.5\\nPark\\t\\n"
    """
    lines = [titles, *rows]
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


def put_on_clipboard(text: str) -> None:
    """Let another program paste a text."""
    QGuiApplication.clipboard().setText(text)


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str):
        return " ".join(str(safe_text(value)).split())
    return str(value)
