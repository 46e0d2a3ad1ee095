"""Icons of one family (Lucide), in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hotspot_app.paths import shipped
from hotspot_app.ui.kit import theme


class _Drawn(QIconEngine):
    """Draws an icon afresh, so that it follows the theme.

    In a place wider than tall it stands on the left, and words beside it keep away.
    """

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        """Draw it in a role's colour, or muted where it can't be pressed."""
        del state
        now = theme.current()
        off = mode == QIcon.Mode.Disabled
        colour = now.control if off else getattr(now, self._role)
        side = min(rect.width(), rect.height())
        place = QRectF(rect.x(), rect.center().y() + 0.5 - side / 2, side, side)
        _renderer(self._name, colour).render(painter, place)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draw it to a picture of that many real pixels."""
        picture = QPixmap(size)
        if picture.isNull():  # a window can be too small for its icons
            return picture
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        """Return another of the same."""
        return _Drawn(self._name, self._role)


def icon(name: str, role: str = "ink") -> QIcon:
    """Return an icon of `resources/icons` in a role's colour.

    Raises
    ------
    FileNotFoundError
        If there is no such icon.
    """
    svg(name, "")
    return QIcon(_Drawn(name, role))


@cache
def svg(name: str, colour: str) -> str:
    """Return an icon's drawing with its lines in a colour."""
    file = shipped("resources") / "icons" / f"{name}.svg"
    return file.read_text(encoding="utf-8").replace("currentColor", colour)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg(name, colour).encode()))
