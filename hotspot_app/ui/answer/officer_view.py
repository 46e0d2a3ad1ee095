"""The officer's page in large type: places by name, what changed, what to decide."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.brief.officer import OfficerPage, Place
from hotspot_app.draw.looks.palettes import LOOKS
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.labels import Label

_WRAP = Qt.TextFlag.TextWordWrap
_SIDE = 28


class PlaceRow(QAbstractButton):
    """A button with a numbered place, which the map shows when it is pressed."""

    def __init__(self, number: int, place: Place) -> None:
        super().__init__()
        self.place, self.number = place, number
        self.setAccessibleName(said(number, place))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Return that the height depends on the width: long names take two lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of the name and of the lines below it."""
        room = width - theme.pixels(_SIDE) - 16
        heights = (
            self._metrics(bold=bold).boundingRect(0, 0, room, 1000, _WRAP, text)
            for text, bold in self._texts()
        )
        return sum(rect.height() + 2 for rect in heights) + 14

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of a row with a name in one line."""
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the number, the name and the counts."""
        now, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.pixels(_SIDE)
        fill = now.on_map(LOOKS["higher"].fill)
        painter.setBrush(QColor(fill if self.place.stands_out else now.muted))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(0, 9, side, side)
        painter.setPen(QColor(now.panel))
        painter.setFont(theme.font(theme.OFFICER, bold=True))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(0, 9, side, side, int(centre), str(self.number))
        room, top = self.width() - side - 16, 8
        for text, bold in self._texts():
            painter.setFont(theme.font(theme.OFFICER, bold=bold))
            painter.setPen(QColor(now.ink if bold else now.muted))
            taken = painter.boundingRect(side + 16, top, room, 1000, _WRAP, text)
            painter.drawText(taken, int(_WRAP), text)
            top = taken.bottom() + 2
        painter.setPen(QColor(now.hairline))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(now.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)

    def _texts(self) -> list[tuple[str, bool]]:
        place = self.place
        texts = ((place.name, True), (place.count, False), (place.change, False))
        return [each for each in texts if each[0]]

    def _metrics(self, *, bold: bool) -> QFontMetrics:
        return QFontMetrics(theme.font(theme.OFFICER, bold=bold))


class OfficerView(QScrollArea):
    """Shows what an officer needs from an answer; only places can be pressed."""

    chosen = Signal(object)
    """A place was pressed: the codes of its areas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Officer view")
        self._page: OfficerPage | None = None
        self.rows: list[PlaceRow] = []
        theme.signals.changed.connect(self._build)

    def show_page(self, page: OfficerPage) -> None:
        """Show a page."""
        self._page = page
        self._build()

    def text(self) -> str:
        """Return all text of the page, line by line."""
        page = self._page
        if page is None:
            return ""
        rows = [said(row.number, row.place) for row in self.rows]
        parts = [line for title, lines in _parts(page) for line in (title, *lines)]
        more = [page.more] if page.more else []
        return "\n".join([page.headline, page.periods, *rows, *more, *parts])

    def _build(self) -> None:
        page = self._page
        if page is None:
            return
        body = QWidget()
        body.setProperty("role", "panel")
        column = QVBoxLayout(body)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(4)
        column.addWidget(_label(page.headline, theme.OFFICER_HEADLINE, bold=True))
        column.addWidget(_label(page.periods, theme.OFFICER, muted=True))
        column.addSpacing(8)
        self.rows = [PlaceRow(n, place) for n, place in enumerate(page.places, 1)]
        for row in self.rows:
            row.clicked.connect(
                lambda _=False, codes=row.place.codes: self.chosen.emit(codes)
            )
            column.addWidget(row)
        if page.more:
            column.addWidget(_label(page.more, theme.OFFICER, muted=True))
        for title, lines in _parts(page):
            column.addSpacing(12)
            column.addWidget(_label(title, theme.OFFICER, bold=True, muted=True))
            for line in lines:
                column.addLayout(_point(line))
        column.addStretch(1)
        self.setWidget(body)


def said(number: int, place: Place) -> str:
    """Return a row's text in one line."""
    told = ". ".join(filter(None, (place.count, place.change)))
    return f"{number}. {place.name}: {told}"


def _parts(page: OfficerPage) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return headings with their lines, without parts that have no lines."""
    parts = (
        ("What changed", page.changed),
        ("To decide", page.decide),
        ("How sure are we?", page.sure),
    )
    return tuple((title, lines) for title, lines in parts if lines)


def _point(line: str) -> QHBoxLayout:
    """Return a bullet point whose further lines are indented."""
    row = QHBoxLayout()
    row.setSpacing(8)
    dot = _label("•", theme.OFFICER)
    row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_label(line, theme.OFFICER), 1)
    return row


def _label(text: str, size: float, *, bold: bool = False, muted: bool = False) -> Label:
    label = Label(text, wraps=True)
    colour = theme.current().muted if muted else theme.current().ink
    weight = 600 if bold else 400
    label.setStyleSheet(
        f"font-size: {theme.pixels(size)}px; font-weight: {weight}; color: {colour};"
    )
    label.setFrameShape(QFrame.Shape.NoFrame)
    flags = Qt.TextInteractionFlag.TextSelectableByMouse
    label.setTextInteractionFlags(flags)
    return label
