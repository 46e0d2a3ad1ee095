"""Notes on the areas of incidents, and on rows left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.data.crime.lost_notes import MANY
from hotspot_app.data.tables.leading_zeros import likely
from hotspot_app.method import Note
from hotspot_app.project.steps.reconciliation import Reconciliation
from hotspot_app.schema import REASONS
from hotspot_app.words import listed, number, quoted, share


def on_account(
    account: Reconciliation, lost: Mapping[str, str], unknown: Iterable[str]
) -> list[Note]:
    """Return notes on the rows read, mapped and left out, with reasons.

    Parameters
    ----------
    lost
        The first rows left out while reading, quoted, by reason.
    unknown
        Names of unknown areas, given in rows without coordinates.
    """
    total = account.total()
    shown = {**lost, "unknown_area": quoted(unknown)}
    left = [
        f"{count:,} {REASONS[name]}{f' ({shown[name]})' if shown.get(name) else ''}"
        for name, count in total.items()
        if name in REASONS
    ]
    text = (
        f"{number(total['read'])} rows read, {number(total['mapped'])} placed in an "
        "area (of all sources, types and months)"
    )
    many = total.get("unknown_area", 0) > MANY * total["read"]
    said = f"{text}; left out: {listed(left)}." if left else f"{text}."
    return [Note(said, caution=many)]


def on_disagreement(
    incidents: pd.DataFrame, area: npt.NDArray[np.int32], areas: gpd.GeoDataFrame
) -> list[Note]:
    """Tell how many incidents lie in another area than their row says."""
    stated = incidents["area"].cat
    met, _ = likely(stated.categories, areas.index)
    by_code = areas.index.get_indexer([met.get(t, t) for t in stated.categories])
    codes = stated.codes.to_numpy()
    said = np.where(codes >= 0, by_code[codes] if len(by_code) else -1, -1)
    inside = area >= 0
    inside[inside] = areas["shown"].to_numpy()[area[inside]]
    both = inside & (codes >= 0)
    if not both.any() or not (said[both] >= 0).any():
        return []
    differ = int((said[both] != area[both]).sum())
    if not differ:
        return []
    return [
        Note(
            f"{differ:,} incidents ({share(differ, int(both.sum()))}) lie in another "
            "area than the code in their row says: points are snapped and boundaries "
            "generalised. They are counted where their point lies."
        )
    ]


def on_wards(outside: int) -> list[Note]:
    """Tell how many incidents lie in an area of the map but in no ward."""
    if not outside:
        return []
    return [
        Note(
            f"{number(outside)} incidents outside every ward (of all types and months) "
            "lie in one of the smaller areas, whose borders are drawn otherwise: "
            "figures by ward hold so many fewer than figures by area."
        )
    ]
