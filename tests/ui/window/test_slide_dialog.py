"""The slide is seen as it will be; a copy and a file are confirmed in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.map.slide import SHAPES
from hotspot_app.ui.window.slide_dialog import SlideDialog

pytestmark = pytest.mark.qt_log_ignore("does not support")

LEFT = Qt.MouseButton.LeftButton


def painted(shape: str, marking: str) -> QImage:
    image = QImage(*SHAPES[shape], QImage.Format.Format_RGB32)
    image.fill(0x336699)
    image.setText("Comment", marking)
    return image


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[SlideDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    now = ["OFFICIAL"]
    made = SlideDialog(
        parent,
        painted,
        proposed=lambda: tmp_path / f"map-{now[-1]}.png",
        marking=lambda: now[-1],
        change=lambda: now.append("OFFICIAL-SENSITIVE"),
    )
    made.show()
    yield made
    made.close()


def test_each_shape_is_seen_before_it_is_taken(
    qtbot: QtBot, dialog: SlideDialog
) -> None:
    for name, (wide, high) in SHAPES.items():
        dialog.shapes[name].setChecked(True)
        seen = dialog.preview.pixmap()
        assert seen.width() / seen.height() == pytest.approx(wide / high, abs=0.02)
        qtbot.mouseClick(dialog.copy, LEFT)
        assert QApplication.clipboard().image().size() == painted(name, "").size()
        assert dialog.told.text().startswith("Copied")


def test_a_file_is_confirmed_and_its_folder_can_be_shown(
    qtbot: QtBot,
    dialog: SlideDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "slides" / "map.png"
    path.parent.mkdir()
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: path)
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )
    assert not dialog.show_file.isVisible()
    qtbot.mouseClick(dialog.save, LEFT)
    assert dialog.told.text() == f"The slide is in {path}."
    assert QImage(str(path)).size() == painted("16:9", "").size()
    qtbot.mouseClick(dialog.show_file, LEFT)
    assert [Path(each) for each in opened] == [path.parent]


def test_what_can_not_be_written_says_why(
    qtbot: QtBot,
    dialog: SlideDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gone = tmp_path / "gone" / "map.png"
    (tmp_path / "gone").write_text("a file, and no folder", encoding="utf-8")
    monkeypatch.setattr(messages, "ask_where_to_save", lambda *_: gone)
    qtbot.mouseClick(dialog.save, LEFT)
    assert dialog.told.text()
    assert "is in" not in dialog.told.text()
    assert not dialog.show_file.isVisible()


def test_it_is_marked_and_the_marking_is_changed_there(
    qtbot: QtBot,
    dialog: SlideDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[Path] = []

    def where(_parent: object, _title: str, proposed: Path, _kinds: str) -> Path:
        asked.append(proposed)
        return proposed

    monkeypatch.setattr(messages, "ask_where_to_save", where)
    assert dialog.marking.text() == "Marked OFFICIAL"
    qtbot.mouseClick(dialog.change, LEFT)
    assert dialog.marking.text() == "Marked OFFICIAL-SENSITIVE"
    qtbot.mouseClick(dialog.save, LEFT)
    assert asked == [tmp_path / "map-OFFICIAL-SENSITIVE.png"]
    assert QImage(str(asked[0])).text("Comment") == "OFFICIAL-SENSITIVE"
