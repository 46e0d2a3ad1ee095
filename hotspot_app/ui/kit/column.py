"""One column in the middle of the page, so that lines of text stay short."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hotspot_app.ui.kit import theme


class CentredColumn(QWidget):
    """Keeps a widget in the middle and no wider than is good to read."""

    def __init__(self, inside: QWidget, widest: int, above: int) -> None:
        super().__init__()
        self._inside, self._widest = inside, widest
        across = QHBoxLayout(self)
        across.setContentsMargins(24, above, 24, above)
        across.addStretch(1)
        across.addWidget(inside, 100)
        across.addStretch(1)
        self._limit()
        theme.signals.changed.connect(self._limit)

    def _limit(self) -> None:
        self._inside.setMaximumWidth(theme.pixels(self._widest))
