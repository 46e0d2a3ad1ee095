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
    app, _opening = begin(words.project)
    return app.exec()


def begin(project: Path | None = None) -> tuple[QApplication, Opening]:
    """Show the first window; the rest comes once Qt's loop runs.

    Returns
    -------
    QApplication, Opening
        Both live as long as they are held.
    """
    app, told = dressed_app()
    faults = Faults()
    faults.listen()
    opening = Opening(faults, project)
    opening.begin(told)
    return app, opening


def dressed_app() -> tuple[QApplication, str]:
    """Return Qt's application as the analyst likes it, and what had to be forgotten."""
    app = QApplication.instance() or QApplication(["hotspot"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Hotspot")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(icon("map", "accent"))
    settings, told = read_settings()
    dress(app, settings)
    return app, told


if __name__ == "__main__":
    sys.exit(main())
