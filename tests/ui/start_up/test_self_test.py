"""The self-test finds what is broken, and never waits for ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

HEAD = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from hotspot_app.ui.start_up import app
from hotspot_app.ui.start_up import self_test
"""


def run(tmp_path: Path, code: str) -> tuple[int, dict[str, Any], str]:
    """Run a self-test with something changed; give code, report and trace."""
    words = 'sys.exit(app.main(["--self-test", sys.argv[1]]))'
    done = subprocess.run(
        [sys.executable, "-c", f"{HEAD}\n{code}\n{words}", str(tmp_path / "out")],
        env={**os.environ, "HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    report, trace = tmp_path / "out" / "report.json", tmp_path / "out" / "ended.txt"
    return (
        done.returncode,
        json.loads(report.read_text("utf-8")) if report.exists() else {},
        trace.read_text("utf-8") if trace.exists() else "",
    )


def test_an_exception_in_a_slot_ends_it(tmp_path):
    code, report, _ = run(tmp_path, "QTimer.singleShot(0, lambda: 1 / 0)")
    assert code == 1
    assert not report["ok"]
    assert "ZeroDivisionError" in report["fault"]


def test_an_exception_in_the_workers_thread_ends_it(tmp_path):
    code, report, _ = run(
        tmp_path,
        "import hotspot_app.project.steps.pipeline as p\n"
        "def answer(*_, **__): raise RuntimeError('in the thread')\n"
        "import hotspot_app.project.steps.stages as s\n"
        "s.answer = answer",
    )
    assert code == 1
    assert report["step"] == "reading"
    assert "in the thread" in report["fault"]


def test_a_question_that_is_refused_ends_it(tmp_path):
    code, report, _ = run(
        tmp_path,
        "import hotspot_app.ui.window.main_window as m\n"
        "from hotspot_app.project.ask.files import Files\n"
        "gone = Path('missing.csv')\n"
        "m.practice_files = lambda: Files(areas=gone, crime=(gone,))",
    )
    assert code == 1
    assert "InputError" in report["fault"]


def test_a_box_that_nobody_would_answer_ends_it(tmp_path):
    code, report, _ = run(
        tmp_path,
        "import hotspot_app.ui.start_up.rehearsal as r\n"
        "methods = r.all_methods()[:1]\n"
        "r.all_methods = lambda: methods\n"
        "r._check_briefs = lambda files: None\n"
        "import hotspot_app.brief.practice as b\n"
        "b.one_in_every_format = lambda folder: []\n"
        "import hotspot_app.ui.window.project_files as f\n"
        "from hotspot_app.errors import InputError\n"
        "def save(*_, **__): raise InputError('the disk is full')\n"
        "f.save = save",
    )
    assert code == 1
    assert report["step"] == "saving"
    assert "The disk is full" in report["fault"]


def test_what_hangs_is_ended_and_its_threads_are_told(tmp_path):
    code, report, trace = run(
        tmp_path,
        "import time\n"
        "self_test.LONGEST = 2\n"
        "def hung(*_): time.sleep(60)\n"
        "self_test.SelfTest.watch = hung",
    )
    assert code == 1
    assert report == {}
    assert "in hung" in trace


def test_a_report_of_an_earlier_one_is_gone_when_it_begins(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "report.json").write_text('{"ok": true}', encoding="utf-8")
    code, report, _ = run(
        tmp_path, "import os\nself_test.SelfTest.watch = lambda *_: os._exit(9)"
    )
    assert (code, report) == (9, {})


def test_what_the_app_remembers_of_its_user_is_left_alone(tmp_path):
    run(tmp_path, "import os\nself_test.SelfTest._go = lambda _: os._exit(0)")
    assert [path for path in (tmp_path / "home").rglob("*") if path.is_file()] == []
