"""`python3 dev.py package`: makes what a council installs, into `dist`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from installer import ROOT
from installer.bundle import make_bundle
from installer.deb import make_deb


def main() -> int:
    """Make what was asked for, and say where it is."""
    parser = argparse.ArgumentParser(prog="dev.py package", description=__doc__)
    parser.add_argument(
        "--target",
        choices=("folder", "deb"),
        default="folder",
        help="a folder that runs where it is, or a package (default %(default)s)",
    )
    words = parser.parse_args()
    try:
        made = _make(words.target)
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} failed ({error.returncode}).", file=sys.stderr)
        return 1
    print(f"Made {made.relative_to(ROOT)}.")
    return 0


def _make(target: str) -> Path:
    bundle = make_bundle()
    return make_deb(bundle) if target == "deb" else bundle


if __name__ == "__main__":
    sys.exit(main())
