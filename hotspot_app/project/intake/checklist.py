"""The files that a project has and lacks, and who publishes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.intake.items import Item, Kind
from hotspot_app.project.intake.wanted import FIGURES, OWN, USUAL, WANTED, Slot
from hotspot_app.words import listed

_TABLES: Final = ("workday", "units", *OWN)
"""Tables of `Files.tables` that the list shows."""

WHOLE: Final = ""
"""The district that stands for all areas of a file."""


@dataclass(frozen=True)
class Checklist:
    """The files given so far, and the choices made about them.

    Attributes
    ----------
    items
        Files in the order in which they were given.
    chosen
        The file to use, for each purpose that several files serve.
    district
        Code or name of the district to which the areas are cut, `WHOLE` for all areas,
        None before the choice.
    columns
        As `Files.columns`.
    base
        Files of the project that is being changed.
    """

    items: tuple[Item, ...] = ()
    chosen: Mapping[Slot, Path] = field(default_factory=dict)
    district: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    base: Files | None = None

    # --- changing it

    def with_items(self, items: Sequence[Item]) -> Checklist:
        """Add files; one that is there already is replaced."""
        new = {item.path.absolute(): item for item in items}
        kept = [item for item in self.items if item.path.absolute() not in new]
        return self._given((*kept, *new.values()))

    def without(self, path: Path) -> Checklist:
        """Take a file away, and what was chosen of it."""
        chosen = {slot: each for slot, each in self.chosen.items() if each != path}
        items = tuple(item for item in self.items if item.path != path)
        return replace(self, chosen=chosen)._given(items)

    def _given(self, items: tuple[Item, ...]) -> Checklist:
        """Hold these files; a district goes with the boundaries it was said of."""
        before, now = self.taken("areas"), replace(self, items=items)
        after = now.taken("areas")
        same = before is None or (after is not None and after.path == before.path)
        return now if same else replace(now, district=None)

    def choosing(self, slot: Slot, path: Path) -> Checklist:
        """Take one of several files; the others stay unused."""
        now = self.taken(slot)
        if now is not None and now.path == path:
            return self
        district = None if slot == "areas" else self.district
        return replace(self, chosen={**self.chosen, slot: path}, district=district)

    def with_columns(self, mapping: Mapping[str, str]) -> Checklist:
        """Keep which columns of one more extract are which."""
        return replace(self, columns={**self.columns, **mapping})

    def in_district(self, text: str) -> Checklist:
        """Return the checklist with a district, typed or picked; `WHOLE` cuts nothing.

        Raises
        ------
        WordsError
            If the boundaries have no such district.
        """
        areas = self.taken("areas")
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return replace(self, district=WHOLE)
        known = areas.districts if areas is not None else ()
        for code, name in known:
            if wanted in {code.casefold(), name.casefold()}:
                return replace(self, district=code or name)
        names = [name or code for code, name in known]
        raise WordsError(
            f"there is no district {text.strip()!r} in these boundaries",
            hint=f"They hold {listed(names, 8)}.",
        )

    # --- reading it

    def candidates(self, slot: Slot) -> tuple[Item, ...]:
        """Return the files that could serve a purpose."""
        return tuple(item for item in self.items if self._fits(item, slot))

    def _fits(self, item: Item, slot: Slot) -> bool:
        if slot in {"areas", "wards"}:
            maps = [each for each in self.items if each.kind == "areas"]
            finer = any(each.level != "ward" for each in maps)
            ward = item.level == "ward" and finer
            return item.kind == "areas" and ward == (slot == "wards")
        if slot == "crime":
            return item.kind in {"crime", "counts"}
        if slot in (*FIGURES, *OWN):
            return slot in item.holds
        return item.kind == slot

    def taken(self, slot: Slot) -> Item | None:
        """Return the file that serves a purpose; None if none does, or several."""
        there = self.candidates(slot)
        picked = [item for item in there if item.path == self.chosen.get(slot)]
        found = picked or (there if len(there) == 1 else ())
        return found[0] if found else None

    def crime(self) -> tuple[Item, ...]:
        """Return the files of incidents, or the one of ready counts."""
        there = self.candidates("crime")
        counts = [item for item in there if item.kind == "counts"]
        if not counts or len(there) == 1:
            return there
        picked = self.taken("crime")
        if picked is None:
            return ()
        rows = tuple(item for item in there if item.kind == "crime")
        return (picked,) if picked.kind == "counts" else rows

    def served(self, slot: Slot) -> bool:
        """Say whether it is settled which file serves a purpose."""
        if slot == "crime":
            return bool(self.crime())
        return self.taken(slot) is not None

    def rivals(self, slot: Slot) -> tuple[Item, ...]:
        """Return the files among which the analyst has to choose one."""
        there = self.candidates(slot)
        if slot == "crime":
            counts = tuple(item for item in there if item.kind == "counts")
            rows = tuple(item for item in there if item.kind == "crime")[:1]
            there = (*rows, *counts)
        return there if len(there) > 1 else ()

    def asks_district(self) -> bool:
        """Say whether the areas are of several districts and none was chosen."""
        areas = self.taken("areas")
        return areas is not None and len(areas.districts) > 1 and self.district is None

    def ready(self) -> bool:
        """Say whether there is enough to begin."""
        areas = self.taken("areas") is not None and not self.asks_district()
        return areas and bool(self.crime())

    def unanswered(self, unusable: Collection[Slot] = ()) -> tuple[str, ...]:
        """Say what can't be answered with these files."""
        slots: tuple[Slot, ...] = (*USUAL, "households", "workday")
        return tuple(
            WANTED[slot].lost
            for slot in slots
            if (self.taken(slot) is None or slot in unusable)
            and not self._wards_are_areas(slot)
        )

    def _wards_are_areas(self, slot: Slot) -> bool:
        areas = self.taken("areas")
        return slot == "wards" and areas is not None and areas.level == "ward"

    def files(self, unusable: Collection[Slot] = ()) -> Files:
        """Return the project's files.

        Parameters
        ----------
        unusable
            Purposes whose files are left out, because they can't be used.

        Raises
        ------
        WordsError
            If areas or crime are missing, or a choice has to be made first.
        """
        areas = self.taken("areas")
        if areas is None or not self.ready():
            raise WordsError(
                "areas and crime are needed", hint="Give both, and choose what's asked."
            )
        crime = self.crime()
        rows = tuple(item.path for item in crime if item.kind == "crime")
        counts = next((item.path for item in crime if item.kind == "counts"), None)
        given = {s: None if s in unusable else self._path(s) for s in WANTED}
        made = Files(
            areas=areas.path,
            wards=given["wards"],
            district=self.district or "",
            crime=rows,
            columns=self.columns,
            counts=counts,
            residents=given["residents"],
            households=given["households"],
            deprivation=given["deprivation"],
            lookup=given["lookup"],
            postcodes=given["postcodes"],
            names=given["names"],
            tables=self._tables(areas.path, given),
        )
        return self._as_before(made)

    def _path(self, slot: Slot) -> Path | None:
        item = self.taken(slot)
        return None if item is None else item.path

    def _tables(
        self, areas: Path, given: Mapping[Slot, Path | None]
    ) -> dict[str, Path]:
        """Keep tables that the list doesn't show, while the areas are the same."""
        shown = {name: given[name] for name in _TABLES}
        same = self.base is not None and self.base.areas == areas
        kept = dict(self.base.tables) if self.base is not None and same else {}
        hidden = {name: path for name, path in kept.items() if name not in shown}
        return hidden | {name: path for name, path in shown.items() if path is not None}

    def _as_before(self, made: Files) -> Files:
        """Keep what was said of files that are still the same."""
        base = self.base
        if base is None:
            return made
        if base.areas == made.areas:
            made = replace(
                made,
                level=base.level,
                code_column=base.code_column,
                name_column=base.name_column,
            )
        if base.wards == made.wards:
            made = replace(
                made,
                ward_code_column=base.ward_code_column,
                ward_name_column=base.ward_name_column,
            )
        if set(base.crime) & set(made.crime) or made.counts == base.counts is not None:
            made = replace(made, source=base.source)
        return made


