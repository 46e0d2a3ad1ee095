"""Figures of the analyst's own by area."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotspot_app.data.kinds.own_columns import own_table
from hotspot_app.data.own.own_table import read_own_table
from hotspot_app.errors import InputError
from hotspot_app.own_tables import OWN_TABLES

COVARIATES = OWN_TABLES["covariates"]


def read(folder: Path, text: str):
    path = folder / "premises.csv"
    path.write_text(text, encoding="utf-8")
    return read_own_table(path, COVARIATES)


def test_each_column_of_numbers_is_a_figure_under_its_heading(tmp_path: Path) -> None:
    given = read(
        tmp_path,
        "LSOA21CD,Name,Licensed premises,Balance\n"
        'E01017136,Bargate A,"1,204",-2.5\nE01017137,Bargate B,,0\n',
    )
    assert list(given.frame.columns) == ["code", "Licensed premises", "Balance"]
    assert given.frame["code"].tolist() == ["E01017136", "E01017137"]
    assert given.frame["Licensed premises"].tolist() == pytest.approx(
        [1204, float("nan")], nan_ok=True
    )
    assert given.frame["Balance"].tolist() == [-2.5, 0]
    assert given.notes[-1].text == (
        "premises.csv: Licensed premises and Balance of 2 areas, by LSOA21CD; not "
        "numbers, and left out: Name."
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,name\nE01017136,x\n", "there is no column of numbers"),
        ("name,pubs\nBargate,1\nShirley,2\n", "there is no column of area codes"),
        ("code,pubs\nE01017136,1\nE01017136,2\n", "there more than once"),
        ("code,pubs\nE01017136,many\nE01017137,2\n", "that of E01017136 in line 2"),
        ("code,a,b,c,d,e,f\nE01017136,1,2,3,4,5,6\n", "it has 6 columns of numbers"),
    ],
)
def test_what_cannot_be_used_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(tmp_path, text)


def test_it_is_never_known_by_its_headings_alone() -> None:
    assert own_table(["code", "residents"]) is None
    assert COVARIATES.told == "code, and one to 5 columns of numbers"
