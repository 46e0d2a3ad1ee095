"""Which products there are, and what each contains, as files that can be changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast, get_args

from hotspot_app.brief.content import Shape
from hotspot_app.brief.products.told import Told, loaded
from hotspot_app.errors import WordsError
from hotspot_app.paths import shipped
from hotspot_app.words import in_quotes, listed

PRODUCTS: Final = ("tasking", "pag", "profiles", "assessment")

BESIDE: Final = "brief"
"""Folder beside a project that holds a partnership's own lists, look and logo."""

_MOST: Final = 200
"""Sections of a product."""
_ID: Final = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_KEYS: Final = {"id", "title", "parts", "method", "brief", "others", "each"}


@dataclass(frozen=True, slots=True)
class Listed:
    """A section as a product's list asks for it.

    Attributes
    ----------
    parts
        What it is made of, in order.
    method
        Id of the method whose finding it is, "" for none.
    brief
        Whether there is room only for its words and its first picture.
    others
        Whether it stands for every method that has no section of its own.
    each
        Whether there is one for every ward, or group of areas.
    """

    id: str
    title: str
    parts: tuple[str, ...] = ()
    method: str = ""
    others: bool = False
    each: bool = False
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A kind of brief: its title, layout and sections in order.

    Attributes
    ----------
    pages
        Most that it should have on paper; 0 for any number.
    """

    id: str
    title: str
    shape: Shape
    sections: tuple[Listed, ...]
    pages: int = 0


def product(
    name: str,
    parts: Collection[str],
    methods: Collection[str],
    *,
    beside: Path | None = None,
) -> Product:
    """Return what a product contains, by the partnership's own list if there is one.

    Parameters
    ----------
    parts, methods
        Names that a section may be made of, and ids of methods.
    beside
        Folder of the project.

    Raises
    ------
    WordsError
        If there is no such product.
    InputError
        If the list can't be understood.
    """
    if name not in PRODUCTS:
        known = listed(list(PRODUCTS))
        raise WordsError(f"there is no product {name!r}", hint=f"There are {known}.")
    own = None if beside is None else beside / BESIDE / f"{name}.toml"
    path = own if own is not None and own.is_file() else _shipped(name)
    return _read(loaded(path), name, parts, methods)


def _shipped(name: str) -> Path:
    return shipped("resources") / "brief" / f"{name}.toml"


def _read(
    told: Told, name: str, parts: Collection[str], methods: Collection[str]
) -> Product:
    raw = told.raw
    shape = told.text(raw, "shape", "the list") or "report"
    if shape not in get_args(Shape):
        shapes = listed(list(get_args(Shape)))
        raise told.refuse(f"there is no shape {in_quotes(shape)}, only {shapes}")
    sections = raw.get("section", [])
    if not isinstance(sections, list) or not 0 < len(sections) <= _MOST:
        raise told.refuse(f"it should have 1 to {_MOST} sections")
    title = told.text(raw, "title", "the list")
    if not title:
        raise told.refuse("it has no title")
    found: list[Listed] = []
    for number, section in enumerate(sections, 1):
        found.append(_section(told, section, f"section {number}", parts, methods))
    ids = [each.id for each in found]
    twice = [each for each in dict.fromkeys(ids) if ids.count(each) > 1]
    if twice:
        raise told.refuse(f"two sections have the id {in_quotes(twice[0])}")
    pages = told.count(raw, "pages", "the list")
    return Product(name, title, cast("Shape", shape), tuple(found), pages)


def _section(
    told: Told,
    raw: object,
    where: str,
    parts: Collection[str],
    methods: Collection[str],
) -> Listed:
    if not isinstance(raw, dict):
        raise told.refuse(f"{where} isn't a section")
    unknown = [key for key in raw if key not in _KEYS]
    if unknown:
        known = listed(sorted(_KEYS))
        raise told.refuse(
            f"{where} has {in_quotes(unknown[0])}; a section may have {known}"
        )
    others, each, brief = (
        told.flag(raw, k, where) for k in ("others", "each", "brief")
    )
    own = "others" if others else "each" if each else ""
    name = told.text(raw, "id", where) or told.text(raw, "method", where) or own
    if not _ID.fullmatch(name):
        raise told.refuse(
            f"{where} needs an id of small letters and figures, not {in_quotes(name)}"
        )
    made = told.texts(raw, "parts", where)
    strange = [each_part for each_part in made if each_part not in parts]
    if strange:
        known = listed(sorted(parts))
        raise told.refuse(
            f"{where}: there is no part {in_quotes(strange[0])}, only {known}"
        )
    method = told.text(raw, "method", where)
    if method and method not in methods:
        known = listed(sorted(methods))
        raise told.refuse(
            f"{where}: there is no method {in_quotes(method)}, only {known}"
        )
    if not (made or method or others or each):
        raise told.refuse(f"{where} has neither parts nor a method")
    title = told.text(raw, "title", where)
    return Listed(name, title, made, method, others, each, brief)
