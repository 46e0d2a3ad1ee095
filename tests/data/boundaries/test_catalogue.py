"""Boundaries stored, listed and refused once they were changed."""

from __future__ import annotations

import tomllib
import warnings
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.data.base.sources import RECORD, Entry, read_entries, write_entries
from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.boundaries.catalogue import add, listing, stored
from hotspot_app.errors import InputError, WordsError

DAY = "2026-01-31"
OGL = "Open Government Licence v3.0"


def lsoas(path: Path, *, first: float = 440_000.0) -> Path:
    codes = ["E07000086"] * 2 + ["E06000045"] * 2
    areas: Any = gpd.GeoDataFrame(
        {
            "LSOA21CD": [f"E0101713{i}" for i in range(4)],
            "LSOA21NM": [
                f"{'Eastleigh' if i < 2 else 'Southampton'} 00{i}A" for i in range(4)
            ],
            "LADCD_ACTIVE": codes,
        },
        geometry=[
            shapely.box(first + 100 * i, 112_000, first + 100 * (i + 1), 112_100)
            for i in range(4)
        ],
        crs="EPSG:27700",
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        areas.to_file(path)
    return path


def keep(tmp_path: Path) -> Path:
    source = lsoas(tmp_path / "LSOA 2021.gpkg")
    add([source], "E06000045", OGL, added=DAY, into=tmp_path / "library")
    return tmp_path / "library"


def test_stored_boundaries_are_what_was_read(tmp_path: Path) -> None:
    folder = keep(tmp_path)
    found = stored("southampton-lsoa-2021", [folder])
    entry = found.entry
    assert (entry.level, entry.vintage, entry.place) == ("lsoa", 2021, "Southampton")
    assert (entry.licence, entry.added) == (OGL, DAY)
    assert entry.publisher_title == "LSOA 2021.gpkg"
    assert "National Statistics" in entry.attribution
    before = read_areas(tmp_path / "LSOA 2021.gpkg", district="E06000045")
    after = read_areas(found.path)
    assert after.areas.crs.to_epsg() == 27700
    assert after.areas.geometry.geom_equals(before.areas.geometry).all()
    assert after.areas["shown"].tolist() == [False, True, True]
    assert after.areas["district"].tolist() == before.areas["district"].tolist()
    assert (after.level, after.vintage, after.place) == ("lsoa", 2021, "Southampton")
    assert after.attribution == before.attribution
    again = read_areas(found.path, district="E06000045")
    assert again.areas["shown"].tolist() == [False, True, True]


def test_a_record_in_the_folder_above_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keep(tmp_path)
    (folder / "town").mkdir()
    (entry,) = read_entries(folder)
    (folder / entry.file).rename(folder / "town" / "areas.gpkg")
    moved = replace(entry, file="town/areas.gpkg", level="estate", vintage=0)
    write_entries(folder, (moved,))
    monkeypatch.chdir(folder / "town")
    read = read_areas(Path("areas.gpkg"))
    assert (read.level, read.place) == ("estate", "Southampton")
    assert read.areas["shown"].tolist() == [False, True, True]


def test_the_same_twice_replaces(tmp_path: Path) -> None:
    folder = keep(tmp_path)
    keep(tmp_path)
    assert len(listing([folder])) == 1
    assert sorted(p.name for p in folder.iterdir()) == [
        RECORD,
        "southampton-lsoa-2021.gpkg",
    ]


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    folder = keep(tmp_path)
    path = folder / "southampton-lsoa-2021.gpkg"
    path.write_bytes(path.read_bytes() + b"x")
    assert [each.state for each in listing([folder])] == ["changed"]
    with pytest.raises(InputError, match="was changed since it was stored"):
        stored("southampton-lsoa-2021", [folder])
    with pytest.raises(InputError, match="was changed since it was stored"):
        read_areas(path)
    path.unlink()
    assert [each.state for each in listing([folder])] == ["missing"]
    with pytest.raises(InputError, match="is missing"):
        stored("southampton-lsoa-2021", [folder])


def test_unknown_boundaries_and_words(tmp_path: Path) -> None:
    folder = keep(tmp_path)
    with pytest.raises(WordsError, match=r"called 'x'.*southampton-lsoa-2021"):
        stored("x", [folder])
    source = tmp_path / "LSOA 2021.gpkg"
    with pytest.raises(WordsError, match="licence is missing"):
        add([source], "E06000045", " ", added=DAY, into=folder)
    other = lsoas(tmp_path / "other.gpkg", first=450_000.0)
    with pytest.raises(WordsError, match=r"LSOA 2021\.gpkg and other\.gpkg are both"):
        add([source, other], "E06000045", OGL, added=DAY, into=folder)


def test_nothing_is_stored_if_one_file_is_bad(tmp_path: Path) -> None:
    good = lsoas(tmp_path / "good.gpkg")
    bad = tmp_path / "bad.gpkg"
    bad.write_bytes(b"")
    with pytest.raises(InputError, match=r"bad\.gpkg"):
        add([good, bad], "E06000045", OGL, added=DAY, into=tmp_path / "library")
    assert not (tmp_path / "library").exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    source = lsoas(tmp_path / "a.gpkg")
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="can't write here"):
        add([source], "E06000045", OGL, added=DAY, into=tmp_path / "file")


@pytest.mark.parametrize(
    "content",
    ["[[boundaries]\n", "[[boundaries]]\nid = 'a'\n", "boundaries = 3\n"],
)
def test_a_broken_record(tmp_path: Path, content: str) -> None:
    (tmp_path / RECORD).write_text(content)
    with pytest.raises(InputError, match="record of boundaries is broken"):
        read_entries(tmp_path)


TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=30)


@settings(max_examples=80, deadline=None)
@given(TEXT, TEXT, st.integers(0, 3000))
def test_any_text_survives_the_record(
    tmp_path_factory: pytest.TempPathFactory, title: str, licence: str, vintage: int
) -> None:
    folder = tmp_path_factory.mktemp("record")
    entry = Entry(
        id="a",
        title=title,
        level="lsoa",
        file="a.gpkg",
        sha256="0",
        licence=licence,
        attribution="©",
        vintage=vintage,
    )
    write_entries(folder, (entry,))
    assert read_entries(folder) == (entry,)
    told = tomllib.loads((folder / RECORD).read_text(encoding="utf-8"))
    assert told == {"boundaries": [asdict(entry)]}


@pytest.mark.realdata
def test_the_real_hampshire_file(real: Path, tmp_path: Path) -> None:
    files = [
        real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg",
        real / "boundaries" / "hampshire_iow_wards2025_bgc.gpkg",
    ]
    made = add(files, "E06000045", OGL, added=DAY, into=tmp_path)
    assert [entry.id for entry in made] == [
        "southampton-lsoa-2021",
        "southampton-ward-2025",
    ]
    shown = [read_areas(tmp_path / entry.file).areas["shown"].sum() for entry in made]
    assert shown == [152, 17]


def test_a_record_of_a_name_too_long_is_of_a_missing_file(tmp_path: Path) -> None:
    folder = keep(tmp_path)
    (entry,) = read_entries(folder)
    write_entries(folder, (replace(entry, file="x" * 400),))
    (found,) = listing([folder])
    assert found.state == "missing"
