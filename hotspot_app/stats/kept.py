"""What was made lately and would cost time to make again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """The things used last, as many as fit in `room` bytes; for any thread."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._held: dict[Hashable, tuple[Any, int]] = {}
        self._lock = Lock()

    def get(self, key: Hashable, size: int, make: Callable[[], Made]) -> Made:
        """Return what is kept under a key, or make it.

        Parameters
        ----------
        size
            Its bytes; what is larger than the room is made anew each time.
        """
        with self._lock:
            known = self._held.pop(key, None)
        found, size = known or (make(), size)
        with self._lock:
            self._held[key] = found, size
            total = sum(each for _, each in self._held.values())
            for oldest, (_, each) in list(self._held.items()):
                if total <= self.room:
                    break
                del self._held[oldest]
                total -= each
        return found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
