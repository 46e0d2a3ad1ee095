"""Numbered places on the map of the window."""

from __future__ import annotations

import numpy as np
import shapely

from hotspot_app.overlay import Spot
from hotspot_app.ui.kit import theme
from tests.ui.conftest import colour_at, picture, wait_sharp


def spots_of(practice) -> tuple[Spot, ...]:
    codes = practice.areas.index[practice.areas["shown"]]
    found = []
    for number, code in enumerate((codes[0], codes[-1]), 1):
        shape = practice.areas.geometry[code]
        at = shapely.get_coordinates(shapely.point_on_surface(shape))[0]
        found.append(Spot(number, frozenset([code]), shape, tuple(at)))
    return tuple(found)


def pixel(view, place) -> tuple[int, int]:
    x, y = view.view_box().pixels(np.array([place]))[0].astype(int).tolist()
    return x, y


def test_each_has_its_number_where_it_is(qtbot, make_map, practice):
    view = make_map(practice)
    wait_sharp(qtbot, view)
    before = picture(view)
    first, last = spots_of(practice)
    view.set_spots((first, last))
    after = picture(view)
    for each in (first, last):
        x, y = pixel(view, each.at)
        edge = x + theme.pixels(20) // 2 - 3, y
        assert colour_at(after, *edge) == theme.current().ink
        assert colour_at(before, *edge) != theme.current().ink
    view.set_spots(())
    assert picture(view) == before


def test_around_the_one_singled_out_all_is_dim(qtbot, make_map, practice):
    view = make_map(practice)
    wait_sharp(qtbot, view)
    first, last = spots_of(practice)
    view.set_spots((first, last))
    bright = picture(view)
    view.single_out(first.codes)
    dim = picture(view)
    within = pixel(view, first.at)
    assert colour_at(dim, *within) == colour_at(bright, *within)
    shown = practice.areas[practice.areas["shown"]]
    others = shown.drop(index=[*first.codes, *last.codes])
    places = shapely.get_coordinates(shapely.point_on_surface(others.geometry))
    faded = sum(
        colour_at(dim, *pixel(view, at)) != colour_at(bright, *pixel(view, at))
        for at in places
    )
    assert faded > 0.9 * len(places)
    view.single_out(frozenset())
    assert picture(view) == bright


def test_a_copied_map_has_the_numbers_too(qtbot, make_map, practice):
    view = make_map(practice)
    wait_sharp(qtbot, view)
    before = view.copies.picture(720, 700)
    view.set_spots(spots_of(practice))
    assert view.copies.picture(720, 700) != before


def test_no_name_covers_a_number(qtbot, make_map, practice):
    view = make_map(practice)
    wait_sharp(qtbot, view)
    name = view.canvas.names_shown[0]
    code = practice.areas.index[practice.areas["shown"]][0]
    shape = practice.areas.geometry[code]
    view.set_spots([Spot(1, frozenset([code]), shape, (name.x, name.y))])
    west, south, east, north = (name.x, name.y, name.x, name.y)
    for each in view.canvas.names_shown:
        left, bottom, right, top = each.box
        assert right < west or left > east or top < south or bottom > north
    view.set_spots(())
    assert name in view.canvas.names_shown
