"""A partnership's logo, read by the reader apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from hotspot_app.data.apart import reader
from hotspot_app.named_paths import from_root, refuse


def logo_pixels(path: Path) -> npt.NDArray[np.uint8]:
    """Return a logo's pixels: (rows, columns, 4) red, green, blue and opacity.

    Raises
    ------
    InputError
        If it is no PNG or JPEG, damaged or too large.
    """
    refuse(path)
    found = reader().ask("logo", {"path": str(from_root(path))}, where=path.name)
    pixels: npt.NDArray[np.uint8] = np.asarray(found, dtype=np.uint8)
    return pixels
