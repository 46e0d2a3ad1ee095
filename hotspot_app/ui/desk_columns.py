"""The desk's columns: question, map and answer, and how they share the width."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QWidget

from hotspot_app.ui import theme

OFFICER_SHARE: Final = 0.44
"""Of the window's width that the officer's page takes."""

_USUAL: Final = (260, 680, 426)


class DeskColumns(QSplitter):
    """Three columns that the analyst may draw wider."""

    def __init__(self, *columns: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for column in columns:
            self.addWidget(column)
        self.setStretchFactor(1, 3)
        self.setStretchFactor(2, 1)
        self._as_officer = False
        self._before: list[int] = []
        self._scale = theme.text_scale()
        self._settle = QTimer(self, singleShot=True, interval=0)
        self._settle.timeout.connect(self._share)
        theme.signals.changed.connect(self._follow_text)
        self._share()

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
            self.setSizes(self._before or list(_USUAL))

    def _follow_text(self) -> None:
        """Begin anew with text of another size: columns are as wide as their words."""
        if self._scale != theme.text_scale():
            self._scale, self._before = theme.text_scale(), []
            self._settle.start()
