"""Made-up towns for drawing."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.draw.looks.legend import MapKey, map_key
from hotspot_app.method import MapStyle

CLUSTERS = MapStyle("clusters", "class", "Clusters of recorded crime")


class Town:
    """A lattice of square areas, wards of four by four of them."""

    def __init__(self, columns: int, rows: int, side: float = 300.0) -> None:
        x, y = np.meshgrid(np.arange(columns), np.arange(rows))
        x, y = x.ravel() * side + 400_000, y.ravel() * side + 100_000
        boxes = shapely.box(x, y, x + side, y + side)
        codes = pd.Index([f"A{i:05d}" for i in range(len(boxes))], name="code")
        frame = {"name": codes, "shown": True, "geometry": boxes}
        self.areas = gpd.GeoDataFrame(frame, index=codes, crs="EPSG:27700")
        block = ((x - x[0]) // (4 * side)).astype(int) * 100
        block += ((y - y[0]) // (4 * side)).astype(int)
        wards = self.areas.dissolve(by=block)[["geometry"]].reset_index(drop=True)
        wards["name"] = [f"{WARDS[i % len(WARDS)]} {i}" for i in range(len(wards))]
        self.wards = wards

    def values(self) -> pd.DataFrame:
        """Every class of local Moran where there are areas enough."""
        kinds = [
            (kind, sure)
            for kind in ("high-high", "low-low", "high-low", "low-high")
            for sure in ("clear", "likely", "could be chance")
        ]
        kinds += [("not significant", "not different")] * 20
        kinds += [("no neighbours", "too few to say"), ("no data", "too few to say")]
        kinds += [("too few to say", "too few to say")]
        chosen = [kinds[i % len(kinds)] for i in range(len(self.areas))]
        return pd.DataFrame(
            chosen, columns=["class", "confidence"], index=self.areas.index
        )

    def key(self) -> MapKey:
        return map_key(self.values(), CLUSTERS, shown=self.areas["shown"])


WARDS = ("Harbour", "St Anne & Priory Hill", "Mill", "Northfield Common", "Quay")


@pytest.fixture(scope="session")
def town() -> Town:
    """17 wards or so: 16 by 16 areas."""
    return Town(17, 16)


@pytest.fixture(scope="session")
def make_town() -> type[Town]:
    return Town
