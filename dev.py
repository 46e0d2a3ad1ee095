"""What can be done here, with nothing installed but Python 3.11 or newer.

python3 dev.py demo     does the month's job on the practice town, into demo/
python3 dev.py app      opens the window (app FILE: on a project)
python3 dev.py test     runs every check and every test
                        (with arguments: only pytest, with them)
python3 dev.py check    runs lint, types, floors and the fast tests, stops at
                        the first that fails
python3 dev.py bench    runs the benchmarks (bench WORD: those named so;
                        bench walk 5000: so many actions)
python3 dev.py package  builds the app as a folder that needs no Python, into
                        dist/ (package --target deb: a Debian package;
                        --target windows: a set-up for Windows)

Each first makes .venv from requirements.lock, unless it is there already.
"""

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

# This file has to parse on a much older Python, so that it can say this.
if sys.version_info < (3, 11):  # noqa: UP036 - it is the point
    sys.exit(
        "This needs Python 3.11 or newer, and this is Python "
        + platform.python_version()
        + ". Install a newer one and run it with that."
    )

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PROGRAMS = {
    "soffice": ("libreoffice-impress", "libreoffice-calc"),
    "pdftoppm": ("poppler-utils",),
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts")
FONT_PACKAGE = "fonts-dejavu-core"

NO_NETWORK = (
    "NewConnectionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ProxyError",
    "ConnectTimeout",
    "ReadTimeoutError",
    "SSLError",
    "getaddrinfo failed",
)


class Stop(Exception):  # noqa: N818 - it carries what to say, not a fault
    """Nothing more can be done; what to tell is its text."""


def say(text: str) -> None:
    print(text, flush=True)


# --- running other programs ---------------------------------------------------


NOT_OURS = {
    "PYTHONPATH",
    "PYTHONHOME",
    "PIP_TARGET",
    "PIP_PREFIX",
    # each start of the app, of which tests make a hundred, takes a second longer
    "PYTHONDONTWRITEBYTECODE",
}


def environment(offscreen: bool = False) -> dict[str, str]:
    """The user's, without what brings packages in from elsewhere or costs time."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    kept["PIP_USER"] = "0"
    if offscreen:
        kept.setdefault("QT_QPA_PLATFORM", "offscreen")
    return kept


def run(command: list[str], offscreen: bool = False, folder: Path = ROOT) -> int:
    """Run a program in front of the user and give its exit code."""
    with subprocess.Popen(command, cwd=folder, env=environment(offscreen)) as process:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            # Ctrl-C reaches the program too, which may have to tidy up.
            try:
                process.wait(timeout=10)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                process.kill()
            raise
    return code if code >= 0 else 128 - code


def run_quietly(command: list[str], log: Path) -> bool:
    """Run a program whose output goes to a log file; say whether it worked."""
    with log.open("ab") as output:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
        )
    return done.returncode == 0


# --- system libraries ---------------------------------------------------------


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_fonts() -> bool:
    folders = [Path(name).expanduser() for name in FONT_FOLDERS]
    return any(next(folder.rglob("*.[to]tf"), None) for folder in folders)


def missing_packages(on_screen: bool) -> list[str]:
    """Debian's names of what Qt needs and this machine lacks."""
    wanted = {**LIBRARIES, **SCREEN_LIBRARIES} if on_screen else LIBRARIES
    missing = [package for name, package in wanted.items() if not can_load(name)]
    return missing if has_fonts() else [*missing, FONT_PACKAGE]


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages, if we may; say whether it worked."""
    apt = shutil.which("apt-get")
    if not (apt and is_root()):
        return False
    say(f"Installing system packages: {' '.join(packages)}")
    for arguments in (
        ["update", "-qq"],
        ["install", "-qq", "-y", "--no-install-recommends", *packages],
    ):
        done = subprocess.run(
            [apt, *arguments],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    return done.returncode == 0


def ensure_libraries(on_screen: bool) -> None:
    """Install what Qt needs or say what is missing, and go on."""
    if sys.platform != "linux":
        return
    missing = missing_packages(on_screen)
    if missing and not apt_install(missing):
        say(
            "The window and its tests need system packages that are not here. "
            f"Ask IT for: sudo apt-get install {' '.join(missing)}\n"
            "(other systems call them differently). Going on without."
        )


def ensure_programs() -> None:
    """Install what tests open our slides and pages with, or say what is missing."""
    lacking = [name for name in PROGRAMS if not shutil.which(name)]
    packages = [package for name in lacking for package in PROGRAMS[name]]
    if sys.platform == "linux" and packages and not apt_install(packages):
        say(
            "Some tests open what is written with other programs, which are not "
            f"here. Ask IT for: sudo apt-get install {' '.join(packages)}\n"
            "(other systems call them differently). Going on without."
        )


# --- the virtual environment --------------------------------------------------


def venv_program(name: str) -> Path:
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def digest(*parts: bytes) -> str:
    mixed = hashlib.sha256()
    for part in parts:
        mixed.update(hashlib.sha256(part).digest())
    return mixed.hexdigest()


def packages_stamp() -> str:
    """Of what `.venv` is made from: a moved one imports from its old place."""
    return digest(
        LOCK.read_bytes(),
        sys.version.encode(),
        platform.machine().encode(),
        str(ROOT).encode(),
    )


def project_stamp() -> str:
    """Of what the project's own entry in `.venv` is made from."""
    return digest(
        (ROOT / "pyproject.toml").read_bytes(),
        (ROOT / "hotspot_app" / "__init__.py").read_bytes(),
    )


def is_stamped(name: str, stamp: str) -> bool:
    file = VENV / name
    return file.is_file() and file.read_text(encoding="ascii") == stamp


def is_ready() -> bool:
    packages = packages_stamp()
    return (
        has_packages(packages)
        and is_stamped("compiled", packages)
        and is_stamped("project", project_stamp())
    )


def has_packages(stamp: str) -> bool:
    """Whether all that was installed is still there."""
    if not (venv_program("python").exists() and is_stamped("packages", stamp)):
        return False
    contents = VENV / "contents"
    text = contents.read_text(encoding="utf-8") if contents.exists() else ""
    folder = site_packages()
    return all((folder / name).exists() for name in text.splitlines())


def site_packages() -> Path:
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))


