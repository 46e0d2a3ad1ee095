"""The place of the tour's card beside its target, and of the card's arrow."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPolygonF

ARROW: Final = 10
"""Pixels from the card to its target."""

RADIUS: Final = 8


def beside(
    width: int, height: int, target: QRect | None, room: QRect
) -> tuple[QRect, Qt.Edge]:
    """Return a card's place next to a target, and the card's edge that faces it.

    The first side with room is taken: right of the target, left, below, above; else
    the card covers the target's middle.

    Parameters
    ----------
    width, height
        Size of the card.
    target
        What the card points at, None for the middle of the room.
    room
        Where the card has to stay.

    Returns
    -------
    QRect, Qt.Edge
        The card's place, and its edge with the arrow.
    """
    card = QRect(0, 0, width, height)
    if target is None:
        card.moveCenter(room.center())
        return card, Qt.Edge.LeftEdge
    middle = target.center()
    left, top = middle.x() - width // 2, middle.y() - height // 2
    ways = (
        (Qt.Edge.LeftEdge, QPoint(target.right() + 4, top)),
        (Qt.Edge.RightEdge, QPoint(target.left() - 4 - width, top)),
        (Qt.Edge.TopEdge, QPoint(left, target.bottom() + 4)),
        (Qt.Edge.BottomEdge, QPoint(left, target.top() - 4 - height)),
    )
    for side, corner in ways:
        card.moveTopLeft(corner)
        within = _within(card, room)
        if not within.intersects(target):
            return within, side
    card.moveCenter(middle)
    return _within(card, room), Qt.Edge.TopEdge


def _within(card: QRect, room: QRect) -> QRect:
    moved = QRect(card)
    moved.moveLeft(max(room.left(), min(card.left(), room.right() - card.width() + 1)))
    moved.moveTop(max(room.top(), min(card.top(), room.bottom() - card.height() + 1)))
    return moved


def tip_of(place: QRect, target: QRect | None, side: Qt.Edge) -> QPoint:
    """Return the place of the arrow's tip on the card's edge, nearest to the target."""
    if target is None:
        return place.center()
    edge = ARROW + RADIUS + ARROW
    x = max(place.left() + edge, min(target.center().x(), place.right() - edge))
    y = max(place.top() + edge, min(target.center().y(), place.bottom() - edge))
    return {
        Qt.Edge.LeftEdge: QPoint(place.left(), y),
        Qt.Edge.RightEdge: QPoint(place.right(), y),
        Qt.Edge.TopEdge: QPoint(x, place.top()),
        Qt.Edge.BottomEdge: QPoint(x, place.bottom()),
    }[side]


def arrow(tip: QPointF, side: Qt.Edge) -> QPolygonF:
    """Return the arrow that points from a side to the tip."""
    into = {
        Qt.Edge.LeftEdge: QPointF(ARROW, 0),
        Qt.Edge.RightEdge: QPointF(-ARROW, 0),
        Qt.Edge.TopEdge: QPointF(0, ARROW),
        Qt.Edge.BottomEdge: QPointF(0, -ARROW),
    }[side]
    across = QPointF(into.y(), into.x()) * 0.8
    return QPolygonF([tip, tip + into + across, tip + into - across])
