"""Which slides a section takes, and what stands where on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from hotspot_app.brief.content import NativeChart, Picture, Section, Table, Words
from hotspot_app.brief.writers.measure import Box, broken, line_height, text_height
from hotspot_app.brief.writers.slide_layouts import (
    CONTENT,
    GAP,
    TITLE,
    TITLE_SIZES,
    wide_layouts,
)
from hotspot_app.brief.writers.slide_tables import Part, parted
from hotspot_app.brief.writers.slide_words import (
    SCALES,
    Paragraph,
    fitted,
    paragraphs,
    shared_out,
    shortened,
    words_height,
)
from hotspot_app.words import printable

_PICTURE_WIDTHS: Final = (200.0, 184.0, 166.0, 148.0)
"""Of a picture beside words, the widest at which the words fit well."""

_LEAST_COLUMN: Final = 90.0
_WIDE: Final = 2.2
"""Width over height of pictures that stand under words, not beside them."""

_SIDE: Final = 58.0
"""Least room beside a picture for its caption."""

_CAPTION: Final = (10.0, 9.5, 9.0)
_SIDE_CAPTION: Final = (12.0, 11.0, 10.0)
_MOST_CAPTION: Final = 19.0
_HEADING: Final = 11.0
_STRIP: Final = 34.0
"""Most room for words above a table."""

_BETWEEN: Final = 3.0
_READABLE: Final = 252.0
"""Of words alone: longer lines lose the eye."""

_ROOM: Final = (_READABLE, CONTENT.height)
_NOTHING: Final = "There is nothing to show here."

Figure = Picture | NativeChart | Part


@dataclass(frozen=True, eq=False)
class Plan:
    """A slide to be made.

    Attributes
    ----------
    part
        The section's title, to stand over the slide's own.
    said
        Words in type that fits `words`.
    caption
        What stands at `under`.
    """

    layout: str
    title: str
    part: str
    said: Sequence[Paragraph] = ()
    words: Box = CONTENT
    figure: Figure | None = None
    at: Box = CONTENT
    caption: Sequence[Paragraph] = ()
    under: Box = CONTENT
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Section:
    """A section being planned."""

    section: Section
    tinted: str
    said: list[Paragraph] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its finding, or its title."""
        section = self.section
        finding = section.finding.text if section.finding else ""
        return finding if finding.strip() and fits_title(finding) else section.title

    @property
    def words(self) -> list[Paragraph]:
        """All its words, led by a finding that is too long for a title."""
        section = self.section
        blocks = [each for each in section.blocks if isinstance(each, Words)]
        said = paragraphs(blocks, self.tinted)
        finding = section.finding.text if section.finding else ""
        if finding.strip() and finding != self.title:
            lead = Paragraph(printable(finding), 20, before=8, least=15)
            return [lead, *said]
        return said


def fits_title(text: str) -> bool:
    """Say whether a title can be read whole, with room for "(2 of 3)"."""
    box = _TITLE.box
    lines = broken(f"{text} (10 of 10)", box.width, TITLE_SIZES[-1], bold=True)
    return len(lines) * line_height(TITLE_SIZES[-1]) <= box.height


_TITLE: Final = wide_layouts()["Finding with text"][TITLE]


def plans(section: Section, tinted: str) -> list[Plan]:
    """Return the slides of a section, in their order.

    Parameters
    ----------
    tinted
        The theme's colour of headings.
    """
    planned = _Section(section, tinted)
    said, title = planned.words, planned.title
    figures = [each for each in section.blocks if not isinstance(each, Words)]
    made: list[Plan] = []
    headed = title != section.title
    pictures = [each for each in figures if not isinstance(each, Table)]
    if said and pictures:
        first = pictures[0]
        figures.remove(first)
        made += _beside(planned, said, first)
    elif said and figures and isinstance(table := figures[0], Table):
        strip = fitted(said, CONTENT.width, _STRIP, SCALES[:3])
        if strip is None or any(each.boxed for each in said):
            made += _text(planned, said)
        else:
            del figures[0]
            made += _tables(planned, table, title, strip)
    elif said or not figures:
        made += _text(planned, said)
    elif headed:
        made += _alone(planned, figures.pop(0), title)
    for each in figures:
        own = each.title if not isinstance(each, NativeChart) else each.picture.title
        made += _alone(planned, each, own.strip() or section.title)
    return _told(made, section)


