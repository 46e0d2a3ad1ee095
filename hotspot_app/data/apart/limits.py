"""How much memory a reader may have, held by the system it runs on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Final

MOST: Final = 1_000_000_000
"""Bytes."""

SWOLLEN: Final = 350_000_000
"""Bytes; libraries don't give back all they had, so such a reader is begun anew."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _KILLED_WHEN_CLOSED: Final = 0x2000
    _MEMORY_OF_EACH: Final = 0x0100
    _EXTENDED: Final = 9

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

    def held(process: subprocess.Popen[bytes]) -> Callable[[], None]:
        """Put a process into a job object of its own; call what is returned to end it.

        Raises
        ------
        OSError
            If Windows doesn't let it.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
        )
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        job = kernel.CreateJobObjectW(None, None)
        limits = _Limits()
        limits.basic.flags = _KILLED_WHEN_CLOSED | _MEMORY_OF_EACH
        limits.process_memory = MOST
        size = ctypes.sizeof(limits)
        done = job and kernel.SetInformationJobObject(
            job, _EXTENDED, ctypes.byref(limits), size
        )
        if not (done and kernel.AssignProcessToJobObject(job, int(process._handle))):
            raise ctypes.WinError(ctypes.get_last_error())
        return lambda: kernel.CloseHandle(job)

    def hold_myself() -> None:
        """Do nothing: the job object holds it."""

    def must_go_on(seconds: float) -> None:
        """Do nothing: the job object ends with the window."""

    class _Counters(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS."""

        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("most_working_set", ctypes.c_size_t),
            ("others", ctypes.c_size_t * 7),
        )

    def is_swollen() -> bool:
        """Whether this process has held more than it should keep."""
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        counters = _Counters(size=ctypes.sizeof(_Counters))
        kernel.K32GetProcessMemoryInfo(
            wintypes.HANDLE(kernel.GetCurrentProcess()),
            ctypes.byref(counters),
            counters.size,
        )
        return int(counters.most_working_set) > SWOLLEN

else:
    import resource
    import signal
    from pathlib import Path

    def held(process: subprocess.Popen[bytes]) -> Callable[[], None]:
        """Leave it to the process, which holds itself."""
        del process
        return lambda: None

    def hold_myself() -> None:
        """Take no more memory than a reader may."""
        resource.setrlimit(resource.RLIMIT_DATA, (MOST, MOST))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def must_go_on(seconds: float) -> None:
        """End this process unless this is called again in time: 0 calls it off.

        It ends native code too, also where nobody is left who would end it.
        """
        signal.setitimer(signal.ITIMER_REAL, seconds)

    def is_swollen() -> bool:
        """Whether this process has held more than it should keep."""
        try:
            told = Path("/proc/self/status").read_text(encoding="ascii")
        except OSError:
            held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        else:  # the figure above begins with what the window held as it started this
            held = int(told.partition("VmHWM:")[2].split()[0])
        return held * 1_024 > SWOLLEN
