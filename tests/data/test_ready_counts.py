"""Ready counts by area, type and month."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from hotspot_app.data.ready_counts import read_counts
from hotspot_app.errors import InputError, WordsError
from hotspot_app.schema import COUNT_COLUMNS


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_long_counts(tmp_path: Path) -> None:
    path = write(
        tmp_path / "Housing 2025.csv",
        "LSOA21CD;Crime type;Month;Number;Note\n"
        "E01017139;Noise;2025-01;3;x\n"
        "E01017140;Noise;Feb 2025;1,204;y\n",
    )
    frame, facts = read_counts(path)
    assert {name: str(frame[name].dtype) for name in frame} == COUNT_COLUMNS
    assert frame["count"].tolist() == [3, 1204]
    assert frame["month"].astype(str).tolist() == ["2025-01", "2025-02"]
    assert facts.dialect == "ready counts"
    assert facts.source == "Housing"
    assert (facts.rows, facts.dropped_columns) == (2, 1)
    assert facts.columns["area"] == "LSOA21CD"


def test_rows_of_several_sources(tmp_path: Path) -> None:
    path = write(
        tmp_path / "counts.csv",
        "lsoa_code,month,crime_type,force,n\n"
        "E01017139,2025-01,Drugs,hampshire,3\n"
        "E01017139,2025-01,Drugs,btp,1\n"
        "E01017139,2025-02,Drugs,,2\n",
    )
    frame, facts = read_counts(path, source="Fire")
    assert frame["source"].tolist() == ["hampshire", "btp", "Fire"]
    assert facts.source == "Fire, btp, hampshire"
    again = write(
        tmp_path / "again.csv", f"{path.read_text()}E01017139,2025-01,Drugs,btp,1\n"
    )
    with pytest.raises(InputError, match="row 5: the row repeats another's"):
        read_counts(again)


def test_months_as_columns_in_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Counts for the partnership"])
    sheet.append(["Ward code", "Offence", "Jan 2025", "Feb 2025"])
    sheet.append(["E05015490", "Theft", 4, 0])
    sheet.append(["E05015491", "Theft", None, 7])
    path = tmp_path / "a.xlsx"
    book.save(path)
    frame, _ = read_counts(path)
    told = frame.pivot(index="area", columns="month", values="count")
    assert told.loc["E05015490"].tolist() == [4, 0]
    assert pd.isna(told.loc["E05015491"].iloc[0])  # not given is not zero
    assert told.loc["E05015491"].iloc[1] == 7


@pytest.mark.parametrize(
    ("row", "match"),
    [
        ("E01017139,Noise,2025-01,<5", "row 3: the count is no whole number"),
        ("E01017139,Noise,2025-01,-1", "row 3: the count is no whole number"),
        ("E01017139,Noise,2025-01,1.5", "row 3: the count is no whole number"),
        ("E01017139,Noise,2025-01,", "row 3: the count is no whole number"),
        ("E01017139,Noise,13/2025,1", "row 3: the month can't be read"),
        (",Noise,2025-01,1", "row 3: the row has no area"),
        ("E01017139,,2025-01,1", "row 3: the row has no type"),
        ("E01017138,Noise,2025-01,1", "row 3: the row repeats another's"),
        ("E01017139", "row 3: the row is broken"),
    ],
)
def test_bad_rows_are_refused_with_where(tmp_path: Path, row: str, match: str) -> None:
    head = "area code,type,month,count\nE01017138,Noise,2025-01,2\n"
    with pytest.raises(InputError, match=match):
        read_counts(write(tmp_path / "a.csv", f"{head}{row}\n"))


def test_lacking_columns_and_rows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "area code,month,count\nE01017138,2025-01,2\n")
    with pytest.raises(InputError, match="recognised as the type"):
        read_counts(path)
    path = write(tmp_path / "a.csv", "area code,type,month,count\n")
    with pytest.raises(InputError, match="no rows"):
        read_counts(path)


def test_mapping(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Patch,What,When,How many\nP1,Theft,2025-01,2\n")
    mapping = {"area": "Patch", "type": "What", "month": "When", "count": "How many"}
    frame, _ = read_counts(path, mapping=mapping)
    assert frame.iloc[0].tolist() == ["P1", "Theft", pd.Period("2025-01", "M"), 2, "a"]
    with pytest.raises(WordsError, match="no extract has a column 'Beat'"):
        read_counts(path, mapping=mapping | {"area": "Beat"})


def test_a_column_in_use_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    text = "area,type,month,Count,count\nE01017139,Noise,2025-01,3,4\n"
    with pytest.raises(InputError, match="more than one column is called 'Count'"):
        read_counts(write(tmp_path / "counts.csv", text))


def test_shares_beside_counts_are_no_second_column(tmp_path: Path) -> None:
    text = "area,type,month,crimes,crimes (%),x,x\nE01017139,Noise,2025-01,3,50,1,2\n"
    frame, _ = read_counts(write(tmp_path / "counts.csv", text))
    assert frame["count"].tolist() == [3]
