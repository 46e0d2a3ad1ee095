"""The kinds of files, recognised from their first bytes however large they are."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Final

from hotspot_app.data.base.containers import TABLES, look_into
from hotspot_app.data.base.ons import level_of_codes, lsoa_vintage
from hotspot_app.data.base.sources import Entry, read_entries
from hotspot_app.data.base.unpacking import zip_of
from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.data.kinds.headers import Head, head_of
from hotspot_app.data.kinds.open_names import is_map_of_names
from hotspot_app.data.kinds.table_kind import (
    Judged,
    is_street,
    judge,
    judge_shape,
    unknown_words,
)
from hotspot_app.data.shapes.area_columns import as_text, district_columns, find_columns
from hotspot_app.data.shapes.map_formats import NOT_READ, READ, is_geodatabase
from hotspot_app.data.tables.json_rows import is_records, is_shapes
from hotspot_app.errors import InputError
from hotspot_app.faults import one_file
from hotspot_app.named_paths import (
    files_below,
    is_there,
    open_file,
    refusal,
    why_refused,
)
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.intake.items import Item, Look, Unknown, refused
from hotspot_app.words import district_of_lsoa, listed

MAPS: Final = tuple(end for end in (*READ, *NOT_READ) if end != ".zip")
"""Endings of shapes, those too that are known by name and not read."""

_TABLES: Final = (*TABLES, ".zip")
_BESIDE_SHAPES: Final = frozenset(
    {".dbf", ".shx", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".xml"}
)
_NOT_CRIMES: Final = ("-outcomes.csv", "-stop-and-search.csv")
_JSON: Final = 1 << 16
_MEMBERS: Final = 12
"""Files of a zip that are looked at."""


def look(paths: Sequence[Path], progress: Progress = SILENT) -> tuple[Look, ...]:
    """Return what each of some files and folders is.

    A folder whose files are all crime files, or all postcodes, is one item, so
    that what is put into it later counts too; else each of its files is one.

    Raises
    ------
    Cancelled
        If the analyst stopped the work.
    """
    found: list[Look] = []
    given = [path for path in paths if not _beside(path)]
    for i, path in enumerate(given):
        part = progress.part(i / len(given), (i + 1) / len(given))
        part.step(0.0, f"Looking at {path.name}")
        why = why_refused(path)
        if why:
            found.append(refused(path, refusal(path, why)))
        else:
            whole = path.is_file() or is_geodatabase(path) or not path.is_dir()
            found += [look_at(path, part)] if whole else _folder(path, part)
    return tuple(found)


def look_at(
    path: Path,
    progress: Progress = SILENT,
    *,
    columns: Mapping[str, str] | None = None,
    asked: bool = True,
) -> Look:
    """Return what one file is, or the folder of a File Geodatabase.

    Parameters
    ----------
    columns
        The choice of an extract's columns, as in `Files.columns`.
    asked
        True if the analyst gave this file itself, not its folder.
    """
    try:
        return what_is(path, progress, columns=columns, asked=asked)
    except InputError as error:
        return refused(path, error)


def what_is(
    path: Path,
    progress: Progress = SILENT,
    *,
    columns: Mapping[str, str] | None = None,
    asked: bool = True,
) -> Look:
    """Return what one file is, as `look_at`.

    Raises
    ------
    InputError
        If the file can't be read.
    """
    with one_file(path.name):
        if is_map(path):
            return _map(path, progress)
        return _table(path, columns, asked=asked)


def _beside(path: Path) -> bool:
    """Say whether a file is a part of a Shapefile that is read with it."""
    if path.suffix.casefold() not in _BESIDE_SHAPES:
        return False
    shape = path.with_suffix(".shp")
    return is_there(shape) and shape.is_file()


# --- folders --------------------------------------------------------------------


def _folder(folder: Path, progress: Progress) -> list[Look]:
    looks: list[Look] = []
    try:
        with one_file(folder.name):
            files = list(_usable(folder))
    except InputError as error:
        return [refused(folder, error)]
    for i, file in enumerate(files):
        progress.step(i / len(files), f"Looking at {file.name}")
        looks.append(look_at(file, progress, asked=False))
    if not looks:
        why = f"{folder.name}: there is no table and no boundary file in it."
        return [Unknown(folder, why)]
    items = [each for each in looks if isinstance(each, Item)]
    kinds = {each.kind for each in items}
    # OS Open Names comes with a licence, and a file of its header alone
    whole = len(items) == len(looks) or kinds == {"names"}
    if whole and kinds in ({"crime"}, {"postcodes"}, {"names"}):
        first = items[0]
        return [Item(folder, first.kind, header=first.header, files=len(items))]
    return looks


def _usable(folder: Path) -> Iterator[Path]:
    known: set[Path] = set()
    for path in sorted(files_below(folder)):
        inside = path.relative_to(folder)
        if path.suffix.casefold() == ".gdbtable":  # a part of one map
            if path.parent not in known and is_geodatabase(path.parent):
                known.add(path.parent)
                yield path.parent
            continue
        if _beside(path):
            continue
        hidden = any(part.startswith((".", "~$", "__MACOSX")) for part in inside.parts)
        name = path.name.casefold()
        if hidden or name.endswith(_NOT_CRIMES) or not name.endswith(MAPS + _TABLES):
            continue
        yield path


# --- boundaries -----------------------------------------------------------------


def _zipped_map(path: Path) -> bool:
    if path.suffix.casefold() != ".zip":
        return False
    with open_file(path) as stream:
        if not zipfile.is_zipfile(stream):
            return False
        with zip_of(stream, path.name) as archive:
            names = [PurePosixPath(name) for name in archive.namelist()]
    geodatabase = any(name.parent.suffix.casefold() == ".gdb" for name in names)
    return geodatabase or any(name.suffix.casefold() in MAPS for name in names)


def is_map(path: Path) -> bool:
    """Say whether a file holds shapes; of JSON its beginning tells."""
    if path.suffix.casefold() == ".json" and path.is_file():
        with open_file(path) as stream:
            start = stream.read(_JSON)
        return not is_records(start) and is_shapes(start)
    known = path.suffix.casefold() in MAPS
    return known or is_geodatabase(path) or _zipped_map(path)


def _map(path: Path, progress: Progress) -> Item:
    try:
        return _areas(path, progress)
    except InputError:
        if is_map_of_names(path):
            return Item(path, "names")
        raise


def _areas(path: Path, progress: Progress) -> Item:
    table = read_attributes(path, progress)
    names = [str(name) for name in table.columns]
    found = find_columns(table, where=path.name)
    codes = table[found.code].astype("object").map(as_text)
    entry = _entry(path)
    level = (entry.level if entry else "") or found.level or level_of_codes(codes)
    vintage = (entry.vintage if entry else 0) or found.vintage
    if vintage is None and level_of_codes(codes) == "lsoa":
        vintage = lsoa_vintage(codes)
    named = codes
    if found.name:
        named = table[found.name].astype("object").map(as_text)
    by_code, by_name = district_columns(names)
    rows = zip(
        table[by_code].astype("object").map(as_text) if by_code else [""] * len(table),
        table[by_name].astype("object").map(as_text)
        if by_name
        else named.map(district_of_lsoa),
        strict=True,
    )
    districts = () if entry and entry.district else _districts(rows)
    return Item(path, "areas", level or "area", vintage, len(table), districts)


def _districts(rows: Iterator[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pair each district's code with its commonest name."""
    seen: dict[str, Counter[str]] = {}
    for code, name in rows:
        if code or name:
            seen.setdefault(code or name, Counter())[name] += 1
    told = [
        (key if names.most_common(1)[0][0] != key else "", names.most_common(1)[0][0])
        for key, names in seen.items()
    ]
    return tuple(sorted(told, key=lambda pair: (pair[1] or pair[0]).casefold()))


