"""Crime files in, incidents and rejected rows out."""

from __future__ import annotations

import gzip
import os
import random
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotspot_app.data.apart import reader
from hotspot_app.data.crime.incidents import Reading, inspect_file, read_incidents
from hotspot_app.data.crime.streets import RULE
from hotspot_app.data.kinds.columns import STREET
from hotspot_app.data.tables.text_lines import without_stray
from hotspot_app.errors import Cancelled, InputError, WordsError
from hotspot_app.progress import Progress
from hotspot_app.remedies import NameColumns

SOUTHAMPTON = (436_829.0, 109_057.0, 447_775.0, 117_579.0)
HEAD = ",".join(STREET)


def street(
    number: int | str,
    *,
    month: str = "2025-01",
    by: str = "Hampshire Constabulary",
    lon: str = "-1.404400",
    lat: str = "50.909680",
    area: str = "E01035442",
    kind: str = "Burglary",
    outcome: str = "Under investigation",
) -> str:
    key = f"{number:064x}" if isinstance(number, int) else number
    return (
        f"{key},{month},{by},{by},{lon},{lat},On or near High Street,{area},"
        f"Southampton 029C,{kind},{outcome},"
    )


def write(path: Path, rows: Iterable[str], head: str = HEAD) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8", newline="")
    return path


def read(*paths: Path, **options: object) -> Reading:
    reading = read_incidents(paths, extent=SOUTHAMPTON, **options)  # type: ignore[arg-type]
    closes(reading)
    return reading


def closes(reading: Reading) -> None:
    """Rows read are incidents and rejected rows, by file and in all."""
    kept = Counter(reading.incidents["file"].astype(str))
    left = Counter(reading.rejected["file"].astype(str))
    for facts in reading.files:
        name = facts.file.name
        assert facts.rows == kept[name] + left[name]
        own = reading.rejected.loc[reading.rejected["file"] == name, "reason"]
        assert dict(facts.reasons) == dict(Counter(own.astype(str)))
    total = sum(facts.rows for facts in reading.files)
    assert total == len(reading.incidents) + len(reading.rejected)
    assert len({facts.file.name for facts in reading.files}) == len(reading.files)


def reasons(reading: Reading) -> dict[str, int]:
    return dict(Counter(reading.rejected["reason"].astype(str)))


def said(reading: Reading) -> str:
    return "\n".join(note.text for note in reading.notes)


# --- police.uk ----------------------------------------------------------------------


def test_a_street_file(tmp_path: Path) -> None:
    path = write(tmp_path / "2025-01-hampshire-street.csv", [street(1), street(2)])
    reading = read(path)
    row = reading.incidents.iloc[0]
    # methods.md 5.6: 441,971.56, 112,414.52 by a transformation good to 2 m
    assert abs(row["easting"] - 441_971.56) < 5
    assert abs(row["northing"] - 112_414.52) < 5
    assert row["month"] == pd.Period("2025-01", "M")
    assert row["type"] == "Burglary"
    assert row["source"] == "Hampshire Constabulary"
    assert row["precision"] == "snapped"
    assert row["place"] == "On or near High Street"
    assert row["area"] == "E01035442"
    assert list(reading.incidents["row"]) == [2, 3]
    (facts,) = reading.files
    assert facts.dialect == "police.uk street"
    assert facts.delimiter == "comma"
    assert facts.lsoa_vintage == "2021"
    assert facts.sources == ("Hampshire Constabulary",)
    assert reading.held == {"Hampshire Constabulary": (pd.Period("2025-01", "M"),)}


def test_rows_of_one_number_type_month_and_place_are_one_incident(
    tmp_path: Path,
) -> None:
    asb = street("", kind="Anti-social behaviour", outcome="")
    rows = [street(1), asb, street(1), asb, street(2), street(2, outcome="Other")]
    reading = read(write(tmp_path / "a.csv", rows))
    assert reasons(reading) == {"duplicate": 2}
    assert list(reading.rejected["row"]) == [4, 7]
    assert "1 incident stands in several rows with the same number" in said(reading)


def test_two_downloads_in_one_file_count_once_without_numbers_too(
    tmp_path: Path,
) -> None:
    asb = [street("", kind="Anti-social behaviour", outcome="")] * 3
    first = [street(n) for n in range(30)] + asb + [street("", lat="50.91")]
    second = [street(n, outcome="Unable to prosecute") for n in range(30)] + asb
    other = [street(n + 99, month="2025-02") for n in range(30)] + asb
    other = [row.replace("2025-01", "2025-02") for row in other]
    reading = read(write(tmp_path / "a.csv", [*first, *second, *other]))
    months = reading.incidents["month"].astype(str).value_counts().to_dict()
    assert months == {"2025-01": 34, "2025-02": 33}
    assert "January 2025, is there 2 times" in said(reading)
    assert "3 rows without one are left out as copies" in said(reading)
    assert "February 2025, is there" not in said(reading)


def test_ids_that_excel_damaged_are_none(tmp_path: Path) -> None:
    reading = read(write(tmp_path / "a.csv", [street("5.35E+60")] * 3))
    assert len(reading.incidents) == 3


def test_same_id_with_two_types_is_kept_and_told(tmp_path: Path) -> None:
    rows = [street(1), street(1, kind="Robbery")]
    reading = read(write(tmp_path / "a.csv", rows))
    assert len(reading.incidents) == 2
    assert "1 crime number stands on rows that differ" in said(reading)


def test_coordinates_that_are_not_there_or_impossible(tmp_path: Path) -> None:
    rows = [
        street(1, lon="", lat="", area=""),
        street(2, lon="0", lat="0"),
        street(3, lon="50.90968", lat="-1.4044"),
        street(4, lon="-1.4", lat="95"),
        street(5, lon="abc", lat="50.9"),
        street(6, lon="-80", lat="25"),
        street(7, lon="", lat=""),
        street(8),
    ]
    reading = read(write(tmp_path / "a.csv", rows))
    assert reasons(reading) == {
        "no_coordinates": 1,
        "zero_coordinates": 1,
        "swapped_axes": 1,
        "impossible_coordinates": 3,
    }
    by_area = reading.incidents.loc[reading.incidents["precision"] == "area"]
    assert list(by_area["area"]) == ["E01035442"]
    assert by_area["easting"].isna().all()


def test_all_axes_swapped_is_refused(tmp_path: Path) -> None:
    rows = [street(i, lon="50.90968", lat="-1.4044") for i in range(5)]
    path = write(tmp_path / "a.csv", rows)
    with pytest.raises(InputError, match="swapped in 5 rows"):
        read(path)


