"""Start the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hotspot_app import __version__
from hotspot_app.ui.result_window import ResultWindow


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed.

    Parameters
    ----------
    argv
        Words after the program's name, by default those it was started with:
        a result folder, or nothing.

    Returns
    -------
    int
        0.
    """
    parser = argparse.ArgumentParser(
        prog="hotspot", description="Look at a result of `hotspot-cli run`."
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="folder given to `hotspot-cli run --out`"
    )
    parser.add_argument("--version", action="version", version=__version__)
    words = parser.parse_args(argv)
    app = QApplication.instance() or QApplication(["hotspot"])
    window = ResultWindow()
    window.show()
    if words.folder is not None:
        window.open(words.folder)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
