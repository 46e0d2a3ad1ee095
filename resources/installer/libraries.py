"""The C libraries inside the packages, which no metadata name."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyogrio
import pyproj
import shapely
from matplotlib import ft2font
from PIL import features
from PySide6.QtCore import qVersion


@dataclass(frozen=True, slots=True)
class Library:
    """A library in C or C++.

    Attributes
    ----------
    within
        The package that brings it.
    sha256
        Of its file; "" where it is part of another.
    """

    name: str
    version: str
    licence: str
    within: str
    sha256: str = ""


def named() -> list[Library]:
    """Return the libraries that calculate, read and draw, with their versions."""
    gdal = ".".join(map(str, pyogrio.__gdal_version__))
    geos = ".".join(map(str, pyogrio.__gdal_geos_version__ or ()))
    openssl = ssl.OPENSSL_VERSION.split()[1]
    qt = "LGPL-3.0-only"
    return [
        Library("Python", sys.version.split()[0], "PSF-2.0", "python"),
        Library("Qt", qVersion(), qt, "PySide6_Essentials"),
        Library("GDAL", gdal, "MIT", "pyogrio"),
        Library("GEOS", geos, "LGPL-2.1-or-later", "pyogrio"),
        Library("GEOS", shapely.geos_version_string, "LGPL-2.1-or-later", "shapely"),
        Library("PROJ", pyproj.proj_version_str, "MIT", "pyproj"),
        Library("SQLite", sqlite3.sqlite_version, "blessing", "python"),
        Library("OpenSSL", openssl, "Apache-2.0", "python"),
        Library("FreeType", ft2font.__freetype_version__, "FTL", "matplotlib"),
        *(
            Library(name, str(features.version(name)), "", "pillow")
            for name in sorted(features.get_supported())
            if name not in {"pil", "tkinter"} and features.version(name)
        ),
    ]


def files(shipped: Iterable[Path]) -> list[Library]:
    """Return libraries that are files of their own: of a wheel, or of this system."""
    site = Path(sysconfig.get_path("purelib"))
    found = {}
    for path in shipped:
        inside = path.relative_to(site).parts[0] if path.is_relative_to(site) else ""
        if inside and not inside.endswith(".libs"):
            continue
        within = inside.removesuffix(".libs") or sys.platform
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        found[within, path.name] = Library(path.name, "", "", within, sha256)
    return [found[key] for key in sorted(found)]


def debian_words(shipped: Iterable[Path]) -> dict[str, str]:
    """Return, by package, what Debian says of the licences of its own libraries."""
    asks = shutil.which("dpkg-query")
    if asks is None:
        return {}
    site = Path(sysconfig.get_path("purelib"))
    names = set()
    for path in shipped:
        if not path.is_relative_to(site):
            # a system may have moved /lib to /usr/lib and not told its list of files
            names |= {str(path), str(path.resolve()), str(path.resolve())[4:]}
    done = subprocess.run(
        [asks, "-S", *sorted(names)], capture_output=True, text=True, check=False
    )
    packages = {line.partition(":")[0] for line in done.stdout.splitlines()}
    texts = {}
    for package in sorted(packages):
        words = Path("/usr/share/doc") / package / "copyright"
        if words.is_file():
            texts[package] = words.read_text(encoding="utf-8", errors="replace")
    return texts
