"""What the window shows of a brief is what its files hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotspot_app.brief import proofing
from hotspot_app.brief.products.build import finished
from hotspot_app.brief.proof import Wanted
from hotspot_app.brief.writers.pdf import page_images
from hotspot_app.errors import WordsError
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.briefing import NO_BRIEFING, Action
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.stages import Stages

pytestmark = pytest.mark.slow

ASKED = Asked(method="count_map", when="last-6", against="year")
WIDTH = 300
WANTED = Wanted("pag", "OFFICIAL", "For members.", "partner")


@pytest.fixture(scope="module")
def made():
    project = Project(practice_files(), ASKED)
    asking = proofing.asking_for("internal", project, Stages(), SILENT)
    return proofing.drafted("pag", asking, None)


def test_pages_are_those_of_the_pdf_and_each_section_begins_on_one(made):
    found = proofing.proof(made, WANTED, NO_BRIEFING, WIDTH)
    issue = proofing._issue(made, WANTED, NO_BRIEFING)
    document = finished(made.draft, issue, NO_BRIEFING)
    assert [each.png for each in found.pages] == page_images(document, width_px=WIDTH)
    begins = [each.page for each in found.sections]
    assert begins == sorted(begins)
    assert begins[0] == 1
    assert 0 not in begins
    assert begins[-1] <= len(found.pages)
    told = " ".join(found.pages[0].sentences)
    first = found.sections[0]
    assert first.title in told
    assert all(each.text in told for each in first.said)
    assert found.stem.endswith("-OFFICIAL")


def test_words_order_and_actions_are_taken_without_an_answer(made):
    plain = proofing.proof(made, WANTED, NO_BRIEFING, WIDTH)
    first = plain.sections[0]
    said = next(each for each in first.said if not each.part.endswith("-finding"))
    ids = [each.id for each in plain.sections]
    briefing = NO_BRIEFING.edited(said.part, said.generated, "Our own words.")
    briefing = briefing.arranged("pag", tuple(reversed(ids)), (ids[1],))
    briefing = briefing.acting(Action("The bus station", "Lighting"))
    made.draft.answers.ask = None  # nothing is asked any more
    found = proofing.proof(made, WANTED, briefing, WIDTH)
    assert [each.id for each in found.sections] == ids[::-1]
    assert [each.id for each in found.sections if each.left_out] == [ids[1]]
    own = [each for each in found.sections[-1].said if each.edited]
    assert [(each.text, each.generated) for each in own] == [
        ("Our own words.", said.generated)
    ]
    stale = replace(
        briefing,
        edits={
            part: tuple(replace(e, was="It fell from 1 to 0.") for e in those)
            for part, those in briefing.edits.items()
        },
    )
    marked = proofing.proof(made, WANTED, stale, WIDTH)
    assert [each.stale for each in marked.sections[-1].said if each.edited] == [True]


def test_files_are_written_under_the_marking_and_known_to_be_there(made, tmp_path):
    formats = ("pdf",)
    assert proofing.there_already(made, WANTED, NO_BRIEFING, tmp_path, formats) == ()
    done = proofing.write(made, WANTED, NO_BRIEFING, tmp_path, formats)
    (file,) = done.files
    assert done.title.startswith("Partnership Action Group brief: ")
    assert file.name.endswith("-OFFICIAL.pdf")
    there = proofing.there_already(made, WANTED, NO_BRIEFING, tmp_path, formats)
    assert there == (file.name,)
    assert proofing.there_already(made, WANTED, NO_BRIEFING, tmp_path, ("png",)) == ()


def test_a_marking_for_the_public_needs_a_brief_for_the_public(made, tmp_path):
    public = replace(WANTED, marking="OFFICIAL - FOR PUBLIC RELEASE")
    with pytest.raises(WordsError, match="small counts"):
        proofing.write(made, public, NO_BRIEFING, tmp_path, ("png",))
    assert not [*tmp_path.iterdir()]
