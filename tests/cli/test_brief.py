"""`hotspot-cli brief` writes a product's files, and keeps what was decided."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pikepdf import Pdf
from pptx import Presentation

from hotspot_app.cli.main import main
from hotspot_app.project.ask.own_layer import OwnLayer
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.file import opened, save

ASKED = Asked(method="local_moran", when="last-6", against="year")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "month.hotspot"
    save(Project(practice_files(), ASKED), path)
    return path


def brief(*words: object, product: str = "tasking", marking: str = "official") -> int:
    given = ("--product", product, "--marking", marking, "--audience", "internal")
    return main(["brief", *map(str, words), *given])


@pytest.mark.slow
def test_a_tasking_sheet_in_every_format(project, tmp_path, capsys):
    kinds = "pptx,pdf,xlsx,gpkg,png,svg"
    assert brief(project, "--format", kinds, "--out", tmp_path / "out") == 0
    files = sorted((tmp_path / "out").iterdir())
    assert {each.suffix[1:] for each in files} == set(kinds.split(","))
    assert all(each.stem.startswith("tasking-wrenmouth-") for each in files)
    assert all("OFFICIAL" in each.stem for each in files)
    told = capsys.readouterr().out
    assert all(each.name in told for each in files)
    by_kind = {each.suffix[1:]: each for each in files}
    with Pdf.open(by_kind["pdf"]) as pdf:
        assert len(pdf.pages) == 1
    slides = Presentation(str(by_kind["pptx"])).slides
    assert all(slide.shapes.title is not None for slide in slides)
    book = load_workbook(by_kind["xlsx"])
    assert all("OFFICIAL" in str(s.oddHeader.center.text) for s in book.worksheets)
    assert b"OFFICIAL" in by_kind["png"].read_bytes()
    assert "OFFICIAL" in by_kind["svg"].read_text(encoding="utf-8")
    with zipfile.ZipFile(by_kind["pptx"]) as deck:
        assert deck.testzip() is None


@pytest.mark.slow
def test_what_was_decided_is_kept_and_lowering_asks_why(project, tmp_path, capsys):
    out = ("--format", "png", "--out", tmp_path / "out")
    assert brief(project, *out, marking="official-sensitive") == 0
    kept = opened(project).project.briefing
    assert (kept.marking, kept.audience) == ("OFFICIAL-SENSITIVE", "internal")
    assert brief(project, *out) == 2
    assert "--why" in capsys.readouterr().err
    assert brief(project, *out, "--why", "names are gone") == 0
    kept = opened(project).project.briefing
    assert kept.marking == "OFFICIAL"
    (lowered,) = kept.lowered
    assert (lowered.before, lowered.after) == ("OFFICIAL-SENSITIVE", "OFFICIAL")
    assert lowered.why == "names are gone"


@pytest.mark.slow
def test_author_and_reference_stand_in_the_brief_and_are_kept(project, tmp_path):
    out = ("--format", "pdf,xlsx", "--out", tmp_path / "out")
    named = ("--author", "A.  Analyst", "--reference", "SCP 2026/14")
    assert brief(project, *out, *named) == 0
    kept = opened(project).project.briefing
    assert kept.about == (("Author", "A. Analyst"), ("Reference", "SCP 2026/14"))
    pdf, xlsx = sorted((tmp_path / "out").iterdir())
    book = load_workbook(xlsx)
    assert book.properties.creator == "A. Analyst"
    said = [cell.value for cell in book["Summary"]["A"]]
    assert {"Author: A. Analyst", "Reference: SCP 2026/14"} <= {*said}
    with Pdf.open(pdf) as pages:
        assert str(pages.docinfo["/Author"]) == "A. Analyst"


@pytest.mark.slow
def test_a_layer_of_nobody_does_not_leave(tmp_path, capsys):
    areas = practice_files().areas
    layer = tmp_path / "outlines.geojson"
    layer.write_bytes(Path(str(areas)).read_bytes())
    path, out = tmp_path / "month.hotspot", tmp_path / "out"
    plain = Project(practice_files(), ASKED, layers=(OwnLayer(layer),))
    save(plain, path)
    assert brief(path, "--format", "pdf", "--out", out) == 2
    assert "'outlines.geojson'" in capsys.readouterr().err
    assert not out.exists()
    save(replace(plain, layers=(OwnLayer(layer, "The council"),)), path)
    assert brief(path, "--format", "svg", "--out", out) == 0
    (drawn,) = out.iterdir()
    assert "outlines: The council" in drawn.read_text(encoding="utf-8")


@pytest.mark.parametrize("lacking", ["--marking", "--audience", "--product", "--out"])
def test_what_must_be_said(project, tmp_path, capsys, lacking):
    given = {
        "--marking": "OFFICIAL",
        "--audience": "partner",
        "--product": "pag",
        "--out": str(tmp_path),
    }
    del given[lacking]
    words = [word for pair in given.items() for word in pair]
    assert main(["brief", str(project), *words]) == 2
    assert lacking in capsys.readouterr().err
    assert not [*tmp_path.glob("pag*")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "docx"), "'docx'"),
        (("--format", ","), "--format"),
        (("--areas", "x.geojson"), "both given"),
    ],
)
def test_words_that_cant_be_followed(project, tmp_path, capsys, words, said):
    assert brief(project, *words, "--out", tmp_path / "out") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_there_must_be_something_to_write_about(tmp_path, capsys):
    assert brief("--out", tmp_path / "out") == 2
    assert "--areas" in capsys.readouterr().err


def test_a_marking_is_words(project, tmp_path, capsys):
    assert brief(project, "--out", tmp_path, marking="...") == 2
    assert "a few words" in capsys.readouterr().err


def test_a_marking_for_the_public_needs_that_audience(project, tmp_path, capsys):
    out = tmp_path / "out"
    assert brief(project, "--out", out, marking="OFFICIAL - FOR PUBLIC RELEASE") == 2
    assert "small counts" in capsys.readouterr().err
    assert not out.exists()


def test_a_project_whose_files_are_gone_is_refused(project, tmp_path, capsys):
    raw = json.loads(project.read_bytes())
    raw["files"]["crime"] = [{"full": str(tmp_path / "gone.csv")}]
    project.write_text(json.dumps(raw), encoding="utf-8")
    assert brief(project, "--out", tmp_path / "out") == 2
    assert "gone.csv" in capsys.readouterr().err
