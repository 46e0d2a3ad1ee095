"""A cache of what was used last, limited in size."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


def _one(_: object) -> int:
    return 1


class LruCache:
    """Keep the values used last, as many as fit in `room`."""

    def __init__(self, room: int) -> None:
        self.room = room
        self._held: dict[Hashable, tuple[Any, int]] = {}

    def get(
        self,
        key: Hashable,
        make: Callable[[], Made],
        size: Callable[[Made], int] = _one,
    ) -> Made:
        """Return the value cached under a key; make and cache it if there is none.

        Parameters
        ----------
        size
            Returns the size of a value, in the unit of `room`; a value larger than
            `room` isn't cached. By default 1, so that `room` is a number of values.
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

    def values(self) -> list[Any]:
        """Return the cached values, the last used last."""
        return [value for value, _ in self._held.values()]

    def keep(self, wanted: Callable[[Any], bool]) -> None:
        """Forget all but what is wanted."""
        self._held = {k: each for k, each in self._held.items() if wanted(each[0])}

    def clear(self) -> None:
        """Forget everything."""
        self._held.clear()
