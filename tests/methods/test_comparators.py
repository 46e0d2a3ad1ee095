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
