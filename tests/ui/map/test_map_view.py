"""What an analyst sees on the map and what it does when touched."""

from __future__ import annotations

import threading
from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
import shiboken6
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QImage,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip

from hotspot_app.draw.looks.palettes import Stroke
from hotspot_app.draw.maps.choropleth import draw_areas
from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.hover_card import HoverText
from hotspot_app.ui.map.lines import Basemap, ExtraLayer
from hotspot_app.ui.map.scale import cut_lines, source_words
from hotspot_app.ui.map.view import MapView
from tests.ui.conftest import Shown, colour_at, picture, wait_sharp

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def spot(view: MapView, what: Shown, code: str) -> QPoint:
    """Pixel inside an area, as deep as can be."""
    circle = shapely.maximum_inscribed_circle(what.areas.geometry.loc[code])
    at = view.camera.view.pixels(shapely.get_coordinates(circle)[:1])[0]
    return QPoint(int(at[0]), int(at[1]))


def code_at(view: MapView, at: QPointF) -> str:
    return view.canvas.under().code_at(at.x(), at.y())


def free(view: MapView, what: Shown, codes) -> list[str]:
    """Those whose spot no card covers."""
    return [
        code for code in sorted(codes) if view.childAt(spot(view, what, code)) is None
    ]


def nearly(one: str, other: str, within: int = 3) -> bool:
    a, b = QColor(one).getRgb(), QColor(other).getRgb()
    return max(abs(p - q) for p, q in zip(a, b, strict=True)) <= within


def test_a_part_of_the_map_is_moved_to_and_the_whole_comes_back(make_map, practice):
    view = make_map(practice)
    whole = view.camera.view
    code = practice.areas.index[practice.areas["shown"]][0]
    part = practice.areas.assign(shown=practice.areas.index == code)
    view.set_areas(part, practice.wards)
    west, south, east, north = part.geometry[code].bounds
    corners = view.camera.view.pixels(np.array([[west, south], [east, north]]))
    across, down = np.abs(corners[1] - corners[0])
    assert max(across / view.width(), down / view.height()) > 0.5
    assert ((corners >= 0) & (corners <= (view.width(), view.height()))).all()
    view.set_areas(practice.areas, practice.wards)
    assert view.camera.view == whole


# --- colours ----------------------------------------------------------------------


@pytest.mark.parametrize("look", theme.THEMES.values(), ids=theme.THEMES)
def test_plain_classes_have_the_colour_of_the_key(
    make_map, dressed, practice, qtbot, look
):
    view = make_map(practice)
    dressed(look)
    wait_sharp(qtbot, view)
    image = view.copies.picture(720, 700)
    plain = [entry for entry in practice.key.entries if not entry.hatch and entry.count]
    assert {"High among high, clear", "Not different from chance"} <= {
        entry.label for entry in plain
    }
    seen = 0
    for entry in plain:
        for code in free(view, practice, practice.codes(entry.label)):
            at = spot(view, practice, code)
            around = {
                colour_at(image, at.x() + dx, at.y() + dy)
                for dx in (-3, 0, 3)
                for dy in (-3, 0, 3)
            }
            seen += any(nearly(each, look.on_map(entry.fill)) for each in around)
    total = sum(len(free(view, practice, practice.codes(e.label))) for e in plain)
    assert seen >= 0.93 * total  # names lie over a few


def test_likely_is_paler_than_clear_and_has_a_pattern(make_map, practice):
    view = make_map(practice)
    entries = {entry.label: entry for entry in practice.key.entries}
    likely = entries["Low among low, likely"]
    (code,) = practice.codes("Low among low, likely")
    at, image = spot(view, practice, code), view.copies.picture(720, 700)
    colours = {
        colour_at(image, at.x() + dx, at.y() + dy)
        for dx in range(-6, 7)
        for dy in range(-6, 7)
    }
    assert any(nearly(each, likely.fill, 12) for each in colours)
    darkest = min(QColor(each).lightness() for each in colours)
    assert darkest < QColor(likely.fill).lightness() - 25


