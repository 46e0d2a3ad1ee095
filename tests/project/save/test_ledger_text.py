"""Public figures in a project's file and in the library."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hotspot_app.errors import InputError, WordsError
from hotspot_app.project.ask import ledger as of_ledger
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.ledger import Areas, Counted, Entry, Ledger
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import opened, save
from hotspot_app.project.save.ledger_library import LedgerLibrary, folder
from hotspot_app.project.save.ledger_text import read_ledger, written_ledger
from hotspot_app.project.save.plain import Fields

AREAS = Areas("lsoa", 2021, (440_000, 110_000, 450_000, 120_000))
JANUARY = Counted(("Burglary",), (), ("Police",), ("2025-01",))
ENTRY = Entry(AREAS, JANUARY, {"E01": 7, "E02": None}, {("E01", "E02"): 9})
LEDGER = Ledger((ENTRY, replace(ENTRY, counted=replace(JANUARY, flags=("knife",)))))


def read(plain: object) -> Ledger:
    raw = json.loads(json.dumps(plain))
    return read_ledger(Fields(raw, "a project", "town.hotspot", "released"))


def test_what_is_written_is_read_again():
    assert read(written_ledger(LEDGER)) == LEDGER
    assert read({}) == Ledger()


def test_a_later_figure_stays_and_others_are_kept():
    later = replace(ENTRY, by_area={"E02": 8, "E03": None}, totals={})
    (entry,) = Ledger((ENTRY,)).adding([later]).entries
    assert entry.by_area == {"E01": 7, "E02": 8, "E03": None}
    assert entry.totals == ENTRY.totals


def spoilt(**changed: object) -> object:
    plain = written_ledger(Ledger((ENTRY,)))
    plain["entries"][0] |= changed
    return plain


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (spoilt(counts={"E01": -1}), "not a count"),
        (spoilt(counts={"E01": 10**15}), "not a count"),
        (spoilt(counts={"E01": "7"}), "not a whole number"),
        (spoilt(counts={"E01": 7.5}), "not a whole number"),
        (spoilt(counts={"E01": True}), "not a whole number"),
        (spoilt(totals={"7": 3}), "areas that are listed"),
        (spoilt(totals={"-1": 3}), "areas that are listed"),
        (spoilt(months=["2025-13"]), "not a list of months"),
        (spoilt(months=[]), "not a list of months"),
        (spoilt(extent=[1, 2, 3]), "whole numbers of metres"),
        (spoilt(extent=[1, 2, 0, 5]), "whole numbers of metres"),
        (spoilt(extent=[1, 2, 10**400, 5]), "whole numbers of metres"),
        (spoilt(extent=[1, 2, "3", 5]), "whole numbers of metres"),
        (spoilt(run="x"), "doesn't know"),
        ({"sets": [[1]]}, "list of lists of codes"),
        ({"entries": [[]]}, "not an object"),
    ],
)
def test_what_the_app_did_not_write_is_refused(plain, said):
    with pytest.raises(InputError) as error:
        read(plain)
    assert said in str(error.value)
    assert "town.hotspot" in str(error.value)


def test_too_many_figures_are_refused(monkeypatch):
    plain = written_ledger(LEDGER)
    monkeypatch.setattr(of_ledger, "MOST", 5)
    with pytest.raises(WordsError, match="6 public figures would have"):
        Ledger().adding(LEDGER.entries)
    with pytest.raises(InputError, match="is not a list of at most"):
        read(plain)


# --- the library ------------------------------------------------------------------


def test_figures_are_kept_for_other_projects_by_year():
    library = LedgerLibrary()
    assert library.kept() == (Ledger(), ())
    older = replace(ENTRY, counted=replace(JANUARY, months=("2024-11", "2024-12")))
    assert library.keep(Ledger((ENTRY, older))) == ()
    more = replace(ENTRY, by_area={"E09": 12}, totals={})
    assert library.keep(Ledger((more,))) == ()
    found, told = library.kept()
    assert told == ()
    assert {each.name for each in folder().glob("*.json")} == {
        "released-2024.json",
        "released-2025.json",
    }
    by_area = {each.counted.months: each.by_area for each in found.entries}
    assert by_area[("2025-01",)] == {"E01": 7, "E02": None, "E09": 12}
    assert by_area[("2024-11", "2024-12")] == ENTRY.by_area


def test_a_broken_file_is_put_aside_and_told():
    library = LedgerLibrary()
    library.keep(Ledger((ENTRY,)))
    file = folder() / "released-2025.json"
    file.write_text("{broken", encoding="utf-8")
    found, (note,) = library.kept()
    assert found == Ledger()
    assert note.caution
    assert "put aside as released-2025-put-aside.json" in note.text
    assert "a small count may follow" in note.text
    assert library.keep(Ledger((ENTRY,))) == ()
    assert library.kept() == (Ledger((ENTRY,)), ())


def test_a_file_of_a_newer_version_stays_and_is_told():
    library = LedgerLibrary()
    library.keep(Ledger((ENTRY,)))
    file = folder() / "released-2025.json"
    newer = json.loads(file.read_text(encoding="utf-8")) | {"released": 99}
    file.write_text(json.dumps(newer), encoding="utf-8")
    (read_note,) = library.kept()[1]
    (kept_note,) = library.keep(Ledger((ENTRY,)))
    assert "can't be read" in read_note.text
    assert "could not be kept" in kept_note.text
    assert json.loads(file.read_text(encoding="utf-8")) == newer


def test_a_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("HOTSPOT_HOME", str(tmp_path))
    (note,) = LedgerLibrary().keep(Ledger((ENTRY,)))
    assert "could not be kept" in note.text


# --- a project --------------------------------------------------------------------


def test_a_project_remembers_what_was_made_public(files: Files, tmp_path: Path):
    project = Project(files, Asked(), released=LEDGER)
    path = tmp_path / "p.hotspot"
    save(project, path)
    assert opened(path).project == project
    save(replace(project, released=Ledger()), path)
    assert "released" not in json.loads(path.read_text(encoding="utf-8"))
    assert opened(path).project.released == Ledger()


def test_a_project_with_figures_that_cannot_be_is_refused(files: Files, tmp_path: Path):
    path = tmp_path / "p.hotspot"
    save(Project(files, Asked(), released=LEDGER), path)
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["released"]["entries"][0]["counts"]["E01"] = "many"
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(InputError) as error:
        opened(path)
    assert "released.entries.counts is not a whole number" in str(error.value)
    assert "Open an earlier copy" in error.value.hint
