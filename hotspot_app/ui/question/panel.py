"""The panel of slicers: what, when, where, measure, method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.errors import HotspotError
from hotspot_app.method import Question
from hotspot_app.methods import get
from hotspot_app.project.answer.choices import Choices, group_levels
from hotspot_app.project.ask.groups import Groups
from hotspot_app.project.ask.question import Asked
from hotspot_app.ui.kit.elided import ElidedBox
from hotspot_app.ui.kit.hint import Hint
from hotspot_app.ui.kit.labels import Label, flat_button, text_label
from hotspot_app.ui.kit.tab_order import in_reading_order
from hotspot_app.ui.question.flag_chips import FlagChips
from hotspot_app.ui.question.forms import MethodForm
from hotspot_app.ui.question.method_box import MethodBox
from hotspot_app.ui.question.period_boxes import PeriodBoxes
from hotspot_app.ui.question.place_box import PlaceBox
from hotspot_app.ui.question.type_chips import TypeChips
from hotspot_app.words import plural

Advice = tuple[str, str, Mapping[str, Any]]
"""The text of a hint, the text of its button, and the fields of `Asked` it changes."""

WIDE: Final = 18
"""Least width of a box in wide letters, at any text size: that of
"Neighbourhood areas (91)"."""


class QuestionPanel(QScrollArea):
    """Shows the question's slicers, and emits each change at once."""

    asked = Signal(dict)
    """The user changed the question: the fields of `Asked` to change."""
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Question")
        self.types, self.flags = TypeChips(), FlagChips()
        self.period = PeriodBoxes()
        self.source, self.level = ElidedBox(least=WIDE), ElidedBox(least=WIDE)
        self.measure, self.method = ElidedBox(least=WIDE), MethodBox(least=WIDE)
        self.where = PlaceBox()
        self.fitted = text_label("", "secondary")
        self.fitted.hide()
        self.form = MethodForm()
        self.hint = Hint()
        self.clear = flat_button("Reset the question")
        self.clear.setToolTip("Back to all crime, all months and the whole map")
        self._advised: Mapping[str, Any] = {}
        self._offered: Choices | None = None
        self._arrange()
        self._join()

    def _arrange(self) -> None:
        body = self._body = QWidget()
        body.setProperty("role", "panel")
        rows = QVBoxLayout(body)
        rows.setContentsMargins(12, 12, 12, 12)
        rows.setSpacing(4)
        sections: dict[str, tuple[QWidget, ...]] = {
            "WHAT": (self.source, self.types, self.flags),
            "WHEN": (self.period,),
            "WHERE": (self.level, self.where, self.fitted),
            "MEASURE": (self.measure, self.hint),
            "METHOD": (self.method, self.form),
        }
        for title, fields in sections.items():
            label = Label(title)
            label.setProperty("role", "section")
            rows.addWidget(label)
            for field in fields:
                rows.addWidget(field)
            rows.addSpacing(6)
        rows.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)
        named = {
            self.source: "Recorded by",
            self.level: "Level of the areas",
            self.measure: "Measure",
            self.method: "Method",
            self.where: "Part of the map",
        }
        for box, name in named.items():
            box.setAccessibleName(name)
        self.setWidget(body)
        body.installEventFilter(self)

    def _join(self) -> None:
        self.types.changed.connect(lambda kinds: self.asked.emit({"types": kinds}))
        self.flags.changed.connect(lambda names: self.asked.emit({"flags": names}))
        self.period.changed.connect(self.asked)
        self.source.activated.connect(
            lambda: self.asked.emit({"sources": self.source.currentData()})
        )
        self.level.activated.connect(
            lambda: self.asked.emit({"level": self.level.currentData()})
        )
        self.where.chosen.connect(self.asked)
        self.measure.activated.connect(self._choose_measure)
        self.method.activated.connect(
            lambda: self.asked.emit({"method": self.method.currentData(), "params": {}})
        )
        self.form.changed.connect(lambda params: self.asked.emit({"params": params}))
        self.hint.followed.connect(lambda: self.asked.emit(dict(self._advised)))
        self.clear.clicked.connect(self.cleared)

    def show_asked(
        self,
        choices: Choices,
        asked: Asked,
        question: Question,
        groups: Groups,
    ) -> None:
        """Show a question and the choices of each slicer, without emitting `asked`."""
        self._offered = choices
        self.period.show_words(_when(question))
        sources = {name: (name,) for name in choices.sources}
        _fill(self.source, sources, question.sources)
        self.source.setVisible(len(sources) > 1)
        self._show_measures(choices, asked, question)
        self.show_wanted(asked, groups)
        self._show_best_fit(question)

    def _show_best_fit(self, question: Question) -> None:
        """Show a line where a chosen ward is its best fit of smaller areas."""
        made = self.where.is_ward and not question.broad
        self.fitted.setVisible(made)
        self.fitted.setText(
            f"Made of the {plural(question.unit)} mostly in it, each whole: figures "
            "by ward can differ"
        )

    def show_wanted(self, asked: Asked, groups: Groups) -> None:
        """Show a question that isn't answered yet, among the last answer's choices."""
        if self._offered is None:
            return
        choices = self._offered
        levels = group_levels(groups) | dict(choices.levels)
        ordered = [*choices.levels, *(k for k in levels if k not in choices.levels)]
        given, *others = ordered
        # the files' own level goes with the files, whatever they are next
        entries = {levels[given]: ""} | {levels[each]: each for each in others}
        _fill(self.level, entries, "" if asked.level == given else asked.level)
        self.where.show_places(choices.whole, choices.wards, groups, asked)
        self.types.show_choices(choices, asked.types)
        self.flags.show_flags(choices.flags, asked.flags)
        self.period.show_asked(choices.months, asked, by_day=choices.by_day)
        self.method.show_methods(choices.methods, asked.method)
        with suppress(HotspotError):  # it is told where the answer would be
            self.form.show_method(get(asked.method), asked.params)
        in_reading_order(self._body)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keep the panel as wide as its widest field, at any text size."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._body:
            bar = self.verticalScrollBar().sizeHint().width()
            self.setMinimumWidth(self._body.minimumSizeHint().width() + bar)
        return super().eventFilter(watched, event)

    def show_selection(self, codes: frozenset[str], words: str) -> None:
        """Offer the areas that are selected on the map, by what they are called."""
        self.where.show_selection(codes, words)
        self.form.show_selection(codes)

    def show_advice(self, advice: Advice | None) -> None:
        """Show a hint on the measure, with a button that follows it; None hides it."""
        words, link, self._advised = advice or ("", "", {})
        self.hint.say(words, link)

    def _choose_measure(self) -> None:
        measure, per = self.measure.currentData()
        self.asked.emit({"measure": measure, "per": per or ""})

    def _show_measures(
        self, choices: Choices, asked: Asked, question: Question
    ) -> None:
        rates_only = "rate" in get(asked.method).needs
        lacks = [
            "not by this method" if rates_only and each.measure == "count" else ""
            for each in choices.measures
        ]
        named = zip(choices.measures, lacks, strict=True)
        measures = {_unless(m.words, why): (m.measure, m.per) for m, why in named}
        per = None if question.measure == "count" else question.denominator
        _fill(self.measure, measures, (question.measure, per))
        _allow(self.measure, [not why for why in lacks])


def _unless(words: str, lacks: str) -> str:
    """Return an entry's text with the reason why it can't be chosen, if any."""
    return f"{words}: {lacks}" if lacks else words


def _allow(box: QComboBox, allowed: Sequence[bool]) -> None:
    """Enable only some entries of a box."""
    model = box.model()
    assert isinstance(model, QStandardItemModel)
    for row, on in enumerate(allowed):
        model.item(row).setEnabled(on)


def _fill(box: QComboBox, entries: Mapping[str, Any], chosen: Any) -> None:
    with QSignalBlocker(box):
        if [box.itemText(i) for i in range(box.count())] != list(entries):
            box.clear()
            for words, value in entries.items():
                box.addItem(words, value)
        values = list(entries.values())
        box.setCurrentIndex(values.index(chosen) if chosen in values else -1)


def _when(question: Question) -> str:
    said = question.when
    if question.comparison is not None:
        said += f", against {question.comparison}"
    return said
