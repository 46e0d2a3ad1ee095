"""dev.py, with programs that only write down how they were called."""

from __future__ import annotations

import ast
import importlib.util
import os
import runpy
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "dev.py").read_text(encoding="utf-8")


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A dev.py of a project of its own, that installs nothing."""
    spec = importlib.util.spec_from_file_location("dev_under_test", ROOT / "dev.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "hotspot_app").mkdir()
    for name in ("requirements.lock", "pyproject.toml", "hotspot_app/__init__.py"):
        (tmp_path / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    return module


@pytest.fixture
def installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done: "venv", "packages", "compiled" or "project", in order."""
    done: list[str] = []

    def pretend(command: list[str], log: Path) -> bool:
        log.touch()
        if "venv" in command:
            done.append("venv")
            python = dev.venv_program("python")
            python.parent.mkdir(parents=True)
            python.touch()
        elif "compileall" in command:
            done.append("compiled")
        else:
            done.append("packages" if "--require-hashes" in command else "project")
        return True

    monkeypatch.setattr(dev, "run_quietly", pretend)
    return done


WHOLE = ["venv", "packages", "compiled", "project"]


def rewrite(dev: ModuleType, name: str) -> None:
    (dev.ROOT / name).write_text("two", encoding="utf-8")


# --- an older Python ----------------------------------------------------------


def test_it_parses_on_an_old_python():
    assert ast.parse(SOURCE, feature_version=(3, 6)).body


def test_it_needs_only_the_standard_library():
    tree = ast.parse(SOURCE)
    names = {
        name.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for name in node.names
    } | {
        str(node.module).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
    }
    assert names <= sys.stdlib_module_names


def test_an_old_python_is_refused_in_one_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    with pytest.raises(SystemExit) as refused:
        runpy.run_path(str(ROOT / "dev.py"), run_name="__main__")
    said = str(refused.value.code)
    assert said.startswith("This needs Python 3.11 or newer")
    assert "\n" not in said


# --- the environment ----------------------------------------------------------


def test_an_environment_is_made_once(dev, installed):
    dev.ensure_venv()
    assert installed == WHOLE
    dev.ensure_venv()
    assert installed == WHOLE


def test_a_new_lock_makes_it_anew(dev, installed):
    dev.ensure_venv()
    installed.clear()
    old = dev.VENV / "left over"
    old.touch()
    rewrite(dev, "requirements.lock")
    dev.ensure_venv()
    assert installed == WHOLE
    assert not old.exists()


@pytest.mark.parametrize("name", ["pyproject.toml", "hotspot_app/__init__.py"])
def test_a_new_project_file_installs_only_the_project(dev, installed, name):
    dev.ensure_venv()
    installed.clear()
    rewrite(dev, name)
    dev.ensure_venv()
    assert installed == ["project"]


def test_packages_are_compiled_even_where_python_writes_no_byte_code(dev, monkeypatch):
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(dev, "venv_program", lambda name: sys.executable)
    module = dev.VENV / "lib" / "module.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n", encoding="utf-8")
    (module.parent / "older.py").write_text("print 1\n", encoding="utf-8")
    dev.compile_packages()
    assert len([*(module.parent / "__pycache__").glob("module.*.pyc")]) == 1


def test_one_that_lost_its_python_is_made_anew(dev, installed):
    dev.ensure_venv()
    installed.clear()
    dev.venv_program("python").unlink()
    dev.ensure_venv()
    assert installed == WHOLE


def test_one_that_lost_a_package_is_made_anew(dev, installed, monkeypatch):
    package = dev.site_packages() / "numpy"
    make = dev.make_venv

    def with_packages() -> None:
        make()
        package.mkdir(parents=True)
        package.with_name("numpy-2.3.dist-info").mkdir()

    monkeypatch.setattr(dev, "make_venv", with_packages)
    dev.ensure_venv()
    dev.ensure_venv()
    assert installed == WHOLE
    package.rmdir()
    dev.ensure_venv()
    assert installed == WHOLE * 2


def test_where_its_packages_are(dev):
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", dev.VENV], check=True
    )
    assert dev.site_packages().is_dir()


def test_two_at_once_make_one(dev, installed, monkeypatch, capsys):
    with dev.alone():
        other = threading.Thread(target=dev.ensure_venv)
        other.start()
        until = time.monotonic() + 10
        while "waiting" not in capsys.readouterr().out:
            assert time.monotonic() < until
            time.sleep(0.01)
        assert installed == []
    other.join(10)
    assert installed == WHOLE


