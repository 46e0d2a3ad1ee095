"""Codes that lost the zeros before their figures, and those that never had any."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.data.figures.matching import match
from hotspot_app.data.tables.leading_zeros import alike, likely, meet
from hotspot_app.errors import InputError


@pytest.mark.parametrize(
    ("codes", "known", "met"),
    [
        (["1", "10"], ["01", "10"], {"1": "01"}),
        (["01", "010"], ["1", "10"], {"01": "1", "010": "10"}),
        (["1.0", "2.00"], ["01", "2"], {"1.0": "01", "2.00": "2"}),
        (["0", "000"], ["00"], {"0": "00", "000": "00"}),
        (["A1", "1A", "", "1.5", "-1", "1e1"], ["A01", "01A", "01", "15", "10"], {}),
        (["E01000001"], ["E1000001"], {}),
        (["1", "01"], ["1", "01"], {}),
    ],
)
def test_what_meets(codes: list[str], known: list[str], met: dict[str, str]) -> None:
    assert meet(codes, known) == met
    assert alike(codes, known) == len(met) + len(set(codes) & set(known))


def test_a_code_like_several_areas_is_refused() -> None:
    with pytest.raises(InputError) as told:
        meet(["001", "2"], ["1", "01", "02"], where="a.csv")
    assert str(told.value) == (
        "a.csv: 1 code differs from the areas' only by zeros before the figures, and "
        "could be of several: '001' (the first is like '1' and '01'). Write the codes "
        "as in the boundary file."
    )
    assert likely(["001", "2"], ["1", "01", "02"])[0] == {"2": "02"}


def test_two_rows_of_one_area_are_refused_unless_one_has_its_own_code() -> None:
    with pytest.raises(InputError, match="'1' and '001'"):
        meet(["1", "001"], ["01"], once=True)
    assert meet(["1", "001"], ["01"]) == {"1": "01", "001": "01"}
    assert meet(["1", "01"], ["01"], once=True) == {}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [(["1", "2", "10"], ["01", "02", "10"]), (["01", "02", "10"], ["1", "2", "10"])],
)
def test_figures_reach_the_areas_either_way(theirs: list[str], ours: list[str]) -> None:
    residents = pd.Series([5.0, 6.0, 7.0], index=pd.Index(theirs, name="code"))
    fitted, notes = match(residents, pd.Index(ours), "residents")
    assert fitted.tolist() == [5.0, 6.0, 7.0]
    assert fitted.index.tolist() == ours
    assert f"{theirs[0]!r} is {ours[0]!r}" in notes[0].text


def test_figures_of_other_areas_are_quoted() -> None:
    values = pd.Series(1.0, index=[f"X{number}" for number in range(9)])
    with pytest.raises(InputError, match=r"the table has first .X0., .X1., .X2."):
        match(values, pd.Index(["01", "02"]), "residents")
