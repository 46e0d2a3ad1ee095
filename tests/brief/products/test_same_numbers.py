"""No number differs between formats: all are read back and compared with the model."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pyogrio
import pytest
from pptx import Presentation

from hotspot_app.brief.content import (
    Document,
    NativeChart,
    Starred,
    Table,
    number_format,
    shown_cell,
)
from hotspot_app.brief.produce import DOCUMENTS, LAYERS, produce
from hotspot_app.brief.products.answers import Answers
from hotspot_app.brief.products.listed import PRODUCTS
from hotspot_app.brief.products.tidy import ID
from tests.brief.products.conftest import Build
from tests.brief.writers.pdf_reading import words

pytestmark = pytest.mark.slow

Written = Callable[[str], dict[str, Path]]


@pytest.fixture(scope="module")
def files(
    made: Build, answers: Answers, tmp_path_factory: pytest.TempPathFactory
) -> Written:
    """A product's files by their kind, each written once."""
    out = tmp_path_factory.mktemp("products")

    @cache
    def written(product: str) -> dict[str, Path]:
        kinds = (*DOCUMENTS, LAYERS) if product == "assessment" else DOCUMENTS
        paths = produce(made(product), answers, out / product, kinds)
        return {each.suffix[1:]: each for each in reversed(paths)}

    return written


def tables(document: Document) -> list[Table]:
    return [each for section in document.sections for each in section.tables()]


def charts(document: Document) -> Iterator[NativeChart]:
    for section in document.sections:
        yield from (each for each in section.blocks if isinstance(each, NativeChart))


def written_as(table: Table) -> list[list[str]]:
    kinds = [each.kind for each in table.columns]
    return [
        [shown_cell(cell, kind) for cell, kind in zip(row, kinds, strict=True)]
        for row in table.rows
    ]


def bare(text: str) -> str:
    """Text without what is only there to break lines."""
    return re.sub(r"[\s\u200b]+", "", text)


@pytest.mark.parametrize("product", PRODUCTS)
def test_workbooks_hold_the_models_numbers(made: Build, files: Written, product: str):
    book = openpyxl.load_workbook(files(product)["xlsx"])
    whole = [each.full or each for each in tables(made(product))]
    assert len(book.worksheets) == len(whole) + 2
    for sheet, table in zip(book.worksheets[1:-1], whole, strict=True):
        assert sheet.max_row == len(table.rows) + 1
        for place, row in enumerate(table.rows, 2):
            for at, (cell, column) in enumerate(
                zip(row, table.columns, strict=True), 1
            ):
                found, star = sheet.cell(place, at), ""
                if isinstance(cell, Starred):
                    cell, star = cell.value, '"*"'
                if isinstance(cell, (int, float)) and cell == cell:
                    assert found.value == pytest.approx(cell, rel=1e-12)
                    assert found.number_format == number_format(column.kind) + star
                else:
                    assert (found.value or "") == shown_cell(cell, column.kind)


@pytest.mark.parametrize("product", PRODUCTS)
def test_slides_hold_the_models_numbers(made: Build, files: Written, product: str):
    document = made(product)
    rows: dict[tuple[str, str], set[str]] = {}
    for table in tables(document):
        for row in written_as(table):
            for column, cell in zip(table.columns, row, strict=True):
                rows.setdefault((row[0], column.title), set()).add(cell)
    seen = set()
    for shape in shapes(files(product)["pptx"]):
        if not shape.has_table:
            continue
        head, *others = [[c.text for c in row.cells] for row in shape.table.rows]
        for row in others:
            for title, cell in zip(head, row, strict=True):
                assert cell in rows[row[0], title], (row[0], title)
                seen.add((row[0], title, cell))
    if document.shape != "sheet":
        every = {(*key, cell) for key, cells in rows.items() for cell in cells}
        assert seen == every


