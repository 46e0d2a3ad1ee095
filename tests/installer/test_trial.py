"""A trial passes what keeps its promises, and names each that is broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from resources.installer.trial import KEYS, NotAsPromisedError, Trial


class Pretended:
    """A computer on which a set-up does as told, but for one flaw."""

    def __init__(self, root: Path, flaw: str = "") -> None:
        self.local, self.programmes = root / "local", root / "programmes"
        self.menu, self.menu_of_all = root / "menu", root / "menu of all"
        for folder in (self.local, self.programmes, self.menu, self.menu_of_all):
            folder.mkdir()
        (self.local / "Programs").mkdir()
        self.root, self.flaw = root, flaw
        self.keys: set[tuple[str, str]] = set()

    def files(self) -> set[Path]:
        return set(self.root.rglob("*"))

    def has_key(self, root: str, key: str) -> bool:
        return (root, key) in self.keys

    def run(self, *command: str | Path, folder: Path | None = None) -> None:
        programme = Path(command[0])
        if programme.name == "setup.exe":
            self._install(for_all="/ALLUSERS" in command)
        elif programme.name == "uninstall.exe":
            self._remove(programme.parent)
        else:
            digest = "other" if self.flaw == "digest" else "known"
            report = {
                "ok": self.flaw != "ok",
                "frozen": True,
                "digest": digest,
                "reader": {"holder of memory": "a job object"},
            }
            (folder / "out").mkdir()
            (folder / "out" / "report.json").write_text(json.dumps(report), "utf-8")

    def _install(self, *, for_all: bool) -> None:
        parent = self.programmes if for_all else self.local / "Programs"
        inside = parent / "Hotspot" / "_internal"
        if self.flaw != "mixed":
            shutil.rmtree(inside, ignore_errors=True)
        inside.mkdir(parents=True, exist_ok=True)
        for name in ("Hotspot.exe", "uninstall.exe", "_internal/qt.dll"):
            (inside.parent / name).touch()
        if self.flaw != "link":
            ((self.menu_of_all if for_all else self.menu) / "Hotspot.lnk").touch()
        self.keys |= {("HKLM" if for_all else "HKCU", key) for key in KEYS}

    def _remove(self, place: Path) -> None:
        shutil.rmtree(place / "_internal")
        for name in ("Hotspot.exe", "uninstall.exe"):
            (place / name).unlink()
        if self.flaw == "all":
            shutil.rmtree(place)
        elif not any(place.iterdir()):
            place.rmdir()
        for menu in (self.menu, self.menu_of_all):
            (menu / "Hotspot.lnk").unlink(missing_ok=True)
        self.keys = {(r, KEYS[1]) for r, _ in self.keys if self.flaw == "key"}
        if self.flaw == "settings":
            (self.local / "Hotspot" / "settings.json").unlink()


@pytest.fixture
def setup(tmp_path: Path) -> Path:
    path = tmp_path / "setup.exe"
    path.write_bytes(b"MZ")
    return path


def test_a_set_up_that_keeps_its_promises_passes(setup, tmp_path, capsys):
    (tmp_path / "computer").mkdir()
    computer = Pretended(tmp_path / "computer")
    before = computer.files()
    Trial(computer, setup, "known").run()
    assert computer.files() == before
    assert capsys.readouterr().out.endswith("as promised\n")


@pytest.mark.parametrize(
    ("flaw", "told"),
    [
        ("link", "lnk is missing"),
        ("ok", "the self-test failed"),
        ("digest", "answers are not the sources'"),
        ("mixed", "the upgrade left or lost"),
        ("all", "the removal left or took"),
        ("settings", "the removal left or took"),
        ("key", "is left"),
    ],
)
def test_a_broken_promise_is_named(setup, tmp_path, flaw, told):
    (tmp_path / "computer").mkdir()
    computer = Pretended(tmp_path / "computer", flaw)
    with pytest.raises(NotAsPromisedError, match=told):
        Trial(computer, setup, "known").run()
