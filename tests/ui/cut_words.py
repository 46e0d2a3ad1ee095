"""Words of a window that are cut, so that nobody can read them whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionTab,
    QTabBar,
    QWidget,
)

from hotspot_app.ui.kit.elided import ElidedBox, ElidedButton, ElidedLabel

_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def cut_words(window: QWidget) -> list[str]:
    """Return the words of a window that are cut and don't say so."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"{type(widget).__name__}: {words}" for words in _cut(widget)]
    return found


def _cut(widget: QWidget) -> Iterator[str]:
    match widget:
        case QHeaderView():
            yield from _cut_headings(widget)
        case QTabBar():
            yield from _cut_tabs(widget)
        case _:
            words = _words(widget)
            if words and (_is_cut(widget, words) or _is_hidden(widget)):
                yield words


def _words(widget: QWidget) -> str:
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text().replace("&&", "&")
        case QComboBox():
            return widget.currentText()
    return ""


def _is_cut(widget: QWidget, words: str) -> bool:
    """Say whether words are cut without dots and a tip that has them whole."""
    match widget:
        case ElidedLabel() | ElidedButton():
            return widget.cut() != words and words not in widget.toolTip()
        case ElidedBox():  # its tip is made when it is asked for
            return widget.shown() not in {words, ""} and widget.shown()[-1] != "…"
        case QLabel():
            return _is_cut_label(widget)
        case QComboBox():
            measure = widget.fontMetrics()
            return measure.horizontalAdvance(words) > _field(widget).width()
    return widget.sizeHint().width() > widget.width() + 1


def _is_cut_label(label: QLabel) -> bool:
    room, measure = label.contentsRect(), label.fontMetrics()
    if not label.wordWrap():
        return measure.size(0, label.text()).width() > room.width() + 1
    widest = max(map(measure.horizontalAdvance, label.text().split()), default=0)
    return (
        widest > room.width() + 1
        or label.heightForWidth(label.width()) > label.height() + 1
    )


def _field(box: QComboBox) -> QRect:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, part, box
    )


def _is_hidden(widget: QWidget) -> bool:
    """Say whether a side of it lies where nobody can scroll to."""
    part, inside = widget, widget.rect()
    while part is not part.window():
        outer = part.parentWidget()
        inside = inside.translated(part.pos())
        area = outer.parentWidget()
        scrolls = isinstance(area, QScrollArea) and area.viewport() is outer
        across = not scrolls or area.horizontalScrollBarPolicy() == _OFF
        if across and (inside.left() < -1 or inside.right() > outer.width()):
            return True
        if not scrolls and (inside.top() < -1 or inside.bottom() > outer.height()):
            return True
        if scrolls:  # what is below can be brought up
            inside = QRect(inside.left(), 0, inside.width(), 1)
        part = outer
    return False


def _cut_headings(head: QHeaderView) -> Iterator[str]:
    model = head.model()
    if model is None or head.orientation() != Qt.Orientation.Horizontal:
        return
    for section in range(head.count()):
        if head.isSectionHidden(section):
            continue
        words = str(model.headerData(section, Qt.Orientation.Horizontal))
        if head.sectionSizeFromContents(section).width() > head.sectionSize(section):
            yield words


def _cut_tabs(bar: QTabBar) -> Iterator[str]:
    """Tell tabs that are cut without dots; one that is out of sight is scrolled to."""
    arrows = [b.x() for b in bar.findChildren(QAbstractButton) if b.isVisible()]
    end = min([bar.width(), *arrows])
    for place in range(bar.count()):
        option = QStyleOptionTab()
        bar.initStyleOption(option, place)
        whole = bar.tabText(place)
        cut = option.rect.left() < 0 or option.rect.right() > end
        said = option.text == whole or whole in bar.tabToolTip(place)
        if option.text and (cut or not said):
            yield whole
