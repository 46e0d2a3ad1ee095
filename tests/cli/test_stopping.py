"""Ctrl-C, wherever it comes."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hotspot_app.cli.exit_codes import ExitCode
from hotspot_app.cli.stopping import working

IN_GENERATED_CODE = """
import signal, sys
from hotspot_app.cli.exit_codes import ExitCode
from hotspot_app.cli.stopping import working
try:
    with working():
        exec("import signal; signal.raise_signal(signal.SIGINT); [None for _ in 'ab']")
except KeyboardInterrupt:
    sys.exit(ExitCode.INTERRUPTED)
"""


def test_it_is_raised_and_remembered() -> None:
    with pytest.raises(KeyboardInterrupt), working() as interrupted:
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            assert interrupted()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_the_exit_code_is_ours_also_from_code_made_from_text(tmp_path: Path) -> None:
    (tmp_path / "stopped_in_text.py").write_text(IN_GENERATED_CODE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "stopped_in_text"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (ExitCode.INTERRUPTED, "")
