"""Every type side by side, then and now."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from hotspot_app.method import Inputs, Question, Span
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.by_type import COLUMNS, by_type
from hotspot_app.project.steps.comparison import compare
from hotspot_app.project.steps.pipeline import run
from hotspot_app.stats.chance.multiple import benjamini_hochberg
from hotspot_app.stats.over_time.counts import Cube

PUBLISHED = {
    "all crime": (31_872, 28_239, -11.4, (-12.8, -10.0), 1e-49, True),
    "firearms": (55, 73, 32.7, (-6.5, 88.3), 0.113, False),
    "modern slavery": (34, 50, 47.1, (-4.9, 127.4), 0.083, False),
    "HIoW slavery": (161, 197, 22.4, (-0.6, 50.7), 0.058, False),
    "drug offences": (934, 1_242, 33.0, (22.2, 44.8), 5e-11, True),
    "drug affected": (849, 993, 17.0, (6.7, 28.2), 0.0008, True),
    "hate": (799, 954, 19.4, (8.7, 31.2), 0.0002, True),
    "stranger rape": (44, 30, -31.8, (-57.1, 8.4), 0.106, False),
    "acquaintance rape": (125, 97, -22.4, (-40.5, 1.2), 0.061, False),
    "alcohol": (2_616, 2_268, -13.3, (-18.0, -8.3), 7e-7, True),
    "domestic": (4_682, 4_804, 2.6, (-1.4, 6.8), 0.210, False),
    "offenders": (8_604, 8_017, -6.8, (-9.6, -3.9), 5e-6, True),
}
"""methods.md 2.8: before, now, change in %, its 95% limits, p, whether significant."""

SMALL_NUMBERS = {
    "firearms",
    "modern slavery",
    "HIoW slavery",
    "stranger rape",
    "acquaintance rape",
}
"""Of these, the series below 250 in both years."""


def asked(
    counts: dict[str, tuple[int, int]],
    *,
    types: tuple[str, ...] = (),
    months: tuple[str, str] = ("2024-01", "2024-03"),
) -> Inputs:
    """One area with counts of each type, before and now, in months of 31 days."""
    kinds = tuple(sorted(counts))
    codes = pd.Index(["T0"], name="code")
    held = pd.PeriodIndex(months, freq="M")
    spread = pd.period_range(held[0], held[1], freq="M")
    cells = np.zeros((1, len(kinds), len(spread)), dtype=np.int32)
    cells[0, :, 0] = [counts[kind][0] for kind in kinds]
    cells[0, :, -1] = [counts[kind][1] for kind in kinds]
    question = Question(
        subject="all crime",
        types=types or tuple(k for k in kinds if "social" not in k),
        sources=("Police",),
        period=Span(held[1], held[1]),
        comparison=Span(held[0], held[0]),
        place="Testtown",
        level="lsoa",
        measure="count",
        denominator=None,
        denominator_words="",
        seed=1,
    )
    return Inputs(
        areas=pd.DataFrame({"shown": [True]}, index=codes),
        cube=Cube(codes, kinds, spread, cells, spread.isin(held)),
        question=question,
    )


def table(inputs: Inputs) -> pd.DataFrame:
    return by_type(inputs, compare(inputs)).table.set_index("name")


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return table(asked({name: each[:2] for name, each in PUBLISHED.items()}))


@pytest.mark.parametrize("series", PUBLISHED)
def test_the_published_table_comes_out(published: pd.DataFrame, series: str) -> None:
    before, now, percent, limits, p, significant = PUBLISHED[series]
    found = published.loc[series]
    assert (found["before"], found["now"]) == (before, now)
    assert found["difference"] == now - before
    assert found["percent"] == pytest.approx(percent, abs=0.051)
    assert found["percent_lower"] == pytest.approx(limits[0], abs=0.051)
    assert found["percent_upper"] == pytest.approx(limits[1], abs=0.051)
    assert found["ratio"] == pytest.approx(now / before)
    assert found["p"] == pytest.approx(p, rel=0.5 if p < 1e-3 else 0.01)
    assert (found["p"] <= 0.05) == significant
    assert (found["turn"] in ("rose", "fell")) == significant
    assert (found["confidence"] == "clear") == significant
    assert (found["small"] == "small numbers") == (series in SMALL_NUMBERS)


def test_size_of_numbers_and_chance_are_told_apart() -> None:
    """A change may be of small numbers and beyond chance, or neither."""
    found = table(
        asked({"A": (20, 60), "B": (249, 249), "C": (2_000, 2_010), "D": (240, 250)})
    )
    assert found.loc["A", ["turn", "small"]].tolist() == ["rose", "small numbers"]
    assert found.loc["B", ["turn", "small"]].tolist() == [
        "about the same",
        "small numbers",
    ]
    assert found.loc["C", ["turn", "small"]].tolist() == ["about the same", ""]
    assert found.loc["D", ["turn", "small"]].tolist() == ["could be chance", ""]


def test_small_counts_are_exact_and_none_before_has_no_percentage() -> None:
    found = table(asked({"A": (0, 5), "B": (9, 20), "C": (2, 1), "D": (0, 9)}))
    gone = ["percent", "percent_lower", "percent_upper", "ratio", "ratio_upper"]
    assert found.loc[["A", "D"], gone].isna().all(axis=None)
    assert found.loc["A", "p"] == pytest.approx(2 / 2**5)
    assert found.loc["B", "p"] == pytest.approx(0.0614, abs=1e-4)
    assert found.loc["C", "turn"] == "too few to say"
    assert found.loc["D", ["turn", "confidence"]].tolist() == ["rose", "clear"]


def test_only_types_are_corrected_together_and_everything_is_by_itself() -> None:
    counts = {
        "Burglary": (100, 150),
        "Robbery": (60, 90),
        "Vehicle crime": (300, 290),
        "Anti-social behaviour": (500, 430),
    }
    found = table(asked(counts))
    types = found[found["kind"].isin(["type", "not crime"])]
    adjusted = benjamini_hochberg(types["p"], pd.Series(True, index=types.index))
    assert types["p_adjusted"].tolist() == pytest.approx(adjusted.tolist())
    whole = found.loc["All crime"]
    assert whole["p_adjusted"] == whole["p"]
    group = found[found["kind"].eq("group")]
    assert group.loc["Neighbourhood crime", ["before", "now"]].tolist() == [460, 530]


def test_what_each_gave_to_the_change_in_all_adds_up_over_types() -> None:
    counts = {
        "Burglary": (100, 150),
        "Robbery": (60, 50),
        "Anti-social behaviour": (500, 400),
    }
    found = table(asked(counts))
    assert found.loc["All crime", "difference"] == 40
    assert found.loc[["Burglary", "Robbery"], "contribution"].tolist() == [125, -25]
    assert found.loc["All crime", "contribution"] == pytest.approx(100)
    assert np.isnan(found.loc["Anti-social behaviour", "contribution"])
    assert found.loc["Anti-social behaviour", "kind"] == "not crime"
    even = asked({"Burglary": (100, 150), "Robbery": (60, 11)})
    told = by_type(even, compare(even))
    assert told.table["contribution"].isna().all()
    assert any("nearly cancel out" in note.text for note in told.notes)


def test_rows_stand_by_kind_and_then_by_what_rose_most() -> None:
    counts = {"Burglary": (10, 8), "Robbery": (10, 30), "Vehicle crime": (10, 15)}
    found = by_type(asked(counts), compare(asked(counts)))
    assert found.table["name"].tolist() == [
        "All crime",
        "Robbery",
        "Vehicle crime",
        "Burglary",
        "Acquisitive crime",
        "Neighbourhood crime",
    ]
    assert found.table.columns.tolist() == [each.name for each in COLUMNS]
    assert (found.before, found.period) == ("January 2024", "March 2024")
    assert "March 2024 against January 2024" in found.notes[0].text
    assert any("stands in several rows" in note.text for note in found.notes)


@pytest.mark.parametrize(
    ("types", "name"),
    [
        ((), "All crime"),
        (("Burglary",), "Burglary"),
        (("Burglary", "Robbery", "Vehicle crime"), "All crime"),
        (("Burglary", "Robbery"), ""),
        (("Anti-social behaviour",), "Anti-social behaviour"),
    ],
)
def test_the_row_that_is_asked_for_is_known(types: tuple[str, ...], name: str) -> None:
    counts = dict.fromkeys(
        ("Burglary", "Robbery", "Vehicle crime", "Anti-social behaviour"), (9, 9)
    )
    inputs = asked(counts, types=types)
    found = by_type(inputs, compare(inputs))
    names = ["", *found.table["name"]]
    assert names[found.asked + 1] == name


def test_a_type_with_none_then_or_now_is_left_out_and_said_unless_asked_for() -> None:
    inputs = asked({"Burglary": (5, 9), "Drugs": (0, 0)}, types=("Burglary",))
    found = by_type(inputs, compare(inputs))
    assert "Drugs" not in found.table["name"].tolist()
    assert any("1 type with no incident" in note.text for note in found.notes)
    inputs = replace(inputs, question=replace(inputs.question, types=("Drugs",)))
    found = by_type(inputs, compare(inputs))
    assert found.table["name"].tolist()[found.asked] == "Drugs"


def test_a_leap_day_is_no_rise() -> None:
    inputs = asked({"Burglary": (290, 310)}, months=("2024-02", "2024-03"))
    found = table(inputs).loc["Burglary"]
    assert found["percent"] == pytest.approx(0)
    assert found["difference"] == pytest.approx(0)
    assert found["turn"] == "about the same"


def test_files_of_anti_social_behaviour_only_have_it_all_as_their_whole() -> None:
    kinds = ("Anti-social behaviour",)
    inputs = asked({kinds[0]: (40, 90)}, types=kinds)
    found = by_type(inputs, compare(inputs))
    assert found.table["name"].tolist()[0] == "All anti-social behaviour"
    assert found.rows[0].types == kinds


@pytest.fixture
def flagged(files: Files) -> Files:
    """Every other incident is domestic; two months, one after the other."""
    rows = pd.read_csv(files.crime[0])
    number = np.arange(len(rows))
    rows["Domestic"] = np.where(number % 2 == 0, "Y", "N")
    rows["Alcohol"] = np.where(number % 4 == 0, "Y", "N")
    rows["Offence Type"] = np.where(number % 5 == 0, "Robbery", "Burglary")
    rows["Date"] = np.where(number < 400, "2025-01-10", "2025-03-10")
    rows.to_csv(files.crime[0], index=False)
    return files


AGAINST = {
    "first": "2025-03",
    "last": "2025-03",
    "compare_first": "2025-01",
    "compare_last": "2025-01",
}


def test_flags_cut_across_types(flagged: Files) -> None:
    found = run(flagged, Asked(method="count_map", **AGAINST)).by_type
    domestic = found.table.set_index("name").loc["Domestic abuse"]
    assert domestic["kind"] == "flag"
    assert (domestic["before"], domestic["now"]) == (200, 133)
    place = found.table["name"].tolist().index("Domestic abuse")
    assert found.rows[place].flags == ("domestic",)
    assert found.rows[place].types == ()


def test_a_row_is_what_the_question_then_counts(flagged: Files) -> None:
    """Of types, groups and flags alike, and beside a flag asked for already."""
    for flags in ((), ("domestic",)):
        plain = Asked(method="count_map", flags=flags, **AGAINST)
        found = run(flagged, plain).by_type
        for place, what in enumerate(found.rows):
            row = found.table.iloc[place]
            then = run(flagged, replace(plain, types=what.types, flags=what.flags))
            assert then.comparison.total == row["now"], row["name"]
            assert then.comparison.total_before == row["before"], row["name"]
            assert then.by_type.asked >= 0
    assert found.table["name"].tolist()[0] == "All domestic-flagged crime"
    assert "Domestic abuse" not in found.table["name"].tolist()


def test_days_are_counted_as_days(flagged: Files) -> None:
    days = {
        "first": "2025-03-05",
        "last": "2025-03-14",
        "compare_first": "2025-01-05",
        "compare_last": "2025-01-14",
    }
    found = run(flagged, Asked(method="count_map", **days))
    whole = found.by_type.table.iloc[0]
    assert (whole["before"], whole["now"]) == (400, 266)
    assert whole["now"] == found.comparison.total
    assert (
        "fell from 400 over 5 to 14 January 2025 to 266 over 5 to 14 March 2025"
    ) in found.explanation.sentences[0]


def test_a_flag_that_a_file_of_either_period_lacks_is_not_compared(
    flagged: Files,
) -> None:
    rows = pd.read_csv(flagged.crime[0])
    new = rows["Date"].str.startswith("2025-03")
    earlier = flagged.crime[0].with_name("earlier.csv")
    rows["Agency"] = "Police"
    rows[~new].drop(columns="Alcohol").to_csv(earlier, index=False)
    rows[new].to_csv(flagged.crime[0], index=False)
    files = replace(flagged, crime=(*flagged.crime, earlier))
    answer = run(files, Asked(method="count_map", **AGAINST))
    found = answer.by_type.table.set_index("name")
    assert found.loc["Alcohol", "turn"] == "no data"
    assert found.loc["Alcohol", ["before", "now"]].isna().all()
    assert found.loc["Domestic abuse", "before"] == 200
    told = [note.text for note in answer.notes if note.caution]
    assert any("Alcohol isn't compared: 400 incidents of" in text for text in told)


def test_without_a_comparison_there_is_no_table(files: Files) -> None:
    assert run(files, Asked(method="count_map")).by_type is None
