"""Slides as a program reads them back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from hotspot_app.brief.content import Document, Look, shown_cell
from hotspot_app.brief.writers.slides import write_slides
from hotspot_app.errors import Cancelled, InputError
from hotspot_app.progress import Progress
from tests.brief.content.sample import LONG, document, one_page, picture
from tests.brief.writers.awkward import (
    EACH,
    HOSTILE,
    hostile,
    logo,
    long_words,
    shapes,
    types,
)

MARKING = "OFFICIAL-SENSITIVE"


def read(document: Document, folder: Path) -> Any:
    write_slides(document, folder / "brief.pptx")
    return Presentation(str(folder / "brief.pptx"))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def text_of(slide: Any) -> list[str]:
    return [each.text_frame.text for each in slide.shapes if each.has_text_frame]


def tables(deck: Any) -> Iterator[Any]:
    for slide in deck.slides:
        yield from (each for each in slide.shapes if each.has_table)


def descriptions(slide: Any) -> dict[str, str]:
    """What each picture, table and chart is called to who can't see it."""
    return {
        each.name: each._element.xpath(".//p:cNvPr/@descr")[0]
        for each in slide.shapes
        if not each.has_text_frame
    }


def test_every_section_has_slides_titled_by_what_they_find(decks: Any) -> None:
    assert titles(decks("report")) == [
        "Burglary in Southampton: two hotspots stand out",
        "Two hotspots hold a quarter of burglary",
        "Bargate stands out",
        "Where: Places that stand out",
        "Burglary rose in May",
        "Bargate is higher than Southampton",
        "Trend: Places that stand out",
        "Sources",
    ]


@pytest.mark.parametrize("name", EACH)
def test_every_slide_has_a_title_of_its_own_and_is_marked_twice(
    name: str, decks: Any
) -> None:
    deck = decks(name)
    said = titles(deck)
    assert all(each.strip() for each in said)
    assert len({*said}) == len(said)
    for number, slide in enumerate(deck.slides, 1):
        marked = [t for t in text_of(slide) if t.startswith(MARKING)]
        assert len(marked) == 2
        assert text_of(slide)[-1] == str(number)


@pytest.mark.parametrize("name", EACH)
def test_a_screen_reader_hears_title_words_picture_table(name: str, decks: Any) -> None:
    for slide in decks(name).slides:
        kinds = []
        for each in slide.shapes:
            if each.has_table:
                kinds.append(3)
            elif each.has_chart or not each.has_text_frame:
                kinds.append(2)
            elif each.name == "Title":
                kinds.append(0)
            elif each.name == "Words":
                kinds.append(1)
            elif each.name == "Caption":
                continue
            elif each.name.startswith(("Marking", "Slide number")):
                kinds.append(4)
        assert kinds == sorted(kinds)
        assert slide.shapes[0] == slide.shapes.title
        ids = [each.shape_id for each in slide.shapes]
        assert len({*ids}) == len(ids)


def test_pictures_charts_and_tables_are_told_in_words(decks: Any) -> None:
    slides = list(decks("report").slides)
    where = descriptions(slides[2])
    assert where == {
        "Picture: Burglary: clear hotspot in Bargate": "Burglary: clear hotspot in "
        "Bargate. Map of 12 areas: higher 3; similar 7; lower 2."
    }
    assert descriptions(slides[3]) == {
        "Table: Places that stand out": "Table: Places that stand out. 5 rows, "
        "7 columns."
    }
    assert descriptions(slides[4]) == {
        "Chart: Burglary rose in May": "Burglary rose in May. Map of 12 areas: "
        "higher 3; similar 7; lower 2."
    }


@pytest.mark.parametrize("name", EACH)
def test_nothing_but_the_marked_ornaments_is_without_words(
    name: str, decks: Any
) -> None:
    deck = decks(name)
    for slide in deck.slides:
        assert all(each.strip() for each in descriptions(slide).values())
    for layout in deck.slide_layouts:
        for each in layout.shapes:
            told = each._element.xpath(".//p:cNvPr")[0]
            decorative = 'decorative" val="1"' in each_xml(told)
            assert decorative or told.get("descr") or each.is_placeholder


