"""Whose territory is whose, against the official lookup of police force areas."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hotspot_app.stats.placing.territory import spread

ABSENT = ["greater-manchester", "metropolitan-police", "west-midlands"]
"""Forces that the file doesn't hold, and West Yorkshire."""


def slug(name: str) -> str:
    called = {"London, City of": "City of London"}.get(name, name)
    return called.lower().replace("&", "and").replace(" ", "-")


@pytest.fixture(scope="module")
def counts(real: Path) -> pd.DataFrame:
    return pd.read_parquet(real / "crime" / "ew_2025_lsoa_month_type_counts.parquet")


@pytest.fixture(scope="module")
def official(real: Path) -> pd.DataFrame:
    """District and force of each LSOA."""
    folder = real / "lookups"
    areas = pd.read_csv(folder / "lookup_lsoa21_ward24_ltla24.csv")
    forces = pd.read_csv(folder / "lookup_ltla24_csp24_pfa24.csv")
    named = forces.drop_duplicates("ltla24_code").set_index("ltla24_code")
    home = areas.set_index("lsoa21_code")["ltla24_code"].sort_index()
    return pd.DataFrame(
        {"district": home, "force": home.map(named["pfa24_name"].map(slug))}
    )


def lie(counts: pd.DataFrame, official: pd.DataFrame):
    held = counts.groupby("force", observed=True)["month"].nunique()
    return spread(
        official.index.get_indexer(counts["lsoa_code"].astype(str)).astype(np.int32),
        counts["force"].cat.remove_unused_categories(),
        official["district"],
        held,
        counts["n"].to_numpy(np.int64),
    )


@pytest.mark.slow
@pytest.mark.realdata
def test_each_area_is_its_own_forces(
    counts: pd.DataFrame, official: pd.DataFrame
) -> None:
    found = lie(counts, official)
    apart = found.apart()
    assert "btp" not in apart
    assert len(apart) == 39
    owner = np.array([*apart, ""])[found.owner(apart)]
    absent = official["force"].isin([*ABSENT, "west-yorkshire"])
    assert set(apart) == set(official["force"][~absent])
    assert (owner == official["force"].mask(absent, "")).all()


@pytest.mark.slow
@pytest.mark.realdata
@pytest.mark.parametrize("kind", ["Robbery", "Bicycle theft", "Theft from the person"])
@pytest.mark.parametrize("force", ["hampshire", "devon-and-cornwall", "sussex"])
def test_few_of_one_kind_leave_no_district_of_the_force_without_data(
    counts: pd.DataFrame, official: pd.DataFrame, force: str, kind: str
) -> None:
    few = counts[counts["force"].eq(force) & counts["crime_type"].eq(kind)]
    owner = lie(few, official).owner([force])
    assert (owner[official["force"].eq(force)] == 0).all()


@pytest.mark.slow
@pytest.mark.realdata
def test_the_railways_police_cover_all_or_nothing_is_said(
    counts: pd.DataFrame, official: pd.DataFrame
) -> None:
    railway = lie(counts[counts["force"].eq("btp")], official)
    assert (railway.owner(["btp"]) == 0).all()
    with_one = lie(counts[counts["force"].isin(["btp", "surrey"])], official)
    assert with_one.apart() == ()
