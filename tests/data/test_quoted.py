"""Every count of values that are lost or match nothing quotes the first three."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.data.crime import row_tally
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.crime.ready_counts import read_counts
from hotspot_app.data.figures.deprivation_file import read_deprivation
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import carry_over, read_lookup
from hotspot_app.data.figures.matching import match
from hotspot_app.data.own.group_columns import in_one_each
from hotspot_app.data.own.group_file import read_groups
from hotspot_app.errors import InputError
from hotspot_app.method import Note
from hotspot_app.words import quoted

CODES = [f"E0101713{n}" for n in range(10)]


def table(folder: Path, header: str, rows: list[str]) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def texts(notes: tuple[Note, ...]) -> str:
    return "\n".join(note.text for note in notes)


def lost_rows(folder: Path) -> str:
    """Dates, coordinates and postcodes; the first is quoted as it stands."""
    lost = ["31/02/2025", "99/01/2025", " 32/1/2025", "31/02/2025", "40/1/2025"]
    rows = [f"{day},Theft,442000,112000," for day in lost]
    rows += [f"01/02/2025,Theft,{n}9999999,112000," for n in range(1, 5)]
    rows += [f"01/02/2025,Theft,,,SO14 {n}AB" for n in range(1, 5)]
    known = folder / "codepoint.csv"
    known.write_text("SO14 9AB,10,442000,112000\n", encoding="utf-8")
    path = table(folder, "Date,Type,Easting,Northing,Postcode", rows)
    return texts(read_incidents([path], extent=None, postcodes=known).notes)


def residents(folder: Path) -> str:
    rows = [f"{code},{'' if n < 4 else 1500}" for n, code in enumerate(CODES)]
    return texts(read_denominator(table(folder, "LSOA21CD,n", rows), "residents").notes)


def households_of_none(folder: Path) -> str:
    rows = [f"{code},{0 if n < 4 else 1500}" for n, code in enumerate(CODES)]
    path = table(folder, "LSOA21CD,households", rows)
    return texts(read_denominator(path, "households").notes)


def counts(folder: Path) -> str:
    rows = [f"{code},Theft,2025-01,few{n}" for n, code in enumerate(CODES)]
    with pytest.raises(InputError) as error:
        read_counts(table(folder, "LSOA code,Crime type,Month,Count", rows))
    return str(error.value)


def months(folder: Path) -> str:
    rows = [f"{code},Theft,2025-{20 + n},3" for n, code in enumerate(CODES)]
    with pytest.raises(InputError) as error:
        read_counts(table(folder, "LSOA code,Crime type,Month,Count", rows))
    return str(error.value)


def deprivation(folder: Path) -> str:
    head = "LSOA11CD,Index of Multiple Deprivation (IMD) Rank"
    rows = [f"{code},{'' if n < 4 else n}" for n, code in enumerate(CODES)]
    return texts(read_deprivation(table(folder, head, rows)).notes)


def lookup(folder: Path) -> str:
    rows = [f"{code},{code},{'X' if n < 4 else 'U'}" for n, code in enumerate(CODES)]
    found = read_lookup(table(folder, "LSOA11CD,LSOA21CD,CHGIND", rows))
    values = pd.Series(1.0, index=pd.Index(CODES, name="code"), name="residents")
    return texts(carry_over(values, found, "count").notes)


def unmatched(folder: Path) -> str:
    values = pd.Series(1.0, index=pd.Index(CODES[4:], name="code"), name="residents")
    return texts(match(values, pd.Index(CODES), "residents")[1])


def groups(folder: Path) -> str:
    rows = [f"{code},North,1" for code in CODES]
    rows += [f"{code},South,2" for code in CODES[:4]]
    found = read_groups(table(folder, "LSOA21CD,Beat,Number", rows), CODES)
    with pytest.raises(InputError) as error:
        in_one_each(found, "Beat")
    return str(error.value)


@pytest.mark.parametrize(
    ("said", "values"),
    [
        (lost_rows, ["31/02/2025", "99/01/2025", "32/1/2025"]),
        (lost_rows, [f"{n}9999999, 112000" for n in (1, 2, 3)]),
        (lost_rows, ["SO14 1AB", "SO14 2AB", "SO14 3AB"]),
        (residents, CODES),
        (households_of_none, CODES),
        (counts, ["few0", "few1", "few2"]),
        (months, ["2025-20", "2025-21", "2025-22"]),
        (deprivation, CODES),
        (lookup, CODES),
        (unmatched, CODES),
        (groups, CODES),
    ],
)
def test_the_first_three_are_quoted(
    tmp_path: Path, said: Callable[[Path], str], values: list[str]
) -> None:
    assert f"first '{values[0]}', '{values[1]}', '{values[2]}'" in said(tmp_path)


def test_a_quotation_is_short_and_on_one_line() -> None:
    assert quoted([]) == ""
    assert quoted(["a\nb", "a\nb", "c"]) == "first 'a b', 'c'"
    assert len(quoted(["x" * 10_000, "y\0" * 10_000, "z"])) < 150


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("31/02/2025", True),
        ("02-30-2025 10:00", True),
        ("02-30-2025", True),
        ("0225", True),
        ("07700 900123", False),
        ("+44 7700 900123", False),
        ("(023) 8083 3000", False),
        ("rang J Smith", False),
    ],
)
def test_what_may_tell_of_a_person_is_not_quoted(text: str, told: bool) -> None:
    assert row_tally._is_figure(text) == told
