"""Pixels as a PNG."""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt
from matplotlib.image import imsave


def png_of(pixels: npt.NDArray[np.uint8]) -> bytes:
    """Write pixels as PNG, the same bytes each time.

    Parameters
    ----------
    pixels
        (rows, columns, 4) red, green, blue and opacity.
    """
    stream = io.BytesIO()
    imsave(stream, pixels, format="png", metadata={"Software": ""})
    return stream.getvalue()
