"""Southampton's places keep their names whatever months are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotspot_app import paths
from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.known import NOTHING_KNOWN, Known
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.save.name_library import NameLibrary
from hotspot_app.project.steps.pipeline import run

A_033B = "E01017139"

pytestmark = [pytest.mark.realdata, pytest.mark.slow]


def places(real: Path, months: str, known: Known, wards: bool) -> dict[str, str]:
    crime = sorted((real / "crime").glob(f"{months}-hampshire-street.csv"))
    boundaries = real / "boundaries"
    files = Files(
        areas=boundaries / "E06000045_lsoa2021_bgc.geojson",
        wards=boundaries / "E06000045_wards2025_bgc.geojson" if wards else None,
        crime=tuple(crime),
    )
    values = run(files, Asked(method="count_map"), known=known).outcome.values
    return {str(code): str(place) for code, place in values["place"].items()}


def test_one_month_and_ten_call_every_place_the_same(
    real: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(paths.HOME, str(tmp_path))
    known = Known(book=NameLibrary())
    alone = places(real, "2025-06", NOTHING_KNOWN, wards=True)
    first = places(real, "2025-06", known, wards=True)
    assert first == alone
    ten = places(real, "*", NOTHING_KNOWN, wards=True)
    assert ten[A_033B] != first[A_033B]
    later = places(real, "*", known, wards=True)
    named = {code: place for code, place in first.items() if place}
    assert named.items() <= later.items()
    assert places(real, "2024-01", known, wards=True) == later
    without = places(real, "*", known, wards=False)
    assert len(set(without.values())) == len(without)
    assert sum(without[code] != place for code, place in later.items()) < 15
