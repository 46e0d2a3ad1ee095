"""Paths of the data of libraries that know coordinate systems."""

from __future__ import annotations

from pathlib import Path

import pyproj

from hotspot_app.data.native.gdal import pyogrio


def library_data() -> dict[str, str]:
    """Return the folders of GDAL's data, of its own PROJ's and of pyproj's PROJ's.

    "" is one that has not come with its library. Nothing may show it: some builds of
    GDAL have a part of the data inside, and others read what they find elsewhere.
    """
    package = Path(pyogrio.__file__).parent
    files = {
        "gdal": package / "gdal_data" / "header.dxf",
        "proj of gdal": package / "proj_data" / "proj.db",
        "proj": Path(pyproj.datadir.get_data_dir()) / "proj.db",
    }
    return {
        name: str(file.parent) if file.is_file() else "" for name, file in files.items()
    }
