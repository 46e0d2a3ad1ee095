"""What is said of a column that is used and has nothing in it."""

from __future__ import annotations

from hotspot_app.errors import InputError


def why_empty(column: str, *, uncalculated: bool) -> tuple[str, str]:
    """Say that a column is empty, why that may be, and what to do.

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
