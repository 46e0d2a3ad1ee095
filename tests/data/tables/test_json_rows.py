"""Incidents of police.uk's API, and other JSON."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from hotspot_app.data.base.containers import look_into
from hotspot_app.data.crime.incidents import read_incidents
from hotspot_app.data.tables.json_rows import is_records, is_shapes
from hotspot_app.errors import InputError


def crime(number: int, category: str = "burglary", **changed: Any) -> dict[str, Any]:
    return {
        "category": category,
        "location_type": "Force",
        "location": {
            "latitude": "50.911316",
            "longitude": "-1.339967",
            "street": {"id": 1, "name": "On or near Boswell Close"},
        },
        "context": "",
        "outcome_status": None,
        "persistent_id": f"{number:064x}",
        "id": number,
        "month": "2025-01",
    } | changed


def written(path: Path, found: object) -> Path:
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


def test_crimes_of_the_api_are_read_as_snapped_incidents(tmp_path: Path) -> None:
    path = written(
        tmp_path / "crimes-street.json",
        [
            crime(1),
            crime(2, "violent-crime"),
            crime(3, "theft-from-the-person", location_type="BTP"),
            crime(4, "anti-social-behaviour", persistent_id="", location=None),
        ],
    )
    found = read_incidents([path], extent=None)
    assert sorted(found.incidents["type"].astype(str)) == [
        *("Burglary", "Theft from the person", "Violence and sexual offences"),
    ]
    assert set(found.incidents["precision"]) == {"snapped"}
    assert set(found.incidents["source"]) == {
        *("British Transport Police", "crimes street"),
    }
    (facts,) = found.files
    assert facts.reasons == {"no_coordinates": 1}
    assert facts.delimiter == "JSON"
    assert facts.file.sha256 == sha256(path.read_bytes()).hexdigest()
    assert facts.file.size == path.stat().st_size


def test_one_crime_in_two_answers_is_one(tmp_path: Path) -> None:
    nuisance = crime(4, "anti-social-behaviour", persistent_id="")
    path = written(tmp_path / "a.json", [crime(1), nuisance, crime(1), nuisance])
    assert len(read_incidents([path], extent=None).incidents) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"crimes": []}', "is JSON: not a table"),
        ("[]", "is JSON without records"),
        ('[{"a": 1}]', "isn't police.uk's list"),
        ('[{"object_of_search": 1}]', "searches, not crimes"),
        ('[{"category": {}, "date": "", "crime": {}}]', "what came of crimes"),
        ('[{"category": 1', "is damaged or cut off"),
        ('[{"a":' + "[" * 100_000, "is damaged or cut off"),
    ],
)
def test_other_json_is_named(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        read_incidents([path], extent=None)


def test_odd_values_of_a_crime_are_blank(tmp_path: Path) -> None:
    odd = crime(1, location={"latitude": [], "longitude": {}, "street": "x"}, month={})
    path = written(tmp_path / "a.json", [crime(2), odd])
    assert read_incidents([path], extent=None).files[0].rows == 2


def test_a_header_in_brackets_is_no_json() -> None:
    assert not is_records(b"[Crime No],[Date]\n")
    assert is_records(b"\xef\xbb\xbf [\n {")
    assert is_shapes(b'{"type":"FeatureCollection"')
    assert not is_shapes(b'{"crimes":[]')


def test_it_is_found_in_a_folder(tmp_path: Path) -> None:
    written(tmp_path / "a.json", [crime(1)])
    with look_into([tmp_path]) as found:
        assert [member.name for member in found.members] == ["a.json"]
