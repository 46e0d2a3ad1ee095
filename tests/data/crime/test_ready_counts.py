"""Ready counts by area, type and month."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.errors import InputError, WordsError


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
    assert {name: str(frame[name].dtype) for name in frame} == {
        "area": "object",
        "type": "category",
        "month": "period[M]",
        "count": "int64",
        "source": "category",
    }
    assert frame["count"].tolist() == [3, 1204]
    assert frame["month"].astype(str).tolist() == ["2025-01", "2025-02"]
    assert facts.dialect == "ready counts"
    assert facts.sources == ("Housing",)
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
    assert facts.sources == ("Fire", "btp", "hampshire")
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


def every(types: dict[str, int], months: int = 3, areas: int = 3) -> list[str]:
    """Make rows of each type, in each area and month."""
    return [
        f"E0101713{area},{kind},2025-0{month},{many + area * month}"
        for area in range(areas)
        for month in range(1, months + 1)
        for kind, many in types.items()
    ]


HEAD = "LSOA code,Type,Month,Count"


def summed(rows: list[str], by: int, label: str) -> list[str]:
    """Make the rows that sum up others over one of their columns."""
    sums: dict[tuple[str, ...], int] = {}
    for row in rows:
        cells = row.split(",")
        cells[by] = label
        key = tuple(cells[:3])
        sums[key] = sums.get(key, 0) + int(cells[3])
    return [",".join([*key, str(many)]) for key, many in sums.items()]


@pytest.mark.parametrize(
    ("by", "label", "said"),
    [
        (1, "Total crime", 'of the types, the one "Total crime"'),
        (1, "Everything", 'of the types, the one "Everything"'),
        (1, "", "of the types, the one without a name"),
        (2, "All months", 'of the months, the one "All months"'),
        (0, "Testshire", 'of the areas, the one "Testshire"'),
    ],
)
def test_what_is_the_sum_of_all_others_is_left_out(
    tmp_path: Path, by: int, label: str, said: str
) -> None:
    rows = every({"Burglary": 2, "Drugs": 5, "Robbery": 0})
    more = [*rows, *summed(rows, by, label)]
    path = write(tmp_path / "a.csv", "\n".join([HEAD, *more]) + "\n")
    frame, facts = read_counts(path)
    assert len(frame) == len(rows)
    (note,) = facts.notes
    assert note.caution
    assert said in note.text


def test_totals_both_ways_are_left_out(tmp_path: Path) -> None:
    rows = every({"Burglary": 2, "Drugs": 5, "Robbery": 0})
    more = [*rows, *summed(rows, 1, "Total")]
    more += summed(more, 0, "Testshire")
    path = write(tmp_path / "a.csv", "\n".join([HEAD, *more]) + "\n")
    frame, facts = read_counts(path)
    assert frame["count"].sum() == sum(int(row.split(",")[3]) for row in rows)
    assert len(facts.notes) == 2


def test_two_totals_of_one_thing_are_both_left_out(tmp_path: Path) -> None:
    rows = every({"Burglary": 2, "Drugs": 5, "Robbery": 0})
    more = [*rows, *summed(rows, 1, "Total"), *summed(rows, 1, "All crime")]
    path = write(tmp_path / "a.csv", "\n".join([HEAD, *more]) + "\n")
    assert len(read_counts(path)[0]) == len(rows)


def test_what_is_only_called_a_total_is_kept_and_doubted(tmp_path: Path) -> None:
    rows = every({"Burglary": 2, "Drugs": 5, "Total crime": 9})
    path = write(tmp_path / "a.csv", "\n".join([HEAD, *rows]) + "\n")
    frame, facts = read_counts(path)
    assert len(frame) == len(rows)
    assert "'Total crime' may be a total by its name" in facts.notes[0].text


def test_a_sum_by_chance_is_no_total(tmp_path: Path) -> None:
    rows = [f"E01017139,{kind},2025-01,{n}" for kind, n in (("A", 1), ("B", 1))]
    rows += ["E01017139,C,2025-01,2"]
    path = write(tmp_path / "a.csv", "\n".join([HEAD, *rows]) + "\n")
    assert len(read_counts(path)[0]) == 3


def test_finer_types_and_days_are_added_up(tmp_path: Path) -> None:
    path = write(
        tmp_path / "London.csv",
        "LSOA Code,Borough,Major Category,Minor Category,202501,202502\n"
        "E01017139,Camden,THEFT,Shoplifting,1,2\n"
        "E01017139,Camden,THEFT,Other theft,3,4\n"
        "E01017140,Camden,THEFT,Shoplifting,5,6\n",
    )
    frame, facts = read_counts(path)
    assert frame["count"].tolist() == [4, 5, 6, 6]
    assert "differ in Minor Category are added up: 6 counts to 4" in facts.notes[0].text
    daily = write(
        tmp_path / "daily.csv",
        "Ward code,Type,Date,Count\nW1,Noise,01/02/2025,2\nW1,Noise,02/02/2025,3\n",
    )
    frame, facts = read_counts(daily)
    assert frame["count"].tolist() == [5]
    assert "differ in the day" in facts.notes[0].text


def test_rows_alike_in_all_but_numbers_are_refused(tmp_path: Path) -> None:
    rows = "W1,Noise,x,2025-02,2,1.5\nW1,Noise,x,2025-02,3,2.5\n"
    path = write(tmp_path / "a.csv", f"Ward code,Type,Sort,Month,Count,Rate\n{rows}")
    with pytest.raises(InputError, match="row 3: the row repeats another's"):
        read_counts(path)


def test_bad_cells_of_one_row_are_one_row(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Ward code,Type,Jan 2025,Feb 2025\n,Noise,2,3\n")
    with pytest.raises(InputError, match=r"row 2: the row has no area\. Mend"):
        read_counts(path)


def test_rows_without_an_area_are_left_out_and_told(tmp_path: Path) -> None:
    rows = [f"E0101713{i},Noise,2025-01,3,hampshire\n" for i in range(9)]
    rows[4:4] = [",Noise,2025-01,7,ulster\n", " ,Noise,2025-02,1000,ulster\n"]
    path = write(tmp_path / "c.csv", f"area,type,month,count,source\n{''.join(rows)}")
    frame, facts = read_counts(path)
    assert len(frame) == 9
    assert frame["count"].sum() == 27
    assert facts.rows == 11
    assert facts.reasons == {"no_area": 2}
    told = [note.text for note in facts.notes if note.caution]
    assert told == [
        "c.csv: 2 counts of 1,007 incidents have no area and can't be mapped: left out "
        "(first in rows 6 and 7; recorded by: first 'ulster')."
    ]


def test_a_file_in_which_most_rows_have_no_area_is_refused(tmp_path: Path) -> None:
    text = "area,type,month,count\nE01017139,Noise,2025-01,3\n,Noise,2025-02,4\n"
    with pytest.raises(InputError, match="row 3: the row has no area"):
        read_counts(write(tmp_path / "c.csv", text))


def test_areas_that_stand_only_in_the_first_row_of_each_are_refused(
    tmp_path: Path,
) -> None:
    rows = "".join(
        f"{f'E010171{i:02d}' if month != 2 else ''},Noise,2025-{month:02d},{i}\n"
        for i in range(40)
        for month in (1, 2)
    )
    path = write(tmp_path / "c.csv", f"area,type,month,count\n{rows}")
    with pytest.raises(InputError, match="the place is empty below filled cells"):
        read_counts(path)
