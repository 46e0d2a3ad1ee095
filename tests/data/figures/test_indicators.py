"""Residents, households and the like, as publishers write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.data.base.ons import (
    OnsColumn,
    level_of_codes,
    lsoa_vintage,
    ons_column,
)
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.errors import InputError, WordsError

A, B, C = "E01017136", "E01017137", "E01035442"


def text(path: Path, content: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding))
    return path


def book(path: Path, **sheets: list[list[Any]]) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    made.save(path)
    return path


# --- codes ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("LSOA21CD", OnsColumn("lsoa", 2021, "code")),
        ("wd25nm", OnsColumn("ward", 2025, "name")),
        ("lsoa11_code", OnsColumn("lsoa", 2011, "code")),
        ("LSOA 2021 Code", OnsColumn("lsoa", 2021, "code")),
        ("LSOA code (2011)", OnsColumn("lsoa", 2011, "code")),
        ("Local Authority District name (2019)", OnsColumn("district", 2019, "name")),
        ("LAD 2023 Code", OnsColumn("district", 2023, "code")),
        ("LSOA Code", OnsColumn("lsoa", None, "code")),
        ("WD13NMW", None),
        ("code", None),
    ],
)
def test_column_names(header: str, told: OnsColumn | None) -> None:
    assert ons_column(header) == told


def test_levels_and_vintages_by_code() -> None:
    assert level_of_codes([A, B, C]) == "lsoa"
    assert level_of_codes(["E05015490", "E05015491"]) == "ward"
    assert level_of_codes(["Beat 1", "Beat 2"]) == ""
    assert level_of_codes([A, "E05015490"]) == ""
    assert lsoa_vintage([A, C]) == 2021
    assert lsoa_vintage([A, B]) is None


@pytest.mark.realdata
def test_the_highest_code_of_2011_is_that_of_the_lookup(real: Path) -> None:
    path = real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv"
    rows = [line.split(",") for line in path.read_text().splitlines()]
    old = {cell for row in rows for cell in row[1:2]}
    new = {cell for row in rows for cell in row[4:5]}
    for code in new - old:
        assert lsoa_vintage([code]) == 2021 or not code.startswith(("E01", "W01"))
    assert lsoa_vintage(old) == 2011


# --- what is read ---------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [
        ["code", "name", "residents"],
        [A, "Bevois – Café", "10"],
        [B, "St Mary’s", "0"],
    ]
    path = text(tmp_path / "a.csv", "\r\n".join(mark.join(r) for r in rows), encoding)
    read = read_denominator(path, "residents")
    assert read.values.to_dict() == {A: 10.0, B: 0.0}
    assert read.values.index.name == "code"


def test_nomis_census_table(tmp_path: Path) -> None:
    path = text(
        tmp_path / "census2021-ts001-lsoa.csv",
        "date,geography,geography code,Residence type: Total; measures: Value,"
        "Residence type: Lives in household; measures: Value,"
        "Residence type: Lives in a communal establishment; measures: Value\n"
        f'2021,"Southampton 023A",{A},1500,1400,100\n'
        f'2021,"Southampton 023B",{B},1600,1600,0\n',
    )
    read = read_denominator(path, "residents")
    assert read.values.to_dict() == {A: 1500.0, B: 1600.0}
    assert (read.words, read.year) == ("usual residents, Census 2021", 2021)
    assert "National Statistics" in read.attribution


def test_nomis_download_with_titles_and_footnotes(tmp_path: Path) -> None:
    path = text(
        tmp_path / "nomis.csv",
        '"TS041 - Number of households"\n"Population : All households"\n\n'
        '"2021 super output area - lower layer","Number of households"\n'
        f'"{A} : Southampton 023A","1,234"\n"{B} : Southampton 023B",77\n\n'
        '"In order to protect against disclosure, figures were changed."\n',
    )
    read = read_denominator(path, "households")
    assert read.values.to_dict() == {A: 1234.0, B: 77.0}


def test_estimates_workbook_header_on_row_four_latest_sheet(tmp_path: Path) -> None:
    head = [
        "LAD 2023 Code",
        "LAD 2023 Name",
        "LSOA 2021 Code",
        "LSOA 2021 Name",
        "Total",
        "F0",
        "F1",
    ]

    def sheet(total: int) -> list[list[Any]]:
        return [
            [f"Mid-year estimates {total}"],
            ["Crown copyright"],
            [],
            head,
            ["E06000045", "Southampton", B, "Southampton 023B", total + 1, 3, 4],
            ["E06000045", "Southampton", A, "Southampton 023A", total, 1, 2],
        ]

    path = book(
        tmp_path / "sapelsoasyoa20222024.xlsx",
        Contents=[["Contents"], ["Mid-2022 LSOA 2021"]],
        **{"Mid-2022_LSOA_2021": sheet(100), "Mid-2023_LSOA_2021": sheet(200)},
    )
    read = read_denominator(path, "residents")
    assert read.values.to_dict() == {A: 200.0, B: 201.0}
    assert (read.words, read.year, read.vintage) == ("residents, mid-2023", 2023, 2021)
    assert any("Mid-2022" in note.text for note in read.notes)


def test_the_practice_town_s_columns(tmp_path: Path) -> None:
    path = text(
        tmp_path / "residents.csv",
        "code,residents,households,workday_population\nN2,20,9,900\nN1,10,4,30\n",
    )
    assert read_denominator(path, "residents").values.to_dict() == {"N1": 10, "N2": 20}
    assert read_denominator(path, "households").values.to_dict() == {"N1": 4, "N2": 9}
    workday = read_denominator(path, "workday")
    assert workday.values.to_dict() == {"N1": 30, "N2": 900}
    assert "workday population" in workday.words
    assert workday.year is None
    assert any(n.caution and "which year" in n.text for n in workday.notes)


@pytest.mark.parametrize(
    ("name", "column", "official"),
    [
        ("wards.csv", "residents", False),
        ("wards.csv", "residents_2021", False),
        ("census2021_residents.csv", "residents", True),
        ("residents.csv", "Mid-2022 population", True),
        ("mye_lsoa21_2022.csv", "total", True),
    ],
)
def test_only_a_published_table_is_attributed_to_the_ons(
    tmp_path: Path, name: str, column: str, official: bool
) -> None:
    path = text(tmp_path / name, f"LSOA21CD,{column}\nE01017136,100\n")
    found = read_denominator(path, "residents").attribution
    assert ("Office for National Statistics" in found) == official
    assert official or found.endswith(f"{name}, as supplied.")


def test_codes_in_lower_case_are_the_same_codes(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", "LSOA21CD,residents\ne01017136,100\n")
    assert list(read_denominator(path, "residents").values.index) == ["E01017136"]


def test_one_column_of_numbers_is_enough(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", f"LSOA21CD,Persons present\n{A},5\n{B},6\n")
    assert read_denominator(path, "residents").values.sum() == 11


def test_a_named_column(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", f"LSOA21CD,x,y\n{A},5,6\n")
    assert read_denominator(path, "residents", column="Y").values[A] == 6
    with pytest.raises(WordsError, match=r"called 'z'.*x and y"):
        read_denominator(path, "residents", column="z")
    with pytest.raises(WordsError, match="no column 'place'"):
        read_denominator(path, "residents", code="place")


def test_zero_and_missing_are_told(tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv", f"LSOA21CD,residents 2024\n{A},0\n{B},\n{C},9\n")
    read = read_denominator(path, "residents")
    assert read.values[A] == 0
    assert np.isnan(read.values[B])
    cautions = " ".join(n.text for n in read.notes if n.caution)
    assert f"1 area has none (first '{A}'): no rate" in cautions
    assert f"1 area has no figure (first '{B}')" in cautions


@settings(max_examples=30, deadline=None)
@given(
    st.permutations(range(8)), st.lists(st.integers(0, 10**6), min_size=8, max_size=8)
)
def test_the_order_of_rows_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, order: list[int], counts: list[int]
) -> None:
    folder = tmp_path_factory.mktemp("order")
    rows = [f"E0101713{i},{n}" for i, n in enumerate(counts)]
    plain = text(folder / "a.csv", "\n".join(["LSOA21CD,residents", *rows]))
    mixed = [rows[i] for i in order]
    other = text(folder / "b.csv", "\n".join(["LSOA21CD,residents", *mixed]))
    one = read_denominator(plain, "residents").values
    assert one.equals(read_denominator(other, "residents").values)
    assert one.sum() == sum(counts)


# --- refused --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "the file is empty"),
        ("code,residents\n", "no table with a header and rows"),
        ("<html></html>", "a web page"),
        (f"code,residents\n{A},-1\n", rf"'-1'\): that of {A} in line 2 is under 0"),
        (
            f"code,residents\n{A},5\n{B},many\n",
            rf"'many'\): that of {B} in line 3 isn't a number",
        ),
        (
            f"code,residents\n{A},5\n{A},6\n",
            rf"once, first '{A}', the first of them in line 3",
        ),
        (f"code,residents\n{A},5\n,6\n", "line 3 has figures but no code"),
        (f"code,residents\n{A},\n", "the column 'residents' is empty"),
        (f"code,a,b\n{A},5,6\n", "no column of residents was recognised.*a and b"),
        (f"code,households\n{A},5\n", "no column of residents was recognised"),
        ("shade,residents\nred,5\nblue,6\n", "no column of area codes"),
        (f'code,residents\n{A},"5\n', "line 2 can't be read"),
        (f"code,residents\n{A},5\x006\n", "isn't a text file"),
        (f"code,Income Deprivation,residents\n{A},5,6\n", "a file of deprivation"),
    ],
)
def test_what_cannot_be_used(tmp_path: Path, content: str, said: str) -> None:
    path = text(tmp_path / "a.csv", content)
    with pytest.raises(InputError, match=said):
        read_denominator(path, "residents")


def test_a_damaged_workbook(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", Data=[["code", "residents"], [A, 5]])
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(InputError, match="damaged"):
        read_denominator(path, "residents")


# --- the real files -------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.slow
def test_real_tables(real: Path) -> None:
    census = real / "population" / "census2021_lsoa21_usual_residents_households.csv"
    residents = read_denominator(census, "residents")
    assert (len(residents.values), residents.vintage) == (35_672, 2021)
    assert residents.words == "usual residents, Census 2021"
    # published: 59,597,300 usual residents of England and Wales, to the hundred
    assert residents.values.sum() == pytest.approx(59_597_300, abs=300)
    assert read_denominator(census, "households").words == "households, Census 2021"
    with pytest.raises(InputError, match="no column of workday population"):
        read_denominator(census, "workday")


@pytest.mark.realdata
def test_the_latest_of_several_years_is_taken_and_told(real: Path) -> None:
    path = real / "population" / "mye_lsoa11_totals_2017_2019_2020.csv"
    read = read_denominator(path, "residents")
    assert (read.words, read.vintage) == ("residents, mid-2020", 2011)
    assert any("mid2017_all_ages and mid2019_all_ages" in n.text for n in read.notes)


NOMIS = (
    '"TS041 - Number of households"\n'
    '"ONS Crown Copyright Reserved [from Nomis on 12 November 2025]"\n'
    '"Population :","All households"\n"Units      :","Households"\n'
    '"Date       :","2021"\n\n'
    '"2021 super output area - lower layer","mnemonic","2021"\n\n'
    f'"Southampton 023A","{A}",19\n"Southampton 023B","{B}",14\n'
    '"Column Total","",33\n\n"Records have been swapped, 5 in all."\n'
)


def test_lines_above_the_header_say_what_the_figures_are(tmp_path: Path) -> None:
    path = text(tmp_path / "2026 4711.csv", NOMIS)
    found = read_denominator(path, "households")
    assert found.values.tolist() == [19, 14]
    assert found.words == "households, Census 2021"
    with pytest.raises(InputError, match="no column of residents"):
        read_denominator(path, "residents")


def test_a_row_that_sums_up_the_others_needs_no_code(tmp_path: Path) -> None:
    wrong = NOMIS.replace(",33", ",34")
    with pytest.raises(InputError, match="figures but no code"):
        read_denominator(text(tmp_path / "a.csv", wrong), "households")


def test_a_row_that_sums_up_the_others_may_stand_under_the_codes(
    tmp_path: Path,
) -> None:
    rows = "".join(f'"E0101713{i} : Town {i}",{i}\n' for i in range(2, 9))
    title = '"Census 2021, from Nomis on 1 May 2025"\n"Population :","People"\n'
    head = f'{title}"2021 super output area","2021"\n'
    path = text(tmp_path / "a.csv", f'{head}{rows}"Column Total",35\n')
    found = read_denominator(path, "residents")
    assert len(found.values) == 7
    assert found.year == 2021


def test_residents_in_households_are_residents(tmp_path: Path) -> None:
    title = "Number of usual residents in households and communal establishments"
    said = NOMIS.replace("Number of households", title).replace("ouseholds", "sual")
    found = read_denominator(text(tmp_path / "a.csv", said), "residents")
    assert found.values.tolist() == [19, 14]


def test_of_sheets_of_each_sex_that_of_all_is_read(tmp_path: Path) -> None:
    sheets = {
        f"Mid-2020_{sheet}": [["LSOA Code", "All Ages", "0"], [A, people, 1]]
        for sheet, people in (("Males", 5), ("Persons", 11), ("Females", 6))
    }
    found = read_denominator(book(tmp_path / "a.xlsx", **sheets), "residents")
    assert found.values.tolist() == [11]
    del sheets["Mid-2020_Persons"]
    with pytest.raises(InputError, match="of females and males only"):
        read_denominator(book(tmp_path / "b.xlsx", **sheets), "residents")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("females.csv", f"code,All Ages\n{A},5\n"),
        ("a.csv", f"code,Sex,residents\n{A},F,5\n"),
        ("b.csv", f"code,Females\n{A},5\n"),
        ("c.csv", f'"Sex :","Male"\ncode,name,2021\n{A},x,5\n'),
        ("d.csv", f"code,Aged 16 to 64\n{A},5\n"),
    ],
)
def test_a_part_of_the_residents_is_refused(
    tmp_path: Path, name: str, content: str
) -> None:
    with pytest.raises(InputError, match="only"):
        read_denominator(text(tmp_path / name, content), "residents")


def test_a_column_of_formulas_without_results_is_told(tmp_path: Path) -> None:
    rows = [["LSOA21CD", "Under 16", "Over 16", "All residents"], [A, 5, 6, "=B2+C2"]]
    path = book(tmp_path / "a.xlsx", Sheet=rows)
    with pytest.raises(InputError, match="formulas were never calculated"):
        read_denominator(path, "residents")


# --- units of the analyst's own ---------------------------------------------------


def test_units_are_called_as_their_column(tmp_path: Path) -> None:
    path = text(tmp_path / "p.csv", f"code,Licensed premises 2025\n{A},4\n{B},0\n")
    found = read_denominator(path, "units")
    assert found.words == "licensed premises, 2025"
    assert found.values.to_dict() == {A: 4, B: 0}


def test_a_column_called_units_is_taken_among_others(tmp_path: Path) -> None:
    path = text(tmp_path / "p.csv", f"code,open,units\n{A},4,7\n{B},1,2\n")
    assert read_denominator(path, "units").values.to_dict() == {A: 7, B: 2}


def test_of_several_columns_none_is_guessed(tmp_path: Path) -> None:
    path = text(tmp_path / "p.csv", f"code,pubs,shops\n{A},4,7\n{B},1,2\n")
    with pytest.raises(InputError, match="pubs and shops; call the right one units"):
        read_denominator(path, "units")
