"""Districts that the files cover, counted by the codes in their rows."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from hotspot_app.project.ask.files import Files
from hotspot_app.project.ask.question import Asked
from hotspot_app.project.steps.pipeline import run


@pytest.mark.realdata
@pytest.mark.slow
def test_the_districts_of_a_force(real: Path) -> None:
    """Counted again from the rows, by the district in each row's LSOA name."""
    people = real / "population" / "census2021_lsoa21_usual_residents_households.csv"
    crime = real / "crime" / "2025-01-hampshire-street.csv"
    found = run(
        Files(
            areas=real / "boundaries" / "E06000045_lsoa2021_bgc.geojson",
            crime=(crime,),
            residents=people,
        ),
        Asked(method="comparators", types=("Burglary",)),
    )
    table = found.outcome.tables["places"].set_index("place")
    rows = pd.read_csv(crime)
    named = rows["LSOA name"].str.replace(r" \d{3}[A-Z]$", "", regex=True)
    counts = named[rows["Crime type"].eq("Burglary")].value_counts()
    residents = pd.read_csv(people)
    district = residents["lsoa21_name"].str.replace(r" \d{3}[A-Z]$", "", regex=True)
    everybody = residents.groupby(district)["usual_residents_all"].sum()
    assert len(table) == 14
    assert table["count"].to_dict() == counts.reindex(table.index).to_dict()
    assert table["people"].to_dict() == everybody.reindex(table.index).to_dict()
    assert table.index[table["own"]].tolist() == ["Southampton"]
