"""Areas joined by hand."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from hotspot_app.data.own.pairs import read_pairs
from hotspot_app.errors import InputError


def file(folder: Path, text: str) -> Path:
    path = folder / "bridges.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_columns_called_code_are_taken_wherever_they_are(tmp_path: Path) -> None:
    text = "name,code_a,code_b\nIsle Bridge, A1,B2 \n"
    assert read_pairs(file(tmp_path, text))[0] == (("A1", "B2"),)


def test_otherwise_the_first_two(tmp_path: Path) -> None:
    pairs, source = read_pairs(file(tmp_path, "from,to,by\nA,B,ferry\n"))
    assert pairs == (("A", "B"),)
    assert source.sha256 == hashlib.sha256(b"from,to,by\nA,B,ferry\n").hexdigest()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a\nx\n", "needs two area codes"),
        ("a,b\nx,y\nz,\n", "row 3"),
    ],
)
def test_anything_else_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_pairs(file(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_pairs(tmp_path / "bridges.csv")


def test_a_zip_that_is_damaged_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "bridges.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(range(100)))
    with pytest.raises(InputError, match="damaged"):
        read_pairs(path)


def test_the_line_is_that_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="row 5"):
        read_pairs(file(tmp_path, "a,b\n\n\nx,y\nz,\n"))
