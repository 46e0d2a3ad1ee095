"""Files of shapes as bytes: which format one is, and the parts that make it up.

What GDAL opens is always a copy in memory under names of ours, so that nothing in a
file, its name or its zip can lead to another. Its SHA-256 is of the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final, TypeVar

from hotspot_app.data.base.source_file import SourceFile, read_whole, unreadable
from hotspot_app.data.base.unpacking import DAMAGE, is_folder
from hotspot_app.data.native import geojson_text, geopackage
from hotspot_app.data.native.crs_text import plain_projection
from hotspot_app.data.native.dbf_text import lettered
from hotspot_app.data.native.gdal import in_memory
from hotspot_app.data.shapes.map_formats import (
    FIRST_TABLE,
    GEODATABASE,
    NOT_READ,
    READ,
    SIDECARS,
    damaged,
    is_geodatabase,
    refusal,
)
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.named_paths import is_there, refuse
from hotspot_app.words import printable

MOST: Final = 400_000_000
"""Bytes of a file and its parts; of all LSOAs of England and Wales it is 47 million."""

_MAX_RATIO: Final = 200
_AGAIN: Final = "Download or export it again."
_SHAPES: Final = b"\x00\x00\x27\x0a"
_TOPOLOGY: Final = re.compile(rb'"type"\s*:\s*"Topology"')
_ESRI: Final = re.compile(rb'"(spatialReference|geometryType|fieldAliases)"\s*:')
_TABLE: Final = re.compile(r"a[0-9a-f]{8}\.[a-z]{3,12}|gdb|timestamps")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, eq=False)
class MapFile:
    """The bytes and name of a file of shapes, ready for GDAL.

    Attributes
    ----------
    name
        The file's own name.
    driver
        GDAL's name of the format.
    dataset
        Which of the parts GDAL opens.
    parts
        Bytes of each part, by a name of ours.
    sources
        Files that were read: the file itself first, then those that belong to it.
    notes
        Choices that were made.
    """

    name: str
    driver: str
    dataset: str
    parts: Mapping[str, bytes]
    sources: tuple[SourceFile, ...]
    notes: tuple[Note, ...] = ()

    @contextmanager
    def opened(self) -> Iterator[str]:
        """Give GDAL's name for it, by which no driver but its own opens it."""
        with in_memory(self.parts) as folder:
            by_name = self.driver in {"GeoJSON", "TopoJSON", "GPKG"}
            yield f"{self.driver}:" * by_name + f"{folder}/{self.dataset}"


def read_map_file(path: Path) -> MapFile:
    """Read a file of shapes, plain or zipped, or the folder of a File Geodatabase.

    Raises
    ------
    InputError
        If the file has none of the known formats, or is incomplete, damaged or too
        large.
    """
    refuse(path)
    ending = path.suffix.lower()
    if path.is_dir():
        return _geodatabase(path)
    content, source = read_whole(path, MOST)
    if ending not in READ:
        raise refusal(path.name)
    if not content:
        raise InputError("the file is empty", where=path.name, hint=_AGAIN)
    if ending == ".zip":
        return _zipped(path.name, content, source)
    if ending == ".gpkg":
        geopackage.check_closed(path)
    sources = [source]
    parts = {ending: content}
    if ending == ".shp":
        for end, file in _beside(path).items():
            parts[end], source = read_whole(file, MOST)
            sources.append(source)
    return _made(path.name, parts, tuple(sources))


# --- the formats --------------------------------------------------------------------


def _made(
    name: str, parts: Mapping[str, bytes], sources: tuple[SourceFile, ...]
) -> MapFile:
    """Check the content that an ending promises, and name the driver for it."""
    ending = next(iter(parts))
    content = parts[ending]
    if ending == ".gpkg":
        plain = geopackage.plain(content, name)
        return MapFile(name, "GPKG", "areas.gpkg", {"areas.gpkg": plain}, sources)
    if ending == ".shp":
        return _shapefile(name, parts, sources)
    return _json(name, content, sources)


