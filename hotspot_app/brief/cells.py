"""Text that a spreadsheet must not take for a formula."""

from __future__ import annotations

from typing import Final

_RUN: Final = frozenset("=+-@\t\r\n＝＋－＠")


def safe_text(text: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run.

    Source: OWASP, "CSV injection": cells beginning with = + - @, also in the wide
    form of Asian scripts, or with a tab or the end of a line.
    """
    if isinstance(text, str) and text[:1] in _RUN:
        return f"'{text}"
    return text
