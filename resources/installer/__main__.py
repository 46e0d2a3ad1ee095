"""`python3 dev.py package`: makes what a council installs, into `dist`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from resources.installer import ROOT
from resources.installer.bundle import make_bundle
from resources.installer.deb import make_deb
from resources.installer.missing import Missing
from resources.installer.setup_exe import NotShippableError
from resources.installer.windows import make_windows_setup


def main() -> int:
    """Make what was asked for, and say where it is."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument(
        "--target",
        choices=("folder", "deb", "windows"),
        default="folder",
        help="a folder that runs where it is, a Debian package, or a set-up for "
        "Windows (default %(default)s)",
    )
    parser.add_argument("--quick", action="store_true", help="pack fast and not small")
    words = parser.parse_args()
    try:
        made = _make(words.target, quick=words.quick)
    except (Missing, NotShippableError) as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} failed ({error.returncode}).", file=sys.stderr)
        return 1
    print(f"Made {made.relative_to(ROOT)}.")
    return 0


def _make(target: str, *, quick: bool) -> Path:
    if target == "windows":
        return make_windows_setup(quick=quick)
    bundle = make_bundle()
    return make_deb(bundle, quick=quick) if target == "deb" else bundle


if __name__ == "__main__":
    sys.exit(main())
