"""Text that a spreadsheet must not take for a formula."""

from __future__ import annotations


def safe_text(text: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run.

    Source: OWASP, "CSV injection": cells beginning with = + - @ tab or return.
    """
    if isinstance(text, str) and text[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{text}"
    return text
