"""The checklist of a project's files: what serves what, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hotspot_app.data.boundaries.attributes import read_attributes
from hotspot_app.errors import WordsError
from hotspot_app.paths import HOME
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.intake import examine as reading
from hotspot_app.project.intake.checklist import WHOLE, Checklist, as_given, given_paths
from hotspot_app.project.intake.checklist_lines import Line, lines
from hotspot_app.project.intake.examine import examine, given_up, seen, unusable
from hotspot_app.project.intake.first_look import look
from hotspot_app.project.intake.items import Item
from hotspot_app.project.intake.wanted import WANTED, Slot
from hotspot_app.remedies import Give

LSOAS = Item(Path("lsoa.gpkg"), "areas", level="lsoa", vintage=2021, count=152)
WARDS = Item(Path("wards.gpkg"), "areas", level="ward", vintage=2025, count=17)
CRIME = Item(Path("crime.csv"), "crime")
COUNTS = Item(Path("counts.csv"), "counts")
CENSUS = Item(Path("census.csv"), "figures", holds=("residents", "households"))
WIDE = Item(
    Path("county.gpkg"),
    "areas",
    level="lsoa",
    vintage=2021,
    count=1231,
    districts=(("E06000044", "Portsmouth"), ("E06000045", "Southampton")),
)


def given(*items: Item) -> Checklist:
    return Checklist().with_items(items)


def line(now: Checklist, slot: Slot) -> Line:
    return next(each for each in lines(now, {}) if each.slot == slot)


def test_nothing_given_names_every_publishers_file():
    told = {each.slot: each for each in lines(Checklist(), {})}
    assert {each.state for each in told.values()} == {"missing", "optional"}
    assert told["areas"].state == told["crime"].state == "missing"
    assert told["lookup"].state == "optional"
    assert "ONS Open Geography Portal" in told["areas"].said
    assert "Code-Point Open" in told["postcodes"].said


def test_titles_are_those_of_the_readme():
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    plain = " ".join(readme.replace("*", "").split())
    for slot in ("areas", "wards", "deprivation", "lookup", "postcodes"):
        assert WANTED[slot].file in plain
        assert WANTED[slot].publisher in plain
    assert "Lower layer Super Output Area population estimates" in plain


def test_areas_and_crime_are_enough_in_any_order():
    assert not given(LSOAS).ready()
    assert not given(CRIME).ready()
    for now in (given(LSOAS, CRIME), given(CRIME, LSOAS)):
        assert now.ready()
        files = now.files()
        assert (files.areas, files.crime) == (LSOAS.path, (CRIME.path,))
    assert "rates by residents" in given(LSOAS, CRIME).unanswered()


def test_one_table_serves_residents_and_households():
    files = given(LSOAS, CRIME, CENSUS).files()
    assert files.residents == files.households == CENSUS.path


def test_wards_are_outlines_beside_areas_and_areas_when_alone():
    files = given(LSOAS, WARDS, CRIME).files()
    assert (files.areas, files.wards) == (LSOAS.path, WARDS.path)
    alone = given(WARDS, CRIME)
    assert (alone.files().areas, alone.files().wards) == (WARDS.path, None)
    assert line(alone, "wards").said == "Not needed: the areas are wards."


def test_two_files_of_one_level_ask_which():
    other = Item(Path("lsoa11.gpkg"), "areas", level="lsoa", vintage=2011, count=148)
    now = given(LSOAS, other, CRIME)
    assert not now.ready()
    asked = line(now, "areas")
    assert asked.state == "choose"
    assert asked.rivals == (LSOAS, other)
    with pytest.raises(WordsError):
        now.files()
    assert now.choosing("areas", other.path).files().areas == other.path
    assert now.without(other.path).files().areas == LSOAS.path


def test_rows_and_ready_counts_are_never_added():
    now = given(LSOAS, CRIME, COUNTS)
    assert not now.ready()
    assert line(now, "crime").state == "choose"
    counts = now.choosing("crime", COUNTS.path).files()
    assert (counts.crime, counts.counts) == ((), COUNTS.path)
    rows = now.choosing("crime", CRIME.path).files()
    assert (rows.crime, rows.counts) == ((CRIME.path,), None)


@pytest.mark.parametrize(
    "typed", ["E06000045", "e06000045", "Southampton", " southampton "]
)
def test_a_wider_file_asks_for_the_district(typed):
    now = given(WIDE, CRIME)
    assert not now.ready()
    assert line(now, "areas").districts == WIDE.districts
    assert now.in_district(typed).files().district == "E06000045"


def test_all_of_a_wider_file_can_be_meant():
    now = given(WIDE, CRIME).in_district(WHOLE)
    assert now.ready()
    assert now.files().district == ""


def test_a_district_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(WordsError, match="Portsmouth and Southampton"):
        given(WIDE).in_district("Winchester")


def test_another_boundary_file_forgets_the_district():
    now = given(WIDE, CRIME).in_district("Southampton").without(WIDE.path)
    assert now.with_items((WIDE,)).asks_district()


def test_the_line_speaks_of_the_boundaries_that_were_chosen():
    old = Item(Path("city.geojson"), "areas", "lsoa", 2011, 148)
    county = Item(Path("county.gpkg"), "areas", "lsoa", 2021, 1231, WIDE.districts)
    now = given(old, county, CRIME).choosing("areas", county.path)
    line = lines(now, {})[0]
    assert line.said == "1,231 LSOAs of 2021 in 2 districts. Which one is it about?"
    assert (line.areas, line.districts) == (1231, WIDE.districts)
    assert line.rivals == (old, county)
    assert now.in_district("Southampton").choosing("areas", county.path).district
    assert lines(now.choosing("areas", old.path), {})[0].said == "148 LSOAs of 2011"


def test_a_district_is_not_of_boundaries_it_was_not_said_of():
    other = Item(Path("other.gpkg"), "areas", "lsoa", 2021, 9, WIDE.districts)
    now = given(WIDE, CRIME).in_district("Southampton")
    for after in (
        now.with_items((other,)).without(WIDE.path),
        now.with_items((other,)).choosing("areas", other.path).without(WIDE.path),
    ):
        assert after.taken("areas") == other
        assert after.asks_district()
    assert now.without(CRIME.path).with_items((CRIME,)).ready()


def test_a_file_given_twice_is_there_once():
    assert given(CRIME, LSOAS, CRIME).files().crime == (CRIME.path,)


def test_the_practice_town_comes_back_as_it_was():
    files = practice_files()
    items = [each for each in look(given_paths(files)) if isinstance(each, Item)]
    now = Checklist(district=files.district, base=files).with_items(items)
    assert now.files() == files


@pytest.mark.slow
def test_the_practice_town_read():
    files = practice_files()
    items = [each for each in look(given_paths(files)) if isinstance(each, Item)]
    now = Checklist(base=files).with_items(items)
    known = examine(now, {})
    told = {each.slot: each for each in lines(now, known)}
    assert not unusable(now, known)
    assert told["areas"].said == "91 areas (neighbourhood) of 2026, Wrenmouth"
    assert "24 months (October 2024 to September 2026)" in told["crime"].said
    assert "of Wrenmouth Police; 26,629 rows in 24 files" in told["crime"].said
    assert told["crime"].left_out.startswith("Left out: ")
    assert told["residents"].state == "ready"
    assert examine(now, known) == known


def test_a_file_keeps_the_part_it_has_in_an_open_project():
    files = practice_files()
    assert as_given(files, files.areas).kind == "areas"
    assert as_given(files, files.crime[0]).kind == "crime"
    assert as_given(files, files.residents).holds == (
        "residents",
        "households",
        "workday",
    )
    assert as_given(files, files.deprivation).kind == "deprivation"
    assert as_given(files, Path("other.csv")) is None


def test_what_is_known_is_not_read_again(monkeypatch):
    now = given(*[i for i in look([practice_files().areas]) if isinstance(i, Item)])
    known = examine(now, {})
    monkeypatch.setattr("hotspot_app.project.intake.boundaries_given.read_areas", None)
    assert examine(now, known) == known


def test_a_file_that_cannot_be_read_is_a_problem_of_its_own(tmp_path):
    broken = tmp_path / "residents.csv"
    broken.write_text("lsoa21cd,residents\nE01000001,-4\n", encoding="utf-8")
    month = practice_files().crime[0] / "2025-01-wrenmouth-police.csv"
    items = look([broken, practice_files().areas, month])
    now = given(*[each for each in items if isinstance(each, Item)])
    known = examine(now, {})
    told = {each.slot: each for each in lines(now, known)}
    assert told["residents"].state == "problem"
    assert "is under 0" in told["residents"].said
    assert told["areas"].state == told["crime"].state == "ready"
    assert unusable(now, known) == ("residents",)
    assert now.files(unusable(now, known)).residents is None
    assert "rates by residents" in now.unanswered(unusable(now, known))


@pytest.mark.realdata
def test_figures_on_old_codes_name_the_lookup_that_is_missing(real):
    old = real / "population" / "mye_lsoa11_totals_2017_2019_2020.csv"
    areas = real / "boundaries" / "E06000045_lsoa2021_bgc.geojson"
    now = given(*[each for each in look([areas, old]) if isinstance(each, Item)])
    known = examine(now, {})
    found = seen(now, known, "residents")
    assert found is not None
    assert found.remedies == (Give(("lookup",), WANTED["lookup"].file),)
    told = {each.slot: each for each in lines(now, known)}
    assert told["lookup"].state == "missing"
    lookup = real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv"
    now = now.with_items([i for i in look([lookup]) if isinstance(i, Item)])
    known = examine(now, known)
    assert not unusable(now, known)


@pytest.mark.realdata
def test_the_ten_months_of_hampshire(real):
    paths = sorted((real / "crime").glob("*-hampshire-street.csv"))
    areas = real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg"
    items = [each for each in look([areas, *paths]) if isinstance(each, Item)]
    now = given(*items).in_district("Southampton")
    known = examine(now, {})
    told = {each.slot: each for each in lines(now, known)}
    said = told["crime"].said
    assert said.startswith(
        "10 months (January 2024 to June 2025, 8 missing between) of Hampshire "
        "Constabulary; 136,"
    )
    assert told["areas"].said.startswith("152 LSOAs of 2021, Southampton, and ")


class PanicException(BaseException):
    """As libraries written in Rust raise it."""


def test_a_reader_that_panics_is_a_problem_of_its_own_line(tmp_path, monkeypatch):
    def panic(*args: object, **named: object) -> None:
        raise PanicException("14 Acacia Avenue")

    monkeypatch.setenv(HOME, str(tmp_path))
    monkeypatch.setattr(reading, "read_denominator", panic)
    files = practice_files()
    now = given(*(each for each in look([files.areas, files.residents])))
    known = examine(now, {})
    assert unusable(now, known) == ("residents", "households", "workday")
    told = seen(now, known, "residents")
    assert told is not None
    assert "residents.csv: couldn't be read: a fault of" in told.problem
    assert "Acacia" not in told.problem
    areas = seen(now, known, "areas")
    assert areas is not None
    assert areas.said.startswith("91 areas")


def test_what_was_given_up_is_a_problem_and_no_longer_being_read(tmp_path, monkeypatch):
    monkeypatch.setenv(HOME, str(tmp_path))
    now = given(LSOAS, CRIME)
    told = lines(now, given_up(now, {}, PanicException()))
    states = {each.slot: each.state for each in told}
    assert states["areas"] == states["crime"] == "problem"
    assert "reading" not in states.values()


def test_columns_that_were_named_stay_while_the_file_is_the_same():
    named = Files(
        areas=LSOAS.path,
        wards=WARDS.path,
        crime=(CRIME.path,),
        code_column="a",
        ward_code_column="b",
        ward_name_column="c",
    )
    now = replace(given(LSOAS, WARDS, CRIME), base=named)
    assert now.files() == named
    other = replace(named, wards=Path("other.gpkg"))
    kept = replace(now, base=other).files()
    assert (kept.code_column, kept.ward_code_column) == ("a", "")


def test_names_are_read_with_the_areas_they_name(tmp_path):
    names = tmp_path / "names.csv"
    town = Path(practice_files().areas)
    names.write_text("code,name\nE01099999,Nowhere\n", encoding="utf-8")
    (item,) = look([names])
    assert (
        examine(given(item), {}).popitem()[1].said == "Read once there are boundaries"
    )
    (areas,) = look([town])
    now = given(areas, item, replace(CRIME, path=tmp_path / "none.csv"))
    known = examine(now, {})
    assert "no column has the codes" in seen(now, known, "names").problem
    assert now.files(unusable(now, known)).names is None
    code = read_attributes(town)["code"].iloc[0]
    names.write_text(f"code,name\n{code},Old Quay\n", encoding="utf-8")
    known = examine(now, {})
    assert seen(now, known, "names").said == "1 name"
    assert now.files().names == names
    assert names in given_paths(now.files())
    assert as_given(now.files(), names) == Item(names, "names")
