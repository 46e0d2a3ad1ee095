"""A project saved to a file of its own (`.hotspot`), and opened again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from hotspot_app.named_paths import (
    COPY,
    COPY_OR_CHOOSE,
    NETWORK,
    from_root,
    is_there,
    refuse,
    why_refused,
    why_untouched,
)
from hotspot_app.progress import SILENT, Progress
from hotspot_app.project.ask.project import Project
from hotspot_app.project.save.format import WHAT, read_project, written_project
from hotspot_app.project.save.input_files import (
    Place,
    Sum,
    Sums,
    difference,
    near_path,
)
from hotspot_app.project.save.plain import content, sha256, understood, write_object
from hotspot_app.words import printable

SUFFIX: Final = ".hotspot"

_NO_SUMS: Sums = MappingProxyType({})
_MOST_FOLDERS: Final = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A project as it was saved, with what was found of its files.

    Attributes
    ----------
    missing
        Input files that aren't at their paths.
    changed
        Differences in words, by input file.
    moved
        Paths where input files were found, by the path where they were.
    sums
        Checksums of the files as they are now, or of missing ones as saved; for `save`
        and `relinking`.
    seen
        SHA-256 of the project's file as it was read, for `save`.
    untouched
        Input files that must not be opened without asking, with the reason in words;
        they stay in the project.
    """

    project: Project
    missing: tuple[Path, ...]
    changed: Mapping[Path, str]
    moved: Mapping[Path, Path]
    sums: Sums
    seen: str
    untouched: Mapping[Path, str] = field(default_factory=dict)

    def told(self) -> tuple[str, ...]:
        """Say what became of the files, a line each."""
        return (
            *(
                f"{_name(p)} is missing: it was in {_name(p, True)}."
                for p in self.missing
            ),
            *(
                f"{_name(p)} is not as it was: {how}."
                for p, how in self.changed.items()
            ),
            *(
                f"{_name(p)} is now in {_name(to, True)}."
                for p, to in self.moved.items()
            ),
            *(_untouched(p, why) for p, why in self.untouched.items()),
        )


def _untouched(path: Path, why: str) -> str:
    hint = COPY_OR_CHOOSE if why == NETWORK else COPY
    return f"{printable(str(path))[:200]} {why}, and was not looked at. {hint}"


def _name(path: Path, folder: bool = False) -> str:
    return printable(str(path.parent) if folder else path.name)


def save(
    project: Project, path: Path, sums: Sums = _NO_SUMS, *, seen: str | None = None
) -> str:
    """Write a project, whole or not at all, without reading its input files.

    Parameters
    ----------
    path
        Path of the file; missing folders are made.
    sums
        Checksums of input files (`input_files.sums_of`, `Opened.sums`). Changes of a
        file without one aren't noticed when the project is opened.
    seen
        Digest of the file that is replaced: `Opened.seen`, the value returned when it
        was saved last, or `plain.NOTHING`. By default any file is replaced.

    Returns
    -------
    str
        The new digest, for the next time.

    Raises
    ------
    ChangedError
        If another window or program has changed the file since it was seen.
    InputError
        If the folder can't be written or the disk is full, or the file is read-only.
    """
    whole = path.absolute()
    return write_object(whole, written_project(project, whole.parent, sums), seen=seen)


def opened(path: Path, progress: Progress = SILENT) -> Opened:
    """Open a project and look for its input files, whose checksums are compared.

    An input that isn't where it was is also sought by its name in the project's
    folder and the folders in it, and taken if its content is the same.

    Raises
    ------
    InputError
        If the file isn't a project, is damaged, of a newer version, or at a path that
        must not be opened without asking (`named_paths`).
    Cancelled
        If the analyst stopped the work.
    """
    whole = from_root(path)
    refuse(whole)
    search = _Search(whole.parent, progress)
    read = content(whole, WHAT)
    raw = understood(read, WHAT, whole.name)
    project = read_project(raw, search.find, where=path.name)
    return Opened(
        project,
        tuple(search.missing),
        search.changed,
        search.moved,
        search.sums,
        sha256(read),
        search.untouched,
    )


@dataclass(eq=False)
class _Search:
    """Looks for input files, and keeps what it saw."""

    folder: Path
    progress: Progress
    missing: list[Path] = field(default_factory=list)
    changed: dict[Path, str] = field(default_factory=dict)
    moved: dict[Path, Path] = field(default_factory=dict)
    sums: dict[Path, Sum] = field(default_factory=dict)
    untouched: dict[Path, str] = field(default_factory=dict)
    _known: dict[str, Path] = field(default_factory=dict)

    def find(self, place: Place) -> Path:
        """Return where an input is now, or where it was."""
        self.progress.step(0.0, f"Looking for {printable(place.name)}")
        key = f"{place.base} {place.near} {place.full}"
        if key not in self._known:
            self._known[key] = self._found(place)
        return self._known[key]

    def _found(self, place: Place) -> Path:
        usual = self._usual(place)
        different: list[tuple[Path, str, dict[Path, Sum]]] = []
        for path in filter(is_there, usual):
            how, now = difference(path, place.sums, self.progress)
            if not how:
                self.sums |= now
                return path
            different.append((path, how, now))
        if different:
            path, how, now = different[0]
            self.sums |= now
            self.changed[path] = how
            return path
        refused = [path for path in usual if why_refused(path)]
        if refused:
            return self._sought(refused[0], place)
        return self._sought(usual[0] if usual else self.folder / place.name, place)

    def _sought(self, was: Path, place: Place) -> Path:
        for path in self._elsewhere(place):
            how, now = difference(path, place.sums, self.progress)
            if not how:
                self.sums |= now
                self.moved[was] = path
                return path
        why = why_refused(was)
        if why:
            self.untouched[was] = why
        else:
            self.missing.append(was)
        self.sums |= {was / n if n else was: each for n, each in place.sums.items()}
        return was

    def _usual(self, place: Place) -> list[Path]:
        paths = []
        if place.near:
            paths.append(near_path(place.near, place.base, self.folder))
        full = Path(place.full)
        whole = full.is_absolute() or bool(why_untouched(place.full))
        if place.full and whole and full not in paths:
            paths.append(full)
        return paths

    def _elsewhere(self, place: Place) -> list[Path]:
        """Return inputs of the same name near the project; none if it can't be told."""
        if not place.sums or not place.name:
            return []
        try:
            inside = sorted(
                path
                for path in self.folder.iterdir()
                if is_there(path) and path.is_dir()
            )
        except OSError:
            inside = []
        folders = [self.folder, *inside[:_MOST_FOLDERS]]
        paths = [folder / place.name for folder in folders]
        return [path for path in paths if is_there(path)]
