"""Opens pictures with Pillow: named formats only, no further than the file goes."""

from __future__ import annotations

import os
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from typing import IO, cast

from PIL import Image

from hotspot_app.errors import InputError


@dataclass(frozen=True, slots=True)
class Refusals:
    """What is said of a picture that can't be used.

    Attributes
    ----------
    damaged, hint
        What is wrong, and what to do.
    too_large
        Makes the error of one with too many pixels, by its name.
    """

    damaged: str
    hint: str
    too_large: Callable[[str], InputError]


class _AsLongAsItIs:
    """A file that gives no more than it has, however much it is asked for.

    Where a strip of a picture ends is told by the file, and a reader makes room for
    all of it at once.
    """

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._size = os.fstat(stream.fileno()).st_size
        self.seek, self.tell = stream.seek, stream.tell
        self.fileno, self.flush = stream.fileno, stream.flush

    def read(self, size: int = -1) -> bytes:
        """Return so many bytes, or what is left."""
        left = max(self._size - self._stream.tell(), 0)
        return self._stream.read(left if size < 0 else min(size, left))


@contextmanager
def opened_picture(
    stream: BufferedReader, where: str, formats: tuple[str, ...], refusals: Refusals
) -> Iterator[Image.Image]:
    """Open a picture, and say plainly what is wrong with it.

    Parameters
    ----------
    formats
        As Pillow calls them; no other is tried.

    Raises
    ------
    InputError
        If it is damaged, of another format or too large.
    """
    source = cast("IO[bytes]", _AsLongAsItIs(stream))  # as much of one as is used
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=formats) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise refusals.too_large(where) from error
    except (
        OSError,
        SyntaxError,
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        OverflowError,
        struct.error,
    ) as error:
        raise InputError(refusals.damaged, where=where, hint=refusals.hint) from error
