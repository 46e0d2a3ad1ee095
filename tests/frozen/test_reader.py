"""The reader of the built app: what it opens, what it doesn't, and when it ends."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hotspot_app.data.apart import limits, process
from hotspot_app.data.apart.process import WORD, Reader
from hotspot_app.data.native.gdal import DRIVERS
from hotspot_app.errors import InputError
from hotspot_app.faults import FaultElsewhere
from hotspot_app.progress import Progress
from resources.installer.bundle import PROGRAMME
from tests.data.apart.test_process import is_there
from tests.data.native.listening import Listener, listening
from tests.data.native.test_gdal import (
    ENDINGS,
    SECRET,
    all_drivers,
    beside_shapes,
    everything_said,
    payloads,
    zipped,
)
from tests.frozen.conftest import self_test

pytestmark = [
    pytest.mark.frozen,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(sys.platform == "win32", reason="looks into /proc"),
]


@pytest.fixture
def reader(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """The build's, asked by the sources."""
    made = Reader([str(PROGRAMME), WORD])
    monkeypatch.setattr(process, "_READER", made)
    yield made
    made.end()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with listening() as made:
        yield made


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    path = tmp_path / "canary.csv"
    path.write_text(f"LSOA21CD,name\nE01000001,{SECRET}\n", encoding="utf-8")
    return path


def lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines()


def children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(each) for file in told for each in file.read_text().split()]