def test_axes_swapped_in_a_whole_force_are_refused(tmp_path: Path) -> None:
    """Rows elsewhere in the force look like true ones; none is near the areas."""
    head = "Date recorded,Easting,Northing,Type"
    turned = ["01/02/2025,112414,441972,Noise"] * 30
    far = ["01/02/2025,145000,461000,Noise"] * 30
    refused(write(tmp_path / "a.csv", [*far, *turned], head), "swapped in 30 rows")
    true = ["01/02/2025,441972,112414,Noise"]
    reading = read(write(tmp_path / "a.csv", [*far, *turned, *true], head))
    assert reasons(reading) == {"swapped_axes": 30}


def test_minus_one_is_no_degree(tmp_path: Path) -> None:
    head = "Date recorded,Easting,Northing,Type"
    rows = ["01/02/2025,-1,-1,Noise", "01/02/2025,441972,112414,Noise"]
    reading = read(write(tmp_path / "a.csv", rows, head))
    assert reasons(reading) == {"impossible_coordinates": 1}
    assert "degrees" not in said(reading)


def test_unreadable_months_and_blank_types(tmp_path: Path) -> None:
    rows = [street(1, month="2025-13"), street(2, month=""), street(3, kind=" ")]
    reading = read(write(tmp_path / "a.csv", [*rows, street(4)]))
    assert reasons(reading) == {"unreadable_date": 2, "no_type": 1}


def dated(folder: Path, dates: Iterable[str], head: str = "Date recorded") -> Path:
    rows = [f"{date},441972,112414,Noise" for date in dates]
    return write(folder / "dated.csv", rows, f"{head},Easting,Northing,Type")


def test_dates_with_the_month_first_are_refused(tmp_path: Path) -> None:
    days = pd.date_range("2025-01-01", "2025-02-28")
    american = [day.strftime("%m/%d/%Y") for day in days]
    refused(dated(tmp_path, american), "month first: 35 .* '01/13/2025' in line 14")
    slips = ["25/04/2025", *american[:16]]
    reading = read(dated(tmp_path, slips))
    assert "4 different dates make sense only with the month first" in said(reading)


def test_dates_to_come_are_left_out_and_told(tmp_path: Path) -> None:
    reading = read(dated(tmp_path, ["01/02/2025", "01/02/2098"]))
    assert reasons(reading) == {"unreadable_date": 1}
    assert "1 different date left out because they lie in the future" in said(reading)


def test_the_first_dates_that_cannot_be_read_are_quoted_but_no_words(
    tmp_path: Path,
) -> None:
    path = dated(tmp_path, ["", "week 3", "week 4"])
    refused(path, "no row has a date that can be read; the first is 'week 3' in line 3")
    reading = read(dated(tmp_path, ["1/2/2025", "week 3", "week 4"]))
    told = said(reading)
    assert "in 2 rows a date can't be read (first 'week 3', 'week 4'); left" in told
    reading = read(dated(tmp_path, ["1/2/2025", "Ann Other", "as told by Ann 3 times"]))
    told = said(reading)
    assert "in 2 rows a date can't be read (the first in line 3); left out" in told
    assert "Ann" not in told


def test_what_is_no_street_is_counted_and_never_told(tmp_path: Path) -> None:
    path = tmp_path / "extract.csv"
    path.write_text(
        "Crime Type,Date,Easting,Northing,Location\n"
        "Theft,01/02/2025,442000,112000,ring 07700 900123\n"
        "Theft,01/02/2025,442000,112000,jane@example.org\n"
        'Theft,01/02/2025,442000,112000,"12 High Street, SO14 1AA"\n'
        "Theft,01/02/2025,442000,112000,\n",
        encoding="utf-8",
    )
    reading = read(path)
    assert list(reading.incidents["place"].cat.categories) == ["High Street"]
    told = said(reading)
    assert "in 2 rows what stands as the street doesn't look like one" in told
    assert RULE in told
    assert "900123" not in told
    assert "jane" not in told


def test_month_and_year_in_two_columns(tmp_path: Path) -> None:
    path = dated(tmp_path, ["January,2025", "2,2025", ",2025"], "Month,Year")
    reading = read(path)
    months = [pd.Period("2025-01", "M"), pd.Period("2025-02", "M")]
    assert list(reading.incidents["month"]) == months
    assert reasons(reading) == {"unreadable_date": 1}


def test_sources_are_held_apart(tmp_path: Path) -> None:
    force = write(tmp_path / "f-street.csv", [street(1), street(2, month="2025-03")])
    rail = street("", by="British Transport Police", area="")
    btp = write(tmp_path / "b-street.csv", [rail, rail])
    reading = read(force, btp)
    assert dict(Counter(reading.incidents["source"].astype(str))) == {
        "Hampshire Constabulary": 2,
        "British Transport Police": 2,
    }
    assert len(reading.held["Hampshire Constabulary"]) == 2
    assert "2 rows, January 2025, March 2025, read from" in said(reading)
    assert "an incident at a station may be in both" in said(reading)


def test_a_zip_is_read_and_the_rest_left_aside(tmp_path: Path) -> None:
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for month in ("2025-01", "2025-02"):
            stem = f"{month}/{month}-hampshire"
            rows = [street(f"{month}{i:057d}", month=month) for i in range(3)]
            archive.writestr(f"{stem}-street.csv", "\n".join([HEAD, *rows]))
            archive.writestr(f"{stem}-outcomes.csv", "Crime ID,Month\n")
            archive.writestr(f"{stem}-stop-and-search.csv", "Type,Date\n")
    reading = read(path)
    assert len(reading.incidents) == 6
    assert [facts.archive for facts in reading.files] == ["download.zip"] * 2
    assert "police.uk outcomes: 2; police.uk stop and search: 2" in said(reading)


def test_a_folder_and_gz(tmp_path: Path) -> None:
    write(tmp_path / "2025-01" / "2025-01-hampshire-street.csv", [street(1)])
    packed = tmp_path / "2025-02" / "2025-02-hampshire-street.csv.gz"
    packed.parent.mkdir()
    text = f"{HEAD}\n{street(2, month='2025-02')}\n"
    packed.write_bytes(gzip.compress(text.encode()))
    (tmp_path / "readme.md").write_text("hello", encoding="utf-8")
    write(tmp_path / "lookup.csv", ["E01,Here"], "LSOA21CD,LSOA21NM")
    reading = read(tmp_path)
    assert len(reading.incidents) == 2
    assert ".md files: 1" in said(reading)
    (left,) = [note for note in reading.notes if "lookup.csv" in note.text]
    assert left.caution


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
def test_a_month_s_folder_that_is_a_link_is_read_once(tmp_path: Path) -> None:
    month = tmp_path / "elsewhere" / "2025-01"
    write(month / "2025-01-hampshire-street.csv", [street(1)])
    folder = tmp_path / "months"
    write(folder / "2025-02-hampshire-street.csv", [street(2, month="2025-02")])
    (folder / "2025-01").symlink_to(month)
    (folder / "again").symlink_to(folder)
    assert len(read(folder).incidents) == 2


