"""A cache of what was used last, limited in bytes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class LruCache:
    """Keep the values used last, as many as fit in `room` bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._held: dict[Hashable, tuple[Any, int]] = {}

    def get(
        self, key: Hashable, make: Callable[[], Made], size: Callable[[Made], int]
    ) -> Made:
        """Return what is kept under a key, or make it.

        Parameters
        ----------
        size
            Bytes of what was made; it isn't kept if they are more than the room.
        """
        known = self._held.pop(key, None)
        found: Made = make() if known is None else known[0]
        many = size(found) if known is None else known[1]
        self._held[key] = found, many
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
