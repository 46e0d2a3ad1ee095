"""Southampton in three beats made of its LSOAs, added up without the app."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from scipy.stats import chi2

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import run

HALF_YEAR = {"first": "2025-01", "last": "2025-06"}


@pytest.mark.realdata
@pytest.mark.slow
@pytest.mark.parametrize("covered", [152, 120])
def test_beats_are_sums_of_their_areas(
    city: Files,
    count: pd.Series[int],
    residents: pd.Series[float],
    lsoas: pd.DataFrame,
    covered: int,
) -> None:
    west = lsoas["metres"].map(lambda each: each.centroid.x).sort_values()
    parts = [west.index[:50], west.index[50:100], west.index[100:covered]]
    beats = {f"Beat {i}": tuple(part) for i, part in enumerate(parts, 1)}
    asked = Asked(method="rate_map", level="beat", **HALF_YEAR)
    found = run(city, asked, groups={"beat": beats})
    values = found.outcome.values
    assert values.index.tolist() == list(beats)
    for name, codes in beats.items():
        crimes, people = count[list(codes)].sum(), residents[list(codes)].sum()
        assert values.at[name, "count"] == crimes
        assert values.at[name, "denominator"] == people
        assert values.at[name, "rate"] == pytest.approx(1000 * crimes / people)
        # Byar's limits are within a thousandth of the exact ones of so many
        low, high = chi2.ppf(0.025, 2 * crimes) / 2, chi2.ppf(0.975, 2 * crimes + 2) / 2
        assert values.at[name, "rate_lower"] == pytest.approx(1e3 * low / people, 1e-3)
        assert values.at[name, "rate_upper"] == pytest.approx(1e3 * high / people, 1e-3)
        ground = shapely.area(lsoas.loc[list(codes), "metres"]).sum()
        assert found.areas.geometry.area[name] == pytest.approx(ground, rel=1e-4)
    whole = 1000 * count.sum() / residents.sum()
    assert found.outcome.summary["city_rate"] == pytest.approx(whole)
    left = 152 - covered
    told = "\n".join(note.text for note in found.notes)
    assert (f"{left} areas are in no beat" in told) == bool(left)