def test_a_table_left_aside_in_a_folder_or_zip_is_named_with_why(
    tmp_path: Path,
) -> None:
    write(tmp_path / "rms 01.csv", [occurrence("1")], EXTRACT)
    write(tmp_path / "rms 02.csv", [occurrence("2")], EXTRACT.replace("Date", "Z"))
    write(tmp_path / "rms 03.csv", [occurrence("3")], EXTRACT.replace("Offence", "X"))
    with zipfile.ZipFile(tmp_path / "more.zip", "w") as archive:
        archive.writestr("rms 04.csv", "")
    cautions = [note.text for note in read(tmp_path).notes if note.caution]
    for name, why in (
        ("rms 02.csv", "the date or month"),
        ("rms 03.csv", "the type of incident"),
        ("rms 04.csv", "is empty"),
    ):
        assert [t for t in cautions if name in t and why in t], name


def test_losing_many_rows_is_a_caution(tmp_path: Path) -> None:
    good = [occurrence(str(i)) for i in range(97)]
    for bad, caution in ((1, False), (3, True)):
        rows = good + [occurrence(f"x{i}", recorded="soon") for i in range(bad)]
        reading = read(write(tmp_path / "a.csv", rows, EXTRACT))
        (note,) = [n for n in reading.notes if n.text.startswith("Rows left out")]
        assert note.caution == caution
    meant = good + [occurrence(f"x{i}", status="No crime") for i in range(9)]
    reading = read(write(tmp_path / "a.csv", meant, EXTRACT))
    (note,) = [n for n in reading.notes if n.text.startswith("Rows left out")]
    assert not note.caution


def test_rows_in_another_order_are_the_same_rows(tmp_path: Path) -> None:
    rows = [street(i, kind=k) for i, k in enumerate(["Drugs", "Burglary"] * 20)]
    one = read(write(tmp_path / "a.csv", rows)).incidents
    random.Random(1).shuffle(rows)
    other = read(write(tmp_path / "a.csv", rows)).incidents
    keys = ["type", "easting", "northing"]
    assert (
        one.groupby(keys, observed=True)
        .size()
        .equals(other.groupby(keys, observed=True).size())
    )


# --- versions -----------------------------------------------------------------------


def _archive(path: Path, months: Sequence[str], outcome: str, extra: int = 0) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for month in months:
            rows = [
                street(f"{month}{i:057d}", month=month, outcome=outcome)
                for i in range(5 + extra)
            ]
            name = f"{month}/{month}-hampshire-street.csv"
            archive.writestr(name, "\n".join([HEAD, *rows]) + "\n")
    return path


def test_the_later_download_wins(tmp_path: Path) -> None:
    old = _archive(tmp_path / "a_new_name.zip", ["2025-01", "2025-02"], "x")
    new = _archive(tmp_path / "b.zip", ["2025-02", "2025-03"], "y", extra=2)
    for paths in ([old, new], [new, old]):
        reading = read(*paths)
        assert reasons(reading) == {"superseded": 5}
        months = reading.incidents["month"].astype(str)
        assert dict(Counter(months)) == {"2025-01": 5, "2025-02": 7, "2025-03": 7}
        assert "was taken from b.zip" in said(reading)


def test_identical_months_count_once(tmp_path: Path) -> None:
    one = _archive(tmp_path / "a.zip", ["2025-01"], "x")
    other = _archive(tmp_path / "b.zip", ["2025-01"], "y")
    same = _archive(tmp_path / "c.zip", ["2025-01"], "x")
    reading = read(one, other, same)
    assert len(reading.incidents) == 5
    assert reasons(reading) == {"superseded": 10}


def test_two_versions_of_one_age_are_asked_about(tmp_path: Path) -> None:
    one = _archive(tmp_path / "a.zip", ["2025-01"], "x")
    other = _archive(tmp_path / "b.zip", ["2025-01"], "x", extra=1)
    with pytest.raises(InputError, match=r"a\.zip.*b\.zip") as error:
        read(one, other)
    assert "January 2025" in str(error.value)


@pytest.mark.parametrize("turned", [False, True])
def test_a_month_both_downloads_share_does_not_make_one_the_later(
    tmp_path: Path, turned: bool
) -> None:
    """January differs, February is the same to the byte: neither is the newer."""
    folders = [tmp_path / name for name in ("one", "two")]
    for folder, outcome in zip(folders, ("x", "y"), strict=True):
        for month, what in (("2025-01", outcome), ("2025-02", "same")):
            rows = [street(1, month=month, kind="Drugs" if what == "y" else "Robbery")]
            write(folder / month / f"{month}-hampshire-street.csv", rows)
    given = folders[::-1] if turned else folders
    with pytest.raises(InputError, match="two versions that differ"):
        read(*given)


def test_a_folder_of_two_unpacked_downloads(tmp_path: Path) -> None:
    for shelf, months, number in (("one", [1, 2], 3), ("two", [2, 3], 4)):
        for month in months:
            rows = [street(i, month=f"2025-{month:02d}") for i in range(number)]
            folder = tmp_path / shelf / f"2025-{month:02d}"
            write(folder / f"2025-{month:02d}-hampshire-street.csv", rows)
    reading = read(tmp_path)
    assert reasons(reading) == {"superseded": 3}


# --- extracts -----------------------------------------------------------------------

EXTRACT = (
    "Occurrence Number;Offence;Recorded Date;Committed From Date;Committed From Time;"
    "Easting;Northing;Postcode;Domestic Abuse;Victim Name;DOB;Crime Status;MO"
)


def occurrence(
    number: str,
    *,
    kind: str = "Burglary",
    recorded: str = "03/04/2025",
    xy: str = "441972;112414",
    postcode: str = "",
    flag: str = "N",
    status: str = "Crimed",
) -> str:
    return (
        f"{number};{kind};{recorded};02/04/2025;23:15;{xy};{postcode};{flag};"
        f"Jo Bloggs;01/02/1980;{status};went in; took it".replace("; took", " took")
    )


