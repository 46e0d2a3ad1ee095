"""The Debian package is installed, run from the menu and removed without a trace."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from hotspot_app import __version__
from resources.installer.deb import make_deb

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="Debian's packages"),
]

INSTALL = """
set -eu
layer=$1 deb=$2 out=$3
mount -t tmpfs none "$layer"
for part in usr var; do
    mkdir "$layer/$part" "$layer/$part.work"
    options="lowerdir=/$part,upperdir=$layer/$part,workdir=$layer/$part.work"
    mount -t overlay overlay -o "$options" "/$part"
done
dpkg --install "$deb" >"$out/said" 2>&1
find "$layer/usr" -type f -o -type l | sed "s|^$layer||" >"$out/installed"
cp /usr/share/applications/hotspot.desktop "$out"
cp /usr/share/mime/globs2 "$out/kinds" 2>/dev/null || true
command=$(sed -n 's/^Exec=\\([^ ]*\\) .*/\\1/p' /usr/share/applications/hotspot.desktop)
code=0
env -i HOME="$out/home" "/usr/bin/$command" --self-test "$out/test" \
    >"$out/ran" 2>&1 </dev/null || code=$?
echo $code >"$out/code"
dpkg --remove hotspot >>"$out/said" 2>&1
find "$layer" -type f | sed "s|^$layer||" >"$out/left"
grep -c hotspot /usr/share/mime/globs2 >"$out/kinds left" || true
"""


@dataclass(frozen=True)
class Installed:
    """What was seen while it was installed, and after."""

    out: Path

    def lines(self, name: str) -> list[str]:
        return (self.out / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def deb(bundle: Path) -> Path:
    return make_deb(bundle, quick=True)


@pytest.fixture(scope="module")
def installed(deb: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Installed over this system, in layers that are thrown away, and removed."""
    folder = tmp_path_factory.mktemp("deb")
    layer, out = folder / "layer", folder / "out"
    layer.mkdir()
    project = out / "home" / "june.hotspot"
    project.parent.mkdir(parents=True)
    project.write_text("mine", encoding="utf-8")
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root may install packages")
    done = subprocess.run(
        ["unshare", "--mount", "--net", "sh", "-c", INSTALL, "sh", layer, deb, out],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if any(word in done.stderr for word in ("mount", "overlay", "unshare")):
        pytest.skip(f"this machine knows no layers: {done.stderr.strip()}")
    said = out / "said"
    assert done.returncode == 0, (done.stderr, said.exists() and said.read_text())
    return Installed(out)


def test_the_package_says_what_it_is(deb):
    said = subprocess.run(
        ["dpkg-deb", "--field", deb], capture_output=True, text=True, check=True
    ).stdout
    fields = dict(line.split(": ", 1) for line in said.splitlines() if ": " in line)
    assert fields["Package"] == "hotspot"
    assert fields["Version"] == __version__
    assert int(fields["Installed-Size"]) > 100_000
    assert "libc6 (>= " in fields["Depends"]


def test_its_files_belong_to_root_and_anybody_may_read_them(deb):
    said = subprocess.run(
        ["dpkg-deb", "--contents", deb], capture_output=True, text=True, check=True
    ).stdout
    lines = said.splitlines()
    assert len(lines) > 500
    assert {line.split()[1] for line in lines} == {"root/root"}
    modes = {line.split()[0] for line in lines if not line.startswith("l")}
    assert all(mode[7] == "r" and mode[8] != "w" for mode in modes)
    places = {"/".join(line.split()[5].split("/")[1:3]) for line in lines}
    assert places <= {"", "usr/", "usr/bin", "usr/lib", "usr/share"}


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="not here")
def test_its_place_in_the_menu_is_as_desktops_want_it(installed):
    done = subprocess.run(
        ["desktop-file-validate", installed.out / "hotspot.desktop"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_it_runs_from_its_menu_command(installed, from_source):
    assert installed.lines("code") == ["0"], installed.lines("ran")
    report = json.loads((installed.out / "test" / "report.json").read_text("utf-8"))
    assert report["ok"]
    assert report["digest"] == from_source.report["digest"]
    assert report["data"]["proj"].startswith("/usr/lib/hotspot/")


def test_projects_are_a_kind_of_file_with_a_picture(installed):
    there = installed.lines("installed")
    assert "/usr/share/mime/packages/hotspot.xml" in there
    assert "/usr/share/icons/hicolor/scalable/apps/hotspot.svg" in there
    assert "/usr/share/doc/hotspot/copyright" in there
    kind = "application/x-hotspot-project"
    assert f"MimeType={kind};" in installed.lines("hotspot.desktop")
    if shutil.which("update-mime-database"):
        assert f"50:{kind}:*.hotspot" in installed.lines("kinds")


def test_nothing_is_left_but_what_is_the_users(installed):
    of_dpkg = ("/var/lib/dpkg/", "/var/log/", "/var/cache/")
    caches = (
        "/usr/share/applications/mimeinfo.cache",
        "/usr/share/icons/hicolor/icon-theme.cache",
        "/usr/share/mime/",
    )
    left = installed.lines("left")
    assert [path for path in left if not path.startswith((*of_dpkg, *caches))] == []
    assert installed.lines("kinds left") in ([], ["0"])
    project = installed.out / "home" / "june.hotspot"
    assert project.read_text(encoding="utf-8") == "mine"
