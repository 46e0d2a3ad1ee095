"""Types by deprivation: figures, marks and words, by types made up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.method import Inputs
from hotspot_app.methods import get
from hotspot_app.progress import SILENT
from hotspot_app.project.ask.params import read_params
from hotspot_app.schema import FLAGS

METHOD = get("gradients")
PEOPLE = np.array([50_000, 52_000, 51_000, 49_000, 58_000])
CRIMES = np.array([9300, 6812, 5304, 4018, 3480])


def typed(inputs: Inputs, counts: dict[str, np.ndarray], asked: str = "") -> Inputs:
    """The same town with other types, all in the first month asked for."""
    cells = np.zeros((len(inputs.areas), len(counts), 4), dtype=np.int32)
    for number, each in enumerate(counts.values()):
        cells[:, number, 2] = each
    cube = replace(inputs.cube, types=tuple(counts), counts=cells)
    types = (asked,) if asked else tuple(counts)
    question = replace(inputs.question, types=types, subject=asked or "all crime")
    return replace(inputs, cube=cube, question=question, rows=None)


def run(inputs: Inputs, **params):
    outcome = METHOD.run(inputs, read_params(METHOD, params), SILENT)
    return outcome, METHOD.explain(outcome, inputs.question)


def cautions(outcome) -> str:
    return " ".join(note.text for note in outcome.notes if note.caution)


def thirds(counts: np.ndarray) -> np.ndarray:
    return np.array([[c // 3, c // 3, c - 2 * (c // 3)] for c in counts]).ravel()


def test_ratios_of_a_worked_case_by_type(town, oracles) -> None:
    """methods.md, FX-DEP, beside a type that is everywhere alike."""
    known = oracles["fx_dep"]
    inputs = town(thirds(CRIMES), columns=5, residents=np.repeat(PEOPLE / 3, 3))
    even = thirds(PEOPLE // 100)
    outcome, explained = run(
        typed(inputs, {"Burglary": even, "Drugs": thirds(CRIMES)}), domain="imd"
    )
    table = outcome.tables["types"].set_index("name")
    assert list(table.index) == ["All crime", "Drugs", "Burglary"]
    drugs = table.loc["Drugs"]
    assert drugs["ratio"] == pytest.approx(known["ratio"])
    assert drugs[["ratio_lower", "ratio_upper"]].tolist() == pytest.approx(
        known["ci95"]
    )
    for name in ("sii", "rii", "log_sii", "log_rii"):
        assert drugs[name] == pytest.approx(known[name])
    assert drugs["confidence"] == "clear"
    assert drugs[["most_count", "least_count"]].tolist() == [9300, 3480]
    assert table.at["Burglary", "ratio"] == pytest.approx(1)
    assert table.at["Burglary", "confidence"] == "not different"
    assert explained.headline == (
        "Types by deprivation: Drugs 3.1 times, the most against the least deprived "
        "fifth"
    )
    assert "Drugs 3.1 times (3.0 to 3.2; 9,300 against 3,480)" in explained.sentences[1]
    assert "Not told from chance: Burglary." in explained.sentences
    assert "places, not about the people" in explained.sentences[-1]
    assert "compared with itself" in cautions(outcome)


def test_it_is_of_all_types_whatever_is_asked_for_and_disorder_is_no_crime(
    town,
) -> None:
    many = np.repeat([90, 60, 50, 40, 30], 3)
    inputs = typed(
        town(many, columns=5),
        {"Anti-social behaviour": many, "Burglary": many, "Robbery": many // 2},
        asked="Robbery",
    )
    table = run(inputs)[0].tables["types"].set_index("name")
    assert table["kind"].to_dict() == {
        "All crime": "all",
        "Anti-social behaviour": "not crime",
        "Burglary": "type",
        "Robbery": "type",
        "Neighbourhood crime": "group",
        "Acquisitive crime": "group",
    }
    assert table.at["All crime", "count"] == (many + many // 2).sum()
    assert table.at["Neighbourhood crime", "count"] == (many + many // 2).sum()


def test_small_numbers_are_marked_and_smaller_ones_have_no_ratio(town) -> None:
    many = np.repeat([90, 60, 50, 40, 30], 3)
    few, fewer = np.repeat([8, 7, 6, 5, 4], 3), np.repeat([4, 3, 3, 3, 3], 3)
    outcome, explained = run(
        typed(
            town(many, columns=5),
            {"Burglary": many, "Drugs": few, "Robbery": fewer, "Theft": fewer * 0},
        )
    )
    table = outcome.tables["types"].set_index("name")
    assert table.loc["Drugs", ["small", "ratio"]].tolist() == ["small numbers", 2.0]
    assert table.at["Burglary", "small"] == ""
    assert np.isnan(table.at["Robbery", "ratio"])
    assert table.at["Robbery", "confidence"] == "too few to say"
    assert "Theft" not in table.index
    told = " ".join(note.text for note in outcome.notes)
    assert "1 type with no incident in these areas is left out: Theft." in told
    assert explained.sentences[-2].casefold().endswith("too few to compare: robbery.")


@pytest.mark.slow
def test_many_types_of_noise_are_seldom_called_surely_different(town) -> None:
    random = np.random.default_rng(4)
    noise = {f"Type {n:02d}": random.poisson(30, 60) for n in range(30)}
    outcome, explained = run(typed(town(random.poisson(30, 60), columns=10), noise))
    table = outcome.tables["types"]
    assert (table["p"] <= 0.05).any()
    assert not table["confidence"].eq("clear").any()
    assert "no type is surely higher" in explained.headline


def test_tenths_compare_the_outermost_areas(town) -> None:
    many = np.repeat(np.arange(100, 0, -10), 4)
    outcome, explained = run(
        typed(town(many, columns=8), {"Burglary": many}), groups="tenths"
    )
    first = outcome.tables["types"].iloc[0]
    assert first[["most_count", "least_count"]].tolist() == [400, 40]
    assert first["ratio"] == pytest.approx(10)
    assert "deprived tenth" in explained.headline


def test_flags_are_rows_and_a_file_without_any_is_told(town) -> None:
    inputs = town(np.repeat([40, 35, 30, 25, 20], 3), columns=5)
    rows = inputs.rows.incidents
    other = inputs.rows.area >= 12
    flagged = rows.assign(
        flag_domestic=~other & (np.arange(len(rows)) % 2 == 0),
        flag_knife=True,
        file=pd.Categorical(np.where(other, "b.csv", "a.csv")),
    )
    rows_of = replace(inputs.rows, incidents=flagged)
    question = replace(inputs.question, flags=("knife",))
    outcome, _ = run(replace(inputs, rows=rows_of, question=question))
    table = outcome.tables["types"].set_index("name")
    assert f"{FLAGS['knife']} (flagged)" not in table.index  # every incident has it
    flag = table.loc[f"{FLAGS['domestic']} (flagged)"]
    assert flag["kind"] == "flag"
    assert flag["most_count"] == 60
    assert "No incident of 1 file (first 'b.csv') has the flag Domestic" in cautions(
        outcome
    )


def test_two_areas_are_too_few(town) -> None:
    outcome, explained = run(town(np.array([30, 20]), columns=2))
    assert outcome.tables["types"]["ratio"].isna().all()
    assert "too few incidents or areas to compare fifths" in explained.headline


@pytest.mark.parametrize(("groups", "many"), [("fifths", 5), ("tenths", 10)])
def test_national_groups_are_made_of_englands_deciles(town, groups, many) -> None:
    counts = np.arange(100, 36, -1)
    inputs = town(counts)
    outcome, _ = run(inputs, basis="national", groups=groups)
    tenth = inputs.tables["deprivation"]["income_decile"].to_numpy()
    first = tenth <= 10 // many
    row = outcome.tables["types"].iloc[0]
    assert row["most_count"] == counts[first].sum()
    assert row["least_count"] == counts[tenth > 10 - 10 // many].sum()
    assert outcome.summary["areas"] == 64
    told = " ".join(note.text for note in outcome.notes)
    assert ("two a fifth" in told) == (many == 5)
