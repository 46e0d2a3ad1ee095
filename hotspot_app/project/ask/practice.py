"""The files of the practice town."""

from __future__ import annotations

from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.paths import shipped
from hotspot_app.project.ask.files import Files


def practice_files() -> Files:
    """Return the files of the fictional town that comes with the app."""
    town = shipped("boundaries") / "practice"
    return Files(
        areas=town / "areas.geojson",
        wards=town / "wards.geojson",
        crime=(town / "incidents",),
        source="Wrenmouth Police",
        residents=town / "residents.csv",
        households=town / "residents.csv",
        deprivation=town / "deprivation.csv",
        tables={
            "workday": town / "residents.csv",
            "bridges": town / "bridges.csv",
            **{name: town / f"{name}.csv" for name in OWN_TABLES},
        },
        level="neighbourhood",
    )
