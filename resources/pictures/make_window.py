"""Make the README's pictures of the window from the practice town.

.venv/bin/python resources/pictures/make_window.py
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication
from scipy.spatial import KDTree

from hotspot_app.ui.kit import theme
from hotspot_app.ui.window.main_window import MainWindow

HERE = Path(__file__).parent
SIZE = (1366, 768)
COMMON = 192
"""Colours that are kept as they are."""
LONGEST = 120_000
"""Milliseconds to wait for an answer."""


def make() -> None:
    """Picture the desk, the officer's view and the dark theme."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):  # nobody's
        os.environ[name] = tempfile.mkdtemp()
    app = QApplication(["hotspot"])
    theme.put_on(app, theme.LIGHT)
    window = MainWindow()
    window.resize(*SIZE)
    window.show()
    window.open_practice()
    _wait(window.desk.answered)
    window.desk.ask(against="before")
    _wait(window.desk.answered)
    _wait_a_moment()
    window.right.clear()  # how long it took is another number each time
    _picture(window, "window-desk")
    window.acts["officer"].trigger()
    _wait(window.desk.earlier_answered)
    _picture(window, "window-officer")
    window.acts["officer"].trigger()
    theme.put_on(app, theme.DARK)
    window.desk.ask(method="rate_map")
    _wait(window.desk.answered)
    panel = window.view.panel
    panel.tabs.setCurrentWidget(panel.pages["Ranking"])
    _wait_a_moment()
    window.right.clear()
    _picture(window, "window-dark")
    window.files.begin(window.files._now)  # type: ignore[arg-type]  # nothing to save
    window.close()


def _picture(window: MainWindow, name: str) -> None:
    _wait_a_moment()
    whole = HERE / f"{name}.png"
    window.grab().save(str(whole))
    with Image.open(whole) as picture:
        few = _in_few_colours(picture.convert("RGB"))
    few.save(whole, optimize=True)


def _in_few_colours(picture: Image.Image) -> Image.Image:
    """Keep grounds and classes exactly; only edges of letters and lines are rounded."""
    pixels = np.asarray(picture).reshape(-1, 3)
    colours, which, many = np.unique(
        pixels, axis=0, return_inverse=True, return_counts=True
    )
    common = colours[np.argsort(-many)[:COMMON]]
    spread = picture.quantize(256 - COMMON, method=Image.Quantize.MAXCOVERAGE)
    rare = np.array(spread.getpalette(), dtype=np.uint8).reshape(-1, 3)
    palette = np.vstack([common, rare[: 256 - COMMON]])
    nearest = KDTree(palette).query(colours)[1].astype(np.uint8)
    few = Image.fromarray(nearest[which.ravel()].reshape(picture.size[::-1]), "P")
    few.putpalette(palette.tobytes())
    return few


def _wait(signal: SignalInstance) -> None:
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(LONGEST, loop.quit)
    loop.exec()


def _wait_a_moment() -> None:
    loop = QEventLoop()
    QTimer.singleShot(1200, loop.quit)
    loop.exec()


if __name__ == "__main__":
    make()
