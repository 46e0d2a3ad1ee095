"""Public figures of Southampton: what is published is true, small counts are not."""

from __future__ import annotations

import types

import numpy as np
import pytest

from hotspot_app.brief.release.audience import PUBLIC
from hotspot_app.brief.release.released import Released, release
from hotspot_app.project.ask.ledger import NOTHING_RELEASED, Ledger
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import answer
from hotspot_app.project.steps.tally import tally

AGAINST = {"compare_first": "2024-01", "compare_last": "2024-04", "method": "rate_map"}
TO_APRIL = {"first": "2025-01", "last": "2025-04", **AGAINST}
BURGLARY = {"types": ("Burglary",)}


def totals_are_true(material, at, released: Released) -> None:
    """Compare totals, months and the table by type with those of the truth."""
    made = answer(released.material, released.tally, released.asked)
    true = answer(material, at, released.asked)
    assert made.comparison.total == true.comparison.total
    assert made.comparison.total_before == true.comparison.total_before
    hidden = released.withheld
    ours, theirs = made.by_type.table, true.by_type.table
    for name, of in (("now", hidden.now), ("before", hidden.before)):
        shown = [not of.hides(row.counted) for row in true.by_type.rows]
        counts = ours.set_index("name")[name][theirs["name"][shown]]
        assert (counts.to_numpy() == theirs[name][shown].to_numpy()).all()
    question = made.question.types
    months = [each.tally.cube.by_month(question) for each in (made, true)]
    assert hidden.months or months[0].equals(months[1])
    assert any("data.police.uk" in line for line in made.attributions())


@pytest.mark.realdata
@pytest.mark.slow
def test_what_is_published_of_two_releases_is_true(
    folder: types.SimpleNamespace, material
) -> None:
    small, wards = tally(material), tally(material, level="ward")
    ledger: Ledger = NOTHING_RELEASED
    seen = []
    for asked in (BURGLARY | TO_APRIL, TO_APRIL):
        released = release(material, small, Asked(**asked), PUBLIC, ledger)
        ledger = released.ledger
        totals_are_true(material, small, released)
        seen.append(released.withheld)
    assert [len(each.now.areas) for each in seen] == [91, 0]
    assert [len(each.before.areas) for each in seen] == [102, 2]
    assert np.all([each.now.areas <= set(small.cube.codes) for each in seen])
    vehicles = Asked(types=("Vehicle crime",), **TO_APRIL)
    released = release(material, wards, vehicles, PUBLIC, ledger)
    totals_are_true(material, wards, released)
    assert not released.withheld.any_of
