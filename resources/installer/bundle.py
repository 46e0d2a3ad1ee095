"""The app as a folder, made anew only when something in it has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from resources.installer import MADE, ROOT

WINDOWS: Final = sys.platform == "win32"
BUNDLE: Final = ROOT / "dist" / sys.platform / ("Hotspot" if WINDOWS else "hotspot")
"""In a folder of its own: to Wine, names that differ in capitals are the same."""
PROGRAMME: Final = BUNDLE / ("Hotspot.exe" if WINDOWS else "hotspot")

FROZEN: Final = (
    "LICENSE",
    "boundaries",
    "build.spec",
    "hotspot_app",
    "pyproject.toml",
    "requirements.lock",
    "resources",
)
"""What a build is made from."""


def stamp() -> str:
    """Return a digest of all that a build is made from, and of what makes it."""
    mixed = hashlib.sha256(f"{sys.version} {sys.platform} {ROOT}".encode())
    for path in _sources():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        mixed.update(f"{path.relative_to(ROOT).as_posix()} {content}\n".encode())
    return mixed.hexdigest()


def _sources() -> list[Path]:
    found: list[Path] = []
    for name in FROZEN:
        path = ROOT / name
        found += [path] if path.is_file() else path.rglob("*")
    return sorted(p for p in found if p.is_file() and "__pycache__" not in p.parts)


def make_bundle() -> Path:
    """Build the folder, unless it is there and of these sources; return it.

    Raises
    ------
    subprocess.CalledProcessError
        If PyInstaller fails; it has said why.
    """
    wanted, kept = stamp(), MADE / "stamp"
    if PROGRAMME.exists() and kept.exists() and kept.read_text("ascii") == wanted:
        return BUNDLE
    kept.unlink(missing_ok=True)
    command = ["PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"]
    command += ["--distpath", str(BUNDLE.parent), "--workpath", str(MADE / "work")]
    subprocess.run(
        [sys.executable, "-m", *command, str(ROOT / "build.spec")],
        cwd=ROOT,
        check=True,
    )
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(wanted, encoding="ascii")
    return BUNDLE
