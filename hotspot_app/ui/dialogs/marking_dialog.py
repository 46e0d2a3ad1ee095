"""Choosing a marking: who may see what leaves the app, and why it is lowered."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from hotspot_app.errors import HotspotError, WordsError
from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.project.ask.marking import HANDLING, USUAL, is_lower, settled
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.labels import text_label
from hotspot_app.ui.kit.remedy_words import refusal

_WORDS = (
    "It stands on every page, map and slide that leaves the app, and in the names of "
    "files. It is kept with the project."
)


class MarkingDialog(QDialog):
    """Asks for marking and handling, and why where fewer were to see it before."""

    def __init__(self, parent: QWidget, briefing: Briefing) -> None:
        super().__init__(parent)
        self.setWindowTitle("Who may see it")
        self._briefing = briefing
        self.marking, self.handling = Box(editable=True), Box(editable=True)
        self.why = QLineEdit()
        self.hint = text_label("", "hint")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        use = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        use.setText("Use this marking")
        use.setProperty("role", "primary")
        self._fill()
        self._arrange()
        self.marking.currentTextChanged.connect(self._tell)
        self.handling.currentTextChanged.connect(self._tell)
        self.why.textChanged.connect(self._tell)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._tell()

    def _fill(self) -> None:
        now = self._briefing
        self.marking.addItems(
            list(dict.fromkeys((*USUAL, *filter(None, (now.marking,)))))
        )
        self.marking.setCurrentText(now.marking)
        line = self.marking.lineEdit()
        assert line is not None
        line.setPlaceholderText("Choose one, or write your own")
        line.setMaxLength(80)
        self.handling.addItems(list(dict.fromkeys(("", HANDLING, now.handling))))
        self.handling.setCurrentText(now.handling)
        words = self.handling.lineEdit()
        assert words is not None
        words.setPlaceholderText("May stay empty")
        words.setMaxLength(200)

    def _arrange(self) -> None:
        for box, name in (
            (self.marking, "Marking"),
            (self.handling, "Handling: who may have it"),
            (self.why, "Why the marking is lower than before"),
        ):
            box.setAccessibleName(name)
        form = self._form = QFormLayout(self)
        form.addRow(text_label(_WORDS))
        form.addRow("&Marking", self.marking)
        form.addRow("&Handling", self.handling)
        form.addRow("Why &lower?", self.why)
        form.addRow(self.hint)
        form.addRow(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)

    @property
    def decided(self) -> Briefing:
        """What was decided.

        Raises
        ------
        WordsError
            If it is no marking, or is lower than before and nobody says why.
        """
        return self._briefing.marked(
            self.marking.currentText(),
            self.handling.currentText(),
            on=date.today().isoformat(),
            why=self.why.text(),
        )

    def _tell(self) -> None:
        self._form.setRowVisible(self.why, self._is_lower())
        trouble = ""
        try:
            _ = self.decided
        except HotspotError as why:
            trouble = refusal(why)
        empty = not self.marking.currentText().strip()
        self.hint.setText(trouble)
        self.hint.setVisible(bool(trouble) and not empty)
        use = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        use.setEnabled(not trouble)

    def _is_lower(self) -> bool:
        try:
            now = settled(self.marking.currentText())
        except WordsError:
            return False
        return is_lower(now, self._briefing.marking)