def paper_colours(what: Shown, extent, size: tuple[int, int]) -> np.ndarray:
    """The paper map's own pixels, without patterns and borders."""
    figure = Figure(figsize=(size[0] / 100, size[1] / 100), dpi=100)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    west, south, east, north = extent
    axes.set(xlim=(west, east), ylim=(south, north))
    kept = what.areas[what.areas["shown"]]
    for drawn in draw_areas(axes, kept, what.key, metres_per_mm=1):
        drawn.set(hatch=None, linewidth=0, antialiased=False)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def check_paper(view: MapView, what: Shown) -> None:
    """Same class at each area's middle on screen and on paper."""
    box = view.camera.view
    paper = paper_colours(what, box.extent, (box.width, box.height))
    fills = {entry.fill for entry in what.key.entries}
    told = []
    view.set_hover_text(lambda code: told.append(code) or HoverText(code))
    for code in free(view, what, what.areas.index[what.areas["shown"]]):
        at = spot(view, what, code)
        on_paper = QColor(*paper[at.y(), at.x()][:3].tolist()).name()
        assert on_paper in fills
        assert code_at(view, QPointF(at)) == code
        entry = what.key.entries[what.key.entry_of[code]]
        assert entry.fill == on_paper


@pytest.mark.parametrize("which", ["practice", "practice_rates"])
def test_screen_and_paper_show_the_same_classes(make_map, request, which):
    what = request.getfixturevalue(which)
    check_paper(make_map(what), what)


@pytest.mark.realdata
def test_screen_and_paper_show_the_same_classes_of_southampton(make_map, southampton):
    check_paper(make_map(southampton), southampton)


def test_another_key_recolours_and_the_numbers_stay(
    make_map, practice, practice_rates, qtbot
):
    view = make_map(practice)
    before = view.legend.words()
    numbers = view.canvas.under().buffer
    view.set_key(practice_rates.key)
    assert view.canvas.under().buffer is numbers
    assert view.legend.words() != before
    code = free(view, practice, practice_rates.key.entry_of.index)[0]
    entry = practice_rates.key.entries[practice_rates.key.entry_of[code]]
    at = spot(view, practice, code)
    assert nearly(colour_at(picture(view), at.x(), at.y()), entry.fill)


def test_wards_have_outlines(make_map, practice):
    with_wards, without = make_map(practice), make_map()
    without.set_areas(practice.areas)
    without.set_key(practice.key)
    line = QColor(theme.LIGHT.ward_line).name()

    def dark(view: MapView) -> int:
        image = view.copies.picture(500, 500)
        return sum(
            nearly(colour_at(image, x, y), line, 40)
            for x in range(0, 500, 4)
            for y in range(0, 500, 4)
        )

    assert dark(with_wards) > dark(without) + 15


def test_a_dense_screen_gets_a_dense_picture(make_map, practice):
    image = make_map(practice).copies.picture(300, 200, 2.0)
    assert (image.width(), image.height()) == (600, 400)
    assert image.devicePixelRatio() == 2.0


# --- pointing and choosing --------------------------------------------------------


@pytest.fixture
def chosen(make_map, practice):
    """A map and what it emitted."""
    view = make_map(practice)
    emitted: list[frozenset[str]] = []
    view.selection_changed.connect(emitted.append)
    return view, practice, emitted


def test_a_click_chooses_one_and_control_toggles(chosen, qtbot):
    view, town, emitted = chosen
    one, two, *_ = free(view, town, town.areas.index)
    qtbot.mouseClick(view, LEFT, pos=spot(view, town, one))
    qtbot.mouseClick(view, LEFT, CONTROL, pos=spot(view, town, two))
    qtbot.mouseClick(view, LEFT, CONTROL, pos=spot(view, town, one))
    qtbot.mouseClick(view, LEFT, pos=spot(view, town, one))
    assert emitted == [
        frozenset({one}),
        frozenset({one, two}),
        frozenset({two}),
        frozenset({one}),
    ]


