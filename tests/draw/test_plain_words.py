"""Words of data on paper: as they stand, whatever they look like."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

from hotspot_app.draw.charts.data import Captions, arranged
from hotspot_app.draw.charts.pages import chart_figure
from hotspot_app.draw.maps.figure import MapPage, map_figure
from hotspot_app.draw.page.export import save
from hotspot_app.draw.page.furniture import Sheet
from hotspot_app.method import Chart, Column

NAMES = (
    r"$\frac{",
    r"$x^2$ and \$5",
    '<img src="//host/share/x.png">',
    "</text><b>Quay</b>",
    "Fish &amp; Chips & <!-- Mill -->",
    "_under {brace} %s ]]>",
    "Bell\x07 and\x0btab",
)
SVG = "{http://www.w3.org/2000/svg}"
UNWRITABLE = str.maketrans("\x07\x0b", "  ")
"""What no XML holds."""


def written_in(sheet: Sheet, folder: Path) -> str:
    """All words of the SVG in their order; the PDF is written too."""
    _, path = save(sheet, folder, kinds=("pdf", "svg"))
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    assert root.findtext(f"{SVG}title") == sheet.heading.translate(UNWRITABLE)
    assert not list(root.iter(f"{SVG}image"))
    return squeezed("".join(text.text or "" for text in root.iter(f"{SVG}text")))


def squeezed(words: str) -> str:
    """Leave out what lines are broken at."""
    return "".join(words.translate(UNWRITABLE).split())


@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_map_is_drawn_with_its_names_as_they_stand(make_town, tmp_path: Path):
    town = make_town(9, 8)
    wards = town.wards.assign(name=[NAMES[i % 7] for i in range(len(town.wards))])
    key = town.key()
    entries = [
        replace(entry, label=name)
        for entry, name in zip(key.entries, NAMES, strict=False)
    ]
    key = replace(key, entries=(*entries, *key.entries[7:]), title=NAMES[0])
    page = MapPage(town.areas, wards, key, " ".join(NAMES), NAMES, NAMES)
    sheet = map_figure(page)
    words = written_in(sheet, tmp_path)
    assert not any(text.get_parse_math() for text in sheet.findobj(Text))
    assert squeezed(" ".join(NAMES)) in words
    for name in NAMES:
        # in the title, the facts, the sources and the legend at least
        assert words.count(squeezed(name)) >= 4, name


@pytest.mark.filterwarnings("ignore:Glyph")
@pytest.mark.parametrize("kind", ["bars", "dots", "line", "scatter"])
def test_a_chart_is_drawn_with_its_names_as_they_stand(kind: str, tmp_path: Path):
    table = pd.DataFrame({"name": NAMES, "rate": range(7, 0, -1), "lag": range(7)})
    x = "lag" if kind == "scatter" else "name"
    chart = Chart("c", kind, "values", x, "rate", NAMES[0], reference="whole")
    columns = (
        Column("rate", "float", NAMES[1], NAMES[3]),
        Column("lag", "float", NAMES[2]),
    )
    sheet = chart_figure(
        arranged(
            chart,
            table,
            columns=columns,
            summary={"whole": 3.0},
            captions=Captions(reference=NAMES[4], foot=NAMES),
        )
    )
    words = written_in(sheet, tmp_path)
    assert not any(text.get_parse_math() for text in sheet.findobj(Text))
    for name in NAMES:
        assert words.count(squeezed(name)) >= (1 if kind == "scatter" else 2), name
    for name in (NAMES[0], NAMES[1], NAMES[3], NAMES[4]):
        assert squeezed(name) in words
