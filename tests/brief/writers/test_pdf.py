"""A brief as PDF: read aloud, found by its headings, marked, whole, always the same."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import page as checker
import pikepdf
import pytest

from hotspot_app.brief.content import (
    Document,
    Look,
    Picture,
    Section,
    Table,
    TableColumn,
)
from hotspot_app.brief.writers import pdf
from hotspot_app.brief.writers.typeset import compiled, png_size, typst_files
from hotspot_app.errors import Cancelled, InputError
from hotspot_app.paths import shipped
from hotspot_app.progress import Progress
from tests.brief.content import sample
from tests.brief.writers.pdf_reading import bookmarks, tags, words

MARKING = "OFFICIAL-SENSITIVE"

HOSTILE = (
    '#import "@preview/cetz:0.3.0": *',
    '#read("/etc/passwd")',
    '#eval("1+1") #sys.inputs',
    "$x^2$ *bold* _it_ `raw` = Head",
    '#image("picture-0.png") <label> @where',
    "\\u{41} \\ // no comment /* none */ ~ -- '",
    "https://example.org/a?b=c#d",
)


def hostile() -> Document:
    """A brief whose every text is markup of some kind."""
    said = HOSTILE[0]
    columns = tuple(TableColumn(f"c{n}", text) for n, text in enumerate(HOSTILE))
    table = Table("t", said, columns, (HOSTILE,), note=said)
    blocks = (
        *(
            sample.words("w", *HOSTILE, voice=voice, heading=said)
            for voice in ("lead", "plain", "bullets", "numbered", "caution", "small")
        ),
        table,
        words_around(said),
    )
    return replace(
        sample.document(),
        title=said,
        subtitle=said,
        handling=said,
        about=((said, said),),
        sources=(said,),
        sections=(Section("x", said, blocks, finding=sample.said("f", said)),),
        look=Look(organisation=said),
    )


def words_around(said: str) -> Picture:
    """A picture whose every text is this."""
    drawn = sample.sheet(said, (80.0, 40.0))
    return Picture("p", said, said, drawn, said, said, lambda _: drawn)


def maps(count: int) -> Document:
    """A report with so many maps, words around each."""
    text = "Recorded burglary rose from 55 to 73 (up 32.7%), significantly (95%). " * 3
    parts = (
        Section(
            f"part-{n}",
            f"Part {n}",
            (
                sample.words("w", text * (n % 4 + 1)),
                sample.picture(f"map-{n}", f"Map {n}: Bargate stands out"),
                sample.table(n + 2),
            ),
        )
        for n in range(count)
    )
    return replace(sample.document(), sections=tuple(parts))


DOCUMENTS: dict[str, Callable[[], Document]] = {
    "report": sample.document,
    "profiles": lambda: sample.document("profiles"),
    "sheet": sample.one_page,
    "no rows": lambda: sample.one_page(0),
    "one row": lambda: sample.one_page(1),
    "twenty rows": lambda: sample.one_page(20),
    "many rows": lambda: sample.document(rows=300),
    "many rows of a profile": lambda: sample.document("profiles", rows=300),
    "hostile": hostile,
    "hostile sheet": lambda: replace(hostile(), shape="sheet"),
    "hostile profile": lambda: replace(hostile(), shape="profiles"),
    "nothing": lambda: replace(sample.document(), sections=(), about=(), sources=()),
    "six maps": lambda: maps(6),
}


@cache
def written(name: str) -> bytes:
    """The PDF of one of the documents, made once."""
    return made(DOCUMENTS[name]())


def made(document: Document) -> bytes:
    with typst_files(document) as folder:
        (content,) = compiled(folder, document.shape, "pdf")
    return content


LARGE = (
    "many rows",
    "many rows of a profile",
    "six maps",
    "hostile sheet",
    "twenty rows",
)


@pytest.fixture(
    params=[
        pytest.param(each, marks=[pytest.mark.slow] if each in LARGE else [])
        for each in DOCUMENTS
    ]
)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(name: str, tmp_path: Path) -> pikepdf.Pdf:
    path = tmp_path / "brief.pdf"
    path.write_bytes(written(name))
    return pikepdf.open(path)


def section_titles(document: Document) -> list[str]:
    return [
        ": ".join(
            each
            for each in (section.title, section.finding and section.finding.text)
            if each
        )
        for section in document.sections
    ]


def test_screen_readers_can_read_it(name: str) -> None:
    report = checker.validate_pdf_bytes(written(name))
    assert [(each.rule_id, each.message) for each in report.failures] == []
    assert report.profile == checker.ValidationProfile.PDF_UA_1
    assert report.is_compliant


def test_it_says_what_it_is(opened: pikepdf.Pdf, name: str) -> None:
    document = DOCUMENTS[name]()
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en-GB"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    assert str(opened.docinfo["/Title"]) == f"{document.title} [{MARKING}]"
    assert MARKING in str(opened.docinfo["/Subject"])
    assert document.handling in str(opened.docinfo["/Subject"])
    assert MARKING in str(opened.docinfo["/Keywords"])
    assert "/CreationDate" not in opened.docinfo
    assert "/ModDate" not in opened.docinfo
    with opened.open_metadata() as metadata:
        assert MARKING in metadata["dc:title"]
        assert metadata["pdfuaid:part"] == "1"


def test_every_page_is_marked_top_and_bottom(opened: pikepdf.Pdf, name: str) -> None:
    document = DOCUMENTS[name]()
    for number, page in enumerate(opened.pages, 1):
        around = words(page, artifact=True)
        assert around.count(MARKING) == 2
        assert around.count(document.handling) >= 2
        assert around.endswith(f"{number} of {len(opened.pages)}")
        assert MARKING not in words(page, artifact=False)


def test_every_picture_is_told(opened: pikepdf.Pdf, name: str) -> None:
    document = DOCUMENTS[name]()
    told = [str(figure.Alt) for figure in tags(opened, "Figure")]
    pictures = [each for section in document.sections for each in section.pictures()]
    assert sorted(told) == sorted(each.alt for each in pictures)


def test_headings_go_down_a_step_at_a_time(opened: pikepdf.Pdf) -> None:
    levels = [int(str(each.S)[2:]) for each in tags(opened, "H1", "H2", "H3", "H4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_section_has_a_bookmark(opened: pikepdf.Pdf, name: str) -> None:
    document = DOCUMENTS[name]()
    found = bookmarks(opened)
    assert found[0] == (1, document.title)
    titles = [title for depth, title in found if depth == 2]
    wanted = section_titles(document)
    if document.shape == "sheet":
        wanted = wanted[:1]
    assert [each for each in titles if each in wanted] == wanted


def test_columns_have_header_cells(opened: pikepdf.Pdf, name: str) -> None:
    document = DOCUMENTS[name]()
    tables = [each for section in document.sections for each in section.tables()]
    heads = tags(opened, "TH")
    if name != "hostile sheet":  # it has no room for it
        assert len(tags(opened, "Table")) >= len(tables)
        assert len(heads) >= sum(len(each.columns) for each in tables)
    for head in heads:
        scopes = [str(each.Scope) for each in head.A if "/Scope" in each]
        assert scopes == ["/Column"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["many rows"])
def test_header_rows_stand_on_every_page_of_a_table(opened: pikepdf.Pdf) -> None:
    pages = [page for page in opened.pages if "Street" in words(page)]
    assert len(pages) > 3
    assert all("Recorded Before Change" in words(page) for page in pages)
    assert len(tags(opened, "Table")) == 2  # read aloud only once


@pytest.mark.parametrize("name", ["sheet", "no rows", "one row"])
def test_a_sheet_is_one_page(opened: pikepdf.Pdf) -> None:
    assert len(opened.pages) == 1
    assert "Not on this page" not in words(opened.pages[0])


@pytest.mark.slow
@pytest.mark.parametrize("rows", [24, 300])
def test_a_sheet_says_which_rows_it_has_no_room_for(rows: int, tmp_path: Path) -> None:
    pdf.write_pdf(sample.one_page(rows), tmp_path / "sheet.pdf")
    with pikepdf.open(tmp_path / "sheet.pdf") as opened:
        assert len(opened.pages) == 1
        said = words(opened.pages[0])
        shown = said.count("Street") + 2  # two rows have other names
        assert 8 < shown < rows
        assert f"{rows - shown} more rows of “Places that stand out”" in said
        assert "See the brief." in said


@pytest.mark.slow
def test_a_sheet_with_very_long_texts_is_one_page(tmp_path: Path) -> None:
    document = sample.one_page(20)
    long = sample.words("long", *[f"{sample.LONG}. " * 30] * 12)
    section = document.sections[0]
    long_ones = replace(section, blocks=(*section.blocks, long, long))
    title = f"{document.title} " * 12
    pdf.write_pdf(
        replace(document, title=title, sections=(long_ones, *document.sections)),
        tmp_path / "sheet.pdf",
    )
    with pikepdf.open(tmp_path / "sheet.pdf") as opened:
        assert len(opened.pages) == 1
        said = words(opened.pages[0])
    assert "Not on this page: " in said
    assert "Burglary fell by 11.4%. York Walk: 19." in said
    assert "Small numbers: be careful." in said


@pytest.mark.slow
@pytest.mark.parametrize("name", ["profiles", "many rows of a profile"])
def test_every_profile_is_one_page(opened: pikepdf.Pdf, name: str) -> None:
    document = DOCUMENTS[name]()
    assert len(opened.pages) == 1 + len(document.sections)
    for section, page in zip(document.sections, opened.pages[1:], strict=True):
        assert words(page, artifact=False).startswith(section.title)


@pytest.mark.parametrize("name", ["hostile"])
def test_texts_are_never_markup(opened: pikepdf.Pdf) -> None:
    said = "".join(words(page, artifact=False) for page in opened.pages)
    said = said.replace(" ", "").replace("\u200b", "")
    for text in HOSTILE:
        assert said.count(text.replace(" ", "")) >= 7
    assert "/Annots" not in opened.pages[0]  # an address is no link


def test_templates_read_the_content_and_nothing_else() -> None:
    templates = sorted((shipped("resources") / "brief").glob("*.typ"))
    assert len(templates) == 4
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.findall(r"\b(eval|read|plugin|inputs|csv|yaml|xml)\(", text)
        assert "sys" not in re.findall(r"\w+", text)
        assert "@" not in text
        assert set(re.findall(r"json\((.*?)\)", text)) <= {'"content.json"'}


def test_nothing_is_fetched() -> None:
    with typst_files(hostile()) as folder:
        compiled(folder, "report", "pdf")
        assert list((folder / "packages").iterdir()) == []


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert made(sample.document()) == written("report")
    assert made(sample.one_page()) == written("sheet")


def test_signs_that_our_typeface_lacks_are_seen(tmp_path: Path) -> None:
    text = "Łódź, Ωmega, 漢字, ગુજરાતી, \ue000, \U0001f600"
    document = replace(sample.document(), title=text, sections=())
    pdf.write_pdf(document, tmp_path / "brief.pdf")
    with pikepdf.open(tmp_path / "brief.pdf") as opened:
        fonts = {str(each.BaseFont) for each in opened.pages[0].Resources.Font.values()}
        assert text.replace(" ", "") in words(opened.pages[0]).replace(" ", "")
    assert any("DejaVu" in each for each in fonts)
    assert any("LastResort" in each for each in fonts)


def test_figures_are_written_as_everywhere(tmp_path: Path) -> None:
    said = words_of(sample.document(), tmp_path)
    assert "=SUM(A1:A9) *Sholing* <b> 1,234,567 3 −12 < 0.0001" in said
    assert "Portswood c c c c" in said


def test_sources_are_named_once(tmp_path: Path) -> None:
    document = sample.document()
    (source,) = document.sources
    said = words_of(document, tmp_path)
    assert said.count("Sources") == 1
    assert said.endswith(source)
    said_so = sample.words("sources", source, voice="small")
    again = replace(document.sections[-1], blocks=(said_so,))
    said = words_of(replace(document, sections=(again,)), tmp_path)
    assert said.count(source) == 1


def words_of(document: Document, folder: Path) -> str:
    pdf.write_pdf(document, folder / "brief.pdf")
    with pikepdf.open(folder / "brief.pdf") as opened:
        return " ".join(words(page, artifact=False) for page in opened.pages)


def test_a_short_table_is_printed_not_its_full_one(tmp_path: Path) -> None:
    short = replace(sample.table(1), full=sample.table(9))
    section = Section("x", "Where", (short,))
    said = words_of(replace(sample.document(), sections=(section,)), tmp_path)
    assert said.count("Street") == 1


def test_a_logo_is_told(tmp_path: Path) -> None:
    logo = sample.picture("logo", "Logo", (30.0, 10.0)).png
    look = Look(organisation="Safe City Partnership", logo=logo)
    pdf.write_pdf(replace(sample.document(), look=look), tmp_path / "brief.pdf")
    with pikepdf.open(tmp_path / "brief.pdf") as opened:
        assert str(tags(opened, "Figure")[0].Alt) == "Logo of Safe City Partnership"
        assert str(opened.docinfo["/Author"]) == "A. Analyst, Safe City Partnership"


@pytest.mark.parametrize(
    "logo",
    [
        b"GIF89a",
        sample.picture("logo", "Logo", (30.0, 10.0)).png[:400],
        b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\xff" * 20,
    ],
)
def test_a_logo_that_cannot_be_printed_is_named(logo: bytes, tmp_path: Path) -> None:
    document = replace(sample.document(), look=Look(logo=logo))
    with pytest.raises(InputError, match="logo"):
        pdf.write_pdf(document, tmp_path / "brief.pdf")
    assert list(tmp_path.iterdir()) == []


def test_pages_are_shown_as_they_are_printed() -> None:
    pages = pdf.page_images(sample.document(), width_px=300)
    assert len(pages) == len(opened_pages("report"))
    assert [png_size(page) for page in pages] == [(300, 424)] * len(pages)
    (sheet,) = pdf.page_images(sample.one_page(0), ppi=36)
    assert png_size(sheet) == (421, 298)


def opened_pages(name: str) -> list[pikepdf.Page]:
    return list(pikepdf.open(io.BytesIO(written(name))).pages)


@pytest.mark.parametrize("steps", range(6))
def test_it_stops_when_asked_and_leaves_nothing(steps: int, tmp_path: Path) -> None:
    asked = iter(range(100))
    progress = Progress(cancelled=lambda: next(asked) >= steps)
    with pytest.raises(Cancelled):
        pdf.write_pdf(sample.document(), tmp_path / "brief.pdf", progress)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    path = tmp_path / "file" / "brief.pdf"
    with pytest.raises(InputError, match="can't write here") as raised:
        pdf.write_pdf(sample.document(), path)
    assert raised.value.where == str(path)