def test_one_that_was_moved_is_made_anew(dev, installed, monkeypatch, tmp_path):
    dev.ensure_venv()
    installed.clear()
    moved = tmp_path / "elsewhere"
    moved.mkdir()
    for item in [*tmp_path.iterdir()]:
        if item != moved:
            item.rename(moved / item.name)
    monkeypatch.setattr(dev, "ROOT", moved)
    monkeypatch.setattr(dev, "VENV", moved / ".venv")
    monkeypatch.setattr(dev, "LOCK", moved / "requirements.lock")
    dev.ensure_venv()
    assert installed == WHOLE


def test_one_that_was_interrupted_is_made_anew(dev, installed, monkeypatch):
    pretend = dev.run_quietly

    def interrupted(command: list[str], log: Path) -> bool:
        if "--require-hashes" in command:
            raise KeyboardInterrupt
        return pretend(command, log)

    monkeypatch.setattr(dev, "run_quietly", interrupted)
    with pytest.raises(KeyboardInterrupt):
        dev.ensure_venv()
    monkeypatch.setattr(dev, "run_quietly", pretend)
    installed.clear()
    dev.ensure_venv()
    assert installed == WHOLE


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("ReadTimeoutError(HTTPSConnectionPool): Read timed out.", "no network"),
        ("[Errno -3] Temporary failure in name resolution", "no network"),
        ("ERROR: No matching distribution found for numpy==9", "use 3.11, 3.12"),
    ],
)
def test_what_pip_could_not_do_is_said_plainly(dev, monkeypatch, words, said):
    dev.VENV.mkdir()
    earlier = "NewConnectionError, of the day before\n"
    (dev.VENV / "install.log").write_text(earlier, encoding="utf-8")

    def failing(command: list[str], log: Path) -> bool:
        log.write_text(earlier + words, encoding="utf-8")
        return False

    monkeypatch.setattr(dev, "run_quietly", failing)
    with pytest.raises(dev.Stop, match=said):
        dev.pip_install("-r", "requirements.lock")


def test_hashes_are_required_and_nothing_is_built(dev, installed, monkeypatch):
    seen: list[list[str]] = []
    pretend = dev.run_quietly
    monkeypatch.setattr(
        dev,
        "run_quietly",
        lambda command, log: seen.append(command) or pretend(command, log),
    )
    dev.ensure_venv()
    packages = next(command for command in seen if "-r" in command)
    assert {"--require-hashes", "--only-binary"} <= set(packages)


# --- system packages ----------------------------------------------------------


