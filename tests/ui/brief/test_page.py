"""The page of briefs: its pages, words, sections and actions, also by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hotspot_app.brief.proof import Said
from hotspot_app.project.ask.briefing import Action, Briefing, Edit
from hotspot_app.ui.brief.page import BriefPage
from hotspot_app.ui.kit import theme
from tests.ui.brief.proofs import FELL, GONE, a_proof, with_said

pytestmark = pytest.mark.qt_log_ignore("does not support")

LEFT = Qt.MouseButton.LeftButton
PART = "pag/summary/changed"
OWN = "Burglary is down, and stays so."


@pytest.fixture
def page(qtbot: QtBot, dressed: Any) -> BriefPage:
    made = BriefPage()
    qtbot.addWidget(made)
    made.resize(1366, 660)
    made.product = "pag"
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_briefing(Briefing())
    made.show_proof(a_proof())
    return made


@pytest.fixture
def decided(page: BriefPage) -> list[Briefing]:
    heard: list[Briefing] = []
    page.decided.connect(heard.append)
    return heard


# --- pages ------------------------------------------------------------------------


def test_a_page_is_named_and_its_sentences_are_said(page: BriefPage) -> None:
    second = page.pages.sheets[1]
    assert second.accessibleName() == "Brief: burglary, page 2 of 3"
    assert second.accessibleDescription() == "Words of page 2."
    page.pages.go_to(3)
    assert page.pages.accessibleName() == "Brief: burglary, page 3 of 3"
    assert page.pages.accessibleDescription() == "Words of page 3."


def test_pages_are_the_pictures_that_were_made_and_paper_stays_white(
    page: BriefPage, dressed: Any
) -> None:
    def paper() -> int:
        image = page.pages.sheets[0].grab().toImage()
        return (
            image.pixelColor(image.width() // 2, image.height() // 2).rgb() & 0xFFFFFF
        )

    assert paper() == 0x101010
    dressed(theme.DARK)
    assert paper() == 0x101010


def test_only_pages_in_sight_and_beside_them_are_held_as_pictures(
    page: BriefPage,
) -> None:
    page.show_proof(a_proof(pages=20))
    for at in (1, 10, 20):
        page.pages.go_to(at)
        held = [each.number for each in page.pages.sheets if each.is_sharp]
        assert at in held
        assert len(held) <= 4
        assert held == list(range(held[0], held[-1] + 1))


def test_pages_are_read_by_keyboard_and_made_larger(page: BriefPage) -> None:
    page.pages.setFocus()
    QTest.keyClick(page.pages, Qt.Key.Key_End)
    assert page.pages.current == 3
    QTest.keyClick(page.pages, Qt.Key.Key_Home)
    assert page.pages.current == 1
    wide = page.pages.sheets[0].width()
    page.pages.zoom(1)
    assert page.pages.sheets[0].width() > wide
    page.pages.zoom(0)
    assert page.pages.sheets[0].width() == wide


def test_pages_are_wanted_for_the_width_they_are_shown_in(
    qtbot: QtBot, page: BriefPage
) -> None:
    with qtbot.waitSignal(page.pages.width_wanted, timeout=5000) as wanted:
        page.resize(1100, 660)
    assert wanted.signal_triggered


def test_a_page_that_is_pressed_shows_its_words(page: BriefPage) -> None:
    QTest.mouseClick(page.pages.sheets[1], LEFT)
    assert page.section is not None
    assert page.section.id == "where"
    assert [each.text.toPlainText() for each in page.words.editors] == ["In Old Quays."]


def test_old_pages_stay_dimmed_while_others_are_made(page: BriefPage) -> None:
    page.wait()
    assert page._veil.isVisible()
    assert not page._veil.is_thick
    assert not page.choices.export.isEnabled()
    page.show_proof(a_proof())
    assert not page._veil.isVisible()
    assert page.choices.export.isEnabled()


def test_without_pages_it_says_why_and_what_helps(
    qtbot: QtBot, page: BriefPage
) -> None:
    heard: list[int] = []
    page.show_nothing("No project is open.", "Open a project…", lambda: heard.append(1))
    assert page.nothing.isVisible()
    assert page.nothing.text() == "No project is open."
    assert not page.choices.export.isEnabled()
    assert not page.words.isEnabled()
    qtbot.mouseClick(page.help, LEFT)
    assert heard == [1]


# --- words ------------------------------------------------------------------------


def write(page: BriefPage, number: int, text: str, key: Qt.Key) -> None:
    editor = page.words.editors[number].text
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key)


def test_a_sentence_is_written_anew_and_esc_thinks_better_of_it(
    page: BriefPage, decided: list[Briefing]
) -> None:
    write(page, 1, "Nothing", Qt.Key.Key_Escape)
    assert decided == []
    assert page.words.editors[1].text.toPlainText() == FELL
    write(page, 1, OWN, Qt.Key.Key_Return)
    assert decided[-1].edits == {PART: (Edit(FELL, OWN),)}


def test_leaving_a_sentence_takes_it(page: BriefPage, decided: list[Briefing]) -> None:
    write(page, 1, OWN, Qt.Key.Key_Tab)
    assert decided[-1].edits == {PART: (Edit(FELL, OWN),)}


def test_whose_words_they_are_is_said_in_words(page: BriefPage) -> None:
    editor = page.words.editors[1]
    assert not editor.back.isVisible()
    page.show_proof(with_said(a_proof(), 1, Said(f"{PART}/1", OWN, FELL)))
    assert editor is page.words.editors[1]
    assert editor.state.text() == f"Your words. The app says: {FELL}"
    assert editor.back.isVisible()
    assert not editor.keep.isVisible()
    assert page.choices.sections.list.item(0).text() == "Summary · 1 sentence edited"


def test_a_sentence_whose_figures_changed_is_marked_in_words(page: BriefPage) -> None:
    page.show_proof(with_said(a_proof(), 1, Said(f"{PART}/1", OWN, FELL, stale=True)))
    editor = page.words.editors[1]
    assert editor.stale.isVisible()
    assert editor.stale.text().startswith("Figures changed since you wrote this.")
    assert FELL in editor.text.accessibleDescription()
    assert "figures changed in 1" in page.choices.sections.list.item(0).text()


def test_it_goes_back_to_the_apps_words_or_keeps_yours(
    qtbot: QtBot, page: BriefPage, decided: list[Briefing]
) -> None:
    old = Briefing(edits={PART: (Edit("Burglary fell from 50 to 40 (20%).", OWN),)})
    page.show_briefing(old)
    page.show_proof(with_said(a_proof(), 1, Said(f"{PART}/1", OWN, FELL, stale=True)))
    editor = page.words.editors[1]
    qtbot.mouseClick(editor.keep, LEFT)
    assert decided[-1].edits == {PART: (Edit(FELL, OWN),)}
    qtbot.mouseClick(editor.back, LEFT)
    assert decided[-1].edits == {}


def test_undo_is_the_projects_where_nothing_is_being_written(
    qtbot: QtBot, page: BriefPage
) -> None:
    heard: list[str] = []
    act = page.addAction("Undo", "Ctrl+Z", lambda: heard.append("undo"))
    assert act.isEnabled()
    editor = page.words.editors[1].text
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["undo"]
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert heard == ["undo"]
    assert editor.toPlainText() == FELL


def test_a_section_without_words_says_so(page: BriefPage) -> None:
    page.choices.sections.choose("annex")
    assert page.words.editors == []
    assert "no sentences" in page.words.how.text()


# --- sections ---------------------------------------------------------------------


def test_a_section_is_left_out_and_taken_in_with_space(
    page: BriefPage, decided: list[Briefing]
) -> None:
    sections = page.choices.sections
    sections.list.setFocus()
    sections.list.setCurrentRow(1)
    QTest.keyClick(sections.list, Qt.Key.Key_Space)
    assert decided[-1].left_out == {"pag": ("where",)}
    QTest.keyClick(sections.list, Qt.Key.Key_Space)
    assert decided[-1].left_out == {"pag": ()}


def test_a_section_is_moved_by_key_and_by_button(
    qtbot: QtBot, page: BriefPage, decided: list[Briefing]
) -> None:
    sections = page.choices.sections
    sections.list.setCurrentRow(1)
    QTest.keyClick(sections.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert decided[-1].order == {"pag": ("where", "summary", "annex")}
    assert sections.current == "where"
    assert not sections.up.isEnabled()
    qtbot.mouseClick(sections.down, LEFT)
    assert decided[-1].order == {"pag": ("summary", "where", "annex")}


# --- actions ----------------------------------------------------------------------

PATROL = Action(
    "Market Cross, Old Quays", "Patrol", "Team 2", "26 June", "Under 900", "H4"
)


def fill(page: BriefPage, place: str, **said: str) -> None:
    page.acting.place.setCurrentText(place)
    for name, text in said.items():
        page.acting.fields[name].setText(text)


def test_an_action_is_added_changed_and_removed(
    qtbot: QtBot, page: BriefPage, decided: list[Briefing]
) -> None:
    acting = page.acting
    page.tabs.setCurrentWidget(acting)
    assert acting.place.itemText(0) == "1: Market Cross, Old Quays (H4)"
    assert not acting.add.isEnabled()
    told = {"what": "Patrol", "who": "Team 2", "by": "26 June", "measure": "Under 900"}
    fill(page, acting.place.itemText(0), **told)
    qtbot.mouseClick(acting.add, LEFT)
    assert decided[-1].actions == (PATROL,)
    assert acting.list.item(0).text() == (
        "Market Cross, Old Quays: Patrol. Team 2, by 26 June"
    )
    fill(page, "The bus station", what="Lighting")
    QTest.keyClick(acting.fields["what"], Qt.Key.Key_Return)
    assert decided[-1].actions == (PATROL, Action("The bus station", "Lighting"))
    acting.list.setCurrentRow(0)
    assert acting.place.currentText() == "1: Market Cross, Old Quays (H4)"
    assert not acting.change.isEnabled()
    acting.fields["who"].setText("Team 3")
    qtbot.mouseClick(acting.change, LEFT)
    assert decided[-1].actions[0].who == "Team 3"
    assert decided[-1].actions[0].hotspot == "H4"
    acting.list.setCurrentRow(1)
    qtbot.mouseClick(acting.remove, LEFT)
    assert len(decided[-1].actions) == 1


def test_what_is_chosen_is_told(page: BriefPage, decided: list[Briefing]) -> None:
    audience = page.choices.audience
    audience.setCurrentIndex(2)
    audience.activated.emit(2)
    assert decided[-1].audience == "partner"
    product = page.choices.product
    heard: list[str] = []
    page.product_chosen.connect(heard.append)
    product.setCurrentIndex(0)
    product.activated.emit(0)
    assert heard == ["tasking"]
    assert page.choices.about_product.text() == "One page for a tasking meeting."


def test_formats_that_are_ticked_are_exported(qtbot: QtBot, page: BriefPage) -> None:
    assert page.choices.chosen_formats == ("pdf",)
    page.choices.formats["xlsx"].setChecked(True)
    assert page.choices.chosen_formats == ("pdf", "xlsx")
    for box in page.choices.formats.values():
        box.setChecked(False)
    assert not page.choices.export.isEnabled()


def test_everything_is_reached_by_tab_in_reading_order(page: BriefPage) -> None:
    page.choices.back.setFocus()
    stops = []
    for _ in range(60):
        focus = QApplication.focusWidget()
        if focus is None or focus in stops:
            break
        stops.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    wanted = (
        page.choices.product,
        page.choices.audience,
        page.choices.mark,
        page.choices.sections.list,
        page.choices.formats["pdf"],
        page.choices.export,
        page.pages,
        page.words.editors[0].text,
        page.words.editors[2].text,
    )
    places = [stops.index(each) for each in wanted]
    assert places == sorted(places)


@pytest.mark.parametrize("scale", [1.25, 2.0])
def test_nothing_is_wider_than_its_column_with_large_text(
    qtbot: QtBot, page: BriefPage, dressed: Any, scale: float
) -> None:
    dressed(theme.LIGHT, scale)
    page.show_proof(with_said(a_proof(), 1, Said(f"{PART}/1", OWN, GONE, stale=True)))
    for part in (page.words, page.acting):
        page.tabs.setCurrentWidget(part)
        qtbot.waitUntil(lambda part=part: part.isVisible())
        inside = part.widget()
        assert inside.minimumSizeHint().width() <= part.viewport().width()


# --- author and reference ----------------------------------------------------------


def test_author_and_reference_are_written_once_and_shown(
    page: BriefPage, decided: list[Briefing]
) -> None:
    author = page.choices.author
    author.setFocus()
    QTest.keyClicks(author, " A.  Analyst ")
    QTest.keyClick(author, Qt.Key.Key_Return)
    assert [each.author for each in decided] == ["A. Analyst"]
    page.show_briefing(decided[-1])
    assert author.text() == "A. Analyst"
    QTest.keyClick(author, Qt.Key.Key_Return)
    assert len(decided) == 1
    page.choices.reference.setFocus()
    QTest.keyClicks(page.choices.reference, "SCP 2026/14")
    QTest.keyClick(page.choices.reference, Qt.Key.Key_Return)
    assert decided[-1].about == (
        ("Author", "A. Analyst"),
        ("Reference", "SCP 2026/14"),
    )


def test_a_brief_names_nobody_unless_told(page: BriefPage) -> None:
    assert page.choices.author.text() == page.choices.reference.text() == ""
    assert Briefing().about == ()
