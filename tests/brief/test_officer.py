"""The officer's page of the practice town, whose hotspots were planted."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely

from hotspot_app.brief.called import Called, namer
from hotspot_app.brief.officer import OfficerPage, officer_page
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.stats.classes.confidence import SURE
from hotspot_app.stats.over_time.change import changes
from hotspot_app.words import spelt

STATISTICS = re.compile(
    r"\b(p|z|moran|gi\*|permut\w*|signific\w*|interval|limits|95%|false|quintile|"
    r"cluster\w*|standardised|bayes)\b",
    re.IGNORECASE,
)


@pytest.fixture
def stages(practice_stages: Stages) -> Stages:
    return practice_stages


def recounted(found: Answer, areas: pd.DataFrame) -> Answer:
    """Return an answer with other counts of its areas, tested as they are."""
    assert found.comparison is not None
    tested = changes(
        areas["count_now"], areas["count_before"], found.comparison.lengths
    )
    told = areas.assign(
        difference=tested["difference"], change_sure=tested["confidence"]
    )
    return replace(found, comparison=replace(found.comparison, areas=told))


MONTH = {"first": "2026-06", "last": "2026-06"}
RARE = ("Bicycle theft",)


def page(stages: Stages, asked: Asked) -> tuple[OfficerPage, Answer, Answer | None]:
    files = practice_files()
    found = stages.answer(files, asked)
    earlier = None
    if found.question.comparison is not None:
        span = found.question.comparison
        plain = replace(asked, when="", against="", compare_first="", compare_last="")
        before = replace(plain, first=str(span.first), last=str(span.last))
        earlier = stages.answer(files, before)
    return officer_page(found, earlier, namer(found)), found, earlier


def words(made: OfficerPage) -> str:
    places = [f"{p.name} {p.count} {p.change}" for p in made.places]
    told = (*made.changed, *made.decide, *made.sure)
    return " ".join([made.headline, made.periods, *places, made.more, *told])


ASKED = [
    Asked(method="local_moran", measure="eb", when="last-12", against="before"),
    Asked(method="gi_star", when="last-6", against="year"),
    Asked(method="rate_map", when="last-3"),
    Asked(method="count_map", types=("Robbery",), when="last-3", against="before"),
    Asked(method="count_map", level="ward", when="last-3"),
]


@pytest.mark.parametrize("asked", ASKED, ids=lambda a: f"{a.method}-{a.when}")
def test_it_has_places_and_no_statistics(stages: Stages, asked: Asked) -> None:
    made, found, _ = page(stages, asked)
    assert not STATISTICS.search(words(made)), words(made)
    assert 0 < len(made.places) <= 5
    assert made.decide
    assert all(line.endswith((".", "?")) for line in (*made.changed, *made.sure))
    values = found.outcome.values
    for number, place in enumerate(made.places, 1):
        count = int(values["count"][[*place.codes]].sum())
        assert place.count.startswith(f"{count:,} ")
        assert bool(place.change) == (asked.against != "")
        assert not any(code in place.name for code in place.codes)
        spot = made.spots[number - 1]
        assert (spot.number, spot.codes) == (number, frozenset(place.codes))


def test_the_largest_excess_comes_first(stages: Stages) -> None:
    made, found, _ = page(stages, ASKED[0])
    listed = found.listing
    assert [place.codes for place in made.places] == [
        each.codes for each in listed.standing[:5]
    ]
    excess = [each.excess for each in listed.standing]
    assert excess == sorted(excess, reverse=True)
    whole = found.whole_rate / 1000
    for each in listed.standing:
        values = found.outcome.values.loc[[*each.codes]]
        people = values["denominator"].sum()
        assert each.excess == pytest.approx(values["count"].sum() - people * whole)


@pytest.mark.parametrize("asked", ASKED, ids=lambda a: f"{a.method}-{a.when}")
def test_what_stands_out_is_listed_or_said_to_be_in_the_table(
    stages: Stages, asked: Asked
) -> None:
    made, found, _ = page(stages, asked)
    rest = len(found.listing.standing) - 5
    more = f"and {spelt(rest, 'more', 'more')} in the table of places"
    assert made.more == (more if rest > 0 else "")


def test_high_only_for_its_neighbours_is_not_listed(stages: Stages) -> None:
    """What a local test calls high is part of a hotspot if its own count is high."""
    _, found, _ = page(stages, ASKED[0])
    listed = found.listing
    values, high = found.outcome.values, listed.areas["higher"]
    among = values["class"].eq("high-high") & values["confidence"].isin(SURE)
    spots = [each for each in listed.standing if each.sure]
    assert {code for each in spots for code in each.codes} == {
        *values.index[among & high & found.areas["shown"]]
    }
    alone = {code for each in listed.standing if not each.sure for code in each.codes}
    assert alone == {*values.index[high & ~among & found.areas["shown"]]}


def test_areas_of_a_hotspot_touch_and_others_do_not(stages: Stages) -> None:
    _, found, _ = page(stages, ASKED[0])
    spots = [each.codes for each in found.listing.standing if each.sure]
    shapes = [shapely.union_all(found.areas.geometry.loc[[*s]]) for s in spots]
    for one, other in itertools.combinations(shapes, 2):
        assert one.distance(other) > 0
    for codes, shape in zip(spots, shapes, strict=True):
        for code in codes:
            rest = [c for c in codes if c != code]
            near = found.areas.geometry.loc[rest].distance(found.areas.geometry[code])
            assert not rest or near.min() == 0
        assert shape.area > 0


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("measure", ["count", "eb"])
def test_york_walk_rose_and_is_not_gone(real: Path, measure: str) -> None:
    """Burglary of January to April: 6 in 2024 and 19 in 2025, as the files count."""
    months = [f"{year}-0{n}" for year in (2024, 2025) for n in range(1, 5)]
    files = Files(
        areas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        wards=real / "boundaries" / "E06000045_wards2025_bgc.geojson",
        crime=tuple(real / "crime" / f"{m}-hampshire-street.csv" for m in months),
        residents=real
        / "population"
        / "census2021_lsoa21_usual_residents_households.csv",
    )
    before = Asked(
        method="local_moran",
        measure=measure,
        types=("Burglary",),
        first="2024-01",
        last="2024-04",
    )
    asked = replace(
        before,
        first="2025-01",
        last="2025-04",
        compare_first="2024-01",
        compare_last="2024-04",
    )
    stages = Stages()
    found, earlier = stages.answer(files, asked), stages.answer(files, before)
    made = officer_page(found, earlier, namer(found))
    first, second = made.places[:2]
    assert first.name.startswith("Scullards Lane and ")
    assert first.change.startswith("Still there, rising: up from ")
    assert second.name == "York Walk, Bargate"
    assert second.count.startswith("19 crimes, ")
    assert second.change == (
        "Newly ahead, count about as before: 6 before, which could be chance"
    )
    told = words(made)
    assert "Gone" not in told
    assert "wound down" not in told
    assert "New:" not in told
    assert "Oxford Street" not in told  # 4, after 10: neither listed nor a sure fall
    assert [line.split(" (")[0] for line in made.decide] == [first.name]


def test_a_page_is_quiet_where_nothing_stands_out(stages: Stages) -> None:
    asked = Asked(method="count_map", types=RARE, **MONTH, against="before")
    made, found, _ = page(stages, asked)
    assert not found.listing.standing
    assert not any(place.stands_out for place in made.places)
    assert "which alone is no hotspot" in made.sure[0]
    assert all(" more than " not in place.count for place in made.places)


def test_what_is_compared_is_told_with_its_length(stages: Stages) -> None:
    asked = Asked(
        method="count_map",
        first="2026-01",
        last="2026-06",
        compare_first="2025-01",
        compare_last="2025-03",
    )
    found = stages.answer(practice_files(), asked)
    made = officer_page(found, found, namer(found))
    assert found.comparison is not None
    now, before = found.comparison.total, found.comparison.total_before
    assert f"{before:,} in January to March 2025 (90 days)" in made.changed[0]
    assert f"{now:,} in January to June 2026 (181 days)" in made.changed[0]
    assert all("in 3 months" in place.change for place in made.places)
    assert "about" not in made.changed[0]


def test_the_whole_changed_as_the_answer_says(stages: Stages) -> None:
    made, found, _ = page(stages, ASKED[0])
    assert found.comparison is not None
    place = f"{found.question.subject} in Wrenmouth as a whole"
    assert made.changed[0] == found.comparison.sentence(place)


@pytest.mark.parametrize(
    ("was_listed", "said"),
    [
        (True, "Still there, fading: "),
        (False, "Newly ahead though it fell, the rest fell more: "),
    ],
)
def test_a_sure_fall_of_a_place_below_the_five_is_told(
    stages: Stages, was_listed: bool, said: str
) -> None:
    asked = Asked(method="rate_map", when="last-12", against="before")
    _, found, _ = page(stages, asked)
    assert found.comparison is not None
    sixth = found.listing.standing[5].codes[0]
    areas = found.comparison.areas.copy()
    areas.loc[sixth, ["count_before", "count_now"]] = [400, 150]
    told = recounted(found, areas)
    nowhere = Asked(method="rate_map", types=RARE, **MONTH)
    before = found if was_listed else page(stages, nowhere)[1]
    made = officer_page(told, before, namer(found))
    (line,) = [line for line in made.changed if line.startswith(said)]
    assert f"{namer(found)([sixth])} (150 crimes; 400 before)" in line
    assert sixth not in {code for place in made.places for code in place.codes}


FEBRUARY = Asked(
    method="count_map",
    first="2026-02",
    last="2026-02",
    compare_first="2026-01",
    compare_last="2026-01",
)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (500, 500, "as many before"),
        (31, 28, "31 before, as many a day"),
        (500, 499, "500 before, which could be chance"),
        (40_000, 39_000, "40,000 before, more a day now, more than chance would "
         "explain"),
        (40_000, 43_000, "up from 40,000, more than chance would explain"),
        (40_000, 33_000, "down from 40,000, more than chance would explain"),
    ],
)  # fmt: skip
def test_counts_of_31_and_28_days_are_told_as_they_are(
    stages: Stages, before: int, now: int, said: str
) -> None:
    found = stages.answer(practice_files(), FEBRUARY)
    assert found.comparison is not None
    told = recounted(
        found, found.comparison.areas.assign(count_before=before, count_now=now)
    )
    place = officer_page(told, None, namer(found)).places[0]
    assert place.change == said[0].upper() + said[1:]


def test_months_that_are_compared_are_named_where_more_is_counted(
    stages: Stages,
) -> None:
    """The files begin with October 2024."""
    asked = Asked(
        method="count_map",
        first="2025-08",
        last="2026-01",
        compare_first="2024-08",
        compare_last="2025-01",
    )
    made, found, _ = page(stages, asked)
    assert made.periods == (
        "August 2025 to January 2026; October 2025 to January 2026 compared with "
        "October 2024 to January 2025"
    )
    assert found.comparison is not None
    compared = found.comparison.areas["count_now"]
    for place in made.places:
        count = int(compared[[*place.codes]].sum())
        assert f": {count} in the months compared; " in place.change
        asked_of = [line for line in made.decide if line.startswith(place.name)]
        assert all(f"({count} crimes in the months" in line for line in asked_of)
    assert any("in the months compared" in line for line in made.decide)


def test_without_a_comparison_it_says_so(stages: Stages) -> None:
    made, found, _ = page(stages, ASKED[2])
    assert made.changed == ("Nothing to compare with: choose an earlier period.",)
    assert all(not place.change for place in made.places)
    assert made.periods == str(found.question.period)


def test_while_the_earlier_answer_is_awaited_only_counts_are_said(
    stages: Stages,
) -> None:
    _, found, _ = page(stages, ASKED[0])
    made = officer_page(found, None, namer(found))
    said = words(made).casefold()
    for word in ("still there", "newly ahead", "gone", "wound down", "new:"):
        assert word not in said


def test_names_given_by_the_analyst_are_used(stages: Stages) -> None:
    found = stages.answer(practice_files(), ASKED[2])
    made = officer_page(found, None, lambda codes: Called(f"Our {codes[0][-2:]}"))
    assert all(place.name.startswith("Our ") for place in made.places)
    assert made.headline.endswith(tuple(p.name for p in made.places))


def test_several_areas_are_named_by_the_strongest(stages: Stages) -> None:
    _, found, _ = page(stages, ASKED[0])
    codes = [*found.areas.index[found.areas["shown"]][:3]]
    name = namer(found)
    alone, together = name(codes[:1]), name(codes)
    assert together.name == f"{alone.name} and two more"
    assert str(together) == f"{together.name}, {together.ward}"
    assert together.inline == f"{together.name} ({together.ward})"


@pytest.mark.parametrize(
    ("per", "most"),
    [("residents", " per 1,000 residents"), ("households", " per 1,000 households")],
)
def test_places_by_rate_are_not_called_those_with_most(
    stages: Stages, per: str, most: str
) -> None:
    asked = Asked(method="rate_map", types=RARE, **MONTH, per=per)
    made, found, _ = page(stages, asked)
    assert not found.listing.standing
    assert made.headline.startswith(f"Bicycle theft: most{most} in ")
    assert made.sure[0].endswith(f" have most{most}, which alone is no hotspot.")
    by_count, found, _ = page(stages, replace(asked, method="count_map"))
    assert by_count.headline == f"Bicycle theft: most in {by_count.places[0].name}"