def test_a_click_beside_the_map_or_escape_clears(chosen, qtbot):
    view, town, emitted = chosen
    one = free(view, town, town.areas.index)[0]
    qtbot.mouseClick(view, LEFT, pos=spot(view, town, one))
    qtbot.mouseClick(view, LEFT, pos=QPoint(2, 2))
    qtbot.mouseClick(view, LEFT, pos=spot(view, town, one))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert emitted == [frozenset({one}), frozenset()] * 2


def test_choosing_from_elsewhere_is_shown_and_not_told(chosen, qtbot):
    view, town, emitted = chosen
    code = free(view, town, town.codes("Not different from chance"))[5]
    before = picture(view)
    view.set_selection(frozenset({code}))
    assert emitted == []
    assert view.choice.chosen == {code}
    after, accent = picture(view), theme.LIGHT.accent
    changed = [
        (x, y)
        for x in range(view.width())
        for y in range(view.height())
        if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert sum(nearly(colour_at(after, x, y), accent, 20) for x, y in changed) > 40
    ring = town.areas.geometry.loc[code].boundary
    box = view.camera.view
    far = [
        shapely.distance(ring, shapely.Point(*box.metres(*each))) for each in changed
    ]
    assert max(far) < 5 * box.scale
    view.set_selection(frozenset())
    assert picture(view) == before


def test_neighbours_are_outlined_more_lightly(chosen):
    view, town, _ = chosen
    before = picture(view)
    view.set_neighbours(frozenset(town.areas.index[:3]))
    assert picture(view) != before
    view.set_neighbours(frozenset())
    assert picture(view) == before


def drag(view: MapView, start: QPoint, end: QPoint, qtbot, keys=None) -> None:
    keys = keys or Qt.KeyboardModifier.NoModifier
    qtbot.mousePress(view, LEFT, keys, start)
    for share in (0.3, 0.6, 1.0):
        step = start + (end - start) * share
        qtbot.mouseMove(view, step)
        QApplication.processEvents()
    qtbot.mouseRelease(view, LEFT, keys, end)


@pytest.mark.parametrize("by", ["shift", "mode"])
def test_a_rectangle_chooses_the_areas_whose_middle_is_in_it(chosen, qtbot, by):
    view, town, emitted = chosen
    keys = SHIFT if by == "shift" else None
    view.set_rectangle_mode(by == "mode")
    before = view.camera.view
    drag(view, QPoint(60, 40), QPoint(420, 330), qtbot, keys)
    assert view.camera.view == before
    points = before.pixels(
        shapely.get_coordinates(
            shapely.point_on_surface(town.areas.geometry.to_numpy())
        )
    )
    inside = ((points >= (60, 40)) & (points <= (420, 330))).all(axis=1)
    assert 3 < inside.sum() < len(points)
    assert emitted == [frozenset(town.areas.index[inside & town.areas["shown"]])]


def test_the_button_turns_dragging_into_choosing(chosen, qtbot):
    view, _, emitted = chosen
    button = view.buttons[-1]
    assert button.accessibleName() == "Select by dragging a rectangle"
    with qtbot.waitSignal(view.rectangle_mode_changed):
        qtbot.mouseClick(button, LEFT)
    assert button.isChecked()
    drag(view, QPoint(60, 40), QPoint(420, 330), qtbot)
    assert len(emitted) == 1


def test_pointing_tells_the_area_and_shows_its_card(chosen, qtbot):
    view, town, _ = chosen
    view.set_hover_text(
        lambda code: HoverText(f"Place {code}", "Ward", (("Rate per 1,000", "12.3"),))
    )
    code = free(view, town, town.areas.index)[4]
    with qtbot.waitSignal(view.hovered) as told:
        qtbot.mouseMove(view, spot(view, town, code))
    assert told.args == [code]
    assert view.card.isVisible()
    assert view.card.text().title == f"Place {code}"
    assert view.card.accessibleName() == f"Place {code}. Ward. Rate per 1,000: 12.3"
    assert view.rect().contains(view.card.geometry())
    with qtbot.waitSignal(view.hovered) as told:
        qtbot.mouseMove(view, QPoint(2, 2))
    assert told.args == [""]
    assert not view.card.isVisible()


def test_a_double_click_opens(chosen, qtbot):
    view, town, _ = chosen
    code = free(view, town, town.areas.index)[4]
    with qtbot.waitSignal(view.activated) as told:
        qtbot.mouseDClick(view, LEFT, pos=spot(view, town, code))
    assert told.args == [code]


def test_areas_around_the_district_are_not_chosen(make_map, practice, qtbot):
    areas = practice.areas.copy()
    code = areas.index[10]
    areas.loc[code, "shown"] = False
    key = practice.key
    kept = Shown(
        areas,
        practice.wards,
        type(key)(key.title, key.entries, key.entry_of.drop(code)),
    )
    view = make_map(kept)
    assert code_at(view, QPointF(spot(view, kept, code))) == ""


# --- moving -----------------------------------------------------------------------


def wheel(view: MapView, at: QPoint, turned: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, turned),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_about_the_pointer(chosen, qtbot):
    view, town, _ = chosen
    code = free(view, town, town.areas.index)[8]
    at = spot(view, town, code)
    before = view.camera.view
    wheel(view, at, 240)
    after = view.camera.view
    assert after.scale == pytest.approx(before.scale / 1.25**2)
    assert after.metres(at.x(), at.y()) == pytest.approx(before.metres(at.x(), at.y()))
    assert code_at(view, QPointF(at)) == code  # from the last picture, at once
    wait_sharp(qtbot, view)
    assert code_at(view, QPointF(at)) == code
    for _ in range(60):
        wheel(view, at, -120)
    assert view.camera.view.scale <= before.scale * 2
    for _ in range(200):
        wheel(view, at, 120)
    assert view.camera.view.scale >= 0.2


def test_dragging_moves_the_ground_with_the_hand(chosen, qtbot):
    view, _, emitted = chosen
    before = view.camera.view
    drag(view, QPoint(300, 200), QPoint(340, 180), qtbot)
    after = view.camera.view
    assert after.metres(340, 180) == pytest.approx(before.metres(300, 200))
    assert emitted == []
    wait_sharp(qtbot, view)


def test_keys_and_buttons_move_and_zoom(chosen, qtbot):
    view, _, _ = chosen
    whole = view.camera.view
    plus, minus, fit, _ = view.buttons
    qtbot.mouseClick(plus, LEFT)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.camera.view.scale == pytest.approx(whole.scale / 1.5**2)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    qtbot.mouseClick(minus, LEFT)
    assert view.camera.view.scale == pytest.approx(whole.scale)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.camera.view.x > whole.x
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.camera.view.y > whole.y
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.camera.view == whole
    view.zoom_in()
    qtbot.mouseClick(fit, LEFT)
    assert view.camera.view == whole


def test_every_button_has_a_name_and_room_to_press(chosen):
    view, _, _ = chosen
    for button in view.buttons:
        assert button.accessibleName()
        assert min(button.width(), button.height()) >= 32


def test_zooming_to_areas_shows_all_of_them(chosen, qtbot):
    view, town, _ = chosen
    codes = frozenset(town.areas.index[3:6])
    view.zoom_to(codes)
    west, south, east, north = view.camera.view.extent
    bounds = town.areas.loc[sorted(codes)].total_bounds
    assert (west, south) < tuple(bounds[:2])
    assert east > bounds[2]
    assert north > bounds[3]
    held = view.camera.view
    view.zoom_to(frozenset())
    view.zoom_to(frozenset({"nowhere"}))
    assert view.camera.view == held


def test_a_new_answer_for_the_same_areas_leaves_the_view(chosen, qtbot):
    view, town, _ = chosen
    view.zoom_in()
    held = view.camera.view
    view.set_areas(town.areas.copy(), town.wards)
    assert view.camera.view == held
    wait_sharp(qtbot, view)


def test_the_whole_map_stays_whole_when_the_window_grows(chosen, qtbot):
    view, town, _ = chosen
    view.resize(900, 500)
    wait_sharp(qtbot, view)
    west, south, east, north = view.camera.view.extent
    bounds = town.areas.total_bounds
    assert west <= bounds[0]
    assert south <= bounds[1]
    assert east >= bounds[2]
    assert north >= bounds[3]


# --- keys -------------------------------------------------------------------------


def test_one_can_step_through_the_areas_and_choose(chosen, qtbot):
    view, town, emitted = chosen
    view.set_hover_text(lambda code: HoverText(f"Place {code}"))
    codes = sorted(town.areas.index[town.areas["shown"]])
    qtbot.keyClick(view, Qt.Key.Key_N)
    assert view.keys.code() == codes[0]
    assert view.accessibleDescription() == f"Place {codes[0]}"
    qtbot.keyClick(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_N)
    qtbot.keyClick(view, Qt.Key.Key_Space, CONTROL)
    assert emitted == [frozenset(codes[:1]), frozenset(codes[:2])]
    with qtbot.waitSignal(view.activated) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [codes[1]]
    qtbot.keyClick(view, Qt.Key.Key_P)
    qtbot.keyClick(view, Qt.Key.Key_P)
    assert view.keys.code() == codes[-1]


def test_control_and_an_arrow_go_to_the_area_beside(chosen, qtbot):
    view, town, _ = chosen
    qtbot.keyClick(view, Qt.Key.Key_N)
    for key, axis, sign in (
        (Qt.Key.Key_Right, 0, 1),
        (Qt.Key.Key_Down, 1, -1),
        (Qt.Key.Key_Left, 0, -1),
        (Qt.Key.Key_Up, 1, 1),
    ):
        before = view.keys.code()
        qtbot.keyClick(view, key, CONTROL)
        points = shapely.point_on_surface(
            town.areas.geometry.loc[[before, view.keys.code()]].to_numpy()
        )
        old, new = shapely.get_coordinates(points)
        if view.keys.code() != before:
            assert sign * (new - old)[axis] > 0


def test_copying_puts_a_picture_on_the_clipboard(chosen, qtbot):
    view, _, _ = chosen
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == (2560, 1440)


def test_focus_by_keys_can_be_seen(chosen, qtbot):
    view, _, _ = chosen
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    if not view.hasFocus():
        pytest.skip("this screen gives no focus")
    assert nearly(colour_at(picture(view), 1, 350), theme.LIGHT.accent)


# --- layers -----------------------------------------------------------------------


def test_incidents_are_drawn_at_close_zoom_only(chosen, qtbot):
    view, town, _ = chosen
    code = free(view, town, town.codes("Not different from chance"))[3]
    circle = shapely.maximum_inscribed_circle(town.areas.geometry.loc[code])
    x, y = shapely.get_coordinates(circle)[0]
    far = picture(view)
    view.set_points(np.array([x]), np.array([y]))
    assert picture(view) == far
    while view.camera.view.scale > 2:
        view.camera.zoom_by(2, 0, 0)
    view.camera.look_at(type(view.camera.view)(x, y, 2.0, view.width(), view.height()))
    wait_sharp(qtbot, view)
    dot = colour_at(picture(view), view.width() / 2, view.height() / 2)
    assert nearly(dot, theme.LIGHT.ink, 30)
    copied = view.copies.picture(400, 300)  # single incidents don't leave the window
    view.set_points(None, None)
    assert view.copies.picture(400, 300) == copied
    gone = colour_at(picture(view), view.width() / 2, view.height() / 2)
    assert not nearly(gone, theme.LIGHT.ink, 30)


def test_layers_lie_over_and_a_basemap_under(chosen, qtbot):
    view, town, _ = chosen
    west, south, east, north = town.areas.total_bounds
    line = shapely.LineString([(west, south), (east, north)])
    frame = gpd.GeoDataFrame(geometry=[line], crs="EPSG:27700")
    under = QImage(8, 8, QImage.Format.Format_RGB32)
    under.fill(QColor("#00aa00"))
    wide = (west - 1e4, south - 1e4, east + 1e4, north + 1e4)
    magenta = Stroke("#ff00ff", "#ff00ff")
    view.canvas.set_extra_layers(
        [ExtraLayer.of(frame, magenta)], [Basemap(under, wide)]
    )
    image = picture(view)
    assert nearly(colour_at(image, 3, 3), "#00aa00")
    at = view.camera.view.pixels(
        np.array([line.interpolate(0.3, normalized=True).coords[0]])
    )[0]
    around = [
        colour_at(image, at[0] + dx, at[1] + dy)
        for dx in range(-2, 3)
        for dy in range(-2, 3)
    ]
    assert any(nearly(each, "#ff00ff", 60) for each in around)
    view.canvas.set_extra_layers()
    assert not nearly(colour_at(picture(view), 3, 3), "#00aa00")


# --- nothing breaks it ------------------------------------------------------------


def squares(*shapes) -> gpd.GeoDataFrame:
    codes = pd.Index([f"A{i}" for i in range(len(shapes))], name="code")
    frame = {"name": codes, "shown": True, "geometry": list(shapes)}
    return gpd.GeoDataFrame(frame, index=codes, crs="EPSG:27700")


HARD = {
    "none": squares(),
    "one": squares(shapely.box(0, 0, 100, 100)),
    "no geometry": squares(None, shapely.Polygon()),
    "far apart": squares(shapely.box(0, 0, 1, 1), shapely.box(9e8, 9e8, 9e8 + 1, 1e9)),
    "a hole and parts": squares(
        shapely.MultiPolygon(
            [
                shapely.box(0, 0, 90, 90).difference(shapely.box(20, 20, 60, 60)),
                shapely.box(200, 0, 300, 50),
            ]
        )
    ),
    "all around": squares(shapely.box(0, 0, 1, 1)).assign(shown=False),
}


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (500, 400)], ids=str)
@pytest.mark.parametrize("areas", HARD.values(), ids=HARD)
def test_hard_towns_and_small_windows(make_map, qtbot, practice, areas, size):
    view = make_map(size=size)
    view.set_areas(areas)
    view.set_key(practice.key)
    view.set_hover_text(lambda code: HoverText(code))
    view.set_attribution("Contains OS data © Crown copyright and database right 2026")
    view.set_selection(frozenset(areas.index) | {"nowhere"})
    view.set_neighbours(frozenset({"nowhere"}))
    for key in (
        Qt.Key.Key_N,
        Qt.Key.Key_Space,
        Qt.Key.Key_Return,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Left,
        Qt.Key.Key_P,
        Qt.Key.Key_Escape,
        Qt.Key.Key_0,
    ):
        qtbot.keyClick(view, key)
        qtbot.keyClick(view, key, CONTROL)
    qtbot.mouseClick(view, LEFT, pos=QPoint(0, 0))
    drag(view, QPoint(0, 0), QPoint(size[0], size[1]), qtbot, SHIFT)
    wheel(view, QPoint(0, 0), 120)
    view.zoom_to(view.choice.chosen)
    view.fit()
    assert not picture(view).isNull()
    assert not view.copies.picture(50, 40).isNull()


