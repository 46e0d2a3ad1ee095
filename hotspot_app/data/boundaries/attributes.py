"""Codes, names and all other columns of a file of shapes, without the shapes."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from hotspot_app.data.apart import reader
from hotspot_app.named_paths import from_root, refuse
from hotspot_app.progress import SILENT, Progress


def read_attributes(path: Path, progress: Progress = SILENT) -> pd.DataFrame:
    """Read the columns of the one layer of polygons in a file, as text.

    Raises
    ------
    InputError
        If it isn't a file of shapes, or is incomplete, damaged or ambiguous.
    """
    refuse(path)
    found = reader().ask(
        "attributes", {"path": str(from_root(path))}, progress, where=path.name
    )
    return pd.DataFrame(found)
