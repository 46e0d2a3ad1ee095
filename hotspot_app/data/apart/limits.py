"""The limit of a reader process's memory, set by the operating system."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from typing import Final

MOST: Final = 1_000_000_000
"""Bytes."""

SWOLLEN: Final = 180_000_000
"""Bytes of growth after which a reader is restarted: libraries don't free all they
took."""

if sys.platform == "win32":
    import ctypes
    import faulthandler
    from ctypes import wintypes

    _KILLED_WHEN_CLOSED: Final = 0x2000
    _MEMORY_OF_EACH: Final = 0x0100
    _EXTENDED: Final = 9
    _NO_BOXES: Final = 0x8003

    class _Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Limits(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", _Basic),
            ("counters", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("most_process_memory", ctypes.c_size_t),
            ("most_job_memory", ctypes.c_size_t),
        )

    @cache
    def _kernel() -> ctypes.WinDLL:
        kernel = ctypes.WinDLL("kernel32")
        handle, number = wintypes.HANDLE, wintypes.DWORD
        kernel.CreateJobObjectW.restype = handle
        kernel.AssignProcessToJobObject.argtypes = (handle, handle)
        about = (handle, ctypes.c_int, ctypes.c_void_p, number)
        kernel.SetInformationJobObject.argtypes = about
        kernel.QueryInformationJobObject.argtypes = (*about, ctypes.c_void_p)
        kernel.CloseHandle.argtypes = (handle,)
        kernel.GetCurrentProcess.restype = handle
        kernel.K32GetProcessMemoryInfo.argtypes = (handle, ctypes.c_void_p, number)
        return kernel

    def held(process: subprocess.Popen[bytes]) -> Callable[[], None]:
        """Put a process into a job object of its own; call what is returned to end it.

        Where Windows refuses that, as inside some other jobs, its memory is checked
        instead: by the window (`takes_too_much`) and by itself (`must_go_on`).
        """
        kernel = _kernel()
        job = kernel.CreateJobObjectW(None, None)
        limits = _Limits()
        limits.basic.flags = _KILLED_WHEN_CLOSED | _MEMORY_OF_EACH
        limits.process_memory = MOST
        size = ctypes.sizeof(limits)
        kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), size)
        kernel.AssignProcessToJobObject(job, int(process._handle))
        return lambda: kernel.CloseHandle(job)

    def hold_myself() -> None:
        """Stop without a box to click away; the job object does the rest."""
        ctypes.WinDLL("kernel32").SetErrorMode(_NO_BOXES)

    @cache
    def holder() -> str:
        """Say what holds the memory of this process, as Windows tells it."""
        limits = _Limits()
        size = ctypes.sizeof(limits)
        _kernel().QueryInformationJobObject(
            None, _EXTENDED, ctypes.byref(limits), size, None
        )
        wanted = _KILLED_WHEN_CLOSED | _MEMORY_OF_EACH
        if limits.basic.flags & wanted != wanted or limits.process_memory > MOST:
            return "the window"
        return "a job object"

    def must_go_on(seconds: float) -> None:
        """End this process unless this is called again in time: 0 calls it off.

        Only where there is no job object, which ends with the window.
        """
        if seconds and holder() == "the window":
            faulthandler.dump_traceback_later(seconds, exit=True, file=2)
        else:
            faulthandler.cancel_dump_traceback_later()

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS_EX."""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("most_working_set", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
            ("own", ctypes.c_size_t),
        )

    def _counters(process: int) -> _Counters:
        counters = _Counters(size=ctypes.sizeof(_Counters))
        _kernel().K32GetProcessMemoryInfo(
            process, ctypes.byref(counters), counters.size
        )
        return counters

    def takes_too_much(process: subprocess.Popen[bytes]) -> bool:
        """Whether a process has more memory than a reader may."""
        return int(_counters(int(process._handle)).own) > MOST

    def most_held() -> int:
        """Return the most memory this process has held, in bytes."""
        return int(_counters(_kernel().GetCurrentProcess()).most_working_set)

else:
    import resource
    import signal

    def held(process: subprocess.Popen[bytes]) -> Callable[[], None]:
        """Leave it to the process, which holds itself."""
        del process
        return lambda: None

    def hold_myself() -> None:
        """Take no more memory than a reader may."""
        resource.setrlimit(resource.RLIMIT_DATA, (MOST, MOST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def holder() -> str:
        """Say what holds the memory of this process, as the system tells it."""
        most, _ = resource.getrlimit(resource.RLIMIT_DATA)
        return "a limit of its own" if most == MOST else "nothing"

    def takes_too_much(process: subprocess.Popen[bytes]) -> bool:
        """Return False: the process holds itself."""
        del process
        return False

    def must_go_on(seconds: float) -> None:
        """End this process unless this is called again in time: 0 calls it off.

        It ends native code too, also where nobody is left who would end it.
        """
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def most_held() -> int:
        """Return the most memory this process has held, in bytes.

        What `getrusage` says counts what the window held as it began this process.
        """
        with open("/proc/self/status", encoding="ascii") as told:  # noqa: PTH123
            said = next(line for line in told if line.startswith("VmHWM:"))
        return int(said.split()[1]) * 1_024
