"""What is decided about briefs."""

from __future__ import annotations

import pytest

from hotspot_app.errors import WordsError
from hotspot_app.project.ask.briefing import Briefing, Lowered, part_of
from hotspot_app.project.ask.marking import in_file_name


def test_a_marking_is_kept_in_capitals_with_its_handling():
    found = Briefing().marked(" official ", "For  members.", on="2026-06-01")
    assert (found.marking, found.handling) == ("OFFICIAL", "For members.")
    assert found.lowered == ()


def test_a_lower_marking_is_refused_without_a_reason_and_logged_with_one():
    before = Briefing(marking="OFFICIAL-SENSITIVE", handling="For members.")
    with pytest.raises(WordsError, match="lower than OFFICIAL-SENSITIVE"):
        before.marked("OFFICIAL", "", on="2026-06-01", why="  ")
    found = before.marked("OFFICIAL", "", on="2026-06-01", why="Agreed with  all")
    assert found.lowered == (
        Lowered("2026-06-01", "OFFICIAL-SENSITIVE", "OFFICIAL", "Agreed with all"),
    )
    assert found.marked("SECRET", "", on="2026-06-02").lowered == found.lowered


@pytest.mark.parametrize("text", ["", "  ", "123", "x" * 81])
def test_what_is_no_marking_is_refused(text):
    with pytest.raises(WordsError, match="marking"):
        Briefing().marked(text, "", on="2026-06-01")


def test_a_name_of_a_file_ends_in_it():
    assert in_file_name("") == ""
    assert in_file_name("OFFICIAL-SENSITIVE") == "-OFFICIAL-SENSITIVE"
    assert in_file_name("../Ö: a") == "-A"


def test_the_part_of_a_sentence():
    assert part_of("pag/where/said-finding/1") == "pag/where/said-finding"
