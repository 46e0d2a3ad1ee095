"""What is settled before Qt begins."""

from __future__ import annotations

import os

import pytest

from hotspot_app.ui.start_up.app import start_no_bus

ADDRESS = "DBUS_SESSION_BUS_ADDRESS"


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, "")  # so that it is put back
    for name in (ADDRESS, "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


def test_no_message_bus_is_started_where_there_is_none(monkeypatch, tmp_path):
    start_no_bus()
    assert os.environ[ADDRESS] == "disabled:"


def test_none_is_started_where_the_users_folder_has_none(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    start_no_bus()
    assert os.environ[ADDRESS] == "disabled:"


def test_the_desktops_own_is_used_wherever_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv(ADDRESS, "unix:path=/run/of/the/desktop")
    start_no_bus()
    assert os.environ[ADDRESS] == "unix:path=/run/of/the/desktop"


def test_the_desktops_own_is_used_from_the_users_folder(monkeypatch, tmp_path):
    (tmp_path / "bus").touch()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    start_no_bus()
    assert ADDRESS not in os.environ
