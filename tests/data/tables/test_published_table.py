"""Tables of publishers, read by whichever reader can."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import read_lookup
from hotspot_app.data.own.group_columns import in_one_each
from hotspot_app.data.own.group_file import read_groups
from hotspot_app.data.tables.blanks import is_blank
from hotspot_app.data.tables.published_table import read_tables
from hotspot_app.errors import InputError

HEADER = ["code", "name", "people"]
CELLS = st.text('ab1,"; \t', max_size=5)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4)
ANY_FILE = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def by_hand(text: str) -> list[list[str]] | None:
    """Rows below the header by the csv module; None if it can't read them."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        return None
    cells = [[cell.strip() for cell in row] + [""] * 3 for row in rows[1:]]
    return [row[:3] for row in cells if any(row)]


def without_blanks(rows: list[list[str]] | None) -> list[list[str]] | None:
    return rows and [["" if is_blank(cell) else cell for cell in row] for row in rows]


def read(path: Path, text: str) -> list[list[str]] | None:
    path.write_bytes(text.encode())
    try:
        (table,), _ = read_tables(path)
    except InputError:
        return None
    assert table.frame.columns.tolist() == HEADER
    return [row for row in table.frame.to_numpy().tolist() if any(row)]


@given(ROWS, st.sampled_from(["\n", "\r\n"]), st.booleans())
@ANY_FILE
def test_written_tables_come_back(
    tmp_path: Path, rows: list[list[str]], end: str, everywhere: bool
) -> None:
    stream = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if everywhere else csv.QUOTE_MINIMAL
    csv.writer(stream, lineterminator=end).writerow(HEADER)
    csv.writer(stream, lineterminator=end, quoting=quoting).writerows(
        [[f"E{number}", *row[:2]] for number, row in enumerate(rows)]
    )
    text = stream.getvalue()
    expected = [
        [f"E{number}", row[0].strip(), row[1].strip()]
        for number, row in enumerate(rows)
    ]
    assert by_hand(text) == expected
    assert read(tmp_path / "a.csv", text) == without_blanks(expected)


@given(ROWS)
@ANY_FILE
def test_odd_marks_and_uneven_rows_are_read_as_the_csv_module_does(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    # a row of six cells would make one below the first the header
    cells = [[cell.replace(",", "2") for cell in row] for row in rows]
    lines = [",".join(HEADER)]
    lines += [",".join([f"E{n}", *row[1:]]) for n, row in enumerate(cells)]
    text = "\n".join(lines) + "\n"
    wide = csv.reader(io.StringIO(text, newline=""))
    assume(all(len(row) < 6 for row in wide))
    assert read(tmp_path / "a.csv", text) == without_blanks(by_hand(text))


def test_lines_are_counted_and_quoted_commas_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('code,name\nE1,"Bristol, City of"\nE2,Leeds\n', encoding="utf-8")
    (table,), _ = read_tables(path)
    assert table.frame["name"].to_dict() == {2: "Bristol, City of", 3: "Leeds"}


def test_mark_that_is_not_closed_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('code,name\nE1,"Bristol\nE2,Leeds\n', encoding="utf-8")
    with pytest.raises(InputError, match="line 3"):
        read_tables(path)


@pytest.mark.parametrize(
    ("again", "figures"), [("10,20", None), ("11,20", "is there twice")]
)
def test_a_column_there_twice_is_used_only_if_both_say_the_same(
    tmp_path: Path, again: str, figures: str | None
) -> None:
    path = tmp_path / "residents.csv"
    first, second = again.split(",")
    path.write_text(
        "LSOA21CD,Note,Residents,Residents,Note\n"
        f"E01017030,a,10,{first},b\nE01017031,a,20,{second},c\n"
    )
    if figures is None:
        found = read_denominator(path, "residents").values
        assert found.tolist() == [10, 20]
    else:
        with pytest.raises(InputError, match=figures):
            read_denominator(path, "residents")


def test_codes_there_twice_are_not_chosen_between(tmp_path: Path) -> None:
    path = tmp_path / "lookup.csv"
    path.write_text(
        "LSOA11CD,LSOA21CD,LSOA21CD\nE01017030,E01017030,E01017030\n"
        "E01017031,E01017031,E01017032\n"
    )
    with pytest.raises(InputError, match="column LSOA21CD is there twice"):
        read_lookup(path)


def test_groups_there_twice_are_refused_when_they_are_chosen(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text(
        "code,Beat,Ward,Beat\nE01017030,A,W,A\nE01017031,A,W,A\n"
        "E01017032,B,V,C\nE01017033,B,V,B\n"
    )
    found = read_groups(path, [f"E0101703{i}" for i in range(4)])
    assert list(in_one_each(found, "Ward")) == ["V", "W"]
    with pytest.raises(InputError, match="column Beat is there twice"):
        in_one_each(found, "Beat")


@pytest.mark.parametrize("end", [b"\x1a", b"\r\n\x1a", b"\0\0\0", b"\n\x1a\x1a\n"])
def test_what_stands_behind_the_end_is_no_row(tmp_path: Path, end: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"code,residents\r\nE01017136,1500\r\nE01017137,1\x0750" + end)
    (table,), _ = read_tables(path)
    assert table.frame["residents"].tolist() == ["1500", "150"]