def _json(name: str, content: bytes, sources: tuple[SourceFile, ...]) -> MapFile:
    text = geojson_text.as_utf8(content, name)
    start = text[:4_096].lstrip()
    if start.startswith(b"<"):
        raise InputError(
            "this is a web page or XML, not GeoJSON",
            where=name,
            hint="Download the file itself, not the page that shows it.",
        )
    if not start.startswith(b"{"):
        raise InputError("this isn't GeoJSON", where=name, hint=_AGAIN)
    if _ESRI.search(start) and b'"Feature"' not in text[:1_000_000]:
        raise InputError(
            "this is ArcGIS's own JSON, which isn't read",
            where=name,
            hint="Ask the service for GeoJSON (f=geojson), or export a GeoPackage.",
        )
    geojson_text.check(text, name)
    geojson_text.check_whole(text, name)
    driver = "TopoJSON" if _TOPOLOGY.search(start) else "GeoJSON"
    return MapFile(name, driver, "areas.json", {"areas.json": text}, sources)


def _shapefile(
    name: str, parts: Mapping[str, bytes], sources: tuple[SourceFile, ...]
) -> MapFile:
    if not parts[".shp"].startswith(_SHAPES):
        raise damaged(name, "it isn't a Shapefile")
    held = {f"areas{end}": content for end, content in parts.items()}
    held["areas.prj"] = plain_projection(held["areas.prj"])
    table = lettered(held["areas.dbf"], held.pop("areas.cpg", b""))
    held["areas.dbf"] = table.content
    if table.page:
        held["areas.cpg"] = table.page
    told = (Note(f"{name}: its letters were read as {table.told}."),)
    notes = told if table.told else ()
    return MapFile(name, "ESRI Shapefile", "areas.shp", held, sources, notes)


def _beside(shape: Path) -> dict[str, Path]:
    """Return the files that belong to a Shapefile, whatever the case of their names.

    Raises
    ------
    InputError
        If a needed file is missing.
    """
    try:
        there = {file.name.lower(): file for file in shape.parent.iterdir()}
    except OSError as error:
        raise unreadable(shape, error) from error
    return _belonging(shape.name, there)


def _belonging(name: str, there: Mapping[str, Found]) -> dict[str, Found]:
    stem = name.rsplit(".", 1)[0]
    found = {
        end: there[f"{stem}{end}".lower()]
        for end in (*SIDECARS, ".cpg")
        if f"{stem}{end}".lower() in there
    }
    if missing := [end for end in SIDECARS if end not in found]:
        what = " and ".join(f"{stem}{end} ({SIDECARS[end]})" for end in missing)
        raise InputError(
            f"the Shapefile lacks {what}",
            where=name,
            hint="A Shapefile is several files: keep .shp, .shx, .dbf and .prj "
            "together, or ask for a GeoPackage.",
        )
    return found


# --- File Geodatabases --------------------------------------------------------------


def _geodatabase(folder: Path) -> MapFile:
    if folder.suffix.lower() != ".gdb" and not is_geodatabase(folder):
        raise InputError(
            "is a folder", where=str(folder), hint="Give the file that is in it."
        )
    try:
        files = [
            file
            for file in sorted(folder.iterdir())
            if is_there(file) and file.is_file()
        ]
    except OSError as error:
        raise unreadable(folder, error) from error
    return _of_tables(folder.name, {f.name: _reading(f) for f in files})


def _reading(file: Path) -> Callable[[], bytes]:
    return lambda: read_whole(file, MOST)[0]


