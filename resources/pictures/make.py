"""Make the README's picture from the practice town, in the app's environment.

.venv/bin/python resources/pictures/make.py
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from hotspot_app.brief.page import map_page
from hotspot_app.draw.maps.figure import map_figure
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import run

PICTURE = Path(__file__).with_name("practice-clusters.png")
DPI = 110
COLOURS = 256


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


if __name__ == "__main__":
    make()
