"""The head of a table: columns and first rows."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from hotspot_app.data.kinds.headers import ROWS, read_head
from hotspot_app.data.kinds.personal import MASK
from hotspot_app.errors import InputError

TABLE = (
    "Extract of June\n"
    "\n"
    "Ref;Victim Name;Logged;What\n"
    'H1;Jane Example;01/06/2025;"Noise;\nloud"\n'
    "H2;Sam Sample;02/06/2025;Litter\n"
)


def test_a_title_above_and_other_delimiters(tmp_path: Path):
    path = tmp_path / "june.csv"
    path.write_text(TABLE, encoding="utf-8")
    head = read_head(path)
    assert head.header == ("Ref", "Victim Name", "Logged", "What")
    assert head.rows[1] == ("H2", MASK, "02/06/2025", "Litter")
    assert head.lines == (4, 6)
    assert head.personal == {1}
    assert head.whole


def test_what_looks_personal_is_nowhere_in_it(tmp_path: Path):
    path = tmp_path / "june.csv"
    path.write_text(TABLE, encoding="utf-8")
    assert "Jane" not in repr(read_head(path))


def test_a_workbook(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.append(["Ref", "Logged", "What"])
    book.active.append(["H1", "01/06/2025", "Noise"])
    book.save(tmp_path / "june.xlsx")
    head = read_head(tmp_path / "june.xlsx")
    assert head.header == ("Ref", "Logged", "What")
    assert head.rows == (("H1", "01/06/2025", "Noise"),)
    assert head.lines == (2,)


def test_only_the_head_of_a_long_file_is_read(tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text("Ref,What\n" + "H1,Noise\n" * 100_000, encoding="utf-8")
    head = read_head(path)
    assert len(head.rows) == ROWS
    assert not head.whole


def test_an_empty_folder_holds_no_table(tmp_path: Path):
    with pytest.raises(InputError, match="no table"):
        read_head(tmp_path)
