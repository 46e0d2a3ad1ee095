"""The app makes no socket, nor does any library it uses, whatever is asked of it."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from hotspot_app.methods import all_methods
from tests.house import no_sockets
from tests.house.twenty_questions import QUESTIONS

ROOT = Path(__file__).resolve().parents[2]
TOWN = ROOT / "boundaries" / "practice"

pytestmark = [
    pytest.mark.skipif(bool(no_sockets.why_not()), reason=no_sockets.why_not()),
    pytest.mark.slow,
    pytest.mark.timeout(900),
]


def run(
    command: Sequence[str | Path],
    home: Path,
    *,
    window_system: bool = False,
    holding: Sequence[socket.socket] = (),
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run Python with these words and with nothing of our environment."""
    return subprocess.run(
        [*no_sockets.words(window_system=window_system), sys.executable, *command],
        env={"HOME": str(home), "PYTHONPATH": str(ROOT), **environment},
        pass_fds=[each.fileno() for each in holding],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


# --- the filter ------------------------------------------------------------------

SWALLOWED = "try:\n    {}\nexcept BaseException:\n    pass"


@pytest.mark.parametrize(
    "line",
    [
        "import socket; socket.socket(socket.AF_INET)",
        "import socket; socket.socket(socket.AF_INET6)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socketpair()",
        "import socket; socket.getaddrinfo('example.invalid', 80)",
        "import asyncio; asyncio.new_event_loop()",
        "import multiprocessing; multiprocessing.Pipe()",
        "import urllib3.util.connection",
        "import pyogrio; pyogrio.read_info('/vsicurl/http://127.0.0.1:9/x.geojson')",
        "import ctypes; ctypes.CDLL(None).syscall(425, 1, 0)",
    ],
)
def test_what_asks_for_a_socket_is_killed_whatever_it_catches(line, tmp_path):
    done = run(["-c", SWALLOWED.format(line)], tmp_path)
    assert done.returncode == no_sockets.KILLED, done.stderr


@pytest.mark.parametrize(
    ("asked", "window_system"),
    [
        ("connect(('', 9))", False),
        ("bind(('', 0))", False),
        ("bind(('', 0))", True),
        ("listen()", False),
        ("listen()", True),
    ],
)
def test_what_uses_a_socket_it_was_given_is_killed(asked, window_system, tmp_path):
    with socket.socket() as given:
        line = f"import socket; socket.socket(fileno={given.fileno()}).{asked}"
        done = run(["-c", line], tmp_path, window_system=window_system, holding=[given])
    assert done.returncode == no_sockets.KILLED, done.stderr


def test_what_a_command_starts_is_killed_too(tmp_path):
    line = "import socket; socket.socket()"
    starts = f"import subprocess as s, sys; r = s.run([sys.executable, '-c', {line!r}])"
    done = run(["-c", f"{starts}; print(r.returncode)"], tmp_path)
    assert done.stdout.strip() == str(no_sockets.KILLED)


def test_a_screen_can_be_reached_and_nothing_else(tmp_path):
    path = tmp_path / "screen"
    unix, other = "socket.socket(socket.AF_UNIX)", "socket.socket(socket.AF_INET)"
    with socket.socket(socket.AF_UNIX) as screen:
        screen.bind(str(path))
        screen.listen()
        line = f"import socket; {unix}.connect({str(path)!r})"
        reached = run(["-c", line], tmp_path, window_system=True)
    beyond = run(["-c", f"import socket; {other}"], tmp_path, window_system=True)
    assert reached.returncode == 0, reached.stderr
    assert beyond.returncode == no_sockets.KILLED


# --- the app ---------------------------------------------------------------------


def test_the_window_answers_twenty_questions_and_exports_every_kind(tmp_path):
    out = tmp_path / "out"
    done = run(
        [ROOT / "tests" / "house" / "twenty_questions.py", out],
        tmp_path / "home",
        QT_QPA_PLATFORM="offscreen",
    )
    assert done.returncode == 0, done.stderr
    digests = json.loads((out / "digests.json").read_text(encoding="utf-8"))
    assert len({*digests}) == len(digests) == len(QUESTIONS) == 20
    # one of each library: all methods are more than twenty questions can ask
    methods = {method.id for method in all_methods()}
    asked = {question["method"] for question in QUESTIONS}
    assert asked <= methods
    kinds = {".csv", ".gpkg", ".pdf", ".png", ".svg", ".xlsx"}
    whole = set()
    for number, question in enumerate(QUESTIONS, start=1):
        made = [*out.glob(f"{number:02d}-*")]
        assert made
        assert all(path.stat().st_size for path in made)
        if {path.suffix for path in made} == kinds:
            whole.add(question["method"])
    assert whole == asked
    (path,) = out.glob("08-local_moran-table.xlsx")
    assert any("esda" in cell and "agree" in cell for cell in cells(path))


def cells(path: Path) -> list[str]:
    """What stands in a workbook."""
    return [
        str(cell)
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    ]


def test_the_command_line_says_what_files_are(tmp_path):
    known = [*TOWN.glob("*.csv"), *TOWN.glob("*.geojson")]
    words = ["inspect", "--json", *known, TOWN / "incidents"]
    done = run(["-m", "hotspot_app", *words], tmp_path)
    assert done.returncode == 3, done.stderr  # bridges don't say what they are
    told = {each["path"] for each in json.loads(done.stdout)}
    assert {path.name for path in known} < told


# --- on a screen -----------------------------------------------------------------


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[str]:
    """A screen that nobody sees."""
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        pytest.skip("there is no Xvfb to make a screen")
    words = ["-displayfd", "1", "-nolisten", "tcp"]
    with subprocess.Popen([xvfb, *words], stdout=subprocess.PIPE, text=True) as made:
        assert made.stdout
        try:
            yield f":{made.stdout.readline().strip()}"
        finally:
            made.terminate()


def test_on_a_screen_nothing_but_the_screen_is_connected_to(screen, tmp_path):
    """No desktop is told of, so that there is nothing else to connect to.

    What starts a message bus would listen, and be killed.
    """
    done = run(
        ["-m", "hotspot_app.ui.start_up.app", "--self-test", tmp_path / "out"],
        tmp_path / "home",
        window_system=True,
        DISPLAY=screen,
    )
    if "Could not load the Qt platform plugin" in done.stderr:
        pytest.skip("libraries that Qt needs for a screen are not here")
    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["ok"]
    assert report["screen"] == "xcb"
