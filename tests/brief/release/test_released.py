"""What leaves for whom, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from hotspot_app.brief.release.audience import INTERNAL, PARTNER, PUBLIC, Rules
from hotspot_app.brief.release.released import Released, release
from hotspot_app.errors import WordsError
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.material import read_material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import tally
from hotspot_app.remedies import ChooseLevel, ChoosePeriod
from tests.brief.release.attacker import figures
from tests.brief.release.conftest import TYPES, of_counts

COMPARED = {
    "first": "2025-01",
    "last": "2025-02",
    "compare_first": "2024-01",
    "compare_last": "2024-02",
    "method": "rate_map",
}


@pytest.fixture(scope="module")
def found(squares):
    return tally(squares)


@pytest.fixture(scope="module")
def town(found):
    """Ten areas; small counts in some, and a common and a rare type."""
    rng = np.random.default_rng(5)
    return of_counts(found, rng.poisson(rng.gamma(1, 4, (10, 4, 1)), (10, 4, 8)))


@pytest.fixture(scope="module")
def public(squares, town) -> Released:
    return release(squares, town, Asked(types=("Burglary",), **COMPARED), PUBLIC)


def published(released: Released) -> dict:
    return {
        (entry.counted, codes): value
        for entry in released.ledger.entries
        for codes, value in [*entry.by_area.items(), *entry.totals.items()]
    }


# --- public -----------------------------------------------------------------------


def test_public_answers_have_every_published_figure(squares, town, public):
    true = answer(squares, town, public.asked)
    made = answer(public.material, public.tally, public.asked)
    hidden = public.withheld.now.areas
    assert hidden
    assert public.withheld.before.areas
    shown = [code for code in town.cube.codes if code not in hidden]
    counts = made.outcome.values["count"], true.outcome.values["count"]
    assert (counts[0][shown] == counts[1][shown]).all()
    small = counts[1][(counts[1] > 0) & (counts[1] < 5)]
    assert set(small.index) <= hidden
    assert (made.comparison.total, made.comparison.total_before) == (
        true.comparison.total,
        true.comparison.total_before,
    )
    table, tables = made.by_type.table, true.by_type.table
    for name in ("now", "before"):
        ours, theirs = (each.set_index("name")[name] for each in (table, tables))
        of = getattr(public.withheld, name)
        kept = [row.counted for row in true.by_type.rows if not of.hides(row.counted)]
        assert kept
        names = [
            tables["name"][n]
            for n, row in enumerate(true.by_type.rows)
            if not of.hides(row.counted)
        ]
        assert (ours[names] == theirs[names]).all()


def test_months_of_the_whole_are_as_they_were_or_withheld(town, public):
    ours = public.tally.cube.by_month(["Burglary"])
    theirs = town.cube.by_month(["Burglary"])
    assert not public.withheld.months
    assert ours.equals(theirs)


def test_nothing_of_the_rows_is_left(squares, town, public):
    made = answer(public.material, public.tally, public.asked)
    assert public.tally.rows is None
    assert public.tally.stacked is None
    assert public.tally.reconciliation.total() == {"read": 0, "mapped": 0}
    assert public.material.reading.incidents.empty
    assert {facts.rows for facts in public.material.reading.files} == {0}
    told = " ".join(note.text for note in made.notes)
    assert "placed in an area this question counts" in told
    for each in ("commonest coordinates", "police.csv", "left out because"):
        assert each not in told
    assert not made.outcome.values["place"].str.contains("Secret").any()
    assert "Secret" not in told
    true = answer(squares, town, public.asked)
    assert true.outcome.values["place"].str.contains("Secret").any()


def test_what_is_released_follows_from_what_is_published(squares, town, public):
    """Another truth with the same public figures has the same answer."""
    counts = town.cube.counts.astype(np.int64)
    shifted = counts.copy()
    months = np.flatnonzero(town.cube.present)
    now = months[4:6]  # January and February 2025
    burglary = counts[:, 0, now].sum(axis=1)
    codes = list(town.cube.codes)
    hidden = [codes.index(code) for code in sorted(public.withheld.now.areas)]
    up = next(n for n in hidden if burglary[n] in (1, 2, 3))
    down = next(n for n in hidden if burglary[n] in (2, 3, 4) and n != up)
    month = next(m for m in now if counts[down, 0, m] > 0)
    shifted[up, 0, month] += 1
    shifted[down, 0, month] -= 1
    other = of_counts(town, shifted[:, :, months])
    again = release(squares, other, public.asked, PUBLIC)
    assert published(again) == published(public)
    assert (again.tally.cube.counts == public.tally.cube.counts).all()


def test_the_same_release_again_withholds_the_same(squares, town, public):
    again = release(squares, town, public.asked, PUBLIC, public.ledger)
    assert published(again) == published(public)
    assert again.withheld == public.withheld
    assert "taken into account" in " ".join(again.report)


def test_nothing_is_withheld_where_nothing_is_small(squares, found):
    busy = of_counts(found, np.full((6, 4, 8), 9))
    released = release(squares, busy, Asked(**COMPARED), PUBLIC)
    assert not released.withheld.any_of
    assert not released.withheld.now.types
    assert not released.withheld.months
    assert None not in published(released).values()


def test_order_of_rows_and_areas_changes_nothing(squares, tmp_path):
    files = squares.files
    rows = pd.read_csv(files.crime[0]).sample(1500, replace=True, random_state=1)
    rows["Crime Number"] = [f"N{n}" for n in range(len(rows))]
    made = []
    for name, order in (("one", 1), ("other", -1)):
        crime, areas = tmp_path / f"{name}.csv", tmp_path / f"{name}.geojson"
        rows[::order].to_csv(crime, index=False)
        gpd.read_file(files.areas)[::order].to_file(areas)
        again = read_material(replace(files, areas=areas, crime=(crime,), source="P"))
        asked = Asked(types=("Burglary",), **COMPARED)
        made.append(release(again, tally(again), asked, PUBLIC))
    one, other = made
    assert published(one) == published(other)
    assert (one.tally.cube.counts == other.tally.cube.counts).all()


def test_without_time_more_is_withheld_and_said(squares, town, public):
    asked = public.asked
    longer = replace(asked, last="2025-03", compare_last="2024-03")
    slow = release(squares, town, longer, PUBLIC, public.ledger)
    hurried = release(
        squares, town, longer, PUBLIC, public.ledger, rules=Rules(seconds=0)
    )
    assert len(hurried.withheld.now.areas) >= len(slow.withheld.now.areas)
    if hurried.withheld != slow.withheld:
        assert "took too long" in " ".join(hurried.report)


def test_the_report_counts_what_is_withheld(public):
    said = " ".join(public.report)
    many = len(public.withheld.now.areas)
    assert f"{many} of 10 areas" in said
    assert "because it is 1 to 4" in said
    assert 'shown as "c"' in said
    assert "Rules: counts from 1 to 4" in said


def test_rates_of_few_are_marked(town, public):
    count = town.cube.by_area(["Burglary"], *town.cube.months[[12, 13]])
    few = set(count.index[(count > 0) & (count < 10)])
    assert public.withheld.now.marked == few - public.withheld.now.areas


def test_a_small_type_of_the_whole_is_withheld_with_another(squares, found):
    counts = np.full((6, 4, 8), 9)
    counts[:, 3, :] = 0
    counts[0, 3, 4] = 2  # two of vehicle crime, in January 2025
    town = of_counts(found, counts)
    released = release(squares, town, Asked(**COMPARED), PUBLIC)
    hidden = released.withheld.now.types
    assert frozenset({"Vehicle crime"}) in hidden
    assert len(hidden) > 1
    assert not released.withheld.before.hides(["Vehicle crime"])
    assert not released.withheld.now.whole


def test_months_with_a_small_one_are_left_out(squares, found):
    counts = np.full((6, 4, 8), 9)
    counts[:, 0, 0] = 0
    counts[0, 0, 0] = 2
    town = of_counts(found, counts)
    asked = Asked(types=("Burglary",), **COMPARED)
    released = release(squares, town, asked, PUBLIC)
    assert released.withheld.months
    assert "Counts by month" in " ".join(released.report)


def test_what_was_made_public_of_months_no_longer_held_is_no_figure_of_the_rest(
    squares, found
):
    """January and February are out; files then hold February, and not January."""
    counts = np.full((6, 4, 8), 30)
    counts[0, 0, 4:6] = 5, 3  # 8 are out of the first area; 3 of February never
    counts[1, 0, 4:6] = 0, 6
    whole = of_counts(found, counts)
    asked = Asked(types=("Burglary",), **COMPARED)
    ledger = release(squares, whole, asked, PUBLIC).ledger
    cube = whole.cube
    held = cube.present & (cube.months.astype(str) != "2025-01")
    part = replace(whole, cube=replace(cube, present=held))
    part = replace(part, recorded=part.cube)
    february = replace(asked, first="2025-02", compare_first="2024-02")
    released = release(squares, part, february, PUBLIC, ledger)
    assert cube.codes[0] in released.withheld.now.areas
    assert len(released.withheld.now.areas) > 1


# --- other audiences --------------------------------------------------------------


def test_internal_products_have_all_there_is(squares, town):
    released = release(squares, town, Asked(**COMPARED), INTERNAL)
    assert released.tally is town
    assert released.material is squares
    assert released.ledger == NOTHING_RELEASED
    assert not released.withheld.any_of


def test_partners_have_points_by_a_hundred_metres_and_nothing_of_victims(squares):
    at = tally(squares)
    victims = at.rows.incidents.assign(victim="V1")
    at = replace(at, rows=replace(at.rows, incidents=victims))
    released = release(squares, at, Asked(**COMPARED), PARTNER)
    rows = released.tally.rows.incidents
    assert (rows[["easting", "northing"]] % 100 == 50).to_numpy().all()
    assert "victim" not in rows
    assert "when" not in rows
    assert rows["place"].isna().all()
    assert (released.tally.cube.counts == at.cube.counts).all()


# --- refusals ---------------------------------------------------------------------


def refused(squares, at, ledger: Ledger = NOTHING_RELEASED, **asked) -> WordsError:
    with pytest.raises(WordsError) as error:
        release(squares, at, Asked(**(COMPARED | asked)), PUBLIC, ledger)
    return error.value


def test_days_are_refused(squares, town):
    error = refused(squares, town, first="2025-01-03", last="2025-01-09")
    assert "whole months" in error.what
    assert any(isinstance(each, ChoosePeriod) for each in error.remedies)


def of_type(at, kind: str):
    cube = at.cube
    named = replace(cube, types=(*TYPES[:3], kind))
    return replace(at, cube=named, recorded=named)


def test_sensitive_types_of_small_areas_need_wards(squares, town):
    at = of_type(town, "Sexual offences")
    bare = replace(squares, wards=None)
    error = refused(bare, at, types=("Sexual offences",))
    assert "need areas as large as wards" in error.what
    all_crime = release(bare, at, Asked(**COMPARED), PUBLIC)
    assert all_crime.asked.level == ""


def test_sensitive_types_are_counted_by_ward_where_there_are_wards(
    squares, monkeypatch
):
    monkeypatch.setattr(
        "hotspot_app.brief.release.released.sensitive",
        lambda types, flags: ["Robbery"] if "Robbery" in types else [],
    )
    released = release(
        squares, tally(squares), Asked(types=("Robbery",), **COMPARED), PUBLIC
    )
    assert released.asked.level == "ward"
    assert released.tally.level.name == "ward"
    assert released.report[0].startswith("By ward, not by smaller areas")


def test_wards_after_small_areas_are_refused_for_the_same_figures(squares, public):
    wards = tally(squares, level="ward")
    error = refused(squares, wards, public.ledger, types=("Burglary",))
    assert "LSOA of 2021" in error.what
    assert ChooseLevel(("lsoa",)) in error.remedies


@pytest.mark.parametrize(
    "asked",
    [
        {"types": ("Robbery",)},
        {"first": "2025-03", "last": "2025-04", "compare_first": "2024-03"}
        | {"compare_last": "2024-04"},
        {},
    ],
    ids=["another type", "other months", "all crime, of which burglary is a part"],
)
def test_other_figures_by_ward_are_let_through(asked, squares, public):
    wards = of_wards(squares)
    question = Asked(**({"types": ("Burglary",)} | COMPARED | asked))
    if not asked:
        question = replace(question, types=())
    released = release(squares, wards, question, PUBLIC, public.ledger)
    assert released.ledger.size > public.ledger.size


def of_wards(squares):
    at = tally(squares, level="ward")
    return of_counts(at, np.full((4, 4, 8), 30))


def test_all_crime_by_ward_is_refused_where_small_areas_have_all_of_its_parts(
    squares, found
):
    town = of_counts(found, np.full((10, 4, 8), 30))
    ledger = NOTHING_RELEASED
    for types in (("Burglary",), TYPES[1:]):
        asked = Asked(types=types, **COMPARED)
        ledger = release(squares, town, asked, PUBLIC, ledger).ledger
    assert "made public" in refused(squares, of_wards(squares), ledger).what


def test_counts_of_some_of_the_sources_are_refused(squares, town, public):
    both = replace(town, sources=(*town.sources, "Other Police"))
    error = refused(squares, both, public.ledger, types=("Burglary",))
    assert "the difference would show small counts" in error.what
    apart = replace(town, sources=("Other Police",))
    asked = Asked(types=("Burglary",), **COMPARED)
    assert release(squares, apart, asked, PUBLIC, public.ledger)


def test_revised_files_are_told(squares, town, public):
    counts = town.cube.counts[:, :, town.cube.present].astype(np.int64)
    shown = [c for c in town.cube.codes if c not in public.withheld.any_of]
    assert shown
    counts[list(town.cube.codes).index(shown[0]), 0, 4] += 7
    revised = of_counts(town, counts)
    again = release(squares, revised, public.asked, PUBLIC, public.ledger)
    assert "the files were revised" in " ".join(again.report)


def test_stand_ins_have_all_that_is_published_and_no_zero_elsewhere(town, public):
    made = public.tally.cube
    truth, filled = town.cube.counts.ravel(), made.counts.ravel()
    for each in figures(public.ledger, town.cube):
        if each.value is None:
            assert filled[each.which].sum() > 0, each.name
        else:
            assert filled[each.which].sum() == truth[each.which].sum(), each.name


def test_police_uk_is_still_credited_without_its_rows(squares, town, public):
    files = tuple(
        replace(each, dialect="police.uk street", sources=town.sources)
        for each in public.material.reading.files
    )
    reading = replace(public.material.reading, files=files)
    material = replace(public.material, reading=reading)
    lines = answer(material, public.tally, public.asked).attributions()
    assert any("Open Government Licence" in line for line in lines)
    lines = answer(public.material, public.tally, public.asked).attributions()
    assert "Recorded incidents: police, January to February 2025." in lines


# --- flags ------------------------------------------------------------------------


def test_the_rest_of_an_area_does_not_follow_from_its_flagged_counts(squares, found):
    counts = np.full((6, 4, 8), 30)
    every = of_counts(found, counts)
    ledger = release(squares, every, Asked(**COMPARED), PUBLIC).ledger
    carried = counts.copy()
    carried[:] = 12
    carried[0] = 30
    carried[0, 0, 4] = 28  # 238 of 240 carry the flag in the first area
    town = replace(every, cube=of_counts(found, carried).cube)
    released = release(
        squares, town, Asked(flags=("knife",), **COMPARED), PUBLIC, ledger
    )
    first = town.cube.codes[0]
    assert first in released.withheld.now.areas
    assert first not in released.withheld.before.areas
    assert len(released.withheld.now.areas) > 1


def test_all_of_them_after_those_flagged_are_refused(squares, found):
    town = of_counts(found, np.full((6, 4, 8), 30))
    asked = Asked(flags=("knife",), **COMPARED)
    ledger = release(squares, town, asked, PUBLIC).ledger
    assert "flagged knife" in refused(squares, town, ledger).what
