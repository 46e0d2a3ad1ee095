"""Every product holds what its list says, by what methods declare."""

from __future__ import annotations

import re

import pytest

from hotspot_app.brief.content import Document, NativeChart, Picture, Table, Words
from hotspot_app.brief.products.listed import PRODUCTS
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.briefing import Action, Briefing

pytestmark = pytest.mark.slow

MEANINGLESS = re.compile(r"\bnan\b|\bNone\b|\binf\b|not known")


def texts(document: Document) -> list[str]:
    """Return everything that is printed of a document."""
    told = [document.title, document.subtitle, *document.sources]
    for section in document.sections:
        told += [section.title, *(each.text for each in section.sentences())]
        for table in section.tables():
            told += [table.title, table.note, *(each.title for each in table.columns)]
            told += [
                cell for row in table.rows for cell in row if isinstance(cell, str)
            ]
        told += [each.alt for each in section.pictures()]
    return told


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_is_whole(made, answers, name):
    document = made(name)
    assert document.product == name
    assert document.marking == "OFFICIAL-SENSITIVE"
    assert document.handling == "For members only."
    ids = [each.id for each in document.sections]
    assert len(set(ids)) == len(ids)
    for section in document.sections:
        assert section.blocks or section.finding
        for table in section.tables():
            assert all(len(row) == len(table.columns) for row in table.rows)
        for picture in section.pictures():
            assert picture.alt
            assert len(picture.alt.split()) <= 151
            if picture.caption.startswith("From "):  # a table of the analyst's own
                assert picture.source.endswith(".csv.")
                continue
            assert "recorded" in picture.caption
            assert answers.main.attributions()[0].rstrip(".") in picture.source
    pictures = [each.id for s in document.sections for each in s.pictures()]
    assert len(set(pictures)) == len(pictures)
    for text in texts(document):
        assert not MEANINGLESS.search(text), text
    sentences = [each.id for s in document.sections for each in s.sentences()]
    assert len(set(sentences)) == len(sentences)


def test_the_sheet_has_a_map_places_what_changed_and_what_to_decide(made):
    (sheet,) = made("tasking").sections
    assert sheet.finding is not None
    kinds = [type(each).__name__ for each in sheet.blocks]
    assert kinds[0] == "Picture"
    assert [each.id for each in sheet.tables()] == ["places"]
    headings = [each.heading for each in sheet.blocks if isinstance(each, Words)]
    assert headings == ["What changed", "To decide", "How sure this is"]


@pytest.mark.parametrize("name", ["pag", "assessment"])
def test_every_method_is_in_it_or_said_to_be_missing(made, answers, name):
    document = made(name)
    answered = {answers.main.method.id, answers.wards.method.id}
    ids = {each.id for each in document.sections} | answered
    if name == "pag":  # by sections of other names
        ids |= {"change", "rate_map", "gi_star", "deprivation_gradient"}
    listed = {
        row[0]
        for section in document.sections
        for table in section.tables()
        for row in table.rows
        if table.id == "others"
    }
    for method in all_methods():
        said = method.title in listed or method.title in answers.lacking
        assert method.id in ids or said, method.id


def test_a_brief_has_six_maps_or_more_each_with_its_words(made):
    pictures = [
        block
        for section in made("pag").sections
        for block in section.blocks
        if isinstance(block, Picture) and block.id.startswith("map-")
    ]
    assert len(pictures) >= 6
    assert len({each.id for each in pictures}) == len(pictures)


def test_no_sentence_stands_twice_in_one_section(made):
    for section in made("assessment").sections:
        said = [each.text for each in section.sentences()]
        assert len(set(said)) == len(said)


def test_there_is_a_page_for_every_ward(made, answers):
    document = made("profiles")
    wards = answers.wards.shown_values
    pages = [each for each in document.sections if each.id.startswith("each-")]
    assert [each.title for each in pages] == sorted(wards["name"])
    for page in pages:
        assert page.finding is not None
        assert page.title in page.finding.text
        assert any(isinstance(each, Picture) for each in page.blocks)
        assert any(isinstance(each, Table) for each in page.blocks)


def test_months_are_a_chart_that_can_be_edited(made, answers):
    (chart,) = (
        block
        for section in made("pag").sections
        for block in section.blocks
        if isinstance(block, NativeChart) and block.picture.id == "chart-months"
    )
    assert chart.kind == "line"
    assert len(chart.categories) == len(chart.series[0].values)
    total = sum(value or 0 for value in chart.series[0].values)
    cube = answers.main.tally.cube
    assert total == cube.by_month(answers.main.question.types).sum()


def test_the_tidy_table_has_every_area_and_its_parts_add_up(made, answers):
    (tidy,) = (
        table.full
        for section in made("assessment").sections
        for table in section.tables()
        if table.id == "tidy"
    )
    names = [each.name for each in tidy.columns]
    assert names == [
        "area",
        "area_name",
        "level",
        "indicator",
        "subject",
        "period",
        "value",
        "lower",
        "upper",
        "numerator",
        "denominator",
        "note",
    ]
    rows = [dict(zip(names, row, strict=True)) for row in tidy.rows]
    level = answers.main.question.level
    counts = [r for r in rows if (r["level"], r["indicator"]) == (level, "count")]
    values = answers.main.shown_values
    assert {r["area"]: r["value"] for r in counts} == values["count"].to_dict()
    for row in rows:
        if row["indicator"] == "rate" and row["value"] is not None:
            rate = 1000 * row["numerator"] / row["denominator"]
            assert row["value"] == pytest.approx(rate)
            assert row["lower"] <= row["value"] <= row["upper"]
            assert bool(row["note"]) == (0 < row["numerator"] < 10)


def test_words_actions_order_and_what_is_left_out_are_the_analysts(made):
    plain = made("pag")
    first = plain.sections[0].finding
    ids = [each.id for each in plain.sections]
    briefing = (
        Briefing()
        .edited("pag/summary/headline-finding", first.text, "Our own headline")
        .acting(
            Action("York Walk", "Lock the gates", "Council", "May", "Burglaries", "H2")
        )
        .arranged("pag", (ids[1], ids[0]), (ids[2],))
    )
    document = made("pag", briefing)
    assert [each.id for each in document.sections] == [ids[1], ids[0], *ids[3:]]
    assert document.sections[1].finding.text == "Our own headline"
    assert not document.sections[1].finding.stale
    (actions,) = (
        table
        for section in document.sections
        for table in section.tables()
        if table.id == "actions"
    )
    row = ("York Walk (H2)", "Lock the gates", "Council", "May", "Burglaries")
    assert actions.rows == (row,)
