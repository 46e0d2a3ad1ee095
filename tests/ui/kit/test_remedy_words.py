"""What would help, in the window's words and none of the command line's."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from hotspot_app.errors import HotspotError, InputError, WordsError
from hotspot_app.method import Note
from hotspot_app.remedies import (
    ChooseLevel,
    ChoosePeriod,
    ChooseTypes,
    Give,
    NameColumns,
    Remedy,
    SetParameter,
)
from hotspot_app.ui.kit.remedy_words import noted, refusal, way
from hotspot_app.ui.window.main_window import MainWindow
from tests.ground.every_remedy import EVERY


@pytest.mark.parametrize("remedy", EVERY, ids=repr)
def test_no_word_of_the_command_line_is_said(remedy: Remedy) -> None:
    said = way(remedy)
    assert said
    assert "--" not in said
    assert not re.search(r"\b(FILE|PATH|NAME|[a-z]+_[a-z]+)\b", said)


def test_the_places_that_are_named_are_there(window: MainWindow) -> None:
    said = " ".join(map(way, EVERY))
    under = set(re.findall(r"under (\w+\b…?)", said))
    assert under == {"Columns…", "What", "When", "Where", "Measure", "Method"}
    labels = {label.text() for label in window.view.question.findChildren(QLabel)}
    assert {name.upper() for name in under - {"Columns…"}} <= labels
    actions = {action.text() for action in window.findChildren(QAction)}
    assert "Add data…" in actions


@pytest.mark.parametrize(
    ("remedy", "said"),
    [
        (ChoosePeriod(compared=True), "choose another period to compare with under "),
        (ChooseLevel(("neighbourhood",)), "choose neighbourhood areas under Where"),
        (ChooseLevel(("lsoa", "ward")), "choose LSOAs or wards under Where"),
        (Give(("residents", "households")), "add residents or households in Add data"),
        (Give(("lookup",), "Exact fit"), 'add "Exact fit" in Add data'),
        (NameColumns(("id",)), "name it under Columns… in Add data"),
        (ChooseTypes(("Anti-social behaviour",)), "choose anti-social behaviour under"),
        (
            SetParameter("basis", "Five groups by", "local", "order"),
            'choose "order" as "Five groups by" under Method',
        ),
        (
            SetParameter("domain", "Domain"),
            "choose another domain under Method",
        ),
    ],
)
def test_words(remedy: Remedy, said: str) -> None:
    assert said in way(remedy)


def test_a_sentence_begins_with_a_capital_and_a_file_keeps_its_name() -> None:
    other = (ChoosePeriod(compared=True),)
    error = WordsError("no file holds 2022", hint="Give its files.", remedies=other)
    assert refusal(error) == (
        "No file holds 2022. Give its files. Choose another period to compare with "
        "under When."
    )
    assert refusal(InputError("no rows", where="june 24.csv")) == "june 24.csv: no rows"


def test_a_note_says_what_can_be_done_about_it() -> None:
    note = Note("june.csv: 3 rows have a postcode.", remedies=(Give(("postcodes",)),))
    assert noted(note) == (
        "june.csv: 3 rows have a postcode. Add postcodes in Add data."
    )
    assert noted(Note("1,322 crimes, a dash -- and more")) == (
        "1,322 crimes, a dash -- and more"
    )


@pytest.mark.parametrize(
    ("error", "offered"),
    [
        (InputError("no rows", where="june.csv"), True),
        (WordsError("no rate", remedies=(Give(("residents",)),)), True),
        (WordsError("no level", remedies=(ChooseLevel(("lsoa",)),)), False),
        (WordsError("no such type"), False),
    ],
)
def test_the_files_are_offered_where_they_would_help(
    window: MainWindow, error: HotspotError, offered: bool
) -> None:
    banner = window.view.banner
    window.view.show_refusal(error)
    assert banner.text() == refusal(error)
    assert banner.act.isHidden() != offered
