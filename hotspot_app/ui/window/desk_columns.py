"""The three columns of the desk, question, map and answer, and their widths."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from hotspot_app.ui.kit import theme

OFFICER_SHARE: Final = 0.44
"""Share of the window's width that the officer's page takes."""

_QUESTION: Final = 260
_ANSWER: Final = 470
"""Usual width of the answer's column, in pixels at 100%."""
_MAP: Final = 480
"""Width from which a map is readable, in pixels at 100%."""
_LEAST: Final = 240
"""Least width of the map beside a widened answer, in pixels at 100%."""
_HANDLE: Final = 7
_WHOLE: Final = 1366


class DeskColumns(QSplitter):
    """Three columns whose borders can be dragged."""

    def __init__(self, *columns: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(_HANDLE)
        self.setChildrenCollapsible(False)
        self._first = columns[0]
        for column in columns:
            self.addWidget(column)
        self.setStretchFactor(1, 3)
        self.setStretchFactor(2, 1)
        self._as_officer = False
        self._before: list[int] = []
        self._drawn = 0
        self._is_new = True
        self.splitterMoved.connect(lambda _at, _number: self._note())
        self._scale = theme.text_scale()
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._share)
        theme.signals.changed.connect(self._follow_text)
        self._share()

    @property
    def answer_width(self) -> int:
        """The width to which the answer was dragged, in pixels at 100%; 0 for never."""
        return self._drawn

    def draw_answer(self, width: int) -> None:
        """Set the answer's width, in pixels at 100%; 0 for the usual width."""
        self._drawn, self._before = width, []
        self._share()

    def _note(self) -> None:
        """Remember the width to which the answer was dragged."""
        if not self._as_officer:
            self._drawn = round(self.sizes()[2] / theme.text_scale())

    def show_as_officer(self, on: bool) -> None:
        """Hide the question and widen the officer's page, or restore the columns."""
        if on == self._as_officer:
            return
        self._as_officer = on
        if on:
            self._before = self.sizes()
        self._share()

    def _share(self) -> None:
        if self._as_officer:
            whole = sum(self.sizes())
            page = round(OFFICER_SHARE * whole)
            self.setSizes([0, whole - page, page])
        else:
            self.setSizes(self._before or self._usual())

    def _usual(self) -> list[int]:
        """Return the columns' usual widths: the answer gets what the map can spare."""
        whole = sum(self.sizes()) if self.isVisible() else _WHOLE
        least = self._first.minimumWidth(), self._first.minimumSizeHint().width()
        question = max(_QUESTION, *least)
        if self._drawn:
            most = max(whole - question - _LEAST, _LEAST)
            answer = min(theme.pixels(self._drawn), most)
        else:
            spare = max(whole - question - _MAP, _ANSWER)
            answer = min(theme.pixels(_ANSWER), spare)
        return [question, whole - question - answer, answer]

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Set the columns' widths once the window's is known."""
        super().showEvent(event)
        if self._is_new:
            self._is_new = False
            self._settle.start()

    def _follow_text(self) -> None:
        """Set the widths again after a change of text size."""
        if self._scale != theme.text_scale():
            self._scale, self._before = theme.text_scale(), []
            self._settle.start()
