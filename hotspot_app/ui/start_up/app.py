"""Start the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hotspot_app import __version__
from hotspot_app.faults import hear_libraries
from hotspot_app.named_paths import chosen, is_there
from hotspot_app.paths import prepare_libraries
from hotspot_app.project.save.settings import read_settings
from hotspot_app.ui.dialogs.faults import Faults
from hotspot_app.ui.frame.preferences import dress
from hotspot_app.ui.kit.icons import icon
from hotspot_app.ui.start_up.opening import Opening
from hotspot_app.ui.start_up.self_test import SelfTest


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
        0, or 1 if the self-test failed.
    """
    parser = argparse.ArgumentParser(
        prog="hotspot", description="Recorded crime: hotspots, rates, maps."
    )
    parser.add_argument("project", nargs="?", type=Path, help="a .hotspot file")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--self-test",
        type=Path,
        metavar="DIR",
        help="do the month's job on the practice town, into this folder, and end; "
        "a project that is named is opened first",
    )
    words = parser.parse_args(argv)
    if words.project is not None:
        chosen([words.project])
    if words.self_test is not None:
        return self_test(words.self_test, words.project)
    app, _opening = begin(words.project)
    return app.exec()


def self_test(folder: Path, project: Path | None = None) -> int:
    """Do the month's job where nobody watches, and say whether it could be done."""
    test = SelfTest(folder, project)
    test.listen()
    test.prepare()
    app, opening = begin(faults=test)
    test.watch(opening)
    return app.exec()


def begin(
    project: Path | None = None, faults: Faults | None = None
) -> tuple[QApplication, Opening]:
    """Show the first window; the rest comes once Qt's loop runs.

    Parameters
    ----------
    faults
        What hears of faults, by default what shows them.

    Returns
    -------
    QApplication, Opening
        Both live as long as they are held.
    """
    hear_libraries()
    prepare_libraries()
    start_no_bus()
    app, told = dressed_app()
    faults = faults or Faults()
    faults.listen()
    opening = Opening(faults, project)
    opening.begin(told)
    return app, opening


def start_no_bus() -> None:
    """Keep Qt from starting a message bus, which listens on a socket.

    Linux desktops have one, over which Qt speaks with screen readers; that one is
    used. Where there is none, Qt's library would start one.
    """
    own = Path(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if not (own.is_absolute() and is_there(own)):
        os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")


def dressed_app() -> tuple[QApplication, str]:
    """Return Qt's application as the analyst likes it, and what had to be forgotten."""
    app = QApplication.instance() or QApplication(["hotspot"])
    assert isinstance(app, QApplication)
    app.setApplicationName("Hotspot")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("hotspot")
    app.setWindowIcon(icon("hotspot"))
    settings, told = read_settings()
    dress(app, settings)
    return app, told


if __name__ == "__main__":
    sys.exit(main())
