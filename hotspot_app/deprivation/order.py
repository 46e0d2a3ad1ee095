"""Areas in order of deprivation, and in groups of that order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from hotspot_app.deprivation.params import GroupParams, another
from hotspot_app.errors import WordsError
from hotspot_app.method import Inputs
from hotspot_app.remedies import Give
from hotspot_app.schema import DOMAINS
from hotspot_app.stats.association.deprivation import (
    quintile_by_count,
    quintile_by_population,
    quintile_national,
)
from hotspot_app.words import listed

FIFTHS: Final = ("1 most deprived", "2", "3", "4", "5 least deprived")


def order(table: pd.DataFrame, domain: str) -> tuple[pd.Series[float], bool]:
    """Return what areas are ordered by, and whether the highest is most deprived.

    Raises
    ------
    WordsError
        If the file has neither ranks nor scores of the domain.
    """
    # ranks first: they are made from unrounded scores, published scores have ties
    for column, most_first in ((f"{domain}_rank", False), (f"{domain}_score", True)):
        if column in table.columns:
            return table[column].astype("float64"), most_first
    known = [name for name in DOMAINS if _of_england(table, name)]
    if not known:
        raise WordsError(
            f"the deprivation file has no {DOMAINS[domain]} ranks, and no domain in it "
            "has ranks of England",
            hint="Give File 7 of the English Indices of Deprivation, by its publisher.",
        )
    raise WordsError(
        f"the deprivation file has no {DOMAINS[domain]} ranks",
        hint=f"It has {listed(known)}; File 7 has all.",
        remedies=(another("domain"), Give(("deprivation",))),
    )


def _of_england(table: pd.DataFrame, domain: str) -> bool:
    """Say whether ranks go beyond the areas of the table, as England's do."""
    ranks = table.get(f"{domain}_rank")
    return ranks is not None and bool(ranks.max() > ranks.count())


def decile(table: pd.DataFrame, domain: str) -> pd.Series[float]:
    """Return the decile of England that each area is in, 1 the most deprived.

    Raises
    ------
    WordsError
        If the file has no deciles of the domain, or not those of England.
    """
    column = f"{domain}_decile"
    if column not in table.columns:
        raise WordsError(
            f"the deprivation file has no {DOMAINS[domain]} deciles",
            hint="File 7 has them.",
            remedies=(another("basis", "local"), Give(("deprivation",))),
        )
    if f"{domain}_rank" in table.columns and not _of_england(table, domain):
        raise WordsError(
            f"the deprivation file's {DOMAINS[domain]} ranks are of its own areas, not "
            "of England",
            hint="File 7 of the English Indices of Deprivation has those of England.",
            remedies=(another("basis", "local"), Give(("deprivation",))),
        )
    return table[column].astype("float64")


@dataclass(frozen=True, eq=False, slots=True)
class Areas:
    """Areas with what they are ordered by and the group they are in.

    Attributes
    ----------
    deprived
        Rank, 1 the most deprived, or score where ranks are missing; of every area.
    known
        Which of the areas that take part have a deprivation figure.
    group
        Int64, 1 the most deprived; missing for areas that take no part.
    """

    deprived: pd.Series[float]
    known: pd.Series[bool]
    group: pd.Series[Any]


def grouped(
    inputs: Inputs, params: GroupParams, shown: pd.Series[bool], *, groups: int = 5
) -> Areas:
    """Put areas into groups by deprivation.

    Parameters
    ----------
    shown
        The areas that take part.
    groups
        Five or ten.

    Raises
    ------
    WordsError
        If the file lacks the ranks, scores or deciles that it takes.
    """
    table = inputs.tables["deprivation"]
    deprived, most_first = order(table, params.domain)
    inside = deprived.where(shown)
    match params.basis:
        case "national":
            inside = decile(table, params.domain).where(shown)
            group = (
                inside.astype("Int64") if groups == 10 else quintile_national(inside)
            )
        case "population":
            group = quintile_by_population(
                inside, inputs.population(), groups=groups, most_first=most_first
            )
        case _:
            group = quintile_by_count(inside, groups=groups, most_first=most_first)
    return Areas(deprived, inside.notna(), group.rename("group"))


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """A figure of deprivation that is higher where areas are more deprived.

    Attributes
    ----------
    place
        The score, or the place in the line of the areas, 1 the least deprived; missing
        for areas that take no part.
    known
        Which areas have a deprivation figure.
    kind
        "score" or "rank".
    """

    place: pd.Series[float]
    known: pd.Series[bool]
    kind: str


def ordered(inputs: Inputs, domain: str, by: str, among: pd.Series[bool]) -> Line:
    """Line areas up by deprivation.

    Parameters
    ----------
    by
        "score" or "rank". The place is taken where the file has no scores.
    among
        The areas that take part.

    Raises
    ------
    WordsError
        If the file has neither ranks nor scores of the domain.
    """
    table = inputs.tables["deprivation"]
    score = f"{domain}_score"
    if by == "score" and score in table.columns:
        found = table[score].astype("float64")
        return Line(found.where(among), found.notna(), "score")
    deprived, most_first = order(table, domain)
    place = deprived.where(among).rank(method="average", ascending=most_first)
    return Line(place, deprived.notna(), "rank")
