"""Formats of shapes: which are read, which are not and what to save them as."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Final

from hotspot_app.errors import InputError
from hotspot_app.named_paths import is_there, why_refused

READ: Final = (".geojson", ".json", ".topojson", ".gpkg", ".shp", ".zip")
"""Endings of files; what is inside is told by its first bytes."""

GEODATABASE: Final = "areas.gdb"
"""Name in memory of the folder of a File Geodatabase."""

FIRST_TABLE: Final = "a00000001.gdbtable"
"""The table of a File Geodatabase that lists the others."""

SIDECARS: Final = {
    ".dbf": "the codes and names",
    ".shx": "the index of shapes",
    ".prj": "the coordinate system",
}

NOT_READ: Final = {
    ".kml": "KML, of Google Earth",
    ".kmz": "KMZ, of Google Earth",
    ".tab": "a MapInfo table",
    ".mif": "a MapInfo file",
    ".mid": "a part of a MapInfo file",
    ".fgb": "FlatGeobuf",
    ".gml": "GML",
    ".gpx": "GPX, of satellite navigation",
    ".dxf": "a drawing, of CAD",
    ".dwg": "a drawing, of CAD",
    ".parquet": "Parquet",
    ".geoparquet": "Parquet",
    ".sqlite": "a SpatiaLite database",
    ".mdb": "an Access database",
    ".geojsonl": "GeoJSON in lines",
    ".geojsons": "GeoJSON in lines",
    ".mbtiles": "tiles for a map on the web",
    ".gdbtable": "a part of a File Geodatabase",
    ".dbf": "the table of a Shapefile",
    ".shx": "the index of a Shapefile",
    ".qgz": "a QGIS project and only names the files of shapes",
    ".qgs": "a QGIS project and only names the files of shapes",
    ".aprx": "an ArcGIS project and only names the files of shapes",
    ".mxd": "an ArcGIS project and only names the files of shapes",
    ".lyr": "an ArcGIS layer and only names a file of shapes",
    ".lyrx": "an ArcGIS layer and only names a file of shapes",
}
"""Formats of shapes that the app knows by name only: they can refer to other files, or
hardly anybody who does this work has them."""

_HINTS: Final = {
    ".gdbtable": "Give the whole folder, whose name ends in .gdb.",
    ".dbf": "Give the file that ends in .shp, with the others beside it.",
    ".shx": "Give the file that ends in .shp, with the others beside it.",
}
_SAVE_AS: Final = "In QGIS, export the layer as GeoPackage, and give that."


def is_geodatabase(folder: Path) -> bool:
    """Whether a folder is a File Geodatabase, by what it holds."""
    if why_refused(folder) or not folder.is_dir():
        return False
    return is_there(folder / FIRST_TABLE)


def damaged(where: str, why: str) -> InputError:
    """Say that a file of shapes isn't whole, and what was found wrong."""
    return InputError(
        f"the file is damaged or isn't what its name says ({why})",
        where=where,
        hint="Download or export it again.",
    )


def refusal(name: str) -> InputError:
    """Say that a file isn't read as shapes, and what to do."""
    ending = PurePath(name).suffix.lower()
    what = NOT_READ.get(ending)
    if what is None:
        return InputError(
            "this isn't a boundary file the app reads",
            where=name,
            hint="Save it as GeoPackage (.gpkg), GeoJSON or Shapefile.",
        )
    hint = _HINTS.get(ending, _SAVE_AS)
    return InputError(f"this is {what}, which isn't read", where=name, hint=hint)
