"""Where the libraries that know coordinate systems found their data."""

from __future__ import annotations

from pathlib import Path

import pyogrio
import pyproj


def library_data() -> dict[str, str]:
    """Return the folders of GDAL's data, of its own PROJ's and of pyproj's PROJ's."""
    within = Path(pyogrio.__file__).parent / "proj_data"
    return {
        "gdal": str(pyogrio.get_gdal_data_path()),
        "proj of gdal": str(within) if (within / "proj.db").is_file() else "",
        "proj": pyproj.datadir.get_data_dir(),
    }
