"""Areas of a parameter, taken from the selection on the map."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtTest import QSignalSpy

from hotspot_app.method import areas_param
from hotspot_app.methods import get
from hotspot_app.ui.question.areas_field import AreasField
from hotspot_app.ui.question.forms import MethodForm


@dataclass(frozen=True, slots=True)
class Params:
    """Two sets of areas."""

    treated: str = areas_param("Treated areas", "Where something was done.")
    others: str = areas_param("Comparison areas", "Where nothing was done.")


@pytest.fixture
def form(qtbot) -> MethodForm:
    made = MethodForm()
    qtbot.addWidget(made)
    made.show_method(replace(get("rate_map"), params=Params), {"others": "B;C"})
    return made


def field(form: MethodForm, name: str) -> AreasField:
    found = form.findChild(AreasField, name)
    assert found is not None
    return found


def test_it_says_how_many_are_chosen(form: MethodForm) -> None:
    assert field(form, "treated").told.text() == "None chosen"
    assert field(form, "others").told.text() == "2 areas chosen"
    assert not field(form, "treated").take.isEnabled()


def test_the_selection_is_taken_and_cleared(form: MethodForm) -> None:
    told = QSignalSpy(form.changed)
    form.show_selection(frozenset({"E2", "E1"}))
    treated = field(form, "treated")
    assert treated.take.text() == "Take the 2 selected areas"
    treated.take.click()
    assert treated.told.text() == "2 areas chosen"
    field(form, "others").clear.click()
    assert [told.at(i)[0] for i in range(told.count())] == [
        {"treated": "E1;E2", "others": "B;C"},
        {"treated": "E1;E2"},
    ]


def test_a_selection_made_before_the_form_is_offered(qtbot) -> None:
    form = MethodForm()
    qtbot.addWidget(form)
    form.show_selection(frozenset({"E1"}))
    form.show_method(replace(get("rate_map"), params=Params), {})
    assert field(form, "treated").take.text() == "Take the 1 selected area"