@pytest.fixture
def debian(dev, monkeypatch, tmp_path) -> Path:
    """A machine without libGL whose apt-get writes down what it was told."""
    told = tmp_path / "told"
    programs = tmp_path / "programs"
    programs.mkdir()
    apt = programs / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> "{told}"\n', encoding="utf-8")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(dev, "can_load", lambda library: library != "libGL.so.1")
    monkeypatch.setattr(dev, "has_fonts", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    return told


def test_root_on_debian_gets_what_is_missing_and_only_that(dev, debian, monkeypatch):
    monkeypatch.setattr(dev, "is_root", lambda: True)
    dev.ensure_libraries(on_screen=False)
    assert debian.read_text(encoding="utf-8").splitlines() == [
        "update -qq",
        "install -qq -y --no-install-recommends libgl1",
    ]


def test_others_are_told_what_to_ask_for(dev, debian, monkeypatch, capsys):
    monkeypatch.setattr(dev, "is_root", lambda: False)
    dev.ensure_libraries(on_screen=False)
    assert not debian.exists()
    assert "sudo apt-get install libgl1\n" in capsys.readouterr().out


def test_a_machine_that_has_all_is_told_nothing(dev, debian, monkeypatch, capsys):
    monkeypatch.setattr(dev, "can_load", lambda library: True)
    dev.ensure_libraries(on_screen=True)
    assert not debian.exists()
    assert capsys.readouterr().out == ""


def test_a_window_on_a_screen_needs_more(dev, monkeypatch):
    monkeypatch.setattr(dev, "can_load", lambda library: False)
    monkeypatch.setattr(dev, "has_fonts", lambda: False)
    assert "libxcb-cursor0" not in dev.missing_packages(on_screen=False)
    assert "libxcb-cursor0" in dev.missing_packages(on_screen=True)
    assert "fonts-dejavu-core" in dev.missing_packages(on_screen=False)


@pytest.mark.parametrize("root", [True, False])
def test_programs_that_tests_open_things_with_are_installed_or_named(
    dev, debian, monkeypatch, capsys, root
):
    apt = dev.shutil.which("apt-get")
    there = {"apt-get": apt, "pdftoppm": "here"}
    monkeypatch.setattr(dev.shutil, "which", there.get)
    monkeypatch.setattr(dev, "is_root", lambda: root)
    dev.ensure_programs()
    wanted = "install libreoffice-impress libreoffice-calc\n"
    assert (wanted in capsys.readouterr().out) is not root
    assert debian.exists() is root
    if root:
        assert wanted.split()[1:] == debian.read_text(encoding="utf-8").split()[-2:]


@pytest.mark.parametrize("root", [True, False])
def test_a_python_without_venv_gets_it_or_asks_for_it(dev, debian, monkeypatch, root):
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    monkeypatch.setattr(dev, "is_root", lambda: root)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    if root:
        dev.ensure_venv_module()
        assert package in debian.read_text(encoding="utf-8")
    else:
        with pytest.raises(dev.Stop, match=f"apt-get install {package}"):
            dev.ensure_venv_module()


# --- commands -----------------------------------------------------------------


@pytest.fixture
def ran(dev, monkeypatch) -> list[str]:
    """Each command that was run, without its Python; those with "bad" fail."""
    commands: list[str] = []

    def pretend(command: list[str], **how: object) -> int:
        line = " ".join(command).replace(str(dev.venv_program("python")), "")
        commands.append(line.strip())
        return 7 if "bad" in line else 0

    @contextmanager
    def pretend_beside(name: str, command: list[str]) -> Iterator[Callable[[], bool]]:
        worked = pretend(command) == 0
        yield lambda: worked

    monkeypatch.setattr(dev, "beside", pretend_beside)
    monkeypatch.setattr(dev, "run", pretend)
    monkeypatch.setattr(dev, "ensure_libraries", lambda on_screen: None)
    monkeypatch.setattr(dev, "ensure_programs", lambda: None)
    monkeypatch.setattr(dev, "ensure_venv", lambda: None)
    return commands


def test_the_words_after_test_reach_pytest(dev, ran):
    assert dev.main(["test", "-k", "moran"]) == 0
    assert ran == ["-m pytest -k moran"]


def test_test_runs_every_check_and_every_test_and_pytest_last(dev, ran):
    assert dev.main(["test"]) == 0
    assert ran[0] == "-m resources.installer"
    assert [line.split()[1] for line in ran[1:4]] == ["ruff", "ruff", "mypy"]
    assert "lint-imports" in ran[4]
    assert ran[5].startswith("-m pytest -q -n ")
    assert "not slow" not in ran[5]
    assert "-m not frozen" in ran[5]
    assert ran[6].startswith("-m pytest -q -n ")
    assert "--dist worksteal" in ran[6]  # or the longest file keeps one worker alone
    assert ran[6].endswith("-m frozen")
    assert len(ran) == 7


def test_without_a_build_its_tests_are_left_out_and_test_fails(dev, ran, monkeypatch):
    @contextmanager
    def failing(name: str, command: list[str]) -> Iterator[Callable[[], bool]]:
        yield lambda: False

    monkeypatch.setattr(dev, "beside", failing)
    assert dev.main(["test"]) == 1
    assert not any("tests/frozen" in line for line in ran)


@pytest.mark.parametrize("code", [0, 3])
def test_what_runs_beside_is_heard_only_if_it_fails(dev, capsys, code):
    dev.VENV.mkdir()
    command = [sys.executable, "-c", f"print('words'); raise SystemExit({code})"]
    with dev.beside("build", command) as has_worked:
        assert has_worked() is (code == 0)
    assert capsys.readouterr().out == ("== build\nwords\n\n" if code else "")


def test_what_runs_beside_ends_with_what_it_was_for(dev):
    dev.VENV.mkdir()
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), dev.beside("build", command):
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 30


def test_package_passes_its_words_on(dev, ran):
    assert dev.main(["package", "--target", "deb"]) == 0
    assert ran == ["-m resources.installer --target deb"]


def test_test_goes_on_after_a_failure_and_names_it(dev, ran, monkeypatch, capsys):
    steps = [("mypy", ["bad"]), ("lint-imports", ["good"])]
    monkeypatch.setattr(dev, "lint_steps", lambda: steps)
    assert dev.main(["test"]) == 1
    assert ran[1:3] == ["bad", "good"]
    assert ran[3].startswith("-m pytest")
    assert capsys.readouterr().out.endswith("Failed: mypy\n")


def test_check_stops_at_the_first_failure_with_its_code(dev, ran, monkeypatch, capsys):
    steps = [("mypy", ["bad"]), ("lint-imports", ["good"])]
    monkeypatch.setattr(dev, "lint_steps", lambda: steps)
    assert dev.main(["check"]) == 7
    assert ran == ["bad"]
    assert capsys.readouterr().out.endswith("Failed: mypy\n")


def test_check_leaves_out_slow_tests(dev, ran):
    assert dev.main(["check"]) == 0
    assert ran[-1].startswith("-m pytest -q -n ")
    assert ran[-1].endswith("-m not (slow or frozen)")


