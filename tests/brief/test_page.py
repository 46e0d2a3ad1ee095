"""What a map and a chart say of what they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hotspot_app.brief.page import charts, map_page
from hotspot_app.brief.page_words import facts
from hotspot_app.errors import WordsError
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import Tally, tally
from hotspot_app.remedies import ChooseLevel

pytestmark = pytest.mark.slow

HALF = {"first": "2026-01", "last": "2026-06"}
PER = "per 1,000 residents (mid-2025) over 6 months"
Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def counts(practice_material: Material, practice_counts: Tally) -> dict[str, Tally]:
    return {"": practice_counts, "ward": tally(practice_material, level="ward")}


@pytest.fixture(scope="module")
def ask(practice_material: Material, counts: dict[str, Tally]) -> Ask:
    def put(method: str, level: str = "", **asked: Any) -> Answer:
        if method in {"local_moran", "gi_star", "global_moran"}:
            asked["params"] = {"permutations": "999"}
        said = Asked(method=method, **(HALF | asked))
        return answer(practice_material, counts[level], said)

    return put


def whole_rate(found: Answer) -> float:
    values = found.outcome.values
    return 1000 * values["count"].sum() / values["denominator"].sum()


def legend(found: Answer) -> tuple[str, str, tuple[str, ...], str]:
    page = map_page(found)
    assert page is not None
    return page.key.title, page.key.measure, page.key.notes, page.key.unit


@pytest.mark.parametrize(
    ("measure", "tested"),
    [
        ("count", "counts"),
        ("rate", "crude rates"),
        ("eb", "empirical-Bayes standardised rates (Assunção and Reis)"),
    ],
)
def test_what_was_tested_is_said(ask: Ask, measure: str, tested: str) -> None:
    found = ask("local_moran", measure=measure)
    assert f"Tested: {tested}" in facts(found)
    assert (f"Rates {PER}" in facts(found)) == (measure != "count")
    said = {
        "count": "Recorded incidents",
        "rate": f"Rate {PER}",
        "eb": f"Standardised rate (empirical Bayes), from rates {PER}",
    }
    assert legend(found)[1] == said[measure]


def test_a_rate_map_says_per_what_how_long_and_the_rate_of_the_whole(ask: Ask) -> None:
    found = ask("rate_map")
    title, measure, notes, unit = legend(found)
    assert f"{title} {measure}" == f"Rate {PER}"
    assert notes == (
        f"Wrenmouth as a whole: {whole_rate(found):.1f}.",
        "1 of 91 areas has fewer than 10 incidents: chance moves its rate a long way.",
    )
    assert unit == "area"


def test_a_part_is_compared_with_the_whole(ask: Ask) -> None:
    ward = ask("count_map", "ward").outcome.values.index[0]
    part, whole = ask("rate_map", within=(ward,)), ask("rate_map")
    assert part.areas["shown"].sum() < whole.areas["shown"].sum()
    assert legend(part)[2][0] == legend(whole)[2][0]
    fifths = ask("deprivation_gradient", within=(ward,)).outcome.summary
    assert (
        fifths["city_rate"] == ask("deprivation_gradient").outcome.summary["city_rate"]
    )


def test_a_ranking_is_compared_with_the_rest(ask: Ask) -> None:
    title, measure, notes, _ = legend(ask("ranking"))
    assert title == "Rate against the rest of Wrenmouth"
    assert measure == PER
    assert "above (below) that of the rest of Wrenmouth beyond chance" in notes[1]


def test_a_map_of_fifths_gives_their_rates(ask: Ask) -> None:
    found = ask("deprivation_gradient")
    page = map_page(found)
    assert page is not None
    rates = found.outcome.tables["gradient"]["rate"]
    labels = [entry.label for entry in page.key.entries]
    assert labels[0] == f"1 (most deprived): {rates[0]:.1f}"
    assert labels[2] == f"3: {rates[2]:.1f}"
    assert labels[-1] == "No data"
    assert page.key.measure == f"and the rate of each fifth {PER}"
    assert page.key.notes == (
        "Colours show deprivation, figures the rates recorded; Wrenmouth as a whole: "
        f"{whole_rate(found):.1f}.",
    )
    of_counts = ask("deprivation_gradient", measure="count")
    assert map_page(of_counts).key.measure == page.key.measure
    assert of_counts.attributions() == found.attributions()
    few = ask("deprivation_gradient", types=("Robbery",), last="2026-01")
    table = few.outcome.tables["gradient"]
    thin = int(table["count"].lt(10).to_numpy().argmax())
    assert table["count"][thin] < 10
    page = map_page(few)
    assert page is not None
    assert page.key.entries[thin].label.endswith(f"({table['count'][thin]} recorded)")
    assert page.key.notes[-1].startswith(
        "A rate on fewer than 10 incidents says little"
    )


def test_the_legend_counts_the_areas_tested(ask: Ask) -> None:
    found = ask("local_moran", types=("Burglary",))
    values = found.outcome.values
    assert values["class"].eq("too few to say").any()
    assert "of 91 areas tested" in legend(found)[2][0]


def test_a_test_not_made_brings_no_caution_on_its_findings(ask: Ask) -> None:
    for method, caution in (("local_moran", "core"), ("gi_star", "hot spot is")):
        for level, told in (("", True), ("ward", False)):
            notes = " ".join(note.text for note in ask(method, level).notes)
            assert (caution in notes) == told


def test_the_line_of_a_scatter_is_named(ask: Ask) -> None:
    found = ask("global_moran")
    ((_, sheet),) = charts(found)
    said = [text.get_text() for text in sheet.axes[0].texts]
    assert f"—  slope {found.outcome.summary['statistic']:.3f}: Moran's I" in said


@pytest.mark.parametrize("method", ["gi_star", "local_moran"])
def test_wards_are_shown_against_the_whole_with_a_chart(ask: Ask, method: str) -> None:
    found = ask(method, "ward")
    title, measure, notes, unit = legend(found)
    assert (title, measure) == ("Rate against Wrenmouth as a whole", PER)
    assert notes[0] == f"Wrenmouth as a whole: {whole_rate(found):.1f}."
    assert "Higher (lower): the 95% limits of the ward's rate" in notes[1]
    assert unit == "ward"
    assert not [line for line in facts(found) if line.startswith("Tested")]
    ((name, sheet),) = charts(found)
    assert name == "ranking"
    assert sheet.heading == "All crime in Wrenmouth: rate with 95% limits"


def test_a_change_is_told_in_short(ask: Ask) -> None:
    found = ask(
        "count_map",
        types=("Vehicle crime",),
        first="2026-04",
        last="2026-09",
        compare_first="2025-04",
        compare_last="2025-09",
    )
    (line,) = [line for line in facts(found) if line.startswith("Compared")]
    assert line == (
        "Compared with April to September 2025: rose from 361 before to 536 now "
        "(48.5%), more than chance alone would explain"
    )


@pytest.mark.parametrize(
    "method", ["count_map", "rate_map", "gi_star", "global_moran", "local_moran"]
)
def test_charts_say_subject_place_period_number_and_sources(
    ask: Ask, method: str
) -> None:
    found = ask(method)
    total = found.outcome.values["count"].sum()
    for _, sheet in charts(found):
        said = " ".join(text.get_text() for text in sheet.texts)
        assert sheet.heading.startswith("All crime in Wrenmouth: ")
        assert "January to June 2026" in said
        assert f"n = {total:,} recorded (Wrenmouth Police)" in said
        assert "Wrenmouth is an invented town" in said
        assert (PER in said) == found.uses_denominator


def test_a_gradient_names_the_domain(ask: Ask) -> None:
    ((_, sheet),) = charts(ask("deprivation_gradient"))
    (axes,) = sheet.axes
    assert axes.get_xlabel() == "Fifth of areas by deprivation (Income)"
    assert axes.get_title("left") == f"Rate {PER}"


def test_a_question_says_how_many_it_counts(ask: Ask) -> None:
    found = ask("count_map", types=("Burglary",))
    many = int(found.outcome.summary["total"])
    notes = [note.text for note in found.notes]
    assert (
        f"Of the incidents placed in an area this question counts {many:,}: burglary "
        "recorded by Wrenmouth Police, January to June 2026."
    ) in notes
    assert any("of all types and months" in text for text in notes)


def test_wards_of_deprivation_are_told_the_level(ask: Ask) -> None:
    with pytest.raises(WordsError, match="isn't published for these areas") as told:
        ask("deprivation_gradient", "ward")
    assert told.value.remedies == (ChooseLevel(("neighbourhood",)),)
