"""Names that look like markup are read as they stand, and open nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QStyleOptionButton,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hotspot_app.brief.proof import ProofPlace, Said
from hotspot_app.data.boundaries.catalogue import listing
from hotspot_app.data.kinds.headers import read_head
from hotspot_app.data.own.group_columns import GroupFile
from hotspot_app.project.ask.briefing import Action, Briefing
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import save
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.group_dialog import GroupDialog
from hotspot_app.ui.dialogs.group_file_dialog import GroupFileDialog
from hotspot_app.ui.dialogs.groups_dialog import GroupsDialog
from hotspot_app.ui.files.column_mapping import ColumnMapping
from hotspot_app.ui.kit.elided import ElidedButton
from hotspot_app.ui.kit.text_page import TextPage
from hotspot_app.ui.window.main_window import MainWindow
from hotspot_app.ui.window.map_menu import map_menu
from tests.ui.brief.proofs import a_proof
from tests.ui.odd_names import OddNames, odd_town, opened_in
from tests.ui.resting import at_work
from tests.ui.seeing import Seen, tip

pytestmark = pytest.mark.qt_log_ignore("does not support")

LINUX = pytest.mark.skipif(
    sys.platform != "linux", reason="asks the system which files are opened"
)


@pytest.fixture
def odd(tmp_path: Path, dressed: Any) -> OddNames:
    return OddNames(tmp_path / "share")


@pytest.fixture
def quiet(odd: OddNames) -> Iterator[None]:
    """Fails a test in which the picture that names speak of was opened."""
    with opened_in(odd.folder) as opened:
        yield
    assert opened == []


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@LINUX
def test_a_picture_that_is_opened_would_be_heard(odd: OddNames, qtbot: QtBot) -> None:
    with opened_in(odd.folder) as opened:
        label = QLabel(odd.name(0))
        qtbot.addWidget(label)
        label.show()
        label.grab()
    assert set(opened) == {odd.picture.name}


@pytest.mark.parametrize("number", range(6))
def test_tips_say_what_stands(
    odd: OddNames, parent: QWidget, number: int, quiet: None
) -> None:
    dressed_up = QPushButton("x", parent)
    dressed_up.setStyleSheet("padding-left: 0;")
    for widget in (parent, dressed_up, None):
        assert tip(odd.name(number), widget) == odd.name(number)


def test_the_tip_of_a_cell_says_what_stands(
    odd: OddNames, qtbot: QtBot, quiet: None
) -> None:
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    item = QTableWidgetItem("x")
    item.setToolTip(odd.name(0))
    table.setItem(0, 0, item)
    table.show()
    at = table.visualItemRect(item).center()
    view = table.viewport()
    hover = QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at))
    QApplication.sendEvent(view, hover)
    assert QToolTip.text() == odd.name(0)
    (shown,) = (w for w in QApplication.topLevelWidgets() if w.inherits("QTipLabel"))
    assert isinstance(shown, QLabel)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_a_page_of_text_opens_nothing(odd: OddNames, qtbot: QtBot, quiet: None) -> None:
    page = TextPage()
    qtbot.addWidget(page)
    page.setHtml(f'<img src="{odd.picture}"><img src="file://{odd.picture}">')
    page.show()
    image = page.grab().toImage()
    assert not has_colour(image, "magenta")


def has_colour(image: QImage, colour: str) -> bool:
    wanted = QColor(colour).rgb()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixel(x, y) == wanted for x, y in spots)


@pytest.mark.parametrize("words", ["Fish & Chips", "<b>A</b>", "&amp;", "a&&b"])
def test_a_button_is_read_whole_and_has_no_key(qtbot: QtBot, words: str) -> None:
    button = ElidedButton(words)
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.text().replace("&&", "&") == words
    button.resize(400, 30)
    plain = QPushButton(words.replace("&", "+"))
    qtbot.addWidget(plain)
    assert abs(button.sizeHint().width() - plain.sizeHint().width()) < 10 * (
        1 + words.count("&")
    )


def test_a_button_with_an_icon_that_has_room_is_not_cut(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    names = ["June 2025", "Fish & Chips", "<b>May</b>"]
    window.start.set_recent([(tmp_path / n, n, True) for n in names])
    QApplication.processEvents()
    found = []
    for each in window.start.findChildren(ElidedButton):
        option = QStyleOptionButton()
        each.initStyleOption(option)
        found += [option.text.replace("&&", "&")] if each.isVisible() else []
    assert found[-3:] == names


def test_boxes_say_what_stands(
    odd: OddNames,
    parent: QWidget,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    quiet: None,
) -> None:
    seen = Seen()

    def stay(box: QWidget) -> int:
        box.show()
        box.grab()
        seen.look()
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stay)
    monkeypatch.setattr(QInputDialog, "exec", stay)
    messages.show_problem(parent, odd.name(0))
    messages.ask_to_save(parent, odd.name(1))
    messages.ask_to_recover(parent, odd.name(2))
    messages.show_fault(parent, odd.name(3))
    assert messages.ask_for_name(parent, odd.name(4), odd.name(5), odd.name(0)) is None
    assert seen.wrong == []
    assert len(seen.words["label"]) == 4


@pytest.mark.slow
def test_dialogs_say_what_stands(
    odd: OddNames, parent: QWidget, tmp_path: Path, quiet: None
) -> None:
    kind = "<b>Chips</b> & beat"
    groups = {kind: {odd.name(0): ("a", "b"), odd.name(3): ("c",)}}
    file = GroupFile(
        odd.name(1), odd.name(2), {odd.name(4): {odd.name(5): ("a",), "x": ("b",)}}
    )
    extract = tmp_path / f"{odd.file_name(0)}.csv"
    heads = ",".join('"{}"'.format(odd.name(n).replace('"', '""')) for n in range(6))
    extract.write_text(f"{heads}\n1,2,3,4,5,6\n", encoding="utf-8")
    dialogs = (
        GroupDialog(parent, groups, "abc", words=odd.name(0), levels=("lsoa",)),
        GroupsDialog(parent, groups),
        GroupFileDialog(parent, file, groups, ("lsoa",)),
        ColumnMapping(read_head(extract), extract.name, None, parent),
    )
    seen = Seen()
    for dialog in dialogs:
        if isinstance(dialog, GroupDialog):
            dialog.name.setText("Other")
        dialog.show()
        dialog.grab()
        seen.look()
        dialog.hide()
    assert seen.wrong == []
    assert {"label", "button", "entry of a box", "cell", "heading"} <= set(seen.words)
    named = {odd.name(n) for n in range(6)}
    assert named <= seen.words["entry of a box"]


def test_the_page_of_briefs_says_what_stands(
    odd: OddNames, window: MainWindow, quiet: None
) -> None:
    proof = a_proof()
    own = Said("pag/summary/changed/1", odd.name(0), odd.name(1), stale=True)
    told = replace(proof.sections[0], title=odd.name(2), said=(own,))
    place = ProofPlace(1, "H1", odd.name(3))
    named = replace(proof, title=odd.name(4), sections=(told,), places=(place,))
    window.show_brief()
    page, seen = window.brief, Seen()
    page.show_nothing(odd.name(5), odd.name(3), lambda: None)
    seen.look()
    action = Action(odd.name(0), odd.name(1))
    page.show_briefing(Briefing(odd.name(2), odd.name(3), actions=(action,)))
    page.show_proof(named)
    for tab in range(2):
        page.tabs.setCurrentIndex(tab)
        QApplication.processEvents()
        seen.look()
        window.grab()
    assert seen.wrong == []
    said = " ".join(word for words in seen.words.values() for word in words)
    for number in (0, 1, 2, 3, 5):  # the title is told to screen readers only
        assert odd.name(number) in said


# --- the whole window ---------------------------------------------------------


def odd_project(files: Files, odd: OddNames, folder: Path) -> Path:
    """Save a project in which the analyst gave odd names too; return its file."""
    areas = gpd.read_file(files.areas)
    west, south, east, north = areas.total_bounds
    layer = folder / f"{odd.file_name(5)}.gpkg"
    line = shapely.LineString([(west, south), (east, north)])
    plain = folder / "layer.gpkg"
    gpd.GeoDataFrame(geometry=[line], crs="EPSG:27700").to_file(plain)
    plain.rename(layer)
    codes = [str(code) for code in areas["code"]]
    named = {odd.name(801): tuple(codes[:3]), odd.name(803): tuple(codes[3:6])}
    asked = Asked(
        method="local_moran",
        first="2026-09",
        last="2026-09",
        compare_first="2026-08",
        compare_last="2026-08",
        params={"permutations": "999"},
    )
    project = Project(
        files,
        asked,
        names={codes[0]: odd.name(900)},
        groups={"<b>Chips</b> & beat": named},
        layers=(OwnLayer(layer, odd.name(901)),),
    )
    path = folder / f"{odd.file_name(7)} [*].hotspot"
    save(project, path)
    return path


Settle = Callable[[], None]


@pytest.fixture
def settle(qtbot: QtBot, window: MainWindow) -> Settle:
    """Waits until nothing is being worked on, and looks at what there is then."""

    def rest() -> None:
        assert not window.desk.is_busy
        assert not at_work(window.files)
        assert not at_work(window.checklist)

    def wait() -> None:
        for _ in range(3):
            QApplication.processEvents()
            qtbot.waitUntil(rest, timeout=60_000)

    return wait


def walk_desk(window: MainWindow, settle: Settle, seen: Seen) -> None:
    """Look at every tab, at the map's card and menu, and at the officer's page."""
    view = window.view
    code = "P01000001"
    view.select({code})
    panel = view.panel
    panel.places.all_columns.setChecked(True)
    for tab in range(panel.tabs.count()):
        panel.tabs.setCurrentIndex(tab)
        settle()
        seen.look()
        window.grab()
    words = view.map._words_of(code)
    view.map._tell(view.map.canvas.under().areas.codes.get_loc(code))
    assert view.map.card.isVisible()
    assert view.map.card.accessibleName() == words
    for menu in (map_menu(view, window.acts, code), panel.places.columns_menu()):
        menu.popup(QPoint(0, 0))
        menu.grab()
        seen.look()
        menu.close()
    for box in (view.question.where, view.question.level, view.question.source):
        box.showPopup()
        box.view().grab()
        box.hidePopup()
    window.acts["officer"].trigger()
    settle()
    seen.look()
    window.grab()
    window.acts["officer"].trigger()


@pytest.mark.slow
def test_every_page_of_the_window_says_what_stands(
    window: MainWindow,
    settle: Settle,
    odd: OddNames,
    tmp_path: Path,
    qtbot: QtBot,
    quiet: None,
) -> None:
    files = odd_town(tmp_path / "town", odd)
    path = odd_project(files, odd, tmp_path)
    seen = Seen()
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.files.open(path)
    settle()
    qtbot.waitUntil(lambda: bool(window.view.map.layers.names()), timeout=60_000)
    seen.look()
    walk_desk(window, settle, seen)
    window.view.banner.say(odd.name(0), odd.name(3), lambda: None)
    window.say(odd.name(1))
    seen.look()
    window.grab()
    window.show_checklist(
        [*files.crime, files.areas, window.desk.project.layers[0].path]
    )
    settle()
    seen.look()
    window.grab()
    window.close_project()
    window.recent.aboutToShow.emit()
    entry = replace(listing()[0].entry, id="x", place=odd.name(2))
    window.start.set_boundaries([replace(listing()[0], entry=entry, state="ready")])
    seen.look()
    window.grab()
    assert seen.wrong == []
    assert set(seen.words) == {
        "button", "cell", "entry of a box", "entry of a menu", "label", "text", "tip",
        "title",
    }  # fmt: skip
    said = " ".join(word for words in seen.words.values() for word in words)
    # areas, wards, types, streets' areas, sources, groups, an area's and a layer's own
    for number in (1, 100, 300, 500, 801, 900, 901):
        assert odd.name(number) in said, number
