"""A partnership's logo as plain numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from hotspot_app.data.native.picture_file import Refusals, opened_picture
from hotspot_app.errors import InputError
from hotspot_app.named_paths import open_file
from hotspot_app.paths import unreadable

_MOST: Final = 20_000_000
"""Pixels a logo may have."""
_SIDE: Final = 1_200
"""Pixels of the longer side that are kept: 10 cm on paper."""
_HINT: Final = "Save the logo again as PNG or JPEG, and smaller."


def read_logo(path: Path) -> npt.NDArray[np.uint8]:
    """Read a logo.

    Returns
    -------
    numpy.ndarray
        (rows, columns, 4) red, green, blue and opacity.

    Raises
    ------
    InputError
        If it is no PNG or JPEG, damaged or too large.
    """
    refusals = Refusals(
        "the logo is damaged or is neither PNG nor JPEG", _HINT, _too_large
    )
    try:
        stream = open_file(path)
    except OSError as error:
        raise unreadable(path, error) from error
    with (
        stream,
        opened_picture(stream, path.name, ("PNG", "JPEG"), refusals) as image,
    ):
        if image.width * image.height > _MOST:
            raise _too_large(path.name)
        image.thumbnail((_SIDE, _SIDE))
        return np.asarray(image.convert("RGBA"), dtype=np.uint8)


def _too_large(where: str) -> InputError:
    return InputError(
        f"the logo has more than {_MOST // 1_000_000} million pixels",
        where=where,
        hint=_HINT,
    )