def test_an_extract(tmp_path: Path) -> None:
    rows = [
        occurrence("44250001", flag="Y"),
        occurrence("44250002", recorded="2025-04-30 10:00"),
        occurrence("44250003", status="No Crime"),
        occurrence("44250004", recorded="04/25/2025"),
        occurrence("44250001"),
        occurrence("44250001", kind="Assault"),
        occurrence(""),
        occurrence(""),
        occurrence("44250005", xy="112414;441972"),
        occurrence("44250006", xy="0;0"),
        occurrence("44250007", xy="-1.4044;50.90968"),
        occurrence("44250008", xy=";"),
        occurrence("44250009", recorded="45780"),
    ]
    path = write(tmp_path / "police extract 2025-04.csv", rows, EXTRACT)
    reading = read(path)
    assert reasons(reading) == {
        "cancelled": 1,
        "unreadable_date": 1,
        "duplicate": 1,
        "swapped_axes": 1,
        "zero_coordinates": 1,
        "impossible_coordinates": 1,
        "no_coordinates": 1,
    }
    kept = reading.incidents.set_index("row")
    assert kept.loc[2, "month"] == pd.Period("2025-04", "M")  # 3 April, not 4 March
    assert kept.loc[2, "when"] == pd.Timestamp("2025-04-02 23:15")
    assert kept.loc[14, "month"] == pd.Period("2025-05", "M")  # Excel's 45780
    assert kept["flag_domestic"].to_list() == [True] + [False] * 5
    assert str(kept["when"].dtype) == "datetime64[s]"
    assert set(kept["precision"].astype(str)) == {"point"}
    assert set(kept["source"].astype(str)) == {"police extract"}
    (facts,) = reading.files
    assert facts.delimiter == "semicolon"
    assert facts.dropped_columns == 3  # name, birth date and free text
    text = said(reading)
    assert "degrees" in text
    assert "the month first" in text
    for private in ("Bloggs", "1980", "DOB", "took"):
        assert private not in text
        assert private not in repr(reading.files)
        assert private not in reading.incidents.to_csv()


def test_source_and_mapping_are_taken_from_the_analyst(tmp_path: Path) -> None:
    head = "Ref No,What,When,GX,GY"
    path = write(tmp_path / "a.csv", ["1,Fly-tip,01/02/2025,441972,112414"], head)
    mapping = {"type": "What", "recorded": "When", "easting": "GX", "northing": "GY"}
    reading = read(path, mapping=mapping, source="Waste team")
    assert list(reading.incidents["type"]) == ["Fly-tip"]
    assert list(reading.held) == ["Waste team"]
    with pytest.raises(WordsError, match="no extract has a column 'Nothing'"):
        read(path, mapping=mapping | {"type": "Nothing"})
    with pytest.raises(WordsError, match="'colour'"):
        read(path, mapping={"colour": "What"})


def test_a_mapping_applies_to_the_extracts_that_have_its_column(
    tmp_path: Path,
) -> None:
    odd = write(
        tmp_path / "odd.csv",
        ["1,Fly-tip,x,01/02/2025,441972,112414"],
        "Ref No,What,Category,Date,Easting,Northing",
    )
    usual = write(tmp_path / "usual.csv", [occurrence("1", kind="Drugs")], EXTRACT)
    police = write(tmp_path / "2025-01-a-street.csv", [street(1)])
    reading = read(odd, usual, police, mapping={"type": "What", "place": ""})
    assert sorted(reading.incidents["type"]) == ["Burglary", "Drugs", "Fly-tip"]
    assert [facts.columns["type"] for facts in reading.files] == [
        "What", "Offence", "Crime type",
    ]  # fmt: skip
    with pytest.raises(WordsError, match="no extract has a column 'Crime type'"):
        read(odd, police, mapping={"type": "Crime type"})


CODEPOINT = (
    '"SO14 7LY",10,441900,112300,"E92000001","","","","E06000045","E05015491"\n'
    '"SO14 3XX",90,0,0,"E92000001","","","","E06000045","E05015491"\n'
)


def test_postcodes_place_rows_without_coordinates(tmp_path: Path) -> None:
    rows = [
        occurrence("1", xy=";", postcode="so147ly"),
        occurrence("2", xy=";", postcode="SO14 3XX"),
        occurrence("3", xy=";", postcode="ZZ1 1ZZ"),
        occurrence("4", postcode="SO14 7LY"),
        occurrence("5", xy=";"),
    ]
    path = write(tmp_path / "a.csv", rows, EXTRACT)
    codes = tmp_path / "so.csv"
    codes.write_text(CODEPOINT, encoding="utf-8")
    reading = read(path, postcodes=codes)
    assert reasons(reading) == {"unknown_postcode": 2, "no_coordinates": 1}
    kept = reading.incidents.set_index("row")
    assert kept.loc[2, ["easting", "northing"]].tolist() == [441_900, 112_300]
    assert kept["precision"].astype(str).to_list() == ["postcode", "point"]
    without = read(path)
    assert reasons(without) == {"no_coordinates": 4}
    assert "Code-Point Open" in said(without)


PEOPLE = "Ref,{},Date,{},Location,Easting,Northing"


def test_who_reported_it_is_not_read_and_an_address_is_cut_to_its_street(
    tmp_path: Path,
) -> None:
    for column in ("Reported by", "Recorded by"):
        rows = [
            f'H{i},Noise,05/01/2025,Mrs Person{i},"Flat {i}, 2 Elm Road, SO14 1AA",'
            "441972,112414"
            for i in range(30)
        ]
        head = PEOPLE.format("Incident type", column)
        reading = read(write(tmp_path / "housing asb.csv", rows, head))
        assert list(reading.held) == ["housing asb"]
        assert set(reading.incidents["place"]) == {"Elm Road"}
        text = said(reading) + repr(reading.files) + reading.incidents.to_csv()
        assert "Person" not in text
        assert "SO14" not in text


def test_descriptions_and_names_are_not_taken_for_types_or_sources(
    tmp_path: Path,
) -> None:
    rows = [
        f"H{i},Caller John Smith says {i},05/01/2025,Jo Bloggs {i},,441972,112414"
        for i in range(30)
    ]
    for kind in ("Incident description", "Crime description"):
        path = write(tmp_path / "rms.csv", rows, PEOPLE.format(kind, "Officer"))
        reading = read(path)
        assert set(reading.incidents["type"]) == {"rms"}
        assert "Smith" not in said(reading) + reading.incidents.to_csv()
    for kind, source in (("Category", "Officer"), ("Summary", "Source")):
        path = write(tmp_path / "rms.csv", rows, PEOPLE.format(kind, source))
        with pytest.raises(InputError, match="30 different texts in 30 rows") as error:
            read(path)
        assert "Smith" not in str(error.value)
        name = "type" if kind == "Category" else "source"
        assert error.value.remedies == (NameColumns((name,), or_none=True),)


