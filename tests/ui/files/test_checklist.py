"""The checklist: files in any order, what is said of each, and what comes out."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
)

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.checklist_lines import lines
from hotspot_app.project.intake.items import Item
from hotspot_app.project.intake.wanted import Slot
from hotspot_app.project.save.input_files import sums_of
from hotspot_app.project.save.settings import Settings
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.files import checklist as module
from hotspot_app.ui.files.checklist import ChecklistPage
from hotspot_app.ui.files.checklist_cards import ChecklistCards
from hotspot_app.ui.files.checklist_foot import ChecklistFoot
from hotspot_app.ui.files.checklist_line import ChecklistLine, UnknownFile
from hotspot_app.ui.files.district_box import DistrictBox
from hotspot_app.ui.kit import theme
from hotspot_app.ui.kit.boxes import Box
from tests.ui.resting import at_work

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

TOWN = practice_files().areas.parent
MONTH = TOWN / "incidents" / "2025-01-wrenmouth-police.csv"
EXTRACT = "Our Ref,Victim Name,Logged,What,X pos,Y pos\n" + "".join(
    f"H{i},Jane Example,0{i}/06/2025,Noise,64485{i},40582{i}\n" for i in range(1, 9)
)

Page = ChecklistPage


@pytest.fixture
def page(qtbot) -> Iterator[Page]:
    made = ChecklistPage()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.end()


@pytest.fixture
def settled(page, qtbot) -> Callable[[], None]:
    """Wait until nothing is being read."""

    def wait() -> None:
        def rest() -> None:
            states = [line(page, slot).words()[1] for slot in ("areas", "crime")]
            assert not at_work(page)
            assert "Reading" not in states

        qtbot.waitUntil(rest, timeout=60_000)

    return wait


def press(page: Page, name: str) -> None:
    found = [
        each
        for each in page.findChildren(QAbstractButton)
        if name in {each.text(), each.accessibleName()} and each.isVisibleTo(page)
    ]
    assert len(found) == 1, name
    found[0].click()


def start(page: Page) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == "Start")


def line(page: Page, slot: Slot) -> ChecklistLine:
    cards = page.findChild(ChecklistCards)
    assert cards is not None
    return cards.line(slot)


def choice_box(line: ChecklistLine) -> QComboBox:
    return next(b for b in line.findChildren(QComboBox) if type(b) is Box)


def district_box(line: ChecklistLine) -> DistrictBox:
    return next(iter(line.findChildren(DistrictBox)))


def unknown(page: Page) -> list[str]:
    """What is said of files that can't be used."""
    lines = [each for each in page.findChildren(UnknownFile) if not each.isHidden()]
    return [each.findChild(QLabel).text() for each in lines]


def said_below(page: Page) -> str:
    foot = page.findChild(ChecklistFoot)
    assert foot is not None
    return foot.findChild(QLabel).text()


def text(page: Page, slot: str) -> str:
    return " | ".join(line(page, slot).words())


def test_an_empty_checklist_says_whose_files_are_missing(page):
    assert not start(page).isEnabled()
    assert text(page, "areas").startswith(
        "Boundaries of areas | Missing | ONS Open Geography Portal: Lower layer Super"
    )
    assert "Optional" in text(page, "postcodes")


def test_files_dropped_in_any_order_are_enough_to_start(page, settled, qtbot):
    data = QMimeData()
    paths = (MONTH, TOWN / "residents.csv", TOWN / "areas.geojson")
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    no = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), copy, data, left, no)
    page.dragEnterEvent(enter)
    assert enter.isAccepted()
    page.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, no))
    settled()
    assert "Ready | 91 areas (neighbourhood) of 2026" in text(page, "areas")
    assert "January 2025 of wrenmouth police" in text(page, "crime")
    assert "Left out: " in text(page, "crime")
    assert "Ready" in text(page, "households")
    with qtbot.waitSignal(page.finished) as told:
        start(page).click()
    (files,) = told.args
    assert (files.areas, files.crime) == (TOWN / "areas.geojson", (MONTH,))
    assert files.residents == files.tables["workday"] == TOWN / "residents.csv"


