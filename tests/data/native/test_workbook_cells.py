"""Workbooks that the library for them can't read."""

from __future__ import annotations

import pytest

from hotspot_app.data.native import workbook_cells
from hotspot_app.errors import InputError
from hotspot_app.progress import SILENT
from tests.fuzzing.packed import xlsx
from tests.fuzzing.tables import TABLES

ASKED = {"content": xlsx(TABLES["counts"]), "where": "a.xlsx", "within": 2}


class PanicException(BaseException):
    """As that library names what it didn't foresee."""


def test_a_panic_is_a_damaged_workbook(monkeypatch) -> None:
    def panics(content: object) -> None:
        raise PanicException("range end index 64 out of range")

    assert next(workbook_cells.sheets(ASKED, SILENT))["name"] == "Data"
    monkeypatch.setattr(workbook_cells, "load_workbook", panics)
    with pytest.raises(InputError, match="is damaged"):
        next(workbook_cells.sheets(ASKED, SILENT))


def test_other_ends_are_not_held_up(monkeypatch) -> None:
    def stops(content: object) -> None:
        raise SystemExit

    monkeypatch.setattr(workbook_cells, "load_workbook", stops)
    with pytest.raises(SystemExit):
        next(workbook_cells.sheets(ASKED, SILENT))
