"""Files that have moved: found again, checked, and those that went with them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from hotspot_app.data.base.source_file import SourceFile
from hotspot_app.errors import InputError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.project import Project
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.intake.checklist import Checklist, as_given, given_paths
from hotspot_app.project.intake.items import Item
from hotspot_app.project.intake.relinking import (
    moved_with,
    refound,
    relinked,
    sums_of_read,
    was_folder,
    with_paths,
)
from hotspot_app.project.save.file import opened, save
from hotspot_app.project.save.input_files import Sum, Sums, paths_of, sums_of


def laid_out(files: Files, folder: Path) -> Files:
    """Return the files as they lie in a folder of their own."""
    folder.mkdir(parents=True)
    there = {path: folder / path.name for path in paths_of(files)}
    for path, now in there.items():
        shutil.copy(path, now)
    return with_paths(files, there)


def listed(files: Files) -> Checklist:
    """Return the checklist of a project, whose files may be missing."""
    items = (as_given(files, path) for path in given_paths(files))
    return Checklist(items=tuple(i for i in items if i is not None), base=files)


@pytest.fixture
def away(files: Files, tmp_path: Path) -> tuple[Files, Sums, Path]:
    """A project's files as they were, their sums, and the folder they are in now."""
    were = laid_out(files, tmp_path / "s" / "u" / "data")
    sums = sums_of(were)
    (tmp_path / "s" / "u").rename(tmp_path / "t")
    return were, sums, tmp_path / "t" / "data"


def test_one_file_found_again_brings_those_that_moved_with_it(
    away: tuple[Files, Sums, Path],
) -> None:
    were, sums, now = away
    found = refound(listed(were), were.areas, now / were.areas.name, sums)
    assert found.doubt == ""
    assert found.moved == {path: now / path.name for path in paths_of(were)}
    assert {each.path for each in found.looks} == set(found.moved.values())
    made = relinked(listed(were), found.moved)
    assert made.base == with_paths(were, found.moved)
    assert made.items == ()


def test_what_was_saved_is_known_again_when_it_is_opened(
    files: Files, tmp_path: Path
) -> None:
    were = laid_out(files, tmp_path / "s" / "u" / "data")
    path = tmp_path / "home" / "deep" / "p.hotspot"
    save(Project(were, Asked(method="count_map")), path, sums_of(were))
    (tmp_path / "s" / "u").rename(tmp_path / "t")
    found = opened(path)
    assert len(found.missing) == len(paths_of(were))
    new = tmp_path / "t" / "data" / were.areas.name
    moved = moved_with(paths_of(were), were.areas, new, found.sums)
    assert all(file.exists() for file in moved.values())


def test_a_renamed_file_brings_its_neighbours(away: tuple[Files, Sums, Path]) -> None:
    were, sums, now = away
    new = (now / were.areas.name).rename(now / "lsoa.geojson")
    found = refound(listed(were), were.areas, new, sums)
    assert found.doubt == ""
    assert found.moved[were.areas] == new
    assert were.wards is not None
    assert found.moved[were.wards] == now / were.wards.name


def test_files_of_several_folders_put_into_one(files: Files, tmp_path: Path) -> None:
    were = laid_out(files, tmp_path / "maps")
    crime = tmp_path / "police" / were.crime[0].name
    crime.parent.mkdir()
    were.crime[0].rename(crime)
    were = replace(were, crime=(crime,))
    sums, one = sums_of(were), tmp_path / "one"
    one.mkdir()
    for path in paths_of(were):
        path.rename(one / path.name)
    found = refound(listed(were), were.areas, one / were.areas.name, sums)
    assert found.moved[crime] == one / crime.name
    # what nothing is known of is not guessed by its name in another folder
    guessed = refound(listed(were), were.areas, one / were.areas.name, {})
    assert crime not in guessed.moved


def test_a_neighbour_that_is_another_stays_missing(
    away: tuple[Files, Sums, Path],
) -> None:
    were, sums, now = away
    assert were.wards is not None
    (now / were.wards.name).write_text("other")
    found = refound(listed(were), were.areas, now / were.areas.name, sums)
    assert were.wards not in found.moved
    assert were.residents in found.moved


def test_files_that_are_there_stay(files: Files, tmp_path: Path) -> None:
    were = laid_out(files, tmp_path / "t")
    new = tmp_path / "t" / were.areas.name
    assert moved_with(paths_of(files), files.areas, new, {}) == {files.areas: new}


