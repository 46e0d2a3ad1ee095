from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.patches import Patch
from matplotlib.transforms import Bbox

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.draw.looks.legend import map_key
from hotspot_app.draw.maps.figure import MapPage, alt_text, map_figure
from hotspot_app.method import MapStyle

FACTS = (
    "Recorded crime without anti-social behaviour, January to June 2025: 15,046.",
    "Rate per 1,000 residents, Census 2021.",
    "Local Moran's I, queen neighbours, 99,999 permutations, seed 20251122.",
)
SOURCES = (
    "Source: Office for National Statistics licensed under the Open Government "
    "Licence v.3.0. Contains OS data © Crown copyright and database right 2026.",
    "Contains public sector information licensed under the Open Government Licence.",
)
LONG = "Recorded crime is higher than the city's in many areas " * 6


def page_of(town, **changes) -> MapPage:
    page = MapPage(town.areas, town.wards, town.key(), "Crime clusters", FACTS, SOURCES)
    return replace(page, **changes)


def words_of(figure) -> list:
    axes = figure.axes[0]
    named = [text for text in axes.texts if text.get_gid() == "name"]
    return [*figure.texts, *named]


def patches_of(figure, gid: str) -> list[Patch]:
    return [artist for artist in figure.artists if artist.get_gid() == gid]


def overlap(one: Bbox, other: Bbox) -> float:
    both = Bbox.intersection(one, other)
    return 0.0 if both is None else both.width * both.height


def assert_nothing_collides(figure) -> None:
    figure.canvas.draw()
    boxes = [(text.get_text(), text.get_window_extent()) for text in words_of(figure)]
    for gid in ("swatch", "scale-bar", "north"):
        boxes += [(gid, p.get_window_extent()) for p in patches_of(figure, gid)]
    for (first, one), (second, other) in combinations(boxes, 2):
        if first == second and first in {"scale-bar", "north"}:
            continue
        assert overlap(one, other) < 1, (first, second)
    width, height = figure.bbox.width, figure.bbox.height
    edge = 8 / 25.4 * figure.dpi
    for said, box in boxes:
        assert box.x0 >= edge, said
        assert box.y0 >= edge, said
        assert box.x1 <= width - edge, said
        assert box.y1 <= height - edge, said
    room = figure.axes[0].get_window_extent()
    for text in figure.texts:
        if text.get_text() not in {"0", "N"} and not text.get_text().endswith("m"):
            assert overlap(text.get_window_extent(), room) < 1, text.get_text()


def assert_furniture_is_off_the_areas(figure, areas) -> None:
    back = figure.axes[0].transData.inverted()
    shapes = areas.geometry.union_all()
    for gid in ("scale-bar", "north"):
        for patch in patches_of(figure, gid):
            corners = back.transform(patch.get_window_extent().get_points())
            assert not shapely.box(*corners.ravel()).intersects(shapes)


@pytest.mark.parametrize(
    "shape", [(17, 16), (1, 1), (3, 40), (40, 3), (2, 9), (30, 25)]
)
@pytest.mark.parametrize("title", ["Crime clusters", LONG])
def test_nothing_collides_or_is_clipped(make_town, shape, title):
    town = make_town(*shape)
    figure = map_figure(page_of(town, title=title))
    assert_nothing_collides(figure)
    assert_furniture_is_off_the_areas(figure, town.areas)


def test_nothing_collides_with_much_to_say(town):
    key = town.key()
    entries = [
        replace(entry, label=f"{entry.label} {'and so on ' * 9}"[: 35 + 20 * n])
        for n, entry in enumerate(key.entries)
    ]
    key = replace(key, entries=tuple(entries), title="What is mapped, per unit, " * 5)
    figure = map_figure(page_of(town, key=key, facts=FACTS * 4, sources=SOURCES * 3))
    assert_nothing_collides(figure)


def test_nothing_collides_with_no_words_at_all(town):
    bare = page_of(town, title="", facts=(), sources=(), outlines=None)
    assert_nothing_collides(map_figure(bare))


def test_title_is_all_there_at_the_top_left_and_larger_than_all_else(town):
    figure = map_figure(page_of(town, title=LONG))
    said = " ".join(text.get_text() for text in figure.texts)
    assert " ".join(LONG.split()) in said
    first = figure.texts[0]
    assert first.get_size() > max(
        t.get_size() for t in figure.texts if t.get_weight() == "normal"
    )


def test_legend_says_every_class_and_count(town):
    page = page_of(town)
    figure = map_figure(page)
    said = [text.get_text() for text in figure.texts]
    start = said.index(page.key.entries[0].label)
    pairs = said[start : start + 2 * len(page.key.entries)]
    expected = [(entry.label, f"{entry.count:,}") for entry in page.key.entries]
    assert list(zip(pairs[::2], pairs[1::2], strict=True)) == expected
    swatches = patches_of(figure, "swatch")
    assert [to_hex(s.get_facecolor()) for s in swatches] == [
        entry.fill for entry in page.key.entries
    ]
    assert [s.get_hatch() or "" for s in swatches] == [
        entry.hatch for entry in page.key.entries
    ]