def _told(made: Sequence[Plan], section: Section) -> list[Plan]:
    """Add the section's notes to its first slide."""
    notes = (*section.notes, *made[0].notes)
    return [replace(made[0], notes=notes), *made[1:]]


def _alone(
    planned: _Section, block: Picture | NativeChart | Table, title: str
) -> Iterator[Plan]:
    if isinstance(block, Table):
        yield from _tables(planned, block, title, [])
    else:
        yield _figure(planned, block, title)


def _text(planned: _Section, said: Sequence[Paragraph]) -> Iterator[Plan]:
    words = said or [Paragraph(_NOTHING)]
    for page in shared_out(words, _ROOM, _ROOM):
        yield _of_words(planned, page)


def _of_words(planned: _Section, page: Sequence[Paragraph]) -> Plan:
    box = replace(CONTENT, width=_READABLE)
    part = planned.section.title
    return Plan("Finding with text", planned.title, part, page, box)


def _beside(
    planned: _Section, said: Sequence[Paragraph], figure: Picture | NativeChart
) -> Iterator[Plan]:
    """Put words and a figure side by side, the figure as large as the words allow."""
    drawn = figure.picture if isinstance(figure, NativeChart) else figure
    heading = "" if drawn.title == planned.title else drawn.title
    if isinstance(figure, Picture) and drawn.size[0] >= _WIDE * drawn.size[1]:
        plan = _above(planned, said, figure, heading)
        if plan is not None:
            yield plan
            return
    for most in _PICTURE_WIDTHS:
        at, under, caption = _placed(figure, heading, most)
        left = min(at.left, under.left)
        words = replace(CONTENT, width=left - GAP - CONTENT.left)
        if fitted(said, words.width, words.height, SCALES[:2]):
            break
    first, *others = shared_out(said, (words.width, words.height), _ROOM)
    kind = "chart" if isinstance(figure, NativeChart) else "picture"
    title, part = planned.title, planned.section.title
    yield Plan(
        f"Finding with {kind} and text",
        title,
        part,
        first,
        words,
        figure,
        at,
        caption,
        under,
        _method(drawn),
    )
    for page in others:
        yield _of_words(planned, page)


def _above(
    planned: _Section, said: Sequence[Paragraph], picture: Picture, heading: str
) -> Plan | None:
    """Put words above a wide picture, None if they have no room there."""
    width = CONTENT.width
    caption, under = _captioned(picture, heading, width, _MOST_CAPTION, _CAPTION)
    at = CONTENT.holding(*picture.size)
    room = CONTENT.height - at.height - under - 3 * _BETWEEN
    fit = fitted(said, _READABLE, room, SCALES[:3])
    if fit is None:
        return None
    words = replace(CONTENT, width=_READABLE, height=words_height(fit, _READABLE))
    at = replace(at, top=words.bottom + 2 * _BETWEEN)
    return Plan(
        "Finding with picture and text",
        planned.title,
        planned.section.title,
        fit,
        words,
        picture,
        at,
        caption,
        Box(CONTENT.left, at.bottom + _BETWEEN, width, under),
        _method(picture),
    )


def _placed(
    figure: Picture | NativeChart, heading: str, most: float
) -> tuple[Box, Box, list[Paragraph]]:
    """Return where a figure and its caption stand at the right, and the caption."""
    drawn = figure.picture if isinstance(figure, NativeChart) else figure
    width = most
    for _ in range(2):  # a narrower picture has a caption that is higher
        caption, high = _captioned(drawn, heading, width, _MOST_CAPTION, _CAPTION)
        room = Box(0, CONTENT.top, most, CONTENT.height - high - _BETWEEN)
        box = room if isinstance(figure, NativeChart) else room.holding(*drawn.size)
        width = max(box.width, _LEAST_COLUMN)
    left = CONTENT.right - width
    at = replace(box, left=left + (width - box.width) / 2)
    under = Box(left, at.bottom + _BETWEEN, width, high)
    return at, under, caption


