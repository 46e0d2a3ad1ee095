"""A product's maps carry the analyst's own layers, and say whose they are."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import shapely

from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.figures import map_picture
from hotspot_app.overlay import Shapes
from hotspot_app.project.ask.own_layer import OwnLayer


def test_a_map_has_the_layers_and_their_attribution(answers: Answers):
    west, south, east, north = answers.main.areas.total_bounds
    road = shapely.LineString([(west, south), (east, north)])
    layer = Shapes("Bus lanes", gpd.GeoDataFrame(geometry=[road], crs="EPSG:27700"))
    drawn = ((OwnLayer(Path("Bus lanes.gpkg"), "The council, 2026"), layer),)
    picture, plain = map_picture(answers.main, drawn), map_picture(answers.main, ())
    assert picture is not None
    assert plain is not None
    assert "Layers: Bus lanes" in picture.alt
    assert picture.source.endswith("Bus lanes: The council, 2026.")
    said = " ".join(each.get_text() for each in picture.sheet.texts)
    assert "The council, 2026" in said
    assert "council" not in plain.source
    assert picture.png != plain.png
    alone = picture.alone("OFFICIAL")
    assert "Bus lanes" in " ".join(each.get_text() for each in alone.texts)