def test_an_empty_map_can_be_used(make_map, qtbot):
    view = make_map()
    view.set_selection(frozenset({"x"}))
    view.set_key(None)
    view.zoom_in()
    view.zoom_to(frozenset({"x"}))
    view.fit()
    qtbot.keyClick(view, Qt.Key.Key_N)
    drag(view, QPoint(5, 5), QPoint(90, 90), qtbot, SHIFT)
    assert code_at(view, QPointF(5, 5)) == ""
    assert not picture(view).isNull()
    assert view.copies.picture(10, 10).width() == 10


def test_other_areas_replace_the_first(make_map, practice, qtbot):
    view = make_map(practice)
    view.set_areas(squares(shapely.box(0, 0, 100, 100)))
    assert code_at(view, QPointF(300, 300)) == ""
    wait_sharp(qtbot, view)
    assert code_at(view, QPointF(view.width() / 2, view.height() / 2)) == "A0"


def threads() -> int:
    return sum(thread.name == "hotspot-worker" for thread in threading.enumerate())


def test_closing_while_it_paints_leaves_nothing_running(qtbot, practice, dressed):
    before = threads()
    for _ in range(5):
        view = MapView()
        view.resize(700, 700)
        view.show()
        view.set_areas(practice.areas.copy(), practice.wards)
        view.close()
        shiboken6.delete(view)
    QApplication.processEvents()
    theme.signals.changed.emit()
    assert threads() == before


