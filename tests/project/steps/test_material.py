"""Stage one: everything that was read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.errors import Cancelled, InputError, WordsError
from hotspot_app.progress import Progress
from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.material import Material, read_material


def bridges(files: Files, text: str) -> Files:
    path = files.areas.with_name("bridges.csv")
    path.write_text(text, encoding="utf-8")
    return replace(files, tables={"bridges": path})


def test_every_file_is_named_by_its_bytes(files: Files) -> None:
    files = bridges(files, "a,b\nE01990000,E01990035\n")
    folder = files.areas.with_name("codepoint")
    folder.mkdir()
    text = "SO1 1AA,10,441250,112250,E92000001,,,E06099001,E05990000\n"
    (folder / "so.csv").write_text(text, encoding="utf-8")
    lookup = files.areas.with_name("lookup.csv")
    pd.DataFrame({"LSOA11CD": ["E01880000"], "LSOA21CD": ["E01990000"]}).to_csv(
        lookup, index=False
    )
    material = read_material(replace(files, postcodes=folder, lookup=lookup))
    paths = [
        files.areas, files.wards, files.crime[0], files.residents, lookup,
        folder / "so.csv", files.tables["bridges"],
    ]  # fmt: skip
    assert {each.name: each.sha256 for each in material.sources()} == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths
    }
    assert material.bridges == (("E01990000", "E01990035"),)


def test_of_a_table_of_the_country_only_the_areas_given_are_kept(files: Files) -> None:
    areas = read_material(files).areas.areas.index
    country = pd.read_csv(files.residents, dtype="str")
    code = country.columns[0]
    more = country.assign(**{code: "E0177" + country[code].str[-4:]})
    table = files.residents.with_name("country.csv")
    pd.concat([more, country]).to_csv(table, index=False)
    read = read_material(replace(files, residents=table)).denominators["residents"]
    assert list(read.values.index) == list(areas)
    assert f"{2 * len(country):,} areas" in read.notes[0].text
    part = pd.concat([more, country.iloc[1:]])  # an area lacks: all is there to tell
    part.to_csv(table, index=False)
    read = read_material(replace(files, residents=table)).denominators["residents"]
    assert len(read.values) == len(part)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\nE01990000,X1\n", "there is no area X1"),
        ("a,b\nE01990000,E01990000\n", "they are the same"),
        ("a,b\nE01990000,\n", "row 2"),
        ("a\nE01990000\n", "two area codes"),
    ],
)
def test_pairs_that_make_no_sense(files: Files, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as told:
        read_material(bridges(files, text))
    assert "bridges.csv" in str(told.value)


def test_pairs_of_wards_may_be_given(files: Files) -> None:
    material = read_material(bridges(files, "a,b\nE05990000,E05990003\n"))
    assert material.bridges == (("E05990000", "E05990003"),)


def test_official_areas_keep_their_name(files: Files) -> None:
    with pytest.raises(WordsError, match="holds LSOAs, not 'wards'"):
        read_material(replace(files, level="wards"))


def test_reading_can_be_stopped(files: Files) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    with pytest.raises(Cancelled):
        read_material(files, Progress(cancelled=cancelled))


def test_progress_never_goes_back(files: Files) -> None:
    told: list[float] = []
    read_material(files, Progress(lambda fraction, text: told.append(fraction)))
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1


def test_a_file_is_named_without_its_folder(files: Files, tmp_path: Path) -> None:
    material = read_material(files)
    assert all(str(tmp_path) not in each.name for each in material.sources())
    assert all(str(tmp_path) not in note.text for note in material.notes)


def counts_of(path: Path, areas: list[str], high: str) -> Path:
    """Write seven months of two forces; in July one holds eight times its usual."""
    rows = ["area,type,month,count,source"]
    for area, force in zip(areas, ("Near", "Far"), strict=True):
        for month in range(1, 8):
            many = 400 if force == high and month == 7 else 50 + month % 3
            rows.append(f"{area},Theft,2025-{month:02},{many},{force}")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_unusual_months_of_ready_counts_are_told(files: Files, tmp_path: Path) -> None:
    here = read_material(files).areas.areas.index[0]
    path = counts_of(tmp_path / "counts.csv", [here, "E01999999"], high="Near")
    told = [note.text for note in material_of(files, path).notes]
    (unusual,) = (text for text in told if "is unusual" in text)
    assert unusual.startswith(
        "Near, July 2025, is unusual: 400 rows in all where 50 to 52 are usual."
    )


def test_months_of_sources_without_an_area_here_are_not_told(
    files: Files, tmp_path: Path
) -> None:
    here = read_material(files).areas.areas.index[0]
    path = counts_of(tmp_path / "counts.csv", [here, "E01999999"], high="Far")
    told = [note.text for note in material_of(files, path).notes]
    assert not [text for text in told if "is unusual" in text]


def material_of(files: Files, counts: Path) -> Material:
    return read_material(replace(files, crime=(), counts=counts))