def test_degrees_in_columns_called_x_and_y_are_told_by_their_values(
    tmp_path: Path,
) -> None:
    rows = [f"{i},Noise,05/01/2025,-1.4044,50.90968" for i in range(3)]
    head = "Ref,Type,Date,X,Y"
    reading = read(write(tmp_path / "a.csv", [*rows, "4,Noise,05/01/2025,,"], head))
    assert abs(reading.incidents.loc[0, "easting"] - 441_971.56) < 5
    assert reasons(reading) == {"no_coordinates": 1}
    assert reading.files[0].columns["longitude"] == "X"
    mixed = read(write(tmp_path / "a.csv", [*rows, "4,x,05/01/2025,9,9"], head))
    assert reasons(mixed) == {"impossible_coordinates": 3}


def test_only_area_codes(tmp_path: Path) -> None:
    rows = ["E01017139,ASB,2025-01", "E01017141,ASB,2025-01"]
    path = write(tmp_path / "Housing ASB.csv", rows, "LSOA21CD,Incident type,Month")
    reading = read(path)
    assert list(reading.incidents["area"]) == ["E01017139", "E01017141"]
    assert set(reading.incidents["precision"]) == {"area"}
    assert reading.files[0].lsoa_vintage == "ambiguous"
    assert list(reading.held) == ["Housing ASB"]


def test_longitude_and_latitude_in_any_order(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.csv", ["50.90968,-1.4044,x,2025-01"], "lat,lng,category,month"
    )
    reading = read(path)
    assert abs(reading.incidents.loc[0, "easting"] - 441_971.56) < 5


def test_a_workbook_with_its_data_on_the_second_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Housing team", "June 2025"])
    sheet = book.create_sheet("Incidents")
    sheet.append([])
    sheet.append(["Our incidents"])
    sheet.append(["Ref", "Incident type", "Date reported", "Easting", "Northing"])
    sheet.append([1, "Noise", pd.Timestamp("2025-06-03 22:10"), 441_972, 112_414.5])
    sheet.append([])
    sheet.append([2, "Noise", "not known", 441_972, 112_414.5])
    path = tmp_path / "Housing.xlsx"
    book.save(path)
    twin = tmp_path / "Housing.csv"
    shutil.copy(path, twin)
    for either in (path, twin):
        reading = read(either)
        row = reading.incidents.iloc[0]
        assert row["row"] == 4
        assert row["when"] == pd.Timestamp("2025-06-03 22:10")
        assert row["northing"] == 112_414.5
        assert reasons(reading) == {"unreadable_date": 1}
        assert list(reading.rejected["row"]) == [6]
        assert reading.files[0].delimiter == "sheet Incidents"
        assert list(reading.held) == ["Housing"]


COLUMNS = ["Crime No", "Offence", "Recorded date", "Easting", "Northing"]