def note_packages(stamp: str) -> None:
    found = site_packages().glob("*")
    names = sorted(each.name for each in found if each.suffix != ".dist-info")
    names = [name for name in names if name != "__pycache__"]
    (VENV / "contents").write_text("\n".join(names), encoding="utf-8")
    (VENV / "packages").write_text(stamp, encoding="ascii")


def ensure_venv() -> None:
    """Make `.venv` unless it is there, whole and from this lock.

    A stamp is written when a part is finished, so what was interrupted is
    made anew.
    """
    if is_ready():
        return
    with alone():
        packages = packages_stamp()
        if not has_packages(packages):
            make_venv()
            note_packages(packages)
        if not is_stamped("compiled", packages):
            compile_packages()
            (VENV / "compiled").write_text(packages, encoding="ascii")
        project = project_stamp()
        if not is_stamped("project", project):
            pip_install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
            (VENV / "project").write_text(project, encoding="ascii")


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other dev.py is making `.venv`, and keep others waiting."""
    with (ROOT / ".venv.lock").open("a", encoding="ascii") as file:
        if not lock(file):
            say("Another dev.py is making .venv; waiting for it ...")
            while not lock(file):
                time.sleep(0.2)
        yield


def lock(file: TextIO) -> bool:
    """Take a file, until it is closed, unless another process has it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # some network folders know no locks
        return True
    return True


def make_venv() -> None:
    """Make `.venv` from nothing, with exactly the packages of the lock."""
    ensure_venv_module()
    say("Making .venv from requirements.lock, which takes about a minute ...")
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
    except OSError as error:
        raise Stop(
            f"The old {VENV} can't be replaced ({error.strerror}). Close the "
            "programs that use it, or delete it, and try again."
        ) from error
    # When run by the old environment's Python, the new one must not need it.
    base = getattr(sys, "_base_executable", None) or sys.executable
    log = VENV / "install.log"
    if not run_quietly([base, "-m", "venv", str(VENV)], log):
        said = log.read_text(encoding="utf-8", errors="replace")
        raise Stop(f"Python could not make {VENV}:\n{last_lines(said)}")
    pip_install("--require-hashes", "--only-binary", ":all:", "-r", str(LOCK))


def compile_packages() -> None:
    """Compile the packages once, as pip doesn't where Python writes no byte code.

    A start takes seconds longer without. Some packages bring files that are not
    meant for this Python, so whether all could be compiled says nothing.
    """
    quietly = ["-m", "compileall", "-q", "-j", "0", str(VENV)]
    run_quietly([str(venv_program("python")), *quietly], VENV / "compile.log")


def ensure_venv_module() -> None:
    """Debian leaves out of Python what makes virtual environments."""
    if importlib.util.find_spec("ensurepip"):
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not apt_install([package]):
        raise Stop(
            "This Python can't make virtual environments. On Debian and Ubuntu "
            f"ask IT for: sudo apt-get install {package}"
        )


def pip_install(*arguments: str) -> None:
    log = VENV / "install.log"
    pip = [str(venv_program("python")), "-m", "pip", "install", "--no-input"]
    quiet = ["--disable-pip-version-check", "--retries", "2"]
    before = log.stat().st_size if log.exists() else 0
    if run_quietly([*pip, *quiet, *arguments], log):
        return
    said = log.read_bytes()[before:].decode(errors="replace")
    if any(word in said for word in NO_NETWORK):
        raise Stop(
            "The packages could not be fetched: there is no network, or it needs "
            "a proxy or a mirror that pip has not been told of "
            "(`pip config list` shows what it knows)."
        )
    raise Stop(
        "The packages could not be installed. If pip found none for this Python "
        f"({platform.python_version()}), use 3.11, 3.12 or 3.13. "
        f"Its last words:\n{last_lines(said)}"
    )


