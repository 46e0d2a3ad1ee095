"""Briefs to show, made without any answer."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

from hotspot_app.brief.proof import Proof, ProofPage, ProofPlace, ProofSection, Said

FELL = "Burglary fell from 40 to 31 (22.5%)."
GONE = "Gone: Priory Fields (54 crimes; 122 before)."


def png(wide: int = 210, high: int = 297, colour: int = 0xFFEEDD) -> bytes:
    """Return a picture of one colour."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(colour)
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(held, "PNG")
    return bytes(held.data().data())


def said(part: str, number: int, text: str) -> Said:
    """Return a sentence in the app's words."""
    return Said(f"pag/{part}/{number}", text, text)


def a_proof(pages: int = 3, product: str = "pag") -> Proof:
    """Return a brief of three sections."""
    sections = (
        ProofSection(
            "summary",
            "Summary",
            (
                said("summary/headline-finding", 1, "Two hotspots stand out"),
                said("summary/changed", 1, FELL),
                said("summary/changed", 2, GONE),
            ),
            page=1,
        ),
        ProofSection(
            "where", "Where", (said("where/said", 1, "In Old Quays."),), page=2
        ),
        ProofSection("annex", "Annex", (), page=3),
    )
    made = tuple(
        ProofPage(png(colour=0x101010 * (n % 10 + 1)), (f"Words of page {n + 1}.",))
        for n in range(pages)
    )
    places = (
        ProofPlace(1, "H4", "Market Cross, Old Quays"),
        ProofPlace(2, "H2", "Marl Retail Park"),
    )
    return Proof(product, "Brief: burglary", "pag-x", sections, made, places)


def with_said(proof: Proof, number: int, now: Said) -> Proof:
    """Return a brief with another sentence in its first section."""
    first = proof.sections[0]
    told = tuple(now if n == number else each for n, each in enumerate(first.said))
    return replace(proof, sections=(replace(first, said=told), *proof.sections[1:]))
