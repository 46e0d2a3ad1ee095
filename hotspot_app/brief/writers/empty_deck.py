"""An empty deck: its theme, its master and its layouts, with no slide."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.util import Mm

from hotspot_app.brief.content import Document, Look
from hotspot_app.brief.writers.measure import Box
from hotspot_app.brief.writers.slide_layouts import (
    BODY,
    BOXED,
    CALLED,
    CAUTION,
    FOOTER,
    KICKER,
    KINDS,
    MARGIN,
    NUMBER,
    PAPER,
    TITLE,
    WIDE,
    Layout,
    Place,
    paper_layouts,
    wide_layouts,
)
from hotspot_app.brief.writers.slide_xml import NAMESPACES, number_field, xfrm
from hotspot_app.draw.page.export import LANGUAGE
from hotspot_app.draw.page.typeface import TYPEFACE
from hotspot_app.errors import InputError
from hotspot_app.words import printable

_LEAST_CONTRAST: Final = 4.5
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_END: Final = b"IEND\xaeB`\x82"


@dataclass(frozen=True, eq=False)
class Layouts:
    """An empty deck with the places of its layouts.

    Attributes
    ----------
    size
        Width and height of a slide, millimetres.
    tinted
        The theme's colour for words that stand out.
    """

    deck: Deck
    places: dict[str, Layout]
    size: tuple[float, float]
    tinted: str


def empty_deck(document: Document) -> Layouts:
    """Make a deck with a document's look and layouts, and no slide.

    Raises
    ------
    InputError
        If its logo isn't a picture.
    """
    paper = document.shape == "sheet"
    size = PAPER if paper else WIDE
    places = paper_layouts() if paper else wide_layouts()
    deck = Presentation()
    deck.slide_width, deck.slide_height = Mm(size[0]), Mm(size[1])
    _without_leavings(deck)
    look = document.look
    tinted = "accent1" if contrast(look.accent, look.ground) >= _LEAST_CONTRAST else ""
    made = Layouts(deck, places, size, tinted or "tx1")
    _set_theme(deck, look)
    _set_master(made)
    _set_layouts(made, look)
    return made


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ, 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted(_luminance(each) for each in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [each / 255 for each in _rgb(colour)]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rgb(colour: str) -> tuple[int, int, int]:
    found = re.fullmatch(r"#([0-9a-fA-F]{6})", colour)
    if found is None:
        raise InputError(
            f"{colour!r} is no colour", hint="Write colours as #1d4f7c, in six digits."
        )
    whole = int(found.group(1), 16)
    return whole >> 16, whole >> 8 & 255, whole & 255


def _mixed(one: str, other: str, part: float) -> str:
    """Return a colour that is so much of one and the rest of the other."""
    pairs = zip(_rgb(one), _rgb(other), strict=True)
    return "#" + "".join(f"{round(part * a + (1 - part) * b):02x}" for a, b in pairs)


def _without_leavings(deck: Deck) -> None:
    """Take out what the library's own empty deck tells of who made it."""
    package = deck.part.package
    for rels in (package, deck.part):
        for name, rel in list(rels._rels.items()):
            if rel.reltype.endswith(
                ("/thumbnail", "/printerSettings", "/extended-properties")
            ):
                rels._rels.pop(name)
    size = deck.part._element.find("{*}sldSz")
    size.attrib.pop("type", None)
    for each in deck.part._element.iter("{*}defRPr"):
        each.set("lang", LANGUAGE)


