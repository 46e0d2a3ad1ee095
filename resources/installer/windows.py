"""The set-up for Windows: made here, or on Linux through Wine and then tried."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from resources.installer import ROOT
from resources.installer.bundle import make_bundle
from resources.installer.missing import Missing
from resources.installer.setup_exe import make_setup
from resources.installer.wine import Wine

ALONE: Final = (["unshare", "--net"], ["unshare", "--map-root-user", "--net"])
"""Words before a command by which it has a network with nothing in it."""


def make_windows_setup(*, quick: bool = False) -> Path:
    """Write the set-up into `dist`, and return it.

    On Linux the same build goes through Wine, and what it makes is installed, tested
    and removed there: to be tried, not to be given out.

    Raises
    ------
    Missing
        If something is missing for it.
    subprocess.CalledProcessError
        If a step fails; it has said why.
    """
    if sys.platform == "win32":
        return make_setup(make_bundle(), quick=quick)
    wine, alone = Wine(), without_network()
    try:
        wine.run(wine.python, "-m", "resources.installer", "--target", "folder")
        setup = make_setup(ROOT / "dist" / "win32" / "Hotspot", quick=quick)
    finally:
        wine.stop()
    trial = [sys.executable, "-m", "resources.installer.trial", str(setup)]
    subprocess.run([*alone, *trial, source_digest()], cwd=ROOT, check=True)
    return setup


def without_network() -> list[str]:
    """Return words that take the network away from the command after them.

    Raises
    ------
    Missing
        If this machine does not let us.
    """
    for words in ALONE:
        try:
            subprocess.run([*words, "true"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return words
    raise Missing("a network with nothing in it", "`unshare --net` has to be allowed.")


def source_digest() -> str:
    """Return what the self-test of the sources comes to on this computer."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "hotspot_app.ui.start_up.app",
            "--self-test",
            folder,
        ]
        subprocess.run(command, cwd=ROOT, check=True)
        report = Path(folder, "report.json").read_text(encoding="utf-8")
    return str(json.loads(report)["digest"])
