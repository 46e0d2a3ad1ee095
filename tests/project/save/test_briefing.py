"""What was decided about briefs is in the project's file, and only that."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from hotspot_app.errors import InputError
from hotspot_app.project.ask.briefing import Action, Briefing, Edit, Lowered
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import opened, save

WHOLE = Briefing(
    marking="OFFICIAL",
    handling="Members only.",
    audience="partner",
    author="A. Analyst",
    reference="SCP 2026/14",
    edits={"pag/summary/changed": (Edit("It rose by 3.", "It rose."),)},
    actions=(Action("York Walk", "Gates", "Council", "May", "Fewer", "H2"),),
    left_out={"pag": ("annex",)},
    order={"pag": ("where", "summary")},
    lowered=(Lowered("2026-01-31", "OFFICIAL-SENSITIVE", "OFFICIAL", "Names gone."),),
)


@pytest.fixture
def plain() -> Project:
    return Project(practice_files(), Asked(method="local_moran"))


def test_it_is_kept(tmp_path, plain):
    project = replace(plain, briefing=WHOLE)
    save(project, tmp_path / "a.hotspot")
    assert opened(tmp_path / "a.hotspot").project.briefing == WHOLE


def test_nothing_is_written_where_nothing_was_decided(tmp_path, plain):
    save(plain, tmp_path / "a.hotspot")
    assert "briefing" not in json.loads((tmp_path / "a.hotspot").read_bytes())


@pytest.mark.parametrize(
    "spoilt",
    [
        {"audience": "everybody"},
        {"marking": 3},
        {"author": ["A"]},
        {"reference": "x" * 2_001},
        {"marking": "x" * 2_001},
        {"edits": {"p": [{"was": "a"}], "q": 3}},
        {"edits": {"p": [{"was": "a", "more": "b"}]}},
        {"actions": [3]},
        {"actions": [{}] * 2_001},
        {"order": {"pag": "where"}},
        {"lowered": {"on": "x"}},
        {"unknown": 1},
    ],
)
def test_what_isnt_it_is_refused(tmp_path, plain, spoilt):
    path = tmp_path / "a.hotspot"
    save(plain, path)
    raw = json.loads(path.read_bytes())
    path.write_text(json.dumps({**raw, "briefing": spoilt}), encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.hotspot"):
        opened(path)
