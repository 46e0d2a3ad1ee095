"""The dialog that takes groups from a column of a file."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QWidget,
)

from hotspot_app.data.own.group_columns import GroupFile, in_one_each
from hotspot_app.errors import HotspotError
from hotspot_app.project.ask.groups import (
    USUAL,
    Groups,
    Named,
    check_kind,
    kind_called,
    kind_of_column,
)
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.labels import text_label
from hotspot_app.ui.kit.remedy_words import refusal
from hotspot_app.words import capital, counted, plural


class GroupFileDialog(QDialog):
    """Asks for the column of a file from which groups are taken.

    Parameters
    ----------
    groups
        The project's groups.
    levels
        Levels of the files, which can't be kinds.
    """

    def __init__(
        self, parent: QWidget, file: GroupFile, groups: Groups, levels: Collection[str]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Groups from a file")
        self._file, self._groups, self._levels = file, groups, levels
        self.column, self.kind = Box(), Box(editable=True)
        self.column.setAccessibleName("Column of groups")
        self.kind.setAccessibleName("Kind of group")
        for name, named in file.columns.items():
            self.column.addItem(f"{name} ({len(named):,} different)", name)
        self.kind.addItems(
            [k for k in dict.fromkeys((*groups, *USUAL)) if k not in levels]
        )
        self.hint = text_label("", "hint")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        form = QFormLayout(self)
        form.addRow(text_label(f"{file.name}, areas by {file.codes}"))
        form.addRow("&Groups by", self.column)
        form.addRow("&Kind", self.kind)
        form.addRow(self.hint)
        form.addRow(self.buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)
        self.column.currentIndexChanged.connect(self._propose)
        self.kind.currentTextChanged.connect(self._tell)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._propose()

    @property
    def taken(self) -> tuple[str, Named]:
        """The chosen kind, and the groups of the chosen column.

        Raises
        ------
        HotspotError
            If the kind isn't allowed, or an area is in two groups.
        """
        kind = kind_called(self.kind.currentText())
        check_kind(kind, self._levels)
        return kind, in_one_each(self._file, self.column.currentData())

    def _propose(self) -> None:
        self.kind.setCurrentText(kind_of_column(self.column.currentData()))
        self._tell()

    def _tell(self) -> None:
        may = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        try:
            kind, named = self.taken
        except HotspotError as why:
            self.hint.setText(refusal(why))
            may.setEnabled(False)
            return
        areas = sum(map(len, named.values()))
        said = f"{counted(len(named), kind)} of {counted(areas, 'area')}"
        if kind in self._groups:
            said += f", in place of the {counted(len(self._groups[kind]), kind)} there"
        self.hint.setText(f"{said}. {capital(plural(kind))} can be chosen under Where.")
        may.setEnabled(True)