def test_a_walk_at_random_breaks_nothing(make_map, practice, practice_rates, qtbot):
    view, random = make_map(practice), np.random.default_rng(20_250_601)
    view.set_hover_text(lambda code: HoverText(code, "Ward", (("Count", "9"),)))
    keys = [
        *(Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Plus, Qt.Key.Key_Minus),
        *(Qt.Key.Key_0, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_Space),
        *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down),
    ]

    def place() -> QPoint:
        return QPoint(*random.integers(0, (view.width(), view.height())).tolist())

    deeds = [
        lambda: qtbot.keyClick(view, keys[random.integers(len(keys))]),
        lambda: qtbot.keyClick(view, keys[random.integers(len(keys))], CONTROL),
        lambda: qtbot.mouseClick(view, LEFT, pos=place()),
        lambda: qtbot.mouseMove(view, place()),
        lambda: wheel(view, place(), int(random.integers(-360, 361))),
        lambda: drag(view, place(), place(), qtbot),
        lambda: drag(view, place(), place(), qtbot, SHIFT),
        lambda: view.resize(*random.integers(1, 900, 2).tolist()),
        lambda: view.set_key([practice, practice_rates][random.integers(2)].key),
        lambda: view.set_areas(practice.areas, [None, practice.wards][place().x() % 2]),
        lambda: view.zoom_to(view.choice.chosen),
        lambda: view.legend.head.click(),
        lambda: view.copies.picture(60, 50),
    ]
    for _ in range(160):
        deeds[random.integers(len(deeds))]()
    view.resize(720, 700)
    view.set_areas(practice.areas, practice.wards)
    view.set_key(practice.key)
    view.fit()
    wait_sharp(qtbot, view)
    for code in free(view, practice, practice.areas.index):
        assert code_at(view, QPointF(spot(view, practice, code))) == code


