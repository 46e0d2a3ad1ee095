"""The kind of a file: incidents, boundaries, residents, deprivation, a lookup ..."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hotspot_app.data.base.source_file import fingerprint
from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.crime.incidents import FileFacts, inspect_file
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.deprivation_file import read_deprivation
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import read_lookup
from hotspot_app.data.kinds.open_names import is_map_of_names
from hotspot_app.data.kinds.postcodes import read_postcodes
from hotspot_app.data.own.own_table import read_own_table
from hotspot_app.data.tables.text_lines import refuse_endless
from hotspot_app.errors import InputError
from hotspot_app.faults import one_file
from hotspot_app.named_paths import refuse
from hotspot_app.own_tables import OWN_TABLES, OwnTable
from hotspot_app.project.intake.first_look import is_map, what_is
from hotspot_app.project.intake.items import Kind, Unknown
from hotspot_app.schema import DENOMINATORS, REASONS, Denominator


@dataclass(frozen=True, slots=True)
class Recognised:
    """The kind of a file, with facts about it."""

    name: str
    kind: str
    facts: Mapping[str, Any]


def recognise(path: Path, columns: Mapping[str, str] | None = None) -> list[Recognised]:
    """Return what a file, or each crime file in a folder or archive, is.

    Parameters
    ----------
    columns
        The choice of an extract's columns, as in `Files.columns`.

    Raises
    ------
    InputError
        If the app can't read the file: what it looks like, and what to do.
    """
    refuse(path)
    with one_file(path.name):
        if is_map(path):
            return _map(path)
    if path.is_dir():
        with one_file(path.name):
            return _incidents(path, columns)
    refuse_endless(path)
    told = what_is(path, columns=columns)
    if isinstance(told, Unknown):
        raise InputError(told.why, remedies=told.remedies)
    with one_file(path.name):
        if told.kind == "crime":
            return _incidents(path, columns)
        if told.kind == "figures":
            return [_figures(path, kind) for kind in DENOMINATORS if kind in told.holds]
        if told.kind == "own":
            return [_own(path, OWN_TABLES[name]) for name in told.holds]
        return _READERS[told.kind](path)


def _map(path: Path) -> list[Recognised]:
    try:
        return _areas(path)
    except InputError:
        if is_map_of_names(path):
            return _names(path)
        raise


def _areas(path: Path) -> list[Recognised]:
    found = read_areas(path)
    facts = {
        "level": found.level,
        "codes_of": found.vintage,
        "place": found.place,
        "areas": len(found.areas),
        "notes": list(found.notes),
    }
    return [Recognised(path.name, "boundaries", facts)]


def _deprivation(path: Path) -> list[Recognised]:
    found = read_deprivation(path)
    columns = map(str, found.table.columns)
    domains = [c.removesuffix("_rank") for c in columns if c.endswith("_rank")]
    facts = {
        "edition": found.edition,
        "codes_of": found.vintage,
        "areas": len(found.table),
        "domains": domains,
    }
    return [Recognised(path.name, "deprivation", facts)]


def _lookup(path: Path) -> list[Recognised]:
    found = read_lookup(path)
    facts = {
        "from": f"{found.old_level} {found.old_vintage or ''}".strip(),
        "to": f"{found.new_level} {found.new_vintage or ''}".strip(),
        "pairs": len(found.pairs),
    }
    return [Recognised(path.name, "lookup between codes", facts)]


def _incidents(path: Path, columns: Mapping[str, str] | None) -> list[Recognised]:
    return [_crime(facts) for facts in inspect_file(path, mapping=columns)]


def _ready_counts(path: Path) -> list[Recognised]:
    counts, facts = read_counts(path)
    known = {
        "types": sorted(counts["type"].unique()),
        "months": [str(month) for month in sorted(counts["month"].unique())],
        "areas": int(counts["area"].nunique()),
        "incidents": int(counts["count"].sum()),
        "rows": facts.rows,
        "notes": list(facts.notes),
    }
    return [Recognised(path.name, "ready counts", known)]


def _figures(path: Path, kind: Denominator) -> Recognised:
    found = read_denominator(path, kind)
    facts = {
        "figures": found.words,
        "codes_of": found.vintage,
        "areas": int(found.values.notna().sum()),
        "total": round(float(found.values.sum())),
        "notes": list(found.notes),
    }
    return Recognised(path.name, kind, facts)


def _own(path: Path, table: OwnTable) -> Recognised:
    found = read_own_table(path, table)
    facts = {
        "table": table.title,
        "rows": len(found.frame),
        "columns": list(found.frame.columns),
        "notes": list(found.notes),
    }
    return Recognised(path.name, table.id, facts)


def _postcodes(path: Path) -> list[Recognised]:
    read_postcodes(path)
    return [Recognised(path.name, "postcodes", {"size": fingerprint(path).size})]


def _names(path: Path) -> list[Recognised]:
    facts = {"size": fingerprint(path).size} if path.is_file() else {}
    return [Recognised(path.name, "names of places", facts)]


def _crime(facts: FileFacts) -> Recognised:
    return Recognised(
        facts.file.name,
        f"incidents ({facts.dialect})",
        {
            "archive": facts.archive,
            "source": ", ".join(facts.sources),
            "rows": facts.rows,
            "months": [str(month) for month in facts.months],
            "lsoa_codes_of": facts.lsoa_vintage,
            "encoding": facts.encoding,
            "delimiter": facts.delimiter,
            "columns": dict(facts.columns),
            "columns_not_kept": facts.dropped_columns,
            "left_out": {REASONS[name]: count for name, count in facts.reasons.items()},
            "sha256": facts.file.sha256,
        },
    )


_READERS: Final[Mapping[Kind, Callable[[Path], list[Recognised]]]] = {
    "deprivation": _deprivation,
    "lookup": _lookup,
    "counts": _ready_counts,
    "postcodes": _postcodes,
    "names": _names,
    "areas": _areas,
}