def test_demo_writes_into_demo_and_passes_its_code_on(dev, ran, monkeypatch):
    monkeypatch.chdir(dev.ROOT)
    assert dev.main(["demo", "--bad"]) == 7
    assert ran == ["-m hotspot_app demo --out demo --bad"]


def test_app_without_a_screen_says_so(dev, ran, monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(dev, "ensure_libraries", lambda on_screen: ran.append("apt"))
    assert dev.main(["app"]) == 1
    assert "needs a screen" in capsys.readouterr().err
    assert ran == []


def test_app_opens_the_folder_it_is_given(dev, ran):
    assert dev.main(["app", "demo"]) == 0
    assert ran == ["-m hotspot_app.ui.start_up.app demo"]


@pytest.fixture
def benchmarks(dev) -> Path:
    folder = dev.ROOT / "tests" / "benchmarks"
    folder.mkdir(parents=True)
    for name in ("bench_bad.py", "bench_good.py", "made.py"):
        (folder / name).touch()
    return folder


def test_bench_runs_all_and_fails_if_one_does(dev, ran, benchmarks, capsys):
    assert dev.main(["bench"]) == 1
    assert ran == [str(benchmarks / name) for name in ("bench_bad.py", "bench_good.py")]
    assert capsys.readouterr().out.endswith("Failed: bench_bad\n")


def test_bench_runs_those_that_are_named(dev, ran, benchmarks):
    assert dev.main(["bench", "good", "--quick"]) == 0
    assert ran == [f"{benchmarks / 'bench_good.py'} --quick"]


def test_bench_without_such_a_name_says_so(dev, ran, benchmarks, capsys):
    assert dev.main(["bench", "other"]) == 1
    assert "no benchmark named other" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["tset"]])
def test_an_unknown_word_shows_what_can_be_asked_for(dev, ran, words, capsys):
    assert dev.main(words) == 2
    assert all(name in capsys.readouterr().err for name in ["demo"])
    assert ran == []


def test_every_command_is_explained(dev, capsys):
    assert dev.main(["--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"dev.py {name}" in said for name in dev.COMMANDS)


def test_who_reads_only_the_first_lines_of_the_help_sees_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_ctrl_c_ends_quietly(dev, monkeypatch, capsys):
    def stopped(on_screen: bool) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "ensure_libraries", stopped)
    assert dev.main(["check"]) == 130
    assert capsys.readouterr() == ("", "")


TIDYING = """
import pathlib, sys, time
ready, tidied = map(pathlib.Path, sys.argv[1:])
try:
    ready.touch()
    time.sleep(60)
except KeyboardInterrupt:
    time.sleep(0.4)
    tidied.touch()
    raise SystemExit(130)
"""


def test_ctrl_c_leaves_the_program_time_to_tidy_up(dev, tmp_path):
    ready, tidied = tmp_path / "ready", tmp_path / "tidied"
    started = subprocess.Popen(
        [
            *(sys.executable, "-c", TYPED_AT_A_TERMINAL, str(ROOT / "dev.py")),
            *(TIDYING, str(ready), str(tidied)),
        ],
        start_new_session=True,
        stderr=subprocess.PIPE,
    )
    while not ready.exists():
        time.sleep(0.02)
    os.killpg(started.pid, signal.SIGINT)
    _, said = started.communicate(timeout=30)
    assert tidied.exists()
    assert started.returncode == 130
    assert said == b""


TYPED_AT_A_TERMINAL = """
import runpy, sys
dev = runpy.run_path(sys.argv[1])
dev["COMMANDS"]["app"] = lambda words: dev["run"]([sys.executable, "-c", *words])
for name in ("ensure_libraries", "ensure_venv"):
    dev["main"].__globals__[name] = lambda **how: None
sys.exit(dev["main"](["app", *sys.argv[2:]]))
"""


def test_a_program_gets_our_environment_without_others_packages(dev, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PIP_CERT", "kept")
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert not {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"} & {*dev.environment()}
    assert dev.environment()["PIP_CERT"] == "kept"
    assert dev.environment()["PIP_USER"] == "0"
    assert "QT_QPA_PLATFORM" not in dev.environment()
    assert dev.environment(offscreen=True)["QT_QPA_PLATFORM"] == "offscreen"


@pytest.mark.parametrize("code", [0, 3])
def test_the_exit_code_of_a_program_is_passed_on(dev, code):
    assert dev.run([sys.executable, "-c", f"raise SystemExit({code})"]) == code


def test_ci_runs_the_whole_suite_from_anywhere():
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = script.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in lines
    assert lines[-1] == "exec python3 dev.py test"
    checked = subprocess.run(["bash", "-n", str(script)], check=False)
    assert checked.returncode == 0
