"""Words on slides: how each voice is set, shrunk and shared out over slides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape

from pptx.util import Mm

from hotspot_app.brief.content import Voice, Words
from hotspot_app.brief.writers.measure import (
    MM_PER_POINT,
    broken,
    line_height,
    text_width,
)
from hotspot_app.brief.writers.slide_layouts import BOXED
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.words import printable

SCALES: Final = (1.0, 0.94, 0.88, 0.82, 0.76)
"""How much words may shrink before they go on to another slide."""

_SHARED: Final = 0.88
"""Of words that go on: nothing is gained by the smallest type."""

_BETWEEN: Final = 4.0
"""Above a box of caution."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a slide.

    Attributes
    ----------
    sign
        "" for none, "•", or a number with a full stop.
    before
        Points left above it.
    least
        The smallest type it may have, points.
    boxed
        Whether it stands in the box of caution.
    leads
        Whether it belongs to the next: a heading.
    """

    text: str
    size: float = 16
    bold: bool = False
    colour: str = "tx1"
    sign: str = ""
    before: float = 6
    least: float = 12
    boxed: bool = False
    leads: bool = False

    def scaled(self, scale: float) -> Paragraph:
        """Return it in smaller type."""
        size = max(min(self.size, self.least), round(2 * self.size * scale) / 2)
        return replace(self, size=size, before=self.before * scale)

    @property
    def hang(self) -> float:
        """How far its lines stand in from its sign, millimetres."""
        if not self.sign:
            return 0.0
        ems = 1.1 if self.sign == "•" else 0.9 + 0.62 * (len(self.sign) - 1)
        return ems * self.size * MM_PER_POINT

    def lines(self, width: float) -> list[str]:
        """Return its lines, broken at this width."""
        return broken(self.text, width - self.hang, self.size, bold=self.bold)


_VOICES: Final[dict[Voice, Paragraph]] = {
    "lead": Paragraph("", 20, before=8, least=15),
    "plain": Paragraph("", 16),
    "bullets": Paragraph("", 16, sign="•"),
    "numbered": Paragraph("", 16, sign="1."),
    "caution": Paragraph("", 14, boxed=True),
    "small": Paragraph("", 12, colour="tx2", before=4, least=10),
}


def paragraphs(words: Iterable[Words], tinted: str) -> list[Paragraph]:
    """Return words as paragraphs, those of caution last.

    Parameters
    ----------
    tinted
        The colour of headings.
    """
    made: list[Paragraph] = []
    for each in words:
        way = _VOICES[each.voice]
        said = [sentence for sentence in each.sentences if sentence.text.strip()]
        if each.heading and said:
            made.append(
                replace(
                    way,
                    text=printable(each.heading),
                    bold=True,
                    colour="tx1" if way.boxed else tinted,
                    sign="",
                    before=12,
                    leads=True,
                )
            )
        for number, sentence in enumerate(said, 1):
            sign = f"{number}." if way.sign == "1." else way.sign
            made.append(replace(way, text=printable(sentence.text), sign=sign))
    return sorted(made, key=lambda each: each.boxed)


def words_height(said: Sequence[Paragraph], width: float) -> float:
    """Return how high paragraphs are, with the box of those that stand in one."""
    plain = [each for each in said if not each.boxed]
    boxed = [each for each in said if each.boxed]
    height = _stack(plain, width)
    if boxed:
        height += boxed_height(boxed, width) + (_BETWEEN if plain else 0)
    return height


def boxed_height(boxed: Sequence[Paragraph], width: float) -> float:
    """Return how high a box of caution is."""
    return _stack(boxed, width - 2 * BOXED - 1.5) + 2 * BOXED


def _stack(said: Sequence[Paragraph], width: float) -> float:
    height = 0.0
    for number, each in enumerate(said):
        above = each.before * MM_PER_POINT if number else 0
        height += above + len(each.lines(width)) * line_height(each.size)
    return height


def fitted(
    said: Sequence[Paragraph], width: float, height: float, scales: Sequence[float]
) -> list[Paragraph] | None:
    """Return paragraphs in the largest type that fits, None if the smallest doesn't."""
    for scale in scales:
        scaled = [each.scaled(scale) for each in said]
        if words_height(scaled, width) <= height:
            return scaled
    return None


