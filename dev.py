"""What can be done here, with nothing installed but Python 3.11 or newer.

python3 dev.py demo    does the month's job on the practice town, into demo/
python3 dev.py app     opens the window (app FOLDER: on a result of `run`)
python3 dev.py test    runs every check and every test
                       (with arguments: only pytest, with them)
python3 dev.py check   runs lint, types, floors and the fast tests, stops at
                       the first that fails
python3 dev.py bench   runs the benchmarks (bench WORD: those named so)

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
from pathlib import Path

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
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts")
FONT_PACKAGE = "fonts-dejavu-core"

NO_NETWORK = (
    "NewConnectionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "ProxyError",
    "ConnectTimeout",
    "getaddrinfo failed",
)


class Stop(Exception):  # noqa: N818 - it carries what to say, not a fault
    """Nothing more can be done; what to tell is its text."""


def say(text: str) -> None:
    print(text, flush=True)


# --- running other programs ---------------------------------------------------


def environment(offscreen: bool = False) -> dict[str, str]:
    """Ours, without what would bring packages in from elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "PYTHONHOME"}
    }
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


def ensure_venv() -> None:
    """Make `.venv` unless it is there, whole and from this lock.

    A stamp is written when a part is finished, so what was interrupted is
    made anew.
    """
    packages = packages_stamp()
    if not (venv_program("python").exists() and is_stamped("packages", packages)):
        make_venv()
        (VENV / "packages").write_text(packages, encoding="ascii")
    if not is_stamped("compiled", packages):
        compile_packages()
        (VENV / "compiled").write_text(packages, encoding="ascii")
    project = project_stamp()
    if not is_stamped("project", project):
        pip_install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
        (VENV / "project").write_text(project, encoding="ascii")


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
        raise Stop(f"Python could not make {VENV}:\n{last_lines(log)}")
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
    if run_quietly([*pip, *quiet, *arguments], log):
        return
    said = log.read_text(encoding="utf-8", errors="replace")
    if any(word in said for word in NO_NETWORK):
        raise Stop(
            "The packages could not be fetched: there is no network, or it needs "
            "a proxy or a mirror that pip has not been told of "
            "(`pip config list` shows what it knows)."
        )
    raise Stop(
        "The packages could not be installed. If pip found none for this Python "
        f"({platform.python_version()}), use 3.11, 3.12 or 3.13. "
        f"Its last words:\n{last_lines(log)}"
    )


def last_lines(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(lines[-8:])


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
    if not has_screen():
        raise Stop("The window needs a screen, and there is none here.")
    return run(python("-m", "hotspot_app.ui.app", *arguments), folder=Path.cwd())


def test(arguments: list[str]) -> int:
    """Run everything even if a step fails; pytest's closing line comes last."""
    if arguments:
        return run(python("-m", "pytest", *arguments), offscreen=True)
    steps = lint_steps()
    workers = str(min(os.cpu_count() or 1, 4))
    steps.append(("pytest", python("-m", "pytest", "-q", "-n", workers)))
    failed = []
    for name, command in steps:
        say(f"== {name}")
        if run(command, offscreen=True):
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def check(arguments: list[str]) -> int:
    """Stop at the first step that fails."""
    fast = python("-m", "pytest", "-q", "-m", "not slow", *arguments)
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
    words = [word for word in arguments if not word.startswith("-")]
    options = [word for word in arguments if word.startswith("-")]
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


COMMANDS = {"demo": demo, "app": app, "test": test, "check": check, "bench": bench}


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] in {"-h", "--help", "help"}:
        say(str(__doc__).strip())
        return 0
    if not arguments or arguments[0] not in COMMANDS:
        print(str(__doc__).strip(), file=sys.stderr)
        return 2
    name, *rest = arguments
    try:
        ensure_libraries(
            on_screen=name == "app" and "QT_QPA_PLATFORM" not in os.environ
        )
        ensure_venv()
        return COMMANDS[name](rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
