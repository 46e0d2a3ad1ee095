"""Input files that have moved: found again by hand, checked, taken where they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.errors import InputError
from hotspot_app.faults import one_file
from hotspot_app.named_paths import from_root, is_there
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.intake.checklist import Checklist
from hotspot_app.project.intake.first_look import look
from hotspot_app.project.intake.items import Item, Kind, Look, Unknown
from hotspot_app.project.save.input_files import (
    Sum,
    Sums,
    difference,
    paths_of,
    place_of,
)
from hotspot_app.words import capital, listed, printable

WERE: Final[Mapping[Kind, str]] = {
    "areas": "boundaries",
    "crime": "recorded crime",
    "counts": "ready counts",
    "figures": "figures by area",
    "deprivation": "deprivation by area",
    "lookup": "a lookup between codes",
    "postcodes": "postcodes",
    "names": "names of places",
}
"""Noun for a file of each kind, within a sentence."""


@dataclass(frozen=True, slots=True)
class Refound:
    """Missing files that were found.

    Attributes
    ----------
    moved
        New paths by old path: the file that was shown, and files that moved with it.
    looks
        What the files found seem to be, if they are on the checklist.
    doubt
        Why the file shown may be a different one, in sentences; "" if it is the same.
    """

    moved: Mapping[Path, Path]
    looks: tuple[Look, ...]
    doubt: str = ""


def refound(
    now: Checklist,
    old: Path,
    new: Path,
    sums: Sums,
    progress: Progress = SILENT,
) -> Refound:
    """Check a file shown in place of a missing one, and look for other missing files.

    Parameters
    ----------
    old, new
        Path where the file or folder was, and the path shown.
    sums
        Checksums of the files as saved (`input_files.Sums`), as far as known.

    Raises
    ------
    InputError
        If the file is already on the list, or is of another kind.
    Cancelled
        If the analyst stopped the work.
    """
    old, new = from_root(old), from_root(new)
    given = [*(item.path for item in now.items), *_of_base(now)]
    if new in map(from_root, given) and new != old:
        raise InputError(
            f"it is on the list already, and isn't {printable(old.name)}",
            where=printable(new.name),
            hint="Show where that one is now.",
        )
    known = place_of(old, old.parent, sums).sums
    how, there = difference(new, known, progress)
    looks = look([new], progress)
    doubt = ""
    if how or not known:
        item = next((i for i in now.items if from_root(i.path) == old), None)
        lacking = _lacking(now.base, item, new, looks)
        if item is not None:
            _check_kind(item, new, looks, lacking)
        doubt = _doubt(old, new, known, (how, there))
        if lacking:
            doubt = f"{doubt} {capital(_without(lacking))}.".strip()
    moved = moved_with(given, old, new, sums, progress)
    others = {moved[item.path] for item in now.items if item.path in moved} - {new}
    return Refound(moved, (*looks, *look(sorted(others), progress)), doubt)


def moved_with(
    paths: Collection[Path],
    old: Path,
    new: Path,
    sums: Sums,
    progress: Progress = SILENT,
) -> dict[Path, Path]:
    """Return where inputs are now that one of them was found again.

    One that isn't where it was is taken from where it lies as `old` lies to `new`,
    if it is there and, where its sum is known, is the same; or from beside `new`, if
    it is known to be the same.
    """
    old, new = from_root(old), from_root(new)
    root, root_now = _roots(old, new)
    moved = {}
    for path in dict.fromkeys(paths):
        whole = from_root(path)
        if whole == old:
            moved[path] = new
            continue
        if is_there(whole):
            continue
        was = place_of(whole, whole.parent, sums)
        known = was.sums
        places = [new.parent / was.name] if known and was.name else []
        if whole.is_relative_to(root):
            places.insert(0, root_now / whole.relative_to(root))
        for place in dict.fromkeys(places):
            if is_there(place) and not difference(place, known, progress)[0]:
                moved[path] = place
                break
    return moved


def with_paths(files: Files, moved: Mapping[Path, Path]) -> Files:
    """Return files with other paths in place of some."""
    whole = {from_root(old): new for old, new in moved.items()}
    return _changed(files, lambda path: whole.get(from_root(path), path))


def relinked(now: Checklist, moved: Mapping[Path, Path]) -> Checklist:
    """Return the checklist without what has moved, and told where that is now.

    What is there now is added as it was looked at (`Checklist.with_items`).
    """
    items = tuple(item for item in now.items if item.path not in moved)
    chosen = {slot: moved.get(path, path) for slot, path in now.chosen.items()}
    base = None if now.base is None else with_paths(now.base, moved)
    return replace(now, items=items, chosen=chosen, base=base)


def was_folder(path: Path, sums: Sums) -> bool:
    """Whether a missing input was a folder, as far as can be told."""
    known = place_of(path, path.parent, sums).sums
    if known:
        return "" not in known
    return path.suffix.casefold() in {"", ".gdb"}


def sums_of_read(files: Files, sources: Collection[SourceFile]) -> dict[Path, Sum]:
    """Return the sums of inputs as they were read, told by their names."""
    found = {}
    for path in paths_of(files):
        named = {
            Sum(each.size, each.sha256)
            for each in sources
            if each.name == printable(path.name)
        }
        if len(named) == 1:
            found[path] = named.pop()
    return found


# --- whether it is the same -------------------------------------------------------


def _of_base(now: Checklist) -> tuple[Path, ...]:
    return () if now.base is None else paths_of(now.base)


def _lacking(
    base: Files | None, item: Item | None, new: Path, looks: tuple[Look, ...]
) -> tuple[str, ...] | None:
    """Return which columns that were chosen it lacks; None if none were."""
    if base is None or item is None:
        return None
    if item.kind == "areas" and from_root(item.path) == from_root(base.areas):
        wanted = [base.code_column, base.name_column]
    elif item.kind in {"crime", "counts"}:
        wanted = [*base.columns.values()]
    else:
        return None
    wanted = [name for name in wanted if name]
    header = getattr(looks[0], "header", ()) if len(looks) == 1 else ()
    if item.kind == "areas" and wanted:
        try:
            with one_file(new.name):
                header = tuple(str(name) for name in read_attributes(new).columns)
        except InputError:
            header = ()
    return tuple(n for n in wanted if n not in header) if wanted and header else None


def _check_kind(
    item: Item, new: Path, looks: tuple[Look, ...], lacking: tuple[str, ...] | None
) -> None:
    """Refuse what can't be what the missing file was."""
    kinds = {each.kind for each in looks if isinstance(each, Item)}
    if kinds == {item.kind} or (not kinds and lacking == ()):
        return
    was = f"{printable(item.path.name)} was {WERE[item.kind]}"
    if kinds:
        why = f"this is {listed([WERE[kind] for kind in sorted(kinds)])}, and {was}"
    elif lacking:
        why = _without(lacking)
    else:
        told = [each.why for each in looks if isinstance(each, Unknown)]
        raise InputError(f"{was}, and this isn't", hint=told[0])
    raise InputError(
        why,
        where=printable(new.name),
        hint="Show the file that has moved; one that replaces it is added by itself.",
    )


