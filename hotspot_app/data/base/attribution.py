"""The words that licences ask for, by kind of source."""

from __future__ import annotations

from typing import Final

OS_YEAR: Final = 2026
"""Year of the Ordnance Survey right printed under ONS boundaries."""

ONS: Final = (
    "Source: Office for National Statistics licensed under the Open Government "
    "Licence v.3.0."
)


def boundaries(level: str, file_name: str) -> str:
    """Return the line for boundaries.

    Parameters
    ----------
    level
        Level of the codes if they are ONS codes, else "".
    file_name
        Name of the file, stated for the analyst's own boundaries.
    """
    if not level:
        return f"Boundaries: {file_name}, as supplied."
    return f"{ONS} Contains OS data © Crown copyright and database right {OS_YEAR}"


def deprivation(edition: int | None, file_name: str) -> str:
    """Return the line for the Indices of Deprivation of an edition."""
    if edition is None:
        return f"Deprivation: {file_name}, as supplied."
    return (
        "Ministry of Housing, Communities and Local Government, English Indices of "
        f"Deprivation {edition}, OGL v3.0"
    )


def denominator(official: bool, words: str, file_name: str) -> str:
    """Return the line for a table of residents, households and the like."""
    if not official:
        return f"{words[:1].upper()}{words[1:]}: {file_name}, as supplied."
    return f"{words[:1].upper()}{words[1:]}. {ONS}"
