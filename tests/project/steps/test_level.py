"""Areas and what is known of them, at the level asked for."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from hotspot_app.errors import InputError, WordsError
from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.level import at_level
from hotspot_app.project.steps.material import read_material
from hotspot_app.remedies import FITTING, ChooseLevel, Give


def test_areas_know_their_ward(files: Files) -> None:
    found = at_level(read_material(files), "", "area")
    assert found.name == "lsoa"
    assert found.areas["ward"].iloc[[0, 3, 18, 35]].tolist() == [
        "Northgate",
        "Southgate",
        "Eastgate",
        "Westgate",
    ]


def test_wards_get_residents_of_the_areas_in_them(files: Files) -> None:
    material = read_material(files)
    for rule in ("area", "best-fit"):
        found = at_level(material, "ward", rule)
        np.testing.assert_allclose(found.denominators["residents"], 9_000)
        assert found.denominators["residents"].index.equals(found.areas.index)


def test_a_ward_line_through_areas_is_told(files: Files) -> None:
    wards = gpd.read_file(files.wards)
    wards.geometry = [
        wards.geometry[0].union(wards.geometry[0].buffer(0)),
        *wards.geometry[1:],
    ]
    east = wards.geometry[1]
    strip = east.intersection(east.buffer(-200, join_style="mitre").envelope)
    wards.geometry = [
        wards.geometry[0].union(east.difference(strip)), strip, *wards.geometry[2:]
    ]  # fmt: skip
    wards.to_file(files.wards)
    material = read_material(files)
    shared = at_level(material, "ward", "area").denominators["residents"]
    whole = at_level(material, "ward", "best-fit").denominators["residents"]
    assert shared.sum() == pytest.approx(whole.sum()) == 36_000
    assert shared.iloc[1] < 9_000
    notes = " ".join(n.text for n in at_level(material, "ward", "area").notes)
    assert "The rule matters most for" in notes
    found = at_level(material, "ward", "area")
    across = found.straddling
    assert len(across) > 5
    assert f"{len(across)} areas lie partly outside the main ward" in notes
    assert f"and {len(across) - 5} more (all in summary.json)" in notes
    assert max(across.values()) <= 0.5
    first = max(across, key=lambda code: across[code])
    name = material.areas.areas.at[first, "name"]
    assert f"main ward: {name} (" in notes


def test_a_ward_table_is_taken_before_areas_are_shared_out(files: Files) -> None:
    pd.DataFrame(
        {"WD25CD": [f"E0599000{i}" for i in range(4)], "residents_2021": [1, 2, 3, 4]}
    ).to_csv(files.residents, index=False)
    found = at_level(read_material(files), "ward", "area")
    assert found.denominators["residents"].tolist() == [1, 2, 3, 4]


def test_deprivation_isnt_used_for_wards(files: Files) -> None:
    path = files.areas.with_name("deprivation.csv")
    codes = gpd.read_file(files.areas)["LSOA21CD"]
    pd.DataFrame(
        {"LSOA21CD": codes, "Income_rank": np.arange(1, 37), "Income_decile": 1}
    ).to_csv(path, index=False)
    material = read_material(replace(files, deprivation=path))
    assert at_level(material, "lsoa", "area").deprivation is not None
    wards = at_level(material, "ward", "area")
    assert wards.deprivation is None
    assert any("not used for wards" in note.text for note in wards.notes)


def test_a_level_that_isnt_there_is_refused(files: Files) -> None:
    material = read_material(replace(files, wards=None))
    with pytest.raises(WordsError, match="no wards were given") as told:
        at_level(material, "ward", "area")
    assert told.value.remedies == (Give(("wards",)),)
    with pytest.raises(WordsError, match="not 'beat'") as told:
        at_level(material, "beat", "area")
    assert told.value.remedies == (ChooseLevel(("lsoa",)),)


def test_residents_of_2011_need_a_lookup(files: Files) -> None:
    codes = gpd.read_file(files.areas)["LSOA21CD"]
    old = codes.str.replace("E0199", "E0188")
    pd.DataFrame({"LSOA11CD": old, "residents_2011": np.arange(36) + 100}).to_csv(
        files.residents, index=False
    )
    with pytest.raises(InputError) as error:
        at_level(read_material(files), "", "area")
    assert error.value.remedies == (FITTING,)
    lookup = files.areas.with_name("lookup.csv")
    pairs = pd.DataFrame({"LSOA11CD": old, "LSOA21CD": codes, "CHGIND": "U"})
    pairs.to_csv(lookup, index=False)
    found = at_level(read_material(replace(files, lookup=lookup)), "", "area")
    assert found.denominators["residents"].tolist() == list(range(100, 136))


def test_a_table_of_wards_is_not_taken_for_one_of_lsoas(files: Files) -> None:
    wards = pd.DataFrame(
        {"WD25CD": [f"E0599000{i}" for i in range(4)], "residents_2021": 1_000}
    )
    wards.to_csv(files.residents, index=False)
    with pytest.raises(InputError) as error:
        at_level(read_material(files), "lsoa", "area")
    assert "residents are by wards, the areas are LSOAs" in str(error.value)
    assert error.value.remedies == ()
    wards.assign(WD25CD=[f"E0588000{i}" for i in range(4)]).to_csv(
        files.residents, index=False
    )
    with pytest.raises(InputError, match="only 0 of 4 areas have residents") as error:
        at_level(read_material(files), "ward", "area")
    assert str(error.value).startswith("residents.csv: ")
    assert error.value.remedies == ()


def test_a_lookup_that_leads_elsewhere_or_nowhere_is_told(files: Files) -> None:
    codes = gpd.read_file(files.areas)["LSOA21CD"]
    lookup = files.areas.with_name("lookup.csv")
    pairs = pd.DataFrame({"LSOA21CD": codes, "WD25CD": "E05990001"})
    pairs.to_csv(lookup, index=False)
    given = replace(files, lookup=lookup)
    for level in ("", "ward"):
        notes = at_level(read_material(given), level, "area").notes
        told = [note.text for note in notes if note.caution]
        assert any("lookup.csv: not used" in text for text in told)
    old = codes.str.replace("E0199", "E0188")
    pd.DataFrame({"LSOA11CD": old, "residents_2011": 100}).to_csv(
        files.residents, index=False
    )
    with pytest.raises(InputError, match="leads from codes of 2021, not of 2011"):
        at_level(read_material(given), "", "area")


def test_what_was_read_isnt_changed(files: Files) -> None:
    material = read_material(files)
    before = material.areas.areas.copy()
    at_level(material, "", "area")
    at_level(material, "ward", "area")
    pd.testing.assert_frame_equal(material.areas.areas, before)
