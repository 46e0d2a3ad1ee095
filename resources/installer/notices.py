"""Every licence of what is shipped, in one text."""

from __future__ import annotations

import shutil
import sysconfig
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import qVersion

from hotspot_app import __version__
from hotspot_app.data.base.sources import read_entries
from hotspot_app.ui.frame.licences import BILL, NOTICE
from resources.installer import ROOT
from resources.installer.libraries import debian_words, named
from resources.installer.packages import Package, packages
from resources.installer.sbom import write_bill

LINE = "=" * 78


def write_notices(
    folder: Path, *, modules: Collection[str], compiled: Sequence[Path]
) -> Path:
    """Write the notice and the bill into an empty folder, and return it.

    Parameters
    ----------
    modules
        Names of packages and modules that are shipped.
    compiled
        Compiled files that are shipped, where this machine has them.
    """
    contents = packages(modules)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = notice(contents, compiled)
    (folder / NOTICE).write_text(text, encoding="utf-8")
    write_bill(folder / BILL, contents, compiled)
    return folder


def notice(contents: Sequence[Package], compiled: Sequence[Path]) -> str:
    """Return what is shipped, under which licence, and each licence's text."""
    parts = [
        *_first_words(),
        _section("Contents"),
        *(f"{p.name} {p.version}: {p.licence}" for p in contents),
        *(
            f"{library.name} {library.version} (in {library.within})"
            + (f": {library.licence}" if library.licence else "")
            for library in named()
        ),
        _section("Hotspot"),
        _read(ROOT / "LICENSE"),
        _section("Qt, PySide6 and shiboken6"),
        _on_qt(),
        _section("Typeface Inter: SIL Open Font License 1.1"),
        _read(ROOT / "resources" / "fonts" / "OFL.txt"),
        _section("Icons Lucide: ISC"),
        _read(ROOT / "resources" / "icons" / "LICENSE"),
        _section("Boundaries and figures that come with the app"),
        *_on_data(),
        _section("Python: PSF licence"),
        _read(_python_licence()),
        *(text for package in contents for text in _on_package(package)),
        *(
            f"{_section(f'From Debian: {name}')}\n{text}"
            for name, text in debian_words(compiled).items()
        ),
    ]
    return "\n".join(parts) + "\n"


def _first_words() -> list[str]:
    return [
        f"Hotspot {__version__} is made with the work of many others. This text names",
        "each part, its licence and the licence's words.",
    ]


def _section(title: str) -> str:
    return f"\n{LINE}\n{title}\n{LINE}\n"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8").strip()


def _on_qt() -> str:
    qt = qVersion()
    minor = ".".join(qt.split(".")[:2])
    return (
        f"Qt {qt}, PySide6 and shiboken6 are used under the GNU Lesser General Public\n"
        "License, version 3. Its words are in LGPL-3.0.txt, those of the GNU General\n"
        "Public License, which it refers to, in GPL-3.0.txt, both beside this file.\n\n"
        "They come unchanged, as libraries of their own in the folders PySide6 and\n"
        "shiboken6 of the installed app. Anyone may replace them there by others\n"
        "that offer the same, and may for that purpose study how the app uses them.\n\n"
        "Their sources:\n"
        f"https://download.qt.io/official_releases/qt/{minor}/{qt}/\n"
        f"https://code.qt.io/cgit/pyside/pyside-setup.git (tag v{qt})"
    )


def _on_data() -> Iterator[str]:
    for entry in read_entries(ROOT / "boundaries"):
        yield f"{entry.title}: {entry.licence}\n  {entry.attribution}"


def _python_licence() -> Path:
    """Return where this Python keeps its licence, which differs by system."""
    library = Path(sysconfig.get_path("stdlib"))
    places = [folder / "LICENSE.txt" for folder in (library, library.parent)]
    debian = Path(f"/usr/share/doc/python{sysconfig.get_python_version()}/copyright")
    return next(path for path in (*places, debian) if path.is_file())


def _on_package(package: Package) -> Iterator[str]:
    if package.texts:
        yield _section(f"{package.name} {package.version}: {package.licence}")
    for place, text in package.texts:
        yield f"[{place}]\n\n{text}\n"
