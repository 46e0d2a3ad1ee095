"""What a PDF holds, as a screen reader and a pair of eyes come by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

_HEX = re.compile(r"<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Run:
    """Signs that are drawn together, and whether they are an artifact."""

    text: str
    artifact: bool


def tags(pdf: pikepdf.Pdf, *kinds: str) -> list[pikepdf.Dictionary]:
    """The structure's elements of some kinds, in reading order."""
    return [
        each
        for each in _elements(pdf.Root.StructTreeRoot)
        if str(each.S).removeprefix("/") in kinds
    ]


def _elements(at: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(at, pikepdf.Array):
        for each in at:
            yield from _elements(each)
    elif isinstance(at, pikepdf.Dictionary):
        if "/S" in at:
            yield at
        if "/K" in at:
            yield from _elements(at.K)


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Depth and words of each bookmark."""
    found: list[tuple[int, str]] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            found.append((depth, item.title))
            walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 1)
    return found


def words(page: pikepdf.Page, *, artifact: bool | None = None) -> str:
    """A page's words in the order drawn; of artifacts only, or of all but them."""
    runs = [run for run in _runs(page) if artifact in (None, run.artifact)]
    return " ".join("".join(run.text for run in runs).split())


def _runs(page: pikepdf.Page) -> Iterator[Run]:
    maps = {
        name: _signs(font) for name, font in page.Resources.get("/Font", {}).items()
    }
    font: dict[int, str] = {}
    marks: list[tuple[bool, str | None]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        does = str(operator)
        if does in ("BDC", "BMC"):
            told = operands[1] if len(operands) > 1 else None
            has = isinstance(told, pikepdf.Dictionary) and "/ActualText" in told
            instead = str(told.ActualText) if has else None
            marks.append((str(operands[0]) == "/Artifact", instead))
            if instead is not None:
                yield Run(instead, any(mark[0] for mark in marks))
        elif does == "EMC":
            marks.pop()
        elif does == "Tf":
            font = maps[str(operands[0])]
        elif does in ("Tj", "TJ") and not any(mark[1] for mark in marks):
            parts = operands[0] if does == "TJ" else [operands[0]]
            text = "".join(
                font.get(code, "?")
                for part in parts
                if isinstance(part, pikepdf.String)
                for code in _codes(bytes(part))
            )
            yield Run(text, any(mark[0] for mark in marks))
        elif does in ("ET", "T*", "Td"):
            yield Run(" ", any(mark[0] for mark in marks))


def _codes(drawn: bytes) -> Iterator[int]:
    yield from (
        int.from_bytes(drawn[at : at + 2], "big") for at in range(0, len(drawn), 2)
    )


def _signs(font: pikepdf.Object) -> dict[int, str]:
    """Which sign each code of a font is (ISO 32000-1, 9.10.3)."""
    told = font.ToUnicode.read_bytes().decode("ascii")
    signs: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", told, re.DOTALL):
        for line in part.strip().splitlines():
            code, sign = _HEX.findall(line)
            signs[int(code, 16)] = bytes.fromhex(sign).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", told, re.DOTALL):
        for line in part.strip().splitlines():
            first, last, sign = _HEX.findall(line)
            for code in range(int(first, 16), int(last, 16) + 1):
                start = int.from_bytes(bytes.fromhex(sign), "big")
                signs[code] = chr(start + code - int(first, 16))
    return signs
