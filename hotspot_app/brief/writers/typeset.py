"""A brief as files for Typst: its content as data, its pictures and our templates."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from hotspot_app.brief.content import (
    Block,
    Document,
    NativeChart,
    Picture,
    Section,
    Sentence,
    Table,
    TableColumn,
    Words,
    shown_cell,
)
from hotspot_app.brief.writers.fitting import Way, arranged
from hotspot_app.brief.writers.marking import author
from hotspot_app.brief.writers.signs import CELL_WORD, breakable, plain
from hotspot_app.brief.writers.tones import tones
from hotspot_app.draw.page.typeface import others_folder
from hotspot_app.errors import InputError
from hotspot_app.paths import shipped
from hotspot_app.progress import SILENT, Progress

_EMPTY: Final = "packages"
"""A folder with nothing in it, where Typst is told that its packages are."""

_MEASURED: Final = 3
"""Cells of a column, the longest ones, by which its width is found."""


_UNTITLED: Final = "Brief"

_MOST_PIXELS: Final = 16_000_000
"""Of a logo; a larger one would take memory that a laptop may not have."""


@contextmanager
def typst_files(document: Document, progress: Progress = SILENT) -> Iterator[Path]:
    """Give a folder with all that Typst reads of a brief; removed in the end.

    Raises
    ------
    InputError
        If the logo is no picture that can be printed.
    Cancelled
        Between sections, if the work should stop.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / _EMPTY).mkdir()
        for template in sorted((shipped("resources") / "brief").glob("*.typ")):
            (folder / template.name).write_bytes(template.read_bytes())
        content = _Data(document, folder, progress).whole()
        shrunk: dict[int, float] = {}
        if document.shape == "report":
            way, shrunk = arranged(
                lambda way, tried: _places(folder, content, way, tried), document.pages
            )
            content["way"] = asdict(way)
        _write(folder, content, shrunk)
        yield folder


def compiled(
    folder: Path, shape: str, kind: Literal["pdf", "png"], ppi: float = 144
) -> list[bytes]:
    """Return what Typst makes of a folder of `typst_files`: a PDF, or a PNG a page."""
    made = typst.compile(
        folder / f"{shape}.typ",
        format=kind,
        ppi=ppi,
        pdf_standards=["ua-1"] if kind == "pdf" else [],
        **_surroundings(folder),
    )
    return made if isinstance(made, list) else [made]


