"""Where things are kept, and how files are written whole or not at all."""

from __future__ import annotations

import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

from hotspot_app.errors import InputError

APP = "Hotspot"


def shipped(kind: str) -> Path:
    """Return the folder of files that come with the app.

    Parameters
    ----------
    kind
        "resources" or "boundaries".

    Raises
    ------
    ValueError
        If there is no such folder in the app.
    """
    if kind not in {"resources", "boundaries"}:
        raise ValueError(kind)
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / kind


def library() -> Path:
    """Return the user's own folder of boundaries (it may not exist yet)."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False)) / "boundaries"


def cache() -> Path:
    """Return the user's cache folder (it may not exist yet)."""
    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def _cannot_write(path: Path, error: OSError) -> InputError:
    reason = error.strerror or type(error).__name__
    return InputError(
        f"can't write here ({reason})",
        where=str(path),
        hint="Choose another folder, or free some space, and try again.",
    )


@contextmanager
def written(path: Path) -> Iterator[Path]:
    """Give a path to write to that becomes `path` only if all went well.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    scratch: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # not mkstemp, whose files only their owner could read
        name = path.parent / f".{path.stem}-{secrets.token_hex(4)}{path.suffix}"
        name.open("xb").close()
        scratch = name
        yield scratch
        scratch.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        if scratch is not None:
            scratch.unlink(missing_ok=True)


@contextmanager
def finished_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder whose files reach `folder` only if all went well.

    Files already in `folder` under the same names are replaced; others stay.

    Raises
    ------
    InputError
        If the folder can't be written or the disk is full.
    """
    scratch: Path | None = None
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
        yield scratch
        for file in sorted(scratch.iterdir()):
            file.replace(folder / file.name)
        made = False
    except OSError as error:
        raise _cannot_write(folder, error) from error
    finally:
        if scratch is not None:
            shutil.rmtree(scratch, ignore_errors=True)
        if made and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
