"""Areas that rows name by their codes, as spreadsheets leave them."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from hotspot_app.errors import InputError
from hotspot_app.project.steps.placing_notes import on_disagreement
from hotspot_app.project.steps.stated import positions, told


def beats(*codes: str) -> gpd.GeoDataFrame:
    shapes = [shapely.box(i, 0, i + 1, 1) for i in range(len(codes))]
    names = [f"Beat {code}" for code in codes]
    return gpd.GeoDataFrame(
        {"name": names, "shown": True}, geometry=shapes, index=pd.Index(codes)
    )


def test_codes_without_zeros_meet_either_way() -> None:
    found = positions(["1", "02", "10", "Beat 10", "3"], beats("01", "2", "10"), {})
    assert found.tolist() == [0, 1, 2, 2, -1]


def test_a_code_of_its_own_goes_before_one_that_only_looks_like_it() -> None:
    assert positions(["1", "01"], beats("1", "01"), {}).tolist() == [0, 1]
    with pytest.raises(InputError, match="'001'"):
        positions(["1", "001"], beats("1", "01"), {})


@pytest.mark.parametrize(
    "text", ["E01017136\u200b", "'E01017136", "\xa0e01017136 ", "\ufeffE01017136"]
)
def test_what_programs_put_around_codes_is_no_part_of_them(text: str) -> None:
    assert positions([text], beats("E01017136"), {}).tolist() == [0]


def test_codes_that_met_and_codes_that_are_lost_are_told() -> None:
    texts = pd.Series(["1"] * 3 + ["X9", "X7", "X8", "X6", "X6"])
    joined, lost = told(texts, beats("01", "02"), {})[1:]
    assert "'1' is '01'" in joined.text
    assert lost.caution
    assert lost.text == (
        "5 incidents name an area that isn't on the map (4 codes or names): 'X6', "
        "'X7', 'X8' and 1 more."
    )


def test_codes_without_zeros_don_t_disagree_with_their_points() -> None:
    incidents = pd.DataFrame({"area": pd.Categorical(["1", "2", "2"])})
    (note,) = on_disagreement(incidents, np.array([0, 1, 0]), beats("01", "2"))
    assert note.text.startswith("1 incidents")
