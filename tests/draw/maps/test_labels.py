from __future__ import annotations

import geopandas as gpd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.draw.maps.labels import place_labels

EXTENT = (0.0, 0.0, 10_000.0, 8_000.0)


def places(*named) -> gpd.GeoDataFrame:
    names, shapes = zip(*named, strict=True)
    return gpd.GeoDataFrame({"name": names, "geometry": shapes}, crs="EPSG:27700")


def placed(frame: gpd.GeoDataFrame, **options):
    given_ = {"extent": EXTENT, "metres_per_mm": 50.0, **options}
    return place_labels(frame, **given_)


def test_name_stands_in_its_place():
    (label,) = placed(places(("Harbour", shapely.box(1000, 1000, 5000, 4000))))
    assert label.lines == ("Harbour",)
    assert shapely.box(1000, 1000, 5000, 4000).contains(shapely.box(*label.box))


def test_long_name_is_set_on_two_lines_in_a_narrow_place():
    narrow = shapely.box(1000, 1000, 2150, 4000)
    (label,) = placed(places(("Banister & Polygon", narrow)))
    assert label.lines == ("Banister", "& Polygon")


def test_name_of_a_crescent_is_not_put_in_its_empty_middle():
    ring = shapely.Point(4000, 4000).buffer(3000)
    crescent = ring.difference(shapely.Point(4600, 4000).buffer(2300))
    (label,) = placed(places(("Bay", crescent)))
    assert crescent.contains(shapely.Point(label.x, label.y))


def test_name_that_finds_no_room_is_left_out_and_the_larger_place_wins():
    large, small = shapely.box(0, 0, 3000, 2000), shapely.box(900, 900, 1100, 1100)
    labels = placed(places(("Speck", small), ("Northfield", large)))
    assert [label.lines for label in labels] == [("Northfield",)]


def test_what_stands_out_is_named_before_what_is_larger():
    large, small = shapely.box(0, 0, 4000, 1400), shapely.box(4000, 0, 7000, 1400)
    frame = places(("Northfield", large), ("Quay", small))
    assert [name.lines[0] for name in placed(frame)] == ["Northfield", "Quay"]
    spot = shapely.box(4100, 100, 4200, 200)
    loud = placed(frame, avoid=[spot])
    assert [name.lines[0] for name in loud] == ["Quay", "Northfield"]


def test_name_keeps_off_the_scale_bar():
    whole = shapely.box(*EXTENT)
    taken = (0.0, 0.0, 10_000.0, 5_000.0)
    (label,) = placed(places(("Harbour", whole)), taken=(taken,))
    assert label.box[1] >= 5_000


def test_name_leaves_what_stands_out_uncovered_if_it_can():
    ward, hot = shapely.box(0, 0, 6000, 4000), shapely.box(2000, 1500, 4000, 2500)
    (label,) = placed(places(("Harbour", ward)), avoid=[hot])
    assert not shapely.box(*label.box).intersects(hot)


def test_name_leaves_a_small_area_that_stands_out_rather_than_part_of_a_large_one():
    ward = shapely.box(0, 0, 6000, 1400)
    small, large = shapely.box(2600, 500, 3400, 900), shapely.box(3400, 0, 6000, 1400)
    (label,) = placed(places(("Harbour", ward)), avoid=[small, large])
    assert not shapely.box(*label.box).intersects(small)


def test_point_is_named_where_it_is():
    (label,) = placed(places(("Station", shapely.Point(5000, 4000))))
    assert (label.x, label.y) == (5000, 4000)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.text("abc &", min_size=1, max_size=25).filter(str.strip),
            st.floats(0, 9000),
            st.floats(0, 7000),
            st.floats(10, 4000),
            st.floats(10, 4000),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_no_two_names_touch_and_none_sticks_out(drawn):
    frame = places(*((n, shapely.box(x, y, x + w, y + h)) for n, x, y, w, h in drawn))
    labels = placed(frame)
    boxes = [shapely.box(*label.box) for label in labels]
    for number, box in enumerate(boxes):
        assert shapely.box(*EXTENT).buffer(1e-6).covers(box)
        assert all(box.intersection(other).area < 1e-6 for other in boxes[:number])


def test_order_of_places_changes_nothing():
    frame = places(
        ("Harbour", shapely.box(0, 0, 4000, 3000)),
        ("Mill", shapely.box(4000, 0, 6000, 3000)),
        ("Quay", shapely.box(6000, 0, 8000, 3000)),
    )
    turned = frame.iloc[::-1].reset_index(drop=True)
    assert len(placed(frame)) == 3
    assert placed(turned) == placed(frame)
