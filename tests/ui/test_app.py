"""Asks what the analyst sees."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from hotspot_app.ui import app, result_window
from hotspot_app.ui.result_window import ResultWindow

# Qt's offscreen screen has no window manager to tell a smallest size to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

TABLE = "code,name,count,rate\nP1,Quay,9,3.5\nP2,Park,10,\nP3,Mill,100,0.25\n"


@pytest.fixture
def result(tmp_path: Path) -> Path:
    folder = tmp_path / "burglary"
    folder.mkdir()
    (folder / "summary.json").write_text("{}", encoding="utf-8")
    (folder / "values.csv").write_text(TABLE, encoding="utf-8")
    (folder / "notes.txt").write_text("Two rows left out.\n", encoding="utf-8")
    picture = QImage(400, 200, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2166ac"))
    assert picture.save(str(folder / "map.png"))
    return folder


@pytest.fixture
def window(qtbot) -> ResultWindow:
    opened = ResultWindow()
    qtbot.addWidget(opened)
    with qtbot.waitExposed(opened):
        opened.show()
    return opened


@pytest.fixture
def told(monkeypatch) -> list[str]:
    """What message boxes said."""
    said: list[str] = []
    monkeypatch.setattr(
        QMessageBox, "warning", lambda parent, title, text: said.append(text)
    )
    return said


def column(window: ResultWindow, place: int) -> list[str]:
    model = window.table.model()
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_an_empty_window_says_what_to_do(window):
    assert window.map.words() == result_window.NOTHING_OPEN
    assert window.map.accessibleName() == result_window.NOTHING_OPEN
    assert window.notes.toPlainText() == result_window.NO_NOTES


def test_a_result_shows_map_table_and_notes(window, result, told):
    assert window.open(result)
    assert not told
    assert window.map.words() == ""
    assert window.map.accessibleName() == "Map of burglary"
    assert column(window, 1) == ["Quay", "Park", "Mill"]
    assert window.notes.toPlainText() == "Two rows left out.\n"
    assert window.windowTitle() == "burglary – Hotspot"
    assert "3 areas" in window.statusBar().currentMessage()


@pytest.mark.parametrize("size", [QSize(900, 400), QSize(1400, 900)])
def test_the_map_fills_its_place_and_keeps_its_shape(window, result, size):
    window.resize(size)
    window.open(result)
    QApplication.processEvents()
    place = window.map.picture_place()
    assert place.width() == pytest.approx(2 * place.height(), abs=2)
    assert window.map.rect().contains(place)
    assert place.width() == window.map.width() or place.height() == window.map.height()
    painted = window.map.grab().toImage()
    blue = QColor("#2166ac")
    inside, outside = place.center(), QPoint(place.left() + 3, place.top() - 3)
    assert painted.pixelColor(inside) == blue
    assert outside.y() < 0 or painted.pixelColor(outside) != blue


def test_a_click_on_a_heading_sorts_by_value(window, result, qtbot):
    window.open(result)
    header = window.table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(2) + 8, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    first = column(window, 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert sorted([first, column(window, 2)]) == [
        ["100", "10", "9"],
        ["9", "10", "100"],
    ]


def test_a_second_result_starts_unsorted(window, result):
    window.open(result)
    window.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert column(window, 1) == ["Mill", "Park", "Quay"]
    window.open(result)
    assert column(window, 1) == ["Quay", "Park", "Mill"]


def test_another_folder_is_refused_in_words_and_changes_nothing(
    window, result, told, tmp_path
):
    window.open(result)
    other = tmp_path / "holiday"
    other.mkdir()
    assert not window.open(other)
    assert len(told) == 1
    assert "holds no result" in told[0]
    assert "hotspot-cli run --out" in told[0]
    assert window.windowTitle() == "burglary – Hotspot"
    assert column(window, 1) == ["Quay", "Park", "Mill"]


def test_a_result_without_map_says_so(window, result):
    (result / "map.png").unlink()
    window.open(result)
    assert window.map.words() == result_window.NO_MAP
    assert window.map.picture_place().isEmpty()


def test_a_broken_map_says_so_and_the_rest_is_shown(window, result):
    (result / "map.png").write_bytes(b"not a picture")
    window.open(result)
    assert window.map.words() == result_window.BROKEN_MAP
    assert column(window, 0) == ["P1", "P2", "P3"]


def test_open_asks_for_a_folder_and_shows_it(window, result, monkeypatch):
    monkeypatch.setattr(
        QFileDialog, "getExistingDirectory", lambda parent, title: str(result)
    )
    window.open_action.trigger()
    assert window.windowTitle() == "burglary – Hotspot"


def test_thinking_better_of_it_changes_nothing(window, told, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda parent, title: "")
    window.open_action.trigger()
    assert not told
    assert window.map.words() == result_window.NOTHING_OPEN


def test_the_program_opens_the_folder_it_is_given_and_ends_when_closed(qapp, result):
    seen: list[str] = []

    def look_and_close() -> None:
        for shown in qapp.topLevelWidgets():
            if isinstance(shown, ResultWindow) and shown.isVisible():
                seen.append(shown.windowTitle())
                shown.close()

    QTimer.singleShot(0, look_and_close)
    assert app.main([str(result)]) == 0
    assert seen == ["burglary – Hotspot"]


def test_a_word_too_many_ends_with_2(qapp, capsys):
    with pytest.raises(SystemExit) as ended:
        app.main(["one", "two"])
    assert ended.value.code == 2
    assert "two" in capsys.readouterr().err
