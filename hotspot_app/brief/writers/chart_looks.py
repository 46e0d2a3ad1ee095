"""How the parts of a native chart look: axes, lines, marks and bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.words import printable

_COLOURS: Final = ("accent1", "accent2", "accent3", "accent4", "accent5")
_MARKS: Final = ("circle", "square", "triangle", "diamond", "x")
_DASHES: Final = ("solid", "sysDash", "lgDash", "dashDot", "sysDot")


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis of a chart."""

    own: str
    crossed: str
    side: str
    title: str
    numbers: str = "General"
    turned: bool = False
    grid: bool = False
    order: str = "minMax"
    crosses: str = "autoZero"
    labels: str = "low"
    size: float = 12
    ends: str = ""

    @property
    def xml(self) -> str:
        """What every kind of axis begins with."""
        lines = f"<c:spPr>{line_of('accent6', 0.5)}</c:spPr>"
        grid = f"<c:majorGridlines>{lines}</c:majorGridlines>" if self.grid else ""
        return (
            f'<c:axId val="{self.own}"/><c:scaling><c:orientation val="{self.order}"/>'
            f'{self.ends}</c:scaling><c:delete val="0"/><c:axPos val="{self.side}"/>'
            f'{grid}{self._named}<c:numFmt formatCode="{self.numbers}" '
            'sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{self.labels}"/>'
            f"<c:spPr>{line_of('tx2', 0.75)}</c:spPr>"
            f'{type_of(self.size)}<c:crossAx val="{self.crossed}"/>'
            f'<c:crosses val="{self.crosses}"/>'
        )

    @property
    def _named(self) -> str:
        said = escape(printable(self.title))
        if not said.strip():
            return ""
        turn = ' rot="-5400000" vert="horz"' if self.turned else ""
        return (
            f"<c:title><c:tx><c:rich><a:bodyPr{turn}/><a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr sz="1200" b="0"/></a:pPr><a:r><a:rPr lang="{LANGUAGE}" '
            'sz="1200" b="0"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
            f"</a:rPr><a:t>{said}</a:t></a:r></a:p></c:rich></c:tx>"
            '<c:overlay val="0"/></c:title>'
        )


def type_of(size: float) -> str:
    """Return the type of an axis, a legend or a whole chart."""
    return (
        "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr "
        f'sz="{size * 100:.0f}"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="{LANGUAGE}"/></a:p></c:txPr>'
    )


def line_of(colour: str, points: float, dash: str = "solid") -> str:
    """Return how a line is drawn."""
    return (
        f'<a:ln w="{points * 12_700:.0f}"><a:solidFill><a:schemeClr val="{colour}"/>'
        f'</a:solidFill><a:prstDash val="{dash}"/></a:ln>'
    )


def point_look(number: int, *, reference: bool, joined: bool) -> str:
    """Return how a line or points look: colours differ, and dashes and marks too."""
    if reference:
        return (
            f"<c:spPr>{line_of('tx1', 1.5, 'dash')}</c:spPr>"
            '<c:marker><c:symbol val="none"/></c:marker>'
        )
    colour = _COLOURS[number % len(_COLOURS)]
    line = '<a:ln w="19050"><a:noFill/></a:ln>'
    if joined:
        line = line_of(colour, 2.25, _DASHES[number % len(_DASHES)])
    shape = f"<c:spPr>{line}</c:spPr>"
    return (
        f'{shape}<c:marker><c:symbol val="{_MARKS[number % len(_MARKS)]}"/>'
        f'<c:size val="7"/><c:spPr><a:solidFill><a:schemeClr val="{colour}"/>'
        f"</a:solidFill>{line_of(colour, 0.75)}</c:spPr></c:marker>"
    )


def bar_look(number: int, *, reference: bool, pale: bool) -> str:
    """Return how bars look: paler where limits are drawn over them."""
    if reference:
        return f"<c:spPr><a:noFill/>{line_of('tx1', 1.25, 'dash')}</c:spPr>"
    colour = f'<a:schemeClr val="{_COLOURS[number % len(_COLOURS)]}">'
    lighter = '<a:lumMod val="60000"/><a:lumOff val="40000"/>' if pale else ""
    return (
        f"<c:spPr><a:solidFill>{colour}{lighter}</a:schemeClr></a:solidFill></c:spPr>"
    )
