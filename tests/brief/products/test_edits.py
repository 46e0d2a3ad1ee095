"""The analyst's own words stay when figures change, and are marked then."""

from hotspot_app.brief.products.edits import with_edits
from hotspot_app.project.ask.briefing import Briefing, Edit


def test_what_isnt_edited_is_as_the_app_says_it():
    (said,) = with_edits("pag/where/said", ["19 crimes."], [])
    assert (said.id, said.text, said.edited, said.stale) == (
        "pag/where/said/1",
        "19 crimes.",
        False,
        False,
    )


def test_an_edit_takes_the_place_of_its_sentence_wherever_that_stands():
    edit = Edit("19 crimes.", "Nineteen, twice last year's.")
    first, second = with_edits("p", ["A new one.", "19 crimes."], [edit])
    assert (first.text, second.text) == ("A new one.", "Nineteen, twice last year's.")
    assert second.edited
    assert not second.stale


def test_an_edit_survives_new_figures_and_is_marked():
    edit = Edit("York Walk: 19 crimes; 6 before.", "York Walk needs a plan.")
    other, said = with_edits(
        "p", ["Burglary rose.", "York Walk: 1,020 crimes; 19 before."], [edit]
    )
    assert not other.edited
    assert said.text == "York Walk needs a plan."
    assert said.stale


def test_an_edit_stays_where_a_sentence_turned_round():
    edit = Edit("Burglary fell.", "Burglary fell, as planned.")
    (said,) = with_edits("p", ["Burglary rose."], [edit])
    assert said.text == "Burglary fell, as planned."
    assert said.stale
    assert said.generated == "Burglary rose."


def test_two_sentences_that_differ_in_numbers_keep_an_edit_each():
    edits = [Edit("A: 1.", "first"), Edit("A: 2.", "second")]
    said = with_edits("p", ["A: 2.", "A: 1."], edits)
    assert [each.text for each in said] == ["second", "first"]
    said = with_edits("p", ["A: 3.", "A: 4."], edits)
    assert [each.text for each in said] == ["first", "second"]


def test_edits_are_kept_by_part_replaced_and_taken_back():
    one = Briefing().edited("p", "A.", "Our  A.")
    assert one.edits == {"p": (Edit("A.", "Our A."),)}
    two = one.edited("p", "A.", "Another A.")
    assert two.edits == {"p": (Edit("A.", "Another A."),)}
    later = two.edited("p", "A, 3.", "New words.", before="Another A.")
    assert later.edits == {"p": (Edit("A, 3.", "New words."),)}
    assert later.edited("p", "A, 3.", "A, 3.").edits == {}
    assert later.edited("p", "A, 3.", "  ").edits == {}