def _write(folder: Path, content: dict[str, Any], shrunk: dict[int, float]) -> None:
    for section in content["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "picture":
                block["shrunk"] = shrunk.get(block["number"], 1.0)
    told = json.dumps(content, ensure_ascii=False, allow_nan=False)
    (folder / "content.json").write_bytes(told.encode("utf-8"))


def _places(
    folder: Path, content: dict[str, Any], way: Way, shrunk: dict[int, float]
) -> list[dict[str, Any]]:
    """Return where a report's items stand."""
    _write(folder, {**content, "way": asdict(way)}, shrunk)
    told = typst.query(
        folder / "report.typ", "<place>", field="value", **_surroundings(folder)
    )
    places: list[dict[str, Any]] = json.loads(told)
    return places


def asked(folder: Path, name: str, label: str) -> list[dict[str, Any]]:
    """Return the value that a file of a folder of `typst_files` labels so."""
    told = typst.query(
        folder / name, f"<{label}>", field="value", one=True, **_surroundings(folder)
    )
    found: list[dict[str, Any]] = json.loads(told)
    return found


def _surroundings(folder: Path) -> dict[str, Any]:
    """Return what Typst may see: our typefaces, one folder, and no packages."""
    return {
        "root": folder,
        "font_paths": _fonts(),
        "ignore_system_fonts": True,
        "package_path": folder / _EMPTY,
        "package_cache_path": folder / _EMPTY,
    }


@cache
def _fonts() -> typst.Fonts:
    """Return the app's own typefaces, then those for signs that they lack."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[shipped("resources") / "fonts", others_folder()],
    )


class _Data:
    """Writes a document's content as values, and its pictures as files."""

    def __init__(self, document: Document, folder: Path, progress: Progress) -> None:
        self._document, self._folder, self._progress = document, folder, progress
        self._pictures = 0

    def whole(self) -> dict[str, Any]:
        """Return all that the templates ask for."""
        document, sections = self._document, []
        for n, section in enumerate(document.sections):
            self._progress.step(n / len(document.sections), section.title)
            sections.append(self._section(section))
        look = document.look
        return {
            "meta": _metadata(document),
            "title": breakable(document.title) or _UNTITLED,
            "subtitle": breakable(document.subtitle),
            "marking": breakable(document.marking).upper(),
            "handling": breakable(document.handling),
            "organisation": breakable(look.organisation),
            "logo": self._logo(look.logo, look.organisation) if look.logo else None,
            "about": [
                [breakable(name), breakable(text)] for name, text in document.about
            ],
            "sources": [breakable(each) for each in document.sources],
            "colours": tones(look),
            "sections": sections,
        }

    def _section(self, section: Section) -> dict[str, Any]:
        blocks = (self._block(block, section.finding) for block in section.blocks)
        return {
            "id": section.id,
            "title": breakable(section.title),
            "finding": breakable(section.finding.text) if section.finding else "",
            "blocks": [block for block in blocks if block is not None],
        }

    def _block(self, block: Block, finding: Sentence | None) -> dict[str, Any] | None:
        if isinstance(block, Words):
            return _words(block, self._document.sources)
        if isinstance(block, Table):
            return _table(block)
        picture = block.picture if isinstance(block, NativeChart) else block
        said = finding is not None and picture.title == finding.generated
        return self._picture(picture, "" if said else picture.title)

    def _picture(self, picture: Picture, title: str) -> dict[str, Any]:
        width, height = picture.size
        return {
            "kind": "picture",
            "number": self._pictures,
            "file": self._file(picture.png),
            "alt": plain(picture.alt) or plain(picture.title) or "Picture",
            "title": breakable(title),
            "caption": breakable(picture.caption),
            "width": width,
            "height": height,
            "shrunk": 1.0,
        }

    def _logo(self, logo: bytes, organisation: str) -> dict[str, Any]:
        whose = plain(organisation)
        size, name = png_size(logo), self._file(logo)
        _check_picture(self._folder, name)
        return {
            "file": name,
            "alt": f"Logo of {whose}" if whose else "Logo",
            "size": size,
        }

    def _file(self, png: bytes) -> str:
        self._pictures += 1
        name = f"picture-{self._pictures}.png"
        (self._folder / name).write_bytes(png)
        return name


def _check_picture(folder: Path, name: str) -> None:
    """Refuse a file that begins as a picture and is none."""
    told = json.dumps(name)
    try:
        typst.compile(f"#image({told})".encode(), format="png", **_surroundings(folder))
    except typst.TypstError as error:
        raise _bad_logo() from error


def _bad_logo() -> InputError:
    return InputError("the logo is no PNG picture", hint="Choose another file.")


def _metadata(document: Document) -> dict[str, Any]:
    """Return what the file says of itself; the marking in every part of it."""
    marking = plain(document.marking).upper()
    about = [marking, plain(document.handling), plain(document.subtitle)]
    whose = (author(document), document.look.organisation)
    return {
        "title": f"{plain(document.title) or _UNTITLED} [{marking}]",
        "author": [each for each in map(plain, whose) if each],
        "description": " | ".join(each for each in about if each),
        "keywords": [each for each in (marking, plain(document.product)) if each],
    }


def _words(words: Words, sources: Sequence[str]) -> dict[str, Any] | None:
    """Return sentences; small print that names a source stands with the sources.

    None if all of it does.
    """
    told = (sentence.text for sentence in words.sentences)
    if words.voice == "small":
        told = (text for text in told if text not in sources)
    texts = [text for text in map(breakable, told) if text]
    if words.sentences and not texts:
        return None
    return {
        "kind": "words",
        "voice": words.voice,
        "heading": breakable(words.heading),
        "texts": texts,
    }


def _table(table: Table) -> dict[str, Any]:
    rows = [
        [
            breakable(shown_cell(cell, column.kind), CELL_WORD)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    cells = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    return {
        "kind": "table",
        "title": breakable(table.title),
        "note": breakable(table.footed),
        "headed": table.headed,
        "columns": [
            _column(column, those)
            for column, those in zip(table.columns, cells, strict=True)
        ],
        "rows": rows,
    }


def _column(column: TableColumn, cells: Sequence[str]) -> dict[str, Any]:
    """Return a column's title, and the texts that its width hangs on."""
    title = breakable(column.title, CELL_WORD)
    words = {word for text in (title, *cells) for word in re.split("[ \u200b]", text)}
    return {
        "title": title,
        "number": column.kind != "text",
        "cells": _longest(cells),
        "words": _longest(words),
    }


def _longest(texts: Sequence[str] | set[str]) -> list[str]:
    return sorted(set(texts), key=lambda text: (-len(text), text))[:_MEASURED]


def png_size(png: bytes) -> tuple[int, int]:
    """Return a logo's width and height in pixels.

    Raises
    ------
    InputError
        If it is no PNG, or a very large one.
    """
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    if png[:8] != b"\x89PNG\r\n\x1a\n" or not width * height:
        raise _bad_logo()
    if width * height > _MOST_PIXELS:
        raise InputError(
            f"the logo is too large: {width:,} by {height:,} pixels",
            hint="Choose one of at most 4,000 by 4,000.",
        )
    return width, height
