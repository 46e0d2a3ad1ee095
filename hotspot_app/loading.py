"""Libraries loaded with garbage collection switched off."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Switch garbage collection off in the block, and freeze what the block loaded.

    What is loaded stays for good. Python would look through all of it again and
    again: a fifth of the time to load it, and most of the time to end.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