def workbook(path: Path, sheets: dict[str, tuple[list[str], int]]) -> Path:
    """Write sheets of so many rows; one whose name ends in * is hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, (name, (header, rows)) in enumerate(sheets.items()):
        sheet = book.create_sheet(name.rstrip("*"))
        if name.endswith("*"):
            sheet.sheet_state = "hidden"
        sheet.append(header)
        for i in range(rows):
            day = pd.Timestamp(f"2025-{number + 1:02}-03")
            row = [f"{number}-{i}", "Noise", day, 441_972, 112_414, "B1"]
            sheet.append(row[: len(header)])
    book.save(path)
    return path


def test_a_workbook_with_a_sheet_a_month(tmp_path: Path) -> None:
    months = dict.fromkeys(("Jan", "Feb", "Mar"), (COLUMNS, 20))
    path = workbook(tmp_path / "a.xlsx", months | {"Codes": (["Code", "Meaning"], 3)})
    reading = read(path)
    assert len(reading.incidents) == 60
    assert len(reading.held["a"]) == 3
    assert reading.files[0].delimiter == "sheets Jan, Feb and Mar"
    assert list(reading.incidents["row"])[19:21] == [21, 23]
    assert reading.incidents["row"].is_unique
    assert "not read: Codes" in said(reading)
    assert "sheets Jan, Feb and Mar have the same columns" in said(reading)


def test_one_reader_reads_a_workbook_to_its_end(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", dict.fromkeys(("Jan", "Feb"), (COLUMNS, 20)))
    read(path)
    first = reader().pid
    assert len(read(path).incidents) == 40
    assert reader().pid == first


def test_a_workbooks_hidden_and_small_sheets_are_not_its_data(tmp_path: Path) -> None:
    more = [*COLUMNS, "Beat"]
    old = {"Data": (COLUMNS, 60), "Old*": (more, 50)}
    reading = read(workbook(tmp_path / "a.xlsx", old))
    assert len(reading.incidents) == 60
    assert "not read: Old (hidden)" in said(reading)
    pivot = {"Pivot": (more, 1), "Data": (COLUMNS, 60)}
    assert len(read(workbook(tmp_path / "b.xlsx", pivot)).incidents) == 60


def test_a_damaged_sheet_in_a_whole_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Data": (COLUMNS, 500)})
    with zipfile.ZipFile(path) as book:
        at = book.getinfo("xl/worksheets/sheet1.xml").header_offset
    content = bytearray(path.read_bytes())
    content[at + 80 : at + 180] = b"\xff" * 100
    path.write_bytes(content)
    refused(path, "is damaged")


def test_overlapping_extracts_share_crime_numbers(tmp_path: Path) -> None:
    one = write(tmp_path / "rms 1.csv", [occurrence("1"), occurrence("2")], EXTRACT)
    two = write(tmp_path / "rms 2.csv", [occurrence("2"), occurrence("3")], EXTRACT)
    reading = read(one, two, source="RMS")
    assert reasons(reading) == {"duplicate": 1}
    assert list(reading.held) == ["RMS"]
    other = write(tmp_path / "ambulance.csv", [occurrence("2")], EXTRACT)
    apart = read(one, other, source="RMS")
    assert reasons(apart) == {}


def test_a_name_given_for_all_never_joins_files_of_different_names(
    tmp_path: Path,
) -> None:
    one = write(tmp_path / "Housing ASB 2025.csv", [occurrence("1")], EXTRACT)
    two = write(tmp_path / "ambulance.csv", [occurrence("2")], EXTRACT)
    reading = read(one, two, source="housing")
    assert list(reading.held) == ["Housing ASB", "ambulance"]


def test_months_of_one_extract_have_one_source(tmp_path: Path) -> None:
    names = ("housing jan", "housing Feb25", "housing-march_2025", "housing 2025-04")
    paths = [
        write(tmp_path / f"{name}.csv", [occurrence(str(i))], EXTRACT)
        for i, name in enumerate(names)
    ]
    assert list(read(*paths).held) == ["housing"]
    paths = [
        write(tmp_path / f"{name}.csv", [occurrence(str(i))], EXTRACT)
        for i, name in enumerate(("May 2025", "2025-06"))
    ]
    assert list(read(*paths).held) == ["Extract"]


def test_an_extract_given_twice_counts_once(tmp_path: Path) -> None:
    one = write(tmp_path / "a.csv", [occurrence("")], EXTRACT)
    two = write(tmp_path / "b.csv", [occurrence("")], EXTRACT)
    reading = read(one, two, one)
    assert reasons(reading) == {"superseded": 1}


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("cp1252", "cp1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_delimiters_and_line_ends(
    tmp_path: Path, encoding: str, told: str, delimiter: str, end: str
) -> None:
    rows = [
        ["Type", "Month", "Easting", "Northing", "Street", "Outcome"],
        ["Burglary", "2025-01", "441972", "112414", "Café Row", "complete; no suspect"],
        ["Drugs", "2025-02", "441972", "112414", "Quay – Row", "a, b"],
    ]
    text = end.join(
        delimiter.join(f'"{f}"' if delimiter in f else f for f in row) for row in rows
    )
    path = tmp_path / "a.csv"
    path.write_bytes((text + end).encode(encoding))
    reading = read(path)
    assert list(reading.incidents["place"].astype(str)) == ["Café Row", "Quay – Row"]
    assert reading.files[0].encoding == told
    assert list(reading.incidents["row"]) == [2, 3]


def test_types_and_sources_that_differ_in_capitals_are_one(tmp_path: Path) -> None:
    rows = [
        street(1),
        street(2, kind="BURGLARY"),
        street(3, kind="burglary "),
        street(4, by="hampshire constabulary"),
    ]
    reading = read(write(tmp_path / "a.csv", rows))
    assert set(reading.incidents["type"].astype(str)) == {"Burglary"}
    assert list(reading.held) == ["Hampshire Constabulary"]
    assert reading.files[0].sources == ("Hampshire Constabulary",)


def test_headers_and_totals_among_the_rows_are_no_sources(tmp_path: Path) -> None:
    rows = [street(1), HEAD, street(2), "Total,,2 rows,,,,,,,,,"]
    reading = read(write(tmp_path / "a.csv", rows))
    assert reasons(reading) == {"unreadable_date": 2}
    assert reading.files[0].sources == ("Hampshire Constabulary",)


def test_line_ends_in_names_are_spaces(tmp_path: Path) -> None:
    row = street(1).replace("On or near High Street", '"On or near\nHigh  Street"')
    path = tmp_path / "two\nlines  and spaces.csv"
    reading = read(write(path, [row]))
    assert list(reading.incidents["place"]) == ["On or near High Street"]
    assert all("\n" not in note.text for note in reading.notes)
    assert reading.files[0].file.name == "two lines and spaces.csv"


def test_a_file_of_a_header_beside_others_is_named_once(tmp_path: Path) -> None:
    whole = write(tmp_path / "a-street.csv", [street(1)])
    reading = read(whole, write(tmp_path / "b-street.csv", []))
    assert "b-street.csv: a header but no rows" in said(reading)
    assert "No source" not in said(reading)


# --- bad input ----------------------------------------------------------------------


def refused(path: Path, match: str) -> None:
    with pytest.raises(InputError, match=match) as error:
        read_incidents([path], extent=SOUTHAMPTON)
    assert "\n" not in str(error.value)
    assert path.name in str(error.value)


def test_files_that_are_no_crime_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content, match in (
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "no workbook"),
        (b"PK\x03\x04" + b"\x00" * 600, "damaged"),
        (b"<html><body><table>", "web page"),
        (b"%PDF-1.7", "a PDF"),
        (bytes(range(256)) * 40, "NUL|recognised"),
        (b"a,b\n1,2\n", "no column is recognised"),
        (b"\n\n\n", "no column is recognised"),
        (HEAD.encode() + b"\n", "no rows"),
        (HEAD.encode(), "no rows"),
    ):
        path.write_bytes(content)
        refused(path, match)
    with pytest.raises(InputError, match="no such file"):
        read_incidents([tmp_path / "none.csv"], extent=None)


def test_an_empty_folder_and_one_of_other_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no crime file was found"):
        read_incidents([tmp_path], extent=None)
    write(tmp_path / "2025-01-hampshire-stop-and-search.csv", [], "Type,Date")
    with pytest.raises(InputError, match="stop and search"):
        read_incidents([tmp_path], extent=None)


def test_stop_and_search_and_outcomes_are_named(tmp_path: Path) -> None:
    head = (
        "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,"
        "Gender,Age range,Legislation,Object of search,Outcome"
    )
    refused(write(tmp_path / "a.csv", [], head), "stop-and-search")
    head = "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Outcome type"
    refused(write(tmp_path / "b.csv", [], head), "outcomes file")


def test_nul_and_unclosed_quotes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [street(1), street(2, kind="Bur\0glary")])
    refused(path, "line 3: holds a NUL")
    rows = [street(i) for i in range(4)]
    rows[1] = rows[1].replace("On or near", '"On or near')
    refused(write(tmp_path / "b.csv", rows), "line 3: a quotation mark")


@pytest.mark.parametrize("far", [1, 2, 50])
@pytest.mark.parametrize("last", [False, True])
def test_two_unclosed_quotes_are_no_field_of_many_lines(
    tmp_path: Path, far: int, last: bool
) -> None:
    """What lies between them was one row: the others were gone without a word."""
    rows = [street(i) for i in range(60)]
    rows[3] = rows[3].replace("On or near", '"On or near')
    at = ('Street,"', "Street,") if last else ('"On or near', "On or near")
    rows[3 + far] = rows[3 + far].replace(at[1], at[0])
    refused(write(tmp_path / "a.csv", rows), "line 5: a quotation mark")


def test_text_of_many_lines_with_delimiters_is_text(tmp_path: Path) -> None:
    text = '"left, 2, 3, 4\nthen, came, back, 5\n1, 2, 3, 4"'
    rows = [f"01/02/2025,441972,112414,Noise,{text}"] * 3
    head = "Date recorded,Easting,Northing,Type,What happened"
    assert len(read(write(tmp_path / "a.csv", rows, head)).incidents) == 3


def test_a_comma_in_a_field_breaks_the_row(tmp_path: Path) -> None:
    """The row is as long as if it had one empty field too many."""
    rows = [street(i) for i in range(4)]
    rows[2] = rows[2].replace("On or near High Street", "Flat 2, High Street")
    reading = read(write(tmp_path / "a.csv", rows))
    assert list(reading.rejected["row"]) == [4]
    assert reasons(reading) == {"malformed_row": 1}


def test_empty_fields_too_many_in_all_rows_are_harmless(tmp_path: Path) -> None:
    rows = [street(i) + ",," for i in range(4)]
    assert len(read(write(tmp_path / "a.csv", rows)).incidents) == 4


def test_quotes_and_inch_marks_that_are_in_order(tmp_path: Path) -> None:
    rows = [
        street(1, outcome='"complete; ""no"" suspect, yet"'),
        street(2, outcome='"two\nlines"'),
        street(3, outcome='6" pipe'),
        street(4),
    ]
    reading = read(write(tmp_path / "a.csv", rows))
    assert list(reading.incidents["row"]) == [2, 3, 5, 6]


def test_mixed_line_ends_broken_rows_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [
        HEAD + "\r\n",
        street(1) + "\n",
        street(2) + "\r\n",
        "\n",
        "half,a row\n",
        street(3) + ",too,many\r",
        street(4).removesuffix(",") + "\n",  # Excel leaves out empty fields at the end
        street(5) + ",,\n",
        ",,,,,,,,,,,\n",
        street(6)[:90],  # cut off
    ]
    path.write_bytes("".join(lines).encode())
    reading = read(path)
    assert list(reading.incidents["row"]) == [2, 3, 7]
    assert reasons(reading) == {"malformed_row": 4}
    assert sorted(reading.rejected["row"]) == [5, 6, 8, 10]


def test_damaged_archives(tmp_path: Path) -> None:
    whole = _archive(tmp_path / "a.zip", ["2025-01", "2025-02"], "x").read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    refused(cut, "damaged or only partly downloaded")
    flipped = bytearray(whole)
    flipped[300] ^= 0xFF
    cut.write_bytes(flipped)
    refused(cut, "damaged")
    packed = gzip.compress("\n".join([HEAD, *map(street, range(500))]).encode())
    gz = tmp_path / "a.csv.gz"
    gz.write_bytes(packed[: len(packed) // 2])
    refused(gz, "damaged")


def test_a_zip_packed_by_a_method_unknown_here(tmp_path: Path) -> None:
    """Deflate64, as Windows packs what is large, is number 9."""
    path = _archive(tmp_path / "a.zip", ["2025-01"], "x")
    content = path.read_bytes()
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        spot = content.index(mark) + at
        content = content[:spot] + b"\x09" + content[spot + 1 :]
    path.write_bytes(content)
    refused(path, "can't be unpacked here")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.csv"
    os.mkfifo(path)
    refused(path, "is a pipe")


def test_a_zip_whose_names_lead_out(tmp_path: Path) -> None:
    for name in ("../up-street.csv", "/root-street.csv", "C:\\x.csv", "a\\..\\b.csv"):
        path = tmp_path / "a.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, HEAD)
        refused(path, "leads out of its folder")
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


def test_bombs_are_refused_by_size(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("2025-01-x-street.csv", "w") as member,
    ):
        for _ in range(100):
            member.write(b"0" * 1_000_000)
    refused(path, "would unpack to 0.1 GB")
    packed = tmp_path / "bomb.csv.gz"
    with gzip.open(packed, "wb") as stream:
        for _ in range(100):
            stream.write(b"0,\n" * 333_000)
    refused(packed, "would unpack to|no column is recognised")


def test_one_bad_file_spoils_the_reading(tmp_path: Path) -> None:
    good = write(tmp_path / "a.csv", [street(1)])
    bad = write(tmp_path / "b.csv", [street(2, kind="\0")])
    with pytest.raises(InputError, match=r"b\.csv, line 2"):
        read_incidents([good, bad], extent=None)


def test_it_stops_when_cancelled(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", [street(1)])
    told: list[float] = []
    progress = Progress(lambda share, _: told.append(share), lambda: len(told) > 0)
    with pytest.raises(Cancelled):
        read_incidents([path], extent=None, progress=progress)
    assert all(0 <= share <= 1 for share in told)


def test_inspect(tmp_path: Path) -> None:
    (facts,) = inspect_file(write(tmp_path / "a.csv", [street(1), street("")]))
    assert (facts.rows, facts.dialect) == (2, "police.uk street")


# --- laws ---------------------------------------------------------------------------

_FIELD = st.one_of(
    st.sampled_from(
        ["", "0", "-1.4044", "50.90968", "441972", "112414", "x", "2025-01"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8),
)


def seen(field: str) -> bytes:
    """A field without the control characters that no cell shows."""
    return without_stray(field.encode())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.lists(_FIELD, min_size=1, max_size=14), min_size=1, max_size=12)
)
def test_any_rows_are_accounted_for(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.csv"
    quoted = [
        ",".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows
    ]
    path.write_bytes(("\n".join([HEAD, *quoted, street(1)]) + "\n").encode())
    reading = read_incidents([path], extent=None)
    closes(reading)
    blank = sum(not any(map(seen, row)) for row in rows)
    assert reading.files[0].rows == len(rows) + 1 - blank


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(HEAD.encode() + b"\n" + street(1).encode() + b"\n" + content)
    try:
        reading = read_incidents([path], extent=None)
    except InputError as error:
        assert "a.csv" in str(error)
    else:
        closes(reading)


# --- real files ---------------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.slow
def test_ten_months_of_hampshire(real: Path) -> None:
    reading = read(real / "crime")
    by_source = Counter(reading.incidents["source"].astype(str))
    assert by_source == {
        "Hampshire Constabulary": 136_180,
        "British Transport Police": 3_304,
    }
    assert "duplicate" not in reasons(reading)
    assert {facts.lsoa_vintage for facts in reading.files} == {"2021"}
    force = reading.held["Hampshire Constabulary"]
    months = [f"2024-{m:02d}" for m in range(1, 5)]
    months += [f"2025-{m:02d}" for m in range(1, 7)]
    assert [str(month) for month in force] == months
    assert "January to April 2024, January to June 2025, read from" in said(reading)
    own = reading.incidents["source"] == "Hampshire Constabulary"
    table = pd.concat(
        pd.read_csv(p) for p in sorted((real / "crime").glob("*hampshire-street.csv"))
    )
    # none of the rows without an ID was lost, twins included
    assert table["Crime ID"].isna().sum() == 14_649
    twins = table.loc[table["Crime ID"].isna()]
    assert twins.duplicated().sum() == 3_482
    expected = table.groupby(["Crime type", "Month"]).size()
    mine = reading.incidents.loc[own]
    counted = mine.groupby([mine["type"].astype(str), mine["month"].astype(str)]).size()
    assert np.array_equal(counted.to_numpy(), expected.to_numpy())
    located = table["Longitude"].notna().sum()
    assert mine["easting"].notna().sum() == located


@pytest.mark.realdata
def test_a_month_zipped_and_given_twice(real: Path, tmp_path: Path) -> None:
    name = "2025-01-hampshire-street.csv"
    source = real / "crime" / name
    path = tmp_path / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(source, f"2025-01/{name}")
    reading = read(path, source)
    assert len(reading.incidents) == 13_481
    assert reasons(reading) == {"superseded": 13_481}


FIGURES = (
    "Crime Number,HO Offence Code,Date Recorded,Easting,Northing,Beat,Victim ID,Source"
)


def test_figures_are_read_whatever_is_quoted(tmp_path):
    """Most fields quoted, or none: the same incidents, by the same texts."""
    cells = [
        (
            f"{n}",
            "0028",
            "01/02/2025",
            f"44200{n}",
            "112000",
            f"0{n % 3}0",
            f"9{n}",
            "7",
        )
        for n in range(9)
    ]
    plain = write(tmp_path / "plain.csv", map(",".join, cells), FIGURES)
    marked = [",".join(f'"{cell}"' for cell in row) for row in cells]
    quoted = write(tmp_path / "quoted.csv", marked, FIGURES)
    one, other = (read(path).incidents.drop(columns="file") for path in (plain, quoted))
    pd.testing.assert_frame_equal(one, other)
    assert set(one["type"]) == {"0028"}
    assert set(one["area"]) == {"000", "010", "020"}
    assert set(one["source"]) == {"7"}


def test_of_two_columns_of_one_name_the_first_is_read_and_that_is_said(tmp_path):
    head = "Crime Number,Type,Date,Easting,Northing,easting,Notes,Notes"
    path = write(tmp_path / "a.csv", ["1,Noise,1/2/2025,442000,112000,9,x,y"], head)
    reading = read(path)
    assert reading.incidents["easting"].tolist() == [442_000]
    told = [note.text for note in reading.notes if note.caution]
    assert "a.csv: more than one column is called Easting; the first of them is " in (
        " ".join(told)
    )
    assert "Notes" not in " ".join(told)


def test_a_workbook_is_read_by_one_reader(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Offence", "Date", "X", "Y"])
    for day in range(1, 9):
        book.active.append(["Burglary", f"2025-01-0{day}", -1.4, 50.9])
    book.save(tmp_path / "extract.xlsx")
    found = read(tmp_path / "extract.xlsx")
    first = reader().pid
    assert found.incidents["easting"].between(400_000, 500_000).all()
    read(tmp_path / "extract.xlsx")
    assert reader().pid == first


ROLES = "Unique Ref,Recorded Date,Offence,Easting,Northing,Role"


def people(ref: str, *roles: str, day: str = "12/02/2025") -> list[str]:
    return [f"{ref},{day},Robbery,441737,112583,{role}" for role in roles]


def test_a_row_a_person_is_one_incident_by_a_number_of_any_name(tmp_path: Path) -> None:
    rows = [row for i in range(20) for row in people(f"A{i}", "Victim", "Witness")]
    write(tmp_path / "a.csv", rows, ROLES)
    found = read(tmp_path / "a.csv")
    assert len(found.incidents) == 20
    assert found.files[0].reasons == {"duplicate": 20}


def test_a_number_of_what_it_happened_to_is_no_number_of_incidents(
    tmp_path: Path,
) -> None:
    rows = [
        row
        for i in range(1, 21)
        for day in ("12/02/2025", "12/03/2025")
        for row in people(f"H{i}", "Tenant", day=day)
    ]
    write(tmp_path / "a.csv", rows, ROLES)
    found = read(tmp_path / "a.csv")
    assert len(found.incidents) == 40
    assert [n for n in found.notes if n.caution and "same reference" in n.text]


def test_without_a_number_a_caution_says_that_copies_were_not_looked_for(
    tmp_path: Path,
) -> None:
    header = ROLES.replace("Unique Ref", "Person")
    write(tmp_path / "a.csv", people("P1", "Victim", "Witness"), header)
    notes = read(tmp_path / "a.csv").notes
    (told,) = (n for n in notes if "known as the crime number" in n.text)
    assert told.caution
    assert told.remedies == (NameColumns(("id",)),)


def test_dates_committed_are_told_once_and_no_month_is_called_low(
    tmp_path: Path,
) -> None:
    header = "Crime No,Committed From Date,Offence,Easting,Northing"
    days = ["01/02/2024", *(f"0{i % 9 + 1}/03/2025" for i in range(60))]
    days += [f"0{i % 9 + 1}/04/2025" for i in range(60)]
    rows = [f"A{i},{day},Drugs,441737,112583" for i, day in enumerate(days)]
    write(tmp_path / "a.csv", rows, header)
    cautions = [n for n in read(tmp_path / "a.csv").notes if n.caution]
    (told,) = (n for n in cautions if "known as the date recorded" in n.text)
    assert told.remedies == (NameColumns(("recorded",)),)
    assert not [n for n in cautions if "are usual" in n.text]


def test_words_of_files_read_beside_each_other_are_one_vocabulary(
    tmp_path: Path,
) -> None:
    """Spelt as the first file spells them, whichever is read first."""
    one, other = tmp_path / "a.csv", tmp_path / "b.csv"
    head = "Source,Date,Offence Type,Easting,Northing\n"
    one.write_text(
        head + "Force,2025-01-02,Theft,442000,112000\n"
        "Force,2025-01-03,Burglary,442001,112000\n"
    )
    other.write_text(
        head + "Council,2025-02-02,BURGLARY,442000,112001\n"
        "force,2025-02-03,Arson,442002,112000\n"
    )
    found = read_incidents([one, other], extent=None).incidents
    assert found["type"].tolist() == ["Theft", "Burglary", "Burglary", "Arson"]
    assert found["source"].tolist() == ["Force", "Force", "Council", "Force"]
    assert found["file"].tolist() == ["a.csv", "a.csv", "b.csv", "b.csv"]