def test_what_cannot_be_answered_is_said(page, settled):
    page.add([MONTH, TOWN / "areas.geojson"])
    settled()
    assert "rates by residents" in said_below(page)
    assert "crime in deprived areas" in said_below(page)


def test_files_and_a_folder_by_the_buttons(page, settled, monkeypatch, tmp_path):
    for month in ("2025-01", "2025-02"):
        shutil.copy(TOWN / "incidents" / f"{month}-wrenmouth-police.csv", tmp_path)
    chosen = [str(TOWN / "areas.geojson")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *a: (chosen, ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a: str(tmp_path))
    press(page, "Add files…")
    press(page, "Add a folder…")
    settled()
    assert start(page).isEnabled()
    assert "2 months (January 2025 to February 2025)" in text(page, "crime")


def test_an_unknown_file_is_said_and_the_others_stay(page, settled, tmp_path):
    odd = tmp_path / "holiday.pdf"
    odd.write_bytes(b"%PDF-1.7")
    page.add([TOWN / "areas.geojson", odd])
    settled()
    assert "holiday.pdf" in unknown(page)[0]
    assert "Ready" in text(page, "areas")
    press(page, "Put holiday.pdf away")
    assert unknown(page) == []


def test_two_files_of_one_kind_ask_which(page, settled, qtbot, tmp_path):
    other = tmp_path / "other.geojson"
    shutil.copy(TOWN / "areas.geojson", other)
    page.add([TOWN / "areas.geojson", other, MONTH])
    settled()
    assert "Choose | 2 files could be this" in text(page, "areas")
    assert not start(page).isEnabled()
    assert said_below(page).endswith("choose one of the files to start.")
    box = choice_box(line(page, "areas"))
    assert box.isVisible()
    box.setCurrentIndex(2)
    box.activated.emit(2)
    settled()
    with qtbot.waitSignal(page.finished) as told:
        start(page).click()
    assert told.args[0].areas == other


def test_a_file_is_removed(page, settled):
    page.add([TOWN / "areas.geojson", MONTH])
    settled()
    press(page, f"Remove {MONTH.name}")
    settled()
    assert "Missing" in text(page, "crime")
    assert not start(page).isEnabled()


def test_an_open_project_is_shown_and_comes_back_unchanged(page, settled, qtbot):
    files = replace(practice_files(), crime=(MONTH,))
    page.set_files(files)
    settled()
    with qtbot.waitSignal(page.finished) as told:
        start(page).click()
    assert told.args == [files]
    page.set_files(None)
    settled()
    assert "Missing" in text(page, "areas")


def test_columns_are_said_remembered_and_offered_next_month(
    page, settled, qtbot, tmp_path, monkeypatch
):
    june = tmp_path / "housing-2025-06.csv"
    june.write_text(EXTRACT, encoding="utf-8")
    page.add([TOWN / "areas.geojson", june])
    settled()
    assert "say which column is which" in unknown(page)[0]
    mapping = {"recorded": "Logged", "type": "What", "easting": "X pos"}
    mapping |= {"northing": "Y pos", "id": "Our Ref"}
    monkeypatch.setattr(module, "ask_for_columns", lambda *a: mapping)
    with qtbot.waitSignal(page.columns_said) as told:
        press(page, "Say which column is which in housing-2025-06.csv")
    header, said = told.args
    assert (list(header), said) == (EXTRACT.split("\n", 1)[0].split(","), mapping)
    settled()
    assert unknown(page) == []
    assert "June 2025 of housing; 8 rows" in text(page, "crime")
    with qtbot.waitSignal(page.finished) as done:
        start(page).click()
    assert done.args[0].columns == mapping
    page.set_files(None)
    page.set_remembered(Settings().with_columns(header, mapping))
    july = tmp_path / "housing-2025-07.csv"
    july.write_text(EXTRACT.replace("/06/", "/07/"), encoding="utf-8")
    page.add([TOWN / "areas.geojson", july])
    settled()
    assert "July 2025 of housing; 8 rows" in text(page, "crime")


def test_the_district_and_the_file_can_be_chosen_again(qtbot):
    shown = ChecklistLine()
    qtbot.addWidget(shown)
    old = Item(Path("city.geojson"), "areas", "lsoa", 2011, 148)
    known = (("E06000044", "Portsmouth"), ("E06000045", "Southampton"))
    county = Item(Path("county.gpkg"), "areas", "lsoa", 2021, 1231, known)
    now = Checklist().with_items((old, county)).choosing("areas", county.path)
    for district, said in (
        (None, ""),
        ("Southampton", "Southampton (E06000045)"),
        ("E06000044", "Portsmouth (E06000044)"),
        (None, ""),
    ):
        shown.show_line(lines(replace(now, district=district), {})[0])
        shown.choose(county.path, district)
        assert not choice_box(shown).isHidden()
        assert choice_box(shown).currentData() == county.path
        assert not district_box(shown).isHidden()
        assert district_box(shown).currentText() == said
    assert district_box(shown).itemText(2) == "All 2 districts (1,231 areas)"


@pytest.mark.realdata
def test_a_wider_file_asks_for_the_district_by_name_or_code(page, settled, qtbot, real):
    page.add([real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg"])
    settled()
    assert "1,231 LSOAs of 2021 in 14 districts" in text(page, "areas")
    assert said_below(page) == "Choose the district to start."
    box: QComboBox = district_box(line(page, "areas"))
    edit = box.lineEdit()
    assert edit is not None
    edit.setText("Atlantis")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert "There is no district 'Atlantis'" in text(page, "areas")
    edit.setText("E06000045")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    settled()
    assert "152 LSOAs of 2021, Southampton" in text(page, "areas")
    assert "Atlantis" not in text(page, "areas")


def test_a_file_whose_columns_tell_nothing_keeps_its_part_in_the_project(
    page, settled, tmp_path
):
    odd = tmp_path / "figures.csv"
    odd.write_text("place,how many\nP01000001,5\nP01000002,7\n", encoding="utf-8")
    page.set_files(replace(practice_files(), crime=(MONTH,), residents=odd))
    settled()
    assert unknown(page) == []
    labels = page.findChildren(QLabel)
    assert "figures.csv" in {each.text() for each in labels if each.isVisibleTo(page)}
    assert "Optional" not in text(page, "residents")


def test_what_became_of_files_is_announced(page, settled, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr(module, "announce", lambda widget, text: said.append(text))
    page.add([TOWN / "areas.geojson", MONTH])
    settled()
    assert said[-1] == "Boundaries of areas: ready. Recorded crime: ready."


def test_every_control_has_a_name(page, settled):
    page.add([TOWN / "areas.geojson", MONTH])
    settled()
    for each in page.findChildren(QAbstractButton):
        assert each.text() or each.accessibleName()
    for box in page.findChildren(QComboBox):
        assert box.accessibleName()
    assert line(page, "areas").accessibleName() == "Boundaries of areas: ready"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_clipped(page, settled, qapp, scale):
    try:
        theme.put_on(qapp, theme.DARK, scale)
        page.add([TOWN / "areas.geojson", MONTH])
        settled()
        QApplication.processEvents()
        for each in page.findChildren(QPushButton):
            if each.isVisibleTo(page):
                assert each.width() >= each.minimumSizeHint().width(), each.text()
                assert each.height() >= each.minimumSizeHint().height(), each.text()
    finally:
        theme.put_on(qapp, theme.LIGHT, 1.0)


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


def panic(*args: object, **named: object) -> None:
    raise PanicException("14 Acacia Avenue")


def test_a_file_whose_reader_panics_is_told_and_the_rest_kept(
    page, settled, monkeypatch, tmp_path
):
    monkeypatch.setattr("hotspot_app.project.intake.first_look._areas", panic)
    bad = tmp_path / "areas.geojson"
    bad.write_text("{}", encoding="utf-8")
    page.add([bad, MONTH])
    settled()
    (why,) = unknown(page)
    assert why.startswith("areas.geojson: couldn't be read: a fault of Hotspot's own")
    assert "January 2025 of wrenmouth police" in text(page, "crime")


@pytest.mark.parametrize("step", ["look", "examine"])
def test_it_comes_to_rest_whatever_fails(page, settled, monkeypatch, step):
    page.add([TOWN / "areas.geojson"])
    settled()
    monkeypatch.setattr(module, step, panic)
    page.add([MONTH])
    settled()
    assert not at_work(page)
    assert "91 areas" in text(page, "areas")
    told = unknown(page) if step == "look" else [text(page, "crime")]
    assert "a fault of Hotspot's own" in told[0]
    assert "Acacia" not in told[0]
    monkeypatch.undo()
    page.add([MONTH, TOWN / "residents.csv"])
    settled()
    assert "Ready" in text(page, "households")


# --- files that have moved --------------------------------------------------------


@pytest.fixture
def moved(page, settled, tmp_path):
    """A page of a project whose folder of data was renamed; where that is now."""
    were, now = tmp_path / "were", tmp_path / "now"
    were.mkdir()
    files = practice_files()
    for path in (files.areas, files.wards, MONTH):
        shutil.copy(path, were)
    files = Files(
        areas=were / "areas.geojson",
        wards=were / "wards.geojson",
        crime=(were / MONTH.name,),
        level="neighbourhood",
    )
    sums = sums_of(files)
    were.rename(now)
    page.set_files(files, sums)
    settled()
    return now


def shows(monkeypatch, path, choice="cancel"):
    """The analyst shows a file, and says what to do where it is doubted."""
    doubts, problems = [], []
    monkeypatch.setattr(messages, "ask_for_moved", lambda *_: path)
    monkeypatch.setattr(
        messages, "ask_about_other", lambda _, text: doubts.append(text) or choice
    )
    monkeypatch.setattr(messages, "show_problem", lambda _, text: problems.append(text))
    return doubts, problems


def test_a_missing_file_is_found_and_brings_the_others(
    page, settled, moved, monkeypatch, qtbot
):
    assert "Problem" in text(page, "areas")
    shows(monkeypatch, moved / "areas.geojson")
    with qtbot.waitSignal(page.said, timeout=60_000) as told:
        press(page, "Find areas.geojson")
    settled()
    assert "2 files that moved with it" in told.args[0]
    assert str(moved) in told.args[0]
    assert all("Ready" in text(page, slot) for slot in ("areas", "wards", "crime"))
    assert unknown(page) == []
    with qtbot.waitSignal(page.finished) as done:
        start(page).click()
    (files,) = done.args
    assert files.areas == moved / "areas.geojson"
    assert files.wards == moved / "wards.geojson"
    assert files.crime == (moved / MONTH.name,)
    assert files.level == "neighbourhood"


def test_another_file_is_taken_only_if_the_analyst_says_so(
    page, settled, moved, monkeypatch, qtbot
):
    new = moved / MONTH.name
    new.write_text(new.read_text("utf-8") + "\n", "utf-8")
    doubts, _ = shows(monkeypatch, new)
    press(page, f"Find {MONTH.name}")
    qtbot.waitUntil(lambda: bool(doubts), timeout=60_000)
    assert "isn't the same file" in doubts[0]
    settled()
    assert "Problem" in text(page, "crime")
    shows(monkeypatch, new, "take")
    with qtbot.waitSignal(page.said, timeout=60_000):
        press(page, f"Find {MONTH.name}")
    settled()
    assert "Ready" in text(page, "crime")


def test_a_file_of_another_kind_is_refused_in_words(
    page, settled, moved, monkeypatch, qtbot
):
    _, problems = shows(monkeypatch, moved / "areas.geojson")
    press(page, f"Find {MONTH.name}")
    qtbot.waitUntil(lambda: bool(problems), timeout=60_000)
    assert "was recorded crime" in problems[0]
    assert "Problem" in text(page, "crime")


def test_a_missing_file_among_many_is_shown_though_they_are_folded(
    page, settled, tmp_path
):
    town = sorted((TOWN / "incidents").glob("*.csv"))[:4]
    lost = tmp_path / "lost.csv"
    files = Files(areas=TOWN / "areas.geojson", crime=(*town, lost))
    page.set_files(files)
    settled()
    names = [b.accessibleName() for b in page.findChildren(QPushButton)]
    assert "Find lost.csv" in names
    assert not any(town[0].name in name for name in names)
