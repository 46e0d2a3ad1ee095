"""Tabs whose names end in dots where the bar cuts them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QStyleOptionTab, QTabBar


class ShortenedTabs(QTabBar):
    """Each name stands whole in its tab's tip."""

    def tabLayoutChange(self) -> None:  # noqa: N802 - Qt's name
        """Keep the tips as the names are."""
        super().tabLayoutChange()
        for place in range(self.count()):
            if self.tabToolTip(place) != self.tabText(place):
                self.setTabToolTip(place, self.tabText(place))

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionTab, place: int
    ) -> None:
        """Draw a tab in what can be seen of it, with what can be read of its name."""
        super().initStyleOption(option, place)
        whole = QRect(option.rect)
        left, right = max(whole.left(), 0), min(whole.right(), self._end())
        if (left, right) == (whole.left(), whole.right()):
            return
        measure = self.fontMetrics()
        beside = whole.width() - measure.horizontalAdvance(option.text)
        room = max(right - left - max(beside, 0), 0)
        option.rect = QRect(left, whole.top(), max(right - left, 0), whole.height())
        end = Qt.TextElideMode.ElideRight
        option.text = measure.elidedText(option.text, end, room) if room else ""

    def _end(self) -> int:
        """Return where the arrows that scroll the tabs begin."""
        arrows = [b for b in self.findChildren(QAbstractButton) if b.isVisible()]
        return min([self.width(), *(each.x() for each in arrows)]) - 1
