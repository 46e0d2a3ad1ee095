"""What is no number of an incident drops no row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hotspot_app.data.crime.incident_ids import is_own, is_vague, stand_in
from hotspot_app.data.crime.incidents import Reading, read_incidents

SOUTHAMPTON = (436_829.0, 109_057.0, 447_775.0, 117_579.0)


def extract(
    folder: Path, name: str, ids: list[str], head: str = "Crime No", month: int = 1
) -> Path:
    rows = [
        f"{key},Noise,{1 + n % 28:02}/{month:02}/2025,{441_000 + n % 50},112000\n"
        for n, key in enumerate(ids)
    ]
    path = folder / name
    text = f"{head},Type,Date recorded,Easting,Northing\n" + "".join(rows)
    path.write_text(text, encoding="utf-8")
    return path


def read(*paths: Path, **options: str) -> Reading:
    return read_incidents(paths, extent=SOUTHAMPTON, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "word",
    [
        "n/a",
        "NA",
        "None",
        "NULL",
        "Unknown",
        "not known",
        "-",
        "0",
        "0000",
        "TBC",
        "4.42E+10",
        "1e+11",
        "4E+15",
    ],
)
def test_words_for_no_id_are_none(tmp_path: Path, word: str) -> None:
    assert stand_in(np.array([word.encode()], dtype="S64")).all()
    reading = read(extract(tmp_path, "a.csv", [word] * 2_900))
    assert len(reading.incidents) == 2_900


@pytest.mark.parametrize("key", ["44250000123", "10", "NA1", "x" * 64, "E+1", "1E5"])
def test_true_ids_are_ids(key: str) -> None:
    assert not stand_in(np.array([key.encode()], dtype="S64")).any()


def test_numbers_that_begin_anew_each_month_are_different_incidents(
    tmp_path: Path,
) -> None:
    ids = [str(n + 1) for n in range(300)]
    january = extract(tmp_path, "fly 2025-01.csv", ids, "ID")
    february = extract(tmp_path, "fly 2025-02.csv", ids, "ID", 2)
    reading = read(january, february, source="Fly-tipping")
    assert len(reading.incidents) == 600


def test_a_propertys_reference_is_not_the_incidents(tmp_path: Path) -> None:
    ids = [f"P{n % 28}" for n in range(600)]
    reading = read(extract(tmp_path, "housing.csv", ids, "URN"))
    assert len(reading.incidents) == 600
    told = [note.text for note in reading.notes if note.caution]
    assert any("not the incident's own number" in text for text in told)


def test_a_few_copies_by_a_vague_reference_are_left_out(tmp_path: Path) -> None:
    ids = [str(n) for n in range(100)]
    path = extract(tmp_path, "a.csv", ids, "Ref")
    again = path.read_text(encoding="utf-8").splitlines()[7]
    path.write_text(path.read_text(encoding="utf-8") + again + "\n", encoding="utf-8")
    reading = read(path)
    assert list(reading.rejected["reason"].astype(str)) == ["duplicate"]
    assert list(reading.rejected["row"]) == [102]


def test_copies_agree_in_date_and_place(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Crime No,Type,Date recorded,Easting,Northing\n"
        "44250000001,Noise,01/02/2025,441000,112000\n"
        "44250000001,Noise,2025-02-01,441000.0,112000\n"  # the same, written otherwise
        "44250000001,Noise,02/02/2025,441000,112000\n"
        "44250000001,Noise,01/02/2025,441001,112000\n",
        encoding="utf-8",
    )
    reading = read(path)
    assert list(reading.rejected["row"]) == [3]
    assert any("rows that differ" in note.text for note in reading.notes)


def test_a_sure_name_is_believed_and_others_by_what_their_rows_share() -> None:
    assert not is_vague("crimenumber")
    assert is_vague("urn")
    assert is_vague("uniqueref")
    keys = np.array([3, 3, 3, 0], dtype=np.uint64)
    month, kind = np.array([1, 1, 1, 2]), np.array([7, 7, 7, 7])
    assert is_own(keys, [month, kind])
    assert not is_own(keys, [np.array([1, 2, 1, 2]), kind])
    assert is_own(np.arange(100, dtype=np.uint64), [np.arange(100)])
