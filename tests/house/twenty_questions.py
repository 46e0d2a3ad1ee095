"""Asks the window twenty questions of the practice town and exports the answers.

Run as `python tests/house/twenty_questions.py DIR`. Written into DIR are every kind of
file of each method's first answer, one kind in turn of every other answer, and in the
end `digests.json`, with one for each question.
"""

from __future__ import annotations

import json
import os
import re
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from hotspot_app.brief.digest import digest
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.start_up.app import begin
from hotspot_app.ui.window.exports import EXPORTS, Showing
from hotspot_app.ui.window.main_window import MainWindow

QUESTIONS: Final[tuple[dict[str, Any], ...]] = (
    {"method": "count_map"},
    {"method": "rate_map"},
    {"method": "change", "params": {}, "against": "year", "when": "last-6"},
    {
        "method": "rate_map",
        "params": {"show": "city", "level": "90"},
        "per": "households",
        "against": "",
        "when": "",
    },
    {
        "method": "rate_map",
        "params": {},
        "per": "workday",
        "against": "year",
        "when": "last-12",
    },
    {"method": "count_map", "per": "", "types": ("Anti-social behaviour",)},
    {"method": "count_map", "types": ("Burglary", "Robbery"), "when": "last-6"},
    {"method": "local_moran", "types": (), "against": "", "when": ""},
    {"method": "local_moran", "params": {"neighbours": "rook"}, "measure": "count"},
    {"method": "local_moran", "params": {}, "measure": "eb", "when": "last-3"},
    {"method": "gi_star", "measure": "rate", "against": "before"},
    {"method": "gi_star", "params": {"inference": "analytic"}, "against": ""},
    {"method": "gi_star", "params": {"star": "no"}, "flags": ("alcohol",)},
    {"method": "global_moran", "params": {}, "flags": (), "when": "financial-year"},
    {"method": "global_moran", "params": {"neighbours": "nearest"}, "when": ""},
    {"method": "deprivation_gradient", "params": {}},
    {"method": "residuals", "params": {"second": "health"}},
    {"method": "rate_map", "params": {}, "level": "ward"},
    {"method": "local_moran", "first": "2026-01", "last": "2026-06"},
    {"method": "count_map", "first": "2026-06-01", "last": "2026-06-14"},
)
"""What changes from one question to the next."""


KINDS: Final = tuple(
    (act, f"{made.what}{ending}")
    for act, made in EXPORTS.items()
    for ending in re.findall(r"\*(\.\w+)", made.kinds)
)
"""What can be exported: the action, and the end of the file's name."""


def kinds_of(number: int) -> Sequence[tuple[str, str]]:
    """Return what is exported of the answer to a question, the first of which is 1."""
    before = {asked["method"] for asked in QUESTIONS[: number - 1]}
    if QUESTIONS[number - 1]["method"] not in before:
        return KINDS
    return [KINDS[number % len(KINDS)]]


class Ending(Faults):
    """Ends it all at the first fault."""

    def _hear(
        self,
        kind: type[BaseException],
        error: BaseException,
        where: TracebackType | None,
    ) -> None:
        traceback.print_exception(kind, error, where)
        sys.stderr.flush()
        os._exit(1)


def until(done: Callable[[], bool]) -> None:
    loop, beat = QEventLoop(), QTimer(interval=20)
    beat.timeout.connect(lambda: loop.quit() if done() else None)
    beat.start()
    loop.exec()


def ask_all(window: MainWindow, folder: Path) -> None:
    digests: list[str] = []
    for asked in (window.desk, window.exports):
        asked.refused.connect(refuse)
    window.open_practice()
    until(lambda: window.desk.answer is not None)
    for number, changes in enumerate(QUESTIONS, start=1):
        window.desk.ask(**changes)
        until(lambda: window.desk.answer is not None)
        answer = window.desk.answer
        assert answer is not None
        digests.append(digest(answer))
        for act, name in kinds_of(number):
            path = folder / f"{number:02d}-{answer.method.id}-{name}"
            window.exports.write(act, Showing(answer), path)
            until(lambda: not window.exports.is_busy)
    assert window.desk.project is not None
    window.files.begin(window.desk.project, folder / "twenty.hotspot")
    window.files.save()
    window.close()
    (folder / "digests.json").write_text(json.dumps(digests), encoding="utf-8")
    QCoreApplication.exit(0)


def refuse(why: object) -> None:
    raise AssertionError(why)


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    app, opening = begin(faults=Ending())
    opening.ready.connect(
        lambda window: QTimer.singleShot(0, window, lambda: ask_all(window, folder))
    )
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