def _set_theme(deck: Deck, look: Look) -> None:
    colours = {
        "dk1": look.ink,
        "lt1": look.ground,
        "dk2": _mixed(look.ink, look.ground, 0.7),
        "lt2": _mixed(look.accent, look.ground, 0.08),
        "accent1": look.accent,
        "accent2": "#b04a18",
        "accent3": "#5a6675",
        "accent4": "#26749f",
        "accent5": "#6a0d18",
        "accent6": _mixed(look.ink, look.ground, 0.2),
        "hlink": look.accent,
        "folHlink": look.accent,
    }
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>'
        for name, colour in colours.items()
    )
    # the panose of Arial: what stands in where the typeface isn't installed
    face = (
        f'<a:latin typeface="{TYPEFACE}" panose="020B0604020202020204" '
        'pitchFamily="34" charset="0"/><a:ea typeface=""/><a:cs typeface=""/>'
    )
    fonts = f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>"
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = part.blob.decode("utf-8")
    for found, put in (
        (r"<a:clrScheme .*?</a:clrScheme>", _named("clrScheme", scheme)),
        (r"<a:fontScheme .*?</a:fontScheme>", _named("fontScheme", fonts)),
        (r'name="Office Theme"', 'name="Brief"'),
    ):
        whole = re.search(found, theme, re.DOTALL)
        if whole is not None:
            theme = theme.replace(whole.group(), put, 1)
    part.blob = theme.encode("utf-8")


def _named(element: str, content: str) -> str:
    return f'<a:{element} name="Brief">{content}</a:{element}>'


def _set_master(made: Layouts) -> None:
    master = made.deck.slide_master
    first = next(iter(made.places.values()))
    shapes = [
        _placeholder(2, TITLE, first[TITLE], made.tinted),
        _placeholder(3, BODY, Place(first[TITLE].box), made.tinted),
        _placeholder(4, FOOTER, first[FOOTER], made.tinted),
        _placeholder(5, NUMBER, first[NUMBER], made.tinted),
    ]
    _set_tree(master._element.cSld, shapes)
    styles = "".join(
        f"<p:{name}Style>{_levels(size, face)}</p:{name}Style>"
        for name, size, face in (
            ("title", 26, "mj"),
            ("body", 16, "mn"),
            ("other", 16, "mn"),
        )
    )
    old = master._element.find("{*}txStyles")
    new = parse_xml(f"<p:txStyles {NAMESPACES}>{styles}</p:txStyles>")
    old.getparent().replace(old, new)


def _levels(size: float, face: str) -> str:
    levels = (
        f'<a:lvl{level}pPr marL="0" indent="0" algn="l" defTabSz="914400" rtl="0" '
        'eaLnBrk="1" latinLnBrk="0" hangingPunct="1"><a:lnSpc><a:spcPct val="100000"/>'
        '</a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr lang="{LANGUAGE}" sz="{size * 100:.0f}" kern="1200"><a:solidFill>'
        f'<a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+{face}-lt"/>'
        f'<a:ea typeface="+{face}-ea"/><a:cs typeface="+{face}-cs"/></a:defRPr>'
        f"</a:lvl{level}pPr>"
        for level in range(1, 10)
    )
    return "".join(levels)


def _set_layouts(made: Layouts, look: Look) -> None:
    layouts = made.deck.slide_layouts
    for unused in list(layouts)[len(made.places) :]:
        layouts.remove(unused)
    for layout, (name, places) in zip(layouts, made.places.items(), strict=True):
        element = layout._element
        element.set("preserve", "1")
        for kind in ("type", "matchingName"):
            element.attrib.pop(kind, None)
        element.cSld.set("name", name)
        shapes = [_ornament(name, made.size)]
        shapes += [
            _placeholder(number, each, place, made.tinted)
            for number, (each, place) in enumerate(places.items(), 10)
        ]
        _set_tree(element.cSld, shapes)
        if look.logo:
            _add_logo(layout, name, made.size, look)


def _set_tree(slide: Any, shapes: Sequence[str]) -> None:
    for extra in slide.findall("{*}extLst"):
        slide.remove(extra)
    tree = slide.spTree
    for each in list(tree)[2:]:
        tree.remove(each)
    for each in shapes:
        tree.append(parse_xml(each))