def words_of(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/cmdline").read_text().split("\0")[:-1]


@contextmanager
def begun(
    home: Path, *words: str | Path
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The app as it begins, and the number of its reader."""
    environment = {"HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    app = subprocess.Popen(
        [PROGRAMME, *words],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 120
        while not (
            found := [p for p in children(app.pid) if words_of(p)[1:] == [WORD]]
        ):
            assert app.poll() is None
            assert time.monotonic() < until
            time.sleep(0.002)
        yield app, found[0]
    finally:
        app.kill()
        app.wait()


def wait_until_gone(pid: int) -> None:
    until = time.monotonic() + 120
    while is_there(pid):
        assert time.monotonic() < until
        time.sleep(0.02)


# --- what it is -----------------------------------------------------------------


def test_it_opens_what_is_named_and_has_a_limit(frozen, reader):
    told = reader.ask("itself", {}, where="it")
    assert set(told["drivers"]) == set(DRIVERS)
    assert told["holder of memory"] == "a limit of its own"
    assert frozen.report["reader"] == {**told, "drivers": list(told["drivers"])}
    (data,) = (each for each in lines(f"/proc/{reader.pid}/limits") if "data" in each)
    assert str(limits.MOST) in data


def test_it_is_the_one_process_beside_the_window(bundle, tmp_path):
    with begun(tmp_path) as (app, pid):
        assert words_of(pid) == [str(PROGRAMME), WORD]
        assert children(app.pid) == [pid]
        assert children(pid) == []


def test_it_is_no_window_and_has_the_gdal_of_the_build(reader, bundle):
    """QtCore is there: PyInstaller tells it where Qt is, whatever then begins."""
    reader.ask("itself", {}, where="it")
    loaded = {line.split()[-1] for line in lines(f"/proc/{reader.pid}/maps")}
    assert not [path for path in loaded if "Qt6Gui" in path or "Qt6Widgets" in path]
    (gdal,) = (path for path in loaded if "libgdal" in path)
    assert Path(gdal).is_relative_to(bundle)


def test_a_person_who_types_the_word_gets_nothing(bundle, tmp_path):
    done = subprocess.run(
        [PROGRAMME, WORD],
        env={"HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_a_build_without_gdal_says_so(copy, tmp_path):
    shutil.rmtree(copy / "_internal" / "pyogrio.libs")
    broken = Reader([str(copy / PROGRAMME.name), WORD])
    try:
        with pytest.raises(FaultElsewhere) as caught:
            broken.ask("itself", {}, where="it")
        assert caught.value.lines[-1] == "ImportError"
    finally:
        broken.end()


# --- hostile files ----------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_file_opens_another_or_a_connection(
    reader: Reader, tmp_path: Path, listener: Listener, canary: Path, ending: str
) -> None:
    url = f"http://127.0.0.1:{listener.port}/x"
    made, drivers = payloads(url, canary), all_drivers()
    kinds = [content for name, content in made.items() if name not in drivers]
    for number, content in enumerate(kinds):
        plain = tmp_path / f"{number}{ending}"
        plain.write_bytes(content)
        packed = tmp_path / f"{number}-packed.zip"
        packed.write_bytes(zipped(f"areas{ending}", content))
        if ending == ".shp":
            beside_shapes(plain)
        for path in (plain, packed):
            assert SECRET not in everything_said(path)
    assert reader.pid is not None
    assert listener.heard == []


HOSTILE = {
    "crs link": "areas.geojson",
    "pipeline": "areas.json",
    "esri pointer": "areas.json",
    "vrt": "areas.gpkg",
    "wfs": "areas.shp",
}


@pytest.mark.parametrize(
    ("kind", "is_packed"), [("crs link", True), *((kind, False) for kind in HOSTILE)]
)
def test_no_project_that_is_opened_in_the_window_opens_more(
    bundle: Path, tmp_path: Path, listener: Listener, canary: Path, kind, is_packed
) -> None:
    content = payloads(f"http://127.0.0.1:{listener.port}/x", canary)[kind]
    name = HOSTILE[kind]
    if is_packed:
        content, name = zipped(name, content), "areas.zip"
    (tmp_path / name).write_bytes(content)
    refused = open_in_window(tmp_path, {"path": name})
    assert name in refused
    assert "what reads it stopped" not in refused
    assert listener.heard == []


def test_no_path_in_a_project_is_an_address(
    bundle: Path, tmp_path: Path, listener: Listener, canary: Path
) -> None:
    path = f"/vsizip//vsicurl/http://127.0.0.1:{listener.port}/x"
    refused = open_in_window(tmp_path, {"full": path})
    assert "is a web address" in refused or "not a whole path" in refused
    assert listener.heard == []


def open_in_window(folder: Path, entry: dict[str, str]) -> str:
    """Open a project with these boundaries; give what the window says to it."""
    project = folder / "month.hotspot"
    files = {"areas": entry, "crime": [{"path": "canary.csv"}]}
    told = {"hotspot": 2, "files": files, "asked": {"method": "count_map"}}
    project.write_text(json.dumps(told), encoding="utf-8")
    tested = self_test([PROGRAMME, project], folder / "test", sockets=True)
    assert tested.code == 1, tested.said
    assert tested.report["step"] == "the project that was named"
    assert SECRET not in tested.said
    for path in tested.folder.rglob("*"):
        assert path.is_dir() or SECRET.encode() not in path.read_bytes()
    return str(tested.report["fault"])


# --- its end ----------------------------------------------------------------------


def kill(pid: int | None) -> None:
    assert pid is not None
    os.kill(pid, signal.SIGKILL)


def test_it_goes_when_the_window_is_killed(bundle, tmp_path):
    with begun(tmp_path) as (app, pid):
        app.kill()
        wait_until_gone(pid)
        assert not is_there(pid)


def test_the_window_goes_on_when_it_is_killed(frozen, tmp_path):
    """It is killed before anything was asked, and all the month's job needs another."""
    with begun(tmp_path, "--self-test", tmp_path / "out") as (app, pid):
        app.send_signal(signal.SIGSTOP)
        kill(pid)
        app.send_signal(signal.SIGCONT)
        assert app.wait(timeout=300) == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["digest"] == frozen.report["digest"]


def test_one_that_is_killed_at_work_is_that_files_fault_alone(reader, frozen):
    asked = {"path": str(frozen.folder / "layer.gpkg"), "around": (0, 0, 7e5, 13e5)}
    first: list[int | None] = []

    def report(part: float, text: str) -> None:
        if not first:
            first.append(reader.pid)
            kill(reader.pid)

    with pytest.raises(InputError, match="what reads it stopped"):
        reader.ask("layer", asked, Progress(report), where="layer.gpkg")
    assert reader.ask("layer", asked, where="layer.gpkg")["name"]
    assert reader.pid not in first
