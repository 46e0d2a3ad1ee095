"""Looking at a part of the map changes what is said, not what is found."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.methods import all_methods
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.placed import place
from hotspot_app.project.steps.tally import Tally, count, tally


@pytest.fixture
def material(practice_material: Material) -> Material:
    return practice_material


@pytest.fixture
def counts(practice_counts: Tally) -> Tally:
    return practice_counts


def ward(material: Material) -> tuple[str, str]:
    assert material.wards is not None
    row = material.wards.areas.iloc[0]
    return str(row.name), str(row["name"])


def asked(material: Material, method: str) -> tuple[Asked, Asked]:
    whole = Asked(
        method=method,
        params={},
        first="2026-01",
        last="2026-06",
        compare_first="2025-01",
        compare_last="2025-06",
    )
    code, name = ward(material)
    return whole, replace(whole, within=(code,), within_words=name)


@pytest.mark.parametrize("method", [each.id for each in all_methods()])
def test_values_of_the_shown_areas_stay(
    material: Material, counts: Tally, method: str
) -> None:
    if method == "deprivation_gradient":
        return test_the_gradient_is_of_the_shown_areas(material, counts)
    whole, part = (answer(material, counts, a) for a in asked(material, method))
    name = ward(material)[1]
    # as its map, whose classes are of the areas shown
    thirds = ["third_rate", "third_deprivation", "deprivation"]
    thirds *= method == "bivariate_map"
    shown = part.areas.index[part.areas["shown"]]
    assert set(part.areas.loc[shown, "ward"]) == {name}
    assert 0 < len(shown) < int(whole.areas["shown"].sum())
    of_part, of_whole = (
        each.outcome.values.loc[shown].drop(columns=thirds) for each in (part, whole)
    )
    assert of_part.equals(of_whole)
    assert part.question.where == name
    assert any("looking closer changes none of them" in n.text for n in part.notes)


def test_the_gradient_is_of_the_shown_areas(material: Material, counts: Tally) -> None:
    _, part = asked(material, "deprivation_gradient")
    found = answer(material, counts, part)
    shown = found.areas["shown"]
    assert found.outcome.values.loc[~shown, "group"].isna().all()


def test_words_are_of_the_part(material: Material, counts: Tally) -> None:
    name = ward(material)[1]
    _, part = asked(material, "rate_map")
    changed, first, *_ = answer(material, counts, part).explanation.sentences
    assert " since " in changed or " from " in changed
    assert first.startswith(f"{name}: ")
    assert "Wrenmouth as a whole: " in first
    counted = answer(material, counts, replace(part, method="count_map"))
    total = int(counted.outcome.values.loc[counted.areas["shown"], "count"].sum())  # type: ignore[union-attr]
    assert f"{total:,} recorded in {name}" in counted.explanation.sentences[1]


def codes(found: Answer) -> set[str]:
    return set(found.areas.index[found.areas["shown"]])


def test_codes_of_the_other_level_are_understood(
    material: Material, counts: Tally
) -> None:
    code, name = ward(material)
    _, part = asked(material, "count_map")
    by_ward = codes(answer(material, counts, part))
    wards = tally(material, level="ward")
    held = replace(part, level="ward", within=tuple(sorted(by_ward)))
    assert codes(answer(material, wards, held)) == {code}
    assert codes(answer(material, wards, replace(held, within=(code,)))) == {code}
    own = replace(part, within=tuple(sorted(by_ward)[:2]), within_words="two")
    assert codes(answer(material, counts, own)) == set(own.within)
    assert name


def test_a_ward_made_of_whole_areas_is_told_from_the_ward_itself(
    material: Material, counts: Tally
) -> None:
    _, part = asked(material, "count_map")
    code, name = ward(material)
    exact = material.overlay.sort_values("share").drop_duplicates("area", keep="last")
    exact = exact.assign(share=1.0)

    def told(overlay: pd.DataFrame, at: Tally, asked: Asked) -> str:
        drawn = replace(material, overlay=overlay)
        return " ".join(note.text for note in answer(drawn, at, asked).notes)

    assert "best fit" not in told(exact, counts, part)
    other = exact.loc[exact["ward"] != code, ["area", "ward"]].iloc[0]
    into = {"area": other["area"], "ward": code, "share": 0.3, "size": 0.1}
    home = (exact["area"] == other["area"]).to_numpy()
    crossed = exact.assign(share=exact["share"].mask(home, 0.7))
    crossed = pd.concat([crossed, pd.DataFrame([into])], ignore_index=True)
    said = told(crossed, counts, part)
    assert f"{name} is shown here as the whole " in said
    assert "lie mostly in it (best fit), and 1 " in said
    wards = tally(material, level="ward")
    by_ward = replace(part, level="ward")
    assert "lie mostly in it" not in told(crossed, wards, by_ward)


def test_areas_of_another_map_are_refused(material: Material, counts: Tally) -> None:
    _, part = asked(material, "count_map")
    with pytest.raises(WordsError, match="none of the areas of Elsewhere"):
        answer(material, counts, replace(part, within=("X",), within_words="Elsewhere"))


def total(found: Answer) -> int:
    return int(found.outcome.values.loc[found.areas["shown"], "count"].sum())


def test_a_part_that_a_level_can_not_show_alone_does_not_lend_it_its_name(
    material: Material, counts: Tally
) -> None:
    """Two areas of a ward are not the ward: its figures are not theirs."""
    _, part = asked(material, "rate_map")
    whole = tuple(sorted(codes(answer(material, counts, part))))
    own = replace(part, within=whole[:2], within_words="Old Town")
    at_areas = answer(material, counts, own)
    assert at_areas.question.where == "Old Town"
    wards = tally(material, level="ward")
    around = answer(material, wards, replace(own, level="ward"))
    assert total(around) > total(at_areas)
    assert around.question.where == "the ward that holds Old Town"
    said = around.explanation.sentences[1]
    assert said.startswith("The ward that holds Old Town: ")
    assert any("1 ward of 9 is shown" in note.text for note in around.notes)
    exact = replace(own, level="ward", within=whole)
    assert answer(material, wards, exact).question.where == "Old Town"


def test_a_part_and_groups_that_do_not_fit_it(material: Material) -> None:
    areas = material.areas.areas
    shown = [str(code) for code in areas.index[areas["shown"]]]
    groups = {"beat": {"East": tuple(shown[:6]), "West": tuple(shown[6:12])}}

    def where(*within: str) -> str:
        asked = Asked(method="count_map", level="beat", within=within)
        at = count(material, place(material, level="beat", groups=groups))
        return answer(
            material, at, replace(asked, within_words="Old Town")
        ).question.where

    assert where(*shown[:6]) == "Old Town"
    assert where(*shown[:12]) == "Old Town"
    assert where(*shown[:2]) == "the beat that holds Old Town"
    assert where(*shown[5:7]) == "the 2 beats that hold Old Town"
    assert where(*shown[11:14]) == "the beat that holds parts of Old Town"
