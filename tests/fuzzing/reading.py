"""Everything that may be given a file, each called as the app calls it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from hotspot_app.data.base.containers import look_into
from hotspot_app.data.base.sources import read_entries
from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.data.boundaries.catalogue import listing
from hotspot_app.data.boundaries.map_layer import read_layer, stated_source
from hotspot_app.data.crime.incidents import inspect_file, read_incidents
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.deprivation_file import read_deprivation
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import read_lookup
from hotspot_app.data.kinds.headers import read_head
from hotspot_app.data.kinds.postcodes import read_postcodes
from hotspot_app.data.own.gazetteer import read_gazetteer
from hotspot_app.data.own.group_columns import in_one_each
from hotspot_app.data.own.group_file import read_groups
from hotspot_app.data.own.own_table import read_own_table
from hotspot_app.data.own.pairs import read_pairs
from hotspot_app.data.tables.layout import Columns, Meter
from hotspot_app.data.tables.table import read_blocks, read_layout
from hotspot_app.errors import HotspotError
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.project.intake import column_check
from hotspot_app.project.intake.first_look import look
from hotspot_app.project.intake.recognise import recognise
from hotspot_app.project.save import recovery
from hotspot_app.project.save.file import opened
from hotspot_app.project.save.name_library import NameLibrary, file_of
from hotspot_app.project.save.settings import read_settings, settings_file
from tests.fuzzing.tables import AREAS, TABLES

Read = Callable[[Path], object]

AROUND: Final = (440_000.0, 110_000.0, 446_000.0, 116_000.0)


def _with_postcodes(path: Path) -> object:
    beside = path.parent / "postcodes known.csv"
    beside.write_text(TABLES["postcodes"], encoding="utf-8")
    return read_incidents([path], extent=None, postcodes=beside)


def _mapped(path: Path) -> object:
    """Read an extract whose columns the analyst said, from those it has."""
    head = read_head(path)
    known = {**column_check.suggestions(head), **column_check.guesses(head)}
    for ours, theirs in known.items():
        column_check.check(head, ours, theirs)
    return read_incidents([path], extent=AROUND, mapping=known)


def _grouped(path: Path) -> object:
    found = read_groups(path, AREAS)
    for column in found.columns:
        try:
            in_one_each(found, column)
        except HotspotError:
            continue
    return found


def _own(name: str) -> Read:
    return lambda path: read_own_table(path, OWN_TABLES[name])


def _blocks(path: Path) -> object:
    with look_into([path]) as found:
        for member in found.members[:3]:
            layout = read_layout(member, lambda names: sum(map(bool, names)))
            at = {f"c{i}": i for i in range(len(layout.header))}
            list(read_blocks(member, layout, Columns.of(at), Meter()))
        return found


def _record(path: Path) -> object:
    told = read_entries(path.parent)
    listing([path.parent])
    return told


def _settings(path: Path) -> object:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, settings_file())
    return read_settings()


def _kept_names(path: Path) -> object:
    file_of("lsoa").parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, file_of("lsoa"))
    return NameLibrary().kept("lsoa")


def _left_behind(path: Path) -> object:
    recovery.folder().mkdir(parents=True, exist_ok=True)
    shutil.copy(path, recovery.folder() / path.name)
    return recovery.left_behind()


READERS: Final[Mapping[str, Read]] = {
    "look": lambda path: look([path]),
    "recognise": recognise,
    "inspect": inspect_file,
    "incidents": lambda path: read_incidents([path], extent=AROUND),
    "incidents by postcode": _with_postcodes,
    "incidents as said": _mapped,
    "counts": read_counts,
    "residents": lambda path: read_denominator(path, "residents"),
    "households": lambda path: read_denominator(path, "households"),
    "workday": lambda path: read_denominator(path, "workday"),
    "lookup": read_lookup,
    "postcodes": read_postcodes,
    "deprivation": read_deprivation,
    "groups": _grouped,
    "names": lambda path: read_gazetteer(path, AREAS, AROUND),
    "kept names": _kept_names,
    "pairs": read_pairs,
    **{name: _own(name) for name in OWN_TABLES},
    "head": read_head,
    "blocks": _blocks,
    "areas": read_areas,
    "attributes": read_attributes,
    "layer": lambda path: read_layer(path, AROUND),
    "stated source": stated_source,
    "project": opened,
    "settings": _settings,
    "unsaved": _left_behind,
    "record": _record,
}

_CRIME: Final = ("inspect", "incidents", "incidents by postcode", "incidents as said")

REACHED: Final[Mapping[str, tuple[str, ...]]] = {
    "street": (*_CRIME, "blocks"),
    "extract": (*_CRIME, "blocks"),
    "postal extract": (*_CRIME, "blocks"),
    "counts": ("counts", "blocks"),
    "wide counts": ("counts", "blocks"),
    "residents": ("residents", "groups"),
    "nomis": ("residents", "groups"),
    "households": ("households", "residents"),
    "workday": ("workday", "residents"),
    "deprivation": ("deprivation", "groups"),
    "lookup": ("lookup", "groups"),
    "postcodes": ("postcodes",),
    "code-point": ("postcodes",),
    "names": ("names", "groups"),
    "open names": ("names",),
    "groups": ("groups", "pairs", "lookup"),
    "pairs": ("pairs", "groups"),
    **{name: (name, "groups") for name in OWN_TABLES},
    "map": ("areas", "attributes", "layer", "stated source", "groups"),
    "picture": ("layer", "stated source"),
    "project": ("project",),
    "settings": ("settings",),
    "kept names": ("kept names",),
    "unsaved": ("unsaved",),
    "record": ("record", "areas"),
}
"""What a file is to the readers that are sure to be given it."""

_TABULAR: Final = (
    *_CRIME,
    *("counts", "residents", "households", "workday", "lookup", "postcodes"),
    *("deprivation", "names", "groups", "pairs", "head", "blocks"),
    *OWN_TABLES,
)
_ANY: Final = (*_TABULAR, "areas", "layer", "look", "project")


def others(kind: str) -> tuple[str, ...]:
    """Return further readers that a file of a kind may be given by mistake."""
    if kind in TABLES:
        return _TABULAR
    return ("look",) if kind in {"settings", "kept names", "unsaved"} else _ANY
