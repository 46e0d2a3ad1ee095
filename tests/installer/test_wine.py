"""What is missing is said at once, and the lock is read as Windows reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from resources.installer import wine
from resources.installer.missing import Missing
from resources.installer.wine import refuse_what_is_missing, windows_lock

ROOT = Path(__file__).resolve().parents[2]


def test_all_that_is_missing_is_said_in_one_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    needed = {"wine64": lambda: None, "nsis": lambda: "/there", "gcc": lambda: False}
    monkeypatch.setattr(wine, "NEEDED", needed)
    with pytest.raises(Missing, match=r"apt-get install wine64 gcc$"):
        refuse_what_is_missing()


def test_markers_are_those_of_windows() -> None:
    lock = (
        "one==1 ; sys_platform == 'win32' \\\n    --hash=sha256:aa \\\n"
        "    --hash=sha256:bb\n    # via two\n"
        "two==2 ; platform_system == 'Linux' \\\n    --hash=sha256:cc\n"
        "three==3 ; python_full_version < '3.12' \\\n    --hash=sha256:dd\n"
        "three==4 ; python_full_version >= '3.12' \\\n    --hash=sha256:ee\n"
    )
    assert windows_lock(lock) == (
        "one==1 --hash=sha256:aa --hash=sha256:bb\nthree==3 --hash=sha256:dd\n"
    )


def test_the_lock_has_what_a_build_on_windows_needs() -> None:
    text = windows_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    lines = text.splitlines()
    assert all("--hash=sha256:" in line for line in lines)
    names = {line.partition("==")[0] for line in lines}
    assert names >= {"pefile", "pyinstaller", "pyside6-essentials", "tzdata"}
    assert "pygeoda" not in names


def test_a_folder_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    made = tmp_path / "kept" / "python"

    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        wine._once(made, fail)
    assert not made.exists()
    wine._once(made, lambda folder: (folder / "whole").touch())
    assert [path.name for path in made.iterdir()] == ["whole"]
    wine._once(made, fail)
