"""The start page: three ways to begin, and recent projects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.named_paths import NETWORK, why_untouched
from hotspot_app.ui.files.drop_card import dropped
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.column import CentredColumn
from hotspot_app.ui.kit.elided import ElidedButton
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label, text_label

if TYPE_CHECKING:
    from hotspot_app.data.boundaries.catalogue import Stored

Recent = tuple[Path, str, bool]
"""A project's path, its title, and whether it is still there."""

WIDEST = 840
"""Pixels, at 100%, that the page takes."""

_PRACTICE = "practice"


class StartPage(QWidget):
    """A calm page with every way to begin."""

    practice_wanted = Signal(bool)
    """Open the practice town; true with the guided tour."""
    boundaries_wanted = Signal(object)
    """Open the checklist with these paths filled in (a list)."""
    own_data_wanted = Signal()
    """Open the checklist."""
    files_dropped = Signal(object)
    """Open the checklist with the files dropped (a list of paths)."""
    project_wanted = Signal(object)
    """Open this project (a path)."""
    open_wanted = Signal()
    """Ask for a project to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._recent: list[QPushButton] = []
        self._places: list[QPushButton] = []
        self.last_button: QPushButton | None = None
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._middle())
        page.addWidget(scroll)
        self.set_boundaries(())
        self.set_recent(())

    def set_boundaries(self, kept: Sequence[Stored]) -> None:
        """Offer stored boundaries: one button a place, without the practice town.

        Parameters
        ----------
        kept
            Stored boundaries, as returned by `catalogue.listing`.
        """
        for button in self._places:
            button.hide()
            button.deleteLater()
        self._places = []
        for place, paths in _by_place(kept).items():
            button = _row_button(place, "map")
            button.clicked.connect(
                lambda _=False, paths=paths: self.boundaries_wanted.emit(paths)
            )
            self._places.append(button)
            self._kept.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._kept_card.setVisible(bool(self._places))

    def set_recent(self, recent: Sequence[Recent]) -> None:
        """Offer recent projects; those that have gone are shown and can't be opened."""
        for button in self._recent:
            button.hide()
            button.deleteLater()
        self._recent = []
        self._offer_last(recent)
        for path, title, there in recent:
            gone = f"{title} ({_why_gone(path)})"
            button = _row_button(title if there else gone, "files")
            button.setToolTip(str(path))
            button.setAccessibleDescription(str(path))
            button.setEnabled(there)
            button.clicked.connect(
                lambda _=False, path=path: self.project_wanted.emit(path)
            )
            self._recent.append(button)
            self._opened.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._none.setVisible(not self._recent)

    def _offer_last(self, recent: Sequence[Recent]) -> None:
        """Offer first what a returning user had open last, of what is still there."""
        if self.last_button is not None:
            self.last_button.hide()
            self.last_button.deleteLater()
            self.last_button = None
        last = next(((path, title) for path, title, there in recent if there), None)
        self._last_card.setVisible(last is not None)
        self.tour_button.setProperty("role", "" if last else "primary")
        self.tour_button.style().unpolish(self.tour_button)
        self.tour_button.style().polish(self.tour_button)
        if last is None:
            return
        path, title = last
        self.last_button = ElidedButton(f"Open {title}")
        self.last_button.setProperty("role", "primary")
        self.last_button.setIcon(icon("folder-open", "accent_ink"))
        self.last_button.setIconSize(QSize(theme.pixels(20), theme.pixels(16)))
        self.last_button.setToolTip(str(path))
        self.last_button.setAccessibleDescription(str(path))
        self.last_button.clicked.connect(lambda: self.project_wanted.emit(path))
        self._last_row.addWidget(self.last_button, 0, Qt.AlignmentFlag.AlignLeft)
        QWidget.setTabOrder(self.last_button, self.tour_button)

    # --- building

    def _middle(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        title = Label("Where is crime higher than chance would have it?")
        title.setProperty("role", "headline")
        title.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(
            text_label(
                "Maps, rates and hotspots that hold up when questioned, from a month's "
                "extract. Everything stays on this computer."
            )
        )
        column.addSpacing(4)
        self._last_card = self._go_on()
        column.addWidget(self._last_card)
        column.addWidget(self._practice())
        column.addWidget(self._own())
        self._kept_card = self._kept_boundaries()
        column.addWidget(self._kept_card)
        column.addWidget(self._projects())
        column.addStretch(1)
        return CentredColumn(inside, WIDEST, 32)

    def _go_on(self) -> QFrame:
        card, column = _card("Go on where you were", "")
        self._last_row = QVBoxLayout()
        column.addLayout(self._last_row)
        return card

    def _practice(self) -> QFrame:
        card, column = _card(
            "Try the practice town",
            "Wrenmouth is invented: its boundaries, people and incidents are "
            "fictional. The tour has six short steps and can be left at any time.",
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        self.tour_button = QPushButton("Try it with a guided tour")
        self.tour_button.setProperty("role", "primary")
        self.practice_button = QPushButton("Without the tour")
        self.practice_button.setAccessibleName("Try the practice town without the tour")
        self.tour_button.clicked.connect(lambda: self.practice_wanted.emit(True))
        self.practice_button.clicked.connect(lambda: self.practice_wanted.emit(False))
        row.addWidget(self.tour_button)
        row.addWidget(self.practice_button)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _own(self) -> QFrame:
        card, column = _card(
            "Your own data",
            "Boundaries and recorded crime are enough to begin. A checklist says what "
            "each file is and what is still missing. Files can be dropped here.",
        )
        self.own_button = QPushButton("Open the checklist")
        self.own_button.setAccessibleName("Your own data: open the checklist")
        self.own_button.clicked.connect(lambda: self.own_data_wanted.emit())
        column.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _kept_boundaries(self) -> QFrame:
        card, column = _card(
            "Boundaries that are ready to use",
            "They came with the app or were kept earlier. Only crime is still needed.",
        )
        self._kept = QVBoxLayout()
        self._kept.setSpacing(0)
        column.addLayout(self._kept)
        return card

    def _projects(self) -> QFrame:
        card, column = _card("Recent projects", "")
        self._none = text_label("None yet.", "secondary")
        column.addWidget(self._none)
        self._opened = QVBoxLayout()
        self._opened.setSpacing(0)
        column.addLayout(self._opened)
        self.open_button = QPushButton("Open a project…")
        self.open_button.clicked.connect(lambda: self.open_wanted.emit())
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    # --- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files."""
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Hand files to the checklist."""
        event.acceptProposedAction()
        self.files_dropped.emit(dropped(event.mimeData()))


def _by_place(kept: Sequence[Stored]) -> dict[str, list[Path]]:
    """Gather what is ready by place, newest vintage of each level only."""
    newest: dict[tuple[str, str], Stored] = {}
    for each in kept:
        entry = each.entry
        if each.state != "ready" or entry.id.startswith(_PRACTICE):
            continue
        key = (entry.place or entry.title, entry.level)
        if key not in newest or newest[key].entry.vintage <= entry.vintage:
            newest[key] = each
    places: dict[str, list[Path]] = {}
    for (place, _), each in newest.items():
        places.setdefault(place, []).append(each.path)
    return places


def _why_gone(path: Path) -> str:
    if why_untouched(path) == NETWORK:
        return "on another computer: choose Open a project"
    return "not found"


def _card(title: str, text: str) -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(8)
    column.addWidget(text_label(title, bold=True))
    if text:
        said = text_label(text, "secondary")
        column.addWidget(said)
    return card, column


def _row_button(text: str, sign: str) -> QPushButton:
    button = ElidedButton(text)
    button.setProperty("role", "flat")
    button.setIcon(icon(sign, "accent"))
    button.setStyleSheet("padding-left: 0; text-align: left;")
    button.setIconSize(QSize(theme.pixels(20), theme.pixels(16)))
    return button
