"""Tables joined to the areas by code, through the analyst's lookup where needed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

import geopandas as gpd
import pandas as pd

from hotspot_app.data.base.ons import level_of_codes, lsoa_vintage
from hotspot_app.data.figures.lookups import Lookup, carry_over, turned
from hotspot_app.data.figures.matching import match
from hotspot_app.method import Note
from hotspot_app.project.steps.material import Material

Values = TypeVar("Values", pd.Series, pd.DataFrame)


@dataclass(eq=False)
class Carrying:
    """Joins tables to the areas, by a lookup if need be, and collects notes.

    Attributes
    ----------
    lookup
        Lookup between two sets of codes, cut to the areas; or None.
    weights
        Figures on the new codes, in proportion to which those of split areas are
        shared.
    areas
        Table of the areas given, with codes of the year `wanted`.
    used
        True once the lookup was used for a table.
    """

    lookup: Lookup | None
    weights: pd.Series[float] | None
    areas: gpd.GeoDataFrame
    wanted: int | None
    used: bool = False
    notes: list[Note] = field(default_factory=list)

    def fit(
        self,
        values: Values,
        what: str,
        kind: Literal["count", "deprivation"],
        *,
        year: int | None,
        where: str,
    ) -> Values:
        """Join a table to the areas.

        Parameters
        ----------
        values
            Index `code`.
        what
            Name of the figures in messages: "residents".
        year
            Year of the table's codes, if known.
        where
            Name of the file.

        Raises
        ------
        InputError
            If the table is of other areas, or the lookup is between other codes.
        """
        year = year or lsoa_vintage(values.index)
        other = bool(year and self.wanted and year != self.wanted)
        if self.lookup and other and level_of_codes(values.index) == "lsoa":
            carried = carry_over(
                _known_to(self.lookup, values),
                self.lookup,
                kind,
                weights=self.weights if kind == "count" else None,
                vintage=year,
                wanted=self.wanted,
            )
            self.used = True
            self.notes.extend(carried.notes)
            values, year = carried.values, self.lookup.new_vintage
        fitted, said = match(
            values,
            self.areas.index,
            what,
            vintage=year,
            wanted=self.wanted,
            where=where,
        )
        self.notes.extend(said)
        return fitted

    def told(self) -> list[Note]:
        """Return the notes, once all tables are joined."""
        if self.lookup is None or self.used:
            return self.notes
        unused = Note(
            f"{self.lookup.source.name}: not used; no table is by codes of another "
            "year than the areas.",
            caution=True,
        )
        return [*self.notes, unused]


def carrying(material: Material) -> Carrying:
    """Prepare the join, its lookup cut to the areas so that notes are of them."""
    areas, wanted = material.areas.areas, material.areas.vintage
    lookup = material.lookup
    if lookup is None:
        return Carrying(None, None, areas, wanted)
    if lookup.old_level == lookup.new_level and lookup.old_vintage == wanted:
        lookup = turned(lookup)
    weights = next(
        (
            indicator.values
            for indicator in material.denominators.values()
            if indicator.vintage == lookup.new_vintage
        ),
        None,
    )
    notes = list(lookup.notes)
    pairs = lookup.pairs
    here = pairs["new"].isin(areas.index)
    if here.any():
        # all parts of a split area, those outside too, or the parts here would share it
        family = pairs["old"].isin(pairs.loc[here, "old"])
        lookup = replace(lookup, pairs=pairs[family])
    return Carrying(lookup, weights, areas, wanted, notes=notes)


def _known_to(lookup: Lookup, values: Values) -> Values:
    known = values.index.isin(lookup.pairs["old"])
    return values.loc[known] if known.any() else values
