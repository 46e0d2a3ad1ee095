"""One holder at a time, and nobody waits for ever."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from hotspot_app import file_lock
from hotspot_app.file_lock import locked, try_lock


def test_one_holds_it_until_it_is_closed(tmp_path: Path) -> None:
    held = try_lock(tmp_path / "a.lock")
    assert held is not None
    assert try_lock(tmp_path / "a.lock") is None
    held.close()
    again = try_lock(tmp_path / "a.lock")
    assert again is not None
    again.close()


def test_it_is_let_go_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(KeyError), locked(tmp_path / "a.lock"):
        raise KeyError
    held = try_lock(tmp_path / "a.lock")
    assert held is not None
    held.close()


def test_a_stuck_holder_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_lock, "WAIT", 0.05)
    with locked(tmp_path / "a.lock"):
        began = time.monotonic()
        with locked(tmp_path / "a.lock"):
            assert time.monotonic() - began >= 0.05
    held = try_lock(tmp_path / "a.lock")
    assert held is not None
    held.close()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        try_lock(tmp_path / "none" / "a.lock")
