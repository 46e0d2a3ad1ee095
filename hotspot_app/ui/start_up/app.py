"""The entry point of the window: arguments, Qt's application, first window."""

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
    """Run the app until its window is closed.

    Parameters
    ----------
    argv
        Arguments after the program's name, by default `sys.argv[1:]`: a project file
        or nothing.

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
    """Run the self-test of a build, and return 0 if it passed.

    Parameters
    ----------
    folder
        Where results and the report are written.
    project
        A project file to open first.
    """
    test = SelfTest(folder, project)
    test.listen()
    test.prepare()
    app, opening = begin(faults=test)
    test.watch(opening)
    return app.exec()


def begin(
    project: Path | None = None, faults: Faults | None = None
) -> tuple[QApplication, Opening]:
    """Show the first window; the main one follows once Qt's loop runs.

    Parameters
    ----------
    project
        A project file to open.
    faults
        Receives unexpected exceptions, by default to show them.

    Returns
    -------
    QApplication, Opening
        The caller has to keep both, or Python deletes them.
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
    """Keep Qt from starting a message bus of its own, which listens on a socket.

    Qt speaks with screen readers over the bus of the Linux desktop. Where there is
    none, its library would start one.
    """
    own = Path(os.environ.get("XDG_RUNTIME_DIR", ""), "bus")
    if not (own.is_absolute() and is_there(own)):
        os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")


def dressed_app() -> tuple[QApplication, str]:
    """Return Qt's application with the user's settings, and what was lost of them."""
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
