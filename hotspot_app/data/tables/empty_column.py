"""The message for a column that is used and empty."""

from __future__ import annotations

from hotspot_app.errors import InputError


def why_empty(column: str, *, uncalculated: bool) -> tuple[str, str]:
    """Return a message that a column is empty, with the likely reason and the remedy.

    Parameters
    ----------
    uncalculated
        True if the workbook has formulas without a result.
    """
    if uncalculated:
        return (
            f"the column {column!r} is empty: its formulas were never calculated",
            "Open the file in Excel, save it, and give it again.",
        )
    return f"the column {column!r} is empty", "Fill it in, or give another file."


def is_empty(column: str, where: str, *, uncalculated: bool) -> InputError:
    """Return the refusal of a table with such a column."""
    what, hint = why_empty(column, uncalculated=uncalculated)
    return InputError(what, where=where, hint=hint)
