"""The commonest points of a map, and how far they may leave the window.

A point that police.uk publishes stands for places nearby and is public. Any other is
where it happened, perhaps somebody's home: what is written down, copied or sent says
the area it lies in and the number, and never the point or its street.
"""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hotspot_app.method import Note
from hotspot_app.project.steps.naming import tidy
from hotspot_app.stats.placing.stacked import commonest_points
from hotspot_app.words import number, place_name, share

_WITHHELD = (
    " Of a point that police.uk doesn't publish the area is written, never the point."
)


def stacks(
    incidents: pd.DataFrame, area: npt.NDArray[np.int32], areas: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Return the commonest points with the area of each.

    Parameters
    ----------
    incidents
        Incident table; every row lies in an area.
    area
        (n,) position of each incident's area.

    Returns
    -------
    pandas.DataFrame
        As `commonest_points`, with `code` and `called`, the area's name.
    """
    found = commonest_points(incidents)
    at = area[found["first"].to_numpy(dtype=np.int64)]
    there = areas.iloc[at]
    wards = there["ward"] if "ward" in there.columns else [""] * len(there)
    places = there["place"] if "place" in there.columns else [""] * len(there)
    called = [
        place_name(str(name), str(ward or ""), str(place or ""))
        for name, ward, place in zip(there["name"], wards, places, strict=True)
    ]
    return found.assign(code=there.index.to_numpy(), called=called)


def written(stacked: pd.DataFrame | None) -> list[dict[str, Any]]:
    """Return the commonest points as exports may hold them, most incidents first.

    Returns
    -------
    list
        For a public point `easting`, `northing`, `place`, `rows` and `share`; for any
        other the area's name as `place`, its `code`, `rows` and `share`.
    """
    if stacked is None:
        return []
    return [
        {
            **(
                {"easting": row.easting, "northing": row.northing, "place": row.place}
                if row.public
                else {"place": row.called, "code": row.code}
            ),
            "rows": row.rows,
            "share": row.share,
        }
        for row in stacked.itertuples()
    ]


def seen_only(stacked: pd.DataFrame | None) -> tuple[str, ...]:
    """Say where the points lie that are written as an area, for the window alone."""
    if stacked is None:
        return ()
    points = stacked.loc[~stacked["public"].astype(bool)].to_dict("records")
    return tuple(
        f"Easting {each['easting']:,.0f}, northing {each['northing']:,.0f}"
        f"{_street(each['place'])}: "
        f"{number(each['rows'])}, in {each['called']}, {each['code']}."
        for each in points
    )


def _street(place: str) -> str:
    return f" ({tidy(place)})" if place else ""


def on_stacks(stacked: pd.DataFrame, total: int) -> list[Note]:
    """Tell what share of incidents stands on the commonest points."""
    if stacked.empty or total < 100:
        return []
    first = stacked.iloc[0]
    street = _street(first["place"])
    name = street if first["public"] else f" (in {first['called']}, {first['code']})"
    held = stacked["share"].sum()
    return [
        Note(
            f"The {len(stacked)} commonest coordinates hold {share(held, 1)} of the "
            f"{number(total)} incidents placed, of all types and months; the "
            f"first{name} holds {number(first['rows'])}, "
            f"{share(first['share'], 1)}. Stacked points can be a station, a hospital "
            "or a default address: they are counted, look at them before acting."
            f"{'' if stacked['public'].all() else _WITHHELD}",
            caution=bool(first["share"] > 0.02),
        )
    ]
