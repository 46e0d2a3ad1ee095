"""The order in which Tab goes through a part of the window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def in_reading_order(part: QWidget) -> None:
    """Let Tab go through a part as its layouts are read.

    Qt puts what is made later behind everything else in the window.
    """
    one_after_the_other(_stops(part))


def one_after_the_other(stops: Iterable[QWidget]) -> None:
    """Let Tab go from one to the next, beginning where the first is."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _stops(part: QWidget) -> Iterator[QWidget]:
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    layout = part.layout()
    if layout is not None:
        yield from _laid(layout)


def _laid(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _laid(inner)