def _entry(path: Path) -> Entry | None:
    """Return what the record of kept boundaries says of a file."""
    path = path.absolute()
    for folder in (path.parent, path.parent.parent):
        for entry in read_entries(folder):
            if folder / entry.file == path:
                return entry
    return None


# --- tables ---------------------------------------------------------------------


def _table(path: Path, columns: Mapping[str, str] | None, *, asked: bool) -> Look:
    if _is_street(path):
        return Item(path, "crime")
    if path.suffix.casefold() not in _TABLES:
        ends = path.suffix or "without an ending"
        raise InputError(
            f"this kind of file ({ends}) isn't read",
            where=path.name,
            hint="Give tables as CSV or XLSX, and boundaries as GeoPackage, GeoJSON or "
            "Shapefile.",
        )
    first: Look | None = None
    with look_into([path]) as found:
        for member in found.members[:_MEMBERS]:
            head = head_of(member, mapping=columns)
            judged = judge(head, columns, asked=member.asked and asked)
            if judged.kind is None and member.asked:
                judged = judge_shape(path) or judged
            told = _look(path, judged, head)
            if isinstance(told, Item):
                return told
            first = first or told
        aside = listed([f"{n:,} × {words}" for words, n in found.aside.items()])
    if first is not None:
        return first
    why = f"{path.name}: there is no table in it" + (f", only {aside}." * bool(aside))
    return Unknown(path, why)


def _look(path: Path, judged: Judged, head: Head) -> Look:
    if judged.kind is None:
        why = f"{path.name}: {unknown_words(judged, head)}"
        header = head.header if judged.mappable else ()
        return Unknown(path, why, header, judged.remedies)
    header = head.header if judged.kind == "crime" and not judged.street else ()
    return Item(path, judged.kind, holds=judged.holds, header=header)


def _is_street(path: Path) -> bool:
    """Tell police.uk's own files by their first line alone: folders hold thousands."""
    if path.suffix.casefold() != ".csv":
        return False
    with open_file(path) as stream:
        line = stream.readline(1000).decode("utf-8", "replace")
    return is_street(line.split(","))
