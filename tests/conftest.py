"""What every test may use."""

from __future__ import annotations

import gc
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from hotspot_app.project.steps.material import Material
    from hotspot_app.project.steps.stages import Stages
    from hotspot_app.project.steps.tally import Tally

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "agg")

settings.register_profile("noisy-machine", deadline=None)
settings.load_profile("noisy-machine")

# until all tests are collected, since nothing of them is thrown away
gc.disable()

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def _missing() -> dict[str, str]:
    """What tests of a marker need and isn't here, in words.

    What CI lacks it fails by: there all programs are installed.
    """
    missing = {}
    if not (SHARED / "data").is_dir():
        missing["realdata"] = "on real data left out: ../shared/data is not here"
    if not (shutil.which("soffice") or os.environ.get("CI")):
        missing["office"] = "with LibreOffice left out: soffice is not here"
    return missing


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out tests on real files, or with a program, where there is none."""
    for marker in _missing():
        out = [item for item in items if item.get_closest_marker(marker)]
        items[:] = [item for item in items if not item.get_closest_marker(marker)]
        config.hook.pytest_deselected(items=out)


def pytest_collection_finish() -> None:
    """Look for garbage only in what the tests make, not in all that was imported."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each how many tests were left out for want of something.

    Counted in the sources, because workers that run in parallel collect for
    themselves.
    """
    sources = [
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    ]
    for marker, said in _missing().items():
        marked = sum(text.count(f"@pytest.mark.{marker}") for text in sources)
        terminalreporter.write_line(f"{marked} tests {said}")


@pytest.fixture(autouse=True)
def _own_library(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> None:
    """Keep names of places out of the library of who runs the tests."""
    folder = tmp_path_factory.getbasetemp() / "libraries" / str(id(request.node))
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))


@pytest.fixture(scope="session")
def real() -> Path:
    """The folder of real files."""
    return SHARED / "data"


@pytest.fixture(scope="session")
def oracles() -> dict[str, Any]:
    """Published and hand-worked answers, copied with their sources."""
    path = ROOT / "tests" / "known" / "oracles.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def practice_stages() -> Stages:
    """The practice town, read once, and answers to what was asked of it."""
    # not above: tests that need no town need none of the libraries that read one
    from hotspot_app.project.ask.practice import practice_files
    from hotspot_app.project.steps.stages import Stages

    stages = Stages()
    stages.material(practice_files())
    return stages


@pytest.fixture(scope="session")
def practice_material(practice_stages: Stages) -> Material:
    """What the practice town's files hold."""
    from hotspot_app.project.ask.practice import practice_files

    return practice_stages.material(practice_files())


@pytest.fixture(scope="session")
def practice_counts(practice_material: Material) -> Tally:
    """Its incidents by area."""
    from hotspot_app.project.steps.tally import tally

    return tally(practice_material)
