"""Names of places out of a file: OS Open Names, or a table of codes and names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd

from hotspot_app.data.base.ons import is_code
from hotspot_app.data.base.source_file import SourceFile, fingerprint
from hotspot_app.data.kinds.name_columns import name_column
from hotspot_app.data.kinds.open_names import LONGEST, Box, read_open_names
from hotspot_app.data.own.coded_column import coded_column, text_of
from hotspot_app.errors import InputError
from hotspot_app.progress import SILENT, Progress
from hotspot_app.words import in_quotes

OPEN_NAMES: Final = (
    "Names of places: OS Open Names. Contains OS data © Crown copyright and database "
    "right."
)

_APART: Final = 0.9
"""Share of names that must differ; fewer are names of groups."""


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Names of places in a file that the analyst gave.

    Attributes
    ----------
    name
        Name of the file.
    called
        Names by area code; empty for OS Open Names.
    points
        `open_names.OpenNames.table`, or None.
    attribution
        The line to print on maps, "" if unknown.
    """

    name: str
    sources: tuple[SourceFile, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    points: pd.DataFrame | None = None
    attribution: str = ""


def read_gazetteer(
    path: Path, areas: Collection[str], around: Box, progress: Progress = SILENT
) -> Gazetteer:
    """Read names of places.

    Parameters
    ----------
    areas
        Known codes, of areas and wards.
    around
        West, south, east and north of the areas, in metres.

    Raises
    ------
    InputError
        If the file names none of the areas, or one of them twice.
    """
    found = read_open_names(path, around, progress)
    if found is None:
        return Gazetteer(path.name, (fingerprint(path),), _called(path, areas))
    if found.table.empty:
        raise InputError(
            "no settlement and no road of it lies on this map",
            where=path.name,
            hint="Give OS Open Names of the same place.",
        )
    return Gazetteer(
        path.name, found.sources, points=found.table, attribution=OPEN_NAMES
    )


def _are_names(texts: pd.Series[str]) -> bool:
    """Say whether a column without a name that tells holds names, one an area.

    Figures, codes and groups of areas are none.
    """
    told = texts[texts.ne("")]
    names = told.map(lambda text: any(map(str.isalpha, text)) and not is_code(text))
    return bool(names.all()) and told.nunique() > _APART * len(told)


def _called(path: Path, areas: Collection[str]) -> dict[str, str]:
    coded = coded_column(path, areas, "names")
    columns = map(str, coded.table.frame.columns)
    others = [name for name in columns if name != coded.name]
    column = name_column(others)
    if not column and len(others) == 1 and _are_names(coded.table.frame[others[0]]):
        column = others[0]
    if not column:
        raise InputError(
            f"no column beside {coded.name} is called name",
            where=path.name,
            hint="Give a table with a column of area codes and one called name.",
        )
    known = frozenset(areas)
    called: dict[str, str] = {}
    names = map(text_of, coded.table.column(column, path.name))
    for code, name in zip(coded.codes, names, strict=True):
        if code not in known or not name:
            continue
        if len(name) > LONGEST:
            raise InputError(
                f"the name of {code} has {len(name):,} letters, first "
                f"{in_quotes(name)}; {LONGEST} are read at most",
                where=path.name,
                hint="Shorten it.",
            )
        if called.setdefault(code, name) != name:
            raise InputError(
                f"{code} has two names, {in_quotes(called[code])} and "
                f"{in_quotes(name)}",
                where=path.name,
                hint="Remove one of the rows.",
            )
    if not called:
        raise InputError(
            f"the column {column} names none of the areas",
            where=path.name,
            hint="Give a table with a column of area codes and one called name.",
        )
    return called
