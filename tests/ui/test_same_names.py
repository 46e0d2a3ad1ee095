"""Without wards too, map, list, officer's page and files call a place the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from hotspot_app.brief.called import namer
from hotspot_app.brief.layers import area_layer
from hotspot_app.brief.page import map_page
from hotspot_app.brief.results import area_table
from hotspot_app.brief.workbook import write_workbook
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.pipeline import answer, run
from hotspot_app.ui.answer.ready import ready
from hotspot_app.ui.map.canvas import _named
from hotspot_app.ui.places.place_words import first_lines
from tests.project.conftest import CODES, rows_in, square_town

MANY = 20


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Answer:
    """Areas of two streets each, the commoner one shared by all, and one of none."""
    folder = tmp_path_factory.mktemp("town")
    square_town().iloc[:MANY].to_file(folder / "areas.geojson")
    number = np.tile(np.arange(MANY - 1), 3)
    street = np.where(np.arange(len(number)) < MANY - 1, "Own", "Long")
    rows = rows_in(number).assign(
        Street=[
            f"{chr(65 + n)}elm Road" if s == "Own" else "Long Road"
            for s, n in zip(street, number, strict=True)
        ]
    )
    rows.to_csv(folder / "police.csv", index=False)
    files = Files(areas=folder / "areas.geojson", crime=(folder / "police.csv",))
    return run(files, Asked(method="count_map"))


def test_a_place_has_one_name_wherever_it_stands(
    found: Answer, tmp_path: Path, qapp: object
) -> None:
    values = found.shown_values
    wanted = {
        code: f"Long Road and {chr(65 + n)}elm Road"
        for n, code in enumerate(CODES[:19])
    }
    wanted[CODES[19]] = "Testham 019A"
    assert dict(zip(values.index, first_lines(values), strict=True)) == wanted
    hover = ready(found).words
    assert {code: hover.title(code) for code in values.index} == wanted
    officer = namer(found)
    assert {code: str(officer([code])) for code in values.index} == wanted
    page = map_page(found)
    assert page is not None
    assert page.labels is not None
    assert page.labels["name"].to_dict() == wanted
    screen = _named(found.areas, None)
    assert screen is not None
    assert screen["name"].to_dict() == wanted

    def first(table: pd.DataFrame) -> dict[str, str]:
        place = table["place"].fillna("").replace("", None).fillna(table["name"])
        return dict(zip(table["code"], place, strict=True))

    assert first(area_table(found)) == wanted
    assert first(pd.DataFrame(area_layer(found))) == wanted
    write_workbook(found, tmp_path / "answer.xlsx")
    sheets = openpyxl.load_workbook(tmp_path / "answer.xlsx").worksheets
    cells = {str(c) for sheet in sheets for row in sheet.values for c in row if c}
    assert set(wanted.values()) <= cells


def test_the_analyst_s_own_name_is_on_the_map_too(found: Answer) -> None:
    own = answer(
        found.material,
        found.tally,
        Asked(method="count_map"),
        names={CODES[0]: "Theatre Square"},
    )
    screen = _named(own.areas, None)
    assert screen is not None
    assert screen.at[CODES[0], "name"] == "Theatre Square"
    assert first_lines(own.shown_values)[0] == "Theatre Square"
