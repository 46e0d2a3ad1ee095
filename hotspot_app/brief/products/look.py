"""How a partnership's briefs look: colours, name, logo and wording beside a project."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from hotspot_app.brief.content import Block, Document, Look, Section, Table, Words
from hotspot_app.brief.products.listed import BESIDE
from hotspot_app.brief.products.told import Told, loaded
from hotspot_app.data.own.logo import logo_pixels
from hotspot_app.draw.looks.palettes import luminance
from hotspot_app.draw.page.pixels import png_of

FILE: Final = "look.toml"

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST: Final = 4.5
"""Contrast of text with the page (WCAG 2.2, AA)."""
_KEYS: Final = {"organisation", "accent", "logo", "wording"}
_MOST: Final = 200
"""Headings that are worded otherwise."""


@dataclass(frozen=True, slots=True)
class House:
    """A partnership's look and wording.

    Attributes
    ----------
    wording
        Headings and titles of ours to those that stand in their place.
    """

    look: Look = field(default_factory=Look)
    wording: Mapping[str, str] = field(default_factory=dict)


def house(beside: Path | None) -> House:
    """Return the look that lies beside a project; ours where there is none.

    Parameters
    ----------
    beside
        Folder of the project.

    Raises
    ------
    InputError
        If it can't be understood, a colour can't be read on the page, or the logo
        can't be used.
    """
    path = None if beside is None else beside / BESIDE / FILE
    if path is None or not path.is_file():
        return House()
    told = loaded(path)
    unknown = [key for key in told.raw if key not in _KEYS]
    if unknown:
        raise told.refuse(f"there is nothing called {unknown[0][:40]!r} to choose")
    look = Look(organisation=told.text(told.raw, "organisation", "the look"))
    accent, logo = (told.text(told.raw, key, "the look") for key in ("accent", "logo"))
    if accent:
        look = replace(look, accent=_readable(told, accent, look.ground))
    if logo:
        look = replace(look, logo=png_of(logo_pixels(_beside(told, logo))))
    return House(look, _wording(told))


def worded(document: Document, wording: Mapping[str, str]) -> Document:
    """Return a document with the partnership's own headings and titles."""
    if not wording:
        return document
    sections = tuple(_worded(each, wording) for each in document.sections)
    return replace(document, sections=sections)


def _worded(section: Section, wording: Mapping[str, str]) -> Section:
    def said(text: str) -> str:
        return wording.get(text, text)

    def block(each: Block) -> Block:
        if isinstance(each, Words):
            return replace(each, heading=said(each.heading))
        if isinstance(each, Table):
            return replace(each, title=said(each.title))
        return each

    blocks = tuple(map(block, section.blocks))
    return replace(section, title=said(section.title), blocks=blocks)


def _readable(told: Told, colour: str, ground: str) -> str:
    if not _COLOUR.fullmatch(colour):
        raise told.refuse("accent should be a colour like #1d4f7c")
    light, dark = luminance(ground) + 0.05, luminance(colour) + 0.05
    if light / dark < _LEAST:
        raise told.refuse(
            f"accent {colour} has a contrast of {light / dark:.1f} with the page, and "
            f"headings need {_LEAST} to be read"
        )
    return colour


def _beside(told: Told, name: str) -> Path:
    """Return the logo, which lies in the same folder."""
    if PurePosixPath(name).name != name or "\\" in name or ":" in name:
        raise told.refuse("logo should be the name of a file in the same folder")
    return told.path.parent / name


def _wording(told: Told) -> Mapping[str, str]:
    raw = told.raw.get("wording", {})
    if not isinstance(raw, dict) or len(raw) > _MOST:
        raise told.refuse(f"wording should be a table of at most {_MOST} headings")
    return {str(key): told.text(raw, key, "wording") for key in raw}
