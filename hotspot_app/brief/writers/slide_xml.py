"""Pieces of XML that slides and their layouts share."""

from __future__ import annotations

from typing import Final

from pptx.util import Mm

from hotspot_app.brief.writers.measure import Box
from hotspot_app.draw.page.export import LANGUAGE

NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def number_field(number: int) -> str:
    """Return the field that shows which slide it is."""
    return (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="{LANGUAGE}"/><a:t>{number}</a:t></a:fld>'
    )


def xfrm(box: Box) -> str:
    """Return where something is, as slides write it."""
    return (
        f'<a:xfrm><a:off x="{Mm(box.left)}" y="{Mm(box.top)}"/>'
        f'<a:ext cx="{Mm(box.width)}" cy="{Mm(box.height)}"/></a:xfrm>'
    )
