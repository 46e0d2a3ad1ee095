"""A build, and its self-test where there are no sockets and no Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from resources.installer.bundle import PROGRAMME, make_bundle
from tests.house import no_sockets

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 150


@dataclass(frozen=True)
class Tested:
    """What became of a self-test."""

    code: int
    folder: Path
    home: Path
    said: str

    @property
    def report(self) -> dict[str, Any]:
        file = self.folder / "report.json"
        if not file.exists():
            return {}
        loaded: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return loaded


def self_test(
    command: Sequence[str | Path],
    folder: Path,
    *,
    environment: Mapping[str, str] | None = None,
    sockets: bool = False,
) -> Tested:
    """Run a self-test with an environment that has a home and nothing else.

    Where it can be kept from sockets, it is, unless somebody listens for them.
    """
    home = folder / "home"
    home.mkdir(parents=True)
    kept = [] if sockets else no_sockets.words_if_possible()
    done = subprocess.run(
        [*kept, *command, "--self-test", folder / "out"],
        env={"HOME": str(home), **(environment or {})},
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    return Tested(done.returncode, folder / "out", home, done.stdout)


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The folder, built if it isn't of these sources."""
    return make_bundle()


def tested_once(
    factory: pytest.TempPathFactory,
    name: str,
    command: Sequence[str | Path],
    **environment: str,
) -> Tested:
    """Run a self-test once for all workers; whoever comes second waits."""
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name
    told = folder / "told.json"
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + LONGEST + 10
        while not told.exists():
            assert time.monotonic() < until, f"{name}: another worker's test failed"
            time.sleep(0.1)
        code, said = json.loads(told.read_text(encoding="utf-8"))
        return Tested(code, folder / "out", folder / "home", said)
    tested = self_test(command, folder, environment=environment)
    half = folder / "half.json"
    half.write_text(json.dumps([tested.code, tested.said]), encoding="utf-8")
    half.replace(told)
    return tested


@pytest.fixture(scope="session")
def frozen(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Tested:
    """The self-test of the build."""
    return tested_once(tmp_path_factory, "frozen", [PROGRAMME])


@pytest.fixture(scope="session")
def from_source(tmp_path_factory: pytest.TempPathFactory) -> Tested:
    """The self-test of the sources."""
    command = [sys.executable, "-m", "hotspot_app.ui.start_up.app"]
    return tested_once(tmp_path_factory, "source", command, PYTHONPATH=str(ROOT))


@pytest.fixture
def copy(bundle: Path, tmp_path: Path) -> Path:
    """A copy to break, whose files cost no room until they are changed."""
    whole = tmp_path / "copy"
    shutil.copytree(bundle, whole, symlinks=True, copy_function=os.link)
    return whole


@pytest.fixture
def test_in(tmp_path: Path) -> Callable[..., Tested]:
    """Runs the self-test of a folder, in an environment with these variables."""

    def run(folder: Path, **environment: str) -> Tested:
        programme = folder / PROGRAMME.name
        return self_test([programme], tmp_path / "test", environment=environment)

    return run
