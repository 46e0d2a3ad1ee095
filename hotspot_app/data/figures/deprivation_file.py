"""The English Indices of Deprivation as published, and as others convert them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from hotspot_app.data.base import attribution
from hotspot_app.data.base.ons import lsoa_vintage, ons_column, simple
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.tables.coded_table import Coded, Limits, coded, numbers
from hotspot_app.data.tables.published_table import read_tables
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.schema import DOMAINS
from hotspot_app.words import counted, listed, quoted

AREAS: Final = {2015: 32_844, 2019: 32_844, 2025: 33_755}
"""LSOAs in England that an edition ranks."""

_VINTAGE: Final = {2015: 2011, 2019: 2011, 2025: 2021}
_LAD_YEAR: Final = {2013: 2015, 2019: 2019, 2024: 2025}
"""Year of the districts in a file to the edition that carries them."""

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "imd": (
        "index of multiple deprivation imd",
        "index of multiple deprivation",
        "imd",
    ),
    "income": ("income",),
    "employment": ("employment",),
    "education": ("education skills and training", "education"),
    "health": ("health deprivation and disability", "health and disability", "health"),
    "crime": ("crime",),
    "housing": (
        "barriers to housing and services",
        "housing and services",
        "housing and access",
        "housing",
    ),
    "environment": ("living environment", "environment"),
}
_LIMITS: Final = {
    "score": Limits(),
    "rank": Limits(least=1, whole=True),
    "decile": Limits(least=1, most=10, whole=True),
}
_HEADER: Final = {
    domain: re.compile(
        rf"(?:{'|'.join(names)})(?: domain)? (score|rank|decile)"
        r"(?: rate)?(?: where 1 .*| 1 (?:is )?most deprived.*)?"
    )
    for domain, names in _NAMES.items()
}


@dataclass(frozen=True, eq=False)
class Deprivation:
    """Deprivation by area.

    Attributes
    ----------
    table
        Index `code`, sorted; `<domain>_score`, `<domain>_rank`, `<domain>_decile`,
        float, for the domains of `schema.DOMAINS` in the file; rank and decile 1 are
        the most deprived.
    edition
        2019 or 2025, None if it is none of the official editions.
    vintage
        Year of the codes, None if unknown.
    source, attribution
        The file, and the line to print on maps.
    notes
        Facts about the file, and cautions.
    """

    table: pd.DataFrame
    edition: int | None
    vintage: int | None
    source: SourceFile
    attribution: str
    notes: tuple[Note, ...]

    @property
    def codes(self) -> pd.Index[str]:
        """Every area that has a row."""
        return self.table.index

    def among(self, codes: pd.Index[str]) -> Deprivation:
        """Return the figures of some areas only; notes stay those of the file."""
        return replace(self, table=self.table[self.table.index.isin(codes)])


def read_deprivation(path: Path, *, code: str = "") -> Deprivation:
    """Read the Indices of Deprivation (File 1, File 7, or converted).

    Parameters
    ----------
    path
        CSV or XLSX; in a workbook the sheet with the most domains is taken.
    code
        Column of codes, where it isn't recognised.

    Raises
    ------
    InputError
        If it holds no deprivation, repeats a code, or its ranks and deciles
        can't be those of the edition: a decile is the rank times ten over the
        number of areas ranked, rounded up.
    WordsError
        If the column named by the user isn't there.
    """
    tables, source = read_tables(path)
    ranked = sorted(tables, key=lambda t: -len(_columns(t.frame.columns)))
    columns = _columns(ranked[0].frame.columns)
    found = coded(ranked[0], path.name, code=code) if columns else None
    if found is None or not columns:
        raise InputError(
            "this is no file of the Indices of Deprivation: it lacks "
            + ("a column of area codes" if columns else "ranks, deciles and scores"),
            where=path.name,
            hint="Give File 1 or File 7 of the English Indices of Deprivation.",
        )
    table = pd.DataFrame(
        {
            ours: numbers(
                found, theirs, path.name, limits=_LIMITS[ours.rsplit("_", 1)[1]]
            )
            for ours, theirs in columns.items()
        }
    ).sort_index()
    edition = _edition(found, path.name, table)
    if edition is not None:
        _check(table, edition, path.name)
    told = ons_column(found.column)
    return Deprivation(
        table=table,
        edition=edition,
        vintage=(told.year if told else None)
        or (_VINTAGE.get(edition) if edition else lsoa_vintage(table.index)),
        source=source,
        attribution=attribution.deprivation(edition, path.name),
        notes=(*_notes(table, edition, path.name), *found.unseen),
    )


def holds_deprivation(header: Sequence[str]) -> bool:
    """Say whether columns are those of the Indices of Deprivation."""
    return bool(_columns(header))


def _columns(headers: Sequence[str] | pd.Index[str]) -> dict[str, str]:
    """Map our column names to the file's."""
    found: dict[str, str] = {}
    for header in headers:
        for domain, pattern in _HEADER.items():
            match = pattern.fullmatch(simple(str(header)))
            if match:
                found.setdefault(f"{domain}_{match.group(1)}", str(header))
    order = [f"{d}_{m}" for d in DOMAINS for m in ("score", "rank", "decile")]
    return {name: found[name] for name in order if name in found}