def test_facts_notes_and_sources_are_all_there(town):
    page = page_of(town)
    said = " ".join(text.get_text() for text in map_figure(page).texts)
    for line in (*page.facts, *page.sources, *page.key.notes):
        assert line in said


def test_scale_bar_is_true(town):
    figure = map_figure(page_of(town))
    bars = [p.get_window_extent() for p in patches_of(figure, "scale-bar")]
    pixels = max(b.x1 for b in bars) - min(b.x0 for b in bars)
    back = figure.axes[0].transData.inverted()
    (x0, y0), (x1, _), (_, y1) = back.transform([(0, 0), (pixels, 0), (0, pixels)])
    label = next(t.get_text() for t in figure.texts if t.get_text().endswith(" km"))
    assert label == "1 km"
    line_width = 3.0  # the window extent holds the bar's border
    assert x1 - x0 == pytest.approx(1000, rel=line_width / pixels)
    assert x1 - x0 == pytest.approx(y1 - y0)


def test_wards_are_named_in_their_ward(town):
    figure = map_figure(page_of(town))
    wards = dict(zip(town.wards["name"], town.wards.geometry, strict=True))
    named = [t for t in figure.axes[0].texts if t.get_gid() == "name"]
    whole = [t for t in named if t.get_text() in wards]
    assert len(whole) >= 8
    for text in whole:
        assert wards[text.get_text()].contains(shapely.Point(text.get_position()))


def test_other_places_can_be_named(town):
    spot = town.areas.geometry.iloc[[140]].centroid
    labels = gpd.GeoDataFrame({"name": ["Central station"]}, geometry=spot.to_numpy())
    figure = map_figure(page_of(town, labels=labels))
    named = [t.get_text() for t in figure.axes[0].texts if t.get_gid() == "name"]
    assert named == ["Central station"]


def test_areas_around_the_district_are_not_drawn(town):
    areas = town.areas.copy()
    areas["shown"] = np.arange(len(areas)) < 34
    key = map_key(
        town.values(), MapStyle("clusters", "class", "Clusters"), shown=areas["shown"]
    )
    figure = map_figure(page_of(town, areas=areas, key=key, outlines=None))
    drawn = sum(len(c.get_paths()) for c in figure.axes[0].collections)
    assert drawn == 34
    west, east = figure.axes[0].get_xlim()
    assert west < areas.total_bounds[0]
    assert east > areas.total_bounds[2]


def test_page_without_areas_is_refused(town):
    none = town.areas.assign(shown=False)
    with pytest.raises(ValueError, match="no area"):
        map_figure(page_of(town, areas=none))


def test_drawing_changes_nothing_it_was_given(town):
    areas, wards = town.areas.copy(deep=True), town.wards.copy(deep=True)
    page = page_of(town)
    order = page.key.entry_of.copy(deep=True)
    map_figure(page)
    pd.testing.assert_frame_equal(areas, town.areas)
    pd.testing.assert_frame_equal(wards, town.wards)
    pd.testing.assert_series_equal(order, page.key.entry_of)


def test_alt_text_tells_finding_classes_and_facts_in_150_words(town):
    page = page_of(town)
    said = alt_text(page)
    assert said.startswith("Crime clusters. Map of 272 areas.")
    assert f"High among high, clear {page.key.entries[0].count}" in said
    assert FACTS[1] in said
    assert len(alt_text(replace(page, facts=FACTS * 9)).split()) <= 151


def test_page_is_a4_landscape(town):
    size = map_figure(page_of(town)).get_size_inches() * 25.4
    assert size == pytest.approx([297, 210])


@pytest.mark.realdata
@pytest.mark.slow
def test_southampton_has_all_its_17_wards_named(real):
    folder = real / "boundaries"
    areas = read_areas(folder / "E06000045_lsoa2021_bgc.geojson").areas
    wards = read_areas(folder / "E06000045_wards2025_bgc.geojson").areas
    values = pd.DataFrame({"rate": areas.geometry.area}, index=areas.index)
    style = MapStyle("sequential", "rate", "Size of area, square metres")
    key = map_key(values, style, shown=areas["shown"])
    figure = map_figure(MapPage(areas, wards, key, LONG, FACTS, SOURCES))
    assert_nothing_collides(figure)
    assert_furniture_is_off_the_areas(figure, areas)
    said = " ".join(t.get_text() for t in figure.axes[0].texts if t.get_gid() == "name")
    assert [name for name in wards["name"] if name not in said] == []
