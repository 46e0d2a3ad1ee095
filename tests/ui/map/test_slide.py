"""The map as a picture for a slide has all a reader needs, and its screen stays."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.slide import SHAPES, Caption
from hotspot_app.ui.map.view import MapView
from tests.ui.conftest import colour_at

CAPTION = Caption(
    "Burglary: clear clusters in Old Quays",
    ("Burglary in Wrenmouth", "January to June 2026", "Compared with 2025"),
)


def inked(image: QImage, left: int, top: int, right: int, bottom: int) -> int:
    """Count the dark pixels of a part of a light picture."""
    points = ((x, y) for x in range(left, right, 2) for y in range(top, bottom))
    return sum(QColor(colour_at(image, x, y)).lightness() < 110 for x, y in points)


@pytest.mark.parametrize("shape", SHAPES)
def test_it_has_title_dates_legend_and_every_source(make_map, practice, shape) -> None:
    view = make_map(practice)
    bare = view.copies.slide(shape)
    wide, high = SHAPES[shape]
    assert (bare.width(), bare.height()) == (2 * wide, 2 * high)
    assert inked(bare, 20, 20, 400, 30) == 0
    view.copies.set_caption(CAPTION)
    view.set_attribution("Source: Office for National Statistics · Police")
    whole = view.copies.slide(shape)
    assert inked(whole, 20, 20, 400, 80) > 100
    size = view.legend.whole()
    foot = high - 24 - size.height()
    assert inked(whole, 24, foot, 24 + size.width(), high - 24) > 100
    assert inked(whole, wide // 2, high - 60, wide - 20, high) > inked(
        bare, wide // 2, high - 60, wide - 20, high
    )


def test_its_marking_stands_at_the_top_and_at_the_foot(make_map, practice) -> None:
    view = make_map(practice)
    view.copies.set_caption(CAPTION)
    for shape, (wide, high) in SHAPES.items():
        plain = view.copies.slide(shape)
        marked = view.copies.slide(shape, "OFFICIAL-SENSITIVE")
        for top in (4, high - 26):
            part = (wide // 2 - 120, top, wide // 2 + 120, top + 22)
            assert inked(marked, *part) > inked(plain, *part) + 50
        assert marked.text("Comment") == "OFFICIAL-SENSITIVE"
        assert plain.text("Comment") == ""


def of_legend(view: MapView) -> QImage:
    """Paint a slide, and return the part that is its legend."""
    size, image = view.legend.whole(), view.copies.slide("16:9")
    top = image.height() // 2 - 24 - size.height()
    return image.copy(48, 2 * top, 2 * size.width(), 2 * size.height())


def test_legend_on_it_has_no_handle_and_the_screen_s_stays(
    make_map, practice, qtbot
) -> None:
    view = make_map(practice)
    view.legend.head.click()
    before, place = view.grab().toImage(), view.legend.geometry()
    folded = of_legend(view)
    assert view.legend.geometry() == place
    assert not view.legend.head.isChecked()
    assert view.grab().toImage() == before
    view.legend.head.click()
    assert of_legend(view) == folded
    assert not view.legend.head.is_plain


def test_what_is_copied_is_the_slide_and_said(make_map, practice, qtbot) -> None:
    view = make_map(practice)
    view.copies.set_caption(CAPTION)
    with qtbot.waitSignal(view.copies.copied) as told:
        view.copies.copy()
    assert "copied" in told.args[0]
    image = QApplication.clipboard().image()
    assert (image.width(), image.height()) == (2560, 1440)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_legend_covers_no_ground_on_it(make_map, practice, dressed, scale) -> None:
    """Whatever the text, the ground ends above legend and sources."""
    dressed(theme.LIGHT, scale)
    view = make_map(practice)
    view.copies.set_caption(CAPTION)
    grounds = []
    paint = view.canvas.paint_ground

    def noted(painter, size, ratio):
        grounds.append((painter.transform().dy(), size.height()))
        return paint(painter, size, ratio)

    view.canvas.paint_ground = noted
    for shape, (_, high) in SHAPES.items():
        view.copies.slide(shape)
        top, tall = grounds.pop()
        assert top / 2 > 40 or top > 40
        assert tall > 100, shape
        assert top + tall <= high - view.legend.whole().height() - 24
