"""A project as plain values that survive JSON, and back."""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

from hotspot_app.errors import InputError, WordsError
from hotspot_app.methods import get
from hotspot_app.project.ask.briefing import NO_BRIEFING
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.groups import PLAIN, Groups
from hotspot_app.project.ask.known import KnownHotspots
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.params import read_params
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked, check
from hotspot_app.project.save.briefing import read_briefing, written_briefing
from hotspot_app.project.save.input_files import (
    BASES,
    Place,
    Sum,
    Sums,
    is_full,
    is_near,
    place_of,
)
from hotspot_app.project.save.ledger_text import read_ledger, written_ledger
from hotspot_app.project.save.plain import Fields, NewerError, damaged
from hotspot_app.words import printable

VERSION: Final = 4
"""Of the format. Its history: 1, the first; 2, groups of areas are of a
kind, and layers say whose they are; 3, what areas were called, and
which hotspots were found, is carried; 4, what was decided about briefs."""

WHAT: Final = "a project of this app"

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")

Find = Callable[[Place], Path]
"""Says where an input is now."""


def written_project(project: Project, folder: Path, sums: Sums) -> dict[str, Any]:
    """Return a project as plain values for a file, without empty fields.

    Parameters
    ----------
    folder
        Folder of the file.
    sums
        Checksums of input files, as far as known.
    """

    def place(path: Path) -> dict[str, Any]:
        return _written_place(place_of(path, folder, sums))

    plain = {
        "hotspot": VERSION,
        "files": _written(project.files, place),
        "asked": _written(project.asked, place),
        "names": dict(project.names),
        "groups": {
            kind: {name: list(codes) for name, codes in named.items()}
            for kind, named in project.groups.items()
        },
    }
    if project.places:
        plain["places"] = {of: dict(each) for of, each in project.places.items()}
    if project.hotspots:
        plain["hotspots"] = {
            of: {
                "last": each.last,
                "members": {str(number): list(codes) for number, codes in each.members},
            }
            for of, each in project.hotspots.items()
        }
    if project.briefing != NO_BRIEFING:
        plain["briefing"] = written_briefing(project.briefing)
    if project.layers:
        plain["layers"] = [_written_layer(each, place) for each in project.layers]
    if project.released:
        plain["released"] = written_ledger(project.released)
    return plain


def read_project(raw: Fields, find: Find, *, where: str) -> Project:
    """Return the project in a file's plain values.

    Parameters
    ----------
    where
        Name of the file in messages.

    Raises
    ------
    InputError
        If the file is of a newer version, or isn't a project.
    """
    version = _check_version(raw, where)
    files, asked = raw.inner("files"), raw.inner("asked")
    names, groups = raw.named_texts("names"), _read_groups(raw, version)
    places, hotspots = raw.inner("places"), raw.inner("hotspots")
    briefing = raw.inner("briefing")
    layers = tuple(
        _read_layer(raw.of("layers", each), find) for each in raw.items("layers")
    )
    released = read_ledger(raw.inner("released"))
    raw.finish()
    if "areas" not in files:
        raise damaged(where, WHAT, "it names no boundaries")
    try:
        found = Project(
            files=Files(**_read(Files, files, find)),
            asked=Asked(**_read(Asked, asked, find)),
            layers=layers,
            places={of: _read_places(places, of) for of in places.raw()},
            hotspots={
                printable(of): _read_hotspots(hotspots.inner(of))
                for of in hotspots.raw()
            },
            briefing=read_briefing(briefing),
            released=released,
        )
        _check_asked(found.asked)
        for kind, named in groups.items():
            for name, codes in named.items():
                found = found.grouped(name, map(printable, codes), kind=kind)
    except WordsError as error:
        hint = error.hint or "Open an earlier copy of it."
        raise InputError(
            error.what, where=where, hint=hint, remedies=error.remedies
        ) from error
    for code, name in names.items():
        found = found.renamed(code, printable(name))
    return found


def _read_places(raw: Fields, of: str) -> dict[str, str]:
    told = {c: " ".join(printable(n).split()) for c, n in raw.named_texts(of).items()}
    return {code: name for code, name in told.items() if name}


def _read_hotspots(raw: Fields) -> KnownHotspots:
    last, members = printable(raw.text("last")), []
    for number, codes in raw.named_lists("members").items():
        if not _NUMBER.fullmatch(number):
            raw.refuse("members", "hotspots by their numbers")
        members.append((int(number), tuple(map(printable, codes))))
    raw.finish()
    return KnownHotspots(last, tuple(sorted(members)))


def _read_groups(raw: Fields, version: int) -> Groups:
    if version == 1:  # they had no kind
        return {PLAIN: raw.named_lists("groups")}
    kinds = raw.inner("groups")
    return {printable(kind): kinds.named_lists(kind) for kind in kinds.raw()}


