from __future__ import annotations

import re
from pathlib import Path

import pytest

from hotspot_app.data.result_folder import read_result
from hotspot_app.errors import InputError

TABLE = 'code,name,count,rate,class\n01,"Quay, north",3,1.5,high-high\n02,Park,0,,\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "summary.json").write_text("{}", encoding="utf-8")
    (tmp_path / "values.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def test_numbers_become_numbers_and_codes_stay_text(folder):
    result = read_result(folder)
    assert result.columns == ("code", "name", "count", "rate", "class")
    assert result.rows == (
        ("01", "Quay, north", 3, 1.5, "high-high"),
        ("02", "Park", 0, None, None),
    )


def test_a_name_with_an_odd_line_separator_is_one_field(folder):
    table = 'code,name\n01,"Quay\u2028north"\n'
    (folder / "values.csv").write_text(table, encoding="utf-8")
    assert read_result(folder).rows == (("01", "Quay\u2028north"),)


def test_a_column_half_numbers_is_text(folder):
    (folder / "values.csv").write_text("code,x\na,1\nb,many\n", encoding="utf-8")
    assert [row[1] for row in read_result(folder).rows] == ["1", "many"]


def test_map_and_notes_are_found(folder):
    (folder / "map.png").write_bytes(b"")
    (folder / "notes.txt").write_text("Ten rows left out.\n", encoding="utf-8")
    result = read_result(folder)
    assert result.map == folder / "map.png"
    assert result.notes == "Ten rows left out.\n"


def test_a_method_without_areas_gives_neither_table_nor_map(folder):
    (folder / "values.csv").unlink()
    result = read_result(folder)
    assert (result.columns, result.rows) == ((), ())
    assert result.map is None
    assert result.notes == ""


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        read_result(tmp_path / "nowhere")


def test_a_folder_without_a_result_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(InputError, match=re.escape("hotspot-cli run --out")):
        read_result(tmp_path)


def test_a_torn_table_is_refused_with_its_row(folder):
    (folder / "values.csv").write_text("code,count\na,1\nb\n", encoding="utf-8")
    with pytest.raises(InputError, match="row 3 has 1 fields, not 2"):
        read_result(folder)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"code,name\na,\xff\n", "is not UTF-8 text"),
        (b'code,name\na,"b\n', "is not a table"),
    ],
)
def test_a_table_that_is_no_text_or_never_ends_is_refused(folder, content, said):
    (folder / "values.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        read_result(folder)


def test_a_folder_of_results_names_one_to_open(tmp_path):
    for name in ("rate_map", "gi_star"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "summary.json").write_text("{}", encoding="utf-8")
    with pytest.raises(InputError, match="one of the 2 results in it, such as gi_star"):
        read_result(tmp_path)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["3.0", "", "10.0"], [3, None, 10]),
        (["3.5", "", "nan"], [3.5, None, None]),
        (["inf", "1.0", "0.5"], [float("inf"), 1.0, 0.5]),
        (["True", "False", ""], ["True", "False", None]),
    ],
)
def test_columns_are_read_as_what_they_are(folder, written, read):
    lines = "".join(f"a{n},{text}\n" for n, text in enumerate(written))
    (folder / "values.csv").write_text("code,x\n" + lines, encoding="utf-8")
    cells = [row[1] for row in read_result(folder).rows]
    assert cells == read
    assert [type(cell) for cell in cells] == [type(value) for value in read]
