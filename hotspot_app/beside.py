"""Tasks run in threads, side by side.

The only place outside the window that starts threads. They save time only where another
process does the work, or a library that releases Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from contextvars import copy_context
from threading import Event, Lock
from typing import Final, TypeVar

from hotspot_app.errors import HotspotError
from hotspot_app.progress import Progress, is_stopped, stoppable

Found = TypeVar("Found")

OFTEN: Final = 0.05
"""Seconds between checks whether waiting for a result was interrupted."""


@contextmanager
def beside(work: Callable[[], Found]) -> Iterator[Callable[[], Found]]:
    """Run a task in a thread while the block runs.

    Parameters
    ----------
    work
        The task. It learns from `is_stopped` that its result is no longer wanted.

    Yields
    ------
    callable
        Waits for the result and returns it, or raises what the task raised. If block
        and task fail on different files, the task's error is raised, because the task
        began first.
    """
    with _threads(1) as begin:
        begun = begin(work)
        try:
            yield lambda: _result(begun)
        except HotspotError:
            _result(begun)
            raise


def side_by_side(works: Sequence[Callable[[], Found]]) -> list[Found]:
    """Run several tasks, two at a time, and return their results in order.

    If some fail, the first of them in order is raised. The others learn from
    `is_stopped` that nobody waits for them any more.
    """
    if len(works) < 2:
        return [work() for work in works]
    with _threads(2) as begin:
        return [_result(begun) for begun in [begin(work) for work in works]]


def parts_at_once(progress: Progress, sizes: Sequence[float]) -> list[Progress]:
    """Return progress handles for parts of a task that run side by side.

    Parameters
    ----------
    sizes
        Sizes of the parts relative to each other.
    """
    whole, lock = sum(sizes) or 1, Lock()
    done = [0.0] * len(sizes)

    def handle(at: int) -> Progress:
        def report(fraction: float, text: str) -> None:
            with lock:
                done[at] = sizes[at] * fraction
                progress.report(sum(done) / whole, text)

        return Progress(report, lambda: progress.cancelled() or is_stopped())

    return [handle(at) for at in range(len(sizes))]


def one_at_a_time() -> AbstractContextManager[object]:
    """Return a block that one thread enters while others wait."""
    return Lock()


@contextmanager
def _threads(
    many: int,
) -> Iterator[Callable[[Callable[[], Found]], Future[Found]]]:
    """Give a function that starts tasks in threads; stop unfinished ones at the end."""
    over = Event()

    def begin(work: Callable[[], Found]) -> Future[Found]:
        stopped = copy_context()

        def stoppably() -> Found:
            with stoppable(lambda: over.is_set() or stopped.run(is_stopped)):
                return work()

        return pool.submit(copy_context().run, stoppably)

    with ThreadPoolExecutor(many, thread_name_prefix="hotspot-beside") as pool:
        try:
            yield begin
        finally:
            over.set()
            pool.shutdown(wait=False, cancel_futures=True)


def _result(begun: Future[Found]) -> Found:
    while not begun.done():  # Windows can't interrupt a wait without an end
        wait([begun], timeout=OFTEN)
    return begun.result()
