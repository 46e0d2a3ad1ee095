"""A place among others: rank, interval, and a benchmark."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs, Outcome
from hotspot_app.methods.comparators import METHOD, Params
from hotspot_app.progress import SILENT


def among(toy: Inputs, **columns: Any) -> Outcome:
    numbers = {name: float for name in ("count", "people", "months") if name in columns}
    table = pd.DataFrame(columns).astype(numbers)
    return METHOD.run(replace(toy, own={"places": table}), Params(), SILENT)


def by_place(found: Outcome) -> pd.DataFrame:
    return found.tables["places"].set_index("place")


FOUR = {
    "place": ["Testtown", "A", "B", "C", "England"],
    "count": [1000, 1500, 1010, 300, 50_000],
    "people": [100_000] * 4 + [10_000_000],
}


def test_ranks_and_ratios_worked_by_hand(toy: Inputs) -> None:
    """A is far above and C far below; B can't be told from Testtown (z 0.22)."""
    found = among(toy, **FOUR)
    table = by_place(found)
    assert table["rank"].to_dict() == pytest.approx(
        {"A": 1, "B": 2, "Testtown": 3, "C": 4, "England": np.nan}, nan_ok=True
    )
    assert table.loc["Testtown", ["rank_lower", "rank_upper"]].tolist() == [2, 3]
    assert table["against"].to_dict()["A"] == "higher"
    assert table["against"].to_dict()["B"] == "similar"
    assert table["against"].to_dict()["C"] == "lower"
    assert table["ratio"]["C"] == pytest.approx(1000 / 300)
    assert found.summary["percentile"] == 75
    said = METHOD.explain(found, toy.question)
    assert said.headline == "Burglary: Testtown is 3rd of 4, 95% interval 2nd to 3rd"
    assert said.sentences[-1] == (
        "Testtown is higher than England: 2.0 times its 5.0 per 1,000."
    )


def test_a_place_that_the_table_lacks_comes_from_the_files(toy: Inputs) -> None:
    found = among(toy, place=["A", "B"], count=[5, 9000], people=[9000, 9000])
    own = by_place(found).loc["Testtown"]
    assert own["own"]
    assert own["count"] == toy.counts()[toy.inside].sum()
    assert any("doesn't say of how many months" in note.text for note in found.notes)


def test_counts_of_more_months_are_brought_to_those_of_the_place(toy: Inputs) -> None:
    found = among(
        toy,
        place=["Testtown", "A"],
        count=[100, 600],
        people=[10_000, 10_000],
        months=[2, 12],
    )
    table = by_place(found)
    assert table["rate"].to_dict() == pytest.approx({"Testtown": 10, "A": 10})
    assert table["against"]["A"] == "similar"
    assert any("different numbers of months" in note.text for note in found.notes)


def test_benchmarks_are_marked_or_known_by_name(toy: Inputs) -> None:
    found = among(
        toy,
        place=["Testtown", "A", "The region", "england"],
        count=[10] * 4,
        people=[1000] * 4,
        benchmark=["", "no", "Yes", ""],
    )
    assert by_place(found)["benchmark"].sum() == 2
    assert found.summary["places"] == 2


def test_types_of_the_question_are_added_up(toy: Inputs) -> None:
    found = among(
        toy,
        place=["Testtown", "Testtown", "A", "A"],
        type=["burglary", "Robbery", "Burglary", "Robbery"],
        count=[10, 99, 20, 99],
        people=[1000] * 4,
    )
    assert by_place(found)["count"].to_dict() == {"A": 20, "Testtown": 10}


def test_districts_of_the_files_are_ranked(toy: Inputs) -> None:
    around = pd.DataFrame(
        {
            "place": ["Testtown", "Near", "Far"],
            "count": [500.0, 400.0, 0.0],
            "people": [10_000.0] * 3,
            "own": [True, False, False],
        }
    )
    found = METHOD.run(
        replace(toy, districts=around), Params(among="districts"), SILENT
    )
    assert by_place(found)["rank"].to_dict() == {"Testtown": 1, "Near": 2, "Far": 3}
    headline = METHOD.explain(found, toy.question).headline
    assert headline == "Burglary: Testtown is 1st of 3, 95% interval 1st alone"


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"place": ["England"], "count": [5], "people": [9]}, "no other place"),
        (
            {"place": ["A"], "count": [5], "people": [9], "months": [0]},
            "number of months",
        ),
        (
            {"place": ["A"], "type": ["Drugs"], "count": [5], "people": [9]},
            "no counts of burglary",
        ),
    ],
)
def test_tables_without_a_comparison_are_refused(
    toy: Inputs, columns: dict[str, Any], said: str
) -> None:
    with pytest.raises(WordsError, match=said):
        among(toy, **columns)


