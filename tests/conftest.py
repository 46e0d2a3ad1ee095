"""What every test may use."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MPLBACKEND", "agg")

settings.register_profile("noisy-machine", deadline=None)
settings.load_profile("noisy-machine")

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out tests on real files where there are none."""
    if (SHARED / "data").is_dir():
        return
    real = [item for item in items if item.get_closest_marker("realdata")]
    items[:] = [item for item in items if not item.get_closest_marker("realdata")]
    config.hook.pytest_deselected(items=real)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line how many tests on real files were left out.

    Counted in the sources, because workers that run in parallel collect for
    themselves.
    """
    if (SHARED / "data").is_dir():
        return
    marked = sum(
        path.read_text(encoding="utf-8").count("@pytest.mark.realdata")
        for path in (ROOT / "tests").rglob("test_*.py")
    )
    terminalreporter.write_line(
        f"{marked} tests on real data left out: ../shared/data is not here"
    )


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
