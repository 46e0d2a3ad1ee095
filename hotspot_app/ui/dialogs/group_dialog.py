"""Naming a selection: what the group is called, and of which kind it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QWidget,
)

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.groups import (
    PLAIN,
    USUAL,
    Groups,
    Named,
    check_kind,
    kind_called,
    sharing,
)
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.labels import as_it_stands, text_label
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.words import capital, counted, listed, plural


@dataclass(frozen=True, slots=True)
class Grouping:
    """The group that the analyst makes of a selection."""

    name: str
    kind: str
    apart: bool


class GroupDialog(QDialog):
    """Asks for a group's name and kind, and what to do about areas in two groups.

    Parameters
    ----------
    codes
        Codes of the selected areas or wards.
    words
        The selection in words: "3 wards".
    levels
        Levels of the files, which can't be kinds.
    kind
        The kind proposed.
    """

    def __init__(
        self,
        parent: QWidget,
        groups: Groups,
        codes: Collection[str],
        *,
        words: str,
        levels: Collection[str],
        kind: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save the selection as a group")
        self._groups, self._codes = groups, set(codes)
        self._words, self._levels = words, levels
        self.name, self.kind = QLineEdit(), Box(editable=True)
        self.kind.addItems(
            [k for k in dict.fromkeys((*groups, *USUAL, PLAIN)) if k not in levels]
        )
        self.kind.setCurrentText(kind or next(iter(groups), PLAIN))
        self.hint = text_label("", "hint")
        self.apart = QCheckBox()
        self.apart.setChecked(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save
            | QDialogButtonBox.StandardButton.Cancel
        )
        save = self.buttons.button(QDialogButtonBox.StandardButton.Save)
        save.setProperty("role", "primary")
        self._arrange()
        self.name.textChanged.connect(self._tell)
        self.kind.currentTextChanged.connect(self._tell)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._tell()

    def _arrange(self) -> None:
        self.name.setAccessibleName("Name of the group")
        self.kind.setAccessibleName("Kind of group")
        self.name.setPlaceholderText("As people call it: Portswood, Beat 4")
        form = QFormLayout(self)
        form.addRow("&Name", self.name)
        form.addRow("&Kind", self.kind)
        form.addRow(self.hint)
        form.addRow(self.apart)
        form.addRow(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)

    @property
    def grouping(self) -> Grouping:
        """The group as filled in."""
        kind = kind_called(self.kind.currentText())
        apart = bool(self._shared(kind)) and self.apart.isChecked()
        return Grouping(" ".join(self.name.text().split()), kind, apart)

    def _named(self, kind: str) -> Named:
        return self._groups.get(kind, {})

    def _shared(self, kind: str) -> dict[str, int]:
        return sharing(self._named(kind), self.name_now, self._codes)

    @property
    def name_now(self) -> str:
        """The name as it will be saved."""
        return " ".join(self.name.text().split())

    def _tell(self) -> None:
        kind = kind_called(self.kind.currentText())
        try:
            check_kind(kind, self._levels)
        except WordsError as why:
            self.hint.setText(refusal(why))
            self.apart.hide()
            self._may_save(False)
            return
        shared = self._shared(kind)
        self.hint.setText(self._foretold(kind))
        self.apart.setVisible(bool(shared))
        many = counted(sum(shared.values()), "area")
        words = f"Take {many} out of {listed(list(shared), 3)}"
        self.apart.setText(as_it_stands(words))
        self.apart.setToolTip(words)
        self._may_save(bool(self.name_now))

    def _foretold(self, kind: str) -> str:
        """Say what the group will be good for."""
        said = f"{self._words}. {capital(plural(kind))} can then be chosen under Where."
        if self.name_now in self._named(kind):
            said = f"{self._words}, in place of those of the {kind} there is."
        shared = self._shared(kind)
        if shared:
            said += f" Each incident counts once: an area is in one {kind} only."
        return said

    def _may_save(self, may: bool) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(may)