def test_another_file_is_told_by_its_bytes(away: tuple[Files, Sums, Path]) -> None:
    were, sums, now = away
    new = now / were.areas.name
    before = new.stat().st_size
    new.write_text(f"{new.read_text('utf-8')}\n", "utf-8")
    found = refound(listed(were), were.areas, new, sums)
    name = were.areas.name
    assert found.doubt == (
        f"{name} isn't the same file: it has {before + 1:,} bytes, and {name} had "
        f"{before:,}."
    )
    assert found.moved[were.areas] == new


def test_a_file_of_another_kind_is_refused(away: tuple[Files, Sums, Path]) -> None:
    were, sums, now = away
    for known in (sums, {}):
        with pytest.raises(InputError, match=r"is boundaries, and .* was recorded"):
            refound(listed(were), were.crime[0], now / were.areas.name, known)
    odd = now / "holiday.pdf"
    odd.write_bytes(b"%PDF-1.7")
    with pytest.raises(
        InputError, match=r"was boundaries, and this isn't. holiday.pdf"
    ):
        refound(listed(were), were.areas, odd, {})


def test_a_file_of_the_list_is_not_another_one(
    away: tuple[Files, Sums, Path], tmp_path: Path
) -> None:
    were, sums, now = away
    april = now / "april.csv"
    shutil.copy(now / were.crime[0].name, april)
    two = replace(were, crime=(*were.crime, april))
    with pytest.raises(InputError, match="on the list already"):
        refound(listed(two), were.crime[0], april, sums)


def test_a_column_that_was_chosen_has_to_be_there(files: Files, tmp_path: Path) -> None:
    lines = ["Our Ref,Logged,What,X pos,Y pos"]
    lines += [f"H{i},0{i}/06/2025,Noise,64485{i},40582{i}" for i in range(1, 9)]
    chosen = {"easting": "X pos", "northing": "Y pos", "type": "What"}
    old, new = tmp_path / "a" / "rms.csv", tmp_path / "b" / "rms.csv"
    new.parent.mkdir()
    were = replace(files, crime=(old,), columns=chosen)
    new.write_text("\n".join(lines), "utf-8")
    assert refound(listed(were), old, new, {}).doubt == ""
    new.write_text("\n".join(lines).replace("What", "Offence"), "utf-8")
    with pytest.raises(InputError, match='it lacks the column "What", chosen'):
        refound(listed(were), old, new, {})


def test_boundaries_that_lack_a_chosen_column_are_doubted(
    away: tuple[Files, Sums, Path],
) -> None:
    were, _, now = away
    were = replace(were, name_column="Called")
    doubt = refound(listed(were), were.areas, now / were.areas.name, {}).doubt
    assert doubt == 'It lacks the column "Called", chosen for the project.'


def test_what_nothing_is_known_of_is_doubted_under_another_name(
    away: tuple[Files, Sums, Path],
) -> None:
    were, _, now = away
    new = now / were.areas.name
    assert refound(listed(were), were.areas, new, {}).doubt == ""
    other = new.rename(now / "other.geojson")
    doubt = refound(listed(were), were.areas, other, {}).doubt
    assert "other.geojson may be another file" in doubt


def test_a_folder_is_told_by_the_files_that_were_in_it(
    files: Files, tmp_path: Path
) -> None:
    old, new = tmp_path / "months", tmp_path / "now" / "months"
    old.mkdir()
    shutil.copy(files.crime[0], old / "a.csv")
    shutil.copy(files.crime[0], old / "b.csv")
    were = replace(files, crime=(old,))
    sums = sums_of(were)
    new.parent.mkdir()
    old.rename(new)
    assert was_folder(old, sums)
    assert was_folder(old, {})
    assert not was_folder(files.areas, {})
    assert refound(listed(were), old, new, sums).doubt == ""
    (new / "b.csv").unlink()
    doubt = refound(listed(were), old, new, sums).doubt
    assert doubt == "months isn't as months was: gone: b.csv."


def test_sums_of_what_was_read_are_told_by_name(files: Files) -> None:
    read = SourceFile(files.areas.name, 5, "a" * 64)
    assert sums_of_read(files, [read]) == {files.areas: Sum(5, "a" * 64)}
    twice = [read, SourceFile(files.areas.name, 6, "b" * 64)]
    assert sums_of_read(files, twice) == {}


def test_what_was_chosen_goes_with_the_file() -> None:
    old, new = Path("/a/x.csv"), Path("/b/x.csv")
    item = Item(old, "crime")
    now = Checklist(items=(item,), chosen={"crime": old}, district="Eastham")
    made = relinked(now, {old: new})
    assert (made.items, made.chosen) == ((), {"crime": new})
    assert made.district == "Eastham"
