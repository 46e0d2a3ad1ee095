"""The colours of a map as QGIS keeps them (QML)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as Xml

from hotspot_app.brief.cells import safe_text
from hotspot_app.draw.looks.legend import Entry, MapKey
from hotspot_app.words import printable

_BRUSHES: Final = {
    "/": "b_diagonal",
    "\\": "f_diagonal",
    "-": "horizontal",
    "|": "vertical",
    "+": "cross",
    "x": "diagonal_x",
    ".": "dense7",
    "o": "dense6",
}
"""matplotlib's letters to Qt's brushes, by which QGIS names its patterns."""


def qgis_style(key: MapKey, field: str) -> str:
    """Write a style that draws each class as the map does.

    Parameters
    ----------
    field
        Name of the layer's field that holds the class's label, as `safe_text`
        leaves it.
    """
    root = Xml.Element("qgis", version="3.22.0", styleCategories="Symbology")
    renderer = Xml.SubElement(
        root,
        "renderer-v2",
        type="categorizedSymbol",
        attr=field,
        enableorderby="0",
        symbollevels="1",
        forceraster="0",
    )
    categories = Xml.SubElement(renderer, "categories")
    symbols = Xml.SubElement(renderer, "symbols")
    for number, entry in enumerate(key.entries):
        label = printable(entry.label)
        Xml.SubElement(
            categories,
            "category",
            symbol=str(number),
            value=str(safe_text(label)),
            label=label,
            type="string",
            render="true",
        )
        _symbol(symbols, str(number), entry)
    return "<!DOCTYPE qgis>\n" + Xml.tostring(root, encoding="unicode")


def _symbol(symbols: Xml.Element, name: str, entry: Entry) -> None:
    symbol = Xml.SubElement(
        symbols, "symbol", type="fill", name=name, alpha="1", clip_to_extent="1"
    )
    edge = {
        "outline_color": _colour(entry.edge),
        "outline_width": f"{entry.edge_width:g}",
        "outline_width_unit": "Point",
        "outline_style": "solid",
    }
    _fill(symbol, entry.level, {"color": _colour(entry.fill), "style": "solid", **edge})
    if entry.hatch:
        pattern = {
            "color": _colour(entry.hatch_colour),
            "style": _BRUSHES[entry.hatch[0]],
            "outline_style": "no",
        }
        _fill(symbol, entry.level, pattern)


def _fill(symbol: Xml.Element, level: int, values: Mapping[str, str]) -> None:
    layer = Xml.SubElement(
        symbol, "layer", {"class": "SimpleFill", "enabled": "1", "locked": "0"}
    )
    layer.set("pass", str(level))
    options = Xml.SubElement(layer, "Option", type="Map")
    for name, value in values.items():
        Xml.SubElement(options, "Option", type="QString", name=name, value=value)


def _colour(text: str) -> str:
    """Write "#rrggbb" as QGIS does: "178,24,43,255"."""
    return ",".join(str(int(text[i : i + 2], 16)) for i in (1, 3, 5)) + ",255"
