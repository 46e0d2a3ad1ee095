"""Words of a window that are cut, so that nobody can read them whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
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

from hotspot_app.ui.elided import ElidedBox, ElidedButton, ElidedLabel

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
        case ElidedLabel() | ElidedButton():
            words = widget.text().replace("&&", "&")
            if widget.cut() != words and words not in widget.toolTip():
                yield words
        case QLabel():
            if widget.text() and (_is_cut_label(widget) or _is_hidden(widget)):
                yield widget.text()
        case ElidedBox():
            if _is_hidden(widget):
                yield widget.currentText()
        case QComboBox():
            words = widget.currentText() or widget.placeholderText()
            if widget.fontMetrics().horizontalAdvance(words) > _field(widget).width():
                yield words
        case QAbstractButton():
            if widget.text() and (_is_cut_button(widget) or _is_hidden(widget)):
                yield widget.text()
        case QHeaderView():
            yield from _cut_headings(widget)
        case QTabBar():
            yield from _cut_tabs(widget)


def _is_cut_label(label: QLabel) -> bool:
    room, measure = label.contentsRect(), label.fontMetrics()
    if not label.wordWrap():
        return measure.size(0, label.text()).width() > room.width() + 1
    widest = max(map(measure.horizontalAdvance, label.text().split()), default=0)
    return (
        widest > room.width() + 1
        or label.heightForWidth(label.width()) > label.height() + 1
    )


def _is_cut_button(button: QAbstractButton) -> bool:
    return button.sizeHint().width() > button.width() + 1


def _field(box: QComboBox) -> QRect:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return box.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, part, box
    )


def _is_hidden(widget: QWidget) -> bool:
    """Say whether a side of it lies where nobody can scroll to."""
    inside, part = widget.rect(), widget
    while part is not part.window():
        outer = part.parentWidget()
        inside = QRect(part.mapTo(outer, QPoint(0, 0)), QSize(0, 0)).united(
            QRect(part.mapTo(outer, inside.topLeft()), inside.size())
        ) if part is not widget else QRect(part.pos(), inside.size())
        area = outer.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is outer
        across = not scrolls or area.horizontalScrollBarPolicy() == _OFF
        down = not (scrolls and isinstance(area, QScrollArea))
        if across and (inside.left() < -1 or inside.right() > outer.width()):
            return True
        if down and (inside.top() < -1 or inside.bottom() > outer.height()):
            return True
        if scrolls and isinstance(area, QScrollArea):
            inside, part = area.rect(), area
            continue
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
    for place in range(bar.count()):
        option = QStyleOptionTab()
        bar.initStyleOption(option, place)
        whole = bar.tabText(place)
        seen = option.rect.intersected(bar.rect())
        if seen.isEmpty() or option.text != whole:
            if whole not in bar.tabToolTip(place):
                yield whole
        elif option.rect.right() > _end_of_tabs(bar) or option.rect.left() < 0:
            yield whole


def _end_of_tabs(bar: QTabBar) -> int:
    buttons = [b for b in bar.findChildren(QAbstractButton) if b.isVisible()]
    return min([bar.width(), *(b.x() for b in buttons)])