def _placeholder(number: int, what: int, place: Place, tinted: str) -> str:
    kind = KINDS.get(what, "body")
    index = "" if what == TITLE else f' sz="quarter" idx="{what}"'
    inset = [0.0] * 4
    filled = "<a:noFill/>"
    if what == CAUTION:
        inset = [BOXED + 1.5, BOXED, BOXED, BOXED]
        line = (
            '<a:ln w="9525"><a:solidFill><a:schemeClr val="tx2"/></a:solidFill></a:ln>'
        )
        filled = f'<a:solidFill><a:schemeClr val="bg2"/></a:solidFill>{line}'
    sides = " ".join(
        f'{side}Ins="{Mm(each)}"' for side, each in zip("ltrb", inset, strict=True)
    )
    colour = tinted if what == KICKER else place.colour
    said = f'<a:r><a:rPr lang="{LANGUAGE}"/><a:t>{CALLED[what]}</a:t></a:r>'
    if what == NUMBER:
        said = number_field(1)
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="{number}" name="{CALLED[what]}"/>'
        '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}"{index}/>'
        f"</p:nvPr></p:nvSpPr><p:spPr>{xfrm(place.box)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{filled}</p:spPr>'
        f'<p:txBody><a:bodyPr vert="horz" wrap="square" {sides} '
        f'anchor="{place.anchor}"><a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr '
        f'marL="0" indent="0" algn="{place.across}"><a:buNone/><a:defRPr '
        f'lang="{LANGUAGE}" sz="{place.size * 100:.0f}" b="{int(place.bold)}">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr>'
        f"</a:lvl1pPr></a:lstStyle><a:p>{said}</a:p></p:txBody></p:sp>"
    )


DECORATIVE: Final = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/'
    'decorative" val="1"/></a:ext></a:extLst>'
)


def _ornament(name: str, size: tuple[float, float]) -> str:
    """Return the accent of a layout, which says nothing."""
    boxes = {
        "Title": Box(0, 0, 14, size[1]),
        "Sheet": Box(12, 34.2, size[0] - 24, 0.5),
    }
    box = boxes.get(name, Box(0, 14.5, 5, 30.5))
    return (
        f'<p:sp {NAMESPACES}><p:nvSpPr><p:cNvPr id="2" name="Accent" descr="">'
        f'{DECORATIVE}</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'{xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill>'
        '<a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f'<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="{LANGUAGE}"/>'
        "</a:p></p:txBody></p:sp>"
    )


def _add_logo(layout: Any, name: str, size: tuple[float, float], look: Look) -> None:
    places = {
        "Title": Box(size[0] - 76, 18, 60, 26),
        "Sheet": Box(size[0] - 50, 12, 38, 20),
    }
    place = places.get(name, Box(size[0] - MARGIN - 44, 11.5, 44, 9.5))
    picture, across, down = _logo(layout, look)
    scale = min(place.width / across, place.height / down)
    box = Box(
        place.right - across * scale,
        place.top + (place.height - down * scale) / 2,
        across * scale,
        down * scale,
    )
    told = (
        quoteattr(f"Logo of {printable(look.organisation)}")
        if look.organisation
        else '""'
    )
    extra = "" if look.organisation else DECORATIVE
    layout._element.cSld.spTree.append(
        parse_xml(
            f'<p:pic {NAMESPACES}><p:nvPicPr><p:cNvPr id="3" name="Logo" descr={told}>'
            f'{extra}</p:cNvPr><p:cNvPicPr><a:picLocks noChangeAspect="1"/>'
            '</p:cNvPicPr><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill>'
            f'<a:blip r:embed="{escape(picture)}"/>'
            f"<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{xfrm(box)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )


def _logo(layout: Any, look: Look) -> tuple[str, int, int]:
    """Keep the logo in the deck: the name of its part, and its size in dots."""
    across = int.from_bytes(look.logo[16:20], "big")
    down = int.from_bytes(look.logo[20:24], "big")
    is_png = look.logo.startswith(_PNG) and look.logo.endswith(_PNG_END)
    if not is_png or not (across and down):
        raise InputError("the logo is no whole PNG picture", hint="Save it as PNG.")
    try:
        _, name = layout.part.get_or_add_image_part(io.BytesIO(look.logo))
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError(
            "the logo can't be read as a PNG picture", hint="Save it as PNG again."
        ) from error
    return name, across, down
