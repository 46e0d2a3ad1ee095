"""The lines of the checklist: of each purpose, and of a file that can't be used."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.data.base.ons import LEVELS
from hotspot_app.named_paths import is_there
from hotspot_app.project.intake.checklist_lines import STATES, Line, State
from hotspot_app.project.intake.items import Item, Unknown
from hotspot_app.project.intake.wanted import USUAL
from hotspot_app.ui.files.district_box import DistrictBox
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.announce import announce
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.kit.labels import Label, flat_button, text_label
from hotspot_app.ui.kit.remedy_words import noted, said
from hotspot_app.words import counted

FEW: Final = 3
"""Files that are shown; more are folded away."""

_ICONS: Final[dict[State, tuple[str, str]]] = {
    "ready": ("check", "accent"),
    "reading": ("circle", "muted"),
    "missing": ("circle", "hint"),
    "optional": ("circle", "muted"),
    "problem": ("triangle-alert", "clear"),
    "choose": ("circle-help", "likely"),
}


class ChecklistLine(QFrame):
    """Shows a `Line`; tells what the analyst does with it."""

    removed = Signal(object)
    """The path of a file that should go."""
    picked = Signal(str, object)
    """The purpose, and the path of the file to take for it."""
    district_said = Signal(str)
    """A district as typed or picked; "" for all of them."""
    columns_wanted = Signal(object)
    """The path of an extract whose columns should be looked at."""
    search_wanted = Signal(object)
    """The path of a file that isn't there any more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self._unfolded = False
        self._sign = Label()
        self._title = text_label("", bold=True)
        self._said = text_label("")
        self._left_out = text_label("", "secondary")
        self._refusal = text_label("", "hint")
        self._state = StateChip()
        self._choice = Box()
        self._choice.activated.connect(self._pick)
        self._district = DistrictBox()
        self._district.said.connect(self.district_said)
        self._cautions = flat_button("")
        self._cautions.setCheckable(True)
        self._warned = text_label("", "secondary")
        self._cautions.toggled.connect(self._warned.setVisible)
        self._files = QWidget()
        self._rows = QVBoxLayout(self._files)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._place()

    def show_line(self, line: Line) -> None:
        """Show what is known now."""
        before, self._line = self._line, line
        self._title.setText(line.title)
        self._said.setText(said(line.said, line.remedies))
        self._left_out.setText(line.left_out)
        self._left_out.setVisible(bool(line.left_out))
        self._refusal.hide()
        quiet = line.state == "missing" and line.slot in USUAL
        self._state.show_state(line.state, quiet=quiet)
        self._draw_sign()
        self._show_cautions(line)
        self._show_choice(line)
        if before is None or before.districts != line.districts:
            self._district.offer(line.districts, line.areas)
        self._district.setVisible(bool(line.districts))
        if before is None or before.items != line.items:
            self._show_files()
        state = STATES[line.state].lower()
        self.setAccessibleName(f"{line.title}: {state}")
        self.setAccessibleDescription(" ".join(filter(None, self.words()[1:])))

    def refuse_district(self, why: str) -> None:
        """Say that there is no such district."""
        self._refusal.setText(why)
        self._refusal.setVisible(bool(why))
        announce(self, why)

    def words(self) -> list[str]:
        """Return what can be read of it: title, state, what was read ..."""
        labels = (self._title, self._state, self._said, self._left_out, self._refusal)
        return [label.text() for label in labels if not label.isHidden()]

    # --- building

    def _place(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 12, 12, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._sign, 0, 0, top)
        grid.addWidget(self._title, 0, 1)
        grid.addWidget(self._state, 0, 2, Qt.AlignmentFlag.AlignRight | top)
        below = (self._said, self._left_out, self._choice, self._district)
        left = Qt.AlignmentFlag.AlignLeft
        for row, widget in enumerate((*below, self._refusal), 1):
            if isinstance(widget, QComboBox):
                grid.addWidget(widget, row, 1, 1, 2, left)
            else:
                grid.addWidget(widget, row, 1, 1, 2)
        grid.addWidget(self._cautions, 6, 1, 1, 2, left)
        grid.addWidget(self._warned, 7, 1, 1, 2)
        grid.addWidget(self._files, 8, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        for widget in (self._cautions, self._warned, self._choice, self._district):
            widget.hide()
        theme.signals.changed.connect(self._draw_sign)

    def _draw_sign(self) -> None:
        if self._line is None:
            return
        size = theme.pixels(16)
        name, role = _ICONS[self._line.state]
        if self._line.state == "missing" and self._line.slot in USUAL:
            role = "muted"
        ratio = self.devicePixelRatioF()
        self._sign.setPixmap(icon(name, role).pixmap(QSize(size, size), ratio))

    def _show_cautions(self, line: Line) -> None:
        self._cautions.setVisible(bool(line.cautions))
        self._cautions.setText(counted(len(line.cautions), "caution"))
        self._warned.setText("\n".join(map(noted, line.cautions)))
        self._warned.setVisible(bool(line.cautions) and self._cautions.isChecked())

    def _show_choice(self, line: Line) -> None:
        self._choice.setVisible(bool(line.rivals))
        self._choice.setAccessibleName(f"Which file is {line.title.lower()}?")
        self._choice.clear()
        if line.state == "choose" and not line.districts:
            self._choice.addItem("Choose a file", None)
        for item in line.rivals:
            self._choice.addItem(said_of(item), item.path)

    def choose(self, path: Path | None, district: str | None) -> None:
        """Show which of several files and districts is taken."""
        paths = [self._choice.itemData(i) for i in range(self._choice.count())]
        if path in paths:
            self._choice.setCurrentIndex(paths.index(path))
        self._district.show_chosen(district)

    def _pick(self, at: int) -> None:
        path = self._choice.itemData(at)
        if path is not None and self._line is not None:
            self.picked.emit(self._line.slot, path)

    # --- files

    def _show_files(self) -> None:
        while (entry := self._rows.takeAt(0)) is not None:
            if (old := entry.widget()) is not None:
                old.hide()
                old.deleteLater()
        items = self._line.items if self._line is not None else ()
        self._files.setVisible(bool(items))
        if len(items) > FEW:
            fold = flat_button("")
            fold.setText(f"{'Hide' if self._unfolded else 'Show'} {len(items):,} files")
            fold.clicked.connect(self._turn)
            self._rows.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        shown = items
        if len(items) > FEW and not self._unfolded:
            lost = [item for item in items if not is_there(item.path)]
            shown = tuple(lost[:FEW])
        for item in shown:
            self._rows.addWidget(self._file_row(item))

    def _turn(self) -> None:
        self._unfolded = not self._unfolded
        self._show_files()
        fold = self._rows.itemAt(0)
        if fold is not None and (button := fold.widget()) is not None:
            button.setFocus()

    def _file_row(self, item: Item) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        there = is_there(item.path)
        folder = there and item.path.is_dir()
        many = f" ({counted(item.files, 'file')})" if folder else ""
        name = text_label(f"{item.path.name}{many}", "secondary")
        name.setToolTip(str(item.path))
        across.addWidget(name)
        if not there:
            find = flat_button("Find it…")
            find.setAccessibleName(f"Find {item.path.name}")
            find.setToolTip("Show where this file is now")
            find.clicked.connect(lambda: self.search_wanted.emit(item.path))
            across.addWidget(find)
        elif item.kind == "crime" and item.header:
            columns = flat_button("Columns…")
            columns.setAccessibleName(f"Columns of {item.path.name}")
            columns.clicked.connect(lambda: self.columns_wanted.emit(item.path))
            across.addWidget(columns)
        remove = QToolButton()
        remove.setProperty("role", "flat")
        remove.setIcon(icon("x", "muted"))
        remove.setIconSize(QSize(theme.pixels(14), theme.pixels(14)))
        remove.setAccessibleName(f"Remove {item.path.name}")
        remove.setToolTip(f"Remove {item.path.name}")
        remove.clicked.connect(lambda: self.removed.emit(item.path))
        across.addWidget(remove)
        across.addStretch(1)
        return row


class StateChip(Label):
    """A state in a word, on its own ground."""

    def __init__(self) -> None:
        super().__init__()
        self._at: State = "optional"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.signals.changed.connect(self._dress)

    def show_state(self, state: State, *, quiet: bool = False) -> None:
        """Show another state, or the same without its colour."""
        self._at = "optional" if quiet else state
        self.setText(STATES[state])
        self._dress()

    def _dress(self) -> None:
        now = theme.current()
        colours = {
            "ready": (now.accent, now.accent_soft),
            "missing": (now.hint, now.hint_ground),
            "problem": (now.clear, now.clear_ground),
            "choose": (now.likely, now.likely_ground),
        }
        ink, ground = colours.get(self._at, (now.chance, now.chance_ground))
        self.setStyleSheet(
            f"color: {ink}; background: {ground}; border-radius: 4px; "
            f"padding: 2px 8px; font-size: {theme.pixels(theme.SMALL)}px;"
        )


def said_of(item: Item) -> str:
    """Return a file's name and what tells it from others of its kind."""
    if item.kind == "areas":
        year = f" of {item.vintage}" if item.vintage else ""
        what = f"{item.count:,} {LEVELS.get(item.level, 'areas')}{year}"
        return f"{item.path.name}: {what}"
    if item.kind == "counts":
        return f"{item.path.name}: ready counts"
    return f"{item.path.name}: rows" if item.kind == "crime" else item.path.name


class UnknownFile(QFrame):
    """A line for an unknown file, with buttons to choose its columns or remove it."""

    columns_wanted = Signal(object)
    """The path of the file whose columns should be looked at."""
    dismissed = Signal(object)
    """The path of the file that was read about."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        mappable = bool(unknown.header)
        why = unknown.why if mappable else said(unknown.why, unknown.remedies)
        self.setAccessibleName(f"Not used: {why}")
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 8, 8, 8)
        across.setSpacing(8)
        self._why = Label(why)
        self._why.setWordWrap(True)
        across.addWidget(self._why, 1)
        if mappable:
            ask = QPushButton("Say which column is which…")
            ask.setAccessibleName(f"Say which column is which in {unknown.path.name}")
            ask.clicked.connect(lambda: self.columns_wanted.emit(unknown.path))
            across.addWidget(ask)
        away = QToolButton()
        away.setProperty("role", "flat")
        away.setIcon(icon("x", "hint"))
        away.setIconSize(QSize(theme.pixels(14), theme.pixels(14)))
        away.setAccessibleName(f"Put {unknown.path.name} away")
        away.setToolTip("Put this line away")
        away.clicked.connect(lambda: self.dismissed.emit(unknown.path))
        across.addWidget(away)