def given_paths(files: Files) -> tuple[Path, ...]:
    """Return every path of a project that the list shows, each once."""
    single = (
        files.wards,
        files.counts,
        files.residents,
        files.households,
        files.deprivation,
        files.lookup,
        files.postcodes,
        files.names,
        *(files.tables.get(name) for name in _TABLES),
    )
    paths = (files.areas, *files.crime, *(path for path in single if path is not None))
    return tuple(dict.fromkeys(paths))


def as_before(files: Files, item: Item) -> Item:
    """Return boundaries as the project takes them, whatever their head says."""
    if item.kind != "areas" or item.path not in {files.areas, files.wards}:
        return item
    level = "ward" if item.path == files.wards else files.level
    return replace(item, level=level or item.level)


def as_given(files: Files, path: Path) -> Item | None:
    """Return what a file serves as in a project, where its head doesn't tell."""
    if path in {files.areas, files.wards}:
        return Item(path, "areas", level="ward" if path == files.wards else files.level)
    if path in files.crime or path == files.counts:
        return Item(path, "crime" if path in files.crime else "counts")
    per = files.denominators()
    holds = tuple(str(kind) for kind, each in per.items() if each == path)
    if holds:
        return Item(path, "figures", holds=holds)
    own = tuple(name for name in OWN if files.tables.get(name) == path)
    if own:
        return Item(path, "own", holds=own)
    others: dict[Kind, Path | None] = {
        "deprivation": files.deprivation,
        "lookup": files.lookup,
        "postcodes": files.postcodes,
        "names": files.names,
    }
    kinds = [kind for kind, each in others.items() if each == path]
    return Item(path, kinds[0]) if kinds else None
