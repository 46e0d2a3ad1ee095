"""Runs a command that is killed if it, or what it starts, asks for a socket.

Run as `python tests/house/no_sockets.py [--window-system] COMMAND ...`. The kernel
looks, so that compiled libraries are seen too, and no error can be swallowed: what asks
is killed (SIGSYS). With `--window-system` sockets of this computer's own (AF_UNIX) may
be made and connected, as a screen is reached by one; nothing may listen.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

KILLED: Final = -signal.SIGSYS if sys.platform == "linux" else None
"""What `subprocess` gives for a command that has asked for a socket."""

MACHINES: Final = {
    "x86_64": (
        0xC000003E,
        {
            "socket": 41,
            "connect": 42,
            "accept": 43,
            "bind": 49,
            "listen": 50,
            "socketpair": 53,
            "accept4": 288,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "socket": 198,
            "socketpair": 199,
            "bind": 200,
            "listen": 201,
            "accept": 202,
            "connect": 203,
            "accept4": 242,
        },
    ),
}
"""What the kernel calls a machine, and the numbers of its calls."""

IO_URING_SETUP: Final = 425
"""On every machine: through it sockets could be made without being seen."""
X32_CALLS: Final = 0x40000000
"""From here on an x86_64 has its calls once more, with other numbers."""

AF_UNIX: Final = 1
PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = 22, 38, 2
KILL, ALLOW = 0x80000000, 0x7FFF0000
LOAD, RETURN, IF_EQUAL, IF_AT_LEAST = 0x20, 0x06, 0x15, 0x35
CALL, MACHINE, FAMILY = 0, 4, 16
"""Where in what the kernel gives are the call, the machine and the first argument."""

Step = tuple[int, int, int, int]
"""Of a filter: what to do, how many steps to skip if so and if not, and a number."""


class Program(ctypes.Structure):
    """A filter as the kernel takes it."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


class Instruction(ctypes.Structure):
    """A step as the kernel takes it."""

    _fields_ = (
        ("code", ctypes.c_ushort),
        ("so", ctypes.c_ubyte),
        ("otherwise", ctypes.c_ubyte),
        ("number", ctypes.c_uint32),
    )


def words(*, window_system: bool = False) -> list[str]:
    """Return words before a command that keep it from making sockets."""
    return [sys.executable, __file__, *["--window-system"] * window_system]


def words_if_possible() -> list[str]:
    """Return those words, or none where commands can't be kept from sockets."""
    return [] if why_not() else words()


@cache
def why_not() -> str:
    """Say why commands can't be kept from sockets here; nothing if they can."""
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return f"no filter is written for {sys.platform} on {platform.machine()}"
    done = subprocess.run(
        [*words(), "true"], capture_output=True, text=True, check=False
    )
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


def steps(machine: str, *, window_system: bool) -> Iterator[Step]:
    """Yield the steps of the filter for a machine."""
    name, calls = MACHINES[machine]
    yield LOAD, 0, 0, MACHINE
    yield IF_EQUAL, 1, 0, name
    yield RETURN, 0, 0, KILL
    yield LOAD, 0, 0, CALL
    yield IF_AT_LEAST, 0, 1, X32_CALLS
    yield RETURN, 0, 0, KILL
    let_through = {"connect", "socket"} if window_system else set()
    for number in (
        IO_URING_SETUP,
        *(number for call, number in calls.items() if call not in let_through),
    ):
        yield IF_EQUAL, 0, 1, number
        yield RETURN, 0, 0, KILL
    if window_system:
        yield IF_EQUAL, 0, 3, calls["socket"]
        yield LOAD, 0, 0, FAMILY
        yield IF_EQUAL, 1, 0, AF_UNIX
        yield RETURN, 0, 0, KILL
    yield RETURN, 0, 0, ALLOW


def forbid(*, window_system: bool) -> None:
    """Keep this process, and all it starts, from sockets, for good.

    Raises
    ------
    OSError
        If the kernel, or what this runs in, doesn't let it.
    """
    listed = [
        Instruction(*step)
        for step in steps(platform.machine(), window_system=window_system)
    ]
    held = (Instruction * len(listed))(*listed)
    program = Program(len(listed), ctypes.cast(held, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    address = ctypes.addressof(program)
    for call in (
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, address, 0, 0),
    ):
        if libc.prctl(*call) != 0:
            code = ctypes.get_errno()
            raise OSError(code, f"no filter can be set here: {os.strerror(code)}")


def main(command: Sequence[str]) -> None:
    """Become a command that can make no sockets."""
    window_system = command[0] == "--window-system"
    forbid(window_system=window_system)
    command = command[window_system:]
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[1:])
