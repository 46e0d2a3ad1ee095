"""The app finds in the practice town what was planted there, and only that."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from hotspot_app.brief.page import map_page
from hotspot_app.draw.maps.figure import alt_text
from hotspot_app.paths import shipped
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.material import Material
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import Tally

pytestmark = pytest.mark.slow

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def planted() -> dict[str, Any]:
    path = shipped("boundaries") / "practice" / "planted.toml"
    loaded: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def town(practice_material: Material, practice_counts: Tally) -> tuple[Material, Tally]:
    return practice_material, practice_counts


@pytest.fixture(scope="module")
def ask(town: tuple[Material, Tally]) -> Ask:
    def put(method: str, **asked: Any) -> Answer:
        return answer(*town, Asked(method=method, **asked))

    return put


def hotspot(planted: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in planted["hotspots"] if each["id"] == name)


def during(spot: dict[str, Any]) -> dict[str, Any]:
    return {
        "types": (spot["type"],),
        "first": spot["first_month"],
        "last": spot["last_month"],
    }


def sure(found: Answer, *classes: str) -> set[str]:
    values = found.outcome.values
    chosen = values["class"].isin(classes) & values["confidence"].isin(
        ["clear", "likely"]
    )
    return set(values.index[chosen])


def test_every_row_has_its_reason(planted, town) -> None:
    account = town[1].reconciliation.total()
    assert account["read"] == planted["rows"]["read"]
    assert account["mapped"] == planted["rows"]["mapped"]
    dirt = {k: v for k, v in account.items() if k not in {"read", "mapped"}}
    assert dirt == planted["dirt"]


def test_the_bridges_join_the_island(planted, town) -> None:
    island = set(planted["town"]["island_areas"])
    assert any((a in island) != (b in island) for a, b in town[0].bridges)


def test_the_town_centre_is_a_clear_cluster_of_violence(planted, ask) -> None:
    spot = hotspot(planted, "town_centre_violence")
    found = ask("local_moran", **during(spot))
    assert spot["area"] in sure(found, "high-high")
    assert found.outcome.values.loc[spot["area"], "confidence"] == "clear"
    assert "clear clusters in Old Quays" in found.explanation.headline


def test_the_station_is_new(planted, ask) -> None:
    spot = hotspot(planted, "station_vehicle_crime")
    now = ask("local_moran", **during(spot))
    before = ask("local_moran", types=(spot["type"],), last="2026-05")
    assert spot["area"] in sure(now, "high-high")
    assert spot["area"] not in sure(before, "high-high", "high-low")


def test_student_burglary_fades(planted, ask) -> None:
    spot = hotspot(planted, "student_burglary")
    then = ask("local_moran", **during(spot))
    now = ask("local_moran", types=(spot["type"],), first="2025-10")
    assert spot["area"] in sure(then, "high-high", "high-low")
    assert spot["area"] not in sure(now, "high-high", "high-low")


def test_a_retail_park_alone_has_the_highest_rate(planted, ask) -> None:
    spot = hotspot(planted, "retail_park_shoplifting")
    values = ask("rate_map", **during(spot)).outcome.values
    assert values["rate"].idxmax() == spot["area"]
    assert values.loc[spot["area"], "against_city"] == "higher"


def test_the_park_is_a_false_friend_and_said_to_be(planted, ask) -> None:
    park = planted["false_friend"]
    rates = ask("rate_map").outcome.values
    assert rates.loc[park["code"], "against_city"] == "similar"
    for measure in ("rate", "eb"):
        found = ask("local_moran", measure=measure)
        assert park["code"] in sure(found, "high-low")
        told = [note for note in found.notes if "out as high though" in note.text]
        assert len(told) == 1
        assert "Wren Park" in told[0].text
        assert told[0].caution


def test_the_gradient_is_about_what_was_aimed_at(planted, ask) -> None:
    wanted = planted["gradient"]
    found = ask("deprivation_gradient", types=tuple(wanted["types"]))
    summary = found.outcome.summary
    assert summary["ratio_lower"] < wanted["aimed_at"] < summary["ratio_upper"] + 0.5
    assert summary["ratio"] == pytest.approx(wanted["aimed_at"], rel=0.25)
    assert summary["concentration_index"] < 0


def test_the_thin_month_is_pointed_out(planted, ask) -> None:
    month = planted["thin_month"]
    notes = [note.text for note in ask("count_map").notes if note.caution]
    assert any(month["type"] in text and "August 2025" in text for text in notes)


def test_gi_star_and_global_moran_agree_that_it_gathers(ask) -> None:
    assert ask("global_moran").outcome.summary["p"] < 0.001
    assert "clear hotspots in Old Quays" in ask("gi_star").explanation.headline


def test_the_picture_in_the_readme_is_of_today(ask: Ask) -> None:
    page = map_page(ask("local_moran"))
    assert page is not None
    with Image.open(
        shipped("resources") / "pictures" / "practice-clusters.png"
    ) as kept:
        assert kept.info["Title"] == page.title
        assert kept.info["Description"] == alt_text(page)


def test_places_of_the_town_keep_their_names(town: tuple[Material, Tally]) -> None:
    assert town[1].level.areas["place"].eq("").all()
