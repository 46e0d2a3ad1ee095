"""Reasons to refuse a whole crime file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from hotspot_app.data.base.member import Member
from hotspot_app.data.crime.chunks import Chunk
from hotspot_app.data.crime.coordinates import Box, mirror_apart
from hotspot_app.data.crime.crime_plan import Plan
from hotspot_app.data.crime.row_tally import RowTally
from hotspot_app.errors import InputError
from hotspot_app.remedies import NameColumns
from hotspot_app.words import counted, quoted

_CHANCE: Final = 20
"""Rows up to which points that look swapped may be slips among true ones."""

_FREE_TEXT: Final = 20
"""Different texts from which a column with one in most rows holds no kinds."""

_SURE: Final = 3
"""Different dates that are no slips any more."""


def refuse_swapped(member: Member, tally: RowTally, extent: Box | None) -> None:
    """Refuse a file whose points fit the areas only with the axes turned.

    Raises
    ------
    InputError
        If none of its points lies in the areas as written, and that isn't by chance.
    """
    counts = tally.counts
    swapped, all_rows = counts["swapped"], counts["located"] == 0
    if extent is not None:
        if not mirror_apart(extent):
            swapped = max(swapped, counts["mirror"])
        all_rows |= swapped > _CHANCE and counts["near"] == 0
    if swapped and all_rows:
        first = _bracketed(tally.shown.get("swapped_axes", ()))
        raise InputError(
            "easting and northing (or longitude and latitude) are swapped in "
            f"{counted(swapped, 'row')}{first}, and no row is where it should be",
            where=member.where,
            hint="Swap the two columns' names, or say which is which.",
            remedies=(NameColumns(("easting", "northing")),),
        )


def _bracketed(texts: Iterable[str]) -> str:
    said = quoted(texts)
    return f" ({said})" if said else ""


def refuse_dates(member: Member, tally: RowTally) -> None:
    """Refuse a file whose dates are month first, half so, or can't be read at all.

    Raises
    ------
    InputError
        With the first such date and its line.
    """
    counts = tally.counts
    for forms in tally.dates.values():
        if forms.are_half_swapped():
            raise InputError(
                "day and month were swapped in a part of the dates by the program they "
                f"were opened in: {forms.many_late:,} different ones with a day over "
                f"12 are written as {forms.late.first!r}, and all others otherwise, as "
                f"{forms.either.first!r}",
                where=member.where,
                hint="Writing them anew mends only one part. Export them again, and "
                "give that file without opening it in a spreadsheet.",
            )
    if counts["american"] >= _SURE and not counts["british"]:
        raise InputError(
            f"dates seem to have the month first: {counts['american']:,} different "
            "ones can't be read day first, such as "
            f"{tally.first('american')}, and none can be read only so",
            where=member.where,
            hint="Write them day first, as 25/04/2025, or as 2025-04-25.",
        )
    if counts["undated"] and not counts["dated"]:
        raise InputError(
            "no row has a date that can be read; the first is "
            f"{tally.first('undated')}",
            where=member.where,
            hint="Write dates as 25/04/2025 or 2025-04-25, months as 2025-04.",
        )


def refuse_free_text(plan: Plan, chunks: Sequence[Chunk]) -> None:
    """Refuse a column of types or sources that has a different text in most rows.

    Names and descriptions of people would be printed as if they were types.

    Raises
    ------
    InputError
        With the column's name, but never its texts, if the analyst didn't name the
        column.
    """
    for name in ("type", "source"):
        if name not in plan.wanted or name in plan.mapped:
            continue
        codes = [chunk.columns[name][chunk.columns[name] >= 0] for chunk in chunks]
        rows = sum(map(len, codes))
        different = len(np.unique(np.concatenate(codes))) if rows else 0
        if different >= _FREE_TEXT and different > rows / 2:
            header = plan.layout.header[plan.wanted[name]]
            raise InputError(
                f"the column {header!r} was taken for the {name}, but has "
                f"{different:,} different texts in {rows:,} rows: names or free text, "
                "perhaps",
                where=plan.member.where,
                hint=f"Another column may be the {name}.",
                remedies=(NameColumns((name,), or_none=True),),
            )
