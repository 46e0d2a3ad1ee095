"""Districts that the files at hand cover, counted alike, to compare the place with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.data.figures.indicators import Indicator
from hotspot_app.method import Inputs
from hotspot_app.schema import Denominator

_COVERED: Final = 0.5
"""Share of a district's areas that have an incident of any type, if it is covered."""


@dataclass(frozen=True, eq=False)
class Districts:
    """The district of each area of a wider table, and how many people it has.

    Attributes
    ----------
    of
        District of each area, index `code`.
    people
        Figures by district, by kind of denominator.
    """

    of: pd.Series[Any] = field(default_factory=lambda: pd.Series(dtype="object"))
    people: Mapping[Denominator, pd.Series[float]] = field(default_factory=dict)


def districts_in(figures: Mapping[Denominator, Indicator]) -> Districts:
    """Return the districts that tables of figures by area name.

    Parameters
    ----------
    figures
        Tables by kind, with every area that they have.
    """
    named = [each for each in figures.values() if not each.districts.empty]
    if not named:
        return Districts()
    of = named[0].districts.astype("category")
    people: dict[Denominator, pd.Series[float]] = {
        kind: each.values.groupby(of.reindex(each.codes), observed=True).sum()
        for kind, each in figures.items()
    }
    return Districts(of[of.ne("")], people)


def compared_districts(
    districts: Districts, inputs: Inputs
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count the question's incidents by district, by the area codes in the rows.

    A district is covered if at least half of its areas have an incident of any type.

    Parameters
    ----------
    inputs
        Those of the place itself.

    Returns
    -------
    places
        Columns `place`, `count`, `people`, `own` (whether it is the place itself);
        empty if the files cover no other district.
    by_month
        (places, months) their counts in each month of the period, or its part.
    """
    nothing = pd.DataFrame(columns=["place", "count", "people", "own"]), pd.DataFrame()
    question, rows = inputs.question, inputs.rows
    kind = question.denominator
    if rows is None or kind is None or kind not in districts.people:
        return nothing
    codes = rows.incidents["area"]
    known = districts.of.reindex(codes.cat.categories)
    of_row = known.to_numpy(dtype=object)[codes.cat.codes]
    of_row[codes.cat.codes.to_numpy() < 0] = None
    days, whole = question.period.days, question.period.whole
    months = inputs.cube.months_held(whole.first, whole.last)
    which = rows.inside(question.types, days.first, days.last, months)
    month = rows.incidents["month"].to_numpy()
    counts = pd.crosstab(of_row[which], month[which])
    covered = _covered(districts.of, codes)
    people = districts.people[kind]
    own = districts.of.reindex(inputs.areas.index[inputs.inside]).mode()
    names = [name for name in covered if name in people.index and people[name] > 0]
    if len(names) < 2 or own.empty or own.iloc[0] not in names:
        return nothing
    by_month = counts.reindex(index=names, columns=list(months), fill_value=0)
    places = pd.DataFrame(
        {
            "place": names,
            "count": by_month.sum(axis=1).to_numpy(np.float64),
            "people": people.reindex(names).to_numpy(np.float64),
            "own": [name == own.iloc[0] for name in names],
        }
    )
    return places, by_month.reset_index(drop=True)


def _covered(of: pd.Series[Any], codes: pd.Series[Any]) -> Iterable[str]:
    """Return the districts of which most areas have an incident."""
    there = np.unique(codes.cat.codes[codes.notna()])
    seen = of.index.isin(codes.cat.categories[there])
    share = pd.Series(seen, index=of.index).groupby(of, observed=True).mean()
    return sorted(str(name) for name in share.index[share.ge(_COVERED)])
