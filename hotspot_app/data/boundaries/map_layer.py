"""A layer of the analyst's own for the map, as the reader gives it."""

from __future__ import annotations

from pathlib import Path

from hotspot_app.data.apart import reader
from hotspot_app.named_paths import from_root, refuse
from hotspot_app.overlay import Box, Overlay, Picture, Shapes
from hotspot_app.progress import SILENT, Progress


def read_layer(path: Path, around: Box, progress: Progress = SILENT) -> Overlay:
    """Read a layer's shapes or picture on and around a map.

    Parameters
    ----------
    around
        Extent of the map; as much again is read on every side.

    Raises
    ------
    InputError
        If the layer can't be used.
    """
    refuse(path)
    asked = {"path": str(from_root(path)), "around": around}
    found = reader().ask("layer", asked, progress, where=path.name)
    if "pixels" in found:
        west, south, east, north = found["extent"]
        return Picture(found["name"], found["pixels"], (west, south, east, north))
    return Shapes(found["name"], found["frame"])


def stated_source(path: Path) -> str:
    """Return the source that a GeoPackage or a TIFF states, "" if none.

    Raises
    ------
    InputError
        If it can't be read.
    """
    refuse(path)
    found = reader().ask(
        "source of layer", {"path": str(from_root(path))}, where=path.name
    )
    return str(found)
