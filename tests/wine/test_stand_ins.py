"""What stands in for Windows under Wine can be told from anything that is shipped."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from resources.installer.setup_exe import OF_WINDOWS, STAND_IN
from resources.installer.wine import NEEDED

HERE = Path(__file__).resolve().parent


def test_each_source_has_the_words_it_is_found_by():
    sources = sorted(HERE.glob("*.c"))
    assert len(sources) == 3
    for source in sources:
        assert f'"{STAND_IN.decode()}"' in source.read_text(encoding="utf-8")


@pytest.mark.skipif(
    not all(found() for found in NEEDED.values()),
    reason="Wine, NSIS or mingw is not installed",
)
def test_each_library_has_them_too_and_a_name_that_is_refused(tmp_path):
    system = tmp_path / "drive_c" / "windows" / "system32"
    system.mkdir(parents=True)
    script = HERE / "stand_ins.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    made = {path.stem: path.read_bytes() for path in system.iterdir()}
    assert set(made) == OF_WINDOWS
    wines_own = made.pop("ucrtwine")
    assert b"Wine builtin DLL" not in wines_own
    assert all(STAND_IN in content for content in made.values())