def each_xml(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode"))


@pytest.mark.slow
def test_a_picture_keeps_its_shape(decks: Any) -> None:
    found = {
        round(each.width / each.height, 3)
        for slide in decks("shapes").slides
        for each in slide.shapes
        if each.name.startswith("Picture")
    }
    assert found == {round(each, 3) for each in (1 / 3, 5, 0.3, 297 / 210)}


@pytest.mark.parametrize("rows", [0, 1, 5, 40])
def test_tables_hold_what_the_brief_says(rows: int, tmp_path: Path) -> None:
    made = document(rows=rows)
    table = next(made.sections[1].tables())
    deck = read(made, tmp_path)
    read_back = [
        [[cell.text for cell in row.cells] for row in frame.table.rows]
        for frame in tables(deck)
    ][:-1]
    heading = [each.title for each in table.columns]
    assert all(part[0] == heading for part in read_back)
    assert all(len(part) <= 13 for part in read_back)
    shown = [row for part in read_back for row in part[1:]]
    wanted = [
        [
            shown_cell(cell, column.kind)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        for row in table.rows
    ]
    assert shown == (wanted or [["None", "", "", "", "", "", ""]])


def test_columns_that_find_no_room_stand_on_the_next_slide(tmp_path: Path) -> None:
    whole = document()
    made = replace(whole, sections=(replace(whole.sections[1], blocks=(types(),)),))
    read_back: dict[str, dict[str, str]] = {}
    for frame in tables(read(made, tmp_path)):
        heading, *rows = [[cell.text for cell in row.cells] for row in frame.table.rows]
        assert heading[0] == "Place"
        for row in rows:
            read_back.setdefault(row[0], {}).update(zip(heading, row, strict=True))
    table = types()
    assert len(read_back) == len(table.rows)
    for row in table.rows:
        shown = [
            shown_cell(cell, column.kind)
            for cell, column in zip(row, table.columns, strict=True)
        ]
        assert list(read_back[str(row[0])].values()) == shown


def test_a_table_says_which_cells_head_the_others(tmp_path: Path) -> None:
    whole = document()
    for headed in (True, False):
        table = replace(next(whole.sections[1].tables()), headed=headed)
        section = replace(whole.sections[1], blocks=(table,))
        frame = next(tables(read(replace(whole, sections=(section,)), tmp_path)))
        assert frame.table.first_row
        assert frame.table.first_col is headed
        assert not frame.table.horz_banding
        size = frame._element.xpath(".//a:tc//a:rPr/@sz")
        assert min(map(int, size)) >= 1200


def test_figures_stand_right(decks: Any) -> None:
    frame = next(tables(decks("report")))
    aligned = [
        frame.table.cell(1, at)._tc.xpath(".//a:pPr/@algn")[0] for at in range(7)
    ]
    assert aligned == ["l", "l", "r", "r", "r", "r", "r"]


def test_notes_hold_the_sections_notes_and_the_methods(decks: Any) -> None:
    slides = list(decks("report").slides)
    notes = slides[1].notes_slide.notes_text_frame.text
    assert notes.startswith(MARKING)
    assert "Say first what the meeting decided last month." in notes
    assert "Method: local Moran's I." in slides[2].notes_slide.notes_text_frame.text
    assert not slides[0].has_notes_slide


def test_lists_are_lists(decks: Any) -> None:
    summary = decks("report").slides[1]
    words = next(each for each in summary.shapes if each.name == "Words")
    numbered = words._element.xpath(".//a:buAutoNum/@startAt")
    assert numbered == ["1", "1"]
    assert "York Walk # $x$ *bold* \\(1\\): who leads?" in words.text_frame.text


@pytest.mark.slow
def test_everything_said_is_on_a_slide(decks: Any) -> None:
    """Words that go on to another slide lose none."""
    for name, made in (("report", document()), ("long words", long_words())):
        deck = decks(name)
        shown = " ".join(t for slide in deck.slides for t in text_of(slide))
        shown = " ".join(shown.split())
        for section in made.sections:
            for sentence in section.sentences():
                for part in re.split(r"(?<=[.:])\s", sentence.text)[:3]:
                    assert " ".join(part.split())[:200] in shown
        for _, text in made.about:
            assert text in shown


def test_hostile_words_are_only_words(decks: Any, tmp_path: Path) -> None:
    deck = decks("hostile")
    shown = "\n".join(t for slide in deck.slides for t in text_of(slide))
    for text in HOSTILE[:4]:
        assert text in shown
    write_slides(hostile(), tmp_path / "hostile.pptx")
    with zipfile.ZipFile(tmp_path / "hostile.pptx") as parts:
        names = parts.namelist()
        for name in names:
            content = parts.read(name)
            if name.endswith((".xml", ".rels")):
                assert b"<a:hlinkClick" not in content
                assert b'TargetMode="External"' not in content
                fields = re.findall(rb'<a:fld [^>]*type="([^"]*)"', content)
                assert {*fields} <= {b"slidenum", b"datetimeFigureOut"}


@pytest.mark.slow
def test_the_same_brief_is_the_same_bytes(tmp_path: Path) -> None:
    for name, made in (("deck", document), ("sheet", one_page), ("hostile", hostile)):
        for copy in "ab":
            write_slides(made(), tmp_path / f"{name}{copy}.pptx")
        one, other = ((tmp_path / f"{name}{copy}.pptx").read_bytes() for copy in "ab")
        assert one == other


def test_nothing_tells_when_or_by_what_it_was_made(tmp_path: Path) -> None:
    write_slides(document(), tmp_path / "brief.pptx")
    with zipfile.ZipFile(tmp_path / "brief.pptx") as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        names = parts.namelist()
        assert not [n for n in names if "thumbnail" in n or "printer" in n]
        core = parts.read("docProps/core.xml").decode()
    assert "python" not in core
    assert "Steve" not in core


def test_properties_tell_title_language_marking_and_author(decks: Any) -> None:
    told = decks("report").core_properties
    assert told.title == "Burglary in Southampton: two hotspots stand out"
    assert told.language == "en-GB"
    assert told.author == "A. Analyst"
    assert told.keywords == (
        "OFFICIAL-SENSITIVE · Not to be shared beyond named recipients."
    )
    langs = {
        lang
        for slide in decks("report").slides
        for lang in slide._element.xpath(".//a:rPr/@lang")
    }
    assert langs == {"en-GB"}


def test_the_look_is_the_partnerships(tmp_path: Path) -> None:
    look = Look(accent="#7a1f5c", organisation="Safe & Sound", logo=logo())
    deck = read(replace(document(), look=look), tmp_path)
    theme = deck.slide_master.part.part_related_by(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    ).blob.decode()
    assert '<a:accent1><a:srgbClr val="7A1F5C"/>' in theme
    assert 'typeface="Inter" panose=' in theme
    assert "Calibri" not in theme
    assert "Safe & Sound" in text_of(deck.slides[0])
    for layout in deck.slide_layouts:
        logos = [each for each in layout.shapes if each.name == "Logo"]
        assert len(logos) == 1
        assert logos[0].width / logos[0].height == pytest.approx(3, abs=0.01)
        assert descriptions(layout)["Logo"] == "Logo of Safe & Sound"


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (Look(logo=b"GIF89a"), "no whole PNG picture"),
        (Look(logo=logo()[:60]), "no whole PNG picture"),
        (Look(accent="blue"), "'blue' is no colour"),
    ],
)
def test_a_look_that_can_not_be_used_is_told(
    look: Look, said: str, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match=said):
        write_slides(replace(document(), look=look), tmp_path / "brief.pptx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_pale_accent_is_not_used_for_words(decks: Any) -> None:
    """#e0a030 on white has a contrast of 2.3."""
    for name, colour in (("report", "accent1"), ("long words", "tx1")):
        kickers = [
            each
            for slide in decks(name).slides
            for each in slide.shapes
            if each.name == "Section"
        ]
        colours = {
            each._element.xpath(".//a:rPr//a:schemeClr/@val")[0] for each in kickers
        }
        assert colours == {colour}


def test_a_sheet_is_one_slide_of_paper_and_says_what_it_leaves_out(decks: Any) -> None:
    deck = decks("sheet of 300 rows")
    assert (deck.slide_width, deck.slide_height) == (297 * 36_000, 210 * 36_000)
    assert len(deck.slides) == 1
    frame = next(tables(deck))
    rows = len(frame.table.rows) - 1
    assert 3 <= rows <= 12
    left = next(t for t in text_of(deck.slides[0]) if t.startswith("Not shown here"))
    assert f"{300 - rows} rows" in left
    assert left.endswith("see the brief.")


@pytest.mark.slow
def test_a_sheets_type_is_readable_and_what_is_left_out_is_in_its_notes(
    decks: Any,
) -> None:
    slide = decks("crowded sheet").slides[0]
    for each in slide.shapes:
        if each.name in ("Words", "Caution") or each.has_table:
            sizes = [int(size) for size in each._element.xpath(".//a:rPr/@sz")]
            assert min(sizes) >= 850
    assert "Sentence 5:" in slide.notes_slide.notes_text_frame.text
    assert "“A third map”" in " ".join(text_of(slide))


def test_cancelling_writes_nothing(tmp_path: Path) -> None:
    asked = iter([False, False, True])
    progress = Progress(cancelled=lambda: next(asked))
    with pytest.raises(Cancelled):
        write_slides(document(), tmp_path / "brief.pptx", progress)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(InputError, match="can't write here"):
        write_slides(document(), tmp_path / "out" / "brief.pptx")


@pytest.mark.slow
def test_sources_that_no_section_says_are_said_last(decks: Any) -> None:
    last = decks("report").slides[-1]
    assert any("database right 2025" in text for text in text_of(last))
    assert len(shapes().sources) == 1
    assert titles(decks("shapes"))[-1] == "Sources"


@pytest.mark.slow
def test_a_long_finding_leads_the_words_instead(tmp_path: Path) -> None:
    made = long_words()
    deck = read(made, tmp_path)
    assert titles(deck)[1].startswith("Long words (1 of ")
    words = next(each for each in deck.slides[1].shapes if each.name == "Words")
    assert words.text_frame.text.startswith(f"A finding about {LONG}")


def test_a_picture_alone_takes_the_finding_for_its_title(tmp_path: Path) -> None:
    whole = document()
    blocks = (picture("one", "What it shows", (297.0, 210.0)),)
    section = replace(whole.sections[1], blocks=blocks)
    deck = read(replace(whole, sections=(section,)), tmp_path)
    assert titles(deck)[1] == "Bargate stands out"
    assert any("What it shows" in text for text in text_of(deck.slides[1]))
