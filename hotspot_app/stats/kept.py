"""What was made lately and would cost time to make again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Kept:
    """The things used last, as many as fit in `room` bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._held: dict[Hashable, tuple[Any, int]] = {}

    def get(self, key: Hashable, size: int, make: Callable[[], Made]) -> Made:
        """Return what is kept under a key, or make it.

        Parameters
        ----------
        size
            Its bytes; what is larger than the room is made anew each time.
        """
        found, size = self._held.pop(key, None) or (make(), size)
        self._held[key] = found, size
        held = list(self._held.items())
        total = sum(each for _, (_, each) in held)
        for oldest, (_, each) in held:
            if total <= self.room:
                break
            self._held.pop(oldest, None)
            total -= each
        return found

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()
