"""Pages written as PNG, SVG and PDF: the same bytes each time, readable by machines.

Words stay words in SVG and PDF, so that they can be searched and read aloud.
Nothing in the files tells when or where they were made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.text import Text

from hotspot_app.draw.page.furniture import Sheet

DPI: Final = 200
"""Dots per inch of PNG (an A4 page has 2,339 by 1,654 pixels) and embedded pictures."""

LANGUAGE: Final = "en-GB"

KINDS: Final = ("png", "svg", "pdf")

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that make a file unreadable as XML."""

_PRESSED: Final = {"compress_level": 3}
"""A map is 3% larger than at the usual 6, in two thirds of the time."""

_SETTINGS: Final[dict[Any, Any]] = {
    "svg.hashsalt": "hotspot",
    "svg.fonttype": "none",
    # drawn letters with their Unicode beside them: as easily searched as TrueType,
    # without taking the fonts' tables apart, the longest part of a page
    "pdf.fonttype": 3,
    "pdf.compression": 6,
}


_FEATURES: Final = ("-calt",)
"""The typeface has other signs for some beside figures ("2026)"), which a PDF could not
name: they would be lost to search and to screen readers."""


def save(
    figure: Sheet, folder: Path, stem: str = "map", kinds: Sequence[str] = KINDS
) -> tuple[Path, ...]:
    """Write a page as `<stem>.png`, `<stem>.svg` and `<stem>.pdf`.

    Parameters
    ----------
    figure
        A page from `map_figure` or `chart_figure`.
    folder
        An existing folder; that of `finished_folder`, if either all files or none shall
        be written.
    kinds
        Kinds of file, from `KINDS`.

    Returns
    -------
    tuple of Path
        The files, in that order.
    """
    files = tuple(folder / f"{stem}.{kind}" for kind in kinds)
    for path, kind in zip(files, kinds, strict=True):
        path.write_bytes(page_bytes(figure, kind))
    return files


def page_bytes(figure: Sheet, kind: str) -> bytes:
    """Return the bytes of a page as a file.

    Parameters
    ----------
    kind
        One of `KINDS`.
    """
    for text in figure.findobj(Text):
        text.set_fontfeatures(_FEATURES)
    with mpl.rc_context(_SETTINGS):
        return _CONTENT[kind](figure)


def _png(figure: Sheet) -> bytes:
    told = {"Title": figure.heading, "Description": figure.alt, "Software": None}
    if figure.marking:
        told["Comment"] = figure.marking
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=DPI, metadata=told, pil_kwargs=_PRESSED)
    return stream.getvalue()


def _svg(figure: Sheet) -> bytes:
    told: dict[str, Any] = {"Title": figure.heading, "Date": None, "Creator": None}
    if figure.marking:
        told["Keywords"] = [figure.marking]
    stream = io.BytesIO()
    figure.savefig(stream, format="svg", dpi=DPI, metadata=told)
    text = stream.getvalue().decode("utf-8")
    text = text.replace("<svg ", f'<svg role="img" xml:lang="{LANGUAGE}" ', 1)
    described = f"</title>\n <desc>{escape(figure.alt)}</desc>"
    text = text.replace("</title>", described, 1)
    return _NO_XML.sub(" ", text).encode("utf-8")


def _pdf(figure: Sheet) -> bytes:
    told = {
        "Title": figure.heading,
        "Subject": figure.alt,
        "Keywords": figure.marking or None,
        "Creator": None,
        "Producer": None,
        "CreationDate": None,
    }
    stream = io.BytesIO()
    figure.savefig(stream, format="pdf", dpi=DPI, metadata=told)
    return _with_language(stream.getvalue())


_CONTENT: Final = {"png": _png, "svg": _svg, "pdf": _pdf}


def _with_language(pdf: bytes) -> bytes:
    """Add the language and "show the title" to a PDF's catalogue.

    matplotlib can't, so that a new version of the catalogue is appended with a
    cross-reference section of its own (ISO 32000-1, 7.5.6, incremental updates).
    """
    start = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    trailer = pdf[pdf.rindex(b"trailer") :]
    root = _found(rb"/Root (\d+) 0 R", trailer)
    catalogue = _found(rb"\n%s 0 obj\n<<(.*?)>>\s*endobj" % root, pdf)
    kept = _found(rb"<<(.*)>>", trailer)
    kept = re.sub(rb"/Prev \d+", b"", kept).strip()
    new = b"%s 0 obj\n<<%s /Lang (%s) /ViewerPreferences << /DisplayDocTitle true >> >>"
    new = new % (root, catalogue.rstrip(), LANGUAGE.encode("ascii"))
    section = b"xref\n%s 1\n%010d 00000 n \n" % (root, len(pdf))
    end = b"trailer\n<< %s /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
    body = new + b"\nendobj\n"
    return pdf + body + section + end % (kept, start, len(pdf) + len(body))


def _found(pattern: bytes, text: bytes) -> bytes:
    match = re.search(pattern, text, re.DOTALL)
    if match is None:
        raise ValueError(f"this PDF has no {pattern!r}")
    return match.group(1)