def _doubt(
    old: Path,
    new: Path,
    known: Mapping[str, Sum],
    found: tuple[str, Mapping[Path, Sum]],
) -> str:
    """Say how a file differs from what the missing one was."""
    how, there = found
    was, now = printable(old.name), printable(new.name)
    if not known:
        if old.name == new.name:
            return ""
        return f"{now} may be another file than {was}: nothing is known of that one."
    if "" not in known or new not in there:
        return f"{now} isn't as {was} was: {how}."
    before, after = known[""].size, there[new].size
    sizes = f"{after:,} bytes, and {was} had {before:,}"
    if before == after:
        sizes = f"as many bytes as {was} had ({before:,}), but other ones"
    return f"{now} isn't the same file: it has {sizes}."


def _without(lacking: tuple[str, ...]) -> str:
    named = listed([f'"{printable(name)}"' for name in lacking], 3)
    many = "column" if len(lacking) == 1 else "columns"
    return f"it lacks the {many} {named}, chosen for the project"


# --- paths ------------------------------------------------------------------------


def _changed(files: Files, change: Callable[[Path], Path]) -> Files:
    changed: dict[str, Any] = {}
    for each in fields(files):
        match getattr(files, each.name):
            case Path() as path:
                changed[each.name] = change(path)
            case tuple() as paths:
                changed[each.name] = tuple(change(path) for path in paths)
            case Mapping() as tables:
                changed[each.name] = {
                    name: change(value) if isinstance(value, Path) else value
                    for name, value in tables.items()
                }
    return replace(files, **changed)


def _roots(old: Path, new: Path) -> tuple[Path, Path]:
    """Leave off what both end in, their own names at least."""
    first, second = old.parent, new.parent
    if old.name == new.name:
        while first.name and first.name == second.name:
            first, second = first.parent, second.parent
    return first, second
