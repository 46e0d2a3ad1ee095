"""A brief in the window: made when it must be, exported, undone, stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hotspot_app.brief.proof import Proof, Wanted
from hotspot_app.brief.release.asking import Asking
from hotspot_app.errors import InputError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.briefing import Briefing
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.ledger import Areas, Counted, Entry, Ledger
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.window import briefs
from hotspot_app.ui.window.main_window import MainWindow
from tests.ui.brief.proofs import FELL, a_proof

pytestmark = pytest.mark.qt_log_ignore("does not support")

LEFT = Qt.MouseButton.LeftButton
TOWN = practice_files()
MONTH = TOWN.areas.parent / "incidents" / "2025-01-wrenmouth-police.csv"
FILES = Files(
    areas=TOWN.areas, crime=(MONTH,), level=TOWN.level, residents=TOWN.residents
)
PART = "pag/summary/changed"
MADE_PUBLIC = Ledger(
    (
        Entry(
            Areas("neighbourhoods", 2025, (0, 0, 9, 9)),
            Counted(("Burglary",), (), ("police",), ("2025-01",)),
            {"A": 12},
        ),
    )
)


@dataclass
class Making:
    """Stands for what makes briefs; tells what it was asked."""

    drafts: list[str] = field(default_factory=list)
    proofs: list[tuple[Wanted, Briefing, int]] = field(default_factory=list)
    there: tuple[str, ...] = ()
    wrong: Exception | None = None
    hold: threading.Event | None = None
    began: threading.Event = field(default_factory=threading.Event)

    def asking_for(
        self, audience: str, project: Project, stages: Stages, progress: Progress
    ) -> Asking:
        return Asking(project, stages, audience)

    def drafted(
        self, product: str, asking: Asking, beside: Any, progress: Progress
    ) -> object:
        if self.wrong is not None:
            raise self.wrong
        if asking.audience == "internal":
            assert asking(asking.project.asked).question.period
        self.drafts.append(product)
        return SimpleNamespace(product=product, released=MADE_PUBLIC)

    def proof(
        self,
        draft: object,
        wanted: Wanted,
        briefing: Briefing,
        width: int,
        progress: Progress,
    ) -> Proof:
        self._wait(progress)
        self.proofs.append((wanted, briefing, width))
        return a_proof(product=wanted.product)

    def there_already(self, *_: Any) -> tuple[str, ...]:
        return self.there

    def write(
        self,
        draft: object,
        wanted: Wanted,
        briefing: Briefing,
        out: Path,
        formats: Sequence[str],
        progress: Progress,
    ) -> SimpleNamespace:
        self._wait(progress)
        paths = tuple(out / f"brief-{wanted.marking}.{kind}" for kind in formats)
        for path in paths:
            path.write_text(wanted.audience)
        return SimpleNamespace(files=paths, told=())

    def _wait(self, progress: Progress) -> None:
        if self.hold is not None:
            self.began.set()
            while not self.hold.wait(0.01):
                progress.step(0.5, "Setting pages")
            progress.step(0.9, "Setting pages")


@pytest.fixture
def making(monkeypatch: pytest.MonkeyPatch) -> Making:
    made = Making()
    monkeypatch.setattr(briefs, "_made_by", lambda name: getattr(made, name))
    return made


Rest = Callable[[], None]


@pytest.fixture
def rest(qtbot: QtBot, window: MainWindow) -> Rest:
    def wait() -> None:
        qtbot.waitUntil(
            lambda: (
                not (window.briefs.is_busy or window.desk.is_busy)
                and not window.briefs._writing
            ),
            timeout=60_000,
        )

    return wait


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow, making: Making, rest: Rest) -> MainWindow:
    project = Project(FILES, Asked(method="count_map"))
    window.files.begin(project)
    with qtbot.waitSignal(window.desk.answered, timeout=60_000):
        window.open_project(project)
    window.acts["brief"].trigger()
    rest()
    return window


def briefing(window: MainWindow) -> Briefing:
    assert window.desk.project is not None
    return window.desk.project.briefing


def test_without_a_project_it_says_so_and_goes_back(
    window: MainWindow, making: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.acts["brief"].trigger()
    assert window.pages.currentWidget() is window.brief
    assert window.brief.nothing.text() == briefs.NO_PROJECT
    asked: list[object] = []
    monkeypatch.setattr(messages, "ask_for_project", lambda *a: asked.append(a))
    QTest.mouseClick(window.brief.help, LEFT)
    assert len(asked) == 1
    window.acts["brief"].trigger()
    assert window.pages.currentWidget() is window.start


def test_a_question_without_an_answer_yet_says_so(
    qtbot: QtBot, window: MainWindow, making: Making, rest: Rest
) -> None:
    project = Project(FILES, Asked(method="count_map"))
    window.files.begin(project)
    window.open_project(project)
    window.acts["brief"].trigger()
    assert window.brief.nothing.text() == briefs.NO_ANSWER
    rest()
    assert window.brief.proof is not None


def test_a_question_that_can_not_be_answered_says_why(
    qtbot: QtBot, window: MainWindow, making: Making
) -> None:
    project = Project(FILES, Asked(method="count_map", first="1999-01", last="1999-02"))
    window.files.begin(project)
    window.acts["brief"].trigger()
    with qtbot.waitSignal(window.desk.refused, timeout=60_000):
        window.open_project(project)
    window.acts["brief"].trigger()
    assert "no answer yet" in window.brief.nothing.text()
    assert "1999" in window.brief.nothing.text()
    QTest.mouseClick(window.brief.help, LEFT)
    assert window.is_on_desk


def test_words_and_order_rebuild_no_answer_and_are_undone(
    shown: MainWindow, making: Making, rest: Rest
) -> None:
    assert making.drafts == ["tasking"]
    before = briefing(shown)
    now = before.edited(PART, FELL, "It fell.").arranged("tasking", (), ("annex",))
    shown.brief.decided.emit(now)
    rest()
    assert making.drafts == ["tasking"]
    assert making.proofs[-1][1] == now
    assert shown.acts["undo"].isEnabled()
    shown.acts["undo"].trigger()
    rest()
    assert briefing(shown) == before
    assert making.proofs[-1][1] == before
    shown.acts["redo"].trigger()
    rest()
    assert briefing(shown) == now
    assert making.drafts == ["tasking"]
    assert shown.files.is_changed


def test_another_product_or_question_is_made_anew(
    qtbot: QtBot, shown: MainWindow, making: Making, rest: Rest
) -> None:
    box = shown.brief.choices.product
    box.setCurrentIndex(box.findData("pag"))
    box.activated.emit(box.currentIndex())
    rest()
    assert making.drafts == ["tasking", "pag"]
    with qtbot.waitSignal(shown.desk.answered, timeout=60_000):
        shown.desk.ask(method="rate_map")
    rest()
    assert making.drafts == ["tasking", "pag", "pag"]


def test_nothing_is_made_while_another_page_is_shown(
    qtbot: QtBot, shown: MainWindow, making: Making, rest: Rest
) -> None:
    shown.acts["brief"].trigger()
    assert shown.is_on_desk
    with qtbot.waitSignal(shown.desk.answered, timeout=60_000):
        shown.desk.ask(method="rate_map")
    rest()
    assert making.drafts == ["tasking"]
    shown.acts["brief"].trigger()
    rest()
    assert making.drafts == ["tasking", "tasking"]


def test_the_newest_choice_wins(shown: MainWindow, making: Making, rest: Rest) -> None:
    making.hold = threading.Event()
    made = len(making.proofs)
    first = replace(briefing(shown), audience="internal")
    last = replace(briefing(shown), audience="partner")
    shown.brief.decided.emit(first)
    assert making.began.wait(30)
    assert shown.brief._veil.isVisible()
    shown.brief.decided.emit(last)
    making.hold.set()
    rest()
    assert making.proofs[-1][1] == last
    assert len(making.proofs) - made <= 2
    assert not shown.brief._veil.isVisible()


def test_cancel_stops_it_and_it_can_be_taken_up(
    qtbot: QtBot, shown: MainWindow, making: Making, rest: Rest
) -> None:
    making.hold = threading.Event()
    made = len(making.proofs)
    shown.brief.decided.emit(replace(briefing(shown), audience="internal"))
    assert making.began.wait(30)
    shown.brief.work.cancel.click()
    rest()
    assert len(making.proofs) == made
    assert shown.desk.answer is not None
    assert shown.brief.banner.text().startswith("Stopped.")
    making.hold.set()
    shown.brief.banner.act.click()
    rest()
    assert making.proofs[-1][1].audience == "internal"


def test_a_companion_of_the_desk_does_not_drop_the_brief(
    shown: MainWindow, making: Making, rest: Rest, qtbot: QtBot
) -> None:
    making.hold = threading.Event()
    shown.brief.decided.emit(replace(briefing(shown), audience="public"))
    assert making.began.wait(30)
    with qtbot.waitSignal(shown.desk.companioned, timeout=60_000):
        shown.desk.companion("rate_map")
    making.hold.set()
    rest()
    assert making.proofs[-1][1].audience == "public"


def test_a_list_that_can_not_be_followed_is_told(
    shown: MainWindow, making: Making, rest: Rest
) -> None:
    making.wrong = InputError("it has no title", where="pag.toml", hint="Mend it.")
    box = shown.brief.choices.product
    box.setCurrentIndex(box.findData("pag"))
    box.activated.emit(box.currentIndex())
    rest()
    assert "pag.toml" in shown.brief.nothing.text()
    assert "Mend it." in shown.brief.nothing.text()


def test_keys_make_pages_larger_here_and_not_the_map(shown: MainWindow) -> None:
    wide = shown.brief.pages.sheets[0].width()
    shown.acts["zoom_in"].trigger()
    assert shown.brief.pages.sheets[0].width() > wide
    shown.acts["fit"].trigger()
    assert shown.brief.pages.sheets[0].width() == wide


# --- export -----------------------------------------------------------------------


def marked(window: MainWindow, rest: Rest) -> None:
    now = briefing(window).marked("OFFICIAL", "", on="2026-06-01")
    window.brief.decided.emit(replace(now, audience="partner"))
    rest()


def test_nothing_is_exported_before_it_is_said_who_reads_it_under_which_marking(
    shown: MainWindow,
    rest: Rest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def mark(_: object, now: Briefing) -> Briefing:
        asked.append("marking")
        return now.marked("OFFICIAL", "", on="2026-06-01")

    monkeypatch.setattr(messages, "ask_for_marking", mark)
    monkeypatch.setattr(messages, "ask_where_to_export", lambda *_: tmp_path)
    shown.brief.choices.export.click()
    assert shown.brief.banner.text() == briefs.NOT_READ
    assert shown.brief.choices.audience.hasFocus()
    shown.brief.decided.emit(replace(briefing(shown), audience="partner"))
    rest()
    shown.brief.choices.export.click()
    rest()
    assert asked == ["marking"]
    assert [each.name for each in tmp_path.glob("brief*")] == ["brief-OFFICIAL.pdf"]
    assert (tmp_path / "brief-OFFICIAL.pdf").read_text() == "partner"
    shown.brief.choices.export.click()
    rest()
    assert asked == ["marking"]


def test_without_a_marking_nothing_leaves(
    shown: MainWindow, rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages, "ask_for_marking", lambda *_: None)
    monkeypatch.setattr(messages, "ask_where_to_export", lambda *_: tmp_path)
    shown.brief.decided.emit(replace(briefing(shown), audience="partner"))
    rest()
    shown.brief.choices.export.click()
    rest()
    assert list(tmp_path.glob("brief*")) == []


def test_files_are_confirmed_in_place_and_their_folder_is_shown(
    shown: MainWindow, rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile())
    )
    marked(shown, rest)
    shown.briefs.write(tmp_path, ("pdf", "xlsx"))
    rest()
    assert shown.brief.banner.text() == f"2 files in {tmp_path}."
    assert shown.brief.banner.act.text() == "Show in folder"
    shown.brief.banner.act.click()
    assert [Path(each) for each in opened] == [tmp_path]


def test_files_that_are_there_are_replaced_only_if_said(
    shown: MainWindow,
    making: Making,
    rest: Rest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    marked(shown, rest)
    making.there = ("brief-OFFICIAL.pdf",)
    asked: list[str] = []
    for answer in (False, True):
        monkeypatch.setattr(
            messages,
            "ask_to_replace_files",
            lambda _, words, answer=answer: asked.append(words) or answer,
        )
        shown.briefs.write(tmp_path, ("pdf",))
        rest()
        assert (tmp_path / "brief-OFFICIAL.pdf").exists() == answer
    assert asked[0] == "brief-OFFICIAL.pdf is already there. Replace?"
    assert shown.brief.choices.export.isEnabled()


def test_an_export_is_stopped_and_pages_made_after_it(
    qtbot: QtBot, shown: MainWindow, making: Making, rest: Rest, tmp_path: Path
) -> None:
    marked(shown, rest)
    making.hold = threading.Event()
    making.began.clear()
    shown.briefs.write(tmp_path, ("pdf",))
    qtbot.waitUntil(making.began.is_set, timeout=30_000)
    changed = replace(briefing(shown), handling="For members.")
    shown.brief.decided.emit(changed)
    assert making.proofs[-1][1] != changed
    shown.brief.work.cancel.click()
    making.hold.set()
    rest()
    assert list(tmp_path.glob("brief*")) == []
    assert making.proofs[-1][1] == changed


def test_what_can_not_be_written_says_why(
    shown: MainWindow,
    making: Making,
    rest: Rest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Any) -> tuple[Path, ...]:
        raise InputError("the disk is full", where="x.pdf", hint="Make room.")

    marked(shown, rest)
    monkeypatch.setattr(making, "write", refuse)
    shown.briefs.write(tmp_path, ("pdf",))
    rest()
    assert "the disk is full" in shown.brief.banner.text()
    assert shown.brief.choices.export.isEnabled()


def test_undo_does_not_take_back_what_has_become_public(
    shown: MainWindow, rest: Rest, tmp_path: Path
) -> None:
    marked(shown, rest)
    shown.brief.decided.emit(replace(briefing(shown), audience="public"))
    rest()
    shown.briefs.write(tmp_path, ("pdf",))
    rest()
    desk = shown.desk
    for step in (desk.undo, desk.undo, desk.undo, desk.redo):
        step()
        rest()
        assert desk.project is not None
        assert desk.project.released == MADE_PUBLIC
    assert briefing(shown).audience != "public"
