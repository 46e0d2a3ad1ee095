from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit import theme
from hotspot_app.ui.map.hover_card import HoverCard, HoverText

LONG = HoverText(
    "A very long street name and another one beside it, near the old railway station",
    "Banister & Polygon · Southampton 023E",
    (
        ("Recorded crimes", "771"),
        ("95% limits", "460.9 – 531.7"),
        ("Class", "High among low, could be chance after correction"),
        ("A label that is rather long for a card of this kind", "1st of 152"),
    ),
)


@pytest.fixture
def card(qtbot, dressed) -> HoverCard:
    place = QWidget()
    qtbot.addWidget(place)
    place.resize(700, 600)
    place.show()
    return HoverCard(place)


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("x", [0, 350, 699])
@pytest.mark.parametrize("y", [0, 300, 599])
def test_it_stays_inside_the_map(card, dressed, scale, x, y):
    dressed(theme.LIGHT, scale)
    card.tell(LONG, QPointF(x, y))
    assert card.parentWidget().rect().contains(card.geometry())


def test_it_keeps_clear_of_the_pointer(card):
    for x, y in ((10, 10), (690, 10), (10, 590), (690, 590), (350, 300)):
        card.tell(HoverText("Quay", "Harbour", (("Count", "9"),)), QPointF(x, y))
        assert not card.geometry().adjusted(-8, -8, 8, 8).contains(x, y)


def test_long_words_wrap_and_make_it_higher(card):
    card.tell(HoverText("Quay", "Harbour", LONG.rows), QPointF(10, 10))
    low = card.height()
    card.tell(LONG, QPointF(10, 10))
    assert card.height() > low
    assert card.width() <= 280


def test_nothing_hides_it(card):
    card.tell(LONG, QPointF(10, 10))
    assert card.text() == LONG
    card.tell(None, QPointF(10, 10))
    assert card.text() is None
    assert not card.isVisible()
