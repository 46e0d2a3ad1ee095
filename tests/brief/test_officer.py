"""The officer's page of the practice town, whose hotspots were planted."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from hotspot_app.brief.officer import OfficerPage, namer, officer_page
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.practice import practice_files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import Answer
from hotspot_app.project.steps.stages import Stages
from hotspot_app.stats.rate_ratio import rate_ratio

STATISTICS = re.compile(
    r"\b(p|z|moran|gi\*|permut\w*|signific\w*|interval|limits|95%|false|quintile|"
    r"cluster\w*|standardised|bayes)\b",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages()


def page(stages: Stages, asked: Asked) -> tuple[OfficerPage, Answer, Answer | None]:
    files = practice_files()
    found = stages.answer(files, asked)
    earlier = None
    if found.question.comparison is not None:
        span = found.question.comparison
        before = replace(
            asked, when="", against="", first=str(span.first), last=str(span.last)
        )
        earlier = stages.answer(files, before)
    return officer_page(found, earlier, namer(found)), found, earlier


def words(made: OfficerPage) -> str:
    places = [f"{place.name} {place.count}" for place in made.places]
    told = (*made.changed, *made.decide, *made.sure)
    return " ".join([made.headline, *places, made.more, *told])


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
    assert len(made.places) == 5
    assert made.decide
    assert all(line.endswith((".", "?")) for line in (*made.changed, *made.sure))
    assert all(place.code not in place.name for place in made.places)
    values = found.outcome.values
    for place in made.places:
        count = int(values["count"][place.code])
        assert place.count.startswith(f"{count:,} ")


def test_what_stands_out_comes_first_the_surest_before(stages: Stages) -> None:
    made, found, earlier = page(stages, ASKED[0])
    order = {"clear": 0, "likely": 1, "": 2}
    sure = [order[place.stands_out] for place in made.places]
    assert sure == sorted(sure)
    assert sure[0] == 0
    high = found.outcome.values
    high = high[high["class"].isin(["high-high", "high-low"])]
    high = high[high["confidence"].isin(["clear", "likely"])]
    assert {p.code for p in made.places if p.stands_out} <= set(high.index)
    assert earlier is not None


NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


@pytest.mark.parametrize("asked", ASKED, ids=lambda a: f"{a.method}-{a.when}")
def test_what_stands_out_is_listed_or_said_to_be_on_the_map(
    stages: Stages, asked: Asked
) -> None:
    made, found, _ = page(stages, asked)
    values = found.outcome.values
    many = 0
    if "confidence" in values:
        high = values["class"].isin(["high-high", "high-low", "hot"])
        many = int((high & values["confidence"].isin(["clear", "likely"])).sum())
    rest = many - len([place for place in made.places if place.stands_out])
    said = f"and {NUMBERS[rest]} more on the map" if 0 < rest < len(NUMBERS) else ""
    if rest >= len(NUMBERS):
        said = f"and {rest} more on the map"
    assert made.more == said


def standing(answer: Answer) -> set[str]:
    values = answer.outcome.values
    high = values["class"].isin(["high-high", "high-low"])
    return set(values.index[high & values["confidence"].isin(["clear", "likely"])])


def test_new_and_gone_are_said_only_of_what_rose_or_fell(stages: Stages) -> None:
    made, found, earlier = page(stages, ASKED[0])
    assert earlier is not None
    assert found.comparison is not None
    sure = found.comparison.areas["change_p"] < 0.05
    rose = found.comparison.areas["change"] > 1
    now, before = standing(found), standing(earlier)
    said = " ".join(made.changed)
    new = {code for code in now - before if sure[code] and rose[code]}
    gone = {code for code in before - now if sure[code] and not rose[code]}
    assert ("New: none." in said) == (not new)
    assert ("Gone: none." in said) == (not gone)
    assert ("without a sure rise" in said) == bool((now - before) - new)
    assert ("without a sure fall" in said) == bool((before - now) - gone)


@pytest.mark.parametrize(
    ("now", "before", "stood", "line", "decide"),
    [
        (3, 40, True, "Gone: X.", "Can work at X be wound down?"),
        (19, 6, True, "no more, without a sure fall: X (19, 6 before)", "rise at X?"),
        (5, 8, True, "no more, without a sure fall: X (5, 8 before)", ""),
        (40, 3, False, "New: place 1.", "Who leads on X, and by when?"),
        (9, 0, False, "New: place 1.", "Who leads on X, and by when?"),
        (4, 10, False, "now, without a sure rise: X (4, 10 before)", ""),
        (6, 19, False, "now, without a sure rise: X (6, 19 before)", ""),
    ],
)
def test_what_turned_against_its_count_is_neither_new_nor_gone(
    stages: Stages, now: int, before: int, stood: bool, line: str, decide: str
) -> None:
    """One place stood out then, or does now; its counts are worked by hand."""
    _, found, earlier = page(stages, replace(ASKED[1], method="local_moran"))
    assert earlier is not None
    assert found.comparison is not None
    code = str(found.areas.index[found.areas["shown"]][0])
    found, earlier = (
        with_one(found, "" if stood else code),
        with_one(earlier, code if stood else ""),
    )
    found.outcome.values.loc[code, "count"] = now
    assert found.comparison is not None
    areas = found.comparison.areas.copy()
    days = (found.comparison.days, found.comparison.days_before)
    ratio = rate_ratio((now, before), (float(days[0]), float(days[1])))
    areas.loc[code, ["count_before", "change", "change_p"]] = (
        before,
        ratio.ratio if before else float("nan"),
        ratio.p,
    )
    found = replace(found, comparison=replace(found.comparison, areas=areas))
    made = officer_page(found, earlier, lambda c: "X" if c == code else f"Y{c}")
    assert line.replace("place 1", "X") in " ".join(made.changed)
    if decide:
        assert decide in " ".join(made.decide)
    else:
        assert "X" not in " ".join(d for d in made.decide if "Who" not in d)
    for place in made.places:
        if place.code == code and not before:
            assert place.count == f"{now} crimes, up from 0"


def with_one(answer: Answer, code: str) -> Answer:
    """Return an answer in which that place stands out and no other."""
    values = answer.outcome.values
    values = values.copy()
    values["class"], values["confidence"] = "not significant", "could be chance"
    if code:
        values.loc[code, ["class", "confidence"]] = ["high-high", "clear"]
    return replace(answer, outcome=replace(answer.outcome, values=values))


@pytest.mark.realdata
@pytest.mark.slow
def test_york_walk_rose_and_is_not_gone(real: Path) -> None:
    """Burglary of January to April: 6 in 2024 and 19 in 2025, as the files count."""
    months = [f"{year}-0{n}" for year in (2024, 2025) for n in range(1, 5)]
    files = Files(
        areas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        wards=real / "boundaries" / "E06000045_wards2025_bgc.geojson",
        crime=tuple(real / "crime" / f"{m}-hampshire-street.csv" for m in months),
    )
    before = Asked(
        method="local_moran",
        measure="count",
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
    told = "\n".join(made.changed)
    assert "Gone: none." in told
    assert "York Walk, Bargate (19, about 6 before)" in told
    assert "Oxford Street, Bargate (4, about 10 before)" in told
    assert "New: none." in told
    assert "wound down" not in " ".join(made.decide)


def test_a_change_that_chance_could_make_is_about_the_same(stages: Stages) -> None:
    made, found, _ = page(stages, ASKED[0])
    assert found.comparison is not None
    for place in made.places:
        p = float(found.comparison.areas["change_p"][place.code])
        assert ("about the same" in place.count) == (not p < 0.05)


def test_the_whole_is_compared_for_as_many_days(stages: Stages) -> None:
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
    assert now > 1.5 * before  # of twice as many days
    alike = round(before * 181 / 90)
    assert f"{now:,}, about {alike:,} before." in made.changed[0]
    for turn, change in (("is up", now > alike), ("is down", now < alike)):
        assert turn not in made.changed[0] or change


def test_without_a_comparison_it_says_so(stages: Stages) -> None:
    made, _, _ = page(stages, ASKED[2])
    assert made.changed == ("Nothing to compare with: choose an earlier period.",)
    assert all("before" not in place.count for place in made.places)


@pytest.mark.parametrize(
    ("method", "level"), [("rate_map", ""), ("count_map", ""), ("local_moran", "ward")]
)
def test_nothing_is_new_or_gone_where_nothing_was_tested(
    stages: Stages, method: str, level: str
) -> None:
    asked = Asked(method=method, level=level, when="last-6", against="year")
    made, _, earlier = page(stages, asked)
    assert earlier is not None
    (whole,) = made.changed
    assert "in Wrenmouth as a whole" in whole
    assert len(made.decide) == 1


def test_names_given_by_the_analyst_are_used(stages: Stages) -> None:
    found = stages.answer(practice_files(), ASKED[2])
    made = officer_page(found, None, lambda code: f"Our {code[-2:]}")
    assert made.headline.endswith(made.places[0].name)
    assert all(place.name.startswith("Our ") for place in made.places)


@pytest.mark.parametrize(
    ("per", "most"),
    [("residents", " per 1,000 residents"), ("households", " per 1,000 households")],
)
def test_places_by_rate_are_not_called_those_with_most(
    stages: Stages, per: str, most: str
) -> None:
    made, _, _ = page(stages, replace(ASKED[4], method="rate_map", per=per))
    assert made.headline.startswith(f"All crime: most{most} in ")
    assert made.sure[0] == f"Places 1 to 5 have most{most}, which alone is no hotspot."
    by_count, found, _ = page(stages, ASKED[4])
    assert found.question.measure == "rate"  # and the map shows counts
    assert by_count.headline == f"All crime: most in {by_count.places[0].name}"
    counts = [int(p.count.split()[0].replace(",", "")) for p in by_count.places]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("method", ["rate_map", "count_map"])
def test_what_tests_nothing_finds_nothing_new_or_gone(
    stages: Stages, method: str
) -> None:
    asked = Asked(method=method, when="last-3", against="before")
    made, _, _ = page(stages, asked)
    assert len(made.changed) == 1
    assert "Wrenmouth as a whole" in made.changed[0]
