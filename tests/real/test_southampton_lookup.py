"""Figures of 2011 carried to areas of 2021, checked by hand on real codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.errors import InputError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.level import at_level
from hotspot_app.project.steps.material import read_material

pytestmark = [pytest.mark.realdata, pytest.mark.slow]

OLD = "population/mye_lsoa11_totals_2017_2019_2020.csv"
CENSUS = "population/census2021_lsoa21_usual_residents_households.csv"


def files(real: Path, **more: Path) -> Files:
    return Files(
        areas=real / "boundaries" / "hampshire_iow_lsoa2021_bgc.gpkg",
        district="E06000045",
        crime=(real / "crime" / "2025-06-hampshire-street.csv",),
        residents=real / OLD,
        lookup=real / "lookups" / "lookup_lsoa11_lsoa21_ltla22.csv",
        **more,
    )


def residents(given: Files) -> pd.Series:
    return at_level(read_material(given), "", "area").denominators["residents"]


def test_a_part_outside_the_map_keeps_its_share(real: Path) -> None:
    """E01022677 (Eastleigh, 3,220 people) became three, one of them in the ring."""
    old = pd.read_csv(real / OLD, index_col=0)["mid2020_all_ages"]
    found = residents(files(real))
    assert found["E01035437"] == pytest.approx(old["E01022677"] / 3)
    parts = found[["E01035446", "E01035447"]]
    assert parts.tolist() == pytest.approx([old["E01017278"] / 2] * 2)


def test_parts_are_shared_by_newer_figures_where_given(real: Path) -> None:
    census = pd.read_csv(real / CENSUS, index_col=0)["households"]
    old = pd.read_csv(real / OLD, index_col=0)["mid2020_all_ages"]
    found = residents(files(real, households=real / CENSUS))
    homes = census[["E01035446", "E01035447"]]
    expected = old["E01017278"] * homes / homes.sum()
    assert found[homes.index].tolist() == pytest.approx(expected.tolist())


def test_old_codes_under_a_plain_header_are_known_by_themselves(
    real: Path, tmp_path: Path
) -> None:
    old = pd.read_csv(real / OLD)[["lsoa11_code", "mid2020_all_ages"]]
    plain = tmp_path / "people.csv"
    old.set_axis(["code", "residents"], axis=1).to_csv(plain, index=False)
    given = Files(
        areas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
        crime=(real / "crime" / "2025-06-hampshire-street.csv",),
        residents=plain,
    )
    with pytest.raises(InputError, match="LSOAs of 2011"):
        at_level(read_material(given), "", "area")


def test_figures_of_2021_on_areas_of_2011(real: Path) -> None:
    """Parts of the city's four areas that were split in 2021 are added up."""
    given = replace(
        files(real),
        areas=real / "boundaries" / "E06000045_lsoa2011_bgc.geojson",
        district="",
        residents=real / CENSUS,
    )
    new = pd.read_csv(real / CENSUS, index_col=0)["usual_residents_all"]
    found = residents(given)
    assert len(found) == 148
    assert found["E01032756"] == new["E01035442"] + new["E01035443"]
    assert found["E01017136"] == new["E01017136"]
    city = [code for code in found.index if code in new.index]
    parts = new[[f"E0103544{i}" for i in range(2, 10)]]
    assert found.sum() == new[city].sum() + parts.sum() == 248_901
