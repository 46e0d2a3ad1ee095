"""Pictures of a brief's pages as the PDF has them, and where each section begins."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from hotspot_app.brief.content import Document
from hotspot_app.brief.writers.pdf import WIDTH
from hotspot_app.brief.writers.signs import breakable
from hotspot_app.brief.writers.typeset import asked, compiled, typst_files
from hotspot_app.progress import SILENT, Progress

_INCH: Final = 25.4

_ASKING: Final = """\
#include "{shape}.typ"
#context [#metadata(query(heading.where(level: 2)).map(each => (
  page: each.location().page(), said: each.body.children.first().value,
)))<headings>]
"""
"""What headings say stands in each as a value of its own, as the templates write it."""

_ALIKE: Final = 40
"""First letters by which a heading is known: long ones are cut."""


def page_pictures(
    document: Document, width_px: int, progress: Progress = SILENT
) -> tuple[list[bytes], dict[str, int]]:
    """Return every page as PNG, and the page that each section begins on.

    Parameters
    ----------
    width_px
        How wide a page is, in pixels.

    Raises
    ------
    InputError
        If the logo is no picture.
    Cancelled
        If the work should stop.
    """
    ppi = width_px * _INCH / WIDTH[document.shape]
    with typst_files(document, progress.part(0.0, 0.6)) as folder:
        progress.step(0.6, "Setting pages")
        pictures = compiled(folder, document.shape, "png", ppi)
        progress.step(0.9, "Setting pages")
        return pictures, _begins(document, _headings(folder, document.shape))


def _headings(folder: Path, shape: str) -> list[dict[str, Any]]:
    asking = folder / "headings.typ"
    asking.write_text(_ASKING.replace("{shape}", shape), encoding="utf-8")
    return asked(folder, asking.name, "headings")


def _begins(document: Document, headings: list[dict[str, Any]]) -> dict[str, int]:
    """Find each section's heading, in their order."""
    found: dict[str, int] = {}
    left = iter(headings)
    for section in document.sections:
        said = section.title or (section.finding.text if section.finding else "")
        begins = breakable(said)[:_ALIKE]
        if not begins:
            continue
        own = next((each for each in left if each["said"][0][:_ALIKE] == begins), None)
        if own is None:
            break
        found[section.id] = own["page"]
    return found
