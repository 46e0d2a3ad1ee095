from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imread

from hotspot_app.draw.looks.palettes import LOOKS
from hotspot_app.draw.maps.figure import MapPage, map_figure
from hotspot_app.draw.page.export import save
from hotspot_app.draw.page.furniture import BODY, Sheet, swatch, write

SVG = "{http://www.w3.org/2000/svg}"


def small() -> Sheet:
    sheet = Sheet(figsize=(3, 2))
    FigureCanvasAgg(sheet)
    sheet.heading, sheet.alt = "Ŵell & <good>", "Two words – and a swatch"
    write(sheet, "Searchable words", (10, 40), BODY)
    swatch(sheet, (10, 10), (20, 10), LOOKS["low-low likely"])
    return sheet


def test_three_files_are_written_and_nothing_else(tmp_path: Path):
    files = save(small(), tmp_path, "rates")
    assert [path.name for path in files] == ["rates.png", "rates.svg", "rates.pdf"]
    assert sorted(tmp_path.iterdir()) == sorted(files)


def test_same_page_gives_the_same_bytes(tmp_path: Path, town):
    page = MapPage(town.areas, town.wards, town.key(), "Clusters")
    one = save(map_figure(page), tmp_path, "one")
    other = save(map_figure(page), tmp_path, "other")
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


@pytest.mark.slow
def test_bytes_do_not_hang_on_the_process(tmp_path: Path):
    script = (
        "import sys; from pathlib import Path\n"
        "from matplotlib.backends.backend_agg import FigureCanvasAgg\n"
        "from hotspot_app.draw.page.export import save\n"
        "from hotspot_app.draw.page.furniture import BODY, Sheet, swatch, write\n"
        "from hotspot_app.draw.looks.palettes import LOOKS\n"
        "sheet = Sheet(figsize=(3, 2)); FigureCanvasAgg(sheet)\n"
        "write(sheet, 'Searchable words', (10, 40), BODY)\n"
        "swatch(sheet, (10, 10), (20, 10), LOOKS['low-low likely'])\n"
        "save(sheet, Path(sys.argv[1]))\n"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        )
        made.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert made[0] == made[1]


def test_svg_has_words_title_and_description_and_no_date(tmp_path: Path):
    _, path, _ = save(small(), tmp_path)
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    assert root.get("role") == "img"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert root.findtext(f"{SVG}title") == "Ŵell & <good>"
    assert root.findtext(f"{SVG}desc") == "Two words – and a swatch"
    assert [text.text for text in root.iter(f"{SVG}text")] == ["Searchable words"]
    assert "date" not in path.read_text(encoding="utf-8").lower()


def test_png_says_what_it_shows_at_200_dots_an_inch(tmp_path: Path):
    path, _, _ = save(small(), tmp_path)
    content = path.read_bytes()
    assert "Two words – and a swatch".encode() in content
    assert b"matplotlib" not in content.lower()
    assert imread(path).shape[:2] == (400, 600)


def test_pdf_has_title_language_and_no_date(tmp_path: Path):
    _, _, path = save(small(), tmp_path)
    content = path.read_bytes()
    assert content.startswith(b"%PDF-")
    assert b"/Lang (en-GB)" in content
    assert b"/DisplayDocTitle true" in content
    assert "Ŵell & <good>".encode("utf-16-be") in content
    assert b"Date" not in content


def test_pdf_embeds_its_letters_and_tells_what_they_are(tmp_path: Path):
    _, _, path = save(small(), tmp_path)
    content = path.read_bytes()
    fonts = re.findall(rb"/Type /Font\b.*?(?=endobj)", content, re.DOTALL)
    assert fonts
    assert all(b"/CharProcs" in font and b"/ToUnicode" in font for font in fonts)
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    maps = [zlib.decompress(each) for each in streams if each[:1] == b"x"]
    told = b"".join(each for each in maps if b"begincmap" in each)
    pairs = re.findall(rb"<(\w{4})>(?=\s*(?:\]|<|$|\n))", told)
    for letter in "Searchable words".replace(" ", ""):
        assert f"{ord(letter):04x}".encode() in {pair.lower() for pair in pairs}


def test_pdf_reader_finds_the_newer_catalogue_where_the_file_says(tmp_path: Path):
    _, _, path = save(small(), tmp_path)
    content = path.read_bytes()
    start = int(re.findall(rb"startxref\s+(\d+)", content)[-1])
    section = content[start:].splitlines()
    assert section[0] == b"xref"
    root, count = section[1].split()
    assert count == b"1"
    place = int(section[2].split()[0])
    assert content[place:].startswith(root + b" 0 obj\n<<")
    older = int(re.search(rb"/Prev (\d+)", content[start:]).group(1))
    assert content[older:].startswith(b"xref")


def test_settings_of_the_program_are_left_as_they_were(tmp_path: Path):
    before = dict(mpl.rcParams)
    save(small(), tmp_path)
    assert dict(mpl.rcParams) == before


def test_picture_shows_the_fill_of_a_class(tmp_path: Path):
    sheet = Sheet(figsize=(1, 1))
    FigureCanvasAgg(sheet)
    swatch(sheet, (5, 5), (15, 15), LOOKS["high-high clear"])
    path, _, _ = save(sheet, tmp_path)
    middle = np.asarray(imread(path))[100, 100, :3] * 255
    assert middle.round().tolist() == [0xB2, 0x18, 0x2B]