@pytest.mark.parametrize("product", PRODUCTS)
def test_charts_hold_the_models_numbers(made: Build, files: Written, product: str):
    there = [s.chart for s in shapes(files(product)["pptx"]) if s.has_chart]
    model = list(charts(made(product)))
    assert len(there) == len(model)
    for chart, native in zip(there, model, strict=True):
        inside = openpyxl.load_workbook(
            io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
        )
        sheet = inside.worksheets[0]
        columns = [[c.value for c in each[1:]] for each in sheet.iter_cols()]
        for series in native.series:
            wanted = [*series.values]
            assert any(same(column[: len(wanted)], wanted) for column in columns)
            drawn = next(iter(chart.plots[0].series))
            assert same([*drawn.values], wanted)


def same(found: list[Any], wanted: list[float | None]) -> bool:
    if len(found) != len(wanted) or any(isinstance(each, str) for each in found):
        return False
    return all(
        (a is None and b is None) or (a is not None and b == pytest.approx(a))
        for a, b in zip(found, wanted, strict=True)
    )


def shapes(path: Path) -> Iterator[Any]:
    for slide in Presentation(str(path)).slides:
        yield from slide.shapes


@pytest.mark.parametrize("product", PRODUCTS)
def test_pages_hold_the_models_numbers(made: Build, files: Written, product: str):
    document = made(product)
    with pikepdf.open(files(product)["pdf"]) as pdf:
        text = "".join(bare(words(page, artifact=False)) for page in pdf.pages)
    for section in document.sections:
        for sentence in section.sentences():
            if sentence.text not in document.sources:
                assert bare(sentence.text) in text
    for table in tables(document):
        for row in written_as(table):
            assert bare("".join(row)) in text, table.title


def test_a_brief_for_a_meeting_has_few_pages(made: Build, files: Written):
    """Six and, with what all other methods say, the end of its annex on a seventh."""
    assert made("pag").pages == 6
    with pikepdf.open(files("pag")["pdf"]) as pdf:
        assert 4 <= len(pdf.pages) <= 7


def test_layers_hold_the_models_numbers(made: Build, files: Written):
    (tidy,) = [each.full for each in tables(made("assessment")) if each.id == ID]
    assert tidy is not None
    names = [each.name for each in tidy.columns]
    told = [dict(zip(names, row, strict=True)) for row in tidy.rows]
    path = files("assessment")["gpkg"]
    for file in (path, path.with_stem(f"{path.stem}-wards")):
        areas = pyogrio.read_dataframe(file, layer="areas").set_index("code")
        for indicator in ("count", "rate"):
            known = {
                row["area"]: row["value"]
                for row in told
                if row["indicator"] == indicator and row["area"] in areas.index
            }
            assert len(known) == len(areas)
            for code, value in known.items():
                assert areas[indicator][code] == pytest.approx(value, nan_ok=True)


@pytest.mark.office
def test_libreoffice_opens_every_product(files: Written, tmp_path: Path):
    wanted = [files(name)[kind] for name in PRODUCTS for kind in ("pptx", "xlsx")]
    for kind in ("pptx", "xlsx"):
        (tmp_path / kind).mkdir()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            *(str(renamed(each, tmp_path)) for each in wanted),
        ],
        check=True,
        capture_output=True,
        timeout=280,
    )
    for file in wanted:
        made = tmp_path / f"{file.stem}-{file.suffix[1:]}.pdf"
        with pikepdf.open(made) as pdf:
            if file.suffix == ".pptx":
                assert len(pdf.pages) == len(Presentation(str(file)).slides)
            else:
                assert len(pdf.pages) >= len(openpyxl.load_workbook(file).worksheets)


def renamed(file: Path, folder: Path) -> Path:
    """A copy whose PDF is called after its kind too."""
    copy = folder / file.suffix[1:] / f"{file.stem}-{file.suffix[1:]}{file.suffix}"
    copy.write_bytes(file.read_bytes())
    return copy
