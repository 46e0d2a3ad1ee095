from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.font_manager import fontManager

from hotspot_app.draw.page.export import page_bytes
from hotspot_app.draw.page.furniture import BODY, TITLE, Sheet, lacking, write
from hotspot_app.draw.page.typeface import FAMILIES, TYPEFACE, others_folder
from hotspot_app.paths import shipped


@pytest.fixture
def sheet() -> Sheet:
    sheet = Sheet(figsize=(4, 2))
    FigureCanvasAgg(sheet)
    write(sheet, "Burglary rose", (10, 40), TITLE)
    write(sheet, "Ελλάδα, and ☎", (10, 20), BODY)
    return sheet


def test_pictures_are_set_in_the_apps_own_typeface(sheet: Sheet):
    named = re.findall(rb"/BaseFont /([A-Za-z+-]+)", page_bytes(sheet, "pdf"))
    assert {b"Inter-Regular", b"Inter-SemiBold"} <= {n.split(b"+")[-1] for n in named}
    assert f"'{TYPEFACE}'" in page_bytes(sheet, "svg").decode()


def test_no_font_of_the_machine_is_known():
    ours = {shipped("resources") / "fonts", others_folder()}
    assert {Path(each.fname).parent for each in fontManager.ttflist} <= ours


def test_matplotlib_has_nothing_to_complain_of(sheet: Sheet, caplog):
    for kind in ("png", "svg", "pdf"):
        page_bytes(sheet, kind)
    assert caplog.text == ""


def test_signs_that_the_typeface_lacks_are_taken_from_another():
    assert len(FAMILIES) == 2
    assert lacking(["☎ a street", "漢"]) == ("漢",)


def test_every_sign_of_a_pdf_can_be_searched(sheet: Sheet):
    said = "(2026) 12:30 10x10 A-B (A) -> 5*3 ffi"
    write(sheet, said, (10, 10), BODY)
    pages = [
        zlib.decompress(each)
        for each in re.findall(
            rb"stream\r?\n(.*?)\r?\nendstream", page_bytes(sheet, "pdf"), re.DOTALL
        )
        if each[:1] == b"x"
    ]
    drawn = b"".join(re.findall(rb"\(((?:\\.|[^\\)])*)\)", b"".join(pages)))
    assert said in re.sub(rb"\\(.)", rb"\1", drawn).decode("latin-1")
