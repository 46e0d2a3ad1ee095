"""Builds what Wine lacks into a Wine prefix: `stand_ins.py PREFIX`, for tests only.

Three libraries of Windows that Debian's Wine 8 has not, or not whole. They are never
part of what is shipped: they are put where Windows keeps its own, which the app's
folder has none of, and each carries words by which a build is refused.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
WINE = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
GCC, OBJDUMP = "x86_64-w64-mingw32-gcc", "x86_64-w64-mingw32-objdump"

WINES_OWN = "ucrtwine"
"""Wine's own ucrtbase, under the name by which ours hands on what it has not."""


def build(system: Path) -> None:
    """Put the stand-ins into a prefix's folder `system32`."""
    for name in ("bcryptprimitives", "icuuc"):
        compile_library(system / f"{name}.dll", HERE / f"{name}.c")
    original = (WINE / "ucrtbase.dll").read_bytes()
    # Wine takes a library so marked for its own by name, whatever it is called
    copy = original.replace(b"Wine builtin DLL", b"\0" * 16, 1)
    (system / f"{WINES_OWN}.dll").write_bytes(copy)
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "ucrtbase.def"
        names.write_text(definition(), encoding="ascii")
        ours = system / "ucrtbase.dll"
        ours.unlink(missing_ok=True)  # it may be a link to Wine's own
        compile_library(ours, HERE / "complex.c", names)


def compile_library(made: Path, *sources: Path) -> None:
    """Compile a DLL that needs nothing but what Wine has."""
    flags = ["-shared", "-O2", "-static", "-ffp-contract=off"]
    subprocess.run([GCC, *flags, "-o", made, *sources], check=True)


def definition() -> str:
    """Return the names the library has: ours, and all others of Wine's own."""
    ours = own_names()
    lines = [f"{name} = my_{name}" for name in sorted(ours)]
    lines += [
        f'"{name}" = "{WINES_OWN}.{name}"'
        for name in exported(WINE / "ucrtbase.dll")
        if name not in ours and not name.startswith("?")
    ]
    return "\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines]) + "\n"


def own_names() -> set[str]:
    """Return what `complex.c` defines, as a compiler sees it."""
    expanded = subprocess.run(
        [GCC, "-E", HERE / "complex.c"], check=True, capture_output=True, text=True
    )
    return set(re.findall(r"\bmy_(\w+)\(", expanded.stdout))


def exported(library: Path) -> list[str]:
    """Return the names a DLL exports."""
    listing = subprocess.run(
        [OBJDUMP, "-p", library], check=True, capture_output=True, text=True
    )
    table = listing.stdout.partition("[Ordinal/Name Pointer] Table")[2]
    return re.findall(r"^\t\[ *\d+\] (\S+)$", table, re.MULTILINE)


if __name__ == "__main__":
    build(Path(sys.argv[1]) / "drive_c" / "windows" / "system32")
