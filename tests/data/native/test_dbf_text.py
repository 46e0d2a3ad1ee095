"""Names of places in tables that say wrongly, or not, how their letters are written."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.native.dbf_text import lettered
from tests.data.boundaries.test_areas import save, squares

NAMES = ["St Mary’s – Café Quarter", "Château & Lordshill", "Bassett"]
WIDE = 30


def table(names: list[bytes], driver: int = 0) -> bytes:
    field = b"NAME".ljust(11, b"\0") + b"C" + bytes(4) + bytes([WIDE]) + bytes(15)
    start = 32 + 32 + 1
    head = struct.pack("<4BIHH", 3, 126, 1, 1, len(names), start, WIDE + 1)
    head = head.ljust(29, b"\0") + bytes([driver]) + bytes(2)
    rows = b"".join(b" " + name[:WIDE].ljust(WIDE) for name in names)
    return head + field + b"\r" + rows + b"\x1a"


def page(coded: str, stated: bytes = b"", driver: int = 0, names: list[str] = NAMES):
    content = table([name.encode(coded) for name in names], driver)
    found = lettered(content, stated)
    assert found.content == content
    return found.page.decode()


WRONG = [b"", b"UTF-8", b"ISO-8859-1", b"88591", b"850", b"OEM 437", b"nonsense"]


@pytest.mark.parametrize("driver", [0, 0x01, 0x02, 0x57])
@pytest.mark.parametrize("stated", WRONG)
def test_what_only_windows_has_is_of_windows(stated: bytes, driver: int) -> None:
    assert page("cp1252", stated, driver) == "CP1252"


@pytest.mark.parametrize("driver", [0, 0x01, 0x57])
@pytest.mark.parametrize("stated", [*WRONG, b"1252"])
def test_utf_8_is_utf_8_whatever_it_says(stated: bytes, driver: int) -> None:
    assert page("utf-8", stated, driver) == "UTF-8"


@pytest.mark.parametrize(
    ("coded", "stated", "driver", "found"),
    [
        ("iso8859-14", b"ISO-8859-14", 0, "ISO-8859-14"),
        ("cp850", b"850", 0, "CP850"),
        ("cp850", b"", 0x02, "CP850"),
        ("cp437", b"", 0x01, "CP437"),
        ("cp850", b"OEM 850", 0x57, "CP850"),
        ("cp1252", b"1252", 0, "CP1252"),
        ("cp1250", b"ANSI 1250", 0, "CP1250"),
    ],
)
def test_what_it_says_rightly_is_believed(coded, stated, driver, found) -> None:
    names = ["Ynys Môn", "Château", "CAFÉ ROW"]
    assert page(coded, stated, driver, names) == found


@pytest.mark.parametrize("driver", [0x01, 0x02])
def test_letters_that_dos_would_read_otherwise(driver: int) -> None:
    assert page("cp1252", b"", driver, ["Café", "Ynys Môn"]) == "CP1252"


def test_plain_letters_are_the_same_in_all() -> None:
    found = lettered(table([b"Bassett"]), b"UTF-8")
    assert (found.page, found.told) == (b"UTF-8", "")
    assert lettered(table([b"Bassett"]), b"\0" * 50).page == b""


def test_a_letter_cut_off_at_the_end_of_a_field_is_left_out() -> None:
    cut = ("x" * (WIDE - 1) + "é").encode()
    found = lettered(table(["Café".encode(), cut]), b"")
    assert found.page == b"UTF-8"
    assert found.content == table(["Café".encode(), cut[: WIDE - 1]])


def test_a_last_letter_of_windows_is_no_cut_letter() -> None:
    full = ("x" * (WIDE - 1) + "é").encode("cp1252")
    assert lettered(table([full]), b"").page == b"CP1252"


@pytest.mark.parametrize(
    "content", [b"", b"\x03" * 20, b"\xff" * 31, b"\xff" * 40, b"\0" * 32 + b"\xe9"]
)
def test_what_is_no_table_is_left_to_gdal(content: bytes) -> None:
    assert lettered(content, b"UTF-8").content == content


@pytest.mark.parametrize("coded", ["utf-8", "cp1252"])
@pytest.mark.parametrize("stated", ["", "ISO-8859-1", "UTF-8", "850"])
def test_names_come_out_right(tmp_path: Path, coded: str, stated: str) -> None:
    areas = squares(3, WD25CD=["a", "b", "c"], WD25NM=NAMES)
    path = save(areas, tmp_path / "wards.shp", encoding=coded)
    path.with_suffix(".cpg").write_text(stated)
    read = read_areas(path)
    assert read.areas["name"].tolist() == NAMES
    told = [note.text for note in read.notes if "letters" in note.text]
    assert bool(told) == ((coded, stated) != ("utf-8", "UTF-8"))