def shared_out(
    said: Sequence[Paragraph], first: tuple[float, float], other: tuple[float, float]
) -> list[list[Paragraph]]:
    """Share paragraphs out over slides: all on one if they fit in smaller type.

    Parameters
    ----------
    first, other
        Width and height of the room on the first slide, and on each after it.
    """
    whole = fitted(said, *first, SCALES)
    if whole is not None:
        return [whole]
    pages: list[list[Paragraph]] = []
    rest = [each.scaled(_SHARED) for each in said]
    while rest:
        page, rest = _page(rest, *(other if pages else first))
        pages.append(page)
    return pages


def _page(
    said: Sequence[Paragraph], width: float, height: float
) -> tuple[list[Paragraph], list[Paragraph]]:
    """Return what stands on one slide, at least some words, and what goes on."""
    page: list[Paragraph] = []
    for number, each in enumerate(said):
        if words_height([*page, each], width) <= height:
            page.append(each)
            continue
        start, end = _torn(page, each, width, height)
        rest = [end, *said[number + 1 :]]
        if start is not None:
            return [*page, start], rest
        while len(page) > 1 and page[-1].leads:
            rest.insert(0, page.pop())
        if page:
            return page, rest
        return [each], list(said[number + 1 :])
    return page, []


def _torn(
    page: Sequence[Paragraph], each: Paragraph, width: float, height: float
) -> tuple[Paragraph | None, Paragraph]:
    """Part a paragraph in two if a page has room for two of its lines or more."""
    inner = width - 2 * BOXED - 1.5 if each.boxed else width
    lines = each.lines(inner)
    for kept in range(len(lines) - 2, 1, -1):
        start = replace(each, text=" ".join(lines[:kept]))
        if words_height([*page, start], width) <= height:
            end = replace(each, text=" ".join(lines[kept:]), sign="")
            return start, end
    return None, each


def shortened(
    text: str, width: float, height: float, sizes: Sequence[float], *, bold: bool
) -> tuple[str, float]:
    """Return text with the largest type in which it fits, cut only if it must be."""
    plain = " ".join(printable(text).split())
    for size in sizes:
        lines = broken(plain, width, size, bold=bold)
        if len(lines) * line_height(size) <= height:
            return plain, size
    size = sizes[-1]
    lines = broken(plain, width, size, bold=bold)
    most = max(1, int(height / line_height(size)))
    last = lines[most - 1]
    while last and text_width(f"{last}…", size, bold=bold) > width:
        last = last[:-1].rstrip()
    return " ".join([*lines[: most - 1], f"{last}…"]), size


def as_xml(said: Sequence[Paragraph], across: str = "") -> str:
    """Return paragraphs as slides hold them; their text is only text."""
    made, start = [], ""
    for number, each in enumerate(said):
        counted = each.sign not in ("", "•")
        start = (start or each.sign.rstrip(".")) if counted else ""
        made.append(_paragraph(each, across, start, first=not number))
    return "".join(made)


def _paragraph(each: Paragraph, across: str, start: str, *, first: bool) -> str:
    hang = Mm(each.hang)
    left = f' marL="{hang}" indent="-{hang}"' if each.sign else ""
    aligned = f' algn="{across}"' if across else ""
    above = 0 if first else round(each.before * 100)
    sign = "<a:buNone/>"
    if start:
        sign = (
            '<a:buFont typeface="+mj-lt"/>'
            f'<a:buAutoNum type="arabicPeriod" startAt="{start}"/>'
        )
    elif each.sign:
        sign = f'<a:buFont typeface="Arial"/><a:buChar char="{each.sign}"/>'
    return (
        f'<a:p><a:pPr{left}{aligned}><a:spcBef><a:spcPts val="{above}"/></a:spcBef>'
        f"{sign}</a:pPr>{as_run(each)}</a:p>"
    )


def as_run(each: Paragraph) -> str:
    """Return the letters of a paragraph in its type."""
    return (
        f'<a:r><a:rPr lang="{LANGUAGE}" sz="{each.size * 100:.0f}" '
        f'b="{int(each.bold)}" dirty="0"><a:solidFill>'
        f'<a:schemeClr val="{each.colour}"/></a:solidFill></a:rPr>'
        f"<a:t>{escape(printable(each.text))}</a:t></a:r>"
    )
