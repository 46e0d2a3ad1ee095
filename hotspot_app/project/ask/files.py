"""The files that the analyst gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hotspot_app.errors import WordsError
from hotspot_app.own_tables import OWN_TABLES
from hotspot_app.remedies import Give
from hotspot_app.schema import Denominator
from hotspot_app.words import listed

OTHER_TABLES: Final[Mapping[str, str]] = {
    "workday": "workday population by area",
    "units": "anything else by area that rates can be per, such as licensed premises",
    "bridges": "pairs of area codes that a bridge or ferry joins",
    **{each.id: f"{each.help} ({each.told})" for each in OWN_TABLES.values()},
}
"""Names allowed in `Files.tables`."""

_INCIDENTS: Final = Give(("crime", "counts"))


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one question.

    Attributes
    ----------
    areas, wards
        Boundaries; `wards` for outlines, names and the level of wards.
    district
        Code or name of the district to which the boundaries are cut.
    crime
        Files, folders or archives of incidents.
    source
        Name of those who recorded the extracts, if the files don't name them.
    columns
        Column names in extracts or ready counts, by our name, for columns that aren't
        recognised (`data.columns.KNOWN`); "" for a column of ours that no column must
        be used for.
    counts
        Ready counts by area, type and month.
    names
        File with names of places: OS Open Names, or a table of codes and names.
    tables
        Other tables by name, from `OTHER_TABLES`.
    level, code_column, name_column
        Level of the areas and columns of their codes and names, if the file doesn't
        show them.
    ward_code_column, ward_name_column
        Columns of the wards' codes and names.
    """

    areas: Path
    wards: Path | None = None
    district: str = ""
    crime: tuple[Path, ...] = ()
    source: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    counts: Path | None = None
    residents: Path | None = None
    households: Path | None = None
    deprivation: Path | None = None
    lookup: Path | None = None
    postcodes: Path | None = None
    names: Path | None = None
    tables: Mapping[str, Path] = field(default_factory=dict)
    level: str = ""
    code_column: str = ""
    name_column: str = ""
    ward_code_column: str = ""
    ward_name_column: str = ""

    def __post_init__(self) -> None:
        """Refuse a table nobody reads, and a question without incidents."""
        unknown = sorted(set(self.tables) - set(OTHER_TABLES))
        if unknown:
            raise WordsError(
                f"there is no table called {unknown[0]!r}",
                hint=f"There are {listed(list(OTHER_TABLES))}.",
            )
        if not self.crime and self.counts is None:
            raise WordsError("no incidents given", remedies=(_INCIDENTS,))
        if self.crime and self.counts is not None:
            raise WordsError(
                "rows and ready counts are never added",
                hint="Ask once of each.",
                remedies=(_INCIDENTS,),
            )

    def denominators(self) -> dict[Denominator, Path]:
        """Return the files of denominators by kind (`schema.DENOMINATORS`)."""
        given: dict[Denominator, Path | None] = {
            "residents": self.residents,
            "households": self.households,
            "workday": self.tables.get("workday"),
            "units": self.tables.get("units"),
        }
        return {kind: path for kind, path in given.items() if path is not None}