def _figure(planned: _Section, figure: Picture | NativeChart, title: str) -> Plan:
    """Give a figure a slide, its caption at the side if there is room."""
    drawn = figure.picture if isinstance(figure, NativeChart) else figure
    heading = "" if drawn.title == title else drawn.title
    part, notes = planned.section.title, _method(drawn)
    native = isinstance(figure, NativeChart)
    layout = f"Finding with {'chart' if native else 'picture'}"
    whole = CONTENT.holding(*drawn.size)
    side = CONTENT.width - whole.width - GAP
    if not native and side >= _SIDE:
        at = replace(whole, left=CONTENT.left)
        under = Box(at.right + GAP, at.top, side, CONTENT.height)
        caption, _ = _captioned(drawn, heading, side, under.height, _SIDE_CAPTION)
    else:
        caption, high = _captioned(
            drawn, heading, CONTENT.width, _MOST_CAPTION, _CAPTION
        )
        room = replace(CONTENT, height=CONTENT.height - high - _BETWEEN)
        at = room if native else replace(room.holding(*drawn.size), left=CONTENT.left)
        under = Box(CONTENT.left, at.bottom + _BETWEEN, CONTENT.width, high)
    return Plan(layout, title, part, (), CONTENT, figure, at, caption, under, notes)


def _method(drawn: Picture) -> tuple[str, ...]:
    """Return a figure's caption for the notes: a slide may have to shorten it."""
    return (f"{drawn.title.rstrip('.')}. {drawn.caption}",) if drawn.caption else ()


def _captioned(
    drawn: Picture, heading: str, width: float, height: float, sizes: Sequence[float]
) -> tuple[list[Paragraph], float]:
    """Return a caption in type that fits, and how high it is."""
    made: list[Paragraph] = []
    used = 0.0
    if heading.strip():
        size = sizes[0] + 1
        text, size = shortened(
            heading, width, 2 * line_height(size), (size,), bold=True
        )
        made.append(Paragraph(text, size, bold=True))
        used = text_height(text, width, size, bold=True) + 1
    if drawn.caption.strip():
        text, size = shortened(drawn.caption, width, height - used, sizes, bold=False)
        made.append(Paragraph(text, size, colour="tx2", before=2))
        used += text_height(text, width, size)
    return made, used


def _tables(
    planned: _Section, table: Table, title: str, strip: Sequence[Paragraph]
) -> Iterator[Plan]:
    """Give a table as many slides as it takes, words above it on the first."""
    width = CONTENT.width
    above = list(strip)
    if table.title.strip() and table.title != title:
        above.append(
            Paragraph(printable(table.title), 14, bold=True, before=8, leads=True)
        )
    note: list[Paragraph] = []
    under = 0.0
    if table.footed.strip():
        text, size = shortened(table.footed, width, 14, _CAPTION, bold=False)
        note = [Paragraph(text, size, colour="tx2")]
        under = text_height(text, width, size)
    high = words_height(above, width) + _BETWEEN if above else 0.0
    other = words_height(above[len(strip) :], width) + _BETWEEN if above else 0.0
    room = CONTENT.height - under - _BETWEEN
    for number, part in enumerate(parted(table, width, (room - high, room - other))):
        shown = above if not number else above[len(strip) :]
        high = words_height(shown, width) + _BETWEEN if shown else 0.0
        at = Box(CONTENT.left, CONTENT.top + high, part.width, part.height)
        yield Plan(
            "Finding with table",
            title,
            planned.section.title,
            shown,
            replace(CONTENT, height=max(high - _BETWEEN, 0)),
            part,
            at,
            note,
            Box(CONTENT.left, CONTENT.bottom - under, width, under),
            (table.footed,) if table.footed else (),
        )
