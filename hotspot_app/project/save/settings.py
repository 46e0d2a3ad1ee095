"""The user's settings, kept from one day to the next."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Literal

from hotspot_app.errors import InputError
from hotspot_app.file_lock import locked
from hotspot_app.named_paths import from_root, is_there, why_untouched
from hotspot_app.paths import config
from hotspot_app.project.save.plain import Fields, read_object, write_object
from hotspot_app.words import printable

Theme = Literal["system", "light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("system", "light", "dark")

VERSION: Final = 1
SMALLEST, LARGEST = 100, 200
"""Text scale, per cent."""
RECENT: Final = 10
MAPPINGS: Final = 200
"""Extracts whose columns are remembered."""
WIDEST: Final = 10_000
"""Pixels of the desk's right side."""
LAYERS: Final = 200
"""Map layers whose sources are remembered."""

_WHAT: Final = "a file of preferences"


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's preferences, and what the app remembers; no answer depends on them.

    Attributes
    ----------
    text_scale
        Text size in per cent.
    folders
        Folder last used, by purpose ("project", "crime", "export").
    recent
        Project files, the last opened first.
    geometry
        Left, top, width, height of the window, and 1 if it filled the screen;
        empty before the first.
    columns
        Choice of an extract's columns, by its header (`header_fingerprint`).
    names
        Names given by the analyst in any project, by area code.
    layer_sources
        Attribution of a map layer, by its absolute path.
    answer_width
        Width of the desk's right side, in pixels at 100%; 0 until it was dragged.
    sentences_open
        Whether all sentences of an answer are shown, not only the headline.
    roomy_rows
        Whether places have rows of any height, not two lines at most.
    """

    theme: Theme = "system"
    text_scale: int = 100
    folders: Mapping[str, Path] = field(default_factory=dict)
    recent: tuple[Path, ...] = ()
    geometry: tuple[int, ...] = ()
    tour_seen: bool = False
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    layer_sources: Mapping[str, str] = field(default_factory=dict)
    answer_width: int = 0
    sentences_open: bool = False
    roomy_rows: bool = False

    def with_recent(self, project: Path) -> Settings:
        """Put a project first among the recent ones."""
        first = from_root(project)
        others = [path for path in self.recent if path != first]
        return replace(self, recent=(first, *others)[:RECENT])

    def folder(self, sought: str) -> Path | None:
        """Return where something was last found; None if it isn't looked at unasked."""
        known = self.folders.get(sought)
        return None if known is None or why_untouched(known) else known

    def with_folder(self, sought: str, folder: Path) -> Settings:
        """Remember where something was found."""
        return replace(self, folders={**self.folders, sought: from_root(folder)})

    def with_columns(
        self, header: Sequence[str], mapping: Mapping[str, str]
    ) -> Settings:
        """Remember which column of an extract is which."""
        key = header_fingerprint(header)
        kept = {known: each for known, each in self.columns.items() if known != key}
        newest = [*kept.items(), (key, dict(mapping))][-MAPPINGS:]
        return replace(self, columns=dict(newest))

    def columns_of(self, header: Sequence[str]) -> Mapping[str, str] | None:
        """Return which column of an extract was which, None if it is new."""
        return self.columns.get(header_fingerprint(header))

    def with_names(self, names: Mapping[str, str]) -> Settings:
        """Remember names of areas; an empty name forgets one."""
        kept = {**self.names, **names}
        return replace(self, names={code: name for code, name in kept.items() if name})

    def with_layer_source(self, path: Path, source: str) -> Settings:
        """Remember whose a map layer is."""
        key = str(from_root(path))
        kept = dict(self.layer_sources)
        kept.pop(key, None)
        newest = [*kept.items(), (key, source)][-LAYERS:]
        return replace(self, layer_sources=dict(newest))

    def layer_source(self, path: Path) -> str | None:
        """Return whose a map layer is; None if nobody was asked."""
        return self.layer_sources.get(str(from_root(path)))

    def recent_there(self) -> tuple[tuple[Path, bool], ...]:
        """Return recent projects, each with whether it is there now.

        Of one that isn't looked at unasked (`named_paths`) it is said that it isn't.
        """
        return tuple((path, is_there(path)) for path in self.recent)


def header_fingerprint(header: Sequence[str]) -> str:
    """Tell extracts of one kind by their columns, whatever the case and the blanks."""
    plain = [" ".join(name.split()).casefold() for name in header]
    text = "\n".join(plain).encode("utf-8", "backslashreplace")
    return hashlib.sha256(text).hexdigest()


