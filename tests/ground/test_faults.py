"""What readers didn't foresee costs one file, is kept in a log and quotes nobody."""

from __future__ import annotations

import logging
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotspot_app.errors import Cancelled, InputError, WordsError
from hotspot_app.faults import Fault, fault_text, hear_libraries, keep, one_file
from hotspot_app.paths import HOME, cache


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME, str(tmp_path / "home"))
    return cache() / "unexpected.txt"


@pytest.mark.parametrize("kind", [AttributeError, RecursionError, PanicException])
def test_whatever_a_reader_raises_is_about_its_file(
    kind: type[BaseException], log: Path
) -> None:
    def reader() -> None:
        raise kind("14 Acacia Avenue")

    with pytest.raises(Fault) as told, one_file("beats.csv"):
        reader()
    said = str(told.value)
    assert said.startswith("beats.csv: couldn't be read: a fault of Hotspot's own; ")
    assert "what happened was written to the log" in said
    assert str(log) in said
    kept = log.read_text(encoding="utf-8")
    assert "reader, line " in kept
    assert kept.rstrip().endswith(kind.__name__)
    assert "Acacia" not in said + kept
    assert str(Path.home()) not in kept


@pytest.mark.parametrize("kind", [InputError, WordsError])
def test_what_a_reader_says_is_said(kind: type[InputError], log: Path) -> None:
    with pytest.raises(kind, match="is empty"), one_file("beats.csv"):
        raise kind("is empty")
    assert not log.exists()


@pytest.mark.parametrize("kind", [Cancelled, KeyboardInterrupt, SystemExit])
def test_who_stops_it_stops_it(kind: type[BaseException]) -> None:
    with pytest.raises(kind), one_file("beats.csv"):
        raise kind


def test_what_doesnt_fit_into_memory_is_too_large(log: Path) -> None:
    with pytest.raises(InputError, match="too large for this computer's memory"):
        with one_file("years.csv"):
            raise MemoryError
    assert not log.exists()


def test_what_the_computer_refuses_is_no_fault(log: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"), one_file("gone.csv"):
        Path("gone.csv").read_bytes()
    assert not log.exists()


def test_the_log_has_the_latest_fault_first_and_earlier_ones(log: Path) -> None:
    for text in ("the first", "the second"):
        assert keep(text) == log
    assert log.read_text(encoding="utf-8").split() == ["the", "second", "the", "first"]
    for _ in range(30):
        keep("x" * 10_000)
    assert log.stat().st_size < 200_000


def test_without_a_log_the_fault_is_said_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(HOME, str(tmp_path / "file"))
    with pytest.raises(Fault, match="fault of Hotspot's own\\. Save it anew"):
        with one_file("beats.csv"):
            raise PanicException


def test_the_text_has_frames_and_no_message() -> None:
    try:
        {}["Jane Example"]
    except KeyError as error:
        text = fault_text(error)
    assert "Jane" not in text
    assert 'of "' in text
    assert text.endswith("KeyError")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hear libraries as the programs do, and no longer than the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        monkeypatch.setattr(logging, "lastResort", None)
        hear_libraries()
        yield


@pytest.mark.usefixtures("heard")
def test_what_libraries_remark_goes_to_the_log_without_its_words(
    log: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logger = logging.getLogger("drawing")
    logger.propagate = False
    for _ in range(3):
        warnings.warn("14 Acacia Avenue", FutureWarning, stacklevel=1)
        logger.warning("no typeface for %s", "Acacia")
    assert capfd.readouterr() == ("", "")
    kept = log.read_text(encoding="utf-8")
    assert kept.count("FutureWarning, line ") == 1
    assert kept.count("WARNING of drawing, line ") == 1
    assert "ground/test_faults.py" in kept
    assert "Acacia" not in kept
    assert str(Path.home()) not in kept


@pytest.mark.usefixtures("heard")
def test_a_flood_of_remarks_is_kept_in_part(log: Path) -> None:
    for number in range(90):
        warnings.warn_explicit("again", UserWarning, "lib.py", number)
    assert log.read_text(encoding="utf-8").count("UserWarning") == 50


@pytest.mark.slow
@pytest.mark.parametrize(
    "door",
    [
        "import hotspot_app.cli.main",
        "from hotspot_app.ui.start_up.app import begin; begin()",
        "from hotspot_app.data.apart import serving; serving._is_asked = lambda: True; "
        "serving.serve = lambda line, tasks: 0; serving.main()",
    ],
)
def test_every_process_of_ours_hears_libraries(door: str, log: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            f"{door}\nimport os, sys\n"
            "import logging, warnings\nwarnings.warn('Acacia')\n"
            "logging.getLogger('a').warning('Acacia')\nsys.stderr.flush(); os._exit(0)",
        ],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert "Acacia" not in done.stdout + done.stderr
    assert "Warning" not in done.stderr
    kept = log.read_text(encoding="utf-8")
    assert "UserWarning, line " in kept
    assert "WARNING of a, line " in kept
