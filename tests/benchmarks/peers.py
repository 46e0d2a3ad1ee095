"""The same jobs as an analyst would write them, to be measured against.

`counts_by_join` is pandas plus `geopandas.sjoin`. Run as a program this is the
month's job written with pandas, geopandas, esda and matplotlib:

    python tests/benchmarks/peers.py AREAS WARDS RESIDENTS OUT CRIME...
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd

GRID = "EPSG:27700"
USED = ["Month", "Longitude", "Latitude", "Crime type"]
RESIDENTS_CODE, RESIDENTS = "lsoa21_code", "usual_residents_all"
PERMUTATIONS = 9_999
SEED = 20_250_601
QUADRANTS = {
    1: ("High-high", "#b2182b"),
    2: ("Low-high", "#92c5de"),
    3: ("Low-low", "#2166ac"),
    4: ("High-low", "#ef8a62"),
}


def counts_by_join(
    files: Sequence[Path],
    areas: gpd.GeoDataFrame,
    code: str,
    columns: Sequence[str] | None = USED,
) -> pd.Series[int]:
    """Count incidents by area, type and month.

    With `columns` None all are read, and a row with an ID counts once.
    """
    rows = pd.concat([pd.read_csv(file, usecols=columns) for file in files])
    if columns is None:
        rows = rows[rows["Crime ID"].isna() | ~rows.duplicated()]
    rows = rows.dropna(subset=["Longitude", "Latitude"])
    places = gpd.points_from_xy(rows["Longitude"], rows["Latitude"])
    points = gpd.GeoDataFrame(rows, geometry=places, crs="EPSG:4326").to_crs(GRID)
    inside = gpd.sjoin(points, areas[[code, "geometry"]], predicate="within")
    return inside.groupby([code, "Crime type", "Month"]).size()


def month_job(
    areas_file: Path, wards_file: Path, residents_file: Path, out: Path, *crime: Path
) -> None:
    """Find hotspots by local Moran of crime rates, and draw them three times."""
    areas = gpd.read_file(areas_file).to_crs(GRID)
    wards = gpd.read_file(wards_file).to_crs(GRID)
    counts = counts_by_join(crime, areas, "LSOA21CD")
    counts = counts.drop("Anti-social behaviour", level="Crime type")
    residents = pd.read_csv(residents_file)
    areas = areas.merge(
        residents[[RESIDENTS_CODE, RESIDENTS]],
        how="left",
        left_on="LSOA21CD",
        right_on=RESIDENTS_CODE,
    )
    total = counts.groupby(level="LSOA21CD").sum()
    areas["count"] = areas["LSOA21CD"].map(total).fillna(0).astype(int)
    areas["rate"] = 1_000 * areas["count"] / areas[RESIDENTS]
    _local_moran(areas)
    out.mkdir(parents=True, exist_ok=True)
    areas.drop(columns="geometry").to_csv(out / "values.csv", index=False)
    _draw(areas, wards, out)


def _local_moran(areas: gpd.GeoDataFrame) -> None:
    from esda.moran import Moran_Local_Rate
    from libpysal.weights import Queen

    weights = Queen.from_dataframe(areas, use_index=False)
    weights.transform = "r"
    found = Moran_Local_Rate(
        areas["count"].to_numpy(),
        areas[RESIDENTS].to_numpy(),
        weights,
        permutations=PERMUTATIONS,
        seed=SEED,
    )
    areas["statistic"], areas["p"], areas["quadrant"] = found.Is, found.p_sim, found.q


def _draw(areas: gpd.GeoDataFrame, wards: gpd.GeoDataFrame, out: Path) -> None:
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt
    from matplotlib.patches import Patch

    figure, axes = plt.subplots(figsize=(11.7, 8.3))
    areas.plot(ax=axes, color="#eceae4", edgecolor="#b9b5a9", linewidth=0.35)
    handles = [Patch(color="#eceae4", label="Not significant")]
    for quadrant, (name, colour) in QUADRANTS.items():
        some = areas[(areas["quadrant"] == quadrant) & (areas["p"] <= 0.05)]
        handles.append(Patch(color=colour, label=f"{name} ({len(some)})"))
        if len(some):
            some.plot(ax=axes, color=colour, edgecolor="#333333", linewidth=0.6)
    wards.boundary.plot(ax=axes, color="#3f4a58", linewidth=0.9)
    for name, point in zip(wards["WD25NM"], wards.representative_point(), strict=True):
        axes.annotate(name, (point.x, point.y), ha="center", fontsize=7, weight="bold")
    axes.set_axis_off()
    axes.set_title("Southampton: local Moran's I of recorded crime per 1,000 residents")
    axes.legend(handles=handles, loc="lower left", fontsize=8)
    for kind in ("png", "svg", "pdf"):
        figure.savefig(out / f"map.{kind}", dpi=200)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    month_job(*map(Path, sys.argv[1:]))