def _check_version(raw: Fields, where: str) -> int:
    if "hotspot" not in raw:
        raise damaged(where, WHAT, "it doesn't say that it is")
    version = raw.whole("hotspot")
    if version > VERSION:
        raise NewerError(
            f"was made with a newer version of the app (format {version}, and this "
            f"one knows up to {VERSION})",
            where=where,
            hint="Open it with the newer version, or ask for the update.",
        )
    if version < 1:
        raise damaged(where, WHAT, f"there is no format {version}")
    return version


def _check_asked(asked: Asked) -> None:
    check(asked)
    if asked.method:
        read_params(get(asked.method), asked.params)


def _written_layer(
    layer: OwnLayer, place: Callable[[Path], dict[str, Any]]
) -> dict[str, Any]:
    said = {"source": layer.source} if layer.source else {}
    return place(layer.path) | said


def _read_layer(raw: Fields, find: Find) -> OwnLayer:
    source = raw.text("source")
    return OwnLayer(find(_read_place(raw))).of(source)


# --- fields by their types --------------------------------------------------------


def _written(value: Files | Asked, place: Callable[[Path], Any]) -> dict[str, Any]:
    """Write the fields that aren't empty, or mean something else than when left out."""
    plain = {
        each.name: _plain(getattr(value, each.name), place) for each in fields(value)
    }
    usual = {each.name: each.default for each in fields(value)}
    return {
        name: each
        for name, each in plain.items()
        if each not in ("", [], {}, None) or (each == "" != usual[name])
    }


def _plain(value: object, place: Callable[[Path], Any]) -> Any:
    match value:
        case Path():
            return place(value)
        case tuple():
            return [_plain(each, place) for each in value]
        case Mapping():
            return {str(name): _plain(each, place) for name, each in value.items()}
        case _:
            return value


def _read(kind: type[Files] | type[Asked], raw: Fields, find: Find) -> dict[str, Any]:
    """Read the fields that are there, each as its type says."""
    types = typing.get_type_hints(kind)
    known = [each.name for each in fields(kind) if each.name in raw]
    values = {name: _value(types[name], name, raw, find) for name in known}
    raw.finish()
    return values


def _value(kind: object, name: str, raw: Fields, find: Find) -> object:
    def path(value: object) -> Path:
        return find(_read_place(raw.of(name, value)))

    if kind is str:
        return printable(raw.text(name))
    if kind is int:
        return raw.whole(name)
    if kind is bool:
        return raw.flag(name)
    if kind in (Path, Path | None):
        return path(raw.anything(name))
    if kind == tuple[str, ...]:
        return tuple(map(printable, raw.texts(name)))
    if kind == tuple[Path, ...]:
        return tuple(path(each) for each in raw.items(name))
    if kind == Mapping[str, Path]:
        inner = raw.inner(name)
        return {key: find(_read_place(inner.inner(key))) for key in inner.raw()}
    if kind == Mapping[str, str]:
        # parameters are of several kinds
        return raw.scalars(name) if name == "params" else raw.named_texts(name)
    raise TypeError(f"a project file has no way to keep {name}: {kind}")


def _written_place(place: Place) -> dict[str, Any]:
    plain: dict[str, Any] = {"path": place.near, "in": place.base, "full": place.full}
    if not place.near:
        plain = {"full": place.full}
    elif place.base == "project":
        del plain["in"]
    else:  # the whole path of what came with the app is of this computer only
        del plain["full"]
    if "" in place.sums:
        return plain | _written_sum(place.sums[""])
    if place.sums:
        plain["holds"] = {
            name: _written_sum(each) for name, each in sorted(place.sums.items())
        }
    return plain


def _written_sum(known: Sum) -> dict[str, Any]:
    return {"size": known.size, "sha256": known.sha256}


def _read_place(raw: Fields) -> Place:
    near, full, base = raw.text("path"), raw.text("full"), raw.text("in") or "project"
    sums: dict[str, Sum] = {}
    if "sha256" in raw:
        sums[""] = _read_sum(raw)
    holds = raw.inner("holds")
    for name in holds.raw():
        sums[name] = _read_sum(holds.inner(name))
    raw.finish()
    for known in BASES:
        if base == known and (near or full):
            if near and not is_near(near, known):
                raw.refuse("path", "the path of a file near the project")
            if full and not is_full(full):
                raw.refuse("full", "a whole path")
            return Place(near, known, full, sums)
    raw.refuse("in" if near or full else "path", "a place that is known")


def _read_sum(raw: Fields) -> Sum:
    return Sum(raw.whole("size"), raw.text("sha256"))
