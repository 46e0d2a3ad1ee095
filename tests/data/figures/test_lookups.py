"""Figures carried from old codes to new ones, and put on areas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotspot_app.data.boundaries.areas import read_areas
from hotspot_app.data.figures.deprivation_file import read_deprivation
from hotspot_app.data.figures.indicators import read_denominator
from hotspot_app.data.figures.lookups import (
    Lookup,
    carry_over,
    read_lookup,
    turned,
)
from hotspot_app.data.figures.matching import match
from hotspot_app.errors import InputError
from hotspot_app.remedies import FITTING

#  U: 1 stays; S: 2 becomes 11, 12, 13; M: 3 and 4 become 14; X: 5, 6 to 15, 16
PAIRS = [
    ("1", "1", "U"),
    *[("2", new, "S") for new in ("11", "12", "13")],
    ("3", "14", "M"),
    ("4", "14", "M"),
    *[(old, new, "X") for old in "56" for new in ("15", "16")],
]


def code(short: str) -> str:
    return f"E010{int(short):05d}"


def lookup_file(folder: Path, *, change: str = "CHGIND", kinds: bool = True) -> Path:
    head = "LSOA11CD,LSOA21CD,LAD22CD" + (f",{change}" if kinds else "")
    rows = [
        f"{code(old)},{code(new)},E06000045" + (f",{kind}" if kinds else "")
        for old, new, kind in PAIRS
    ]
    path = folder / "lookup.csv"
    path.write_text("\n".join([head, *rows]))
    return path


@pytest.fixture
def lookup(tmp_path: Path) -> Lookup:
    return read_lookup(lookup_file(tmp_path))


def old(values: dict[str, float]) -> pd.Series[float]:
    return pd.Series(
        {code(k): v for k, v in values.items()}, dtype="float64"
    ).rename_axis("code")


COUNTS = old({"1": 10, "2": 30, "3": 5, "4": 6, "5": 7, "6": 8})


def test_what_a_lookup_says_of_itself(lookup: Lookup) -> None:
    assert (lookup.old_level, lookup.old_vintage) == ("lsoa", 2011)
    assert (lookup.new_level, lookup.new_vintage) == ("lsoa", 2021)
    assert len(lookup.pairs) == len(PAIRS)


@pytest.mark.parametrize("change", ["CHGIND", "CHNGIND", "change_code", ""])
def test_kinds_of_change_are_read_or_worked_out(tmp_path: Path, change: str) -> None:
    read = read_lookup(lookup_file(tmp_path, change=change, kinds=bool(change)))
    carried = carry_over(COUNTS, read, "count")
    assert carried.values[code("14")] == 11
    assert np.isnan(carried.values[code("15")])


def test_counts_are_shared_added_and_flagged(lookup: Lookup) -> None:
    carried = carry_over(COUNTS, lookup, "count", vintage=2011, wanted=2021)
    # worked by hand: 30 in three equal parts; 5 + 6
    expected = {
        "1": 10,
        "11": 10,
        "12": 10,
        "13": 10,
        "14": 11,
        "15": np.nan,
        "16": np.nan,
    }
    assert carried.values.to_dict() == pytest.approx(
        {code(k): v for k, v in expected.items()}, nan_ok=True
    )
    said = " ".join(note.text for note in carried.notes)
    assert "3 new areas share that of a split one in equal parts (estimated)" in said
    assert "1 merged and added up" in said
    assert (
        f"2 areas changed irregularly and can't be carried over (first '{code('15')}'"
        in said
    )


def test_counts_are_shared_by_residents(lookup: Lookup) -> None:
    weights = old({"11": 100, "12": 200, "13": 0, "1": 5, "14": 9})
    carried = carry_over(COUNTS, lookup, "count", weights=weights)
    parts = [carried.values[code(k)] for k in ("11", "12", "13")]
    assert parts == pytest.approx([10, 20, 0])


def test_deprivation_is_inherited_and_averaged(lookup: Lookup) -> None:
    table = pd.DataFrame({"imd_score": COUNTS * 1.5, "imd_decile": COUNTS % 10 + 1})
    weights = old({"3": 300, "4": 100})
    carried = carry_over(table, lookup, "deprivation", weights=weights)
    assert list(carried.values.columns) == ["imd_score", "imd_decile"]
    for child in ("11", "12", "13"):
        assert carried.values.loc[code(child)].tolist() == [45.0, 1.0]
    # (7.5 × 300 + 9 × 100) / 400; deciles 6 and 7 weigh 6.25, in whole numbers 6
    assert carried.values.loc[code("14")].tolist() == pytest.approx([7.875, 6.0])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 9999), min_size=4, max_size=4),
    st.lists(st.integers(0, 50), min_size=3, max_size=3),
)
def test_the_total_of_counts_is_conserved(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], weights: list[int]
) -> None:
    read = read_lookup(lookup_file(tmp_path_factory.mktemp("total")))
    values = old(dict(zip("1234", counts, strict=True)))
    by = old(dict(zip(("11", "12", "13"), weights, strict=True)))
    carried = carry_over(values, read, "count", weights=by)
    assert carried.values.sum() == pytest.approx(sum(counts))


def test_inputs_are_unchanged(lookup: Lookup) -> None:
    values, pairs = COUNTS.copy(), lookup.pairs.copy()
    carry_over(values, lookup, "count")
    pd.testing.assert_series_equal(values, COUNTS)
    pd.testing.assert_frame_equal(lookup.pairs, pairs)


def test_a_lookup_turned_leads_back(lookup: Lookup) -> None:
    new = old({"1": 9, "11": 10, "12": 11, "13": 12, "14": 30, "15": 7, "16": 8})
    back = turned(lookup)
    assert (back.old_vintage, back.new_vintage) == (2021, 2011)
    carried = carry_over(new, back, "count", vintage=2021, wanted=2011)
    assert carried.values.to_dict() | {code("5"): 0, code("6"): 0} == {
        code("1"): 9, code("2"): 33, code("3"): 15, code("4"): 15,
        code("5"): 0, code("6"): 0,
    }  # fmt: skip
    assert carried.values[[code("5"), code("6")]].isna().all()
    assert "from LSOAs of 2021 to LSOAs of 2011: 1 unchanged" in carried.notes[0].text
    pd.testing.assert_frame_equal(turned(back).pairs, lookup.pairs)


def test_a_missing_parent_leaves_its_child_missing(lookup: Lookup) -> None:
    carried = carry_over(COUNTS.drop(code("4")), lookup, "count")
    assert np.isnan(carried.values[code("14")])


def test_a_lookup_of_the_wrong_vintage(lookup: Lookup) -> None:
    with pytest.raises(InputError, match="from codes of 2011, not of 2021") as error:
        carry_over(COUNTS, lookup, "count", vintage=2021)
    assert error.value.remedies == (FITTING,)
    with pytest.raises(InputError, match="to codes of 2021, not of 2011"):
        carry_over(COUNTS, lookup, "count", wanted=2011)
    others = COUNTS.rename(lambda text: text.replace("E010", "W010"))
    with pytest.raises(
        InputError, match="only 0 of 6 codes are among its LSOAs of 2011"
    ):
        carry_over(others, lookup, "count")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("LSOA21CD,residents\nE01017136,5\n", "isn't a lookup"),
        (
            "LSOA11CD,LSOA21CD,CHGIND\nE01017136,E01017136,Q\n",
            "line 2.*unknown change 'Q'",
        ),
    ],
)
def test_what_is_no_lookup(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=said):
        read_lookup(path)


# --- matching -------------------------------------------------------------------


def test_matching_names_areas_without_a_figure() -> None:
    codes = pd.Index([code(str(i)) for i in range(1, 8)], name="code")
    aligned, notes = match(COUNTS, codes, "residents")
    assert aligned.index.equals(codes)
    assert aligned.isna().sum() == 1
    assert [note.text for note in notes] == [
        f"Residents: 1 area has none (first '{code('7')}')."
    ]
    assert notes[0].caution
    assert match(COUNTS, COUNTS.index, "residents")[1] == ()


def test_matching_refuses_another_vintage_though_codes_agree() -> None:
    with pytest.raises(InputError) as caught:
        match(COUNTS, COUNTS.index, "residents", vintage=2011, wanted=2021)
    assert "LSOAs of 2011" in str(caught.value)
    assert caught.value.remedies == (FITTING,)


def test_matching_refuses_another_level_or_place() -> None:
    wards = pd.Index(["E05015490", "E05015491"], name="code")
    with pytest.raises(InputError, match="residents are by LSOAs, the areas are wards"):
        match(COUNTS, wards, "residents")
    by_ward = pd.Series(1.0, index=wards)
    with pytest.raises(InputError) as error:
        match(by_ward, COUNTS.index, "deprivation", vintage=2025, wanted=2021)
    assert str(error.value).startswith("deprivation is by wards, the areas are LSOAs")
    assert error.value.remedies == ()
    old = pd.Index(["E05002455", "E05002456"], name="code")
    with pytest.raises(InputError, match="wards of 2025, the areas are wards of 2013"):
        match(by_ward, old, "residents", vintage=2025, wanted=2013)
    elsewhere = pd.Index([code("91"), code("92"), code("1")], name="code")
    with pytest.raises(InputError) as error:
        match(COUNTS, elsewhere, "residents", where="residents.csv")
    assert str(error.value).startswith(
        "residents.csv: only 1 of 3 areas have residents, without are first '"
        + code("91")
    )
    assert error.value.remedies == (FITTING,)


# --- the real files -------------------------------------------------------------


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("name", "count", "levels"),
    [
        ("lookup_lsoa11_lsoa21_ltla22.csv", 35_795, ("lsoa", 2011, "lsoa", 2021)),
        ("lookup_lsoa21_ward24_ltla24.csv", 35_672, ("lsoa", 2021, "ward", 2024)),
        ("lookup_ltla24_csp24_pfa24.csv", 332, ("district", 2024, "csp", 2024)),
    ],
)
def test_real_lookups(
    real: Path, name: str, count: int, levels: tuple[str, int, str, int]
) -> None:
    read = read_lookup(real / "lookups" / name)
    assert len(read.pairs) == count
    told = (read.old_level, read.old_vintage, read.new_level, read.new_vintage)
    assert told == levels


@pytest.mark.realdata
@pytest.mark.slow
def test_2019_deprivation_on_southampton_of_2021(real: Path) -> None:
    table = read_deprivation(real / "deprivation" / "imd2019_england_lsoa11.csv")
    areas = read_areas(real / "boundaries" / "E06000045_lsoa2021_bgc.geojson")
    with pytest.raises(InputError) as error:
        match(
            table.table,
            areas.areas.index,
            "deprivation",
            vintage=table.vintage,
            wanted=areas.vintage,
        )
    assert error.value.remedies == (FITTING,)
    lookup = read_lookup(real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv")
    carried = carry_over(
        table.table, lookup, "deprivation", vintage=2011, wanted=areas.vintage
    )
    aligned, notes = match(carried.values, areas.areas.index, "deprivation")
    assert notes == ()
    assert not aligned.isna().any(axis=None)
    # four of the city's LSOAs were split in two (ONS)
    parents = ["E01032756", "E01017140", "E01017278", "E01017142"]
    for i, parent in enumerate(parents):
        for child in (f"E0103544{2 + 2 * i}", f"E0103544{3 + 2 * i}"):
            assert aligned.loc[child].equals(table.table.loc[parent].rename(child))


@pytest.mark.realdata
@pytest.mark.slow
def test_2020_residents_on_2021_areas_lose_only_irregular_ones(real: Path) -> None:
    path = real / "population" / "mye_lsoa11_totals_2017_2019_2020.csv"
    residents = read_denominator(path, "residents").values
    lookup = read_lookup(real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv")
    carried = carry_over(residents, lookup, "count", vintage=2011, wanted=2021)
    odd = lookup.pairs.loc[lookup.pairs["change"] == "X", "old"].unique()
    assert carried.values.sum() == pytest.approx(residents.drop(odd).sum())