def _of_tables(
    name: str,
    files: Mapping[str, Callable[[], bytes]],
    source: SourceFile | None = None,
) -> MapFile:
    """Take a geodatabase's own files; its SHA-256 is of those of its files by name."""
    parts: dict[str, bytes] = {}
    lines = []
    for file, content in sorted(files.items()):
        if _TABLE.fullmatch(file.lower()):
            parts[f"{GEODATABASE}/{file.lower()}"] = read = content()
            lines.append(f"{hashlib.sha256(read).hexdigest()}  {file}\n")
    if f"{GEODATABASE}/{FIRST_TABLE}" not in parts:
        raise InputError(
            "the File Geodatabase lacks its list of tables",
            where=name,
            hint="Give the whole folder, whose name ends in .gdb, or a zip of it.",
        )
    size = sum(map(len, parts.values()))
    if size > MOST:
        raise InputError(
            f"it has more than {MOST / 1e6:,.0f} MB, more than any needs",
            where=name,
            hint="Export the layer that you need as GeoPackage.",
        )
    whole = hashlib.sha256("".join(lines).encode()).hexdigest()
    sources = (source or SourceFile(printable(name), size, whole),)
    return MapFile(name, "OpenFileGDB", GEODATABASE, parts, sources)


# --- zips ---------------------------------------------------------------------------


def _zipped(name: str, content: bytes, source: SourceFile) -> MapFile:
    """Read the one file of shapes inside a zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _inside(name, archive, source)
    except (*DAMAGE, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise InputError(
            "the zip is damaged or cut short", where=name, hint=_AGAIN
        ) from error


def _inside(name: str, archive: zipfile.ZipFile, source: SourceFile) -> MapFile:
    members = [info for info in archive.infolist() if not is_folder(info)]
    _check_members(name, members)
    shown = [m for m in members if not m.filename.startswith("__MACOSX/")]
    bases = {
        parent
        for member in shown
        if (parent := _parent(member)).suffix.lower() == ".gdb"
    }
    wanted = [m for m in shown if _ending(m) in READ and _ending(m) != ".zip"]
    if len(bases) == 1 and not wanted:
        base = bases.pop()
        tables = {
            PurePosixPath(m.filename).name: _unpacking(archive, m)
            for m in shown
            if _parent(m) == base
        }
        return _of_tables(name, tables, source)
    if not wanted and not bases:
        raise _none_inside(name, shown)
    if len(wanted) + len(bases) != 1:
        there = [*(str(base) for base in bases), *(m.filename for m in wanted)]
        raise InputError(
            f"the zip holds {len(there)} boundary files: {', '.join(there[:4])}",
            where=name,
            hint="Give a zip with one, or unpack it and give one file.",
        )
    (member,) = wanted
    parts = {_ending(member): archive.read(member)}
    if _ending(member) == ".shp":
        folder = PurePosixPath(member.filename).parent
        there_too = {
            PurePosixPath(m.filename).name.lower(): m
            for m in members
            if PurePosixPath(m.filename).parent == folder
        }
        inner = PurePosixPath(member.filename).name
        beside = _belonging(inner, there_too)
        parts |= {end: archive.read(m) for end, m in beside.items()}
    return _made(name, parts, (source,))


def _none_inside(name: str, members: Sequence[zipfile.ZipInfo]) -> InputError:
    """Say what a zip without a file of shapes holds, if that is known by name."""
    for member in members:
        if _ending(member) in NOT_READ:
            return refusal(f"{name}/{PurePosixPath(member.filename).name}")
    return InputError(
        "the zip holds no boundary file",
        where=name,
        hint="Give a zip with one: GeoPackage, GeoJSON or the parts of a Shapefile.",
    )


def _unpacking(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo
) -> Callable[[], bytes]:
    return lambda: archive.read(member)


def _parent(member: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/")).parent


def _ending(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def _check_members(name: str, members: Sequence[zipfile.ZipInfo]) -> None:
    for info in members:
        parts = PurePosixPath(info.filename.replace("\\", "/"))
        if ".." in parts.parts or parts.is_absolute() or ":" in info.filename:
            raise InputError(
                f"the zip holds a file that points outside it ({info.filename})",
                where=name,
                hint="Don't use it; download it from the publisher again.",
            )
        if info.flag_bits & 1:
            raise InputError(
                "the zip is locked with a password",
                where=name,
                hint="Unpack it and give the file inside.",
            )
    size = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if size > MOST or size > _MAX_RATIO * max(packed, 1_000):
        raise InputError(
            f"the zip would unpack to {size / 1e6:,.0f} MB, more than any needs",
            where=name,
            hint="Don't use it; download it from the publisher again.",
        )
