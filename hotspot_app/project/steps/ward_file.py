"""The wards that are given besides the areas, cut to the district."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import geopandas as gpd
import pandas as pd

from hotspot_app.data.boundaries.areas import AreaFile, read_areas
from hotspot_app.data.crime.incidents import Reading
from hotspot_app.data.figures.ward_figures import overlaps
from hotspot_app.errors import InputError, WordsError
from hotspot_app.faults import one_file
from hotspot_app.method import Note
from hotspot_app.progress import Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.remedies import Give
from hotspot_app.schema import check_areas

_OLD: Final = 4
"""Years: wards are redrawn every few, with new codes."""


def read_wards(
    files: Files, areas: AreaFile, progress: Progress
) -> tuple[AreaFile | None, pd.DataFrame]:
    """Read the wards that lie in the areas, and how they lie over them.

    Raises
    ------
    InputError
        If there are no wards in the file, or none that lie in the areas.
    WordsError
        If the areas are wards themselves.
    """
    if files.wards is None:
        return None, overlaps(areas.areas, areas.areas[:0])
    with one_file(files.wards.name):
        wards = read_areas(
            files.wards,
            code=files.ward_code_column,
            name=files.ward_name_column,
            progress=progress.part(0.0, 0.5),
        )
    _check_levels(areas, wards)
    overlay = overlaps(areas.areas, wards.areas, progress.part(0.5, 1.0))
    wards = _cut(wards, areas.areas, overlay)
    check_areas(wards.areas)
    overlay = overlay[overlay["ward"].isin(wards.areas.index)]
    return wards, _without_slivers(overlay, areas.areas)


def old_wards(wards: AreaFile | None, reading: Reading) -> list[Note]:
    """Ask whether wards drawn years before the incidents are still in force."""
    months = [month for held in reading.held.values() for month in held]
    if wards is None or wards.vintage is None or not months:
        return []
    newest = max(months).year
    if newest <= wards.vintage + _OLD:
        return []
    return [
        Note(
            f"{wards.source.name} holds wards of {wards.vintage} and the incidents are "
            f"of up to {newest}: check that these wards are still in force.",
            caution=True,
        )
    ]


def _check_levels(areas: AreaFile, wards: AreaFile) -> None:
    if wards.level == "lsoa":
        raise InputError(
            "these are LSOAs, not wards",
            where=wards.source.name,
            hint="Boundaries of wards are needed here.",
            remedies=(Give(("wards",)),),
        )
    if areas.level == "ward":
        raise WordsError(
            f"{areas.source.name} holds wards, and another file of wards was given",
            hint="Wards are told from smaller areas: LSOAs, say.",
            remedies=(Give(("areas",)),),
        )


def _cut(wards: AreaFile, areas: gpd.GeoDataFrame, overlay: pd.DataFrame) -> AreaFile:
    """Keep the wards that the shown areas mostly cover, or that hold one of them."""
    found = overlay[overlay["area"].isin(areas.index[areas["shown"]])]
    covered = found.groupby("ward")["size"].sum() / wards.areas.geometry.area
    holding = wards.areas.index.isin(found.loc[found["share"] >= 0.5, "ward"])
    inside = covered.reindex(wards.areas.index).ge(0.5).to_numpy() | holding
    if inside.all():
        return wards
    if not inside.any():
        raise InputError(
            f"none of its {len(inside):,} wards lies in the areas given",
            where=wards.source.name,
            hint="Give areas and wards of the same place.",
        )
    left = Note(
        f"{wards.source.name}: {int(inside.sum())} of {len(inside):,} wards lie in the "
        "areas given; the others are left out."
    )
    return replace(wards, areas=wards.areas[inside], notes=(*wards.notes, left))


def _without_slivers(overlay: pd.DataFrame, areas: gpd.GeoDataFrame) -> pd.DataFrame:
    """Leave out areas around the district that its wards hardly touch.

    Borders of wards and of areas are drawn apart: without this, residents would
    come over the district's border only where a wider file was given.
    """
    shown = overlay["area"].map(areas["shown"]).to_numpy(dtype=bool)
    covered = overlay.groupby("area")["share"].transform("sum")
    return overlay[shown | covered.ge(0.5).to_numpy()]