LONG = (
    "Source: Office for National Statistics licensed under the Open Government Licence "
    "v.3.0 · Contains OS data © Crown copyright and database right 2026 · Recorded "
    "incidents: data.police.uk (Hampshire Constabulary), files of January to June 2025 "
    "· Patrols of the whole winter: Patrol team, 2026"
)


def middle_of_sources(view) -> QPoint:
    return view.canvas.sources.written.place.center().toPoint()


def test_sources_without_room_say_where_they_all_are_and_on_hover_what(
    make_map, practice, dressed, qtbot
) -> None:
    dressed(theme.LIGHT, 2.0)
    view = make_map(practice, size=(630, 621))
    view.set_attribution(LONG)
    picture(view)
    assert view.canvas.sources.written.cut
    at = middle_of_sources(view)
    assert view.canvas.sources.tip_at(at) == LONG
    assert view.canvas.sources.tip_at(QPoint(5, 5)) == ""
    hover = QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, hover)
    qtbot.waitUntil(lambda: QToolTip.text() == LONG)
    QToolTip.hideText()


def test_sources_that_fit_are_whole_and_need_no_tip(make_map, practice) -> None:
    view = make_map(practice, size=(900, 700))
    view.set_attribution("Contains OS data © Crown copyright 2026")
    picture(view)
    assert not view.canvas.sources.written.cut
    assert view.canvas.sources.tip_at(middle_of_sources(view)) == ""


