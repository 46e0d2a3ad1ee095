"""The folder as a Debian package, with its place in the menu and its kind of file."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from pathlib import Path
from typing import Final

from hotspot_app import __version__
from hotspot_app.ui.frame.licences import NOTICE
from resources.installer import MADE, ROOT

PLACE: Final = "usr/lib/hotspot"
ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}

DESKTOP: Final = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=Hotspot
GenericName=Crime hotspots
Comment=Recorded crime as maps, rates and hotspots
Exec=hotspot %f
Icon=hotspot
Terminal=false
Categories=Office;
MimeType=application/x-hotspot-project;
StartupWMClass=hotspot
"""

KIND: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-hotspot-project">
    <comment>Hotspot project</comment>
    <sub-class-of type="application/json"/>
    <icon name="hotspot"/>
    <glob pattern="*.hotspot"/>
  </mime-type>
</mime-info>
"""

CONTROL: Final = """\
Package: hotspot
Version: {version}
Architecture: {architecture}
Maintainer: the Hotspot contributors
Installed-Size: {size}
Depends: libc6 (>= {libc}), libegl1, libgl1, libxcb1
Section: science
Priority: optional
Description: recorded crime as maps, rates and hotspots
 For the analysts of a Community Safety Partnership: it reads a month's
 extract, tests what stands out from chance, and needs no network.
"""


def make_deb(bundle: Path, *, quick: bool = False) -> Path:
    """Write the package into `dist`, and return it; if `quick`, it is larger.

    Raises
    ------
    subprocess.CalledProcessError
        If `dpkg-deb` fails; it has said why.
    """
    architecture = ARCHITECTURES[platform.machine()]
    tree = MADE / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(bundle, tree / PLACE, symlinks=True, copy_function=os.link)
    _add_links(tree)
    _add_texts(tree, bundle)
    size = sum(path.lstat().st_size for path in tree.rglob("*")) // 1024
    control = CONTROL.format(
        version=__version__,
        architecture=architecture,
        size=size,
        libc=platform.libc_ver()[1],
    )
    _write(tree / "DEBIAN" / "control", control)
    for path in tree.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    made = ROOT / "dist" / f"hotspot_{__version__}_{architecture}.deb"
    packed = ["-Zzstd", "-z1"] if quick else ["-Zxz", "-z6"]  # a fifth less than zstd's
    pack = ["dpkg-deb", "--root-owner-group", *packed, "--build", str(tree), str(made)]
    subprocess.run(pack, check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return made


def _add_links(tree: Path) -> None:
    programmes = tree / "usr" / "bin"
    programmes.mkdir(parents=True)
    (programmes / "hotspot").symlink_to("../lib/hotspot/hotspot")


def _add_texts(tree: Path, bundle: Path) -> None:
    share = tree / "usr" / "share"
    _write(share / "applications" / "hotspot.desktop", DESKTOP)
    _write(share / "mime" / "packages" / "hotspot.xml", KIND)
    drawing = ROOT / "resources" / "icons" / "hotspot.svg"
    _write(
        share / "icons" / "hicolor" / "scalable" / "apps" / "hotspot.svg",
        drawing.read_text(encoding="utf-8"),
    )
    notice = next(bundle.rglob(NOTICE)).read_text(encoding="utf-8")
    _write(share / "doc" / "hotspot" / "copyright", notice)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o644)
