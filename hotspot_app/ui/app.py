"""Start the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hotspot_app import __version__
from hotspot_app.project.settings import read_settings
from hotspot_app.ui.faults import Faults
from hotspot_app.ui.icons import icon
from hotspot_app.ui.opening import Opening
from hotspot_app.ui.preferences import dress


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and stay until it is closed.

    Parameters
    ----------
    argv
        Words after the program's name, by default those it was started with: a
        project, or nothing.

    Returns
    -------
    int
        0.
    """
    parser = argparse.ArgumentParser(
        prog="hotspot", description="Recorded crime: hotspots, rates, maps."
    )
    parser.add_argument("project", nargs="?", type=Path, help="a .hotspot file")
    parser.add_argument("--version", action="version", version=__version__)
    words = parser.parse_args(argv)
    app = QApplication.instance() or QApplication(["hotspot"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Hotspot")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(icon("map", "accent"))
    dress(app, read_settings()[0])
    faults = Faults()
    faults.listen()
    opening = Opening(faults, words.project)
    opening.begin()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
