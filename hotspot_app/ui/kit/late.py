"""Libraries loaded only when the first file is written, and memory freed after imports.

What only files are made with (matplotlib, and esda with scikit-learn behind it) holds
150 MB.
"""

from __future__ import annotations

import linecache
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable


def forget_sources() -> None:
    """Free the text of all sources, 600,000 lines, that PySide has read.

    At each import it looks whether the module speaks of Qt, and Python's `linecache`
    keeps what was read: 60 MB.
    """
    linecache.clearcache()


def written_by(name: str) -> Callable[..., None]:
    """Return a function of `brief.export`, loading what pictures are drawn with."""
    made = getattr(import_module("hotspot_app.brief.export"), name)
    forget_sources()
    return cast("Callable[..., None]", made)
