"""Funnel plot: who is outside which limits, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hotspot_app.draw.charts.data import arranged
from hotspot_app.draw.charts.funnel import beyond
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params
from hotspot_app.remedies import SetParameter

GRADES = {2: "higher (99.8%)", 1: "higher (95%)", 0: "similar", -1: "lower (95%)",
          -2: "lower (99.8%)"}  # fmt: skip


def run(inputs, **params):
    method = get("funnel")
    outcome = method.run(inputs, read_params(method, params), SILENT)
    return outcome, method.explain(outcome, inputs.question)


def said(explained) -> str:
    return " ".join(explained.sentences)


def outside(outcome, grade: str = "") -> set[str]:
    values = outcome.values
    return set(values.loc[values["compared"].str.startswith(grade), "name"])


@pytest.fixture
def wards(town, oracles):
    known = oracles["fx_ward"]
    inputs = town(
        np.array(known["crimes"]),
        columns=4,
        residents=np.array(known["pop"], dtype=float),
    )
    named = inputs.areas.assign(name=known["name"], ward="")
    question = replace(inputs.question, subject="all crime", level="ward")
    return replace(inputs, areas=named, question=question)


def test_wards_of_2020_21_by_chance_alone_and_allowing_for_more(wards, oracles) -> None:
    """methods.md 2.7: 14 of 16 beyond 99.8% by chance alone, four allowing for φ."""
    outcome, explained = run(wards)
    found = outcome.summary
    assert found["dispersion"] == pytest.approx(oracles["fx_ward"]["phi_winsor10"])
    assert found["dispersion_raw"] == pytest.approx(oracles["fx_ward"]["phi_raw"])
    assert found["tau2"] == pytest.approx(oracles["fx_ward"]["tau2"])
    beyond_998 = found["higher_998"] + found["lower_998"]
    assert beyond_998 == 14
    assert outside(outcome, "similar") == {"Harefield", "Millbrook"}
    assert explained.headline == (
        "All crime: wards differ far more than chance (dispersion 101.2); 14 of 16 "
        "are outside its limits"
    )
    assert "(dispersion φ = 101.2); limits that allow for it leave 4" in said(explained)
    told = next(note for note in outcome.notes if note.remedies)
    assert told.caution
    assert told.remedies[0] == SetParameter(
        "allow",
        "Limits allow for",
        "multiplicative",
        "areas that differ more: all alike (multiplicative)",
    )
    wide, explained = run(wards, allow="multiplicative")
    values = wide.values.set_index("name")
    four = {"Bevois": 2.33, "Bargate": 2.01, "Bassett": -2.15, "Sholing": -2.00}
    for name, z in four.items():
        assert values.loc[name, "z_used"] == pytest.approx(z, abs=0.005)
    assert values["z_used"].drop([*four]).abs().max() < 1.3
    assert outside(wide, "higher (95%)") == {"Bevois", "Bargate"}
    assert outside(wide, "lower (95%)") == {"Bassett", "Sholing"}
    assert wide.summary["higher_998"] == wide.summary["lower_998"] == 0
    assert explained.headline == (
        "All crime: higher than the limits allow in Bevois and Bargate"
    )
    assert not any(note.remedies for note in wide.notes)


def test_a_table_has_each_allowance_as_asking_for_it_gives(wards) -> None:
    table = run(wards)[0].tables["allowances"].set_index("allow")
    for allow, row in zip(
        ("none", "multiplicative", "additive"), table.index, strict=True
    ):
        summary = run(wards, allow=allow)[0].summary
        assert table.loc[row].to_dict() == {n: summary[n] for n in table.columns}


@pytest.mark.parametrize("allow", ["none", "multiplicative", "additive"])
@pytest.mark.parametrize("limits", ["fixed", "ohid"])
def test_limits_are_named_in_picture_map_and_notes(wards, limits, allow) -> None:
    outcome, _ = run(wards, limits=limits, allow=allow)
    name = {
        "none": "OHID's" if limits == "ohid" else "fixed population, Poisson",
        "multiplicative": "multiplicative, φ = 101.2",
        "additive": "additive, τ² = 0.0016",
    }[allow]
    assert name in outcome.charts[0].title
    assert name in outcome.map.meaning
    assert ("OHID's:" if limits == "ohid" else "Spiegelhalter") in outcome.notes[0].text


@pytest.mark.parametrize("allow", ["none", "multiplicative", "additive"])
@pytest.mark.parametrize("limits", ["fixed", "ohid"])
def test_picture_and_classes_call_the_same_outside(town, limits, allow) -> None:
    random = np.random.default_rng(4)
    people = random.uniform(200, 9_000, 64)
    counts = random.poisson(people * 0.01 * random.gamma(9, 1 / 9, 64))
    outcome, _ = run(town(counts, residents=people), limits=limits, allow=allow)
    chart = outcome.charts[0]
    drawing = arranged(chart, outcome.values, summary=outcome.summary)
    drawn = [GRADES[int(level)] for level in beyond(drawing)]
    assert drawn == drawing.table["compared"].tolist()
    assert len(set(drawn)) > 1


def test_areas_alike_are_within_and_chance_is_all_there_is(town) -> None:
    counts = np.full(64, 20)
    for allow in ("none", "multiplicative", "additive"):
        outcome, explained = run(town(counts), allow=allow)
        assert outcome.summary["similar"] == 64
        assert explained.headline == "Burglary: no area is outside the limits"
        assert "don't differ far more than chance" in said(explained)
        plain = "those of chance" in " ".join(note.text for note in outcome.notes)
        assert plain == (allow != "none")
        assert "chance alone" in outcome.charts[0].title


def test_one_that_stands_out_is_told_with_its_limit_and_how_sure(town) -> None:
    counts = np.random.default_rng(3).poisson(20, 64)
    counts[9] = 60
    outcome, explained = run(town(counts))
    row = outcome.values.loc["T009"]
    assert row["sure"] == "clear"
    assert "higher than the limits allow in Square 9 (Ward 0)" in explained.headline
    whole = 1000 * counts.sum() / (64 * 1500)
    assert row["expected"] == pytest.approx(1.5 * whole)
    assert f"limit is {row['limit_upper_998']:.1f}" in said(explained)
    assert "Clear: farthest above the limits is Square 9 (Ward 0): 40.0" in said(
        explained
    )


def test_as_many_outside_as_chance_leaves_are_told_so(town) -> None:
    counts = np.full(64, 20)
    counts[9] = 30
    outcome, explained = run(town(counts))
    assert outcome.values.loc["T009", "compared"] == "higher (95%)"
    assert explained.headline == (
        "Burglary: 1 of 64 areas is outside the limits, which chance could explain"
    )
    assert "chance alone would leave about 2.8 of 64 areas" in said(explained)
    assert "Could be chance: farthest above the limits is Square 9" in said(explained)


def test_only_low_areas_are_the_finding(town) -> None:
    counts = np.full(64, 40)
    counts[7] = 3
    outcome, explained = run(town(counts))
    assert "lower than the limits allow in Square 7 (Ward 0)" in explained.headline
    assert "farthest below the limits is Square 7" in said(explained)
    limit = outcome.values.loc["T007", "limit_lower_998"]
    assert f"the 99.8% limit is {limit:.1f}" in said(explained)


def test_one_area_no_incidents_and_too_few_are_said_in_words(town) -> None:
    _, one = run(town(np.array([30]), columns=1))
    assert one.headline == "Burglary: one area, so there is nothing to compare"
    _, none = run(town(np.zeros(64, int)))
    assert none.headline == "No burglary recorded in Testtown"
    _, few = run(town(np.eye(1, 64, 5, dtype=int)[0]))
    assert few.headline == "Burglary: too few to tell areas apart (1 recorded)"
    outcome, two = run(town(np.array([10, 90]), columns=2), allow="multiplicative")
    assert "2 areas, too few to tell it well" in " ".join(
        note.text for note in outcome.notes
    )
    assert "nan" not in said(two)
    outcome, nobody = run(town(np.arange(64), residents=np.zeros(64)))
    assert nobody.headline == "Burglary: no funnel can be drawn"


def test_areas_without_residents_or_incidents(town) -> None:
    people = np.full(64, 1500.0)
    people[3], people[5] = 0, np.nan
    counts = np.full(64, 20)
    counts[8] = 0
    outcome, explained = run(town(counts, residents=people))
    values = outcome.values
    assert values.loc[["T003", "T005"], "compared"].tolist() == ["no data"] * 2
    assert values.loc[["T003", "T005"], "limit_upper"].isna().all()
    assert values.loc["T008", "compared"] == "lower (99.8%)"
    assert "2 have no rate" in said(explained)
    assert any("no place: Square 3 (Ward 0)" in note.text for note in outcome.notes)


def test_higher_on_few_is_a_caution(town) -> None:
    people = np.full(64, 1500.0)
    people[0] = 60.0
    counts = np.full(64, 20)
    counts[0] = 6
    outcome, _ = run(town(counts, residents=people))
    assert outcome.values.loc["T000", "compared"].startswith("higher")
    assert any("fewer than 10 incidents: Square 0" in n.text for n in outcome.notes)


def test_a_part_is_judged_by_the_whole(town) -> None:
    counts = np.arange(64) * 3 + 10
    inputs = town(counts)
    some = np.arange(64) < 8
    areas = inputs.areas.assign(inside=True, shown=some)
    question = replace(inputs.question, within="Ward 0")
    whole, _ = run(inputs)
    part, _ = run(replace(inputs, areas=areas, question=question))
    shown = replace(part, values=part.values[some])
    explained = get("funnel").explain(shown, question)
    assert part.summary["dispersion"] == whole.summary["dispersion"]
    assert part.summary["areas"] == 8
    assert part.tables["allowances"].drop(columns="allow").sum(axis=1).eq(8).all()
    assert "Testtown as a whole: " in explained.sentences[0]
    assert "of 8 are outside" in explained.headline
