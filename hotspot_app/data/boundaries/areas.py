"""Boundaries ready for the statistics, as the reader gives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd

from hotspot_app.data.apart import reader
from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.method import Note
from hotspot_app.named_paths import from_root, refuse
from hotspot_app.progress import SILENT, Progress
from hotspot_app.schema import HasAreas


@dataclass(frozen=True, eq=False)
class AreaFile(HasAreas):
    """Areas ready for the statistics, with level, vintage and source.

    Attributes
    ----------
    areas
        `schema.AREA_COLUMNS`, index `code`, sorted; EPSG:27700, valid. Has the column
        `district` if the file names the districts.
    level
        "lsoa", "ward", "msoa", "district", the user's own name for the level, or
        "area".
    vintage
        Year of the codes (2011, 2021, 2025), None if unknown.
    place
        Name of the shown areas together: "Southampton", or "the area".
    source
        The file.
    attribution
        The line to print on every map.
    notes
        Choices made and cautions.
    beside
        Other files that were read with it, as the parts of a Shapefile.
    """

    areas: gpd.GeoDataFrame
    level: str
    vintage: int | None
    place: str
    source: SourceFile
    attribution: str
    notes: tuple[Note, ...]
    beside: tuple[SourceFile, ...] = ()


def read_areas(
    path: Path,
    *,
    level: str = "",
    code: str = "",
    name: str = "",
    district: str = "",
    progress: Progress = SILENT,
) -> AreaFile:
    """Read a boundary file.

    Parameters
    ----------
    path
        GeoJSON, TopoJSON, GeoPackage, Shapefile, a zip with one of them, or the
        folder of a File Geodatabase.
    level
        Level of the areas: checked if it is an ONS level ("lsoa", "ward"), else a name
        for the analyst's own areas ("beat").
    code, name
        Columns of codes and names, where the file's own aren't recognised.
    district
        Code or name of the district to show. Areas that touch it stay as
        neighbours (`shown` false), all others go.

    Raises
    ------
    InputError
        If the file can't be read, or lacks codes, shapes or a coordinate
        system, repeats codes, or lies outside Great Britain.
    WordsError
        If a column named by the user isn't there.
    """
    refuse(path)
    asked = {
        "path": str(from_root(path)),
        "level": level,
        "code": code,
        "name": name,
        "district": district,
    }
    found = reader().ask("areas", asked, progress, where=path.name)
    return AreaFile(
        areas=found["areas"],
        level=found["level"],
        vintage=found["vintage"],
        place=found["place"],
        source=SourceFile(**found["source"]),
        attribution=found["attribution"],
        notes=tuple(Note(**note) for note in found["notes"]),
        beside=tuple(SourceFile(**each) for each in found["beside"]),
    )
