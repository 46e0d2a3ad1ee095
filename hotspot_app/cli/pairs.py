"""Options that take NAME=VALUE and may be given more than once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from hotspot_app.errors import WordsError


def add_columns(parser: argparse._ActionsContainer) -> None:
    """Declare the option that says which column is which."""
    parser.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="NAME=HEADER",
        help="which column of an extract is what, where it isn't recognised: "
        "recorded, type, easting, northing, area ...; nothing after = for a column "
        "that must not be used",
    )


def pairs_of(
    given: Sequence[str], option: str, *, blank: bool = False
) -> dict[str, str]:
    """Return the NAME=VALUE arguments of an option as a dict.

    Parameters
    ----------
    blank
        True if a value may be empty.

    Raises
    ------
    WordsError
        If an argument isn't NAME=VALUE, or a name comes twice.
    """
    pairs: dict[str, str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (name and equals and (value or blank)):
            raise WordsError(f"{option} takes NAME=VALUE, not {each!r}")
        if name in pairs:
            raise WordsError(f"{option} {name} was given twice")
        pairs[name] = value
    return pairs
