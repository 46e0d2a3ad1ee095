"""A veil over what doesn't answer the question as it is now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hotspot_app.ui.kit import theme

_THIN = 150
"""Opacity of a thin veil, of 255: what lies below can be seen, but looks disabled."""


class Veil(QWidget):
    """Lies over a widget: thin over an older answer, thick over another project's.

    What comes to the front beside it, such as another page of a stack, has the veil
    brought before it by `front`.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._thick = False
        over.installEventFilter(self)
        self.hide()

    def lay(self, *, thick: bool = False) -> None:
        """Cover what is below; under a thick veil nothing can be used."""
        self._thick = thick
        over = self.parentWidget()
        assert over is not None
        self.setGeometry(over.rect())
        self.raise_()
        self.show()
        self.update()

    def front(self) -> None:
        """Come before what was brought to the front, if it is laid."""
        if not self.isHidden():
            self.raise_()

    def lift(self) -> None:
        """Show what is below."""
        self.hide()

    @property
    def is_thick(self) -> bool:
        """Whether nothing is seen of what is below."""
        return self._thick and not self.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stay as large as what is below, and above all that is put on it."""
        if not self.isHidden():
            if event.type() == QEvent.Type.Resize:
                over = self.parentWidget()
                assert over is not None
                self.setGeometry(over.rect())
            elif event.type() == QEvent.Type.ChildAdded:
                self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground over it."""
        ground = QColor(theme.current().ground)
        ground.setAlpha(255 if self._thick else _THIN)
        painter = QPainter(self)
        painter.fillRect(event.rect(), ground)
        painter.end()
