"""The page of briefs: choices, pages as they will be, words and actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.brief.proof import Proof, ProofSection, Said
from hotspot_app.project.ask.briefing import NO_BRIEFING, Audience, Briefing
from hotspot_app.ui.brief.actions_panel import ActionsPanel
from hotspot_app.ui.brief.choices_panel import ChoicesPanel
from hotspot_app.ui.brief.pages import PageStack
from hotspot_app.ui.brief.words_panel import WordsPanel
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.banner import Banner, WorkLine
from hotspot_app.ui.kit.labels import as_it_stands, text_label
from hotspot_app.ui.kit.shortened_tabs import ShortenedTabs
from hotspot_app.ui.kit.tab_order import in_reading_order
from hotspot_app.ui.kit.veil import Veil

_LEFT, _RIGHT = 280, 340
"""Pixels of the columns, at 100%."""
_LEFT_SHARE, _RIGHT_SHARE = 0.27, 0.33
"""Of the window's width that they take at most."""

USUAL: Final = "tasking"


class BriefPage(QWidget):
    """Shows a brief; what is decided of it is told, and comes back with the project."""

    decided = Signal(object)
    """The `Briefing` as it shall be."""
    product_chosen = Signal(str)
    marking_wanted = Signal()
    export_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices, self.pages = ChoicesPanel(), PageStack()
        self.words, self.acting = WordsPanel(), ActionsPanel()
        self.banner, self.work = Banner(), WorkLine()
        self.nothing = text_label("")
        self.help = QPushButton()
        self.product = USUAL
        self.briefing: Briefing = NO_BRIEFING
        self.proof: Proof | None = None
        self._do: Callable[[], object] | None = None
        self._place()
        self._veil = Veil(self.centre)
        self._join()
        in_reading_order(self)
        self.show_briefing(NO_BRIEFING)

    def _place(self) -> None:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.nothing)
        column.addWidget(self.help, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        self.centre = QStackedWidget()
        self.centre.addWidget(empty)
        self.centre.addWidget(self.pages)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.banner)
        middle.addWidget(self.centre, 1)
        middle.addWidget(self.work)
        self.tabs = QTabWidget()
        self.tabs.setTabBar(ShortenedTabs())
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.words, "Words")
        self.tabs.addTab(self.acting, "Actions")
        self.tabs.tabBar().setAccessibleName("Words or actions")
        right = QWidget()
        right.setProperty("role", "panel")
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 4, 0, 0)
        beside.addWidget(self.tabs)
        self._right = right
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.choices)
        across.addLayout(middle, 1)
        across.addWidget(right)

    def _join(self) -> None:
        choices, sections = self.choices, self.choices.sections
        choices.product_chosen.connect(self._choose_product)
        choices.audience_chosen.connect(self._choose_audience)
        choices.about_written.connect(self._write_about)
        choices.marking_wanted.connect(self.marking_wanted)
        choices.export_wanted.connect(self._export)
        choices.left.connect(self.left)
        self.help.clicked.connect(self._follow)
        sections.chosen.connect(self._show_section)
        sections.arranged.connect(self._arrange)
        self.pages.page_pressed.connect(self._choose_page)
        self.words.written.connect(self._write)
        self.acting.changed.connect(
            lambda actions: self.decided.emit(self.briefing.acting(*actions))
        )
        theme.signals.changed.connect(self._share)

    # --- what is shown --------------------------------------------------------

    def show_nothing(
        self, words: str, button: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say why there are no pages, with a button that does something about it."""
        self.proof, self._do = None, do
        self.nothing.setText(words)
        self.help.setText(as_it_stands(button))
        self.help.setVisible(bool(button))
        self.centre.setCurrentIndex(0)
        self.pages.show_proof(None)
        self.choices.sections.show_sections(())
        self.words.show_section(None)
        self._veil.lift()
        self._able(False)

    def show_briefing(self, briefing: Briefing) -> None:
        """Show what is decided; the pages follow."""
        self.briefing = briefing
        self.choices.show_briefing(self.product, briefing)
        self.acting.show_actions(briefing.actions)

    def wait(self) -> None:
        """Put the pages aside until those that are wanted are there."""
        if self.proof is None:
            self.nothing.setText("The pages are being made …")
            self.help.hide()
        else:
            self._veil.lay()
        self.choices.set_ready(False)

    def show_proof(self, proof: Proof) -> None:
        """Show the pages as they will be."""
        self.proof = proof
        self._able(True)
        self.acting.show_places(proof.places)
        self.choices.sections.show_sections(proof.sections)
        self._show_words()
        self.centre.setCurrentWidget(self.pages)
        self.pages.show_proof(proof)
        self._veil.lift()
        self.choices.set_ready(bool(proof.pages))

    def show_stopped(self, again: Callable[[], None]) -> None:
        """Say that the pages are not as the choices are, and offer to make them."""
        if self.proof is None:
            words = "Stopped before the pages were made."
            self.show_nothing(words, "Make them", again)
        else:
            words = "Stopped. These pages are not as you chose."
            self.banner.say(words, "Make them", again)

    def _able(self, can: bool) -> None:
        """Let be used what needs pages."""
        for part in (self.choices.sections, self.words, self.acting):
            part.setEnabled(can)
        if not can:
            self.choices.set_ready(False)

    @property
    def section(self) -> ProofSection | None:
        """The section whose words are shown."""
        sections = () if self.proof is None else self.proof.sections
        now = self.choices.sections.current
        return next((each for each in sections if each.id == now), None)

    def _show_words(self) -> None:
        self.words.show_section(self.section)

    def _show_section(self, _id: str) -> None:
        self._show_words()
        section = self.section
        if section is not None and self.choices.sections.list.hasFocus():
            self.pages.go_to(section.page)

    def _choose_page(self, page: int) -> None:
        """Show the words of what begins on a page, or goes on there."""
        sections = () if self.proof is None else self.proof.sections
        begun = [each for each in sections if 0 < each.page <= page]
        own = next((each for each in begun if each.page == page), None)
        if begun:
            self.choices.sections.choose((own or begun[-1]).id)

    def _follow(self) -> None:
        if self._do is not None:
            self._do()

    # --- what is done ---------------------------------------------------------

    def _choose_product(self, product: str) -> None:
        if product != self.product:
            self.words.settle()
            self.product = product
            self.choices.show_briefing(product, self.briefing)
            self.product_chosen.emit(product)

    def _choose_audience(self, audience: Audience | Literal[""]) -> None:
        self.decided.emit(replace(self.briefing, audience=audience))

    def _write_about(self, author: str, reference: str) -> None:
        about = self.briefing.made_by(author, reference)
        if about != self.briefing:
            self.decided.emit(about)

    def _arrange(self, order: tuple[str, ...], out: tuple[str, ...]) -> None:
        if self.proof is not None:
            product = self.proof.product
            self.decided.emit(self.briefing.arranged(product, order, out))

    def _write(self, said: Said, text: str) -> None:
        before = said.text if said.edited else ""
        self.decided.emit(
            self.briefing.edited(said.part, said.generated, text, before=before)
        )

    def _export(self) -> None:
        self.words.settle()
        self.export_wanted.emit()

    # --- how ------------------------------------------------------------------

    def _share(self) -> None:
        whole = max(self.width(), 1)
        left = min(theme.pixels(_LEFT), round(_LEFT_SHARE * whole))
        right = min(theme.pixels(_RIGHT), round(_RIGHT_SHARE * whole))
        self.choices.setFixedWidth(max(left, 120))
        self._right.setFixedWidth(max(right, 120))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width between the columns."""
        super().resizeEvent(event)
        self._share()
