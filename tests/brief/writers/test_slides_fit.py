"""No shape leaves its slide and no text its box, by Pillow's own measure."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from PIL import ImageFont
from pptx.util import Emu

from hotspot_app.paths import shipped
from tests.brief.writers.awkward import EACH

LINE = 1.21
"""Of Inter: its ascent and descent over the size of its type."""

TOLERANCE = 0.3
"""Millimetres."""


@cache
def font(bold: bool) -> ImageFont.FreeTypeFont:
    name = "Inter-SemiBold.otf" if bold else "Inter-Regular.otf"
    return ImageFont.truetype(str(shipped("resources") / "fonts" / name), 1000)


def width(text: str, size: float, bold: bool) -> float:
    return font(bold).getlength(text) / 1000 * size * 25.4 / 72


def lines(text: str, room: float, size: float, bold: bool) -> int:
    count, line = 1, ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width(longer, size, bold) <= room:
            line = longer
            continue
        if line:
            count += 1
        line = word
        while width(line, size, bold) > room:
            kept = len(line)
            while width(line[:kept], size, bold) > room:
                kept -= 1
            line, count = line[kept:], count + 1
    return count


def height_of(body: Any, room: float) -> float:
    """How high a text's paragraphs are in a room of this width, millimetres."""
    high = 0.0
    for paragraph in body.findall("{*}p"):
        runs = list(paragraph.iter("{*}r"))
        if not runs:
            continue
        look = runs[0].find("{*}rPr")
        size, bold = int(look.get("sz")) / 100, look.get("b") == "1"
        text = "".join(run.find("{*}t").text or "" for run in runs)
        before = paragraph.find("{*}pPr/{*}spcBef/{*}spcPts")
        above = int(before.get("val")) / 100 if before is not None else 0
        properties = paragraph.find("{*}pPr")
        left = int(properties.get("marL", 0)) / 36_000 if properties is not None else 0
        count = lines(text, room - left, size, bold)
        high += (above + count * size * LINE) * 25.4 / 72
    return high


def insets(shape: Any) -> tuple[float, float]:
    """What a shape's edges take of its width and height; layouts set them."""
    body = shape._element.find("{*}txBody/{*}bodyPr")
    holder = shape
    if body.get("lIns") is None and shape.is_placeholder:
        index = shape.placeholder_format.idx
        layout = shape.part.slide_layout
        holder = next(
            each for each in layout.placeholders if each.placeholder_format.idx == index
        )
        body = holder._element.find("{*}txBody/{*}bodyPr")
    sides = [Emu(int(body.get(f"{side}Ins"))).mm for side in "ltrb"]
    return sides[0] + sides[2], sides[1] + sides[3]


@pytest.mark.parametrize("name", EACH)
def test_no_shape_leaves_its_slide_and_no_text_its_box(name: str, decks: Any) -> None:
    deck = decks(name)
    faults = []
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            right, bottom = shape.left + shape.width, shape.top + shape.height
            outside = (
                min(shape.left, shape.top) < 0
                or right > deck.slide_width
                or bottom > deck.slide_height
            )
            if outside:
                faults.append(f"{number}: {shape.name} leaves the slide")
            if shape.has_text_frame and shape.name != "Slide number":
                across, down = insets(shape)
                body = shape._element.find("{*}txBody")
                high = height_of(body, shape.width.mm - across)
                if high > shape.height.mm - down + TOLERANCE:
                    faults.append(f"{number}: {shape.name} {high:.1f} mm")
            if shape.has_table:
                faults += cells_too_small(number, shape)
    assert faults == []


def cells_too_small(number: int, frame: Any) -> list[str]:
    """Cells whose text is higher than their row, which would push the others down."""
    faults = []
    widths = [Emu(each.width).mm for each in frame.table.columns]
    assert sum(widths) == pytest.approx(frame.width.mm, abs=0.5)
    assert sum(Emu(r.height).mm for r in frame.table.rows) == pytest.approx(
        frame.height.mm, abs=0.5
    )
    for row in frame.table.rows:
        for cell, wide in zip(row.cells, widths, strict=True):
            room = wide - Emu(cell.margin_left + cell.margin_right).mm
            high = height_of(cell._tc.find("{*}txBody"), room)
            high += Emu(cell.margin_top + cell.margin_bottom).mm
            if high > Emu(row.height).mm + TOLERANCE:
                faults.append(f"{number}: cell {cell.text[:30]!r} {high:.1f} mm")
    return faults


@pytest.mark.parametrize("name", EACH)
def test_no_two_shapes_of_a_slide_overlap(name: str, decks: Any) -> None:
    for slide in decks(name).slides:
        shapes = list(slide.shapes)
        for at, one in enumerate(shapes):
            for other in shapes[at + 1 :]:
                across = min(one.left + one.width, other.left + other.width) - max(
                    one.left, other.left
                )
                down = min(one.top + one.height, other.top + other.height) - max(
                    one.top, other.top
                )
                apart = min(across, down) <= 36_000 // 10
                assert apart, f"{one.name} over {other.name}"
