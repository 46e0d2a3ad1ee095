"""Notes on a boundary file that was read."""

from __future__ import annotations

import geopandas as gpd

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.data.shapes.area_columns import AreaColumns
from hotspot_app.data.shapes.repair import Repaired
from hotspot_app.method import Note
from hotspot_app.words import counted, listed, number


def told(
    areas: gpd.GeoDataFrame,
    columns: AreaColumns,
    level: str,
    vintage: int | None,
    where: str,
) -> list[Note]:
    """Tell what was read, and what can't be told of it."""
    word = LEVELS.get(level, f"areas ({level})")
    year = f" of {vintage}" if vintage else ""
    names = f", names from {columns.name}" if columns.name else ", no names"
    said = (
        f"{where}: {len(areas):,} {word}{year}, codes from {columns.code}{names}."
        if len(areas) > 1
        else f"{where}: one area ({level}{year}), codes from {columns.code}{names}."
    )
    notes = [Note(said)]
    if vintage is None and level in LEVELS:
        notes.append(
            Note(
                f"{where}: the file doesn't say of which year its codes are; tables "
                "of another year may match them in part.",
                caution=True,
            )
        )
    if len(areas) == 1:
        notes.append(
            Note(
                f"{where}: there is only one area, so none can be compared with "
                "another.",
                caution=True,
            )
        )
    return notes


def told_cut(areas: gpd.GeoDataFrame, where: str, read: int) -> tuple[Note, ...]:
    """Tell how a file of `read` areas was cut to the district."""
    shown = int(areas["shown"].sum())
    around = len(areas) - shown
    if read == shown:
        return (
            Note(
                f"{where}: it holds no areas around the district, so those at its "
                "edge have fewer neighbours than they have in life.",
                caution=True,
            ),
        )
    return (
        Note(
            f"{where}: of {counted(read, 'area')}, {shown:,} in the district are "
            f"shown, {around:,} around it count as neighbours only, "
            f"{read - len(areas):,} are left out."
        ),
    )


def _changed(change: float) -> str:
    if abs(change) < 1:
        return ""
    return f"; it covers {number(abs(change))} m² {'more' if change > 0 else 'less'}"


def told_repairs(mended: Repaired, areas: gpd.GeoDataFrame) -> list[Note]:
    """Name the shapes that had to be repaired and are still there."""
    codes = [code for code in mended.reasons.index if code in areas.index]
    if not codes:
        return []
    each = [
        f"{areas.at[code, 'name']} ({code}: {mended.reasons[code]}"
        f"{_changed(mended.change[code])})"
        for code in codes
    ]
    return [
        Note(
            f"{counted(len(codes), 'shape was', 'shapes were')} invalid and repaired: "
            f"{listed(each, 10)}.",
            caution=True,
        )
    ]
