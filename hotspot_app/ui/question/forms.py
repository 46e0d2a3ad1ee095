"""A form for the parameters of any method, made from their declarations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from hotspot_app.method import Method, Param
from hotspot_app.project.ask.params import declared, read_params, written_params
from hotspot_app.ui.kit.boxes import DecimalBox, NumberBox
from hotspot_app.ui.kit.elided import ElidedBox
from hotspot_app.ui.kit.labels import Label, as_it_stands
from hotspot_app.ui.question.areas_field import AreasField

MOST = 2_000_000_000
"""Largest value of a spin box whose parameter has no limit."""


class MethodForm(QWidget):
    """Asks for a method's parameters; emits those that differ from their defaults."""

    changed = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._method: Method | None = None
        self._fields: dict[str, QWidget] = {}
        self._selection: frozenset[str] = frozenset()

    def show_method(self, method: Method, given: Mapping[str, Any]) -> None:
        """Show a method's parameters with the values asked for."""
        if self._method is not method:
            self._build(method)
        for name, value in written_params(read_params(method, given)).items():
            _put(self._fields[name], value)
        self._show_what_applies()

    def values(self) -> dict[str, Any]:
        """Return the values of the fields, by parameter."""
        return {name: _value(field) for name, field in self._fields.items()}

    def _build(self, method: Method) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._method, self._fields = method, {}
        for name, (kind, _, param) in declared(method).items():
            field = self._field(kind, param)
            field.setObjectName(name)
            field.setToolTip(param.help)
            field.setAccessibleName(param.title)
            field.setAccessibleDescription(param.help)
            if not isinstance(field, QCheckBox):
                label = Label(param.title)
                label.setProperty("role", "secondary")
                label.setObjectName(f"{name}-label")
                label.setBuddy(field)
                self._rows.addWidget(label)
            self._rows.addWidget(field)
            self._fields[name] = field

    def show_selection(self, codes: frozenset[str]) -> None:
        """Offer the areas that are selected on the map."""
        self._selection = codes
        for field in self._fields.values():
            if isinstance(field, AreasField):
                field.show_selection(codes)

    def _field(self, kind: type[Any], param: Param) -> QWidget:
        if param.areas:
            areas = AreasField()
            areas.show_selection(self._selection)
            areas.changed.connect(self._tell)
            return areas
        if param.choices:
            box = ElidedBox()
            for value, words in param.choices.items():
                box.addItem(words[:1].upper() + words[1:], value)
            box.currentIndexChanged.connect(self._tell)
            return box
        if kind is bool:
            tick = QCheckBox(as_it_stands(param.title))
            tick.toggled.connect(self._tell)
            return tick
        low = 0 if param.minimum is None else param.minimum
        high = MOST if param.maximum is None else param.maximum
        whole = kind is int
        spin = NumberBox(int(low), int(high)) if whole else DecimalBox(low, high)
        spin.lineEdit().setTextMargins(8, 0, 0, 0)
        spin.setKeyboardTracking(False)
        spin.setGroupSeparatorShown(True)
        spin.setSuffix(f" {param.unit}" if param.unit else "")
        spin.valueChanged.connect(self._tell)
        return spin

    def _tell(self, *_: object) -> None:
        assert self._method is not None
        self._show_what_applies()
        usual = written_params(self._method.params())
        chosen = {k: str(v) for k, v in self.values().items() if v != usual[k]}
        self.changed.emit(chosen)

    def _show_what_applies(self) -> None:
        """Hide the parameters that the chosen rule of neighbours doesn't use."""
        rule = self.values().get("neighbours")
        for name in ("nearest", "distance"):
            if name in self._fields and rule is not None:
                shown = rule == name
                self._fields[name].setVisible(shown)
                label = self.findChild(Label, f"{name}-label")
                if label is not None:
                    label.setVisible(shown)


def _value(field: QWidget) -> Any:
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, AreasField):
        return field.value()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    assert isinstance(field, QSpinBox | QDoubleSpinBox)
    return field.value()


def _put(field: QWidget, value: Any) -> None:
    """Show a value in a field without emitting its signal."""
    before = field.blockSignals(True)
    if isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, AreasField):
        field.put(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
    elif isinstance(field, QSpinBox | QDoubleSpinBox):
        field.setValue(value)
    field.blockSignals(before)
