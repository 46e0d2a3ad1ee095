"""One file that may hold a table, wherever it lies."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from hotspot_app.data.base.unpacking import DAMAGE, damaged
from hotspot_app.errors import InputError
from hotspot_app.paths import unreadable

Opener = Callable[[], IO[bytes]]


class NotATable(InputError):  # noqa: N818 - it is what is said
    """A file that is whole but not what is sought; left aside unless it was named."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file that may hold a table.

    Attributes
    ----------
    name
        The file's own name, unique among those read together.
    archive
        Name of the zip that holds the file, or "".
    shelf
        The download that the file belongs to: the zip or folder above its month's
        folder.
    size
        Size in bytes on disk, or as unpacked from the zip.
    asked
        True if the analyst named this very file.
    """

    name: str
    archive: str
    shelf: str
    size: int
    asked: bool
    open: Opener = field(compare=False, repr=False)

    @property
    def where(self) -> str:
        """Name of the file in messages."""
        return f"{self.archive}, {self.name}" if self.archive else self.name

    @contextmanager
    def stream(self) -> Iterator[IO[bytes]]:
        """Yield the file's bytes, unpacked.

        Raises
        ------
        InputError
            If it can't be opened, is truncated, damaged or locked.
        """
        try:
            with self._opened() as raw:
                yield raw
        except DAMAGE as error:
            raise damaged(self.where) from error
        except OSError as error:
            raise unreadable(Path(self.where), error) from error

    def _opened(self) -> IO[bytes]:
        try:
            return self.open()
        except UnicodeDecodeError as error:  # its name in the zip is two names
            raise damaged(self.where) from error
        except (NotImplementedError, RuntimeError) as error:
            raise InputError(
                "is packed in a way that can't be unpacked here",
                where=self.where,
                hint="Unpack it as you do other zips, and give the files inside.",
            ) from error
