"""Tables as a spreadsheet takes them from the clipboard."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtGui import QGuiApplication

from hotspot_app.brief.cells import safe_text


def tab_separated(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return heading and rows separated by tabs: numbers plain, text never a formula.

    Examples
    --------
    >>> print(tab_separated(("Place", "Rate"), [("=A", 1234.5)]).expandtabs(8), end="")
    Place   Rate
    '=A     1234.5
    """
    lines = [titles, *rows]
    return "".join("\t".join(map(_cell, line)) + "\n" for line in lines)


def put_on_clipboard(text: str) -> None:
    """Let another program paste a text."""
    QGuiApplication.clipboard().setText(text)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.15g}"
    if isinstance(value, str):
        return str(safe_text(" ".join(value.split())))
    return str(value)