def _edition(found: Coded, where: str, table: pd.DataFrame) -> int | None:
    """Tell the edition by its districts' year, its name, or how many it ranks."""
    for name in found.frame.columns:
        told = ons_column(str(name))
        if told is not None and told.level == "district" and told.year in _LAD_YEAR:
            return _LAD_YEAR[told.year]
    code = ons_column(found.column)
    vintage = code.year if code else None
    for year in re.findall(r"20(?:15|19|25)", f"{found.sheet} {where}"):
        if vintage in {None, _VINTAGE[int(year)]}:
            return int(year)
    if len(table) == AREAS[2025]:
        return 2025
    if vintage == 2021:
        return 2025
    return 2019 if len(table) == AREAS[2019] or vintage == 2011 else None


def _check(table: pd.DataFrame, edition: int, where: str) -> None:
    """Refuse ranks beyond the edition's areas, and deciles that don't follow."""
    total = AREAS[edition]
    for domain in DOMAINS:
        rank = table.get(f"{domain}_rank")
        if rank is None:
            continue
        _refuse(
            rank > total,
            f"{DOMAINS[domain]} ranks lie beyond {total:,}, the areas that the Indices "
            f"of {edition} rank",
            where,
        )
        decile = table.get(f"{domain}_decile")
        if decile is not None:
            both = rank.notna() & decile.notna()
            _refuse(
                both & (np.ceil(10 * rank / total) != decile),
                f"{DOMAINS[domain]} deciles don't follow from their ranks (1 is most "
                f"deprived, {total:,} areas ranked)",
                where,
            )


def _refuse(odd: pd.Series[bool], what: str, where: str) -> None:
    if odd.any():
        raise InputError(
            f"{int(odd.sum()):,} {what} ({quoted(odd.index[odd])})",
            where=where,
            hint="It isn't the file its name says, or it was changed: download "
            "it from the publisher again.",
        )


def _notes(table: pd.DataFrame, edition: int | None, where: str) -> tuple[Note, ...]:
    domains = _domains(table.columns)
    name = f"Indices of Deprivation {edition}" if edition else "deprivation"
    whole = "the whole index and its seven domains" * (len(domains) == len(DOMAINS))
    notes = [
        Note(
            f"{where}: {name}, {counted(len(table), 'area')}, "
            f"{whole or listed([DOMAINS[d] for d in domains])}."
        )
    ]
    if edition is None:
        notes.append(
            Note(
                f"{where}: its edition can't be told, so its ranks and deciles weren't "
                "checked against one.",
                caution=True,
            )
        )
    if list(domains) == ["imd"]:
        notes.append(
            Note(
                f"{where}: it holds the whole index only, which has recorded crime in "
                "it; File 7 has the Income domain, which hasn't.",
                caution=True,
            )
        )
    empty = table.index[table.isna().any(axis=1)]
    if len(empty):
        notes.append(
            Note(
                f"{where}: {counted(len(empty), 'area lacks', 'areas lack')} a figure "
                f"({quoted(empty)}).",
                caution=True,
            )
        )
    return tuple(notes)


def _domains(columns: Sequence[str] | pd.Index[str]) -> Mapping[str, None]:
    return dict.fromkeys(str(column).rsplit("_", 1)[0] for column in columns)
