"""Make the README's pictures from the practice town, in the app's environment.

.venv/bin/python resources/pictures/make.py
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hotspot_app.brief.page import map_page
from hotspot_app.brief.practice import practice_documents
from hotspot_app.brief.writers.pdf import page_images
from hotspot_app.draw.maps.figure import map_figure
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import run

PICTURE = Path(__file__).with_name("practice-clusters.png")
DPI = 110
COLOURS = 256
PPI = 72
GAP = 14
"""Pixels between two pages."""


def make() -> None:
    """Draw the map of the clusters of all crime, small enough for a web page."""
    page = map_page(run(practice_files(), Asked(method="local_moran")))
    assert page is not None
    sheet = map_figure(page)
    whole = io.BytesIO()
    sheet.savefig(whole, format="png", dpi=DPI)
    told = PngInfo()
    told.add_text("Title", sheet.heading)
    told.add_itxt("Description", sheet.alt, lang="en-GB")
    with Image.open(whole) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(PICTURE, optimize=True, pnginfo=told)


def make_pages() -> None:
    """Show the tasking sheet, and two pages of the brief side by side."""
    sheet, brief = practice_documents(("tasking", "pag"))
    _save([page_images(sheet, ppi=PPI)[0]], "brief-tasking.png", sheet.title)
    pages = page_images(brief, ppi=PPI)
    _save([pages[0], pages[3]], "brief-pages.png", brief.title)


def _save(pages: list[bytes], name: str, title: str) -> None:
    pictures = [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]
    wide = sum(each.width for each in pictures) + GAP * (len(pictures) - 1)
    whole = Image.new("RGB", (wide, pictures[0].height), "#d5d9de")
    left = 0
    for each in pictures:
        whole.paste(each, (left, 0))
        left += each.width + GAP
    told = PngInfo()
    told.add_text("Title", title)
    few = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURE.with_name(name), optimize=True, pnginfo=told)


if __name__ == "__main__":
    make()
    make_pages()
