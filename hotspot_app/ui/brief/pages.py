"""Pages of a brief, one below the other, as they will be printed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hotspot_app.brief.proof import Proof, ProofPage
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.announce import announce

SCALES: Final = (1.0, 1.25, 1.5, 2.0, 3.0)
"""Widths of a page, 1 being as wide as there is room."""

_EDGE: Final = 16
_SOON: Final = 250
"""Milliseconds after which pages are drawn anew for another width."""


class PageSheet(QWidget):
    """One page: white paper in either theme."""

    pressed = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self._page: ProofPage | None = None
        self._image = QImage()

    def show_page(self, page: ProofPage, called: str) -> None:
        """Show another page; what was decoded of the last is forgotten."""
        if page != self._page:
            self._page, self._image = page, QImage()
        self.setAccessibleName(called)
        self.setAccessibleDescription(" ".join(page.sentences))
        self.update()

    def sharpen(self, wanted: bool) -> None:
        """Keep the picture of a page that is, or is nearly, in sight; else drop it."""
        if not wanted:
            self._image = QImage()
        elif self._image.isNull() and self._page is not None:
            self._image = QImage.fromData(self._page.png)
            self.update()

    @property
    def is_sharp(self) -> bool:
        """Whether its picture is held."""
        return not self._image.isNull()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that it was pressed."""
        self.pressed.emit(self.number)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the page, with an edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if not self._image.isNull():
            painter.drawImage(self.rect(), self._image)
        painter.setPen(QColor(theme.current().control))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PageStack(QScrollArea):
    """Shows all pages; only those in sight and beside them are held as pictures."""

    width_wanted = Signal()
    """Pages would be sharper if they were made for another width."""
    page_pressed = Signal(int)
    """The number of a page that was pressed, the first being 1."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("role", "pages")
        self.sheets: list[PageSheet] = []
        self._proof: Proof | None = None
        self._at, self._scale = 0, 1.0
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self._column.setSpacing(_EDGE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._body)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._want_width)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._look())
        self._tell()

    # --- what is shown --------------------------------------------------------

    def show_proof(self, proof: Proof | None) -> None:
        """Show the pages of a brief; those there stay where they are scrolled to."""
        before = self._proof
        self._proof = proof
        pages = () if proof is None else proof.pages
        while len(self.sheets) > len(pages):
            gone = self.sheets.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.sheets) < len(pages):
            sheet = PageSheet(len(self.sheets) + 1)
            sheet.pressed.connect(self.page_pressed)
            self._column.addWidget(sheet)
            sheet.show()  # or the layout passes over it until Qt has polished it
            self.sheets.append(sheet)
        for sheet, page in zip(self.sheets, pages, strict=True):
            sheet.show_page(page, self._called(sheet.number))
        self._size()
        if before is None or proof is None or before.product != proof.product:
            self.verticalScrollBar().setValue(0)
        self._look()
        self._tell()

    def go_to(self, page: int) -> None:
        """Scroll to a page, the first being 1."""
        if 0 < page <= len(self.sheets):
            self._size()
            self.verticalScrollBar().setValue(self.sheets[page - 1].y() - _EDGE // 2)
            self._look()

    @property
    def current(self) -> int:
        """The page that is most in sight, the first being 1; 0 without pages."""
        return self._at

    @property
    def width_px(self) -> int:
        """Real pixels that a page should be wide."""
        return max(round(self._page_width() * self.devicePixelRatioF()), 200)

    def zoom(self, steps: int) -> None:
        """Show pages larger or smaller; 0 as wide as there is room."""
        at = SCALES.index(self._scale) + steps if steps else 0
        if 0 <= at < len(SCALES) and SCALES[at] != self._scale:
            page = self._at
            self._scale = SCALES[at]
            self._size()
            self.go_to(page)
            self._soon.start()

    # --- how ------------------------------------------------------------------

    def _page_width(self) -> int:
        bar = self.verticalScrollBar().sizeHint().width()
        around = self.parentWidget()  # behind another page it isn't laid out yet
        whole = self.width() if around is None else around.width()
        room = whole - 2 * _EDGE - bar - 2
        return round(max(min(room, theme.pixels(900)), 160) * self._scale)

    def _size(self) -> None:
        wide = self._page_width()
        for sheet, page in zip(self.sheets, self._pages(), strict=True):
            across, down = png_size(page.png)
            sheet.setFixedSize(wide, round(wide * down / max(across, 1)))
        self._column.activate()
        room = self.viewport().size()
        self._body.resize(self._column.sizeHint().expandedTo(room))

    def _pages(self) -> tuple[ProofPage, ...]:
        return () if self._proof is None else self._proof.pages

    def _want_width(self) -> None:
        pages = self._pages()
        if pages and abs(png_size(pages[0].png)[0] - self.width_px) > 2:
            self.width_wanted.emit()

    def _look(self) -> None:
        """Hold the pictures of pages in sight and of one each side."""
        if not self.sheets:
            self._at = 0
            return
        self._column.activate()
        top = self.verticalScrollBar().value()
        sight = QRect(0, top, 1, max(self.viewport().height(), 1))
        seen = [
            n
            for n, sheet in enumerate(self.sheets)
            if sheet.y() < sight.bottom() and sheet.y() + sheet.height() > sight.top()
        ] or [0]
        for n, sheet in enumerate(self.sheets):
            sheet.sharpen(seen[0] - 1 <= n <= seen[-1] + 1)

        def in_sight(n: int) -> int:
            sheet = self.sheets[n]
            low = min(sheet.y() + sheet.height(), sight.bottom())
            return low - max(sheet.y(), sight.top())

        at = max(seen, key=in_sight) + 1
        if at != self._at:
            self._at = at
            self._tell()
            if self.hasFocus():
                announce(self, self.accessibleName())

    def _called(self, number: int) -> str:
        title = "" if self._proof is None else self._proof.title
        return f"{title}, page {number} of {len(self.sheets)}"

    def _tell(self) -> None:
        page = (
            self._pages()[self._at - 1] if 0 < self._at <= len(self._pages()) else None
        )
        if page is None:
            self.setAccessibleName("Pages of the brief: none yet")
            self.setAccessibleDescription("")
            return
        self.setAccessibleName(self._called(self._at))
        self.setAccessibleDescription(" ".join(page.sentences))

    # --- Qt's events ----------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep pages as wide as there is room, and have them made sharp soon."""
        super().resizeEvent(event)
        self._size()
        self._look()
        self._soon.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the first or last page with Home and End."""
        ends = {Qt.Key.Key_Home: 1, Qt.Key.Key_End: len(self.sheets)}
        page = ends.get(Qt.Key(event.key()))
        if page is None:
            super().keyPressEvent(event)
        else:
            self.go_to(page)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that keys scroll it."""
        super().focusInEvent(event)
        self.viewport().update()
        self.update()


def png_size(png: bytes) -> tuple[int, int]:
    """Return a PNG's width and height, which stand at its beginning."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")
