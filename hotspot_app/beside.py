"""Work that waits for another process, done while this thread goes on.

The one place for a thread outside the window: it gains only where the work is another
process's, or a library's that lets Python go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import copy_context
from threading import Event
from typing import Final, TypeVar

from hotspot_app.errors import HotspotError
from hotspot_app.progress import is_stopped, stoppable

Found = TypeVar("Found")

OFTEN: Final = 0.05
"""Seconds between two chances to interrupt who waits for the result."""


@contextmanager
def beside(work: Callable[[], Found]) -> Iterator[Callable[[], Found]]:
    """Do work beside what the block does.

    Parameters
    ----------
    work
        Hears by `is_stopped` that nobody waits for it any more.

    Yields
    ------
    callable
        Waits for the result; raises what the work raised. If the block fails on a
        file and the work on another, the work's is raised, which was begun first.
    """
    over = Event()

    def stoppably() -> Found:
        stopped = copy_context()
        with stoppable(lambda: over.is_set() or stopped.run(is_stopped)):
            return work()

    with ThreadPoolExecutor(1, thread_name_prefix="hotspot-beside") as pool:
        begun = pool.submit(copy_context().run, stoppably)

        def result() -> Found:
            while not begun.done():  # Windows can't interrupt a wait without an end
                wait([begun], timeout=OFTEN)
            return begun.result()

        try:
            yield result
        except HotspotError:
            result()
            raise
        finally:
            over.set()