def settings_file() -> Path:
    """Return where preferences are kept (it may not be there yet)."""
    return config() / "settings.json"


def read_settings() -> tuple[Settings, str]:
    """Return what is remembered, and in words what had to be forgotten.

    A file that can't be understood is set aside and defaults are used.
    """
    try:
        now, _, told = _current()
    except OSError as error:
        return Settings(), f"Preferences can't be read ({error.strerror})."
    return now, told


def change_settings(change: Callable[[Settings], Settings]) -> Settings:
    """Read the settings file, change it, and write it.

    Other windows may have changed it meanwhile.

    Parameters
    ----------
    change
        Returns the new settings, as `lambda now: now.with_recent(path)`.

    Raises
    ------
    InputError
        If the user's folder can't be written.
    """
    file = settings_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with locked(file.with_suffix(".lock")):
            now, others, _ = _current()
            changed = change(now)
            if changed != now:
                write_object(file, {**others, **_plain(changed)})
    except OSError as error:
        raise InputError(
            f"preferences can't be kept ({error.strerror})",
            where=str(file),
            hint="They hold until the window is closed.",
        ) from error
    return changed


def _current() -> tuple[Settings, Mapping[str, Any], str]:
    """Return settings, all that was read, and what had to be forgotten."""
    try:
        return (*_understood(_raw()), "")
    except InputError as error:
        if isinstance(error.__cause__, OSError):  # held by another program for now
            raise error.__cause__ from error
        aside = settings_file().with_name("settings-set-aside.json")
        with suppress(OSError):
            settings_file().replace(aside)
        return Settings(), {}, f"Preferences begin anew, because the file {error}"


def _raw() -> Fields:
    file = settings_file()
    if not os.path.exists(file):  # noqa: PTH110 - what can't be reached isn't there
        return Fields({}, _WHAT, file.name)
    return read_object(file, _WHAT)


def _understood(raw: Fields) -> tuple[Settings, Mapping[str, Any]]:
    """Return settings, and all that was read: a newer version may know more."""
    default = Settings()
    if raw.whole("settings", VERSION) != VERSION:
        raw.refuse("settings", "a version that is known")
    theme = raw.text("theme") or default.theme
    scale = raw.whole("text_scale", default.text_scale)
    geometry = tuple(raw.items("geometry"))
    if not SMALLEST <= scale <= LARGEST:
        raw.refuse("text_scale", f"from {SMALLEST} to {LARGEST}")
    if not all(type(each) is int and abs(each) < 100_000 for each in geometry):
        raw.refuse("geometry", "a list of whole numbers")
    if len(geometry) not in (0, 5):
        raw.refuse("geometry", "five numbers")
    answer_width = raw.whole("answer_width", 0)
    if not 0 <= answer_width <= WIDEST:
        raw.refuse("answer_width", f"from 0 to {WIDEST}")
    columns = raw.inner("columns")
    for known in THEMES:
        if theme == known:
            return (
                Settings(
                    theme=known,
                    text_scale=scale,
                    folders={k: Path(v) for k, v in raw.named_texts("folders").items()},
                    recent=tuple(map(Path, raw.texts("recent")))[:RECENT],
                    geometry=geometry,
                    tour_seen=raw.flag("tour_seen"),
                    columns={key: columns.named_texts(key) for key in columns.raw()},
                    names={
                        k: printable(v) for k, v in raw.named_texts("names").items()
                    },
                    layer_sources=raw.named_texts("layer_sources"),
                    answer_width=answer_width,
                    sentences_open=raw.flag("sentences_open"),
                    roomy_rows=raw.flag("roomy_rows"),
                ),
                raw.raw(),
            )
    raw.refuse("theme", f"one of {', '.join(THEMES)}")


def _plain(settings: Settings) -> dict[str, Any]:
    return {
        "settings": VERSION,
        "theme": settings.theme,
        "text_scale": settings.text_scale,
        "folders": {sought: str(path) for sought, path in settings.folders.items()},
        "recent": [str(path) for path in settings.recent],
        "geometry": list(settings.geometry),
        "tour_seen": settings.tour_seen,
        "columns": {key: dict(each) for key, each in settings.columns.items()},
        "names": dict(settings.names),
        "layer_sources": dict(settings.layer_sources),
        "answer_width": settings.answer_width,
        "sentences_open": settings.sentences_open,
        "roomy_rows": settings.roomy_rows,
    }
