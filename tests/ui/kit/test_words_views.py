"""Headline, sentences, hint and notes as they are read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hotspot_app.method import Note
from hotspot_app.ui.answer.notes_view import NotesView
from hotspot_app.ui.answer.sentences_view import SentencesView
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.hint import Hint

SAID = (
    ("clear", "They hold 15% of recorded crime and 5% of residents."),
    ("likely", "Banister & Polygon is high but stands alone."),
    ("", "Counts are of six months."),
    ("too few to say", "No statement on single wards."),
)


@pytest.fixture
def view(qtbot):
    theme.put_on(QApplication.instance(), theme.LIGHT)
    around = QWidget()
    around.resize(404, 700)
    column = QVBoxLayout(around)
    made = SentencesView()
    column.addWidget(made)
    column.addStretch(1)
    qtbot.addWidget(around)
    with qtbot.waitExposed(around):
        around.show()
    made.set_words("Crime clusters in the city centre", SAID)
    yield made
    theme.put_on(QApplication.instance(), theme.LIGHT)


def lines(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split("\n")


def test_every_sentence_begins_with_how_sure_it_is(view) -> None:
    said = lines(view.words.toPlainText())
    assert said[0] == "Crime clusters in the city centre"
    assert said[1].split() == f"clear {SAID[0][1]}".split()
    assert said[3] == "Counts are of six months."
    assert [tag for _, tag in view.words.tags()] == [
        "clear",
        "likely",
        "too few to say",
    ]


def test_the_words_can_be_chosen_and_copied(view) -> None:
    view.words.selectAll()
    view.words.copy()
    assert "They hold 15%" in QApplication.clipboard().text()
    assert view.words.isReadOnly()


def test_other_words_replace_those_before(view) -> None:
    view.set_words("Nothing stands out", ())
    assert lines(view.words.toPlainText()) == ["Nothing stands out"]
    assert view.words.accessibleDescription() == "Nothing stands out"


@pytest.mark.parametrize("scale", theme.SCALES)
@pytest.mark.parametrize("width", [320, 404])
def test_it_is_as_tall_as_its_words(view, qtbot, scale, width) -> None:
    theme.put_on(QApplication.instance(), theme.DARK, scale)
    view.window().resize(width, 1600)
    qtbot.waitUntil(
        lambda: (
            view.words.viewport().height() + 1 >= view.words.document().size().height()
        )
    )
    assert view.words.verticalScrollBar().maximum() == 0
    assert view.words.document().size().width() <= view.words.viewport().width() + 1


def test_a_hint_shows_only_when_there_is_one_and_its_link_is_followed(qtbot) -> None:
    hint = Hint()
    qtbot.addWidget(hint)
    assert hint.isHidden()
    hint.say("Visitors outnumber residents & so on.", "Use workday population")
    assert not hint.isHidden()
    assert "&amp; so on" in hint.text()
    assert hint.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(hint.followed):
        hint.setFocus()
        qtbot.keyClick(hint, Qt.Key.Key_Tab)
        qtbot.keyClick(hint, Qt.Key.Key_Return)
    hint.say("Homes are burgled.")
    assert not hint.focusPolicy() & Qt.FocusPolicy.TabFocus
    hint.say("")
    assert hint.isHidden()


def test_cautions_come_first_then_how_then_sources(qtbot) -> None:
    view = NotesView()
    qtbot.addWidget(view)
    view.set_notes(
        (Note("Queen neighbours."), Note("Small numbers.", caution=True)),
        ("Contains OS data.",),
    )
    assert lines(view.toPlainText()) == [
        "Before you use this (1)",
        "Small numbers.",
        "How it was made",
        "Queen neighbours.",
        "Sources",
        "Contains OS data.",
    ]
    view.set_notes((Note("Queen neighbours."),))
    assert lines(view.toPlainText()) == ["How it was made", "Queen neighbours."]
    view.set_notes(())
    assert view.toPlainText() == "There are no notes."


def test_notes_can_be_reached_and_left_by_keyboard(qtbot) -> None:
    view = NotesView()
    qtbot.addWidget(view)
    assert view.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert view.tabChangesFocus()
    assert view.accessibleName()


def test_exact_points_are_read_in_the_notes_and_never_copied(qtbot) -> None:
    view = NotesView()
    qtbot.addWidget(view)
    point = "Easting 441,237, northing 112,391: 60, in Docks, E01000002."
    view.set_notes((Note("Queen neighbours."),), ("A council.",), (point,))
    assert point in view.toPlainText()
    view.selectAll()
    data = view.createMimeDataFromSelection()
    assert data.formats() == ["text/plain"]
    assert data.text() == "How it was made\nQueen neighbours.\nSources\nA council."
    QApplication.clipboard().clear()
    view.copy()
    assert "441" not in QApplication.clipboard().text()
    assert "Queen neighbours." in QApplication.clipboard().text()
    view.set_notes((Note("Queen neighbours."),))
    assert "Commonest points" not in view.toPlainText()
