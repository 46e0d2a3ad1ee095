"""A build is made anew when what it is made from has changed, and only then."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from resources.installer import bundle
from resources.installer.icon import SIDES, write_icon


@pytest.fixture
def builds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each build; of a project of its own."""
    done: list[str] = []
    for name in bundle.FROZEN:
        path = tmp_path / name
        if "." in name or name == "LICENSE":
            path.write_text("one", encoding="utf-8")
        else:
            path.mkdir()
            (path / "file").write_text("one", encoding="utf-8")
    monkeypatch.setattr(bundle, "ROOT", tmp_path)
    monkeypatch.setattr(bundle, "MADE", tmp_path / "build" / "made")
    monkeypatch.setattr(bundle, "PROGRAMME", tmp_path / "dist" / "programme")

    def build(command: list[str], **how: object) -> None:
        done.append(command[-1])
        bundle.PROGRAMME.parent.mkdir(exist_ok=True)
        bundle.PROGRAMME.touch()

    monkeypatch.setattr(subprocess, "run", build)
    return done


def test_it_is_made_once(builds):
    bundle.make_bundle()
    bundle.make_bundle()
    assert len(builds) == 1


@pytest.mark.parametrize("name", bundle.FROZEN)
def test_it_is_made_anew_when_a_source_changes(builds, name):
    bundle.make_bundle()
    path = bundle.ROOT / name
    changed = path / "file" if path.is_dir() else path
    changed.write_text("two", encoding="utf-8")
    bundle.make_bundle()
    assert len(builds) == 2


def test_it_is_made_anew_when_it_is_gone(builds):
    bundle.make_bundle()
    bundle.PROGRAMME.unlink()
    bundle.make_bundle()
    assert len(builds) == 2


def test_a_build_that_failed_is_made_anew(builds, monkeypatch):
    bundle.make_bundle()
    (bundle.ROOT / "build.spec").write_text("two", encoding="utf-8")
    works = subprocess.run

    def fails(command: list[str], **how: object) -> None:
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(subprocess.CalledProcessError):
        bundle.make_bundle()
    monkeypatch.setattr(subprocess, "run", works)
    bundle.make_bundle()
    assert len(builds) == 2


def test_the_icon_has_every_size_windows_asks_for(tmp_path):
    path = write_icon(tmp_path / "hotspot.ico")
    with Image.open(path) as icon:
        assert icon.info["sizes"] == {(side, side) for side in SIDES}
        colours = icon.convert("RGB").getcolors(1 << 16)
    assert colours
    assert {(11, 92, 173), (215, 38, 61)} <= {colour for _, colour in colours}
