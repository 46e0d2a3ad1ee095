"""Columns told by the words of their names."""

from __future__ import annotations

import pytest

from hotspot_app.data.kinds.columns import recognise
from hotspot_app.data.kinds.count_columns import positions


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


@pytest.mark.parametrize(
    "name",
    [
        *("Offence Group Desc", "OFFENCE_GROUP_DESCRIPTION", "offencegroupdesc"),
        *("Crime Group Desc", "HO Offence Group", "Offence Sub-Group Desc."),
        *(
            "Crime Type Name",
            "Type of Offence",
            "Description of Offence",
            "HO Sub Group",
        ),
        *("Offence Code Descr", "OffenseCategoryText", "Description of Offence"),
        *("NSIR Category Desc", "Recorded Crime Classification", "Category Name"),
        *("Occurrence Type Label", "Home Office Offence Category"),
    ],
)
def test_a_type_of_crime_put_into_words(name: str) -> None:
    assert recognise([name]) == {"type": 0}
    assert positions([name]) == {"type": 0}


@pytest.mark.parametrize(
    "name",
    [
        *("Crime Description", "Incident Description", "Offence Text", "Description"),
        *("Outcome Type Desc", "Location Type Description", "Age Group Desc", "Name"),
        *("Organised Crime Group Name", "Crime Group Number", "Offence Group Code"),
        *("Group Name", "Offender Group", "Type of Location", "Offence Type Count"),
        *("Incident Group", "Victim Category Description", "Class Name", "Label"),
    ],
)
def test_what_is_no_type_of_crime(name: str) -> None:
    assert "type" not in recognise([name])
    assert "type" not in positions([name])


@pytest.mark.parametrize(
    ("header", "at"),
    [
        (["Offence Sub Group Desc", "Offence Group Desc"], 1),
        (["Category Description", "Crime Group Desc", "Offence Type Desc"], 2),
        (["Offence Group Desc", "HO Offence Code"], 1),
        (["Offence Group Desc", "Type"], 1),
        (["Offence Group Description", "Offence Category"], 1),
        (["Offence Group Code", "Offence Group Desc"], 1),
        (["HO Offence Group", "HO Offence Group Desc"], 1),
    ],
)
def test_of_two_types_a_listed_name_goes_first_then_the_wider(
    header: list[str], at: int
) -> None:
    assert recognise(header)["type"] == at