@pytest.mark.parametrize("widest", [30.0, 60.0, 90.0, 121.0, 200.0, 350.0, 2_000.0])
@pytest.mark.parametrize("most", [1, 2, 3, 7, 20])
def test_lines_of_sources_never_stick_out_and_never_end_silently(
    qapp, widest: float, most: int
) -> None:
    measure = QFontMetricsF(theme.font(theme.SMALL))
    words = f"{LONG} {'x' * 60}.gpkg"
    lines, cut = cut_lines(words, measure, widest, most)
    whole = " ".join(lines)
    assert all(measure.horizontalAdvance(line) <= widest + 1 for line in lines)
    assert cut is ("".join(lines).replace(" ", "") != words.replace(" ", ""))
    if cut and widest >= 121:
        assert whole.endswith("all in Notes")
    if most > 1 or not cut:
        assert len(lines) <= max(most, 3)


def test_a_licence_that_several_sources_share_is_said_once() -> None:
    ons = "Source: Office for National Statistics licensed under v.3.0"
    said = source_words([f"{ons}. Contains OS data © 2026", f"Census 2021. {ons}."])
    assert said == f"{ons}. Contains OS data © 2026 · Census 2021"


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("size", [(420, 380), (720, 700), (1100, 640)], ids=str)
def test_legend_and_sources_cover_no_ground_at_any_zoom(
    make_map, practice, practice_rates, dressed, qtbot, size, scale
) -> None:
    dressed(theme.LIGHT, scale)
    view = make_map(practice, size)
    view.set_attribution(LONG)
    some = frozenset(practice.areas.index[practice.areas["shown"]][:1])
    for look in (view.fit, view.zoom_in, lambda: view.zoom_to(some), view.zoom_out):
        look()
        for key in (practice.key, practice_rates.key):
            view.set_key(key)
            picture(view)
            high = view.room()[1]
            assert high > size[1] / 4
            assert view.camera.view.height == high
            assert view.legend.geometry().top() >= high
            assert view.canvas.sources.written.place.top() >= high
            assert code_at(view, QPointF(30, high + 5)) == ""


def test_another_legend_moves_no_ground(make_map, practice, practice_rates) -> None:
    view = make_map(practice)
    before = view.camera.view
    shorter = replace(practice_rates.key, entries=practice_rates.key.entries[:1])
    view.set_key(shorter)
    assert view.camera.view == before
    view.set_key(practice.key)
    assert view.camera.view == before


def test_a_press_on_the_line_of_sources_says_them_all(
    make_map, practice, qtbot
) -> None:
    view = make_map(practice, size=(630, 621))
    view.set_attribution(LONG)
    picture(view)
    assert view.canvas.sources.written.place.height() < 2 * view.fontMetrics().height()
    before = view.choice.chosen
    qtbot.mouseClick(view, LEFT, pos=middle_of_sources(view))
    assert view.told.isVisible()
    assert view.told.words.text() == LONG.replace(" · ", "\n")
    assert view.choice.chosen == before
    view.told.hide()
