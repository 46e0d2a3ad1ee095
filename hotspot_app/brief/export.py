"""One file of an answer, of the kind its name asks for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hotspot_app.brief.layers import write_layers
from hotspot_app.brief.page import map_page
from hotspot_app.brief.results import values_table, write_csv
from hotspot_app.brief.workbook import write_workbook
from hotspot_app.draw.maps.figure import map_figure
from hotspot_app.draw.page.export import KINDS, page_bytes
from hotspot_app.errors import InputError
from hotspot_app.paths import written
from hotspot_app.project.ask.own_layer import Drawn
from hotspot_app.project.steps.answer import Answer
from hotspot_app.words import either

MAP_KINDS: Final = KINDS
TABLE_KINDS: Final = ("xlsx", "csv")
LAYER_KINDS: Final = ("gpkg",)


def write_map(
    answer: Answer, path: Path, drawn: Sequence[Drawn] = (), marking: str = ""
) -> None:
    """Write the map as PNG, SVG or PDF.

    Parameters
    ----------
    drawn
        The analyst's own layers drawn on the map, the topmost last.
    marking
        Who may see it, on the page and in the file; "" to say nothing.

    Raises
    ------
    InputError
        If the file name asks for another kind of file, the answer has no map, or the
        file can't be written.
    """
    kind = _kind(path, MAP_KINDS)
    with written(path) as scratch:
        page = map_page(answer, drawn, marking)
        if page is None:
            raise InputError(
                f"{answer.method.title} has no map",
                hint="Choose a method that finds something by area.",
            )
        scratch.write_bytes(page_bytes(map_figure(page), kind))


def write_table(answer: Answer, path: Path, marking: str = "") -> None:
    """Write the table of areas: XLSX with notes and files, or CSV as numbers only.

    Parameters
    ----------
    marking
        Who may see it, on every sheet of an XLSX; a CSV has room for it in its name
        only.

    Raises
    ------
    InputError
        If the file name asks for another kind of file, or it can't be written.
    """
    kind = _kind(path, TABLE_KINDS)
    if kind == "xlsx":
        write_workbook(answer, path, marking)
        return
    with written(path) as scratch:
        write_csv(values_table(answer), scratch)


def write_layer(answer: Answer, path: Path, marking: str = "") -> None:
    """Write areas and wards as a GeoPackage.

    Parameters
    ----------
    marking
        Who may see it, kept with every layer; "" to say nothing.

    Raises
    ------
    InputError
        If the file name asks for another kind of file, or it can't be written.
    """
    _kind(path, LAYER_KINDS)
    write_layers(answer, path, marking)


def _kind(path: Path, kinds: Sequence[str]) -> str:
    kind = path.suffix.lower().removeprefix(".")
    if kind not in kinds:
        names = either([f".{each}" for each in kinds])
        raise InputError(
            "the name doesn't say which kind of file it should be",
            where=path.name,
            hint=f"End it in {names}.",
        )
    return kind
