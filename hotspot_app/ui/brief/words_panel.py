"""The sentences of one section of a brief, to be written anew."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hotspot_app.brief.proof import ProofSection
from hotspot_app.ui.brief.sentence_editor import SentenceEditor
from hotspot_app.ui.kit.labels import text_label

_HOW: Final = "Click a sentence and write. Enter takes it, Esc leaves it as it was."
_NONE: Final = "This section has no sentences, only figures and tables."
_OUT: Final = "This section is left out. Tick it in the list to have it in the brief."


class WordsPanel(QScrollArea):
    """Shows a section's sentences, each with whose words it is."""

    written = Signal(object, str)
    """A sentence as it was, and its new text."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Words of the section")
        self.editors: list[SentenceEditor] = []
        self.title = text_label("", bold=True)
        self.how = text_label("", "secondary")
        self.how.setWordWrap(True)
        body = QWidget()
        body.setProperty("role", "panel")
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(12, 10, 12, 12)
        self._rows.setSpacing(8)
        self._rows.addWidget(self.title)
        self._rows.addWidget(self.how)
        self._rows.addStretch(1)
        self.setWidget(body)
        self.show_section(None)

    def show_section(self, section: ProofSection | None) -> None:
        """Show a section; where it is the same one, what is being written stays."""
        said = () if section is None else section.said
        title = "" if section is None else section.title
        self.title.setText(title)
        self.title.setVisible(bool(title))
        out = section is not None and section.left_out
        self.how.setText(_OUT if out else _HOW if said else _NONE if section else "")
        self.how.setVisible(section is not None)
        if [each.said.id for each in self.editors] == [each.id for each in said]:
            for editor, each in zip(self.editors, said, strict=True):
                editor.show_said(each)
            return
        for editor in self.editors:
            self._rows.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self.editors = [
            SentenceEditor(each, number, len(said), title)
            for number, each in enumerate(said, 1)
        ]
        for number, editor in enumerate(self.editors):
            editor.written.connect(self.written)
            editor.text.selectionChanged.connect(
                lambda editor=editor: self.ensureWidgetVisible(editor, 0, 8)
            )
            self._rows.insertWidget(2 + number, editor)
        self.verticalScrollBar().setValue(0)

    def settle(self) -> None:
        """Take what is being written."""
        for editor in self.editors:
            editor.text.settle()
