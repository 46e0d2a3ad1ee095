"""What a walk answers to the boxes it meets, and the files it has to give."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.intake import examine
from hotspot_app.project.save import file
from hotspot_app.project.steps import stages
from hotspot_app.ui.dialogs import messages
from hotspot_app.ui.dialogs.group_dialog import Grouping
from tests.ui.fresh import read_once

NAMES = ["The old bakery", "x" * 200, "<b>&amp;", "  ", "", "Ünïcødé 東京"]
GROUPINGS = [
    Grouping("North", "beat", apart=True),
    Grouping("East", "beat", apart=True),
    Grouping("East", "beat", apart=False),
    Grouping("Ünïcødé 東京", "PAG patch", apart=False),
]
BROKEN = {
    "broken.hotspot": b"{",
    "newer.hotspot": b'{"hotspot": 99}',
    "deep.hotspot": b"[" * 100_000,
    "unknown.csv": b"a,b\n1,2\n",
    "nothing.csv": b"",
    "zeros.csv": b"\0" * 5000,
    "broken.geojson": b'{"type": "FeatureCollection", "features": [',
    "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "no zip.zip": b"PK\x03\x04 no",
}

READERS = (
    (stages, "read_material", read_once(stages.read_material, 3)),
    (examine, "read_incidents", read_once(examine.read_incidents, 3)),
)
"""What the window reads with, and reads once in all walks of a process."""


class Boxes:
    """Answers every box by chance."""

    def __init__(self, chance: random.Random, folder: Path) -> None:
        self.chance, self.folder = chance, folder
        for name, content in BROKEN.items():
            (folder / name).write_bytes(content)
        (folder / "empty folder").mkdir(exist_ok=True)
        town, rates = practice_files(), Asked(method="rate_map", types=("Burglary",))
        file.save(Project(town, rates), folder / "kept.hotspot")
        lost = replace(town, residents=folder / "gone" / "residents.csv")
        file.save(Project(lost, rates), folder / "lost.hotspot")
        odd = Asked(method="rate_map", first="1999-01", last="1999-02")
        groups = {"beat": {"None": ("nowhere",)}}
        broken = OwnLayer(folder / "broken.geojson", "Nobody")
        layers = (broken, OwnLayer(folder / "gone.gpkg"))
        project = Project(town, odd, {"nowhere": "x"}, groups, layers)
        file.save(project, folder / "odd.hotspot")

    @contextmanager
    def answered(self, hear_fault: Callable[[str], None]) -> Iterator[None]:
        """Answer what would wait for a person."""
        one = self.one_of
        told: dict[str, Callable[..., object]] = {
            "show_problem": lambda *_: None,
            "show_fault": lambda _, text: hear_fault(text),
            "ask_for_project": lambda *_: one((None, *self.projects())),
            "ask_where_to_save": lambda *a: self._where(a[2]),
            "ask_to_save": lambda *_: one(("save", "discard", "cancel")),
            "ask_to_replace": lambda *_: one((True, False)),
            "ask_to_remove": lambda *_: one((True, False)),
            "ask_for_moved": lambda *_: None,
            "ask_about_other": lambda *_: one(("take", "cancel")),
            "ask_about_changed": lambda *_: one(("elsewhere", "overwrite", "cancel")),
            "ask_for_name": lambda *_: one((None, *NAMES)),
            "ask_for_group": lambda *_, **__: one((None, *GROUPINGS)),
            "ask_for_group_file": lambda *_: one((None, *self.data())),
            "ask_for_column": lambda *a: one(
                (None, ("beat", next(iter(a[1].columns.values()))))
            ),
            "ask_for_marking": lambda _, briefing: one(
                (None, briefing.marked("SECRET", "", on="2026-06-01"))
            ),
            "ask_where_to_export": lambda *_: one((None, self.folder)),
            "ask_to_replace_files": lambda *_: one((True, False)),
            "show_groups": lambda box: one((box.file, box.rename, box.remove)).click(),
            "ask_for_layer": lambda *_: one((None, *self.data())),
            "ask_for_files": lambda *_: self.some_data(),
            "ask_for_folder": lambda *_: one(
                (None, practice_files().crime[0], self.folder / "empty folder")
            ),
        }
        with ExitStack() as stack:
            for name, act in told.items():
                stack.enter_context(patch.object(messages, name, act))
            for module, name, read in READERS:
                stack.enter_context(patch.object(module, name, read))
            yield

    def one_of(self, things: Any) -> Any:
        """Return one of some things, None if there are none."""
        return self.chance.choice(list(things)) if things else None

    def projects(self) -> list[Path]:
        """Return projects that can be opened, and some that can't."""
        return [self.folder / "gone.hotspot", *sorted(self.folder.glob("*.hotspot"))]

    def data(self) -> list[Path]:
        """Return data files, good and bad."""
        town = practice_files()
        extra = [town.wards, town.residents, town.deprivation]
        bad = [self.folder / name for name in BROKEN if ".hotspot" not in name]
        return [
            self.folder / "gone.csv",
            self.one_of(bad),
            town.areas,
            *town.crime,
            *(each for each in extra if each is not None),
        ]

    def some_data(self) -> list[Path]:
        """Return some data files, none now and then."""
        data = self.data()
        return self.chance.sample(data, self.chance.randrange(len(data) + 1))

    def _where(self, proposed: Path) -> Path | None:
        if self.chance.random() < 0.3:
            return None
        ending = self.one_of((proposed.suffix, proposed.suffix, ".csv", ".pdf", ".svg"))
        if proposed.suffix == ".hotspot":
            ending = ".hotspot"
        name = self.one_of(("one", "two", "kept" if ending == ".hotspot" else "x"))
        places = (self.folder, self.folder, self.folder / "unknown.csv")
        place: Path = self.one_of(places)
        return place / f"{name}{ending}"
