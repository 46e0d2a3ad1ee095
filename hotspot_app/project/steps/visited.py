"""Areas with far more people by day than residents, whose rates mislead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from hotspot_app.method import Column, Note, Question
from hotspot_app.overlay import Shapes
from hotspot_app.remedies import ChoosePer
from hotspot_app.schema import Denominator
from hotspot_app.words import a_ratio, counted, listed, place_name

TIMES: Final = 2.0
"""People by day for each resident from which rates by residents mislead."""

BY_DAY: Final = Column(
    "by_day",
    "float",
    "Workday to residents",
    "times",
    f"From {TIMES:g} on, rates by residents mislead.",
)
MARKED: Final = "Busy by day"
"""Name of their layer on a map."""


def by_day(
    denominators: Mapping[Denominator, pd.Series[float]], question: Question
) -> pd.Series[float] | None:
    """Return how many people are in each area by day for each resident.

    Parameters
    ----------
    denominators
        Figures by kind, on one index of areas.

    Returns
    -------
    pandas.Series or None
        Named `by_day`, missing where there are no residents; None unless rates are by
        residents and both figures are known.
    """
    if question.denominator != "residents" or "workday" not in denominators:
        return None
    residents = denominators["residents"].astype("float64")
    ratio = denominators["workday"] / residents.where(residents.gt(0))
    return ratio.astype("float64").rename(BY_DAY.name)


def visited(ratio: pd.Series[float], areas: gpd.GeoDataFrame) -> pd.Series[bool]:
    """Say which of the shown areas have far more people by day than residents."""
    there: pd.Series[bool] = ratio.reindex(areas.index).ge(TIMES) & areas["shown"]
    return there


def outlined(ratio: pd.Series[float], areas: gpd.GeoDataFrame) -> tuple[Shapes, ...]:
    """Return the layer that marks them on a map; none if there are none."""
    there = visited(ratio, areas)
    if not there.any():
        return ()
    frame = gpd.GeoDataFrame(
        {"name": areas.loc[there, "name"], BY_DAY.name: ratio[there[there].index]},
        geometry=areas.geometry[there],
        crs=areas.crs,
    )
    return (Shapes(MARKED, frame.reset_index(drop=True)),)


def told(
    ratio: pd.Series[float], areas: gpd.GeoDataFrame, question: Question
) -> tuple[Note, ...]:
    """Warn of them, those with the most people by day first."""
    there = visited(ratio, areas)
    if not there.any():
        return ()
    order = np.argsort(-ratio[there[there].index].to_numpy(), kind="stable")
    rows = areas[there].iloc[order]
    kept = [name for name in ("name", "ward", "place") if name in rows]
    labels = rows[kept].itertuples(index=False, name=None)
    named = [
        f"{place_name(*label)} ({a_ratio(float(ratio[code]))} times)"
        for code, label in zip(rows.index, labels, strict=True)
    ]
    many = counted(len(rows), f"{question.unit} has", f"{question.units} have")
    return (
        Note(
            f"{many} {TIMES:g} times as many people by day as residents, or more: "
            f"rates by residents mislead there. {listed(named, 5)}. The map outlines "
            "them.",
            caution=True,
            remedies=(ChoosePer(("workday",)),),
        ),
    )
