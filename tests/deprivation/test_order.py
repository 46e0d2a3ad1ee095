"""Deprivation by which areas can't be put in order, or not as England's are."""

from __future__ import annotations

import pandas as pd
import pytest

from hotspot_app.deprivation import decile, order
from hotspot_app.errors import WordsError
from hotspot_app.remedies import Give, SetParameter

ENGLAND = [104.0, 20_000.0, 31_000.0]
OWN = [1.0, 2.0, 3.0]


def test_another_domain_is_offered_where_it_has_ranks_of_england() -> None:
    table = pd.DataFrame({"imd_rank": ENGLAND, "health_rank": OWN})
    with pytest.raises(WordsError) as told:
        order(table, "income")
    assert told.value.hint == "It has imd; File 7 has all."
    other, file_7 = told.value.remedies
    assert other == SetParameter("domain", "Domain")
    assert file_7 == Give(("deprivation",))


@pytest.mark.parametrize("column", ["imd_rank", "imd_decile"])
def test_where_none_has_ranks_of_england_file_7_is_named(column: str) -> None:
    with pytest.raises(WordsError) as told:
        order(pd.DataFrame({column: OWN}), "income")
    assert "no domain in it has ranks of England" in told.value.what
    assert "File 7" in told.value.hint


def test_ranks_of_its_own_areas_put_them_in_order_and_make_no_fifths_of_england() -> (
    None
):
    table = pd.DataFrame({"imd_rank": OWN, "imd_decile": OWN})
    assert order(table, "imd")[0].tolist() == OWN
    with pytest.raises(
        WordsError, match="are of its own areas, not of England"
    ) as told:
        decile(table, "imd")
    basis, _ = told.value.remedies
    assert isinstance(basis, SetParameter)
    assert (basis.name, basis.value, basis.title) == (
        "basis",
        "local",
        "Five groups by",
    )
    assert basis.choice.startswith("order among the areas shown")
    assert decile(table.assign(imd_rank=ENGLAND), "imd").tolist() == OWN
    assert decile(table[["imd_decile"]], "imd").tolist() == OWN
