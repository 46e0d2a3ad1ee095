"""Whose the analyst's own layers are, and to whom they are shown."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import GeometryCollection, LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from hotspot_app.brief import own_layers
from hotspot_app.brief.own_layers import laid, refuse_unsourced
from hotspot_app.brief.release.audience import INTERNAL, PARTNER, PUBLIC
from hotspot_app.errors import InputError, WordsError
from hotspot_app.overlay import Box, Shapes
from hotspot_app.progress import Progress
from hotspot_app.project.ask.own_layer import OwnLayer

AROUND = (0.0, 0.0, 1000.0, 1000.0)
PARK = Polygon([(0, 0), (90, 0), (90, 90)])
HELD = {
    "cameras.gpkg": [Point(123, 456), Point(777, 12)],
    "gates.gpkg": [PARK, Point(123, 456)],
    "odd.gpkg": [GeometryCollection([Point(1, 1), PARK])],
    "roads.gpkg": [LineString([(0, 0), (500, 500)])],
    "parks.gpkg": [PARK],
}


@pytest.fixture(autouse=True)
def files(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(path: Path, around: Box, progress: Progress) -> Shapes:
        assert around == AROUND
        if path.name not in HELD:
            raise InputError("can't be read", where=path.name, hint="Try another.")
        shapes = gpd.GeoDataFrame(geometry=HELD[path.name], crs="EPSG:27700")
        return Shapes(path.stem, shapes)

    monkeypatch.setattr(own_layers, "read_layer", read)


def own(*names: str) -> list[OwnLayer]:
    return [OwnLayer(Path(name), "The council, 2026") for name in names]


def drawn_of(name: str, audience: object) -> list[BaseGeometry]:
    found = laid(own(name), AROUND, audience)  # type: ignore[arg-type]
    ((_, layer),) = found.drawn
    return list(layer.frame.geometry)


def test_analysts_see_layers_as_they_are():
    found = laid(own(*HELD), AROUND, INTERNAL)
    assert [each.name for each, _ in found.drawn] == [n[:-5] for n in HELD]
    assert found.told == ()
    assert drawn_of("cameras.gpkg", INTERNAL) == HELD["cameras.gpkg"]


def test_partners_see_points_to_the_nearest_100_metres():
    assert drawn_of("cameras.gpkg", PARTNER) == [Point(150, 450), Point(750, 50)]
    assert drawn_of("gates.gpkg", PARTNER) == [PARK, Point(150, 450)]
    assert drawn_of("roads.gpkg", PARTNER) == HELD["roads.gpkg"]
    (told,) = laid(own("gates.gpkg"), AROUND, PARTNER).told
    assert "'gates'" in told
    assert "100 m" in told


def test_the_public_sees_no_layer_with_points():
    found = laid(own(*HELD), AROUND, PUBLIC)
    assert [each.name for each, _ in found.drawn] == ["roads", "parks"]
    assert [line.split("'")[1] for line in found.told] == ["cameras", "gates", "odd"]


def test_what_cant_be_read_is_told_and_the_others_are_drawn():
    found = laid(own("gone.gpkg", "parks.gpkg"), AROUND, PARTNER)
    assert [each.name for each, _ in found.drawn] == ["parks"]
    assert found.told == ("The layer 'gone' isn't drawn: can't be read. Try another.",)


def test_a_layer_of_nobody_is_refused():
    known = laid(own("parks.gpkg", "roads.gpkg"), AROUND, PARTNER).drawn
    refuse_unsourced(known)
    ((layer, read), road) = known
    with pytest.raises(WordsError, match=r"1 layer .* \(first 'parks.gpkg'\)") as one:
        refuse_unsourced([(OwnLayer(layer.path), read), road])
    assert "whose it is" in one.value.what
    assert "Say whose" in one.value.hint
    nobodys = [(OwnLayer(each.path), read) for each, read in known]
    with pytest.raises(WordsError, match=r"2 layers .* whose they are"):
        refuse_unsourced(nobodys)
