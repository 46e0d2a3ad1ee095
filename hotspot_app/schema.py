"""Columns, types and coordinate system of every table, checked at the door."""

from __future__ import annotations

from typing import Final, Literal

import geopandas as gpd
import pandas as pd

from hotspot_app.errors import InputError

CRS: Final = "EPSG:27700"
"""British National Grid, metres: the only one inside the app."""

ASB: Final = "Anti-social behaviour"
"""Counted apart: it is not crime."""

EXTENT: Final = (0.0, 0.0, 700_000.0, 1_300_000.0)
"""Legal extent of the grid: west, south, east, north."""

# --- why a row that was read is not on the map; the order is how they are told

REASONS: Final[dict[str, str]] = {
    "malformed_row": "row is broken",
    "duplicate": "the same incident twice",
    "superseded": "replaced by a later download of the same month",
    "cancelled": "cancelled or not a crime",
    "unreadable_date": "unreadable date",
    "no_type": "no offence type",
    "no_coordinates": "no coordinates",
    "zero_coordinates": "coordinates are 0, 0",
    "swapped_axes": "easting and northing (or longitude and latitude) swapped",
    "impossible_coordinates": "impossible coordinates",
    "unknown_postcode": "postcode not found",
    "no_area": "no area named",
    "unknown_area": "area code not among the areas",
    "around_district": "in an area around the district, not in it",
    "in_no_group": "in an area of no group",
    "other_district": "in another district, by the area code in the row",
    "outside_areas": "outside every area",
}

# --- incidents: one row an incident, in no order that matters

INCIDENT_COLUMNS: Final[dict[str, str]] = {
    "easting": "float64",  # metres; missing where only an area code is known
    "northing": "float64",
    "month": "period[M]",
    "type": "category",
    "source": "category",  # who recorded it: "Hampshire Constabulary", "Housing"
    "precision": "category",  # one of PRECISIONS
    "place": "category",  # street or "On or near ..."; may be missing
    "area": "category",  # area code the file states; may be missing
    "file": "category",  # name of the file it was read from
    "row": "int64",  # line in that file, the header being line 1
}
"""Always there. Optional: `day` (datetime64[s], that of `month`; missing if only the
month is known), `when` (datetime64[s], local time it happened or, where that isn't
stated, was recorded), `victim` (category, an opaque reference) and `flag_*` (bool)."""

PRECISIONS: Final = ("point", "snapped", "postcode", "area")

FLAGS: Final = {
    "domestic": "Domestic abuse",
    "hate": "Hate",
    "alcohol": "Alcohol",
    "drugs": "Drugs",
    "knife": "Knife",
    "firearm": "Firearm",
    "youth": "Youth",
    "nte": "Night-time economy",
    "vawg": "Violence against women and girls",
    "serious": "Serious violence",
    "public": "Public place",
}
"""Name of each flag, as columns have it after `flag_`, to its words."""


def flag_column(flag: str) -> str:
    """Return the column of incidents that says which carry a flag."""
    return f"flag_{flag}"


REJECTED_COLUMNS: Final[dict[str, str]] = {
    "file": "category",
    "row": "int64",
    "reason": "category",  # a key of REASONS
}

# --- areas: index `code`, sorted; a row an area

AREA_COLUMNS: Final = ("name", "shown", "geometry")
"""`shown` is false for areas around the district: they take part as
neighbours only."""


class HasAreas:
    """An object with an area table.

    Attributes
    ----------
    areas
        Area table, `AREA_COLUMNS`, index `code`.
    """

    areas: gpd.GeoDataFrame

    @property
    def shown(self) -> pd.Series[bool]:
        """Which areas are on the map; the others lie around them."""
        shown: pd.Series[bool] = self.areas["shown"]
        return shown


# --- indicators: index `code`

Denominator = Literal["residents", "households", "workday", "units"]

DENOMINATORS: Final[dict[Denominator, str]] = {
    "residents": "residents",
    "households": "households",
    "workday": "workday population",
    "units": "units of your own table",
}

DOMAINS: Final[dict[str, str]] = {
    "imd": "Index of Multiple Deprivation",
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "housing": "Barriers to Housing and Services",
    "environment": "Living Environment",
}
"""A deprivation table has `<domain>_score`, `<domain>_rank` and
`<domain>_decile` for the domains its file carries, 1 being most deprived for
rank and decile."""


def check_areas(areas: gpd.GeoDataFrame) -> None:
    """Refuse an area table that the statistics can't use.

    Raises
    ------
    InputError
        If a column or the coordinate system is missing, a code is repeated or
        not sorted, or a geometry is empty or invalid.
    """
    missing = [name for name in AREA_COLUMNS if name not in areas.columns]
    if missing:
        raise InputError(f"areas lack the column {missing[0]}")
    if areas.crs is None or areas.crs.to_epsg() != 27700:
        raise InputError(
            "areas are not in British National Grid",
            hint="Load them through the app, which converts them.",
        )
    if areas.index.name != "code" or not areas.index.is_unique:
        raise InputError("area codes are missing or repeated")
    if not areas.index.is_monotonic_increasing:
        raise InputError("areas are not in the order of their codes")
    bad = areas.geometry.is_empty | areas.geometry.isna() | ~areas.geometry.is_valid
    if bad.any():
        raise InputError(
            f"{int(bad.sum())} areas have no usable shape",
            where=str(areas.index[bad][0]),
        )


def check_incidents(incidents: pd.DataFrame) -> None:
    """Refuse an incident table with missing or mistyped columns.

    Raises
    ------
    InputError
        If a column is missing or has another type than declared.
    """
    _check_columns(incidents, INCIDENT_COLUMNS, "incidents")


def check_rejected(rejected: pd.DataFrame) -> None:
    """Refuse a table of rejected rows with an undeclared reason.

    Raises
    ------
    InputError
        If a column is missing or mistyped, or a reason is unknown.
    """
    _check_columns(rejected, REJECTED_COLUMNS, "rejected rows")
    unknown = set(rejected["reason"].unique()) - set(REASONS)
    if unknown:
        raise InputError(f"rejected rows have an unknown reason {min(unknown)!r}")


def _check_columns(frame: pd.DataFrame, columns: dict[str, str], what: str) -> None:
    for name, dtype in columns.items():
        if name not in frame.columns:
            raise InputError(f"{what} lack the column {name}")
        if str(frame[name].dtype) != dtype:
            raise InputError(
                f"{what}: column {name} is {frame[name].dtype}, not {dtype}"
            )
