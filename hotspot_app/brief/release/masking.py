"""An answer without the figures that stand on stand-ins."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from hotspot_app.brief.release.withheld import NOTHING_WITHHELD, Withheld
from hotspot_app.method import Explanation, Gives, Method, Outcome
from hotspot_app.project.steps.answer import Answer
from hotspot_app.project.steps.by_type import ByType
from hotspot_app.project.steps.standing import Listing
from hotspot_app.project.steps.tally import Tally
from hotspot_app.stats.classes.confidence import NO_DATA
from hotspot_app.words import capital

_NAMES: Final = ("name", "ward", "place", "denominator")
_OF_NOW: Final = ("count", "rate", "rate_lower", "rate_upper")
_NOTHING: Final = {"class": NO_DATA, "confidence": ""}
"""What columns of words hold where nothing is known, if they must hold something."""
_SAID: Final = "withheld"


def masked(answer: Answer, withheld: Withheld) -> Answer:
    """Return an answer of which only figures that are published are left.

    Where any area is withheld, tables, charts and layers of the method's own are left
    out: they add areas up, and the sum would stand on stand-ins.
    """
    if withheld == NOTHING_WITHHELD:
        return answer
    comparison, types = answer.comparison, answer.by_type
    if comparison is not None:
        areas = _emptied(comparison.areas, withheld.any_of, ())
        comparison = replace(comparison, areas=areas)
    if types is not None:
        types = _types(types, withheld)
    answer = replace(answer, comparison=comparison, by_type=types)
    if withheld.months:
        answer = replace(answer, tally=_without_months(answer.tally))
    if not withheld.any_of and not withheld.now.whole:
        return answer
    return replace(
        answer,
        method=_by_area(answer.method),
        outcome=_outcome(answer.outcome, withheld),
        explanation=_explanation(answer.explanation, answer, withheld),
        notes=tuple(n for n in answer.notes if _names_none(n.text, answer, withheld)),
        withheld=withheld.any_of,
        made=(answer.total, _listing(answer.listing, withheld)),
    )


def _without_months(tally: Tally) -> Tally:
    """Return a tally of which no area is known in every month: no series is drawn."""
    known = np.zeros((len(tally.cube.codes), len(tally.cube.months)), dtype=np.bool_)
    return replace(tally, cube=replace(tally.cube, covered=known))


def adds_areas_up(method: Method) -> bool:
    """Say whether what a method finds is of several areas together."""
    return bool(method.gives.tables)


def _by_area(method: Method) -> Method:
    """Return a method that gives nothing but values of areas, without charts."""
    gives = Gives(values=method.gives.values, summary=method.gives.summary)
    return replace(method, gives=gives, charts=())


def _outcome(outcome: Outcome, withheld: Withheld) -> Outcome:
    values = _emptied(outcome.values, withheld.now.areas, _NAMES)
    kept = (*_NAMES, *_OF_NOW)
    values = _emptied(values, withheld.before.areas, kept)
    return replace(
        outcome, values=values, tables={}, layers={}, surface=None, charts=()
    )


def _emptied(
    table: pd.DataFrame, codes: Collection[str], kept: Collection[str]
) -> pd.DataFrame:
    """Return a table of areas with nothing but some columns left of some rows."""
    rows = table.index.isin([*codes])
    return table.assign(
        **{
            str(name): _without(table[name], rows)
            for name in table.columns
            if name not in kept
        }
    )


def _without(values: pd.Series[Any], rows: Any) -> pd.Series[Any]:
    if pd.api.types.is_bool_dtype(values):
        return values.mask(rows, False)
    if pd.api.types.is_numeric_dtype(values):
        return values.astype("float64").mask(rows)
    return values.astype(object).mask(rows, _NOTHING.get(str(values.name)))


def _types(found: ByType, withheld: Withheld) -> ByType:
    """Hide the rows of types whose count over all areas is withheld."""
    hidden = [
        withheld.now.hides(row.counted) or withheld.before.hides(row.counted)
        for row in found.rows
    ]
    rows = pd.Series(hidden, index=found.table.index)
    table = found.table.copy()
    for name in table.columns:
        if name not in {"kind", "name"}:
            table[name] = _without(table[name], rows)
    table["turn"] = table["turn"].mask(rows, _SAID)
    return replace(found, table=table)


def _listing(found: Listing, withheld: Withheld) -> Listing:
    """Leave out of the list what rests on stand-ins."""
    standing = tuple(
        each for each in found.standing if withheld.now.areas.isdisjoint(each.codes)
    )
    ranks = {code: n for n, each in enumerate(standing, 1) for code in each.codes}
    areas = _emptied(found.areas, withheld.now.areas, ("shown", "inside"))
    rank = areas.index.to_series().map(ranks).fillna(0).astype("int64")
    areas = areas.assign(rank=rank, identity=areas["identity"].where(rank > 0, 0))
    areas["identity"] = areas["identity"].fillna(0).astype("int64")
    return replace(found, standing=standing, areas=areas)


def _explanation(said: Explanation, answer: Answer, withheld: Withheld) -> Explanation:
    """Drop what names a place whose figures are withheld."""
    question = answer.question

    def may_stay(text: str) -> bool:
        return not withheld.now.whole and _names_none(text, answer, withheld)

    plain = f"{capital(question.subject)} in {question.where}"
    return Explanation(
        said.headline if may_stay(said.headline) else plain,
        tuple(each for each in said.said if may_stay(str(each))),
        said.map_title if may_stay(said.map_title) else plain,
    )


def _names_none(text: str, answer: Answer, withheld: Withheld) -> bool:
    """Say whether a text names no place whose figures are withheld.

    However it is called there: "The High Street area", "High Street, Bargate".
    """
    areas = answer.areas.loc[answer.areas.index.isin([*withheld.any_of])]
    called = areas.reindex(columns=["name", "place"], fill_value="").to_numpy().ravel()
    names = {str(each).casefold() for each in called} - {""}
    words = text.casefold()
    found = (re.escape(each) for each in names if each in words)
    return not any(re.search(rf"(?<!\w){each}(?!\w)", words) for each in found)
