"""Boundaries of a checklist, read as the project that is being changed reads them."""

from __future__ import annotations

from pathlib import Path

from hotspot_app.data.boundaries.areas import AreaFile, read_areas
from hotspot_app.progress import Progress
from hotspot_app.project.intake.checklist import Checklist


def areas_in(checklist: Checklist, path: Path, progress: Progress) -> AreaFile:
    """Read the areas, cut to the district that was chosen."""
    base = checklist.base
    same = base is not None and base.areas == path
    level = base.level if base is not None and same else ""
    return read_areas(
        path,
        level=level if level not in {"lsoa", "ward"} else "",
        code=base.code_column if base is not None and same else "",
        name=base.name_column if base is not None and same else "",
        district=checklist.district or "",
        progress=progress,
    )


def wards_in(checklist: Checklist, path: Path, progress: Progress) -> AreaFile:
    """Read the wards."""
    base = checklist.base
    same = base is not None and base.wards == path
    return read_areas(
        path,
        code=base.ward_code_column if base is not None and same else "",
        name=base.ward_name_column if base is not None and same else "",
        progress=progress,
    )
