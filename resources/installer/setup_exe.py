"""The folder as a set-up for Windows, by NSIS, on Windows and on Linux alike."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from hotspot_app import __version__
from resources.installer import MADE, ROOT
from resources.installer.icon import write_icon
from resources.installer.missing import Missing

SCRIPT: Final = ROOT / "resources" / "installer" / "hotspot.nsi"
PROGRAMME: Final = "Hotspot.exe"

SIGN: Final = "HOTSPOT_SIGN"
"""Environment variable: a command that signs the file whose name is put after it."""

STAND_IN: Final = b"HOTSPOT WINE STAND-IN"
"""In each library that only Wine needs; see `tests/wine`."""

OF_WINDOWS: Final = frozenset({"bcryptprimitives", "icuuc", "ucrtbase", "ucrtwine"})
"""Libraries that Windows has, or only our Wine; none is ever shipped."""


class NotShippableError(Exception):
    """A folder holds what must not reach anybody else's computer."""


def make_setup(bundle: Path, *, quick: bool = False) -> Path:
    """Write the set-up into `dist`, and return it.

    Parameters
    ----------
    bundle
        The app as a folder for Windows.
    quick
        Pack less tightly, for trials.

    Raises
    ------
    Missing
        If NSIS isn't here.
    NotShippableError
        If the folder holds a library of Windows, or one that stands in for it.
    subprocess.CalledProcessError
        If signing or NSIS fails; it has said why.
    """
    makensis = find_nsis()
    refuse_stand_ins(bundle)
    out = ROOT / "dist" / f"Hotspot-{__version__}-setup.exe"
    out.parent.mkdir(exist_ok=True)
    out.unlink(missing_ok=True)
    given = {
        "VERSION": __version__,
        "BUNDLE": str(bundle),
        "REMOVALS": str(write_removals(bundle, MADE / "removals.nsh")),
        "ICON": str(write_icon(MADE / "hotspot.ico")),
        "KILOBYTES": str(sum(p.stat().st_size for p in _files(bundle)) // 1024),
        "TARGET": target(makensis),
        "COMPRESSOR": "zlib" if quick else "lzma",
        "OUT": str(out),
    }
    sign = os.environ.get(SIGN)
    if sign:
        # by the shell, as NSIS does with the other two
        subprocess.run(f'{sign} "{bundle / PROGRAMME}"', shell=True, check=True)
        given["SIGN"] = sign
    dash = "/" if os.name == "nt" else "-"
    words = [f"{dash}{word}" for word in ("V2", "WX", "INPUTCHARSET")] + ["UTF8"]
    words += [f"{dash}D{name}={value}" for name, value in given.items()]
    subprocess.run([makensis, *words, str(SCRIPT)], check=True)
    return out


def find_nsis() -> str:
    """Return where `makensis` is; on Windows it is seldom on the path.

    Raises
    ------
    Missing
        If it isn't here.
    """
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    found = shutil.which("makensis") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise Missing(
            "NSIS, which makes set-ups",
            "On Debian and Ubuntu: sudo apt-get install nsis. "
            "On Windows: winget install NSIS.NSIS",
        )
    return found


def target(makensis: str) -> str:
    """Return the kind of programme the set-up is; not every NSIS can make 64 bits."""
    folders = (Path(makensis).parent / "Stubs", Path("/usr/share/nsis/Stubs"))
    best = "amd64-unicode"
    if any((folder / f"lzma_solid-{best}").exists() for folder in folders):
        return best
    return "x86-unicode"


def refuse_stand_ins(bundle: Path) -> None:
    """Raise if what only a test under Wine may have is in the folder."""
    found = [
        str(path.relative_to(bundle))
        for path in _files(bundle)
        if path.stem.lower() in OF_WINDOWS or STAND_IN in path.read_bytes()
    ]
    if found:
        raise NotShippableError(f"not to be shipped: {', '.join(found)}")


def write_removals(bundle: Path, path: Path) -> Path:
    """Write what takes away each file and folder of a build, and nothing else."""
    inside = sorted(bundle.rglob("*"), reverse=True)
    lines = [
        ("RMDir" if each.is_dir() else "Delete") + f' "{_windows(each, bundle)}"\n'
        for each in inside
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _windows(path: Path, bundle: Path) -> str:
    """Return where a file is once installed, as NSIS reads it."""
    place = str(path.relative_to(bundle)).replace("/", "\\").replace("$", "$$")
    return f"$INSTDIR\\{place}"


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
