"""The wards given besides the areas."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from hotspot_app.project.ask.files import Files
from hotspot_app.project.steps.material import read_material


def test_wards_beyond_the_areas_are_left_out(files: Files) -> None:
    wards = gpd.read_file(files.wards)
    far = wards.assign(WD25CD=wards["WD25CD"].str.replace("E0599", "E0588"))
    far.geometry = far.geometry.translate(xoff=50_000)
    pd.concat([wards, far]).to_file(files.wards)
    material = read_material(files)
    assert material.wards is not None
    assert len(material.wards.areas) == 4
    assert any("4 of 8 wards lie in the areas" in n.text for n in material.wards.notes)


def test_a_ward_that_holds_an_area_is_kept_though_little_of_it_is_covered(
    files: Files,
) -> None:
    gpd.read_file(files.areas).iloc[:1].to_file(files.areas)
    material = read_material(files)
    assert material.wards is not None
    assert list(material.wards.areas["name"]) == ["Northgate"]
