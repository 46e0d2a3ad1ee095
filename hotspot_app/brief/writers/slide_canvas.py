"""One slide as it is filled: into its placeholders, in the order they are read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.util import Mm

from hotspot_app.brief.content import Document, NativeChart, Picture
from hotspot_app.brief.writers.empty_deck import Layouts
from hotspot_app.brief.writers.marking import marked
from hotspot_app.brief.writers.measure import Box
from hotspot_app.brief.writers.native_charts import ChartData
from hotspot_app.brief.writers.slide_layouts import (
    ABOUT,
    BODY,
    BOXED,
    CALLED,
    CAPTION,
    CAUTION,
    CHART,
    FOOTER,
    KICKER,
    MARKING,
    NUMBER,
    PICTURE,
    SUBTITLE,
    TABLE,
    TITLE,
    Place,
)
from hotspot_app.brief.writers.slide_tables import Part, fill_table
from hotspot_app.brief.writers.slide_words import Paragraph, as_xml, shortened
from hotspot_app.brief.writers.slide_xml import NAMESPACES, number_field, xfrm
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.words import counted, printable

_READ: Final = (
    TITLE,
    KICKER,
    SUBTITLE,
    BODY,
    CAUTION,
    PICTURE,
    CHART,
    CAPTION,
    TABLE,
    ABOUT,
    MARKING,
    FOOTER,
    NUMBER,
)
"""In which order a screen reader comes to them."""

_MARKED: Final = (10, 9, 8, 7, 6, 5)
"""Sizes of type of the marking, the largest that fits."""

_KINDS: Final = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "dots": XL_CHART_TYPE.BAR_CLUSTERED,
    "scatter": XL_CHART_TYPE.XY_SCATTER,
}


class Canvas:
    """A slide being filled.

    Parameters
    ----------
    name
        Of its layout.
    """

    def __init__(self, layouts: Layouts, name: str, document: Document) -> None:
        deck = layouts.deck
        layout = deck.slide_layouts.get_by_name(name)
        self.slide: Any = deck.slides.add_slide(layout)
        self.places = layouts.places[name]
        self._document = document
        self._number = len(deck.slides)
        self._free: dict[int, Any] = {
            each.placeholder_format.idx: each for each in self.slide.placeholders
        }
        self._filled: list[tuple[int, Any]] = []

    def say(self, what: int, said: Sequence[Paragraph], box: Box | None = None) -> None:
        """Write words into a placeholder, or beside it if it has some already."""
        place = self.places[what]
        box = box or place.box
        shape = self._free.pop(what, None)
        if shape is None:
            element = parse_xml(_text_box(len(self._filled) + 100, what, place, box))
            self.slide.shapes._spTree.append(element)
        else:
            self._move(shape, box)
            shape.name = CALLED[what]
            element = shape._element
        self._write(what, element, said)

    def picture(self, picture: Picture, box: Box) -> None:
        """Put a picture into a box of its shape."""
        stream = io.BytesIO(picture.png)
        holder = self._free.pop(PICTURE, None)
        if holder is None:
            shape = self.slide.shapes.add_picture(stream, 0, 0)
        else:
            shape = holder.insert_picture(stream)
            shape.crop_left = shape.crop_right = 0.0
            shape.crop_top = shape.crop_bottom = 0.0
        self._move(shape, box)
        self._describe(shape, f"Picture: {picture.title}", picture.alt)
        self._keep(PICTURE, shape._element)

    def chart(self, chart: NativeChart, box: Box) -> None:
        """Put a chart that can be edited into a box."""
        holder = self._free.pop(CHART, None)
        data: Any = ChartData(chart)
        kind = _KINDS[chart.kind]
        if holder is None:
            shape = self.slide.shapes.add_chart(kind, 0, 0, 1, 1, data)
        else:
            shape = holder.insert_chart(kind, data)
        self._move(shape, box)
        self._describe(shape, f"Chart: {chart.picture.title}", chart.picture.alt)
        self._keep(CHART, shape._element)

    def table(self, part: Part, left: float, top: float) -> None:
        """Put a part of a table at a place."""
        rows, columns = len(part.rows) + 1, len(part.columns)
        holder = self._free.pop(TABLE, None)
        if holder is None:
            shape = self.slide.shapes.add_table(1, 1, 0, 0, 1, 1)
        else:
            shape = holder.insert_table(1, 1)
        fill_table(shape, part)
        self._move(shape, Box(left, top, part.width, part.height))
        size = f"{counted(rows - 1, 'row')}, {counted(columns, 'column')}"
        title = part.table.title
        self._describe(shape, f"Table: {title}", f"Table: {title}. {size}.")
        self._keep(TABLE, shape._element)

    def tell(self, notes: Sequence[str]) -> None:
        """Write what whoever presents it may say, marked as the slide is."""
        document = self._document
        said = [printable(each) for each in notes if each.strip()]
        if not said:
            return
        frame = self.slide.notes_slide.notes_text_frame
        frame.text = "\n".join([marked(document), *said])
        for run in frame._txBody.iter("{*}rPr", "{*}endParaRPr"):
            run.set("lang", LANGUAGE)
        for paragraph in frame.paragraphs:
            for each in paragraph.runs:
                each._r.get_or_add_rPr().set("lang", LANGUAGE)

    def finish(self) -> None:
        """Mark the slide, number it, and put its parts in the order they are read."""
        for what in (MARKING, FOOTER):
            self._mark(what)
        number = parse_xml(_number(self.places[NUMBER], self._number))
        self.slide.shapes._spTree.append(number)
        self._keep(NUMBER, number)
        for unused in self._free.values():
            element = unused._element
            element.getparent().remove(element)
        tree = self.slide.shapes._spTree
        for _, element in sorted(self._filled, key=lambda each: each[0]):
            tree.remove(element)
            tree.append(element)
        for number_, element in enumerate(tree.iter("{*}cNvPr"), 1):
            element.set("id", str(number_))

    def _mark(self, what: int) -> None:
        place = self.places[what]
        document = self._document
        text, size = shortened(
            marked(document), place.box.width, place.box.height, _MARKED, bold=True
        )
        said = [Paragraph(text, size, bold=True)]
        if what == FOOTER:
            element = parse_xml(_footer(place))
            self.slide.shapes._spTree.append(element)
            self._write(what, element, said)
        else:
            self.say(what, said)

    def _write(self, what: int, element: Any, said: Sequence[Paragraph]) -> None:
        body = element.find("{*}txBody")
        for each in body.findall("{*}p"):
            body.remove(each)
        across = self.places[what].across
        words = as_xml(said, "" if across == "l" else across)
        body.extend(list(parse_xml(f"<p:txBody {NAMESPACES}>{words}</p:txBody>")))
        self._keep(what, element)

    def _keep(self, what: int, element: Any) -> None:
        self._filled.append((_READ.index(what), element))

    def _move(self, shape: Any, box: Box) -> None:
        shape.left, shape.top = Mm(box.left), Mm(box.top)
        shape.width, shape.height = Mm(box.width), Mm(box.height)

    def _describe(self, shape: Any, name: str, alt: str) -> None:
        told = next(shape._element.iter("{*}cNvPr"))
        told.set("name", printable(name)[:250])
        told.set("descr", printable(alt))


def _footer(place: Place) -> str:
    return _holder(900, FOOTER, "ftr", place, "")


def _number(place: Place, number: int) -> str:
    field = f"<a:p>{number_field(number)}</a:p>"
    return _holder(901, NUMBER, "sldNum", place, field)


def _holder(number: int, what: int, kind: str, place: Place, said: str) -> str:
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{CALLED[what]}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}" sz="quarter" idx="{what}"/></p:nvPr></p:nvSpPr><p:spPr>'
        f"{xfrm(place.box)}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>{said}"
        "</p:txBody></p:sp>"
    )


def _text_box(number: int, what: int, place: Place, box: Box) -> str:
    """Return a box of words as its placeholder looks, for words of the same kind."""
    inset = Mm(BOXED) if what == CAUTION else 0
    filled = "<a:noFill/>"
    if what == CAUTION:
        filled = (
            '<a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:ln w="9525">'
            '<a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:ln>'
        )
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{CALLED[what]}"/>'
        f'<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>{xfrm(box)}'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{filled}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="{inset}" tIns="{inset}" '
        f'rIns="{inset}" bIns="{inset}" anchor="{place.anchor}"><a:normAutofit/>'
        "</a:bodyPr><a:lstStyle/></p:txBody></p:sp>"
    )
