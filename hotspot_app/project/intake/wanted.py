"""The files that a project can have, and who publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.remedies import EXACT_FIT

Slot = str
"""A purpose that files can serve: a key of `WANTED`."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A purpose that files of a project can serve.

    Attributes
    ----------
    publisher, file
        The publisher, and the file's title.
    lost
        What can't be answered without the file.
    """

    title: str
    publisher: str
    file: str
    lost: str = ""


_PORTAL: Final = "ONS Open Geography Portal"
_RESIDENTS: Final = (
    "Lower layer Super Output Area population estimates, or Census 2021 {}"
)

WANTED: Final[dict[Slot, Wanted]] = {
    "areas": Wanted(
        "Boundaries of areas",
        _PORTAL,
        "Lower layer Super Output Areas (December 2021) Boundaries EW BGC",
    ),
    "crime": Wanted(
        "Recorded crime",
        "data.police.uk",
        "Street-level crime, or an extract of your own (CSV or XLSX)",
    ),
    "wards": Wanted(
        "Boundaries of wards",
        _PORTAL,
        "Wards (December 2025) Boundaries UK BGC",
        "names and figures by ward",
    ),
    "residents": Wanted(
        "Residents",
        "ONS",
        _RESIDENTS.format("TS001"),
        "rates by residents",
    ),
    "deprivation": Wanted(
        "Deprivation",
        "MHCLG",
        "English Indices of Deprivation 2025, File 7: all ranks, scores, deciles and "
        "population denominators",
        "crime in deprived areas",
    ),
    "households": Wanted(
        "Households",
        "ONS",
        _RESIDENTS.format("TS041"),
        "rates by households",
    ),
    "workday": Wanted(
        "Workday population",
        "Any publisher",
        "A table with a column of area codes and one called workday population",
        "rates by workday population",
    ),
    "units": Wanted(
        "Units of your own",
        "Any publisher",
        "A table with a column of area codes and one called units: licensed premises, "
        "say, or vehicles",
        "rates by units of your own",
    ),
    "lookup": Wanted("Lookup between codes", "ONS", EXACT_FIT),
    "postcodes": Wanted("Postcodes", "OS", "Code-Point Open"),
    "names": Wanted(
        "Names of places", "OS", "OS Open Names, or a table of area codes and names"
    ),
    **{
        table.id: Wanted(
            table.title,
            "Any publisher",
            f"{table.help} ({table.told})",
            f"what needs a table of {table.title.lower()}",
        )
        for table in OWN_TABLES.values()
    },
}

NEEDED: Final[tuple[Slot, ...]] = ("areas", "crime")
USUAL: Final[tuple[Slot, ...]] = ("wards", "residents", "deprivation")
OPTIONAL: Final[tuple[Slot, ...]] = (
    "households",
    "workday",
    "units",
    "lookup",
    "postcodes",
    "names",
)
OWN: Final[tuple[Slot, ...]] = tuple(OWN_TABLES)
FIGURES: Final[tuple[Slot, ...]] = (
    "residents",
    "households",
    "workday",
    "units",
)
USING_CODES: Final[tuple[Slot, ...]] = (*FIGURES, "deprivation")
