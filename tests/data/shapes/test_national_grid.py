"""British National Grid under other names, and grids that only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyproj import CRS

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.shapes.national_grid import as_registered
from tests.data.boundaries.test_areas import save, squares

GRID = (
    "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 "
    "+ellps=airy +units=m +type=crs"
)
ESRI = (
    'PROJCS["Our grid",GEOGCS["Ours",DATUM["Ordnance Survey Great Brit",SPHEROID['
    '"Airy 1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",'
    '0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER['
    '"False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER['
    '"Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER['
    '"Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize(
    "text",
    [
        "EPSG:27700",
        ESRI,
        GRID,
        GRID.replace("0.9996012717", "0.99960127"),
        GRID.replace("0.9996012717", "0.9996"),
        f"{GRID} +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489",
        f"{GRID} +towgs84=375,-111,431",
        GRID.replace("+ellps=airy", "+a=6377563.396 +b=6356256.91"),
    ],
)
def test_national_grid_by_any_name(text: str) -> None:
    assert as_registered(CRS(text)).to_epsg() == 27700


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("+ellps=airy", "+ellps=GRS80"),
        ("+ellps=airy", "+ellps=mod_airy"),
        ("+x_0=400000", "+x_0=500000"),
        ("+lon_0=-2", "+lon_0=-3"),
        ("+units=m", "+units=km"),
        ("+ellps=airy", "+ellps=airy +pm=paris"),
        ("+proj=tmerc", "+proj=omerc +alpha=90 +gamma=90 +lonc=-2"),
    ],
)
def test_another_grid_stays_what_it_is(old: str, new: str) -> None:
    other = CRS(GRID.replace(old, new))
    assert as_registered(other) == other


@pytest.mark.parametrize("code", [3857, 4326, 29903, 32630])
def test_other_systems_stay_what_they_are(code: int) -> None:
    assert as_registered(CRS(code)).to_epsg() == code


def test_degrees_on_its_ellipsoid_are_its_degrees() -> None:
    assert as_registered(CRS("+proj=longlat +ellps=airy")).to_epsg() == 4277


@pytest.mark.parametrize("text", [ESRI, GRID])
def test_nothing_moves(tmp_path: Path, text: str) -> None:
    areas = squares().set_crs(CRS(text), allow_override=True)
    read = read_areas(save(areas, tmp_path / "a.shp"))
    assert read.areas.total_bounds.tolist() == areas.total_bounds.tolist()
    assert not any("brought" in note.text for note in read.notes)
