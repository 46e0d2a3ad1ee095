"""What somebody does about a place: added, changed and removed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.brief.proof import ProofPlace
from hotspot_app.project.ask.briefing import Action
from hotspot_app.ui.kit.boxes import Box
from hotspot_app.ui.kit.flow import FlowLayout
from hotspot_app.ui.kit.labels import text_label

_LONGEST: Final = 300
_HOW: Final = (
    "They stand in the tasking sheet and the brief. Without any, the sheet has empty "
    "lines to fill in at the meeting."
)
FIELDS: Final = {
    "what": ("What is done", "High-visibility patrol, 3pm to 7pm"),
    "who": ("Who does it", "Neighbourhood team"),
    "by": ("By when", "26 June, or the next meeting"),
    "measure": ("How we will know", "Fewer than 40 crimes in three months"),
}
"""Field of an action to its name, and an example."""


class ActionsPanel(QScrollArea):
    """A list of actions, and a form for the chosen or a new one."""

    changed = Signal(tuple)
    """All actions as they are now."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Actions")
        self._actions: tuple[Action, ...] = ()
        self._places: tuple[ProofPlace, ...] = ()
        self.list = QListWidget()
        self.list.setAccessibleName("Actions so far")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place = Box(editable=True)
        self.place.setAccessibleName("Place, by its number and name")
        self.fields = {name: QLineEdit() for name in FIELDS}
        self.add = QPushButton("Add the action")
        self.change = QPushButton("Change it")
        self.remove = QPushButton("Remove it")
        self._arrange()
        self.list.currentRowChanged.connect(self._show_action)
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.remove.clicked.connect(self._remove)
        self.place.currentTextChanged.connect(lambda _: self._enable())
        for field in self.fields.values():
            field.textChanged.connect(lambda _: self._enable())
            field.returnPressed.connect(self._enter)
        self._enable()

    def _arrange(self) -> None:
        line = self.place.lineEdit()
        assert line is not None
        line.setMaxLength(_LONGEST)
        line.setPlaceholderText("A numbered place, or any other")
        self.place.setMinimumContentsLength(8)
        self.place.setSizeAdjustPolicy(
            Box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("Place", self.place)
        form.addRow("What", self.fields["what"])
        form.addRow("Who", self.fields["who"])
        form.addRow("By when", self.fields["by"])
        form.addRow("Measure", self.fields["measure"])
        for name, (called, example) in FIELDS.items():
            field = self.fields[name]
            field.setAccessibleName(called)
            field.setPlaceholderText(example)
            field.setMaxLength(_LONGEST)
        acts = FlowLayout()
        for button in (self.add, self.change, self.remove):
            acts.addWidget(button)
        how = text_label(_HOW, "secondary")
        how.setWordWrap(True)
        body = QWidget()
        body.setProperty("role", "panel")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(12, 10, 12, 12)
        rows.setSpacing(8)
        rows.addWidget(how)
        rows.addWidget(self.list, 1)
        rows.addLayout(form)
        rows.addLayout(acts)
        self.setWidget(body)

    # --- what is shown --------------------------------------------------------

    def show_places(self, places: tuple[ProofPlace, ...]) -> None:
        """Offer the places that stand out today."""
        if places == self._places:
            return
        self._places, now = places, self.place.currentText()
        with QSignalBlocker(self.place):
            self.place.clear()
            self.place.addItems([place_words(each) for each in places])
            self.place.setCurrentText(now)
            if not now:
                self.place.setCurrentIndex(-1)

    def show_actions(self, actions: tuple[Action, ...]) -> None:
        """Show actions; the chosen one stays chosen where it is still there."""
        if actions == self._actions and self.list.count() == len(actions):
            return
        at = self.list.currentRow()
        self._actions = actions
        with QSignalBlocker(self.list):
            self.list.clear()
            self.list.addItems([action_words(each) for each in actions])
            self.list.setCurrentRow(min(at, len(actions) - 1))
        if self.list.currentRow() >= 0:
            self._show_action(self.list.currentRow())
        self._enable()

    def _show_action(self, row: int) -> None:
        if 0 <= row < len(self._actions):
            action = self._actions[row]
            self.place.setCurrentText(self._called(action))
            line = self.place.lineEdit()
            assert line is not None
            line.setCursorPosition(0)
            for name, field in self.fields.items():
                field.setText(getattr(action, name))
        self._enable()

    def _called(self, action: Action) -> str:
        own = [each for each in self._places if _is_of(action, each)]
        if own:
            return place_words(own[0])
        return f"{action.place} ({action.hotspot})" if action.hotspot else action.place

    # --- what is done ---------------------------------------------------------

    def _written(self) -> Action:
        text = " ".join(self.place.currentText().split())
        said = {
            name: " ".join(field.text().split()) for name, field in self.fields.items()
        }
        own = next((e for e in self._places if place_words(e) == text), None)
        if own is not None:
            return Action(own.name, hotspot=own.hotspot, **said)
        row = self.list.currentRow()
        if 0 <= row < len(self._actions) and self._called(self._actions[row]) == text:
            kept = self._actions[row]
            return Action(kept.place, hotspot=kept.hotspot, **said)
        return Action(text, **said)

    def _enter(self) -> None:
        if self.change.isEnabled():
            self._change()
        elif self.add.isEnabled():
            self._add()

    def _add(self) -> None:
        made = self._written()
        self._tell((*self._actions, made))
        with QSignalBlocker(self.list):
            self.list.setCurrentRow(-1)
        self.place.setCurrentIndex(-1)
        self.place.setCurrentText("")
        for field in self.fields.values():
            field.clear()
        self._enable()
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self) -> None:
        row = self.list.currentRow()
        made = self._written()
        self._tell((*self._actions[:row], made, *self._actions[row + 1 :]))

    def _remove(self) -> None:
        row = self.list.currentRow()
        self._tell((*self._actions[:row], *self._actions[row + 1 :]))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, actions: tuple[Action, ...]) -> None:
        self.show_actions(actions)
        self.changed.emit(actions)

    def _enable(self) -> None:
        made, row = self._written(), self.list.currentRow()
        whole = bool(made.place and made.what)
        chosen = 0 <= row < len(self._actions)
        self.add.setEnabled(whole)
        self.change.setEnabled(whole and chosen and made != self._actions[row])
        self.remove.setEnabled(chosen)


def place_words(place: ProofPlace) -> str:
    """Write a place with its number of today: "1: Market Cross (H4)"."""
    return f"{place.number}: {place.name} ({place.hotspot})"


def action_words(action: Action) -> str:
    """Write an action in one line: "Market Cross: patrol. Sgt Hill, by 26 June"."""
    who = ", ".join(filter(None, (action.who, action.by and f"by {action.by}")))
    told = f"{action.place}: {action.what}"
    return f"{told}. {who}" if who else told


def _is_of(action: Action, place: ProofPlace) -> bool:
    if action.hotspot:
        return action.hotspot == place.hotspot and action.place == place.name
    return action.place == place.name
