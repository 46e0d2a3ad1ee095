"""Columns told by the words of their names."""

from __future__ import annotations

import pytest

from hotspot_app.data.kinds.columns import recognise


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        *((name, "recorded") for name in ("Date Crime Recorded", "Recorded Dt")),
        *((name, "recorded") for name in ("Date of Report to Police", "RecordedOn")),
        *((name, "recorded") for name in ("Record Created Date", "date_logged")),
        *((name, "from") for name in ("Date Offence Committed", "Occurred On")),
        *((name, "from") for name in ("Offence Date", "Earliest Committed Dt")),
        *((name, "id") for name in ("Unique Ref", "Niche Occurrence No", "LogNumber")),
    ],
)
def test_what_a_name_says(name: str, ours: str) -> None:
    assert recognise([name]) == {ours: 0}


@pytest.mark.parametrize(
    "name",
    [
        *("Outcome Recorded Date", "Recorded By", "Last Updated Date", "Date Closed"),
        *(
            "Date of Birth",
            "Committed To Date",
            "Person Ref",
            "Victim Number",
            "Row No",
        ),
        *("House Number", "Property Ref", "Officer ID", "Beat No", "Number", "Crime"),
    ],
)
def test_what_a_name_does_not_say(name: str) -> None:
    assert not {"recorded", "from", "id"} & set(recognise([name]))


def test_the_date_recorded_goes_before_other_dates() -> None:
    found = recognise(["Date", "Offence Date", "Date Reported", "Date Crime Recorded"])
    assert found == {"recorded": 2, "from": 1}
    assert recognise(["Date", "Date Crime Recorded"]) == {"recorded": 1}
    assert recognise(["Crime No", "Unique Ref"]) == {"id": 0}