def last_lines(said: str) -> str:
    return "\n".join(said.splitlines()[-8:])


# --- what can be asked for ----------------------------------------------------


def python(*arguments: str) -> list[str]:
    return [str(venv_program("python")), *arguments]


def lint_steps() -> list[tuple[str, list[str]]]:
    return [
        ("ruff check", python("-m", "ruff", "check", ".")),
        ("ruff format", python("-m", "ruff", "format", "--check", ".")),
        ("mypy", python("-m", "mypy")),
        ("lint-imports", [str(venv_program("lint-imports"))]),
    ]


def pytest(*arguments: str) -> list[str]:
    """Tests on all processors; each worker takes what lies together."""
    workers = str(min(os.cpu_count() or 1, 4))
    return python("-m", "pytest", "-q", "-n", workers, *arguments)


@contextmanager
def beside(name: str, command: list[str]) -> Iterator[Callable[[], bool]]:
    """Run a program that shows nothing while others run in front.

    Yields what waits for its end and says whether it worked; if it didn't, it
    shows what the program said.
    """
    log = VENV / f"{name}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )

    def has_worked() -> bool:
        worked = process.wait() == 0
        if not worked:
            say(f"== {name}\n{log.read_text(encoding='utf-8', errors='replace')}")
        return worked

    try:
        yield has_worked
    finally:
        process.kill()
        process.wait()


def demo(arguments: list[str]) -> int:
    out = "demo" if Path.cwd() == ROOT else str(ROOT / "demo")
    return run(
        python("-m", "hotspot_app", "demo", "--out", out, *arguments),
        folder=Path.cwd(),
    )


def has_screen() -> bool:
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in names)


def app(arguments: list[str]) -> int:
    return run(
        python("-m", "hotspot_app.ui.start_up.app", *arguments), folder=Path.cwd()
    )


def test(arguments: list[str]) -> int:
    """Run everything even if a step fails; pytest's closing line comes last.

    Lint and types use one processor, and so does the build that the last tests need.
    """
    if arguments:
        return run(python("-m", "pytest", *arguments), offscreen=True)
    failed: list[str] = []

    def step(name: str, command: list[str]) -> None:
        say(f"== {name}")
        if run(command, offscreen=True):
            failed.append(name)

    with beside("build", python("-m", "resources.installer")) as is_built:
        for name, command in lint_steps():
            step(name, command)
        step("pytest", pytest("--dist", "worksteal", "-m", "not frozen"))
        if is_built():
            frozen = pytest("--dist", "worksteal", "tests/frozen", "-m", "frozen")
            step("pytest of the built app", frozen)
        else:
            failed.append("build")
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def check(arguments: list[str]) -> int:
    """Stop at the first step that fails."""
    fast = pytest("--dist", "worksteal", "-m", "not (slow or frozen)", *arguments)
    for name, command in [*lint_steps(), ("fast tests", fast)]:
        say(f"== {name}")
        code = run(command, offscreen=True)
        if code:
            say(f"Failed: {name}")
            return code
    return 0


def bench(arguments: list[str]) -> int:
    """Run each benchmark, also after one has failed."""
    scripts = sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py"))
    options = [word for word in arguments if word.startswith("-") or word.isdigit()]
    words = [word for word in arguments if word not in options]
    if words:
        scripts = [file for file in scripts if any(w in file.stem for w in words)]
    if not scripts:
        raise Stop(f"There is no benchmark named {' or '.join(words) or 'bench_*'}.")
    failed = []
    for script in scripts:
        say(f"== {script.stem}")
        if run(python(str(script), *options), offscreen=True):
            failed.append(script.stem)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def package(arguments: list[str]) -> int:
    return run(python("-m", "resources.installer", *arguments))


COMMANDS = {
    "demo": demo,
    "app": app,
    "test": test,
    "check": check,
    "bench": bench,
    "package": package,
}


def main(arguments: list[str]) -> int:
    try:
        return act(arguments)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # who read has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def act(arguments: list[str]) -> int:
    if arguments and arguments[0] in {"-h", "--help", "help"}:
        say(str(__doc__).strip())
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        print(str(__doc__).strip(), file=sys.stderr)
        return 2
    name, *rest = arguments
    if name == "app" and not has_screen():
        raise Stop("The window needs a screen, and there is none here.")
    ensure_libraries(on_screen=name == "app" and "QT_QPA_PLATFORM" not in os.environ)
    ensure_venv()
    return COMMANDS[name](rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
