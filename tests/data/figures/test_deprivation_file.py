"""The Indices of Deprivation by their official and other headers."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import openpyxl
import pytest

from hotspot_app.data.figures.deprivation_file import AREAS, read_deprivation
from hotspot_app.errors import InputError
from hotspot_app.schema import DOMAINS

OFFICIAL = {
    "imd": "Index of Multiple Deprivation (IMD)",
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "housing": "Barriers to Housing and Services",
    "environment": "Living Environment",
}


def file7(year: int, lad: int, ranks: dict[str, int], *, edition: int) -> str:
    head = [f"LSOA code ({year})", f"LSOA name ({year})"]
    head += [f"Local Authority District code ({lad})"]
    for domain, title in OFFICIAL.items():
        rate = " (rate)" if domain in {"income", "employment"} else ""
        head += [
            f"{title} Score{rate}",
            f"{title} Rank (where 1 is most deprived)",
            f"{title} Decile (where 1 is most deprived 10% of LSOAs)",
        ]
    idaci = "Income Deprivation Affecting Children Index (IDACI) Rank"
    head += [f"{idaci} (where 1 is most deprived)"]
    head += ["Total population: mid 2022"]
    lines = [",".join(f'"{h}"' for h in head)]
    for code, rank in ranks.items():
        decile = ceil(10 * rank / AREAS[edition])
        lines.append(
            ",".join(
                [code, "x", "E06000045", *[f"0.5,{rank},{decile}"] * 8, "7", "1500"]
            )
        )
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("year", "lad", "edition"), [(2011, 2019, 2019), (2021, 2024, 2025)]
)
def test_official_file_7(tmp_path: Path, year: int, lad: int, edition: int) -> None:
    path = tmp_path / "File_7.csv"
    ranks = {"E01017137": 1, "E01017136": 30_000}
    path.write_text(file7(year, lad, ranks, edition=edition))
    read = read_deprivation(path)
    assert (read.edition, read.vintage) == (edition, year)
    assert list(read.table.index) == ["E01017136", "E01017137"]
    assert list(read.table.columns) == [
        f"{d}_{m}" for d in DOMAINS for m in ("score", "rank", "decile")
    ]
    assert read.table.loc["E01017137", "income_rank"] == 1
    assert str(edition) in read.attribution


def test_file_1_workbook_with_notes_first(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Notes"
    book.worksheets[0].append(["Indices of Deprivation 2019"])
    sheet = book.create_sheet("IMD2019")
    sheet.append(
        [
            "LSOA code (2011)",
            "LSOA name (2011)",
            "Local Authority District code (2019)",
            "Index of Multiple Deprivation (IMD) Rank",
            "Index of Multiple Deprivation (IMD) Decile",
        ]
    )
    sheet.append(["E01017136", "Southampton 023A", "E06000045", 29199, 9])
    book.save(tmp_path / "File_1.xlsx")
    read = read_deprivation(tmp_path / "File_1.xlsx")
    assert read.edition == 2019
    assert read.table.to_dict("records") == [{"imd_rank": 29199.0, "imd_decile": 9.0}]
    assert any(n.caution and "Income domain" in n.text for n in read.notes)


def test_an_invented_town_has_no_edition(tmp_path: Path) -> None:
    path = tmp_path / "deprivation.csv"
    path.write_text(
        "code,IMD_decile,Income_decile,Income_rank\nN1,1,2,44\nN2,9,9,999\n"
    )
    read = read_deprivation(path)
    assert (read.edition, read.vintage) == (None, None)
    assert list(read.table.columns) == ["imd_decile", "income_rank", "income_decile"]
    assert any(note.caution and "edition" in note.text for note in read.notes)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("lsoa11_code,residents\nE01017136,5\n", "no file of the Indices"),
        (
            "place,IMD_rank,IMD_decile\nhere,5,1\nthere,6,1\n",
            "lacks a column of area codes",
        ),
        ("lsoa11_code,IMD_rank\nE01017136,5\nE01017136,6\n", "more than once"),
        (
            "lsoa11_code,IMD_rank\nE01017136,0\n",
            "'0'\\): that of E01017136 in line 2 is under 1",
        ),
        ("lsoa11_code,IMD_rank\nE01017136,1.5\n", "isn't a whole number"),
        ("lsoa11_code,IMD_decile\nE01017136,11\n", "is over 10"),
        ("lsoa11_code,IMD_rank\nE01017136,40000\n", "lie beyond 32,844"),
        # 1 as least deprived
        ("lsoa11_code,IMD_rank,IMD_decile\nE01017136,5,10\n", "deciles don't follow"),
        # decile 4 begins at 9,854 of 32,844: 3 × 3,284.4 = 9,853.2
        ("lsoa11_code,IMD_rank,IMD_decile\nE01017136,9854,3\n", "deciles don't follow"),
    ],
)
def test_what_cannot_be_deprivation(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=said):
        read_deprivation(path)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "rows", "edition", "vintage", "columns"),
    [
        ("imd2025_england_lsoa21.csv", 33_755, 2025, 2021, 24),
        ("imd2019_england_lsoa11.csv", 32_844, 2019, 2011, 16),
        ("File_7_IoD2019_WARRINGTON_SUBSET_official_header.csv", 127, 2019, 2011, 24),
        ("File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx", 32_844, 2019, 2011, 2),
    ],
)
def test_real_files(
    real: Path, name: str, rows: int, edition: int, vintage: int, columns: int
) -> None:
    read = read_deprivation(real / "deprivation" / name)
    assert read.table.shape == (rows, columns)
    assert (read.edition, read.vintage) == (edition, vintage)
    assert not read.table.isna().any(axis=None)


@pytest.mark.realdata
@pytest.mark.slow
def test_three_forms_of_2019_agree(real: Path) -> None:
    folder = real / "deprivation"
    whole = read_deprivation(folder / "imd2019_england_lsoa11.csv").table
    first = read_deprivation(
        folder / "File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx"
    ).table
    seven = read_deprivation(
        folder / "File_7_IoD2019_WARRINGTON_SUBSET_official_header.csv"
    ).table
    assert first.equals(whole[first.columns])
    shared = [column for column in seven if column in whole]
    assert len(shared) == 16
    assert seven[shared].equals(whole.loc[seven.index, shared])