def test_files_of_one_district_have_no_others(toy: Inputs) -> None:
    with pytest.raises(WordsError, match="cover no other district"):
        METHOD.run(toy, Params(among="districts"), SILENT)


def test_months_that_vary_widen_intervals_of_ranks(toy: Inputs) -> None:
    """Two districts 500 to 400: p 0.001 by chance alone, not at dispersion 12."""
    around = pd.DataFrame(
        {
            "place": ["Testtown", "Near", "Far"],
            "count": [500.0, 400.0, 300.0],
            "people": [10_000.0] * 3,
            "own": [True, False, False],
        }
    )
    uneven = np.tile([[1.6, 0.4], [0.4, 1.6], [1.0, 1.0]], 4)
    by_month = pd.DataFrame(around["count"].to_numpy()[:, None] / 8 * uneven)
    there = replace(toy, districts=around, districts_by_month=by_month)
    found = METHOD.run(there, Params(among="districts"), SILENT)
    alone = METHOD.run(there, Params(among="districts", allow="chance"), SILENT)
    seen = by_month.to_numpy()
    expected = seen.sum(axis=1, keepdims=True) * seen.sum(axis=0) / seen.sum()
    pearson = float(((seen - expected) ** 2 / expected).sum() / 14)
    assert found.summary["dispersion"] == pytest.approx(pearson)
    assert pearson > 10
    ends = ["rank_lower", "rank_upper"]
    assert by_place(found).loc["Testtown", ends].tolist() == [1, 3]
    assert by_place(alone).loc["Testtown", ends].tolist() == [1, 1]
    assert by_place(found).loc["Near", "against"] == "similar"
    assert by_place(alone).loc["Near", "against"] == "lower"
    wide, narrow = (by_place(run).loc["Testtown"] for run in (found, alone))
    assert wide["limit_upper"] - wide["limit_lower"] > 3 * (
        narrow["limit_upper"] - narrow["limit_lower"]
    )
    assert (wide["rate_lower"], wide["rate_upper"]) == pytest.approx(
        (narrow["limit_lower"], narrow["limit_upper"])
    )
    told = " ".join(note.text for note in found.notes)
    assert "Counts of districts vary from month to month" in told


def test_places_of_a_table_are_taken_to_vary_as_those_in_the_files(
    toy: Inputs,
) -> None:
    told = " ".join(note.text for note in among(toy, **FOUR).notes)
    assert "take incidents as independent" in told  # the toy has too few months
    by_month = pd.DataFrame(np.tile([[90, 30], [30, 90]], 8))
    there = replace(toy, districts_by_month=by_month)
    told = " ".join(note.text for note in among(there, **FOUR).notes)
    assert "Counts of districts in the files vary" in told
    assert "Places of the table are taken to vary as much." in told


def test_cruelty_to_children_as_published(toy: Inputs) -> None:
    """202 of 252,872 is 0.80 (0.69 to 0.92) per 1,000, where England has 0.4."""
    found = among(
        toy,
        place=["Testtown", "A", "England"],
        count=[202, 260, 22_620],
        people=[252_872, 250_000, 56_550_000],
    )
    own = by_place(found).loc["Testtown"]
    assert own[["rate", "rate_lower", "rate_upper"]].tolist() == pytest.approx(
        [0.80, 0.69, 0.92], abs=0.005
    )
    assert own["rank"] == 2
    said = METHOD.explain(found, toy.question).sentences
    assert said[-1].startswith("Testtown is higher than England: 2.00 times its 0.40")


def test_violence_is_21st_of_292_partnerships(toy: Inputs) -> None:
    rates = np.linspace(60, 5, 292)
    found = among(
        toy,
        place=[*(f"P{i}" for i in range(20)), "Testtown", *map(str, range(21, 292))],
        count=np.round(rates * 250).tolist(),
        people=[250_000] * 292,
    )
    assert (found.summary["rank"], found.summary["places"]) == (21, 292)
    assert found.summary["percentile"] == pytest.approx(100 * 21 / 292)
    said = " ".join(METHOD.explain(found, toy.question).sentences)
    assert "among the highest 8%" in said
