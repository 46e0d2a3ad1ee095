"""Steps that can be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

Value = TypeVar("Value")

MOST = 200
"""Steps remembered."""


@dataclass(frozen=True, slots=True)
class History(Generic[Value]):
    """The values of an undo history.

    Attributes
    ----------
    past
        Earlier values, oldest first.
    future
        Values undone, the next to redo last.

    Examples
    --------
    >>> steps = History(1).then(2).then(3).undone()
    >>> steps.now, steps.undone().now, steps.redone().now
    (2, 1, 3)
    """

    now: Value
    past: tuple[Value, ...] = ()
    future: tuple[Value, ...] = ()

    def then(self, value: Value) -> History[Value]:
        """Take a step; one to the same value is none."""
        if value == self.now:
            return self
        return History(value, (*self.past, self.now)[-MOST:])

    def undone(self) -> History[Value]:
        """Go a step back, if there is one."""
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (*self.future, self.now))

    def redone(self) -> History[Value]:
        """Take the step again that was undone last, if there is one."""
        if not self.future:
            return self
        return History(self.future[-1], (*self.past, self.now), self.future[:-1])

    def throughout(self, change: Callable[[Value], Value]) -> History[Value]:
        """Change every value, so that no undoing takes the change back."""
        return History(
            change(self.now),
            tuple(map(change, self.past)),
            tuple(map(change, self.future)),
        )
