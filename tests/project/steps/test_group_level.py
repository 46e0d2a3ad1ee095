"""Named groups of areas as a level: what they hold is what their areas hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.data.figures.ward_figures import ward_of
from hotspot_app.errors import WordsError
from hotspot_app.methods import all_methods, get
from hotspot_app.project.answer.choices import choices, group_levels
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.group_level import in_groups, members_of
from hotspot_app.project.steps.material import Material, read_material
from hotspot_app.project.steps.pipeline import answer, run
from hotspot_app.project.steps.placed import place
from hotspot_app.project.steps.tally import Tally, count
from tests.project.conftest import CODES, SIDE

# Square n has n + 1 incidents, numbered by rows of six from the south-west.
BEATS = {
    "South": CODES[:12],  # 1 to 12: 78
    "Middle": CODES[12:20],  # 13 to 20: 132
    "North": CODES[20:],  # 21 to 36: 456
}
GROUPS = {"beat": BEATS}


def tallied(files: Files, groups: Any = GROUPS, level: str = "beat") -> Tally:
    material = read_material(files)
    return count(material, place(material, level=level, groups=groups))


def rates(files: Files, groups: Any = GROUPS, level: str = "beat", **asked: Any):
    return run(files, Asked(method="rate_map", level=level, **asked), groups=groups)


def values(found: Answer) -> pd.DataFrame:
    return found.outcome.values


def told(found: Answer) -> str:
    return "\n".join(note.text for note in found.notes)


def test_a_groups_count_is_the_sum_of_its_areas(files: Files) -> None:
    found = tallied(files)
    by_hand = {"South": 78, "Middle": 132, "North": 456}
    total = found.cube.counts.sum(axis=(1, 2))
    assert dict(zip(found.cube.codes, total, strict=True)) == by_hand
    assert found.level.denominators["residents"].to_dict() == {
        "Middle": 8_000,
        "North": 16_000,
        "South": 12_000,
    }
    assert found.reconciliation.total() == {"read": 666, "mapped": 666}


def test_rates_are_those_worked_out_by_hand(files: Files) -> None:
    found = values(rates(files))
    assert found["rate"].round(6).to_dict() == {
        "Middle": 132 / 8,
        "North": 456 / 16,
        "South": 78 / 12,
    }
    # Byar's limits of 78, written from the formula (Breslow and Day 1987, p. 69)
    low = 78 * (1 - 1 / (9 * 78) - 1.959964 / (3 * np.sqrt(78))) ** 3
    high = 79 * (1 - 1 / (9 * 79) + 1.959964 / (3 * np.sqrt(79))) ** 3
    assert found.loc["South", "rate_lower"] == pytest.approx(low / 12, abs=0.001)
    assert found.loc["South", "rate_upper"] == pytest.approx(high / 12, abs=0.001)
    assert found["against_city"].to_dict() == {
        "Middle": "similar",
        "North": "higher",
        "South": "lower",
    }
    assert found["rank"].to_dict() == {"North": 1, "Middle": 2, "South": 3}


def test_words_call_them_what_the_analyst_does(files: Files) -> None:
    found = rates(files)
    said = found.explanation.sentences
    assert found.explanation.headline == "All crime: highest rate in North"
    assert "in 1 of 3 beats, similar in 1, lower in 1" in said[2]
    assert found.question.unit == "beat"
    other = rates(files, {"locality": BEATS}, "locality")
    assert "1 of 3 localities" in other.explanation.sentences[2]
    assert "Localities are groups you made: 3 localities of 36 areas." in told(other)


def test_shapes_are_dissolved(files: Files) -> None:
    areas = rates(files).areas
    assert areas.index.tolist() == ["Middle", "North", "South"]
    assert areas.geometry.area.to_dict() == {
        name: pytest.approx(len(codes) * SIDE**2) for name, codes in BEATS.items()
    }
    assert areas.geometry.geom_type.eq("Polygon").all()
    assert areas.geometry.is_valid.all()
    given = read_material(files).areas.areas.geometry
    assert areas.union_all().equals(given.union_all())
    assert areas["name"].tolist() == areas.index.tolist()


# --- areas in no group, and in two ------------------------------------------------

TWO = {"beat": {name: BEATS[name] for name in ("South", "North")}}


def test_what_is_in_no_group_is_left_out_and_said(files: Files) -> None:
    found = rates(files, TWO)
    assert found.areas.index.tolist() == ["North", "South"]
    account = found.tally.reconciliation.total()
    assert account == {"read": 666, "mapped": 534, "in_no_group": 132}
    assert "8 areas are in no beat and left out of map and table: " in told(found)
    assert "132 in an area of no group" in told(found)
    assert found.question.where == "the 2 beats"
    said = found.explanation.sentences
    assert said[0].startswith("The 2 beats: 19.1 per 1,000")  # 534 of 28,000
    assert "534 recorded" in said[0]


def test_the_city_compared_with_stays_the_city(files: Files) -> None:
    """534 of 28,000 in the two beats; 666 of 36,000 in all: 18.5."""
    whole, part = rates(files), rates(files, TWO)
    assert part.outcome.summary["city_rate"] == pytest.approx(666 / 36)
    assert part.whole_rate == pytest.approx(666 / 36)
    assert part.outcome.summary["shown_rate"] == pytest.approx(534 / 28)
    assert whole.outcome.summary["city_rate"] == pytest.approx(666 / 36)
    same = ["count", "rate", "rate_lower", "rate_upper", "against_city"]
    kept = values(part)[same]
    pd.testing.assert_frame_equal(kept, values(whole).loc[kept.index, same])
    tested = run(files, Asked(method="local_moran", level="beat"), groups=TWO)
    against = values(tested)["against_city"]
    assert against.to_dict() == kept["against_city"].to_dict()


def test_one_group_alone_is_a_level(files: Files) -> None:
    found = rates(files, {"PAG patch": {"Harbour": CODES[30:]}}, "PAG patch")
    assert found.explanation.sentences[0].startswith("Harbour: 33.5 per 1,000")
    assert "1 of 1 PAG patch" in found.explanation.sentences[2]


def test_an_area_in_two_groups_is_refused(files: Files) -> None:
    twice = {"beat": {**BEATS, "Centre": CODES[11:14]}}
    with pytest.raises(WordsError) as why:
        rates(files, twice)
    said = str(why.value)
    assert "3 areas are in more than one beat" in said
    assert "Testham 011A, in South and Centre" in said
    assert "each incident counts once" in said
    alone = {"beat": {"North": CODES[20:]}, "locality": {"Centre": CODES[20:22]}}
    assert values(rates(files, alone))["count"].tolist() == [456]


def test_areas_that_are_gone_are_said(files: Files) -> None:
    gone = {"beat": {**BEATS, "South": (*BEATS["South"], "E01999999")}}
    found = rates(files, gone)
    assert values(found).loc["South", "count"] == 78
    assert "1 area of the beats isn't on this map." in told(found)
    with pytest.raises(WordsError, match="none of the areas of the beats is on"):
        rates(files, {"beat": {"Elsewhere": ("E01999999",)}})


def test_a_missing_figure_makes_the_groups_missing(files: Files) -> None:
    table = pd.read_csv(files.residents)
    table[table["LSOA21CD"] != CODES[0]].to_csv(files.residents, index=False)
    known = tallied(files).level.denominators["residents"]
    assert known.isna().to_dict() == {"Middle": False, "North": False, "South": True}


def test_a_level_of_the_files_comes_first(files: Files) -> None:
    own = replace(files, level="lsoa")
    found = tallied(own, {"lsoa": BEATS}, "lsoa")
    assert len(found.level.areas) == 36
    with pytest.raises(WordsError, match="at level 'lsoa', not 'locality'"):
        tallied(files, GROUPS, "locality")


def test_a_group_called_like_an_area_is_refused(files: Files) -> None:
    with pytest.raises(WordsError, match="is the code of an area"):
        tallied(files, {"beat": {CODES[5]: CODES[:4]}})


# --- groups of wards --------------------------------------------------------------

WARDS = [f"E0599000{i}" for i in range(4)]


def test_groups_of_wards_hold_what_wards_hold(files: Files) -> None:
    groups = {"locality": {"West": WARDS[::2], "East": WARDS[1::2]}}
    by_ward = tallied(files, {}, "ward")
    found = tallied(files, groups, "locality")
    totals = by_ward.cube.counts.sum(axis=(1, 2))
    counts = found.cube.counts.sum(axis=(1, 2))
    assert counts.tolist() == [totals[1::2].sum(), totals[::2].sum()]
    np.testing.assert_allclose(found.level.denominators["residents"], 18_000)
    assert any("2 localities of 4 wards" in note.text for note in found.notes)


def test_groups_of_wards_and_of_areas_together(files: Files) -> None:
    groups = {"patch": {"Ward": (WARDS[0],), "Areas": CODES[30:]}}
    material = read_material(files)
    found = members_of(material, "patch", groups["patch"])
    home = ward_of(material.overlay, material.areas.areas.index)
    assert found.base == "lsoa"
    inside = {code for code, group in found.home.items() if group == "Ward"}
    assert inside == set(home.index[home.eq(WARDS[0])])
    assert "the areas that lie mostly in it" in found.notes[0].text
    twice = {"patch": {"Ward": (WARDS[0],), "Areas": tuple(inside)[:2]}}
    with pytest.raises(WordsError, match="2 areas are in more than one patch"):
        members_of(material, "patch", twice["patch"])


# --- around, ready counts, rows by code -------------------------------------------


def test_areas_around_the_district_take_no_part(in_district: Files) -> None:
    inner = [code for i, code in enumerate(CODES) if i % 6 < 4]
    groups = {"beat": {"A": inner[:12], "B": inner[12:]}}
    found = tallied(in_district, groups)
    assert found.level.areas.index.tolist() == ["A", "B"]
    assert found.level.part == ""
    by_area = tallied(in_district, {}, "")
    codes = by_area.cube.codes
    shown = by_area.cube.counts.sum(axis=(1, 2))[codes.isin(inner)]
    assert found.cube.counts.sum() == shown.sum()


def test_ready_counts_are_added_up(files: Files) -> None:
    path = files.areas.with_name("counts.csv")
    rows = [(code, "Burglary", "2025-01", i + 1) for i, code in enumerate(CODES)]
    pd.DataFrame(rows, columns=["area", "type", "month", "count"]).to_csv(
        path, index=False
    )
    ready = replace(files, crime=(), counts=path)
    found = tallied(ready, TWO)
    shown = found.level.areas["shown"].to_numpy()
    assert found.cube.counts.sum(axis=(1, 2))[shown].tolist() == [456, 78]
    account = found.reconciliation.total()
    assert account == {"read": 36, "mapped": 28, "in_no_group": 8}


def test_rows_that_name_their_area_are_counted_in_its_group(files: Files) -> None:
    rows = pd.DataFrame(
        {
            "Crime Number": ["a", "b", "c"],
            "Offence Type": "Burglary",
            "Date": "2025-01-10",
            "LSOA code": [CODES[0], CODES[13], CODES[13]],
        }
    )
    rows.to_csv(files.crime[0], index=False)
    found = tallied(files)
    total = found.cube.counts.sum(axis=(1, 2))
    assert dict(zip(found.cube.codes, total, strict=True)) == {
        "Middle": 2,
        "North": 0,
        "South": 1,
    }
    assert any("counted by the code or name" in note.text for note in found.notes)


# --- on the practice town ---------------------------------------------------------


@pytest.fixture
def town(practice_material: Material) -> Material:
    return practice_material


def thirds(town: Material) -> dict[str, dict[str, tuple[str, ...]]]:
    codes = town.areas.areas.index
    return {
        "beat": {f"Beat {i + 1}": tuple(codes[i::3]) for i in range(3)},
        "locality": {"All": tuple(codes)},
    }


def of_town(town: Material, asked: Asked) -> Answer:
    placed = place(town, level=asked.level, groups=thirds(town))
    return answer(town, count(town, placed), asked)


@pytest.mark.parametrize("method", [each.id for each in all_methods()])
def test_every_method_answers_or_says_why_not(town: Material, method: str) -> None:
    asked = Asked(method=method, level="beat", when="last-6", against="before")
    if "deprivation" in get(method).needs:
        with pytest.raises(WordsError, match="isn't published for these areas"):
            of_town(town, asked)
        return
    found = of_town(town, asked)
    assert found.outcome.values.index.tolist() == ["Beat 1", "Beat 2", "Beat 3"]
    assert (found.comparison is not None) == found.method.of_incidents
    if "graph" in found.method.needs and method != "global_moran":
        assert "With 3 beats local tests can't speak" in told(found)
        assert "1 of 3 beats" in found.explanation.map_title


def test_all_areas_in_one_group_are_the_town(town: Material) -> None:
    by_area = of_town(town, Asked(method="rate_map"))
    found = of_town(town, Asked(method="rate_map", level="locality"))
    assert values(found)["count"].sum() == values(by_area)["count"].sum()
    assert found.outcome.summary["city_rate"] == pytest.approx(
        by_area.outcome.summary["city_rate"]
    )
    assert values(found)["against_city"].tolist() == ["similar"]


def test_every_kind_is_offered(town: Material) -> None:
    groups = thirds(town)
    assert group_levels(groups) == {"beat": "Beats (3)", "locality": "Localities (1)"}
    part = {"beat": {"A": groups["beat"]["Beat 1"], "B": groups["beat"]["Beat 2"]}}
    at = count(town, place(town, level="beat", groups=part))
    assert choices(town, at).whole == "The 2 beats"
    whole = count(town, place(town, level="beat", groups=groups))
    assert choices(town, whole).whole == "Whole of Wrenmouth"


# --- a part of the map ------------------------------------------------------------


def shown(found: Answer) -> list[str]:
    return list(found.areas.index[found.areas["shown"]])


def test_a_part_is_the_groups_that_its_areas_are_in(files: Files) -> None:
    part = {"within": CODES[10:13], "within_words": "the middle"}
    found = rates(files, **part)
    assert shown(found) == ["Middle", "South"]
    assert (
        "The 2 beats that hold the middle: 10.5 per 1,000"
        in found.explanation.sentences[0]
    )
    assert "as a whole: 18.5" in found.explanation.sentences[0]
    ward = rates(files, within=(WARDS[0],), within_words="Northgate")
    assert shown(ward) == ["Middle", "South"]
    group = rates(files, level="", within=BEATS["North"], within_words="North")
    assert shown(group) == sorted(BEATS["North"])
    wards = {"locality": {"West": WARDS[::2], "East": WARDS[1::2]}}
    some = rates(files, wards, "locality", within=CODES[:1], within_words="a corner")
    assert shown(some) == ["West"]


def test_what_was_read_is_not_changed(files: Files) -> None:
    material = read_material(files)
    before: gpd.GeoDataFrame = material.areas.areas.copy()
    place(material, level="beat", groups=GROUPS)
    pd.testing.assert_frame_equal(material.areas.areas, before)


@pytest.mark.slow
def test_groups_by_the_ten_thousand_add_up(files: Files) -> None:
    many = 40_000
    codes = pd.Index([f"X{i:05d}" for i in range(many)], name="code")
    x, y = np.arange(many) % 200 * 100.0, np.arange(many) // 200 * 100.0
    areas = gpd.GeoDataFrame(
        {"name": codes, "shown": True, "place": ""},
        geometry=shapely.box(x, y, x + 100, y + 100),
        index=codes,
        crs=27700,
    )
    material = read_material(files)
    wide = replace(material, areas=replace(material.areas, areas=areas))
    named = {f"Beat {i}": tuple(codes[2 * i : 2 * i + 2]) for i in range(many // 2)}
    one_each = pd.Series(1.0, index=codes)
    base = replace(
        place(material).level, areas=areas, denominators={"residents": one_each}
    )
    level = in_groups(base, members_of(wide, "beat", named))
    assert len(level.areas) == many // 2
    assert level.denominators["residents"].eq(2).all()
    assert level.areas.geometry.area.eq(20_000).all()
