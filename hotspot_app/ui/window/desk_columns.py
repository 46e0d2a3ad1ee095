"""The desk's columns: question, map and answer, and how they share the width."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from hotspot_app.ui.kit import theme

OFFICER_SHARE: Final = 0.44
"""Of the window's width that the officer's page takes."""

_QUESTION: Final = 260
_ANSWER: Final = 470
"""Pixels that a column has, at 100%."""
_MAP: Final = 480
"""Pixels from which a map can be read."""
_LEAST: Final = 240
"""Pixels of a map beside words that were drawn wider."""
_HANDLE: Final = 7
_WHOLE: Final = 1366


class DeskColumns(QSplitter):
    """Three columns that the analyst may draw wider."""

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
        """Pixels at 100% of the answer, as the analyst drew it; 0 until then."""
        return self._drawn

    def draw_answer(self, width: int) -> None:
        """Make the answer so wide as it was drawn before; 0 for as wide as usual."""
        self._drawn, self._before = width, []
        self._share()

    def _note(self) -> None:
        """Remember how wide the answer was drawn."""
        if not self._as_officer:
            self._drawn = round(self.sizes()[2] / theme.text_scale())

    def show_as_officer(self, on: bool) -> None:
        """Give the officer's page nearly half, and the analyst his columns back."""
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
        """Give words the room that the map can spare."""
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
        """Share the width once it is known."""
        super().showEvent(event)
        if self._is_new:
            self._is_new = False
            self._settle.start()

    def _follow_text(self) -> None:
        """Begin anew with text of another size: columns are as wide as their words."""
        if self._scale != theme.text_scale():
            self._scale, self._before = theme.text_scale(), []
            self._settle.start()
