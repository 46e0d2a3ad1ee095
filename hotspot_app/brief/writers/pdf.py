"""A brief as PDF that screen readers can read, and as pictures of its pages."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from hotspot_app.brief.content import Document, Shape
from hotspot_app.brief.writers.typeset import compiled, typst_files
from hotspot_app.paths import written
from hotspot_app.progress import SILENT, Progress

_INCH: Final = 25.4

WIDTH: Final[dict[Shape, float]] = {"sheet": 297.0, "report": 210.0, "profiles": 210.0}
"""Of a page, in millimetres."""


def write_pdf(document: Document, path: Path, progress: Progress = SILENT) -> None:
    """Write a brief as PDF/UA-1.

    Raises
    ------
    InputError
        If the file can't be written, or the logo is no picture.
    Cancelled
        If the work should stop; nothing is written then.
    """
    with typst_files(document, progress.part(0.0, 0.6)) as folder:
        progress.step(0.6, "Setting pages")
        (made,) = compiled(folder, document.shape, "pdf")
    progress.step(0.95, "Writing the file")
    with written(path) as scratch:
        scratch.write_bytes(made)


def page_images(
    document: Document,
    *,
    width_px: int | None = None,
    ppi: float = 96.0,
    progress: Progress = SILENT,
) -> list[bytes]:
    """Return every page as PNG, as the PDF has it.

    Parameters
    ----------
    width_px
        How wide each is, in pixels; goes before `ppi`.
    ppi
        Pixels per inch.

    Raises
    ------
    InputError
        If the logo is no picture.
    Cancelled
        If the work should stop.
    """
    if width_px is not None:
        ppi = width_px * _INCH / WIDTH[document.shape]
    with typst_files(document, progress.part(0.0, 0.6)) as folder:
        progress.step(0.6, "Setting pages")
        return compiled(folder, document.shape, "png", ppi)
